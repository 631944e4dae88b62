"""``<Admonition type="tip" title="...">`` (`theme-classic/lib/theme/Admonition`)."""

from __future__ import annotations

from migrator.docusaurus.markdown.semantics.context import Context
from migrator.nodes import Admonition, Component, Text


def admonition(node: Component, context: Context) -> Admonition:
    """Return the admonition that the component draws."""
    kind, title, classes, anchor = (node.attributes.get(name) for name in ("type", "title", "className", "id"))
    kind = kind if isinstance(kind, str) else "note"
    return Admonition(
        node.children,
        kind=kind,
        title=[Text(title, plain=False)] if isinstance(title, str) and title else [],
        default_title=context.settings.admonition_titles.get(kind, kind),
        classes=classes.split() if isinstance(classes, str) else [],
        id=anchor if isinstance(anchor, str) else None,
        span=node.span,
        open=node.open,
        close=node.close,
    )
