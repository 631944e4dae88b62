"""The CommonMark parser: pulldown-cmark's events for a projection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyromark

from migrator.docusaurus.markdown.project import Projection

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)
_MARKDOWN = pyromark.Markdown(options=_OPTIONS)


def events(projection: Projection) -> Iterator[tuple[Any, Any]]:
    """Yield pyromark's events with their ranges in bytes of the projection."""
    return _MARKDOWN.events_with_range(projection.text)


def definitions(projection: Projection) -> list[tuple[str, str, str | None, int, int]]:
    """Return the link definitions in order: identifier, URL, title, and the range in bytes."""
    if "]:" not in projection.text:
        return []
    found = [
        (identifier, link["dest"], link["title"], link["span"]["start"], link["span"]["end"])
        for identifier, link in _MARKDOWN.reference_definitions(projection.text).items()
    ]
    return sorted(found, key=lambda one: one[3])
