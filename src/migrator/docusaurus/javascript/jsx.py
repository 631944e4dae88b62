"""JSX into calls: ``<A b="c">d</A>`` is ``$jsx(A,{"b":"c"},"d")``.

Edits of byte ranges, as in ``javascript``; every line stays where it was.  The rules for text between tags are Babel's
(`@babel/types`, ``cleanJSXElementLiteralChild``): white space with a line end in it is none, entities are resolved.
"""

from __future__ import annotations

import html
import json
import re
from typing import Protocol

from tree_sitter import Node

TYPES = frozenset({"jsx_element", "jsx_self_closing_element", "jsx_fragment"})

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_OPENINGS = ("jsx_opening_element", "jsx_self_closing_element")
_NAMES = ("identifier", "member_expression", "nested_identifier", "jsx_namespace_name", "this")


class Editor(Protocol):
    """Collects edits of a text.  ``replace`` keeps the lines of what it replaces."""

    text: bytes

    def replace(self, start: int, end: int, new: bytes) -> None: ...

    def insert(self, at: int, new: bytes) -> None: ...


def to_calls(node: Node, editor: Editor) -> list[Node]:
    """Edit one element; return the nodes in it that are yet to be visited: elements and expressions."""
    if node.type == "jsx_self_closing_element":
        inner = _opening(node, editor)
        editor.replace(node.end_byte - 2, node.end_byte, b"})")
        return inner
    inner = []
    at = node.start_byte
    for child in node.children:
        if child.type in _OPENINGS[:1]:
            inner += _opening(child, editor)
            editor.replace(child.end_byte - 1, child.end_byte, b"}")
            at = child.end_byte
        elif child.type == "jsx_closing_element":
            _text(at, child.start_byte, editor)
            editor.replace(child.start_byte, child.end_byte, b")")
        elif child.type in TYPES or child.type == "jsx_expression":
            _text(at, child.start_byte, editor)
            at = child.end_byte
            if child.type in TYPES:
                editor.insert(child.start_byte, b",")
                inner.append(child)
            else:
                inner += _expression(child, editor, b",(", b")")
    return inner


def _opening(node: Node, editor: Editor) -> list[Node]:
    """Edit a tag up to its end: the call's beginning and the properties."""
    name = next((child for child in node.children if child.type in _NAMES), None)
    head = node.start_byte + 1
    if name is not None:
        head = name.end_byte
        following = name.next_sibling
        if following is not None and following.type == "type_arguments":
            head = following.end_byte
    editor.replace(node.start_byte, head, f"$jsx({_tag(name)},{{".encode())
    inner: list[Node] = []
    for child in node.children:
        if child.type == "jsx_expression":
            inner += _expression(child, editor, b"", b",")
        elif child.type == "jsx_attribute":
            inner += _attribute(child, editor)
    return inner


def _tag(name: Node | None) -> str:
    if name is None:
        return "$jsx.Fragment"
    text = _source(name)
    if name.type == "identifier" and not text[:1].islower() and "-" not in text:
        return text
    return json.dumps(text) if name.type in ("identifier", "jsx_namespace_name") else text


def _attribute(node: Node, editor: Editor) -> list[Node]:
    name, value = node.children[0], node.children[-1]
    key = json.dumps(_source(name))
    if value is name:
        editor.replace(node.start_byte, node.end_byte, f"{key}:true,".encode())
        return []
    editor.replace(node.start_byte, value.start_byte, f"{key}:".encode())
    if value.type == "string":
        written = editor.text[value.start_byte + 1 : value.end_byte - 1].decode("utf-8", "replace")
        text = resolve_entities(written)
        editor.replace(value.start_byte, value.end_byte, f"{json.dumps(text)},".encode())
        return []
    if value.type == "jsx_expression":
        return _expression(value, editor, b"(", b"),")
    editor.insert(value.end_byte, b",")
    return [value]


def _expression(node: Node, editor: Editor, before: bytes, behind: bytes) -> list[Node]:
    """Edit the braces around an expression; one of nothing but comments disappears."""
    inner = [child for child in node.children if child.type not in ("{", "}", "comment")]
    if inner and inner[0].type == "spread_element":
        before, behind = (b",", b"") if before.startswith(b",") else (b"", b",")
    elif not inner:
        before, behind = (b"(undefined", b"),") if before == b"(" else (b"", b"")
    editor.replace(node.start_byte, node.start_byte + 1, before)
    editor.replace(node.end_byte - 1, node.end_byte, behind)
    return inner


def _text(start: int, end: int, editor: Editor) -> None:
    """Edit what stands between two tags."""
    if start >= end:
        return
    text = visible_text(editor.text[start:end].decode("utf-8", "replace"))
    editor.replace(start, end, f",{json.dumps(text)}".encode() if text else b"")


def visible_text(source: str) -> str:
    """Return the text that React is given for what stands between two tags."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    shown = []
    for number, line in enumerate(lines):
        line = line.replace("\t", " ")
        line = line.lstrip(" ") if number else line
        line = line.rstrip(" ") if number < len(lines) - 1 else line
        if line:
            shown.append(line)
    return resolve_entities(" ".join(shown))


def resolve_entities(text: str) -> str:
    """Return a text with its entities resolved; those without a semicolon are none in JSX."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def _source(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
