"""Cards: what a list of pages shows of a sidebar's items (`theme-classic/lib/theme/DocCard`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from migrator.docusaurus.docs.navigation import card
from migrator.docusaurus.theme_words import theme_words
from migrator.nodes import Card, CardList, Node, Root
from migrator.post import PostMeta
from migrator.site import SidebarItem, Site


class Cards:
    """The cards of a site."""

    def __init__(self, site: Site) -> None:
        self._locale = site.locale
        self._sidebars = {
            (instance.id, name): items
            for instance in site.instances
            if instance.kind == "docs"
            for name, items in instance.sidebars.items()
        }
        self._descriptions = {post.permalink: post.description for post in site.posts if post.kind == "doc"}

    def description(self, item: SidebarItem) -> str | None:
        """Return what a card says below its title."""
        if item.description is not None:
            return item.description
        if item.kind == "category":
            return item_count(len(item.items), self._locale)
        return self._descriptions.get(item.permalink or "")

    def fill(self, root: Root, meta: PostMeta) -> list[CardList]:
        """Fill the page's lists of cards that have none with the items of its own category.

        Returns those that stay empty, for the page stands in no sidebar.
        """
        lists = [node for node in root.walk() if isinstance(node, CardList) and not node.children]
        if not lists:
            return []
        sidebar = self._sidebars.get((meta.instance, meta.sidebar or ""), [])
        items = (_category_of(meta.permalink, sidebar) or sidebar) if meta.kind == "doc" else []
        shown = [found for item in items if (found := card(item))]
        for node in lists:
            node.children = list[Node](self._cards(shown, node))
        return [node for node in lists if not node.children]

    def _cards(self, items: list[SidebarItem], parent: CardList) -> Iterator[Card]:
        for item in items:
            yield Card(item.label, item.permalink or item.href or "", self.description(item), span=parent.span)


def _category_of(permalink: str, items: list[SidebarItem]) -> list[SidebarItem] | None:
    """Return the items of the deepest category that is or holds a page (``useCurrentSidebarSiblings``)."""
    stack = [(item, items) for item in reversed(items)]
    while stack:
        item, siblings = stack.pop()
        if item.permalink is not None and item.permalink.rstrip("/") == permalink.rstrip("/"):
            return item.items if item.kind == "category" else siblings
        stack.extend((below, item.items) for below in reversed(item.items))
    return None


def item_count(count: int, locale: str) -> str:
    """Return "3 items" in the language of a locale (`theme-translations`; the table beside this file)."""
    counts = _counts()
    forms = (theme_words(counts, locale) or counts["en"]).split("|")
    number = 0 if count == 1 else -1
    if len(forms) == 3 and locale.startswith(("ru", "uk", "pl")):
        few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
        one = count % 10 == 1 and count % 100 != 11 and (count == 1 or not locale.startswith("pl"))
        number = 0 if one else 1 if few else 2
    return forms[number].replace("{count}", str(count))


@cache
def _counts() -> dict[str, str]:
    counts: dict[str, str] = json.loads(files(__package__).joinpath("card_counts.json").read_text("utf-8"))
    return counts
