"""The nodes of Ghost's editor as plain dicts, as they stand in a post's ``lexical``.

Fields and their names are those of ``@tryghost/kg-default-nodes`` (``exportJSON`` of each node) and of Lexical itself.
"""

from __future__ import annotations

from migrator_ghost.lexical.cards import (
    bookmark,
    callout,
    codeblock,
    embed,
    horizontal_rule,
    html,
    image,
    toggle,
)
from migrator_ghost.lexical.elements import (
    Format,
    LexicalNode,
    document,
    heading,
    line_break,
    link,
    list_,
    list_item,
    paragraph,
    quote,
    text,
)
from migrator_ghost.lexical.inline_html import inline_html

__all__ = [
    "Format",
    "LexicalNode",
    "bookmark",
    "callout",
    "codeblock",
    "document",
    "embed",
    "heading",
    "horizontal_rule",
    "html",
    "image",
    "inline_html",
    "line_break",
    "link",
    "list_",
    "list_item",
    "paragraph",
    "quote",
    "text",
    "toggle",
]
