"""Links, images and link definitions: nodes of what the parser's events say of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from migrator.docusaurus.markdown.events import definitions
from migrator.docusaurus.markdown.leaves import destination, normal_identifier
from migrator.docusaurus.markdown.project import Projection
from migrator.nodes import Definition, Image, Link, Span


def make_link(data: Mapping[str, Any], span: Span, projection: Projection) -> Link:
    """The link at ``span``, without what it shows."""
    kind, url = data["link_type"], projection.literal(data["dest_url"])
    if kind == "Autolink":
        return Link(url=url, autolink=True, span=span)
    if kind == "Email":
        return Link(url="mailto:" + url, autolink=True, span=span)
    title = projection.literal(data["title"]) or None
    if kind == "Inline":
        return Link(url=url, title=title, url_span=destination(projection.source, *span), span=span)
    return Link(url=url, title=title, reference=normal_identifier(projection.literal(data["id"])), span=span)


def make_image(data: Mapping[str, Any], alt: str, span: Span, projection: Projection) -> Image:
    """The image at ``span``."""
    inline = data["link_type"] == "Inline"
    return Image(
        url=projection.literal(data["dest_url"]),
        alt=alt,
        title=projection.literal(data["title"]) or None,
        reference=None if inline else normal_identifier(projection.literal(data["id"])),
        url_span=destination(projection.source, *span) if inline else None,
        span=span,
    )


def make_definitions(projection: Projection) -> list[tuple[int, Definition]]:
    """The page's link definitions with the bytes of the projection where they begin, in order."""
    return [
        (
            start,
            Definition(
                normal_identifier(projection.literal(identifier)),
                projection.literal(url),
                projection.literal(title) if title else None,
                span=projection.block_span(start, end),
            ),
        )
        for identifier, url, title, start, end in definitions(projection)
        if not identifier.startswith("^")
    ]
