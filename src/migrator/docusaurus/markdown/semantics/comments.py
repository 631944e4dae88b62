"""Comments, and the one that has a meaning: ``<!-- truncate -->`` (`plugin-content-blog/lib/options.js`)."""

from __future__ import annotations

import re

from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.nodes import Comment, Html, Truncate

_HTML_COMMENT = re.compile(r"\s*<!--(.*?)-->\s*", re.S)


def comment(node: Comment, context: Context) -> Replacement:
    """Turn the truncate marker into a node of its own."""
    return Truncate(span=node.span) if node.value.strip() == "truncate" else node


def html(node: Html, context: Context) -> Replacement:
    """Raw HTML that is a comment and nothing else is a comment."""
    found = _HTML_COMMENT.fullmatch(node.value)
    return Comment(found[1], inline=node.inline, span=node.span) if found else node
