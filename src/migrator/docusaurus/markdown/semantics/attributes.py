"""JSX attributes whose value is known without running the page."""

from __future__ import annotations

from migrator.docusaurus.markdown.semantics.context import Context
from migrator.nodes import Attribute, Component, Element, Js


def settle_attributes(node: Element | Component, context: Context) -> None:
    """Replace attributes that are constants by their value, spread objects by what they hold."""
    settled: dict[str, Attribute] = {}
    for name, value in node.attributes.items():
        if not isinstance(value, Js):
            settled[name] = value
            continue
        if not value.static:
            constant = context.constant(value.source.removeprefix("...") if name.startswith("...") else value.source)
            if constant is not None:
                value = Js(value.source, True, constant.value)
        if not value.static:
            settled[name] = value
        elif name.startswith("...") and isinstance(value.value, dict):
            for key, item in value.value.items():
                settled[key] = item if isinstance(item, str) else Js(value.source, True, item)
        else:
            settled[name] = value.value if isinstance(value.value, str) else value
    node.attributes = settled
