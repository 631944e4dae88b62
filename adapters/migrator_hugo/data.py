"""The files under ``data/``: sidebars, previous and next pages, authors, versions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from migrator.adapter import OutputFile
from migrator.post import Author
from migrator.site import SidebarItem, Site
from migrator.writers.data import author_fields, pagination, sidebar_key, versioned_docs, versions
from migrator.writers.urls import Urls


def data_files(site: Site, urls: Urls, authors: dict[str, Author]) -> Iterator[OutputFile]:
    """Yield the data files that are not empty, by their names below ``data/``."""
    sidebars = {
        sidebar_key(instance.id, name): [_item(item, urls) for item in items]
        for instance in site.instances
        for name, items in sorted(instance.sidebars.items())
    }
    for name, value in (
        ("sidebars", sidebars),
        ("sidebar_paths", {name: dict(_paths(items)) for name, items in sidebars.items()}),
        ("pagination", pagination(site, urls)),
        ("authors", {key: author_fields(author, urls) for key, author in sorted(authors.items())}),
        ("versions", _versions(site, urls)),
    ):
        if value:
            text = json.dumps(value, ensure_ascii=False, indent=1)
            yield OutputFile(PurePosixPath(f"{name}.json"), text + "\n")


def _versions(site: Site, urls: Urls) -> dict[str, object]:
    """What is said of each version of docs, with the addresses of the ``pages`` in it."""
    docs = versioned_docs(site, urls)
    return {
        instance: [
            one
            | {
                "pages": {
                    doc: where[name] for doc, where in docs[instance].items() if (name := str(one["name"])) in where
                }
            }
            for one in several
        ]
        for instance, several in versions(site, urls).items()
    }


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
