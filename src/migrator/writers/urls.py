"""How the address of a target is spelled, where every page is served from a folder of its own."""

from __future__ import annotations

import os.path
import posixpath
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from migrator.site import Site
from migrator.targets import Asset, External, Internal, Target
from migrator.writers.languages import base_path, prefixes

#: What Go's ``url.URL`` leaves as it is in a path, so that ours equal ``.RelPermalink``.
SAFE_PATH = "/-_.~$&+,:;=@"
#: What must be escaped in a path that stands in Markdown; other characters stay readable.
_UNSAFE = {ord(char): quote(char) for char in " \t\n\"'()<>[]\\^`{|}%#?*!"}


class Urls:
    """Spells the addresses of a site in one of its languages; ``main`` is the site with its translations.

    ``base`` is the path that those of all languages begin with, without a slash at its end; ``prefix`` what those of
    this language have behind it ("/ko"), empty for a main language at the root.
    """

    def __init__(self, site: Site, main: Site | None = None) -> None:
        languages = list(zip((main or site).editions, prefixes(main or site), strict=True))
        self.base = base_path(main or site)
        self.prefix = next(prefix for one, prefix in languages if one is site)
        self._root = Path(os.path.normpath(site.root))
        self._shared = _free_folder(site)
        # Longer roots are tried first: "/en" lies below "/", where the main language may be.
        self._roots = sorted(
            ((one.base_url.rstrip("/"), prefix) for one, prefix in languages),
            key=lambda root: (-len(root[0]), root[1] != self.prefix),
        )

    def path(self, permalink: str) -> str:
        """Return a permalink without the base path: ``/docs/intro/``, as in the front matter's ``url``."""
        for root, prefix in self._roots:
            if permalink == root or permalink.startswith(root + "/"):
                return slashed(prefix + permalink[len(root) :])
        return slashed(permalink)

    def inside(self, permalink: str) -> str:
        """Return the path of a page of this language without what stands before all of them: ``/docs/intro/``."""
        path = self.path(permalink)
        return path[len(self.prefix) :] if path.startswith(self.prefix + "/") else path

    def spell(self, path: str) -> str:
        """Return a path below the base path as a final URL."""
        return quote(self.base + path, safe=SAFE_PATH)

    def page(self, permalink: str) -> str:
        """Return the final URL of a page."""
        return self.spell(self.path(permalink))

    def final(self, target: Target | None) -> str | None:
        """Return the final URL of a target for configuration, data and front matter; ``None`` if there is none."""
        if isinstance(target, Internal):
            return self.page(target.permalink) + _tail(target)
        if isinstance(target, Asset):
            return self.spell(self.asset_route(target)) + _tail(target)
        return target.url if target is not None else None

    def asset_route(self, asset: Asset) -> str:
        """Return the address of an asset that stands beside no page of its own, without the base path."""
        if asset.route is not None:
            return asset.route if asset.route.startswith("/") else "/" + asset.route
        relative = posixpath.normpath(os.path.relpath(asset.source, self._root).replace(os.sep, "/"))
        parts = ["_" if part == ".." else part for part in relative.split("/")]
        return "/" + "/".join([self._shared, *parts])

    def shared_file(self, asset: Asset) -> PurePosixPath:
        """Return where such an asset lies in the built site."""
        return PurePosixPath(self.asset_route(asset).lstrip("/"))


class PageUrls:
    """Spells addresses as seen from one page.  ``beside`` maps the assets in the page's bundle to their names."""

    def __init__(self, urls: Urls, permalink: str, beside: dict[Path, str]) -> None:
        self._urls = urls
        self._base = urls.base
        self._permalink = permalink
        self._beside = beside

    def markdown(self, target: Target | None, written: str) -> str:
        """Return the destination of a link or image; ``written`` where that is right already."""
        if isinstance(target, External):
            return target.url
        if isinstance(target, Internal):
            if target.fragment and written.startswith("#"):
                return written
            path = self._base + self._urls.path(target.permalink)
            if written.startswith("/") and unquote(_path_of(written)).rstrip("/") == path.rstrip("/"):
                return written
            return path.translate(_UNSAFE) + _tail(target)
        if isinstance(target, Asset):
            name = self._beside.get(target.source)
            path = name if name is not None else self._base + self._urls.asset_route(target)
            if unquote(_path_of(written)).removeprefix("./") == path:
                return written
            return path.translate(_UNSAFE) + _tail(target)
        return written

    def html(self, target: Target) -> str | None:
        """Return the URL for an HTML attribute, root-relative: no hook of the target's sees it."""
        if isinstance(target, External):
            return target.url
        if isinstance(target, Asset) and (name := self._beside.get(target.source)) is not None:
            return (self._base + self._urls.path(self._permalink) + name).translate(_UNSAFE) + _tail(target)
        if isinstance(target, Internal | Asset):
            path = self._urls.path(target.permalink) if isinstance(target, Internal) else self._urls.asset_route(target)
            return (self._base + path).translate(_UNSAFE) + _tail(target)
        return None


def slashed(path: str) -> str:
    """Return a path as a static host serves it: from a folder, unless it names a file."""
    path = "/" + path.strip("/")
    return path if path == "/" or path.endswith((".html", ".htm")) else path + "/"


def _path_of(url: str) -> str:
    return url.split("#", 1)[0].split("?", 1)[0]


def _tail(target: Internal | Asset) -> str:
    query = f"?{target.query}" if target.query else ""
    fragment = f"#{target.fragment.translate(_UNSAFE)}" if target.fragment else ""
    return query + fragment


def _free_folder(site: Site) -> str:
    """The folder for assets that several pages may use; not one that the site's own static files have."""
    name = "assets"
    taken = {path.partition("/")[0] for path in site.static}
    while name in taken:
        name = "_" + name
    return name
