"""``<Tabs>`` and ``<TabItem>`` (`theme-common/lib/utils/tabsUtils.js`)."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.diagnostics import Code
from migrator.docusaurus.markdown.semantics.attributes import settle_attributes
from migrator.docusaurus.markdown.semantics.context import Context
from migrator.docusaurus.markdown.semantics.unravel import flow_children
from migrator.nodes import Attribute, Comment, Component, Expression, Js, Node, Tab, Tabs, Text


def tabs(node: Component, context: Context) -> Tabs | None:
    """Return the tabs that a ``<Tabs>`` holds, ``None`` where it holds anything else."""
    items: list[Component] = []
    for child in _drawn_children(node, context):
        if isinstance(child, Component) and child.name.endswith("TabItem"):
            settle_attributes(child, context)
            items.append(child)
        elif not _is_nothing(child):
            return None
    if not items:
        return None
    labels = _labels(node.attributes.get("values"))
    if "values" in node.attributes and not labels:
        context.report(Code.EXPRESSION, "the labels of <Tabs> are known only when the page runs", node, "Tabs")
    made = [_tab(item, labels) for item in items]
    _mark_default(made, items, node.attributes.get("defaultValue"))
    group = node.attributes.get("groupId")
    return Tabs(
        list(made),
        group=group if isinstance(group, str) else None,
        span=node.span,
        open=node.open,
        close=node.close,
    )


def _drawn_children(node: Component, context: Context) -> Iterator[Node]:
    """Yield what stands in the tabs, with the items that expressions draw."""
    for child in flow_children(node, context):
        drawn = context.drawn(child.value, child) if isinstance(child, Expression) else None
        if drawn is None:
            yield child
        for item in drawn or []:
            item.span = None  # several share one place in the source
            yield item


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Comment) or (isinstance(node, Text) and not node.value.strip())


def _labels(values: Attribute | None) -> dict[str, str]:
    """Return the labels by value of ``values={[{label, value}]}``."""
    labels: dict[str, str] = {}
    if isinstance(values, Js) and isinstance(values.value, list):
        for one in values.value:
            if isinstance(one, dict) and "value" in one:
                labels[str(one["value"])] = str(one.get("label") or one["value"])
    return labels


def _text(value: Attribute | None) -> str:
    if isinstance(value, Js):
        return str(value.value) if value.static and value.value is not None else ""
    return value if isinstance(value, str) else ""


def _tab(item: Component, labels: dict[str, str]) -> Tab:
    value = _text(item.attributes.get("value"))
    label = labels.get(value) or _text(item.attributes.get("label")) or value
    return Tab(item.children, label=label, value=value, span=item.span, open=item.open, close=item.close)


def _mark_default(made: list[Tab], items: list[Component], default: Attribute | None) -> None:
    """Mark the tab that is shown first: ``defaultValue``, else the one marked ``default``, else the first.
    ``defaultValue={null}`` is for none."""
    if isinstance(default, Js) and default.static and default.value is None:
        return
    wanted = _text(default)
    for tab in made:
        if wanted and tab.value == wanted:
            tab.default = True
            return
    for tab, item in zip(made, items, strict=True):
        flag = item.attributes.get("default", False)
        if flag.value if isinstance(flag, Js) else flag is not False:
            tab.default = True
            return
    made[0].default = True
