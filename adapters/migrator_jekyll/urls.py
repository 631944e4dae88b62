"""How addresses are spelled for Jekyll."""

from __future__ import annotations

from migrator.site import Site
from migrator.targets import Asset
from migrator.writers.urls import Urls

#: What a permalink of Jekyll's cannot hold as it is: the beginning of a placeholder, an escape, the ends of a path.
_PERMALINK = {ord(char): f"%{ord(char):02X}" for char in ":%?#"}


class JekyllUrls(Urls):
    """Spells the addresses of one site."""

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        self._shared = self._shared.strip("_") + "-2" * self._shared.count("_")

    def asset_route(self, asset: Asset) -> str:
        if asset.route is not None:
            return super().asset_route(asset)
        return "/".join(visible(part) for part in super().asset_route(asset).split("/"))

    def permalink(self, permalink: str) -> str:
        """Return an address as the front matter's ``permalink``."""
        return self.path(permalink).translate(_PERMALINK)


def visible(name: str) -> str:
    """Return a file's or a folder's name, changed where Jekyll would leave the file out (``EntryFilter#special?``)."""
    if not name:
        return name
    return name.lstrip("._#~").rstrip("~") or "up"
