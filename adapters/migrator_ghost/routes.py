"""``routes.yaml``: the addresses of posts, lists and pages (https://docs.ghost.org/themes/routing/)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import yaml

from migrator_ghost.places import Collection, Place


def page_route(place: Place) -> tuple[str, dict[str, Any]]:
    """Return the route of a page or a post whose address Ghost would not make of its slug.

    A theme need not have ``page.hbs``, but it has ``post.hbs``.
    """
    if place.type == "post":
        return address(place.path), {"data": f"post.{place.slug}", "template": "post"}
    return address(place.path), {"data": f"page.{place.slug}", "template": ["page", "post"]}


def channel(path: str, filter: str, kind: str | None, slug: str | None, size: int | None) -> tuple[str, dict[str, Any]]:
    """Return the route of a list of posts; that of a tag or an author (``kind``) looks as in the theme."""
    route: dict[str, Any] = {"controller": "channel"}
    if filter:
        route["filter"] = filter
    if kind and slug:
        route |= {"data": f"{kind}.{slug}", "template": [kind, "index"]}
    else:
        route["template"] = "index"
    if size:
        route["limit"] = size
    return address(path), route


def posts_filter(collection: Collection, collections: list[Collection]) -> str:
    """Return the filter that finds a collection's posts, empty where there is only one."""
    if collection.tag and collection.lent:
        return f"tag:[{collection.tag},{collection.lent}]"
    if collection.tag:
        return f"tag:{collection.tag}"
    return "+".join(f"tag:-{one.tag}" for one in collections if one.tag)


def routes_yaml(
    routes: Mapping[str, dict[str, Any]], collections: list[Collection], taxonomies: Mapping[str, str]
) -> str:
    """Return the file."""
    made: dict[str, dict[str, Any]] = {}
    for one in collections:
        made[address(one.path)] = {"permalink": f"{address(one.path)}{one.pattern}/", "template": "index"}
        if own := posts_filter(replace(one, lent=None), collections):
            made[address(one.path)]["filter"] = own
        if one.page_size:
            made[address(one.path)]["limit"] = one.page_size
    if not made:
        made["/"] = {"permalink": "/{slug}/", "template": "index"}
    settings = {"routes": dict(routes), "collections": made, "taxonomies": dict(taxonomies)}
    return yaml.safe_dump(settings, sort_keys=False, allow_unicode=True, width=1000)


def address(path: str) -> str:
    """Return an address as a route has it: a pattern to Express, to which an unescaped character may mean something."""
    return quote(path, safe="/~")
