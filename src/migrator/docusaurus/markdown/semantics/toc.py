"""``<TOCInline toc={toc} />`` (`theme-classic/lib/theme/TOCInline`)."""

from __future__ import annotations

from migrator.docusaurus.markdown.semantics.context import Context
from migrator.nodes import Attribute, Component, Js, TableOfContents


def table_of_contents(node: Component, context: Context) -> TableOfContents:
    """Return the table of contents with the levels that the component or else the site sets."""
    least, most = context.settings.toc_depths
    return TableOfContents(
        _level(node.attributes.get("minHeadingLevel"), least),
        _level(node.attributes.get("maxHeadingLevel"), most),
        span=node.span,
    )


def _level(value: Attribute | None, default: int) -> int:
    level = value.value if isinstance(value, Js) else value
    return level if isinstance(level, int) and 1 <= level <= 6 and not isinstance(level, bool) else default
