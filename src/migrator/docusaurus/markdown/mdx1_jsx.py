"""Blocks of JSX in MDX 1 (`remark-mdx` 1: ``block.js``): from a tag that begins a line to the next empty line.

No Markdown is read in them, and a line of nothing but spaces does not end them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from migrator.docusaurus.markdown.lines import fence_end
from migrator.nodes import Span

_LINE = re.compile(
    r"^(?P<before>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)"
    r"(?:(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})"
    r"|</?[a-z.]*[a-z][a-z0-9.]*(?=\s|/?>|$)|<>|</?[\w.:-]+(?:\s[^<>\n]*)?>[ \t]*$)",
    re.I | re.M,
)
_EMPTY = re.compile(r"\n(?=\r?(?:\n|\Z))")
_BLANK = re.compile(r"\n(?=[ \t>]*\r?(?:\n|\Z))")


@lru_cache(maxsize=1)
def jsx_blocks(text: str, start: int) -> list[Span]:
    """Return where the blocks of JSX stand in a page whose body begins at ``start``, in order."""
    blocks: list[Span] = []
    at = start
    while found := _LINE.search(text, at):
        if found["fence"]:
            closing = fence_end(found["fence"][0], len(found["fence"])).search(text, found.end())
            at = closing.end() if closing else found.end()
            continue
        end = (_BLANK if found["before"] else _EMPTY).search(text, found.end())
        at = end.start() if end else len(text)
        blocks.append(Span(found.end("before"), at))
    return blocks


def begins(blocks: Sequence[Span], at: int) -> bool:
    """Tell whether one of ``blocks`` begins at ``at``."""
    number = bisect_right(blocks, at, key=_start) - 1
    return number >= 0 and blocks[number].start == at


def inside(blocks: Sequence[Span], at: int) -> bool:
    """Tell whether ``at`` is in one of ``blocks``, behind its beginning."""
    number = bisect_right(blocks, at, key=_start) - 1
    return number >= 0 and blocks[number].start < at < blocks[number].end


def _start(block: Span) -> int:
    return block.start
