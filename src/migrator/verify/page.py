"""What a rendered page, and a rendered site, holds: all that a reader can see or follow.

Addresses are *routes*: the path below the site's base URL, decoded, without trailing slash, ``.html`` and
``index.html`` ("/docs/intro", "/").  A link or an image inside the site is written as a route too, one outside of it as
its URL, one whose data is in the page as ``data:`` and a digest.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from migrator.errors import SourceError

Kind = Literal[
    "doc",
    "post",
    "page",  # a Markdown page outside of docs and blogs
    "listing",  # a page made of other pages: tags, archive, list of posts, generated index
    "redirect",
    "feed",
    "static",  # an HTML file that is served as it is
    "other",  # what a program draws: React pages, search, the 404 page
]
CONTENT: tuple[Kind, ...] = ("doc", "post", "page")
FORMAT = 1


@dataclass(slots=True)
class Page:
    """A rendered page.

    ``title`` is the heading that a reader sees over the page ("" where there is none), which ``text``, one entry
    a block, does not repeat.  ``title_in_content``: the title is part of the content, not printed by the layout.
    ``headings`` are (level, id, text) and ``anchors`` the ids in the content (footnotes' apart), ``other_ids`` those
    elsewhere on the page.  ``images`` are (address, alternative text), ``links`` (address, text), ``admonitions``
    (type, title), ``tables`` rows of cells.  ``redirect`` is where the page sends its reader, at once.
    """

    route: str
    kind: Kind = "page"
    title: str = ""
    title_in_content: bool = False
    head_title: str = ""
    text: list[str] = field(default_factory=list)
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    other_ids: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    embeds: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    admonitions: list[tuple[str, str]] = field(default_factory=list)
    date: str = ""
    tags: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    language: str = ""
    description: str = ""
    canonical: str = ""
    image: str = ""
    feeds: list[str] = field(default_factory=list)
    redirect: str = ""


@dataclass(slots=True)
class RenderedSite:
    """A rendered site: its pages by route, and the digest of every file that a page shows or links.

    ``url`` is the origin ("https://a.org") and ``base`` the path that the site is served under ("/docs/").
    ``redirects`` lead from a route to a route or an outside URL.  ``feeds`` are what readers subscribe to.
    """

    place: str
    url: str = ""
    base: str = "/"
    pages: dict[str, Page] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    feeds: list[str] = field(default_factory=list)

    def follow(self, route: str) -> str:
        """Return where a route leads in the end; itself where there is no redirect."""
        for _ in range(10):
            onward = self.redirects.get(route)
            if onward is None:
                break
            route = onward.partition("#")[0] or route
        return route

    def answers(self, route: str) -> bool:
        """Tell whether there is a page or a file at a route, at once or behind a redirect."""
        route = self.follow(route)
        return "://" in route or route in self.pages or route in self.files


def to_json(site: RenderedSite) -> str:
    """Write a rendered site down, the same way each time."""
    pages = [
        {key: value for key, value in asdict(site.pages[route]).items() if value or key == "kind"}
        for route in sorted(site.pages)
    ]
    data = {
        "format": FORMAT,
        "url": site.url,
        "base": site.base,
        "pages": pages,
        "files": dict(sorted(site.files.items())),
        "redirects": dict(sorted(site.redirects.items())),
        "feeds": site.feeds,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def from_json(path: Path) -> RenderedSite:
    """Read what ``to_json`` wrote; raise ``SourceError`` for anything else."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise SourceError(f"{path} was written by another version of this tool; extract the site anew.")
        site = RenderedSite(str(path), data["url"], data["base"], files=data["files"], redirects=data["redirects"])
        site.feeds = data["feeds"]
        site.pages = {entry["route"]: _page(entry) for entry in data["pages"]}
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SourceError(f"{path} is no extract of a rendered site: {error}") from error
    return site


def _page(entry: dict[str, Any]) -> Page:
    for key in ("headings", "images", "links", "admonitions"):
        entry[key] = [tuple(item) for item in entry.get(key, ())]
    return Page(**entry)
