"""Directives: admonitions, and those without a meaning, which are the text that the author typed.

Sources: `mdx-loader/lib/remark/admonitions/index.js` and `unusedDirectives/index.js`.  Docusaurus draws an
unknown directive as an empty ``<div>``, its name and attributes gone; here nothing of it goes.
"""

from __future__ import annotations

from migrator.diagnostics import Code
from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.nodes import Admonition, Directive, Node, Paragraph, Span, Text


def directive(node: Directive, context: Context) -> Replacement:
    """Return an admonition, or the directive as typed."""
    if node.level > 2 and node.name in context.settings.admonitions:
        return _admonition(node, context)
    if node.span is None:
        return node.children
    if node.level < 3:
        typed = _typed(node, node.span, context)
        return typed if node.level == 1 else [Paragraph(typed, span=node.span)]
    context.report(Code.DIRECTIVE, f"`:::{node.name}` is no admonition of this site", node, node.name)
    opening = node.open or node.span
    made: list[Node] = [Paragraph(_typed(node, opening, context), span=opening), *node.children]
    if node.close is not None:
        made.append(Paragraph([Text(context.source.slice(node.close).strip(), span=node.close)], span=node.close))
    return made


def _admonition(node: Directive, context: Context) -> Admonition:
    title = node.label
    if node.attributes.get("title"):
        title = [Text(node.attributes["title"], plain=False)]
    return Admonition(
        node.children,
        kind=node.name,
        title=title,
        default_title=context.settings.admonition_titles.get(node.name, node.name),
        classes=node.attributes.get("class", "").split(),
        id=node.attributes.get("id") or None,
        span=node.span,
        open=node.open,
        close=node.close,
    )


def _typed(node: Directive, span: Span, context: Context) -> list[Node]:
    """Return the line or the words of a directive as text, with its label's markup between."""
    inside = node.label if node.level > 1 else node.children
    label = [child for child in inside if child.span is not None]
    if not label or label[0].span is None or label[-1].span is None:
        return [Text(context.source.slice(span).strip(), span=span)]
    before, after = Span(span.start, label[0].span.start), Span(label[-1].span.end, span.end)
    return [
        Text(context.source.slice(before), span=before),
        *label,
        Text(context.source.slice(after).rstrip(), span=after),
    ]
