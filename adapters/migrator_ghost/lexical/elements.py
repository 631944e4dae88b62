"""Text and what holds it: paragraphs, headings, quotes, lists, links."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntFlag
from typing import Any

#: A node as JSON has it.
LexicalNode = dict[str, Any]

_HALF = re.compile("[\ud800-\udfff]")


class Format(IntFlag):
    """How text is set: bits of a text node's ``format`` (Lexical's ``IS_BOLD`` and the following)."""

    NONE = 0
    BOLD = 1
    ITALIC = 2
    STRIKETHROUGH = 4
    UNDERLINE = 8
    CODE = 16
    SUBSCRIPT = 32
    SUPERSCRIPT = 64
    HIGHLIGHT = 128


def _element(type: str, children: Sequence[LexicalNode], indent: int = 0, **fields: object) -> LexicalNode:
    return {
        "type": type,
        "version": 1,
        **fields,
        "direction": "ltr" if children else None,
        "format": "",
        "indent": indent,
        "children": list(children),
    }


def document(blocks: Sequence[LexicalNode]) -> LexicalNode:
    """Return a whole document.  Lexical refuses one without any node, so an empty one has a blank paragraph."""
    root: LexicalNode = _sound({"root": _element("root", blocks or [paragraph([])])})
    return root


def _sound(value: Any) -> Any:
    """Return JSON without what is no text: half a character (Ghost's renderer fails there) becomes a replacement
    character, and NUL, which no browser shows, goes."""
    if isinstance(value, str):
        return value if value.isascii() and "\0" not in value else _HALF.sub("\ufffd", value).replace("\0", "")
    if isinstance(value, list):
        return [_sound(one) for one in value]
    return {name: _sound(one) for name, one in value.items()} if isinstance(value, dict) else value


def paragraph(inlines: Sequence[LexicalNode]) -> LexicalNode:
    return _element("paragraph", inlines)


def heading(depth: int, inlines: Sequence[LexicalNode]) -> LexicalNode:
    """Return a heading; ``depth`` is 1 to 6.  Ghost gives it its id."""
    return _element("extended-heading", inlines, tag=f"h{depth}")


def quote(inlines: Sequence[LexicalNode]) -> LexicalNode:
    """Return a quote, which holds text alone."""
    return _element("extended-quote", inlines)


def list_(items: Sequence[LexicalNode], start: int | None = None) -> LexicalNode:
    """Return a list.  ``start`` is the first number of an ordered one."""
    if start is None:
        return _element("list", items, listType="bullet", start=1, tag="ul")
    return _element("list", items, listType="number", start=start, tag="ol")


def list_item(children: Sequence[LexicalNode], number: int, depth: int) -> LexicalNode:
    """Return an item: text, or one nested list alone, which then belongs to the item before.

    ``number`` counts from the list's start, for a nested list it is that of the next item; ``depth`` counts from 0.
    """
    return _element("listitem", children, depth, value=number)


def link(url: str, inlines: Sequence[LexicalNode], title: str | None = None) -> LexicalNode:
    return _element("link", inlines, url=url, rel=None, target=None, title=title)


def text(value: str, format: Format = Format.NONE) -> LexicalNode:
    return {
        "type": "extended-text",
        "version": 1,
        "text": value,
        "format": int(format),
        "detail": 0,
        "mode": "normal",
        "style": "",
    }


def line_break() -> LexicalNode:
    return {"type": "linebreak", "version": 1}
