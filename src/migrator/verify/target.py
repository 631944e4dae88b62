"""Reading a page that some other generator has rendered, by the conventions of the web."""

from __future__ import annotations

import json

from migrator.verify.content import Address, read_content
from migrator.verify.page import Page
from migrator.verify.select import elements, first, strings, to_xpath
from migrator.verify.text import clean
from migrator.verify.tree import Element, drop, text_of

_CONTENT = [to_xpath(selector) for selector in (".e-content", "[itemprop=articleBody]", "article", "main", "body")]
_EXACT = 2  # the first ones hold content alone; the others have furniture to clear away
_TIME = to_xpath("time.dt-published, time[itemprop=datePublished], article header time, main header time")
_TAGS = to_xpath("a[rel=tag], .p-category")
_AUTHORS = to_xpath(".p-author .p-name, [itemprop=author] [itemprop=name], .p-author, [itemprop=author], a[rel=author]")


def read(root: Element, page: Page, address: Address, selector: str = "") -> None:
    """Fill ``page``.  A ``listing`` is read from the ``main`` element, all of it."""
    times = [element.get("datetime") for element in elements(root, _TIME)]
    page.date = next((time for time in times if time), "")
    page.tags = texts(root, _TAGS) or [
        clean(name) for name in strings(root, "//meta[@property='article:tag']/@content")
    ]
    authors: list[str] = []
    for way in _AUTHORS.split(" | "):
        authors = authors or texts(root, way)
    page.authors = authors or [clean(name) for name in strings(root, "//meta[@name='author']/@content")]
    page.authors = page.authors or _authors_told(root)
    ways = [to_xpath(selector)] if selector else []
    ways += _CONTENT[-2:] if page.kind == "listing" else _CONTENT
    container = None
    for way in ways:
        container = first(root, way)
        if container is not None:
            break
    if container is None:
        return
    title = _title_before(container)
    if title is not None:
        page.title = text_of(title)
    if page.kind != "listing" and way in _CONTENT[_EXACT:]:
        _clear(container)
    read_content(container, page, address, title)


def texts(root: Element, xpath: str) -> list[str]:
    """Return the texts of the elements that an XPath finds, each once."""
    return list(dict.fromkeys(text for text in (text_of(found) for found in elements(root, xpath)) if text))


def _authors_told(root: Element) -> list[str]:
    """Return the authors that a page tells search engines of (schema.org's ``author``, as JSON-LD)."""
    for text in strings(root, "//script[@type='application/ld+json']/text()"):
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            continue
        author = told.get("author") if isinstance(told, dict) else None
        authors = author if isinstance(author, list) else [author]
        names = [one.get("name") for one in authors if isinstance(one, dict)]
        if found := [clean(name) for name in names if isinstance(name, str)]:
            return found
    return []


def _title_before(container: Element) -> Element | None:
    """Return the ``h1`` that a layout prints over the content."""
    inside = set(container.iter("h1"))
    for ancestor in container.iterancestors():
        for heading in ancestor.iter("h1"):
            if heading not in inside:
                return heading
        if ancestor.tag == "main":
            break
    return None


def _clear(container: Element) -> None:
    """Take out what surrounds the content in a container that is not made for it alone; titles stay."""
    for element in list(container.iter("nav", "footer", "aside")):
        if element is not container:
            drop(element)
    for header in list(container.iter("header")):
        for element in list(header):
            if element.tag not in ("h1", "hgroup", "div"):
                drop(element)
