"""Emoji shortcodes: ``:smile:`` (`remark-emoji`, with `node-emoji`'s names)."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from migrator.docusaurus.markdown.semantics import mdx1
from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.nodes import Admonition, Node, Span, Text

_SHORTCODE = re.compile(r":(\+1|-1|[A-Za-z0-9_-]+):")


@cache
def _table(generation: int) -> dict[str, str]:
    """Return the emoji of each name (the files beside this one say where they are from)."""
    name = "emoji_2.json" if generation == 2 else "emoji.json"
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    names: dict[str, str] = json.loads(text)["emoji"]
    return names


def text(node: Text, context: Context) -> Replacement:
    """Split a text at its emoji shortcodes.

    The title of an admonition that is nothing but text is a string to Docusaurus by then, and keeps them.
    """
    if ":" not in node.value or not context.settings.emoji or not node.plain:
        return node
    if isinstance(context.parent, Admonition) and len(context.parent.title) == 1:
        return node
    value = node.value
    parts: list[Node] = []
    end = 0
    offset = node.span.start if node.span else 0
    for found in _SHORTCODE.finditer(value):
        emoji = _table(context.settings.generation).get(found[1])
        if emoji is None:
            continue
        before = value[end : found.start()]
        at = offset + found.start()
        if node.span is not None:
            # The typed text may be longer than its value, by escapes and entities.
            at = context.source.text.find(found[0], offset, node.span.end)
            if at < 0:
                return node
        if before:
            parts.append(Text(before, span=Span(offset, at) if node.span else None))
        offset = at + len(found[0])
        parts.append(Text(emoji, plain=False, span=Span(at, offset) if node.span else None))
        end = found.end()
    if not parts or mdx1.is_code(node, context):
        return node
    if value[end:]:
        parts.append(Text(value[end:], span=Span(offset, node.span.end) if node.span else None))
    return parts
