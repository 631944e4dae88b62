"""A page's fields as Ghost's Admin API has them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from migrator.diagnostics import Code, Diagnostic
from migrator.post import PostMeta
from migrator.targets import Broken
from migrator_ghost.limits import Limiter
from migrator_ghost.places import Place
from migrator_ghost.routes import address
from migrator_ghost.urls import GHOST_URL, GhostUrls

NO_INDEX = '<meta name="robots" content="noindex, nofollow">'


def page_fields(
    meta: PostMeta,
    title: str,
    place: Place,
    urls: GhostUrls,
    limiter: Limiter,
    *,
    tags: list[str],
    authors: list[str],
    titled: bool,
    now: datetime,
    undated: datetime,
) -> dict[str, object]:
    """Return the fields of a page in their order, all but those of its body.  ``title`` is the one that readers see.

    ``titled``: the text shows the title by itself.  ``now`` decides whether a post is scheduled; ``undated`` is the
    date of a page that has none.
    """
    fit = limiter.fit
    date = meta.date or meta.last_update or undated
    status = "draft" if meta.draft else "published"
    if status == "published" and meta.kind == "post" and date > now:
        status = "scheduled"
        _say(limiter, meta, f"It appears on {moment(date)}: Ghost keeps a post with a future date until then.")
    fields: dict[str, object] = {
        "title": fit("title", title),
        "slug": place.slug,
        "type": place.type,
        "status": status,
        "visibility": "public",
        "published_at": moment(date),
        "updated_at": moment(
            max(meta.last_update or date, date) if status == "scheduled" else meta.last_update or date
        ),
        "created_at": moment(date),
    }
    if meta.description and not meta.excerpted:
        fields["custom_excerpt"] = fit("custom_excerpt", meta.description)
    image = None if isinstance(meta.image, Broken) else urls.final(meta.image)
    if image and place.type == "post":
        fields["feature_image"] = fit("feature_image", image)
    if place.routed:
        fields["canonical_url"] = fit("canonical_url", GHOST_URL + address(place.path))
    meta_title = (meta.head_title or "").strip() or meta.title.strip()
    if meta_title not in ("", title):
        fields["meta_title"] = fit("meta_title", meta_title)
    if meta.description:
        fields["meta_description"] = fit("meta_description", meta.description)
    if image:
        fields["og_image"] = fit("og_image", image)
        fields["twitter_image"] = fit("twitter_image", image)
    untitled = (meta.hide_title or meta.kind == "page") and not meta.title_in_body
    if place.type == "page" and (titled or untitled):
        fields["show_title_and_feature_image"] = False
    if tags:
        fields["tags"] = tags
    if authors:
        fields["authors"] = authors
    if meta.unlisted and meta.kind == "post" and not meta.draft:
        _say(limiter, meta, "An unlisted post is a page in Ghost, which no list has, and search engines are kept away.")
    return {name: value for name, value in fields.items() if value != ""}


def head(meta: PostMeta, body: str) -> str:
    """Return what is injected into the head of a page; ``body`` is what its body needs there."""
    parts = [body.strip("\n")]
    if meta.unlisted:
        parts.append(NO_INDEX)
    return "\n".join(part for part in parts if part)


def moment(value: datetime) -> str:
    """Return a point in time as Ghost writes it; one without a time zone is in UTC."""
    value = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return f"{value:%Y-%m-%dT%H:%M:%S}.{value.microsecond // 1000:03}Z"


def document(fields: Mapping[str, object]) -> str:
    """Return a page's file."""
    return json.dumps(fields, ensure_ascii=False, indent=1) + "\n"


def _say(limiter: Limiter, meta: PostMeta, message: str) -> None:
    limiter.diagnostics.append(Diagnostic(Code.NOT_IN_TARGET, message, meta.path, subject="status"))
