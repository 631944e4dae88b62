"""Quotes that are admonitions, ``> [!NOTE]``, where a site uses `remark-github-admonitions-to-directives`."""

from __future__ import annotations

import re

from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.nodes import Admonition, Blockquote, Node, Paragraph, Span, Text

_MARKER = re.compile(r"\s*(\[!(\w+)\])\s*(?:\n|$)", re.A)
_PREFIX = re.compile(r"[ \t]*\n[ \t>]*")


def blockquote(node: Blockquote, context: Context) -> Replacement:
    """Return the admonition that a quote beginning with an alert's mark is, else the quote."""
    alerts = context.settings.github_alerts
    if not alerts or node.span is None or not node.children:
        return node
    first = node.children[0]
    text = first.children[0] if isinstance(first, Paragraph) and first.children else None
    if not isinstance(first, Paragraph) or not isinstance(text, Text) or text.span is None or first.span is None:
        return node
    found = _MARKER.match(text.value)
    kind = alerts.get(found[2]) if found else None
    if found is None or kind not in context.settings.admonitions:
        return node
    start = context.source.text.find(found[1], *text.span)
    if start < 0:
        return node
    mark = Span(start, start + len(found[1]))
    return Admonition(
        [*_behind(first, text, found.end(), mark, context), *node.children[1:]],
        kind=kind,
        default_title=context.settings.admonition_titles.get(kind, kind),
        span=node.span,
        open=mark,
    )


def _behind(paragraph: Paragraph, text: Text, end: int, mark: Span, context: Context) -> list[Node]:
    """Return what of the first paragraph stands behind the mark."""
    break_ = _PREFIX.match(context.source.text, mark.end)
    start = break_.end() if break_ else mark.end
    if text.span is None or paragraph.span is None:
        return []
    rest = text.value[end:]
    children: list[Node] = [Text(rest, text.plain, span=Span(start, text.span.end))] if rest else []
    children += paragraph.children[1:]
    return [Paragraph(children, span=Span(start, paragraph.span.end))] if children else []
