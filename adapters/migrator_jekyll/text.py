"""Characters of running text that kramdown gives a meaning and CommonMark does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5, name2codepoint

from migrator import nodes as n

#: What may mean something in a paragraph: found first, in one search, for most paragraphs have none of it.
_SUSPECT = re.compile(
    r"\||\*|`|\]\(|(?<![A-Za-z])_|\{:|\{::|\$\$|^[ \t>]*(?:\^|:|\d+\.)|\\[&,/;?@%^]|&[A-Za-z]\w*;|^[ \t>]*\*\[", re.M
)
_PIECE = re.compile(
    r"(?P<escaped>\\[&,/;?@%^])|(?P<typed>\\.)|(?P<pipe>\|)|(?P<tick>`)|(?P<link>\]\()|(?P<star>[*_]+)|(?P<brace>\{:)|(?P<math>\$\$)|(?P<entity>&[A-Za-z]\w*;)",
    re.S,
)
_START = re.compile(
    r"^(?P<quote>[ \t>]*)(?:(?P<eob>\^)(?=[ \t]*$)|(?P<definition>:)(?=[ \t])|(?P<number>\d+)\.(?=[ \t]))", re.M
)


def needs_escape(text: str, span: n.Span) -> bool:
    """Tell whether a paragraph may hold something that must be spelled differently."""
    return _SUSPECT.search(text, span.start, span.end) is not None


def escapes(text: str, paragraph: n.Parent) -> Iterator[tuple[int, int, str]]:
    """Yield the edits that a paragraph needs: offset, length, new text."""
    span = paragraph.span
    if span is None:
        return
    lines = text[span.start : span.end].splitlines()
    table = all("|" in line for line in lines)
    typed = [node for node in paragraph.walk() if isinstance(node, n.Text) and node.plain and node.span is not None]
    marks = sum(
        text[node.span.start : node.span.end].count("*") + text[node.span.start : node.span.end].count("_")
        for node in typed
        if node.span
    )
    for node in typed:
        if node.span is None:
            continue
        for found in _START.finditer(text, node.span.start, node.span.end):
            if found.start() == span.start or text[found.start() - 1] != "\n":
                continue
            if found["number"]:
                yield found.end("number"), 0, "\\"
            else:
                yield found.end("quote"), 0, "\\"
        for found in _PIECE.finditer(text, node.span.start, node.span.end):
            at, kind, piece = found.start(), found.lastgroup, found[0]
            if kind == "escaped":
                yield at, 1, ""
                if piece == "\\&":
                    yield at + 1, 1, "&amp;"
            elif kind == "pipe" and table:
                yield at, 0, "\\"
            elif kind == "star" and marks > 1 and _may_open(text, at, found.end()):
                yield at, len(piece), "".join("\\" + char for char in piece)
            elif kind == "link":
                yield at + 1, 0, "\\"
            elif kind in ("brace", "tick"):
                yield at, 0, "\\"
            elif kind == "math":
                yield at, 2, "\\$\\$"
            elif kind == "entity" and piece[1:-1] not in name2codepoint:
                yield at, len(piece), html5.get(piece[1:], piece)


def _may_open(text: str, start: int, end: int) -> bool:
    """Tell whether kramdown may begin an emphasis at a run of marks (``parser/kramdown/emphasis.rb``)."""
    after = text[end : end + 1]
    if not after or after.isspace():
        return False
    return text[start] == "*" or not text[start - 1 : start].isalpha()
