"""Opening a rendered site, wherever it is: a folder, an address on the web, or an extract made before."""

from __future__ import annotations

from pathlib import Path

from migrator.errors import SourceError
from migrator.verify.address import Home
from migrator.verify.folder import Progress, read_folder
from migrator.verify.live import Manners, read_live
from migrator.verify.page import RenderedSite, from_json


def open_site(
    place: str,
    *,
    like: RenderedSite | None = None,
    selector: str = "",
    manners: Manners | None = None,
    jobs: int = 1,
    progress: Progress = lambda pages, total: pages,
) -> RenderedSite:
    """Read the site at ``place``; raise ``SourceError`` where there is none.

    ``like`` is the site before the migration: its routes are asked for too, those of its listings are read as
    listings, and links to its old home are links inside this site.  A folder is read by ``jobs`` processes.
    """
    listings = frozenset(route for route, page in like.pages.items() if page.kind == "listing") if like else frozenset()
    also = Home((like.url,) if like.url else (), like.base) if like else None
    feeds = like.feeds if like else []
    if place.startswith(("http://", "https://")):
        routes = sorted({*like.pages, *like.redirects}) if like else []
        return read_live(
            place,
            selector=selector,
            listings=listings,
            also=also,
            routes=routes,
            also_routes=feeds,
            manners=manners or Manners(),
            progress=progress,
        )
    path = Path(place)
    if path.is_file():
        return from_json(path)
    if not path.is_dir():
        raise SourceError(f"{place} is neither a folder of rendered pages, nor an extract of one, nor a web address.")
    return read_folder(
        path, selector=selector, listings=listings, also=also, also_routes=feeds, jobs=jobs, progress=progress
    )
