"""The ids that kramdown's GFM parser gives to headings (``parser/gfm.rb``, ``generate_gfm_header_id``)."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import category

from migrator import nodes as n

_PLAIN_ID = re.compile(r"[A-Za-z][\w:-]*", re.A)
_NOT_WORD = re.compile(r"[^\w\- \t]")
#: Blocks whose headings kramdown gives other ids: they become HTML elements.
_HTML = (n.Admonition, n.Tabs, n.Tab, n.Details, n.Element, n.Component)


def explicit_ids(root: n.Root) -> set[int]:
    """Return the headings (by identity) whose id must be written, because kramdown would make another."""
    found: set[int] = set()
    counts: Counter[str] = Counter()
    stack: list[tuple[n.Node, bool]] = [(root, False)]
    while stack:
        node, in_html = stack.pop()
        if isinstance(node, n.Heading):
            if node.id and (in_html or _automatic(node, counts) != node.id):
                found.add(id(node))
        elif isinstance(node, n.Parent) and not isinstance(node, n.Paragraph | n.Table):
            inside = in_html or isinstance(node, _HTML)
            stack.extend((child, inside) for child in reversed(node.children))
    return found


def _automatic(heading: n.Heading, counts: Counter[str]) -> str | None:
    """The id that kramdown makes; ``None`` where that cannot be told.  A heading with an id of its own does not count,
    but whether it will have one shows only here: what would be wrong is written out."""
    text = _shown(heading.children)
    if text is None:
        return None
    base = "".join(
        char
        for char in _NOT_WORD.sub("", text.lower().replace("\n", " "))
        if char.isascii() or category(char)[0] in "LM" or category(char) in ("Nd", "Pc")
    )
    base = base.replace(" ", "-").replace("\t", "-")
    made = f"{base}-{counts[base]}" if counts[base] else base
    if made == heading.id:
        counts[base] += 1
    return made


def _shown(children: list[n.Node]) -> str | None:
    parts: list[str] = []
    for node in children:
        if isinstance(node, n.Text | n.InlineCode):
            parts.append(node.value)
        elif isinstance(node, n.Emphasis | n.Strong | n.Delete | n.Link):
            inner = _shown(node.children)
            if inner is None:
                return None
            parts.append(inner)
        else:
            return None
    return "".join(parts)


def marker(id: str) -> str:
    """Return what gives a heading its id: ``{#id}`` behind it, or an attribute list on the next line."""
    if _PLAIN_ID.fullmatch(id):
        return f" {{#{id}}}"
    return '\n{: id="' + id.replace("\\", "\\\\").replace('"', '\\"') + '"}'
