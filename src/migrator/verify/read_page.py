"""Reading one rendered page: Docusaurus's by what Docusaurus is known to print, any other by convention."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from migrator.verify import docusaurus, target
from migrator.verify.address import Home
from migrator.verify.content import Address
from migrator.verify.page import Page
from migrator.verify.select import strings
from migrator.verify.text import clean
from migrator.verify.tree import Element, parse, text_of

_REFRESH = re.compile(r"\s*\d+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
_IDS = "/html/body//@id | /html/body//a/@name"
# What Docusaurus needs for itself.
_INTERNAL = re.compile(r"__docusaurus|__blog-post-container$|theme-svg-|docusaurus_")


@dataclass(frozen=True, slots=True)
class Settings:
    """``home``: where the site is served.  ``selector``: where a page has its content (see ``select``).

    ``listings`` are the routes of pages that are made of other pages: they are read whole.  In a ``docusaurus`` site
    a page that Docusaurus has not made is a static file.
    """

    home: Home
    selector: str = ""
    listings: frozenset[str] = frozenset()
    docusaurus: bool = False


def read_page(data: bytes, route: str, path: str, settings: Settings) -> Page:
    """Read a page that is served at the decoded URL path ``path``."""
    page = Page(route, "other")
    root = parse(data)
    if root is None:
        return page
    own = quote(path)

    def address(href: str) -> str:
        return settings.home.address(href, own)

    head = _read_head(root, page, address)
    if page.redirect:
        page.kind = "redirect"
        return page
    if "docusaurus" in head.get("generator", "").lower() or root.find(".//*[@id='__docusaurus']") is not None:
        docusaurus.read(root, page, address)
    elif settings.docusaurus:
        page.kind = "static"
    else:
        page.kind = "listing" if route in settings.listings else "page"
        target.read(root, page, address, settings.selector)
    page.date = page.date or head.get("article:published_time", "")
    own_ids = set(page.anchors)
    page.anchors = list(dict.fromkeys(page.anchors))
    page.other_ids = [
        name for name in dict.fromkeys(strings(root, _IDS)) if name not in own_ids and not _INTERNAL.match(name)
    ]
    return page


def _read_head(root: Element, page: Page, address: Address) -> dict[str, str]:
    page.language = root.get("lang", "")
    head: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = meta.get("content", "")
        name = meta.get("name") or meta.get("property")
        if name:
            head.setdefault(name, content)
        elif meta.get("http-equiv", "").lower() == "refresh":
            match = _REFRESH.match(content)
            if match:
                page.redirect = address(match[1])
    title = root.find("./head/title")
    page.head_title = "" if title is None else text_of(title)
    page.description = clean(head.get("description", ""))
    page.image = address(head["og:image"]) if head.get("og:image") else ""
    for link in root.iter("link"):
        if link.get("rel") == "canonical" and not page.canonical:
            page.canonical = address(link.get("href", ""))
        elif link.get("rel") == "alternate" and link.get("type") in _FEEDS:
            page.feeds.append(address(link.get("href", "")))
    return head
