"""Reading a rendered site from a folder: a Docusaurus ``build``, Hugo's ``public``, Jekyll's ``_site``."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from html import unescape
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import unquote, urlsplit

from migrator.errors import SourceError
from migrator.verify.address import Home, digest, route_of
from migrator.verify.page import Page, RenderedSite
from migrator.verify.read_page import Settings, read_page

_CANONICAL = re.compile(
    rb"<link\b(?=[^>]*\brel\s*=\s*[\"']?canonical\b)[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE
)
_LOCATION = re.compile(rb"<loc>\s*([^<\s]+)\s*</loc>")
DOCUSAURUS = re.compile(rb"<meta name=[\"']?generator\b[^>]*=[\"']?Docusaurus\b|<div id=[\"']?__docusaurus\b")
_HEAD_BYTES = 65_536
_SAMPLE = 40
# Below this many pages, starting processes takes longer than reading.
_FEW = 150
_CHUNK = 16

Progress = Callable[[Iterable[Page], int], Iterable[Page]]


def read_folder(
    folder: Path,
    *,
    selector: str = "",
    listings: frozenset[str] = frozenset(),
    also: Home | None = None,
    also_routes: Iterable[str] = (),
    jobs: int = 1,
    progress: Progress = lambda pages, total: pages,
) -> RenderedSite:
    """Read every page of a folder of rendered pages.

    ``also`` is the home of the site before: links to its origins are links inside this site, too.  ``also_routes`` are
    files to look for that no page may link.  Pages are read by ``jobs`` processes.  ``progress`` is
    handed the pages as they come, and their number.  Raise ``SourceError`` where there are no pages.
    """
    files = sorted(_pages_in(folder))
    if not files:
        raise SourceError(f"{folder} holds no rendered pages (.html).")
    own, docusaurus = find_home(folder, files)
    home = Home(own.origins + (also.origins if also else ()), own.base)
    read = partial(_read, folder, Settings(home, selector, listings, docusaurus))
    site = RenderedSite(str(folder), home.origins[0] if home.origins else "", home.base)
    for page in progress(_each(read, files, jobs), len(files)):
        add(site, page)
    site.redirects.update(_netlify(folder / "_redirects", home))
    for route in [*addresses(site), *also_routes]:
        found = file_digest(folder, route)
        if found:
            site.files[route] = found
    return site


def _pages_in(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        inside = Path(place).relative_to(folder)
        yield from ((inside / name).as_posix() for name in names if name.endswith((".html", ".htm")))


def _each(read: Callable[[str], Page], files: list[str], jobs: int) -> Iterator[Page]:
    if jobs == 1 or len(files) < _FEW:
        yield from map(read, files)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read, files, chunksize=_CHUNK)


def _read(folder: Path, settings: Settings, file: str) -> Page:
    served = file.removesuffix("index.html") if file == "index.html" or file.endswith("/index.html") else file
    path = settings.home.base + served.removesuffix(".html")
    try:
        data = (folder / file).read_bytes()
    except OSError:
        data = b""
    # Docusaurus names the folders of some pages as in their addresses, percent-encoded.
    return read_page(data, route_of(unquote(file) if settings.docusaurus else file), path, settings)


def add(site: RenderedSite, page: Page) -> None:
    """Put a page into its site.  Of two at one route the one with content stays."""
    site.feeds += [feed for feed in page.feeds if feed not in site.feeds]
    page.feeds = []
    if page.redirect:
        site.redirects.setdefault(page.route, page.redirect)
    elif page.route not in site.pages or site.pages[page.route].kind == "other":
        site.pages[page.route] = page


def addresses(site: RenderedSite) -> list[str]:
    """Return the routes inside the site that its pages show, link or lead to, and that are no pages."""
    wanted = {*site.feeds, *site.redirects.values()}
    for page in site.pages.values():
        wanted.update(address.partition("#")[0] for address, _ in page.links)
        wanted.update(address for address, _ in page.images)
        wanted.update(page.embeds)
        wanted.add(page.image)
    return sorted(
        route for route in wanted if route.startswith("/") and route not in site.pages and route not in site.redirects
    )


def file_digest(folder: Path, route: str) -> str:
    """Return the digest of the file at a route, "" where there is none inside the folder."""
    try:
        path = (folder / route.lstrip("/")).resolve()
        if path.is_relative_to(folder.resolve()) and path.is_file():
            return digest(path.read_bytes())
    except (OSError, ValueError):
        pass
    return ""


def find_home(folder: Path, files: list[str]) -> tuple[Home, bool]:
    """Find out where a site is served, from what its pages say of themselves, else from its sitemap.

    Say, too, whether Docusaurus has made it.
    """
    said: Counter[tuple[str, str]] = Counter()
    docusaurus = False
    for file in files[:: max(1, len(files) // _SAMPLE)]:
        with (folder / file).open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
        docusaurus = docusaurus or DOCUSAURUS.search(head) is not None
        match = _CANONICAL.search(head)
        if match:
            said.update(_home_by(match[1], route_of(file)))
    sitemap = folder / "sitemap.xml"
    if not said and sitemap.is_file():
        locations = _LOCATION.findall(sitemap.read_bytes())
        shortest = min(locations, key=len, default=b"")
        said.update(_home_by(shortest, "/"))
    if not said:
        return Home(), docusaurus
    origin, base = said.most_common(1)[0][0]
    return Home((origin,), base), docusaurus


def _home_by(url: bytes, route: str) -> Iterator[tuple[str, str]]:
    parts = urlsplit(unescape(url.decode("utf-8", "replace")))
    path = route_of(unquote(parts.path))
    if parts.netloc and (path + "/").endswith(route.rstrip("/") + "/"):
        base = path[: len(path) - len(route)] if route != "/" else path
        yield f"{parts.scheme}://{parts.netloc}".lower(), base.rstrip("/") + "/"


def _netlify(path: Path, home: Home) -> Iterator[tuple[str, str]]:
    """Yield the redirects of a ``_redirects`` file (Netlify, Cloudflare): source, target, status; no patterns."""
    if not path.is_file():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        parts = line.split("#", 1)[0].split()
        if len(parts) >= 2 and "*" not in parts[0] and ":" not in parts[0]:
            yield home.route(unquote(parts[0])), home.address(parts[1], home.base)
