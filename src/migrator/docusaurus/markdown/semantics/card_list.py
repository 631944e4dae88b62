"""``<DocCardList />`` (`theme-classic/lib/theme/DocCardList`)."""

from __future__ import annotations

from migrator.docusaurus.markdown.semantics.context import Context
from migrator.nodes import Card, CardList, Component, Js, Node

#: The items that it shows without being told, as pages of older sites ask for them.
_CURRENT = ("useCurrentSidebarCategory", "useCurrentSidebarSiblings")


def card_list(node: Component, context: Context) -> CardList | None:
    """Return the list of cards, empty where the reader has to fill it with the items of the page's own category."""
    if node.inline:
        return None
    items = node.attributes.get("items")
    if items is None or (isinstance(items, Js) and any(name in items.source for name in _CURRENT)):
        return CardList(span=node.span)
    if not isinstance(items, Js) or not isinstance(items.value, list):
        return None
    cards: list[Node] = []
    for item in items.value:
        label, url, description = (_text(item, name) for name in ("label", "href", "description"))
        if label is None or url is None:
            return None
        cards.append(Card(label, url, description, span=node.span))
    return CardList(cards, span=node.span) if cards else None


def _text(item: object, name: str) -> str | None:
    value = item.get(name) if isinstance(item, dict) else None
    return value if isinstance(value, str) else None
