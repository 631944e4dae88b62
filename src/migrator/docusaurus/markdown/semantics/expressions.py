"""``{...}`` in MDX: constants are text, what renders nothing is a comment, the rest is kept and reported."""

from __future__ import annotations

from migrator.diagnostics import Code
from migrator.docusaurus.markdown.semantics.constants import number_text
from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.nodes import Comment, Component, Element, Expression, Paragraph, Text

#: What a page shows between the tags of the component that it is.
CHILDREN = "props.children"


def expression(node: Expression, context: Context) -> Replacement:
    """Return what React draws for an expression, as far as it is known."""
    if not node.value.strip():
        return Comment(inline=node.inline, span=node.span)
    if node.value.strip() == CHILDREN and "props" in context.constants:
        return node  # the partial's user says what stands here
    constant = context.constant(node.value)
    if constant is None:
        shown = " ".join(node.value.split())
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        context.report(Code.EXPRESSION, f"the value of {{{shown}}} is known only when the page runs", node, shown)
        return node
    value = constant.value
    if value is None or isinstance(value, bool):
        return Comment(node.value.strip(), inline=node.inline, span=node.span)
    if isinstance(value, int | float):
        value = number_text(value)
    if not isinstance(value, str):
        context.report(Code.EXPRESSION, "an object or a list cannot be shown as text", node, "object")
        return node
    if node.inline or isinstance(context.parent, Element | Component):
        return Text(value, plain=False, span=node.span)
    if not value.strip():
        return Comment(inline=False, span=node.span)
    return Paragraph([Text(value, plain=False, span=node.span)], span=node.span)
