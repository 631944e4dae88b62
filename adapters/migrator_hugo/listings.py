"""The pages that Docusaurus makes from other pages: lists, tags, authors, categories, the archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from migrator.adapter import OutputFile
from migrator.site import Feed, Listing, SidebarItem, Site
from migrator.writers.data import sidebar_key
from migrator.writers.urls import Urls
from migrator.writers.yaml_text import front_matter
from migrator_hugo.content import ContentTree, escape_url
from migrator_hugo.taxonomies import Taxonomies, Taxonomy

#: Hugo's name of the output format for each kind of feed (see ``hugo.toml``).
FEED_FORMATS = {"rss": "rss", "atom": "atom", "json": "jsonfeed"}

#: That of a language's sitemap; Hugo adds it to its home page, but not to a page that stands in for it.
SITEMAP_FORMAT = "urlset"


class Listings:
    """Writes a site's listings as content files without a body."""

    def __init__(self, site: Site, urls: Urls, tree: ContentTree, taxonomies: Taxonomies) -> None:
        self._site = site
        self._urls = urls
        self._tree = tree
        self._taxonomies = taxonomies
        self._several = {kind for kind in ("docs", "blog") if sum(one.kind == kind for one in site.instances) > 1}

    def files(self) -> Iterator[OutputFile]:
        for listing in self._site.listings:
            if listing.kind in ("blog", "archive", "category", "search"):
                yield self._listing(listing)
        for taxonomy in self._taxonomies:
            yield from self._taxonomy(taxonomy)
        if home := self._tree.missing_home():
            fields: dict[str, object] = {"title": self._site.title, "url": home.url, "layout": "home"}
            if self._site.sitemap:
                fields["outputs"] = ["html", SITEMAP_FORMAT]
            yield _file(str(home.path), fields)
        for name in self._tree.bare_sections():
            yield _file(f"{name}/_index.md", {"title": name, "build": {"render": "never"}})

    def _listing(self, listing: Listing) -> OutputFile:
        place = self._tree.listing(listing)
        fields = _head(listing)
        if place.type:
            fields["type"] = place.type
        if place.url:
            fields["url"] = place.url
        if listing.kind != "blog":
            fields["layout"] = listing.kind
        if listing.image is not None:
            fields["images"] = [self._urls.final(listing.image)]
        about: dict[str, object] = {"kind": listing.kind}
        if listing.plugin in self._several:
            about["instance"] = listing.instance
        if listing.kind == "blog":
            about["page_size"] = listing.page_size or 0
        self._unlisted(listing, fields, about)
        params: dict[str, object] = {"listing": about}
        feeds = self._site.instance(listing.plugin, listing.instance).feeds if listing.kind == "blog" else []
        if feeds:
            sitemap = [SITEMAP_FORMAT] if self._site.sitemap and listing.permalink == self._site.base_url else []
            fields["outputs"] = ["html", *sitemap, *(FEED_FORMATS[feed.kind] for feed in feeds)]
            params["feeds"] = {feed.kind: _feed(feed) for feed in feeds}
        if listing.kind == "category":
            params["items"] = [self._card(one) for one in listing.cards]
            if listing.sidebar:
                params["sidebar"] = sidebar_key(listing.instance, listing.sidebar)
            if len(self._site.instance("docs", listing.instance).versions) > 1:
                params["docs_version"] = {"instance": listing.instance, "name": listing.version}
        return _file(str(place.path), {**fields, "params": params})

    def _card(self, item: SidebarItem) -> dict[str, object]:
        url = item.href if item.permalink is None else self._urls.page(item.permalink)
        card: dict[str, object] = {"label": item.label, "url": url or ""}
        if item.description:
            card["description"] = item.description
        if item.kind == "category":
            card["category"] = True
            card["count"] = len(item.items)
        return card

    def _taxonomy(self, taxonomy: Taxonomy) -> Iterator[OutputFile]:
        if taxonomy.overview is not None:
            fields = _head(taxonomy.overview)
            fields["url"] = escape_url(self._urls.path(taxonomy.overview.permalink))
            about: dict[str, object] = {"kind": taxonomy.about + "s"}
            self._unlisted(taxonomy.overview, fields, about)
            yield _file(f"{taxonomy.name}/_index.md", {**fields, "params": {"listing": about}})
        for listing in taxonomy.listings:
            term = taxonomy.terms[listing.permalink]
            fields = _head(listing)
            if listing.tag is not None:
                fields["title"] = listing.tag.label
                if listing.tag.description:
                    fields["description"] = listing.tag.description
            fields["url"] = escape_url(self._urls.path(listing.permalink))
            about = {"kind": taxonomy.about, "page_size": listing.page_size or 0}
            self._unlisted(listing, fields, about)
            params: dict[str, object] = {"listing": about}
            if listing.author is not None:
                fields["title"] = listing.author.name or listing.title
                params["author"] = term
            yield _file(f"{taxonomy.name}/{term}/_index.md", {**fields, "params": params})
        paged = set(taxonomy.terms.values())
        for key, author in sorted(taxonomy.without_page.items()):
            if key not in paged:
                fields = {"title": author.name or key, "build": {"render": "never"}, "params": {"author": key}}
                yield _file(f"{taxonomy.name}/{key}/_index.md", fields)

    def _unlisted(self, listing: Listing, fields: dict[str, object], about: dict[str, object]) -> None:
        """Say what is in no list, and what is not in the sitemap: the list, or its pages behind the first."""
        left_out = self._site.sitemap.left_out if self._site.sitemap else frozenset[str]()
        if listing.unlisted:
            fields["build"] = {"list": "never"}
        versions = self._site.instance(listing.plugin, listing.instance).versions
        hidden = any(one.no_index for one in versions if one.name == listing.version)
        if listing.unlisted or hidden or listing.permalink in left_out:
            fields["sitemap"] = {"disable": True}
        if {f"{listing.permalink.rstrip('/')}/page/2{end}" for end in ("", "/")} & left_out:
            about["unmapped"] = True


def _head(listing: Listing) -> dict[str, object]:
    fields: dict[str, object] = {"title": listing.title}
    if listing.description:
        fields["description"] = listing.description
    if listing.keywords:
        fields["keywords"] = list(listing.keywords)
    return fields


def _feed(feed: Feed) -> dict[str, object]:
    return {"title": feed.title, "description": feed.description, "limit": feed.limit or 0}


def _file(path: str, fields: Mapping[str, object]) -> OutputFile:
    return OutputFile(PurePosixPath(path), front_matter(fields))
