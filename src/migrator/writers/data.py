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
    """Yield the data files that are not empty, by their names below ``data/``."""
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
        ("versions", _versions(site, urls)),
    ):
        if value:
            text = json.dumps(value, ensure_ascii=False, indent=1)
            yield OutputFile(PurePosixPath(f"{name}.json"), text + "\n")


def sidebar_key(instance: str, sidebar: str) -> str:
    """Return the key of a sidebar in ``data/sidebars.json``; one of an older version begins with its name."""
    return sidebar if instance == "default" and "/" not in sidebar else f"{instance}/{sidebar}"


def _versions(site: Site, urls: Urls) -> dict[str, object]:
    """The docs that have several versions: what is said of each, and where each doc is in it."""
    versions: dict[str, object] = {}
    for instance in site.instances:
        if len(instance.versions) < 2:
            continue
        pages: dict[str, dict[str, str]] = {version.name: {} for version in instance.versions}
        for meta in site.posts:
            if meta.kind == "doc" and meta.instance == instance.id and meta.version in pages and not meta.draft:
                pages[meta.version][meta.id] = urls.page(meta.permalink)
        versions[instance.id] = [
            {
                "name": version.name,
                "label": version.label,
                "url": urls.page(version.main or version.route),
                "last": version.is_last,
                "banner": version.banner,
                "badge": version.badge,
                "noindex": version.no_index,
                "pages": pages[version.name],
            }
            for version in instance.versions
        ]
    return versions


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
