"""``<details>`` and its summary (`theme-common/lib/components/Details/index.js`)."""

from __future__ import annotations

from migrator.docusaurus.markdown.semantics.context import Context
from migrator.docusaurus.markdown.semantics.unravel import flow_children
from migrator.nodes import Component, Details, Element, Js, Node, Paragraph, Text

#: What theme-common shows where there is no summary.
_DEFAULT = "Details"


def details(node: Element | Component, context: Context) -> Details:
    """Return the disclosure that a ``<details>`` or ``<Details>`` is; its first ``<summary>`` is the summary."""
    made = Details(span=node.span, open=node.open, close=node.close)
    shown = node.attributes.get("open", False)
    made.is_open = bool(shown.value) if isinstance(shown, Js) else shown is not False
    own = node.attributes.get("id")
    made.id = own if isinstance(own, str) else None
    children = flow_children(node, context)
    for child in children:
        if isinstance(child, Element) and child.name == "summary":
            made.summary = inline_children(child)
            made.summary_span = child.span if child.open else None  # one that a component draws stands nowhere
            children.remove(child)
            break
    else:
        given = node.attributes.get("summary")
        made.summary = [Text(given if isinstance(given, str) else _DEFAULT, plain=False)]
    made.children = children
    return made


def inline_children(node: Element | Component) -> list[Node]:
    """Return an element's children as inline content: paragraphs dissolved."""
    inline: list[Node] = []
    for child in node.children:
        if isinstance(child, Paragraph):
            inline.extend(child.children)
        else:
            if isinstance(child, Element | Component):
                child.inline = True
            inline.append(child)
    return inline
