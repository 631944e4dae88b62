"""A blog: its posts, and the lists that Docusaurus makes of them.

The rules are those of `plugin-content-blog/lib`: ``blogUtils.js``, ``frontMatter.js``, ``routes.js``, ``feed.js``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TypeVar

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import normalize_url
from migrator.docusaurus.blog.authors import authors_of, read_authors
from migrator.docusaurus.blog.reading_time import ReadingTimes
from migrator.docusaurus.config import Config, ContentPlugin
from migrator.docusaurus.content import Content
from migrator.docusaurus.files.data_file import shown
from migrator.docusaurus.files.dates import parse_date
from migrator.docusaurus.files.front_matter import Fields
from migrator.docusaurus.files.history import History
from migrator.docusaurus.files.page_file import read_page
from migrator.docusaurus.indexed import Indexed
from migrator.docusaurus.listing_titles import listing_title
from migrator.docusaurus.tags import group_by_tag, read_tags, read_tags_file
from migrator.post import Author, PageLink, PostMeta, Tag
from migrator.site import Feed, Instance, Listing, RecentPosts
from migrator.targets import Broken, Target

#: The greedy folder makes the last date in a path count; the text before it goes behind it.
_DATED_FILE = re.compile(
    r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?.mdx?", re.ASCII
)
_FILE_END = re.compile(r"(?:/index)?\.mdx?\Z")
_T = TypeVar("_T")

_FEEDS = {"rss": "rss.xml", "atom": "atom.xml", "json": "feed.json"}


@dataclass(frozen=True, slots=True)
class FileName:
    """What a post's file name says: its date, the text behind it, and the slug made of both."""

    date: str | None
    text: str
    slug: str


def parse_file_name(path: str) -> FileName:
    """Read the name of a post's file, relative to the blog's folder (``parseBlogFileName``)."""
    dated = _DATED_FILE.fullmatch(path)
    if dated:
        day = dated["date"].replace("-", "/")
        return FileName(dated["date"], dated["text"], f"/{day}/{dated['folder']}{dated['text']}")
    text = _FILE_END.sub("", path)
    return FileName(None, text, f"/{text}")


def index_blog(plugin: ContentPlugin, config: Config) -> Indexed:
    """Index one blog: posts, newest first, and listings.  Drafts are in the posts, but in no listing."""
    return _Blog(plugin, config).index()


class _Blog:
    def __init__(self, plugin: ContentPlugin, config: Config) -> None:
        self.plugin = plugin
        self.config = config
        self.options = plugin.options
        self.content = Content(plugin, config)
        self.histories = [History(folder) for folder in self.content.folders]
        self.diagnostics: list[Diagnostic] = []
        self.authors: dict[str, Author] = {}
        self.tags: dict[str, Tag] = {}
        self.reading_times = ReadingTimes(plugin, config, self.diagnostics)

    def index(self) -> Indexed:
        self.authors = self._take(self._read_authors())
        self.tags = self._take(self._read_tags())
        posts = self._posts()
        shown_posts = [post for post in posts if not post.draft]
        listed = [post for post in shown_posts if not post.unlisted]
        for newer, older in pairwise(listed):
            newer.next = PageLink(older.title, older.permalink)
            older.previous = PageLink(newer.title, newer.permalink)
        title, description, recent = self._titles()
        instance = Instance(
            "blog",
            self.plugin.id,
            self._address(),
            self.plugin.folder,
            title,
            description,
            self.options,
            authors=self.authors,
            tags=self.tags,
            feeds=self._feeds() if shown_posts else [],
            recent=self._recent(recent),
        )
        listings = self._listings(instance, shown_posts, listed)
        return Indexed(instance, posts, listings, self.diagnostics)

    # ------------------------------------------------------------ posts

    def _posts(self) -> list[PostMeta]:
        posts = [self._post(name) for name in sorted(self.content.files(), key=_walk_order)]
        self.reading_times.finish()
        self.content.ask_history(posts)
        posts.sort(key=lambda post: post.date or datetime.min.replace(tzinfo=UTC), reverse=True)
        if self.options.get("sortPosts") == "ascending":
            posts.reverse()
        return posts

    def _post(self, name: str) -> PostMeta:
        path = self.content.file(name)
        page = read_page(path, shown(path, self.config))
        fields = page.fields
        file_name = parse_file_name(name)
        slug = fields.text("slug") or file_name.slug
        title = fields.text("title", empty=True)
        last_update, last_author = self.content.last_update(fields)
        description = fields.text("description", empty=True)
        if title is None:
            title = page.content_title if page.content_title is not None else file_name.text
        meta = PostMeta(
            "post",
            self._address(slug),
            title,
            page.source.path,
            self.plugin.id,
            locale=self.config.locale,
            id=slug,
            slug=slug,
            description=page.excerpt if description is None else description,
            excerpted=not description,
            head_title=fields.text("title_meta", empty=True) or None,
            front_matter=page.front_matter,
            title_in_body=page.content_title == title,
            sidebar_label=fields.text("sidebar_label", empty=True),
            date=self._date(path, fields, file_name),
            last_update=last_update,
            last_author=last_author,
            tags=read_tags(fields, self.tags, self._url("tagsBasePath"), self.config),
            authors=authors_of(fields, self.authors, lambda url: self._picture(url, path, "authors", fields)),
            keywords=fields.texts("keywords") or [],
            image=self._picture(fields.text("image"), path, "image", fields),
            draft=bool(fields.flag("draft")),
            unlisted=bool(fields.flag("unlisted")),
            hide_toc=bool(fields.flag("hide_table_of_contents")),
            toc_depths=fields.toc_depths(self.content.toc_depths),
            edit_url=self.content.edit_url(path, name),
            inside=PurePosixPath(name),
        )
        if meta.draft:
            page.diagnostics.append(Diagnostic(Code.DRAFT, f"{meta.title!r} is a draft.", meta.path))
        if self.options.get("showReadingTime") is True:
            self.reading_times.add(meta, page.source.body)
        self.diagnostics += page.diagnostics
        return meta

    def _date(self, path: Path, fields: Fields, file_name: FileName) -> datetime:
        """A post's date: the author's, that in the file name, git's, the file's (``getDate``).

        In a text the author's zone does not count: the day on the page is the day that was written.
        """
        written = fields.values.get("date")
        if written:
            moment = parse_date(written) if not isinstance(written, int | float) else None
            if moment:
                return moment.replace(tzinfo=UTC) if isinstance(written, str) else moment
            fields.refuse("date", "a date")
        if file_name.date:
            moment = parse_date(file_name.date)
            if moment:
                return moment
            problem = f"The file name has the date {file_name.date}, which does not exist."
            fields.diagnostics.append(Diagnostic(Code.FRONT_MATTER_FIELD, problem, fields.source.path, subject="date"))
        for history in self.histories:
            if known := history.of(path):
                return known.created.date
        try:
            return datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
        except OSError:
            return datetime.fromtimestamp(0, UTC)

    def _picture(self, url: object, path: Path, name: str = "", fields: Fields | None = None) -> Target | None:
        """Find an image that the file at ``path`` names, in its field ``name``."""
        image = self.content.assets.named(url, str(path.parent))
        if isinstance(image, Broken):
            problem = f"The image {image.url} is not there."
            line = fields.line(name) if fields else 0
            place = shown(path, self.config)
            self.diagnostics.append(Diagnostic(Code.MISSING_ASSET, problem, place, line, subject=image.url))
        return image

    # ------------------------------------------------------------ listings

    def _listings(self, instance: Instance, posts: list[PostMeta], listed: list[PostMeta]) -> list[Listing]:
        size = self._page_size()
        listings = [
            Listing(
                "blog",
                instance.route,
                instance.title,
                _permalinks(listed),
                description=instance.description,
                page_size=size,
            )
        ]
        groups = group_by_tag(posts)
        if groups:
            named = [group.tag.permalink for group in groups if not group.unlisted]
            listings.append(
                Listing(
                    "tags", self._address(self.content.text("tagsBasePath")), listing_title("tags", self.config), named
                )
            )
        listings += (
            Listing(
                "tag",
                group.tag.permalink,
                group.tag.label,
                _permalinks(group.posts),
                description=group.tag.description,
                page_size=size,
                tag=group.tag,
                unlisted=group.unlisted,
            )
            for group in groups
        )
        archive = self.options.get("archiveBasePath")
        if isinstance(archive, str) and archive and listed:
            listings.append(
                Listing("archive", self._address(archive), listing_title("archive", self.config), _permalinks(listed))
            )
        listings += self._author_listings(listed, size)
        for listing in listings:
            listing.plugin = "blog"
            listing.instance = self.plugin.id
            listing.locale = self.config.locale
        return listings

    def _author_listings(self, listed: list[PostMeta], size: int | None) -> Iterable[Listing]:
        if not self.authors:
            return
        pages = {key: author for key, author in self.authors.items() if author.permalink}
        posts: dict[str, list[str]] = {}
        for post in listed:
            for key in {author.key for author in post.authors if author.key}:
                posts.setdefault(key, []).append(post.permalink)
        permalinks = [author.permalink for author in pages.values() if author.permalink]
        yield Listing(
            "authors",
            self._address(self.content.text("authorsBasePath")),
            listing_title("authors", self.config),
            permalinks,
        )
        for key, author in pages.items():
            yield Listing(
                "author",
                author.permalink or "",
                author.name or key,
                posts.get(key, []),
                description=author.description,
                page_size=size,
                author=author,
            )

    # ------------------------------------------------------------ options

    def _address(self, *parts: str) -> str:
        return self.content.address(self._base(), *parts)

    def _base(self) -> str:
        return normalize_url([self.config.base_url, self.plugin.route_base_path])

    def _url(self, option: str) -> str:
        return normalize_url([self._base(), self.content.text(option)])

    def _page_size(self) -> int | None:
        size = self.options.get("postsPerPage")
        return int(size) if isinstance(size, int | float) and size >= 1 else None

    def _feeds(self) -> list[Feed]:
        """The feeds the blog has (``plugin-content-blog/lib/feed.js`` and ``options.js``)."""
        given = self.options.get("feedOptions")
        options = given if isinstance(given, Mapping) else {}
        kinds = options.get("type", ["rss", "atom"])
        kinds = list(_FEEDS) if kinds == "all" else [kinds] if isinstance(kinds, str) else kinds
        if not isinstance(kinds, list):
            return []
        title = options.get("title") or f"{self.content.config.title} Blog"
        description = options.get("description") or f"{self.content.config.title} Blog"
        limit = options.get("limit", 20)
        return [
            Feed(
                kind,
                normalize_url([self._base(), _FEEDS[kind]]),
                str(title),
                str(description),
                int(limit) if isinstance(limit, int | float) and limit else None,
            )
            for kind in kinds
            if kind in _FEEDS
        ]

    def _recent(self, title: str) -> RecentPosts | None:
        """The list of recent posts, by the options ``blogSidebarCount`` and ``blogSidebarTitle``."""
        count = self.options.get("blogSidebarCount")
        if count == "ALL":
            return RecentPosts(title, None)
        return RecentPosts(title, int(count)) if isinstance(count, int | float) and count >= 1 else None

    def _titles(self) -> tuple[str, str, str]:
        """The blog's title and description, and that of its recent posts, translated (``translations.js``)."""
        words = self._take(self.content.messages("options.json"))
        title, description = self.content.text("blogTitle"), self.content.text("blogDescription")
        recent = words.get("sidebar.title", self.content.text("blogSidebarTitle"))
        return words.get("title", title), words.get("description", description), recent

    def _read_authors(self) -> tuple[dict[str, Author], list[Diagnostic]]:
        path = self.content.file(self.content.text("authorsMapPath"))
        return read_authors(path, self._url("authorsBasePath"), self.config, lambda url: self._picture(url, path))

    def _read_tags(self) -> tuple[dict[str, Tag], list[Diagnostic]]:
        option = self.options.get("tags")
        folder = self.plugin.folder
        if isinstance(option, str | None):
            folder = next((one for one in self.content.folders if (one / (option or "tags.yml")).is_file()), folder)
        return read_tags_file(folder, option, self._url("tagsBasePath"), self.config)

    def _take(self, read: tuple[_T, list[Diagnostic]]) -> _T:
        self.diagnostics += read[1]
        return read[0]


def _walk_order(name: str) -> tuple[int, str]:
    """The order in which files are found, which decides between posts of one date: shallow folders first."""
    return name.count("/"), name


def _permalinks(posts: Iterable[PostMeta]) -> list[str]:
    return [post.permalink for post in posts]
