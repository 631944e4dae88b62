"""How addresses are spelled for Jekyll.

``baseurl`` in ``_config.yml`` says what stands before them, and may be changed: so those in front matter and data are
without it, layouts add it, and a link in a text has ``{{site.baseurl}}`` before it.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from migrator.site import Site
from migrator.targets import Asset, External, Target
from migrator.writers.languages import base_path
from migrator.writers.urls import PageUrls, Urls

#: Stands for the base path in a text until Liquid's marks of the author's have been made literal: no character.
BASE = "\ufdd0"
#: Without spaces, which no editor's preview would take for part of a link.
LIQUID_BASE = "{{site.baseurl}}"
#: What a permalink of Jekyll's cannot hold as it is: the beginning of a placeholder, an escape, the ends of a path.
_PERMALINK = {ord(char): f"%{ord(char):02X}" for char in ":%?#"}


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
        return path.translate(_PERMALINK)

    def entry(self, permalink: str | None, href: str | None) -> str | None:
        """Return the address of an entry of a menu; one that begins with a slash is the site's own."""
        if permalink is not None:
            return self.page(permalink)
        if href is None or not href.startswith("/"):
            return href
        if href.startswith(self._home):
            return href[len(self._home) - 1 :]
        return f"https:{href}" if href.startswith("//") else self._origin + href

    def html(self, text: str | None) -> str | None:
        """Return HTML of the site's settings without the base path in its addresses; none where there is none."""
        return (text or "").replace(f'="{self._home}', '="/') or None


class BodyUrls(PageUrls):
    """Spells addresses in the text of a page, with ``BASE`` before those of the site."""

    def __init__(self, urls: JekyllUrls, permalink: str) -> None:
        super().__init__(urls, permalink, {})
        self._base = BASE
        self._entry = urls.entry

    def markdown(self, target: Target | None, written: str) -> str:
        url = self._outside(target)
        return super().markdown(target, written) if url is None else url

    def html(self, target: Target) -> str | None:
        url = self._outside(target)
        return super().html(target) if url is None else url

    def _outside(self, target: Target | None) -> str | None:
        """The URL of what is no page, as its author wrote it: that of a file of this site too (``pathname:///x``)."""
        url = self._entry(None, target.url) if isinstance(target, External) else None
        return BASE + url if url is not None and url.startswith("/") else url


def visible(name: str) -> str:
    """Return a file's or a folder's name, changed where Jekyll would leave the file out (``EntryFilter#special?``)."""
    if not name:
        return name
    return name.lstrip("._#~").rstrip("~") or "up"


def visible_path(path: str) -> PurePosixPath:
    """Return an address as a path in the output, by names that Jekyll does not leave out."""
    return PurePosixPath(*(visible(part) for part in path.split("/") if part and part != "."))
