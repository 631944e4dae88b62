"""Where a post's excerpt ends, in a blog with a marker of its own (option ``truncateMarker``)."""

from __future__ import annotations

import re

from migrator.docusaurus.javascript.sandbox import Pattern
from migrator.nodes import Comment, Node, Parent, Root, Truncate
from migrator.post import Source

#: The marker of a blog that has none of its own; the dialect knows it (`plugin-content-blog/lib/options.js`).
_DEFAULT = r"<!--\s*truncate\s*-->|\{\/\*\s*truncate\s*\*\/\}"
_NAMED_GROUP = re.compile(r"\(\?<(?![=!])")


def read_marker(option: object) -> re.Pattern[str] | None:
    """Return a blog's own marker; ``None`` where it is the usual one, or none that can be read."""
    if not isinstance(option, Pattern) or option.source == _DEFAULT:
        return None
    flags = re.IGNORECASE if "i" in option.flags else 0
    try:
        return re.compile(_NAMED_GROUP.sub("(?P<", option.source).replace(r"\/", "/"), flags)
    except re.error:
        return None


def mark_truncation(root: Root, source: Source, marker: re.Pattern[str]) -> None:
    """Put a ``Truncate`` into the place of the comment that is the post's own marker."""
    found = marker.search(source.text, source.body_start)
    if not found:
        return
    for parent in root.walk():
        if isinstance(parent, Parent):
            for place, child in enumerate(parent.children):
                if _is_marker(child, found):
                    parent.children[place] = Truncate(span=child.span)
                    return


def _is_marker(node: Node, found: re.Match[str]) -> bool:
    span = node.span
    return isinstance(node, Comment) and span is not None and span.start <= found.start() and found.end() <= span.end
