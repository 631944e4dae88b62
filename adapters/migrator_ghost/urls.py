"""How addresses are spelled for Ghost: behind ``__GHOST_URL__``, for which Ghost puts its own address."""

from __future__ import annotations

import os.path
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from migrator.site import Site
from migrator.targets import Asset
from migrator.writers.urls import SAFE_PATH, Urls
from migrator_ghost.content_files import ContentFiles

GHOST_URL = "__GHOST_URL__"


def base_path(site: Site) -> str:
    """Return the path that the addresses of all the site's languages begin with, without a slash at its end.

    Ghost is installed there: at https://example.org/base for a site whose ``baseUrl`` is ``/base/``.
    """
    return os.path.commonpath([one.base_url for one in site.editions]).rstrip("/")


def in_ghost(permalink: str, base: str) -> str:
    """Return the path in Ghost of an address of the site: below ``base``, in small letters, with a slash at its end.

    Ghost redirects from capitals and from an address without the slash (``middleware/pretty-urls.js``).
    """
    if permalink == base or permalink.startswith(base + "/"):
        permalink = permalink[len(base) :]
    path = permalink.strip("/").lower()
    return f"/{path}/" if path else "/"


class GhostUrls(Urls):
    """Spells the addresses of a site.

    ``moved`` maps the addresses of pages that are served elsewhere in Ghost, as ``in_ghost`` returns them, to where.
    """

    def __init__(self, site: Site, files: ContentFiles, moved: Mapping[str, str]) -> None:
        super().__init__(site)
        self._below = base_path(site)
        self._files = files
        self._moved = moved
        self.base = GHOST_URL

    def path(self, permalink: str) -> str:
        path = in_ghost(permalink, self._below)
        return self._moved.get(path, path)

    def page(self, permalink: str) -> str:
        return GHOST_URL + quote(self.path(permalink), safe=SAFE_PATH)

    def asset_route(self, asset: Asset) -> str:
        return f"/{self._files.place(asset)}"

    def shared_file(self, asset: Asset) -> PurePosixPath:
        return self._files.place(asset)
