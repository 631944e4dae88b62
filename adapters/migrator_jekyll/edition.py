"""A site in one of its languages, as pages and data for Jekyll."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from migrator.adapter import Converted, Options, OutputFile
from migrator.post import Post
from migrator.site import PLUGIN, Site, Sitemap
from migrator.targets import Asset
from migrator.writers.authors import Authors
from migrator.writers.data import author_fields, pagination, versioned_docs, versions
from migrator.writers.files import unique_assets
from migrator.writers.head import keeps_search_out
from migrator.writers.redirects import redirects
from migrator.writers.styles import style_assets
from migrator.writers.yaml_text import document, front_matter
from migrator_jekyll.body import write_body
from migrator_jekyll.content import ContentTree
from migrator_jekyll.languages import Counterparts, Language
from migrator_jekyll.listings import Listings
from migrator_jekyll.navigation import navigation
from migrator_jekyll.page import page_fields, several_versions
from migrator_jekyll.urls import BASE, LIQUID_BASE, BodyUrls, JekyllUrls, visible_path
from migrator_jekyll.words import words


class Edition:
    """Writes a site in one of its languages; ``tags`` are those of all of them by their locale."""

    def __init__(
        self,
        site: Site,
        urls: JekyllUrls,
        language: Language,
        tags: Mapping[str, str],
        counterparts: Counterparts,
        options: Options,
    ) -> None:
        self.site = site
        self.urls = urls
        self.language = language
        self.tree = ContentTree(site, urls)
        self._tags = tags
        self._counterparts = counterparts
        self._options = options
        self._authors = Authors(site)
        # A tag is known by its label here; two of them may have one address ("C++", "c").
        self._labels = {one.tag.permalink: one.tag.label for one in site.listings if one.tag is not None}
        self._versions = several_versions(site)
        self._unmapped = site.sitemap.left_out if site.sitemap else frozenset[str]()
        self._redirects, self._refreshes = redirects(site, urls)

    def convert(self, post: Post) -> Converted:
        """Write one page: its file, and those of its assets that no static folder holds."""
        meta = post.meta
        fields = page_fields(
            meta,
            self.urls,
            self._authors,
            section=self.tree.section(PLUGIN[meta.kind], meta.instance, meta.version),
            tags=list(dict.fromkeys(self._labels.get(tag.permalink, tag.label) for tag in meta.tags)),
            redirect_from=[self.urls.spell(old) for old in self._redirects.get(self.urls.path(meta.permalink), [])],
            translations=self._counterparts.exceptions(self.urls, meta),
            layouts=self._options.layouts,
            version=self._versions.get((meta.instance, meta.version)) if meta.kind == "doc" else None,
        )
        body = write_body(post, BodyUrls(self.urls, meta.permalink), math=self.site.math)
        if meta.permalink in self._unmapped or keeps_search_out(body.head):
            fields["sitemap"] = False
        if head := self.urls.html(body.head.replace(BASE, "")):
            fields["head"] = head
        files = [OutputFile(self.tree.page(meta), front_matter(fields) + body.text.replace(BASE, LIQUID_BASE))]
        files += self._files(unique_assets([*post.assets, meta.image]))
        return Converted(files, list(body.diagnostics))

    def finish(self) -> Iterator[OutputFile]:
        """Yield the listings, the data, and the redirects and images that no page brings along."""
        site, urls = self.site, self.urls
        listings = Listings(site, urls, self.tree, self._authors, self._counterparts, self._options)
        yield from listings.files()
        for name, text in (
            ("navigation.yml", _yaml(navigation(site, urls, self._tags))),
            ("authors.yml", _yaml({key: author_fields(one, urls) for key, one in sorted(self._authors.known.items())})),
            ("words.yml", _yaml(words(site.locale))),
            ("recent.yml", _yaml(self._recent())),
            ("pagination.json", _json(pagination(site, urls))),
            ("tags.json", _json(listings.tags())),
            ("versions.json", _json(versions(site, urls))),
            ("docs.json", _json(versioned_docs(site, urls))),
        ):
            if text:
                yield OutputFile(self.language.data / name, text)
        images = [one.image for one in site.listings] + [one.image for one in self._authors.known.values()]
        yield from self._files(unique_assets([site.logo, site.favicon, site.image, *style_assets(site), *images]))
        for source, target in self._refreshes:
            yield self._redirect(source, target)
        if site.sitemap:
            yield self._sitemap(site.sitemap)
        if not listings.has_home:  # most themes have this layout too
            yield OutputFile(self.tree.folder / "index.html", front_matter({"layout": "home", "title": site.title}))
        if self._options.layouts:
            yield OutputFile(self.tree.folder / "404.html", front_matter(self._missing()))

    def _recent(self) -> dict[str, object]:
        """What is shown beside the posts of each blog: the newest ones, under a title."""
        return {
            self.tree.section("blog", one.id): {"title": one.recent.title, "count": one.recent.count or 100_000}
            for one in self.site.instances
            if one.kind == "blog" and one.recent
        }

    def _files(self, assets: list[Asset]) -> list[OutputFile]:
        return [OutputFile(self.urls.shared_file(one), one.source) for one in assets if one.route is None]

    def _redirect(self, source: str, target: str) -> OutputFile:
        """An old address that leads to something else than a page: a listing, a file, another site."""
        urls = self.urls
        to = urls.entry(None, target) if "?" in target or "#" in target or "://" in target else urls.page(target)
        fields = {"permalink": urls.spell("/" + source.removesuffix("index.html")), "redirect_to": to}
        return OutputFile(visible_path(source), front_matter(fields))

    def _sitemap(self, sitemap: Sitemap) -> OutputFile:
        path = self.urls.path(sitemap.permalink).rstrip("/")
        said = {"frequency": sitemap.frequency, "priority": sitemap.priority, "dates": sitemap.dates}
        fields = {
            "layout": None,
            "permalink": self.urls.spell(path),
            "urlset": {name: value for name, value in said.items() if value is not None},
        }
        return OutputFile(visible_path(path), front_matter(fields) + "{% include migrated/sitemap.xml %}\n")

    def _missing(self) -> dict[str, object]:
        """What is shown for an address where nothing is; GitHub Pages knows the one at the root only."""
        return {
            "layout": "missing",
            "title": "404",
            "permalink": self.urls.prefix + "/404.html",
            "sitemap": False,
        }


def _yaml(value: Mapping[str, object]) -> str:
    return document(value) if value else ""


def _json(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n" if value else ""
