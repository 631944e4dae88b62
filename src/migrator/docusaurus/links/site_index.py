"""What a link can lead to: the addresses of a site, and the files its pages come from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import normalize

from migrator.docusaurus.addresses import apply_trailing_slash, decode_path, normalize_url, resolve_pathname
from migrator.docusaurus.links.assets import Assets, Outside
from migrator.post import PostMeta
from migrator.site import Listing, Site
from migrator.targets import Asset, Internal

#: A set of pages that one content plugin serves together: kind of page, instance, version.
Part = tuple[str, str, str | None]


class SiteIndex:
    """The lookup tables of a site, made once.

    ``folders`` are the content folders of each part of the site, translations first.  ``react_routes`` are the
    addresses of pages that are programs.  ``generation`` is Docusaurus's major version.  ``others`` are the indexes of
    the site's other languages.
    """

    def __init__(
        self,
        site: Site,
        assets: Assets,
        *,
        folders: Mapping[Part, tuple[str, ...]] | None = None,
        react_routes: Iterable[str] = (),
        generation: int = 3,
    ) -> None:
        self.assets = assets
        self.root = str(site.root)
        self.url = site.url
        self.base_url = site.base_url
        self.folders = folders or {}
        self.generation = generation
        self.feeds = {feed.permalink for instance in site.instances for feed in instance.feeds}
        self._sources: dict[str, str] = {}
        self._own_sources: dict[Part, dict[str, str]] = {}
        for meta in site.posts:
            path = os.path.normpath(f"{self.root}/{meta.path}")
            self._sources.setdefault(path, meta.permalink)
            self._own_sources.setdefault(part_of(meta), {})[path] = meta.permalink
        self._pages: dict[str, Internal] = {}
        for route in _routes(site):
            self._pages.setdefault(_key(route), Internal(route))
        self._pages_by_lower_case = {key.lower(): page for key, page in reversed(self._pages.items())}
        self._react_routes = {_key(route).lower() for route in react_routes}
        self.others: list[SiteIndex] = []
        self._redirects = {_key(redirect.source): redirect.target for redirect in site.redirects}

    def page(self, path: str) -> Internal | None:
        """Return the page or listing at a full path.  Case counts only where two differ in nothing else."""
        key = _key(path)
        return self._pages.get(key) or self._pages_by_lower_case.get(key.lower())

    def leads(self, path: str) -> bool:
        """Whether anything is served at a full path: a page, a feed, a static file, a redirect."""
        return bool(
            self.page(path)
            or self.page_in_other_language(path)
            or path in self.feeds
            or self.static(path)
            or self.redirect(path)
        )

    def page_of_file(self, path: str, part: Part) -> str | None:
        """Return the permalink of the page that a file becomes, in the same part of the site if there are two."""
        own = self._own_sources.get(part, {})
        for spelling in (path,) if path.isascii() else (path, normalize("NFC", path), normalize("NFD", path)):
            permalink = own.get(spelling) or self._sources.get(spelling)
            if permalink is not None:
                return permalink
        return None

    def redirect(self, path: str) -> str | None:
        """Return where the full path is redirected to."""
        return self._redirects.get(_key(path))

    def static(self, path: str, query: str = "", fragment: str = "") -> Asset | None:
        """Return the static file at an address, with ``baseUrl`` or without."""
        try:
            found = self.assets.static(path, query=query, fragment=fragment)
            if not found and self.base_url != "/" and path.startswith(self.base_url):
                found = self.assets.static(self.assets.below_base(path), query=query, fragment=fragment)
        except Outside:  # many steps up lead to the root of a web site, not out of it
            return None
        return found

    def full_path(self, path: str, base: str) -> str:
        """Resolve the path of a link on the page ``base``; ``baseUrl`` goes before one that begins with a slash."""
        if not path.startswith("/"):
            return resolve_pathname(path, base)
        path = resolve_pathname(path, "/")
        if path.startswith(self.base_url) or path + "/" == self.base_url:
            return path
        return self.base_url + path.removeprefix("/")

    def is_react_page(self, path: str) -> bool:
        return _key(path).lower() in self._react_routes

    def page_in_other_language(self, path: str) -> Internal | None:
        """Return the page at a full path of the site in another language."""
        return next((page for other in self.others if (page := other.page(path))), None)


def part_of(meta: PostMeta) -> Part:
    return meta.kind, meta.instance, meta.version


def page_routes(listing: Listing, site: Site) -> Iterator[str]:
    """Yield the addresses of a listing's pages behind the first (`plugin-content-blog/lib/blogUtils.js`)."""
    if listing.page_size:
        base = str(site.instance(listing.plugin, listing.instance).options.get("pageBasePath") or "page")
        for number in range(2, (len(listing.items) - 1) // listing.page_size + 2):
            yield apply_trailing_slash(normalize_url([listing.permalink, base, str(number)]), site)


def _routes(site: Site) -> Iterator[str]:
    for meta in site.posts:
        yield meta.permalink
    for listing in site.listings:
        yield listing.permalink
        yield from page_routes(listing, site)


def _key(path: str) -> str:
    """A path as it is compared: decoded, composed, without a trailing slash."""
    path = decode_path(path)
    return (path if path.isascii() else normalize("NFC", path)).rstrip("/") or "/"
