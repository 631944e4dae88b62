"""HTML elements written as JSX: details, attributes that hold files, and React's spelling turned into HTML's."""

from __future__ import annotations

from migrator.diagnostics import Code
from migrator.docusaurus.markdown.semantics import details
from migrator.docusaurus.markdown.semantics.attributes import settle_attributes
from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.docusaurus.markdown.semantics.html import html_attributes
from migrator.nodes import Element, Html, Js


def element(node: Element, context: Context) -> Replacement:
    """Give an element its attributes as in HTML; ``<details>`` is a node of its own."""
    settle_attributes(node, context)
    if node.name == "details" and not node.inline:
        return details.details(node, context)
    inner = node.attributes.get("dangerouslySetInnerHTML")
    raw = inner.value.get("__html") if isinstance(inner, Js) and isinstance(inner.value, dict) else None
    if isinstance(raw, str) and not node.children:
        node.children = [Html(raw, inline=True, span=node.span)]
    node.attributes = html_attributes(node.name, node.attributes)
    _report_computed(node, context)
    return node


def _report_computed(node: Element, context: Context) -> None:
    for name, value in list(node.attributes.items()):
        if not isinstance(value, Js):
            continue
        if name.lower().startswith("on"):
            context.report(Code.EXPORT, f"code behind `{name}` of <{node.name}> was left out", node, name)
            del node.attributes[name]
        else:
            label = f"`{name}` of <{node.name}> is"
            label = f"attributes of <{node.name}> are" if name.startswith("...") else label
            context.report(Code.EXPRESSION, f"{label} known only when the page runs", node, name)
