"""Blocks whose end has been read: where they end, and whether a list is loose."""

from __future__ import annotations

from itertools import pairwise

from migrator.nodes import List, ListItem, Node, Parent, Span, Text


def fit(node: Parent) -> None:
    """Let a container end with its last child."""
    if node.children and node.span:
        last = node.children[-1].span
        if last:
            node.span = Span(node.span.start, last.end)


def finish_list(node: List, source: str) -> None:
    items = node.children
    node.spread = _is_spread(items, source)
    for item in items:
        if isinstance(item, ListItem):
            item.spread = _is_spread(item.children, source)
            fit(item)
    fit(node)


def _is_spread(blocks: list[Node], source: str) -> bool:
    """Tell whether a blank line stands between any two of ``blocks``."""
    for before, after in pairwise(blocks):
        if before.span and after.span and source.count("\n", before.span.end, after.span.start) > 1:
            return True
    return False


def is_filler(cell: Node, row: Node) -> bool:
    """Tell whether a cell is not in the text: the parser fills up short rows."""
    return bool(row.span and cell.span and row.span.end <= cell.span.start)


def trim_end(block: Parent) -> None:
    """Leave out the white space at the end of a block's text, which the parser leaves in for tabs."""
    last = block.children[-1] if block.children else None
    if isinstance(last, Text) and last.span and last.value[-1:] in " \t":
        value = last.value.rstrip(" \t")
        last.span = Span(last.span.start, max(last.span.start, last.span.end - len(last.value) + len(value)))
        last.value = value
        if not value:
            block.children.pop()
