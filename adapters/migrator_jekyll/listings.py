"""The pages that Docusaurus makes from other pages, as files: one for each page of a list, and each feed."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.adapter import Options, OutputFile
from migrator.site import Feed, Instance, Listing, SidebarItem, Site
from migrator.writers.authors import Authors
from migrator.writers.yaml_text import front_matter
from migrator_jekyll.content import ContentTree
from migrator_jekyll.languages import Counterparts, pages_of
from migrator_jekyll.navigation import nav_name
from migrator_jekyll.page import several_versions, version_fields
from migrator_jekyll.urls import JekyllUrls, visible_path

#: The include that draws each kind of listing.
_INCLUDES = {
    "blog": "posts",
    "tag": "tagged",
    "author": "posts",
    "tags": "tags",
    "authors": "authors",
    "archive": "archive",
    "category": "cards",
    "search": "search",
}


class Listings:
    """Writes a site's listings."""

    def __init__(
        self,
        site: Site,
        urls: JekyllUrls,
        tree: ContentTree,
        authors: Authors,
        counterparts: Counterparts,
        options: Options,
    ) -> None:
        self._site = site
        self._urls = urls
        self._tree = tree
        self._authors = authors
        self._counterparts = counterparts
        self._unmapped = site.sitemap.left_out if site.sitemap else frozenset[str]()
        self._layouts = options.layouts
        self._versions = several_versions(site)
        self._pages = {urls.path(meta.permalink) for meta in site.posts}

    @property
    def has_home(self) -> bool:
        """Whether the language's root is a page or a listing."""
        home = self._urls.home
        return home in self._pages or any(self._urls.path(one.permalink) == home for one in self._site.listings)

    def files(self) -> Iterator[OutputFile]:
        for listing in self._site.listings:
            yield from self._listing(listing)
        for instance in self._site.instances:
            for feed in instance.feeds:
                yield self._feed(feed, instance)

    def tags(self) -> dict[str, dict[str, str]]:
        """Return the addresses of tags by the part of the site they belong to."""
        tags: dict[str, dict[str, str]] = {}
        for listing in self._site.listings:
            if listing.tag is not None:
                section = self._tree.section(listing.plugin, listing.instance, listing.version)
                tags.setdefault(section, {})[listing.tag.label] = self._urls.page(listing.permalink)
        return {section: dict(sorted(known.items())) for section, known in sorted(tags.items())}

    def _listing(self, listing: Listing) -> Iterator[OutputFile]:
        size = listing.page_size or 0
        pages = pages_of(listing)
        for number, permalink in enumerate(pages, 1):
            fields = self._head(listing, permalink)
            about: dict[str, object] = {
                "section": self._tree.section(listing.plugin, listing.instance, listing.version)
            }
            if listing.tag is not None:
                about["tag"] = listing.tag.label
            if listing.author is not None:
                about["author"] = self._authors.key(listing.instance, listing.author)
            if size:
                about["limit"] = size
                about["offset"] = size * (number - 1)
            if number > 1:
                about["newer"] = self._urls.page(pages[number - 2])
            if number < len(pages):
                about["older"] = self._urls.page(pages[number])
            if listing.kind == "tags":
                about["items"] = self._tags(listing)
            elif listing.kind == "authors":
                about["items"] = self._known_authors(listing)
            elif listing.kind == "category":
                about["items"] = [self._card(one) for one in listing.cards]
            fields["listing"] = about
            body = f"{{% include migrated/{_INCLUDES[listing.kind]}.html %}}\n"
            yield OutputFile(self._tree.listing(listing, number), front_matter(fields) + body)

    def _head(self, listing: Listing, permalink: str) -> dict[str, object]:
        layout = ("doc" if listing.kind == "category" else "list") if self._layouts else "page"
        title, description = listing.title, listing.description
        if listing.tag is not None:
            title, description = listing.tag.label, listing.tag.description or description
        if listing.author is not None:
            title = listing.author.name or title
        fields: dict[str, object] = {
            "layout": layout,
            "title": title,
            "permalink": self._urls.page(permalink),
        }
        if listing.kind == "blog":
            fields["hide_title"] = True
        if description:
            fields["description"] = description
        if listing.keywords:
            fields["keywords"] = list(listing.keywords)
        if listing.image is not None:
            fields["image"] = self._urls.final(listing.image)
        if listing.sidebar:
            fields["sidebar"] = {"nav": nav_name(listing.instance, listing.sidebar)}
        if listing.unlisted:
            fields["unlisted"] = True
        if listing.unlisted or {permalink, permalink.rstrip("/"), permalink.rstrip("/") + "/"} & self._unmapped:
            fields["sitemap"] = False
        version = self._versions.get((listing.instance, listing.version)) if listing.plugin == "docs" else None
        if version is not None:
            fields |= version_fields(listing.instance, version)
        if exceptions := self._counterparts.exceptions(self._urls, permalink):
            fields["translations"] = exceptions
        return fields

    def _tags(self, listing: Listing) -> list[dict[str, object]]:
        return [
            {"label": one.tag.label, "url": self._urls.page(one.permalink), "count": len(one.items)}
            for one in sorted(self._of(listing, "tag"), key=lambda one: one.tag.label.lower() if one.tag else "")
            if one.tag is not None and not one.unlisted
        ]

    def _known_authors(self, listing: Listing) -> list[str]:
        instance = self._site.instance(listing.plugin, listing.instance)
        return [self._authors.key(listing.instance, one) for one in instance.authors.values()]

    def _of(self, listing: Listing, kind: str) -> list[Listing]:
        return [
            one
            for one in self._site.listings
            if one.kind == kind
            and one.plugin == listing.plugin
            and one.instance == listing.instance
            and one.version == listing.version
        ]

    def _card(self, item: SidebarItem) -> dict[str, object]:
        card: dict[str, object] = {"label": item.label, "url": self._urls.entry(item.permalink, item.href) or ""}
        if item.description:
            card["description"] = item.description
        return card

    def _feed(self, feed: Feed, instance: Instance) -> OutputFile:
        path = self._urls.path(feed.permalink).strip("/")
        fields: dict[str, object] = {
            "layout": None,
            "title": feed.title,
            "description": feed.description,
            "permalink": self._urls.spell("/" + path),
            "sitemap": False,
            "feed": {
                "section": self._tree.section(instance.kind, instance.id),
                "of": self._urls.spell(self._urls.path(instance.route)),
                "limit": feed.limit or 100_000,
            },
        }
        return OutputFile(visible_path(path), front_matter(fields) + f"{{% include migrated/feed.{feed.kind} %}}\n")
