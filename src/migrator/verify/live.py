"""Reading a rendered site from the web, gently: a few requests at a time, each page once a day."""

from __future__ import annotations

import json
import os
import re
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote, urljoin, urlsplit

import requests
from lxml import etree
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from migrator.errors import SourceError
from migrator.verify.address import Home, digest, route_of
from migrator.verify.folder import DOCUSAURUS, Progress, add, addresses
from migrator.verify.page import Page, RenderedSite
from migrator.verify.read_page import Settings, read_page

_AGENT = "migrate-verify (compares a site before and after a migration)"
_TIMEOUT = (10, 60)
_MOST_BYTES = 64 * 2**20
_MOST_SITEMAPS = 500
_DAY = 86_400
#: As in the heads of pages of a list.
_NEXT = re.compile(rb"<link\b(?=[^>]*\brel\s*=\s*[\"']?next\b)[^>]*?\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)


def _cache_folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "migrate-verify"


@dataclass(frozen=True, slots=True)
class Manners:
    """How a server is treated: ``delay`` seconds between two requests, ``connections`` at a time.

    What it answered is kept in ``cache`` for a day.
    """

    delay: float = 0.05
    connections: int = 4
    cache: Path = field(default_factory=_cache_folder)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: ``status``, the URL that answered in the end, the type and the bytes."""

    status: int
    url: str
    type: str = ""
    body: bytes = b""

    @property
    def is_page(self) -> bool:
        return self.status == 200 and "html" in self.type


class Client:
    """Fetches addresses, each once.  To be used from several threads."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self._session = requests.Session()
        self._session.headers["User-Agent"] = _AGENT
        retry = Retry(total=4, backoff_factor=0.5, status_forcelist=[429, 500, 502, 503, 504], raise_on_status=False)
        adapter = HTTPAdapter(pool_maxsize=manners.connections, max_retries=retry)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)
        self._turn = threading.Lock()
        self._next = 0.0

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def get(self, url: str) -> Answer:
        """Fetch an address, from the cache if it was fetched today.  A server that fails gives status 0."""
        head, body = self._places(url)
        try:
            if time.time() - head.stat().st_mtime < _DAY:
                known = json.loads(head.read_text("utf-8"))
                return Answer(known["status"], known["url"], known["type"], body.read_bytes())
        except (OSError, ValueError, KeyError):
            pass
        self._wait()
        try:
            answer = self._fetch(url)
        except requests.RequestException:
            return Answer(0, url)
        head.parent.mkdir(parents=True, exist_ok=True)
        body.write_bytes(answer.body)
        head.write_text(json.dumps({"status": answer.status, "url": answer.url, "type": answer.type}), "utf-8")
        return answer

    def _fetch(self, url: str) -> Answer:
        with self._session.get(url, timeout=_TIMEOUT, stream=True) as response:
            body = bytearray()
            for chunk in response.iter_content(2**16):
                body += chunk
                if len(body) > _MOST_BYTES:
                    break
            kind = response.headers.get("Content-Type", "")
            return Answer(response.status_code, response.url, kind, bytes(body))

    def _wait(self) -> None:
        with self._turn:
            now = time.monotonic()
            start = max(now, self._next)
            self._next = start + self.manners.delay
        if start > now:
            time.sleep(start - now)

    def _places(self, url: str) -> tuple[Path, Path]:
        place = self.manners.cache / (urlsplit(url).hostname or "-") / digest(url.encode())
        return place.with_suffix(".json"), place.with_suffix(".body")


def read_live(
    url: str,
    *,
    selector: str = "",
    listings: frozenset[str] = frozenset(),
    also: Home | None = None,
    routes: Iterable[str] = (),
    also_routes: Iterable[str] = (),
    manners: Manners,
    progress: Progress = lambda pages, total: pages,
) -> RenderedSite:
    """Read the pages that a site's ``sitemap.xml`` names, and those at ``routes``.

    Arguments and errors as in ``folder.read_folder``.
    """
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    base = route_of(unquote(parts.path)).rstrip("/") + "/"
    home = Home((origin, *(also.origins if also else ())), base)
    site = RenderedSite(url, origin, base)
    with Client(manners) as client, ThreadPoolExecutor(manners.connections) as pool:
        wanted = {route: path for path in _sitemap(client, origin + quote(base)) for route in [home.route(path)]}
        for route in routes:
            wanted.setdefault(route, base + route.lstrip("/"))
        if not wanted:
            raise SourceError(f"{url} has no sitemap.xml that names its pages.")
        docusaurus = DOCUSAURUS.search(client.get(origin + quote(base)).body) is not None
        settings = Settings(home, selector, listings, docusaurus)

        def read(route: str) -> Page:
            answer = client.get(origin + quote(wanted[route]))
            return _page(answer, route, settings)

        for page in progress(pool.map(read, sorted(wanted)), len(wanted)):
            if page.kind != "other" or page.head_title or page.other_ids:
                add(site, page)
        for route in sorted(listings & site.pages.keys()):
            for further, answer in _further(client, origin + quote(wanted[route]), home):
                if further not in site.pages:
                    add(site, _page(answer, further, replace(settings, listings=listings | {further})))

        def fetch(route: str) -> tuple[str, str, str]:
            answer = client.get(origin + quote(base + route.lstrip("/")))
            arrived = home.address(answer.url, "/") if answer.is_page else route
            return route, arrived, digest(answer.body) if answer.status == 200 else ""

        files = sorted({*addresses(site), *also_routes})
        for route, arrived, found in pool.map(fetch, files):
            if arrived != route and also:  # so that a link of the new site is known to reach its page
                site.redirects.setdefault(route, arrived)
            if found:
                site.files[route] = found
    return site


def _further(client: Client, url: str, home: Home) -> Iterator[tuple[str, Answer]]:
    """Yield the pages of a list behind its first one, which is at ``url``: each names the next in its head."""
    seen = {url}
    answer = client.get(url)
    while answer.is_page and (found := _NEXT.search(answer.body)):
        url = urljoin(answer.url, unescape(found[1].decode("utf-8", "replace")))
        route = home.address(url, "/").partition("#")[0]
        if url in seen or not route.startswith("/"):
            break
        seen.add(url)
        answer = client.get(url)
        yield route, answer


def _page(answer: Answer, route: str, settings: Settings) -> Page:
    if not answer.is_page:
        return Page(route, "other")
    arrived = settings.home.address(answer.url, "/")
    if arrived.partition("#")[0] != route:
        return Page(route, "redirect", redirect=arrived)
    return read_page(answer.body, route, unquote(urlsplit(answer.url).path), settings)


def _sitemap(client: Client, home: str) -> Iterator[str]:
    """Yield the decoded URL paths that a sitemap names, and those of the sitemaps it names."""
    pending, seen = [urljoin(home, "sitemap.xml")], set[str]()
    while pending and len(seen) < _MOST_SITEMAPS:
        address = pending.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        root = etree.fromstring(answer.body, parser) if answer.status == 200 and answer.body.strip() else None
        if root is None:
            continue
        inner = str(root.tag).endswith("sitemapindex")
        for location in root.iter("{*}loc"):
            parts = urlsplit((location.text or "").strip())
            if inner:
                pending.append(urljoin(home, parts.path))
            elif parts.path:
                yield unquote(parts.path)
