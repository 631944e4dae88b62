"""A post's fields as they are sent to Ghost, and the fingerprint by which what Ghost has is compared with them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from migrator_ghost.publish.folder import LocalPost
from migrator_ghost.urls import GHOST_URL

#: Sent always, empty where a post has none, so that what is taken away here goes away there.  Nothing else is touched:
#: ``featured``, a template, and whatever else is chosen in Ghost stays as it is.
_EMPTY = (
    "custom_excerpt",
    "feature_image",
    "feature_image_alt",
    "feature_image_caption",
    "canonical_url",
    "meta_title",
    "meta_description",
    "og_image",
    "og_title",
    "og_description",
    "twitter_image",
    "twitter_title",
    "twitter_description",
    "codeinjection_head",
    "codeinjection_foot",
)
_PLAIN = ("title", "slug", "status", "visibility", "published_at", *_EMPTY)
#: Ghost takes these in ASCII only (``format: uri-reference`` in its ``admin-api-schema``).
_ADDRESSES = {"canonical_url", "feature_image", "og_image", "twitter_image"}
_URL = "!#$%&'()*+,/:;=?@[]~"
#: Ghost has this of pages alone.
_SHOWN = "show_title_and_feature_image"
#: Ghost's importer gives every post that it brings such a tag.
IMPORTED = "hash-import-"
_ADDRESS = re.compile(re.escape(GHOST_URL) + r"(?:/(content/(?:images|media|files)/[A-Za-z0-9_@./-]+))?")

Row = dict[str, Any]


def to_send(
    post: LocalPost, site: str, file: Callable[[str], str], tags: Mapping[str, str], authors: Iterable[str]
) -> Row:
    """Return what is sent for a post.

    ``site`` is Ghost's address without a slash at its end, ``file`` gives a file's address, ``tags`` maps slugs to ids,
    ``authors`` are ids.
    """

    def spelled(value: object) -> object:
        if isinstance(value, str):
            return _ADDRESS.sub(lambda found: file(found[1]) if found[1] else site, value)
        if isinstance(value, dict):
            return {name: spelled(one) for name, one in value.items()}
        if isinstance(value, list):
            return [spelled(one) for one in value]
        return value

    row: Row = {name: spelled(post.fields[name]) for name in _PLAIN if name in post.fields}
    for name in _ADDRESSES & row.keys():
        row[name] = quote(row[name], safe=_URL)
    row |= {name: None for name in _EMPTY if name not in row}
    if row.get("status") == "scheduled" and row["published_at"] < f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}":
        row["status"] = "published"
    if post.kind == "pages":
        row[_SHOWN] = post.fields.get(_SHOWN, True)
    row["tags"] = [{"id": tags[slug]} for slug in post.fields.get("tags", []) if slug in tags]
    row["authors"] = [{"id": author} for author in authors]
    row["lexical"] = json.dumps(spelled(post.fields["lexical"]), ensure_ascii=False)
    return row


def fingerprint(row: Row, site: str) -> str:
    """Return the fingerprint of a post: of one that is sent, or of one that Ghost gave with tags, authors and lexical.

    What Ghost changes by itself makes no difference: it drops fractions of seconds and space around a title, writes
    addresses below its own with or without it, and publishes what was scheduled.
    """
    told = {name: row.get(name) or None for name in _PLAIN}
    told |= {name: quote(str(told[name] or ""), safe=_URL) for name in _ADDRESSES}
    told["title"] = str(row["title"]).strip()
    told["status"] = "draft" if row["status"] == "draft" else "published"
    told["published_at"] = str(row.get("published_at"))[:19]
    told["visibility"] = row.get("visibility", "public")
    told[_SHOWN] = row.get(_SHOWN, True)
    told["tags"] = [tag["id"] for tag in row["tags"] if not str(tag.get("slug")).startswith(IMPORTED)]
    told["authors"] = [author["id"] for author in row["authors"]]
    told["lexical"] = json.loads(row["lexical"] or "null")
    # The files that were imported with a post have a dot in their address (see ``bundle``).
    text = json.dumps(told, sort_keys=True).replace(site, "").replace("/content/images/./", "/content/images/")
    return blake2b(text.encode(), digest_size=16).hexdigest()
