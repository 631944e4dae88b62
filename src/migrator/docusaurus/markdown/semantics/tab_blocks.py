"""Fences one behind the other that `docusaurus-remark-plugin-tab-blocks` makes into tabs (its ``index.js``)."""

from __future__ import annotations

import json
import re
from itertools import takewhile

from migrator.docusaurus.markdown.settings import TabBlocks
from migrator.nodes import Code, Node, Parent, Root, Span, Tab, Tabs

#: The plugin looks for the word anywhere in the info string, even in another.
_MARK = re.compile(r"tab(=\{.+\})?")


def group_tabs(root: Root, options: TabBlocks) -> None:
    """Put the code blocks of a page that are marked ``tab``, or ``tab={"label": "Build", "span": 2}``, into tabs, in
    place; the page's other nodes have no meaning yet."""
    for parent in [node for node in root.walk() if isinstance(node, Parent)]:
        if any(_options(child) is not None for child in parent.children):
            parent.children = _grouped(parent.children, options)


def _grouped(nodes: list[Node], options: TabBlocks) -> list[Node]:
    made: list[Node] = []
    tabs: list[Tab] = []
    at = 0
    while at < len(nodes):
        own = _options(nodes[at])
        if own is None:
            made += _together(tabs, options)
            tabs = []
            made.append(nodes[at])
            at += 1
            continue
        span = own.get("span")
        end = at + (span if isinstance(span, int) and span > 0 else 1)
        blocks = list(takewhile(lambda node: isinstance(node, Code), nodes[at:end]))
        tabs.append(_tab(blocks, own.get("label"), options))
        at += len(blocks)
    return [*made, *_together(tabs, options)]


def _options(node: Node) -> dict[str, object] | None:
    """What a block says of its tab, ``None`` where it is in none."""
    found = _MARK.search(node.meta or "") if isinstance(node, Code) else None
    if found is None:
        return None
    try:
        given = json.loads((found[1] or "={}")[1:])
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _tab(blocks: list[Node], label: object, options: TabBlocks) -> Tab:
    first = blocks[0]
    language = (first.lang if isinstance(first, Code) else None) or ""
    span = Span(first.span.start, blocks[-1].span.end) if first.span and blocks[-1].span else None
    if isinstance(label, str) and label:
        return Tab(blocks, label=label, value=label.lower().replace(" ", "-", 1), span=span)
    return Tab(blocks, label=options.labels.get(language, language), value=language, span=span)


def _together(tabs: list[Tab], options: TabBlocks) -> list[Tabs]:
    if not tabs:
        return []
    tabs[0].default = True
    span = Span(tabs[0].span.start, tabs[-1].span.end) if tabs[0].span and tabs[-1].span else None
    return [Tabs(list(tabs), group=options.group, span=span)]
