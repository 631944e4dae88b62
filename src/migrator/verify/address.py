"""From the addresses written in a page to routes."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

_INDEX = re.compile(r"(?:/index)?\.html?$|/$")
_DATA = re.compile(r"data:[^,]*?(;base64)?,(.*)", re.DOTALL)


def route_of(path: str) -> str:
    """Return the route of a decoded path: ``/a/index.html``, ``/a.html``, ``/a/`` and ``/a`` are one."""
    path = "/" + path.lstrip("/")
    while len(path) > 1:
        shorter = _INDEX.sub("", path)
        if shorter == path:
            break
        path = shorter or "/"
    return "/" if path == "/index" else path


def digest(data: bytes) -> str:
    """Return what tells two files apart."""
    return blake2b(data, digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True)
class Home:
    """Where a site is served: its origins, the own one first, and its base path."""

    origins: tuple[str, ...] = ()
    base: str = "/"

    def address(self, href: str, page: str) -> str:
        """Return the address that ``href`` means on a page.

        ``page`` is the page's own URL path, percent-encoded or not.  What is no address ("javascript:") gives "".
        """
        href = href.strip()
        if href.startswith("data:"):
            return _embedded(href)
        if href.startswith("#"):
            return self._local(page, href[1:])
        try:
            parts = urlsplit(urljoin("//-" + page, href))
        except ValueError:
            return href
        if parts.scheme == "javascript":
            return ""
        if (parts.netloc == "-" and not parts.scheme) or self._is_own(parts.scheme, parts.netloc.lower()):
            path = unquote(parts.path)
            if path.startswith(self.base) or path + "/" == self.base:
                return self._local(path, parts.fragment)
            return self.outside(path)
        if not parts.netloc:
            return href
        return _external(href if "//" in href[:8] else parts.geturl())

    def _is_own(self, scheme: str, host: str) -> bool:
        """Tell whether a host is the site's own, with or without encryption."""
        return scheme in ("http", "https") and any(one.partition("://")[2] == host for one in self.origins)

    def _local(self, path: str, fragment: str) -> str:
        fragment = unquote(fragment)
        return self.route(unquote(path)) + ("#" + fragment if fragment else "")

    def route(self, path: str) -> str:
        """Return the route of a decoded URL path below the base."""
        return route_of(path[len(self.base) - 1 :] if path.startswith(self.base) else "/")

    def outside(self, path: str) -> str:
        """Return the URL of a path of this host that is not part of the site."""
        return (self.origins[0] if self.origins else "http://-") + path


def _embedded(href: str) -> str:
    match = _DATA.match(href)
    if not match:
        return ""
    raw = unquote_to_bytes(match[2])
    if match[1]:
        try:
            raw = b64decode(raw)
        except binascii.Error:
            return "data:"
    return "data:" + digest(raw)


def _external(url: str) -> str:
    """Return one spelling for a URL: hosts have no case, a trailing slash and percent signs mean nothing."""
    parts = urlsplit("https:" + url if url.startswith("//") else url)
    query = "?" + unquote(parts.query) if parts.query else ""
    fragment = "#" + unquote(parts.fragment) if parts.fragment else ""
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{unquote(parts.path).rstrip('/')}{query}{fragment}"
