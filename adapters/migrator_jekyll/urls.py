"""How addresses are spelled for Jekyll.

``baseurl`` in ``_config.yml`` says what stands before them, and may be changed: so those in front matter and data are
without it, layouts add it, and a link in a text has ``{{site.baseurl}}`` before it.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from migrator.site import Site
from migrator.targets import Asset, External, Target
from migrator.writers.languages import base_path
from migrator.writers.urls import PageUrls, Urls

#: Stands for the base path in a text until Liquid's marks of the author's have been made literal: no character.
BASE = "\ufdd0"
#: Without spaces, which no editor's preview would take for part of a link.
LIQUID_BASE = "{{site.baseurl}}"
#: Where the site's own styles lie.
STYLES = PurePosixPath("assets/css/custom.css")
#: What a permalink of Jekyll's cannot hold as it is: the beginning of a placeholder, an escape, the ends of a path.
_PERMALINK = {ord(char): f"%{ord(char):02X}" for char in ":%?#"}
#: Dots that Jekyll takes away: those of a folder's name that ends with one, and several (``URL#sanitize_url``).
_DOTS = re.compile(r"\.(?=[./])")


class JekyllUrls(Urls):
    """Spells the addresses of a site in one of its languages; ``main`` is the site with its translations."""

    def __init__(self, site: Site, main: Site | None = None) -> None:
        super().__init__(site, main)
        self.base = ""
        self._home = base_path(main or site) + "/"
        self._origin = site.url
        self._shared = self._shared.strip("_") + "-2" * self._shared.count("_")

    @property
    def home(self) -> str:
        """The address of the language's first page."""
        return self.prefix + "/"

    def asset_route(self, asset: Asset) -> str:
        if asset.route is not None:
            return super().asset_route(asset)
        return "/".join(visible(part) for part in super().asset_route(asset).split("/"))

    def spell(self, path: str) -> str:
        """Return a path as ``permalink`` in front matter has it, and ``page.url`` in a layout."""
        return _DOTS.sub("%2E", path.translate(_PERMALINK))

    def entry(self, permalink: str | None, href: str | None) -> str | None:
        """Return the address of an entry of a menu; one that begins with a slash is the site's own."""
        if permalink is not None:
            return self.page(permalink)
        if href is None or not href.startswith("/"):
            return href
        return self.below(href) or (f"https:{href}" if href.startswith("//") else self._origin + href)

    def below(self, url: str) -> str | None:
        """Return a URL without the base path, ``None`` where it does not begin with that."""
        return url[len(self._home) - 1 :] if url.startswith(self._home) and not url.startswith("//") else None

    def html(self, text: str | None) -> str | None:
        """Return HTML for data or front matter, without the base path in its addresses; none where there is none."""
        return (text or "").replace(f'="{self._home}', '="/') or None


class BodyUrls(PageUrls):
    """Spells addresses in the text of a page, with ``BASE`` before those of the site."""

    def __init__(self, urls: JekyllUrls, permalink: str) -> None:
        super().__init__(urls, permalink, {})
        self._base = BASE
        self._below = urls.below

    def markdown(self, target: Target | None, written: str) -> str:
        return self._file(target) or super().markdown(target, written)

    def html(self, target: Target) -> str | None:
        return self._file(target) or super().html(target)

    def _file(self, target: Target | None) -> str | None:
        """The URL of a file of this site that the reader does not know as such (``pathname:///x``)."""
        path = self._below(target.url) if isinstance(target, External) else None
        return None if path is None else BASE + path


def visible(name: str) -> str:
    """Return a file's or a folder's name, changed where Jekyll would leave the file out (``EntryFilter#special?``)."""
    if not name:
        return name
    return name.lstrip("._#~").rstrip("~") or "up"


def visible_path(path: str) -> PurePosixPath:
    """Return an address as a path in the output, by names that Jekyll does not leave out."""
    return PurePosixPath(*(visible(part) for part in path.split("/") if part and part != "."))
