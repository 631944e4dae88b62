"""Text nodes as the HTML that cards hold: captions, callouts, toggles."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from migrator_ghost.lexical.elements import Format, LexicalNode

_TAGS = (
    (Format.HIGHLIGHT, "mark"),
    (Format.SUPERSCRIPT, "sup"),
    (Format.SUBSCRIPT, "sub"),
    (Format.CODE, "code"),
    (Format.UNDERLINE, "u"),
    (Format.STRIKETHROUGH, "s"),
    (Format.ITALIC, "em"),
    (Format.BOLD, "strong"),
)


def inline_html(nodes: Sequence[LexicalNode]) -> str:
    """Return text, links and line breaks as HTML, in the tags that Ghost itself uses."""
    return "".join(_html(node) for node in nodes)


def _html(node: LexicalNode) -> str:
    if node["type"] == "linebreak":
        return "<br>"
    if node["type"] == "link":
        title = f' title="{escape(node["title"])}"' if node["title"] else ""
        return f'<a href="{escape(node["url"])}"{title}>{inline_html(node["children"])}</a>'
    source = escape(node["text"], quote=False)
    for bit, tag in _TAGS:
        if node["format"] & bit:
            source = f"<{tag}>{source}</{tag}>"
    return source
