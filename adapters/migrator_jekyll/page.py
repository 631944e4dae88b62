"""The front matter of a page in Jekyll's terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from migrator.post import PostMeta
from migrator.site import Site, Version
from migrator.writers.authors import Authors
from migrator.writers.yaml_text import plain
from migrator_jekyll.navigation import nav_name
from migrator_jekyll.urls import JekyllUrls

#: The author's fields that have become a field of Jekyll's, or part of the address or the sidebar.
_CONSUMED = re.compile(
    "id|title|slug|description|date|authors|author|author_(?:title|url|image_url)|author(?:Title|URL|ImageURL)|"
    "tags|draft|unlisted|image|keywords|last_update|custom_edit_url|hide_title|mdx|format"
)
#: Fields that mean something to Jekyll or its plug-ins, and meant something else, or nothing, to Docusaurus.
_RESERVED = re.compile(
    "layout|permalink|published|category|categories|collection|excerpt|excerpt_separator|url|path|content|output|dir|name|"
    "relative_path|render_with_liquid|redirect_from|redirect_to|sitemap|section|sidebar|robots|locale|lang|translations|next|previous"
)


def page_fields(
    meta: PostMeta,
    urls: JekyllUrls,
    authors: Authors,
    *,
    section: str,
    tags: list[str],
    redirect_from: list[str],
    translations: Mapping[str, str | bool],
    layouts: bool,
    version: Version | None,
) -> dict[str, object]:
    """Return the front matter's fields in their order.

    ``section`` is the part of the site that the page belongs to, ``tags`` are the labels of its tags; ``layouts``: the
    starter layouts go along; ``version`` is the one of a doc whose instance has several.
    """
    layout = _layout(meta, layouts=layouts)
    fields: dict[str, object] = {"layout": layout, "title": meta.title, "permalink": urls.page(meta.permalink)}
    if meta.description:
        fields["description"] = meta.description
    if meta.date is not None:
        fields["date"] = moment(meta.date)
    if (changed := meta.last_update or meta.changed) is not None:
        fields["last_modified_at"] = moment(changed)
        if meta.last_update is None:
            fields["show_last_modified"] = False
    if redirect_from:
        fields["redirect_from"] = redirect_from
    if tags:
        fields["tags"] = tags
    if meta.authors:
        fields["authors"] = [authors.key(meta.instance, one) for one in meta.authors]
    if meta.keywords:
        fields["keywords"] = list(meta.keywords)
    if meta.image is not None and (image := urls.final(meta.image)):
        fields["image"] = image
    if meta.draft and meta.kind != "post":
        fields["published"] = False
    if meta.unlisted:
        fields["unlisted"] = True
        fields["sitemap"] = False
    if version is not None:
        fields |= version_fields(meta.instance, version, meta.id)
    if section not in ("docs", "blog", "pages"):
        fields["section"] = section
    if meta.title_in_body:
        fields["title_in_body"] = True
    if meta.hide_title or (meta.kind == "page" and not meta.title_in_body):
        fields["hide_title"] = True
    if meta.full_width:
        fields["full_width"] = True
    if meta.sidebar:
        fields["sidebar"] = {"nav": nav_name(meta.instance, meta.sidebar)}
    if translations:
        fields["translations"] = translations
    if meta.edit_url:
        fields["edit_url"] = meta.edit_url
    if meta.reading_minutes is not None:
        fields["reading_time"] = meta.reading_minutes
    if meta.last_author:
        fields["last_author"] = meta.last_author
    _own(meta, fields)
    return fields


def _layout(meta: PostMeta, *, layouts: bool) -> str:
    """A theme has no layout ``doc``; its ``page`` shows the title, its ``default`` nothing but the text."""
    if layouts or meta.kind == "post":
        return meta.kind
    return "default" if meta.title_in_body or meta.hide_title or meta.kind == "page" else "page"


def several_versions(site: Site) -> dict[tuple[str, str | None], Version]:
    """Return the versions of those docs that have more than one, by instance and name."""
    several = [one for one in site.instances if len(one.versions) > 1]
    return {(one.id, version.name): version for one in several for version in one.versions}


def version_fields(instance: str, version: Version, doc: str | None = None) -> dict[str, object]:
    """Return the fields of a page that belongs to a version of the docs; see ``_data/versions.json``."""
    names = {"instance": instance, "name": version.name} | ({"doc": doc} if doc else {})
    return {"docs_version": names} | ({"sitemap": False} if version.no_index else {})


def _own(meta: PostMeta, fields: dict[str, object]) -> None:
    """Add the author's own fields; those whose name Jekyll has taken go below ``docusaurus``."""
    taken: dict[str, object] = {}
    for key, value in meta.front_matter.items():
        name = str(key)
        if value is None or _CONSUMED.fullmatch(name):
            continue
        if name in fields or _RESERVED.fullmatch(name):
            taken[name] = plain(value)
        else:
            fields[name] = plain(value)
    if taken:
        fields["docusaurus"] = taken


def moment(value: datetime) -> object:
    """Return a point in time; a bare date where it is midnight in UTC, the time zone of the site."""
    midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
    return value.date() if midnight and value.utcoffset() in (None, timedelta(0)) else value
