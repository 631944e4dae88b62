"""The front matter of a page in Hugo's terms."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

from migrator.post import PostMeta
from migrator.site import Version
from migrator.writers.data import sidebar_key
from migrator.writers.urls import PageUrls, Urls
from migrator.writers.yaml_text import plain
from migrator_hugo.content import Place
from migrator_hugo.taxonomies import Taxonomies

#: The author's fields that have become a field of Hugo's, or part of the address or the sidebar.
_CONSUMED = re.compile(
    "id|title|slug|sidebar_label|description|date|authors|author|author_(?:title|url|image_url)|author(?:Title|URL|ImageURL)|"
    "tags|draft|unlisted|image|keywords|last_update|custom_edit_url|hide_title|mdx|format"
)


def page_fields(
    meta: PostMeta,
    place: Place,
    urls: Urls,
    page_urls: PageUrls,
    taxonomies: Taxonomies,
    *,
    aliases: list[str],
    several: bool,
    version: Version | None,
) -> dict[str, object]:
    """Return the front matter's fields in their order.

    ``several``: the site has more instances of this kind; ``version`` is the one of a doc whose instance has several.
    """
    fields: dict[str, object] = {"title": meta.title}
    if meta.sidebar_label and meta.sidebar_label != meta.title:
        fields["linkTitle"] = meta.sidebar_label
    if meta.description:
        fields["description"] = meta.description
    if meta.date is not None:
        fields["date"] = moment(meta.date)
    if (changed := meta.last_update or meta.changed) is not None:
        fields["lastmod"] = moment(changed)
    weight = _weight(meta.position)
    if weight:
        fields["weight"] = weight
    if place.type:
        fields["type"] = place.type
    if place.url:
        fields["url"] = place.url
    if aliases:
        fields["aliases"] = aliases
    if meta.tags:
        name, tags = taxonomies.tags(meta)
        fields[name] = tags
    if meta.authors:
        name, keys = taxonomies.author_field(meta)
        fields[name] = keys
    if meta.keywords:
        fields["keywords"] = list(meta.keywords)
    if meta.image is not None and (image := page_urls.html(meta.image)):
        fields["images"] = [image]
    if meta.draft:
        fields["draft"] = True
    if meta.unlisted:
        fields["build"] = {"list": "never"}
        fields["sitemap"] = {"disable": True}
    params = _params(meta, several=several, weighed=bool(weight))
    if version:
        if version.no_index:
            fields["sitemap"] = {"disable": True}
        params["docs_version"] = {"instance": meta.instance, "name": version.name, "doc": meta.id}
    if params:
        fields["params"] = params
    return fields


def _params(meta: PostMeta, *, several: bool, weighed: bool) -> dict[str, object]:
    params: dict[str, object] = {}
    if meta.title_in_body:
        params["title_in_body"] = True
    if meta.hide_title or (meta.kind == "page" and not meta.title_in_body):
        params["hide_title"] = True
    if meta.full_width:
        params["full_width"] = True
    if meta.unlisted:
        params["unlisted"] = True
    if meta.kind == "post" and not meta.permalink.isascii():
        params["permalink"] = meta.permalink  # feed readers know an entry by this spelling, not the encoded one
    if several:
        params["instance"] = meta.instance
    if meta.sidebar:
        params["sidebar"] = sidebar_key(meta.instance, meta.sidebar)
    if meta.edit_url:
        params["edit_url"] = meta.edit_url
    if meta.changed and not meta.last_update:
        params["show_lastmod"] = False
    if meta.reading_minutes is not None:
        params["reading_time"] = meta.reading_minutes
    if meta.last_author:
        params["last_author"] = meta.last_author
    own = {"tags": meta.tags, "authors": meta.authors, "author": meta.authors, "date": meta.date}
    for key, value in meta.front_matter.items():
        name = str(key)
        if value is None or (name == "sidebar_position" and weighed):
            continue
        if _CONSUMED.fullmatch(name) and not (name in own and not own[name]):
            continue
        params.setdefault(name, plain(value))
    return params


def moment(value: datetime) -> object:
    """Return a point in time; a bare date where it is midnight in UTC, which is what Hugo makes of it."""
    if value.utcoffset() in (None, timedelta(0)) and (value.hour, value.minute, value.second, value.microsecond) == (
        0,
        0,
        0,
        0,
    ):
        return value.date()
    return value


def _weight(position: float | None) -> int:
    """Hugo's weight: a whole number above zero, or none."""
    return int(position) if position is not None and position > 0 and position == int(position) else 0


def bundle_names(assets: list[Path], folder: Path | None) -> dict[Path, str]:
    """Return the names, in the page's bundle, of the files that lie in its own folder."""
    if folder is None:
        return {}
    return {
        source: source.relative_to(folder).as_posix()
        for source in assets
        if source.is_relative_to(folder) and source.suffix.lower() not in (".md", ".mdx")
    }
