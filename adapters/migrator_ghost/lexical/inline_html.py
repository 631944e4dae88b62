"""Text nodes as the HTML that cards hold: captions, callouts, toggles."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby

from migrator_ghost.lexical.elements import Format, LexicalNode

#: The tag of each format, the outermost first.
_TAGS = (
    (Format.BOLD, "strong"),
    (Format.ITALIC, "em"),
    (Format.STRIKETHROUGH, "s"),
    (Format.UNDERLINE, "u"),
    (Format.CODE, "code"),
    (Format.SUBSCRIPT, "sub"),
    (Format.SUPERSCRIPT, "sup"),
    (Format.HIGHLIGHT, "mark"),
)


def inline_html(nodes: Sequence[LexicalNode]) -> str:
    """Return text, links and line breaks as HTML, in the tags that Ghost itself uses."""
    return _tagged(nodes, _TAGS)


def _tagged(nodes: Sequence[LexicalNode], tags: Sequence[tuple[Format, str]]) -> str:
    """Return nodes in the first of ``tags`` where they are set so, and inside of it in the others."""
    if not tags:
        return "".join(map(_plain, nodes))
    (bit, tag), *inner = tags
    parts: list[str] = []
    for is_set, run in groupby(nodes, lambda node: bool((node.get("format") or 0) & bit)):
        source = _tagged(list(run), inner)
        parts.append(f"<{tag}>{source}</{tag}>" if is_set else source)
    return "".join(parts)


def _plain(node: LexicalNode) -> str:
    if node["type"] == "linebreak":
        return "<br>"
    if node["type"] == "link":
        title = f' title="{escape(node["title"])}"' if node["title"] else ""
        return f'<a href="{escape(node["url"])}"{title}>{inline_html(node["children"])}</a>'
    return escape(node["text"], quote=False)
