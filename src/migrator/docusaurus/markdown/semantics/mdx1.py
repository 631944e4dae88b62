"""MDX 1, Docusaurus 2's: braces are code in a block that begins with a tag, and text anywhere else (`remark-mdx` 1)."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from migrator.docusaurus.markdown.semantics.context import Context
from migrator.nodes import Expression

_BLANK = re.compile(r"\n(?:[ \t]*\r?\n)+")
_BEGIN = re.compile(r"[ \t>]*(?:[-*+] |\d{1,9}[.)] )?[ \t]*<")


def is_text(node: Expression, context: Context) -> bool:
    """Tell whether braces on a page are but text."""
    if context.settings.generation != 2 or node.span is None:
        return False
    blocks = _blocks(context.source.text)
    index = bisect_right(blocks, node.span.start) - 1
    begin = max(blocks[index], context.source.body_start)
    return _BEGIN.match(context.source.text, begin, node.span.start) is None


@lru_cache(maxsize=1)
def _blocks(text: str) -> list[int]:
    """Return where the text begins anew behind blank lines."""
    return [0, *(found.end() for found in _BLANK.finditer(text))]
