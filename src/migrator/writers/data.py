"""The files under ``data/``: sidebars, previous and next pages, authors.  All URLs in them are final."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from migrator.adapter import OutputFile
from migrator.post import Author, PageLink, PostMeta
from migrator.site import Listing, SidebarItem, Site
from migrator.writers.urls import Urls


def data_files(site: Site, urls: Urls, authors: dict[str, Author]) -> Iterator[OutputFile]:
    """Yield the data files that are not empty."""
    sidebars = {
        sidebar_key(instance.id, name): [_item(item, urls) for item in items]
        for instance in site.instances
        for name, items in sorted(instance.sidebars.items())
    }
    pages: list[PostMeta | Listing] = [*site.posts, *site.listings]
    pagination = {
        urls.page(page.permalink): {
            side: _link(link, urls) for side, link in (("previous", page.previous), ("next", page.next)) if link
        }
        for page in pages
        if page.previous or page.next
    }
    paths = {name: dict(_paths(items)) for name, items in sidebars.items()}
    known = {key: _author(author, urls) for key, author in sorted(authors.items())}
    for name, value in (
        ("sidebars", sidebars),
        ("sidebar_paths", paths),
        ("pagination", pagination),
        ("authors", known),
    ):
        if value:
            text = json.dumps(value, ensure_ascii=False, indent=1)
            yield OutputFile(PurePosixPath(f"data/{name}.json"), text + "\n")


def sidebar_key(instance: str, sidebar: str) -> str:
    """Return the key of a sidebar in ``data/sidebars.json``."""
    return sidebar if instance == "default" else f"{instance}/{sidebar}"


def _item(item: SidebarItem, urls: Urls) -> dict[str, object]:
    made: dict[str, object] = {"kind": item.kind, "label": item.label}
    if item.permalink is not None:
        made["url"] = urls.page(item.permalink)
    elif item.href is not None:
        made["url"] = item.href
        made["external"] = True
    if item.html is not None:
        made["html"] = item.html
    if item.kind == "category":
        made["collapsed"] = item.collapsed
        made["collapsible"] = item.collapsible
    if item.description:
        made["description"] = item.description
    if item.class_name:
        made["class"] = item.class_name
    if item.unlisted:
        made["unlisted"] = True
    if item.custom_props:
        made["custom_props"] = item.custom_props
    if item.items:
        made["items"] = [_item(one, urls) for one in item.items]
    return made


def _paths(items: list[dict[str, object]], above: tuple[int, ...] = ()) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each page of a sidebar with the positions that lead to it, so that a template need not search."""
    for position, item in enumerate(items):
        path = (*above, position)
        if "url" in item and "external" not in item:
            yield str(item["url"]), path
        below = item.get("items")
        if isinstance(below, list):
            yield from _paths(below, path)


def _link(link: PageLink, urls: Urls) -> dict[str, str]:
    return {"label": link.label, "url": urls.page(link.permalink)}


def _author(author: Author, urls: Urls) -> dict[str, object]:
    made: dict[str, object] = {"name": author.name or author.key or ""}
    for name in ("title", "url", "email", "description"):
        if value := getattr(author, name):
            made[name] = value
    if (image := urls.final(author.image)) is not None:
        made["image"] = image
    if author.permalink is not None:
        made["permalink"] = urls.page(author.permalink)
    if author.socials:
        made["socials"] = [{"platform": platform, "url": url} for platform, url in author.socials]
    return made
