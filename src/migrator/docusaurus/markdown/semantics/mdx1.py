"""MDX 1, Docusaurus 2's: a block that begins with a tag is code to its end, and nothing else is (`remark-mdx` 1).

Its Markdown is that of `remark-parse` 8, where only two tildes strike text out.
"""

from __future__ import annotations

from migrator.docusaurus.markdown.mdx1_jsx import inside, jsx_blocks
from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.nodes import Delete, Node, Span, Text


def is_text(node: Node, context: Context) -> bool:
    """Tell whether braces are but text, because the page is MDX 1 and no tag begins their block."""
    return context.settings.generation == 2 and node.span is not None and not _in_code(node.span.start, context)


def is_code(node: Node, context: Context) -> bool:
    """Tell whether text is JSX's to MDX 1, so that no plugin sees it."""
    return context.settings.generation == 2 and node.span is not None and _in_code(node.span.start, context)


def delete(node: Delete, context: Context) -> Replacement:
    """Return struck-out text, which in MDX 1 needs two tildes; with one they are but tildes."""
    if context.settings.generation != 2 or node.span is None or context.source.text.startswith("~~", node.span.start):
        return node
    start, end = node.span
    return [
        Text("~", plain=False, span=Span(start, start + 1)),
        *node.children,
        Text("~", plain=False, span=Span(end - 1, end)),
    ]


def _in_code(offset: int, context: Context) -> bool:
    return inside(jsx_blocks(context.source.text, context.source.body_start), offset)
