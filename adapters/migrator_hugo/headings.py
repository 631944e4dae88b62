"""The ids that Hugo gives to headings (hugo: ``markup/goldmark/autoid.go``, ``autoIDType`` github)."""

from __future__ import annotations

import re

from migrator import nodes as n

_PLAIN_ID = re.compile(r"[\w.:-]+")
_ENTITY = re.compile(r"&#?\w+;")
#: Characters at which Goldmark may cut a text in pieces.
_PIECES = re.compile(r"[*_`~&<>\[\]\\$\n]")
_ASCII = re.compile(r"[^a-z0-9_-]")


def anchor(text: str) -> str:
    """Return the id for a heading that shows ``text``, before duplicates are told apart."""
    text = text.strip()
    if text.isascii():
        return _ASCII.sub("", text.lower().replace(" ", "-"))
    kept: list[str] = []
    for char in text:
        if char in "- ":
            kept.append("-")
        elif char == "_" or char.isalpha() or char.isdecimal():
            lower = char.lower()
            kept.append(lower if len(lower) == 1 else char)
    return "".join(kept)


class HeadingIds:
    """The ids of one page, heading by heading in document order.  ``text`` is the page's source."""

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._used: set[str] = set()
        self._counts: dict[str, int] = {}

    def needs_id(self, heading: n.Heading) -> bool:
        """Tell whether the heading's id must be written, because Hugo would make another."""
        if not heading.id:
            return False
        if self._automatic(heading) == heading.id:
            self._used.add(heading.id)
            return False
        self._used.add(heading.id)
        return True

    def _automatic(self, heading: n.Heading) -> str | None:
        if heading.span is not None and "&#" in self._text[heading.span.start : heading.span.end]:
            return None  # Hugo makes letters and digits of a numeric entity
        text = _shown(heading.children)
        if text is None:
            return None
        base = anchor(text.rsplit("\n", 1)[-1]) or "heading"
        if base not in self._used:
            return base
        count = self._counts.get(base, 0) + 1
        while f"{base}-{count}" in self._used:
            count += 1
        self._counts[base] = count - 1  # all below are taken for good
        return f"{base}-{count}"


def _shown(children: list[n.Node]) -> str | None:
    """The text that Hugo makes an id from; ``None`` where that cannot be told.

    Of what stands inside an inline node Hugo takes the first piece alone (``TextPlain`` in
    ``markup/goldmark/internal/render/context.go``), so only one that has no second is sure.
    """
    parts: list[str] = []
    for node in children:
        while isinstance(node, n.Emphasis | n.Strong | n.Delete | n.Link) and len(node.children) == 1:
            if isinstance(node, n.Link) and node.autolink:
                return None
            node = node.children[0]
            if isinstance(node, n.Text) and _PIECES.search(node.value):
                return None
        if isinstance(node, n.Text | n.InlineCode):
            parts.append(node.value)
        elif isinstance(node, n.Element) and node.name and not node.children:
            continue
        else:
            return None
    text = "".join(parts)
    return None if _ENTITY.search(text) else text  # Hugo reads an entity even in code


def marker(id: str) -> str:
    """Return the marker behind a heading: ``{#id}``."""
    if _PLAIN_ID.fullmatch(id):
        return f"{{#{id}}}"
    return '{id="' + id.replace("\\", "\\\\").replace('"', '\\"') + '"}'
