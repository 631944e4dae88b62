"""What stands in lines of text, and what in blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from migrator import nodes as n
from migrator.writers.markdown import is_inline

#: Elements that a browser sets in a line, wherever JSX puts them.
_IN_LINE = re.compile(
    "a|abbr|b|bdi|bdo|big|br|button|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label|mark|meter|output|picture|"
    "progress|q|ruby|s|samp|select|small|span|strike|strong|sub|sup|svg|time|tt|u|var|wbr"
)


def blocks_of(nodes: Sequence[n.Node]) -> Iterator[n.Node]:
    """Yield blocks; what stands bare among them as text makes paragraphs.

    Elements of text that stand side by side as blocks make one paragraph, as a browser sets them in one line.
    """
    for in_line, group in groupby(nodes, _is_in_line):
        if in_line:
            yield n.Paragraph(_joined(list(group)))
        else:
            yield from group


def _is_in_line(node: n.Node) -> bool:
    if not isinstance(node, n.Element) or node.inline:
        return is_inline(node)
    children = (child for child in node.children if not isinstance(child, n.Paragraph))
    return bool(_IN_LINE.fullmatch(node.name)) and all(map(_is_in_line, children))


def _joined(nodes: Sequence[n.Node]) -> list[n.Node]:
    """Return nodes as text: a line of its own for each element, paragraphs inside of one dissolved."""
    line_end = n.Text("\n")
    joined: list[n.Node] = []
    for node in nodes:
        if isinstance(node, n.Paragraph):
            joined += node.children
        elif isinstance(node, n.Element) and not node.inline:
            if joined and joined[-1] is not line_end:
                joined.append(line_end)
            joined += [replace(node, children=_joined(node.children), inline=True), line_end]
        else:
            joined.append(node)
    return joined
