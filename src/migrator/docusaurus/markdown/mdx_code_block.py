"""```` ```mdx-code-block ````: a fence that hides MDX from translators; what is in it is read as if there were none.

Docusaurus takes such fences away before it parses (`utils/lib/markdownUtils.js`, ``unwrapMdxCodeBlocks``).
"""

from __future__ import annotations

import re

_FENCES = tuple(
    (
        re.compile(rf"^[ ]*({mark})[ ]*mdx-code-block\r?\n", re.M),
        re.compile(rf"\n[ ]*({mark})(?=\r?\n|\Z)"),
    )
    for mark in ("```", "````")
)


def unwrapped_fences(text: str, start: int) -> frozenset[int]:
    """Return where the fences of such blocks stand: the offsets of their first backticks."""
    if "mdx-code-block" not in text:
        return frozenset()
    found: set[int] = set()
    for opening, closing in _FENCES:
        at = start
        while opened := opening.search(text, at):
            closed = closing.search(text, opened.end())
            if closed is None:
                break
            found.update((opened.start(1), closed.start(1)))
            at = closed.end()
    return frozenset(found)
