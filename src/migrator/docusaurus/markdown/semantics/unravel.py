"""A paragraph of nothing but JSX and expressions is none (`@mdx-js/mdx`, `lib/plugin/remark-mark-and-unravel.js`)."""

from __future__ import annotations

from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.nodes import Comment, Component, Element, Expression, Node, Paragraph, Parent, Text


def paragraph(node: Paragraph, context: Context) -> Replacement:
    """Return what the paragraph holds, as flow, where it holds only JSX, expressions and white space."""
    children = node.children
    if not children:
        return node
    jsx = False
    for child in children:
        if isinstance(child, Element | Component | Expression):
            jsx = True
        elif isinstance(child, Comment):
            jsx = jsx or _is_expression(child, context)
        elif not (isinstance(child, Text) and not child.value.strip(" \t\r\n")):
            return node
    if not jsx:
        return node
    kept: list[Node] = []
    for child in children:
        if isinstance(child, Text):
            continue
        if isinstance(child, Element | Component | Expression | Comment):
            child.inline = False
        kept.append(child)
    return kept


def _is_expression(comment: Comment, context: Context) -> bool:
    """Tell ``{/* */}`` (an expression to MDX) from ``<!-- -->`` (nothing)."""
    return comment.span is not None and context.source.text.startswith("{", comment.span.start)


def flow_children(parent: Parent, context: Context) -> list[Node]:
    """Return a parent's children with paragraphs unravelled, and keep them so."""
    found: list[Node] = []
    for child in parent.children:
        made = paragraph(child, context) if isinstance(child, Paragraph) else child
        found.extend(made if isinstance(made, list) else [made])
    parent.children = found
    return found
