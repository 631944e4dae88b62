"""Takes the fences off ``mdx-code-block``s before anything else is read.

The rule is that of `utils/lib/markdownUtils.js`, ``unwrapMdxCodeBlocks``.
"""

from __future__ import annotations

import re
from array import array

from migrator.nodes import Code, Container, Image, Link, Root, Span

_OPENING = re.compile(r"^ *(`{3,4}) *mdx-code-block\r?\n", re.M)
_CLOSING = {size: re.compile(rf"\r?\n *`{{{size}}}(?=\r?\n|\Z)") for size in (3, 4)}


def unwrap(text: str, start: int) -> tuple[str, array[int]] | None:
    """Return the text without the fences, and the place of each of its characters in ``text``.

    ``None`` where there is nothing to unwrap.
    """
    pieces: list[str] = []
    places = array("I")
    done = 0
    at = start
    while opening := _OPENING.search(text, at):
        closing = _CLOSING[len(opening[1])].search(text, opening.end())
        if closing is None:
            at = opening.end()
            if len(opening[1]) == 3 or "````" not in text[at:]:
                break
            continue
        for begin, end in ((done, opening.start()), (opening.end(), closing.start())):
            pieces.append(text[begin:end])
            places.extend(range(begin, end))
        if closing.start() > opening.end():  # what stands at the ends of the block is written with its fences
            places[opening.end() - closing.start()] = opening.start()
            places[-1] = closing.end() - 1
        done = at = closing.end()
    if not pieces:
        return None
    pieces.append(text[done:])
    places.extend(range(done, len(text) + 1))
    return "".join(pieces), places


def restore(root: Root, places: array[int]) -> None:
    """Make the spans of a tree count in the text as it was before ``unwrap``."""

    def moved(span: Span | None) -> Span | None:
        if span is None:
            return None
        start = places[span.start]
        return Span(start, places[span.end - 1] + 1 if span.end > span.start else start)

    for node in root.walk():
        node.span = moved(node.span)
        if isinstance(node, Container):
            node.open, node.close = moved(node.open), moved(node.close)
        elif isinstance(node, Code):
            node.info = moved(node.info)
        elif isinstance(node, Link | Image):
            node.url_span = moved(node.url_span)
