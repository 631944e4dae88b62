"""The sidebars of a rendered site, Docusaurus's or that of our layouts for Hugo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import lxml.html

#: Where a sidebar begins, in Docusaurus's classic theme and in ours.
_SIDEBAR = "//ul[contains(@class, 'theme-doc-sidebar-menu')] | //aside[@id='sidebar']/nav/ul"

_UTF_8 = lxml.html.HTMLParser(encoding="utf-8")

Item = list[Any]
"""Label, address (a route for a page of the site, "" for none), items; raw HTML has the label "html"."""


def read_sidebars(rendered: Path) -> dict[str, Any]:
    """Return all sidebars of a rendered site, and which of them each page shows.

    What Docusaurus draws only when a reader opens it is missing, so a site to compare opens all its categories.
    """
    sidebars: list[list[Item]] = []
    pages: dict[str, int] = {}
    for path in sorted(rendered.rglob("*.html")):
        route = "/" + path.relative_to(rendered).as_posix().removesuffix(".html").removesuffix("index").strip("/")
        for menu in lxml.html.parse(path, _UTF_8).getroot().xpath(_SIDEBAR):
            items = list(_items(menu))
            if items not in sidebars:
                sidebars.append(items)
            pages[route] = sidebars.index(items)
    return {"sidebars": sidebars, "pages": pages}


def _items(menu: Any) -> Iterator[Item]:
    for entry in menu.findall("li"):
        lists = entry.xpath("./ul | ./details/ul")
        head = entry.xpath("./a | ./div/a | ./details/summary")
        if not head:
            yield ["html", "", []]
            continue
        links = [] if "menu__link--sublist-caret" in head[0].get("class", "") else head[0].xpath("self::a | .//a")
        label = " ".join(head[0].text_content().split())
        href = links[0].get("href") if links else None
        yield [label, _route(href) if href else "", list(_items(lists[0])) if lists else []]


def _route(href: str) -> str:
    if urlsplit(href).netloc:
        return href.rstrip("/")
    return unquote(href).rstrip("/") or "/"
