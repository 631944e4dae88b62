"""What follows from complete sidebars: the tree to show, previous and next pages, generated category indexes.

The rules are those of ``plugin-content-docs/lib`` (``sidebars/utils.js``, ``docs.js``, ``props.js``,
``categoryGeneratedIndex.js``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from migrator.docusaurus.addresses import apply_trailing_slash
from migrator.docusaurus.config import Config
from migrator.docusaurus.docs.doc import Doc
from migrator.docusaurus.docs.sidebar_items import Item, walk
from migrator.post import PageLink
from migrator.site import Listing, SidebarItem

_ELSEWHERE = re.compile(r"\w*:|//", re.ASCII)


class Navigation:
    """The sidebars of one docs version, looked at from its pages."""

    def __init__(self, sidebars: Mapping[str, list[Item]], docs: Sequence[Doc], config: Config) -> None:
        self.sidebars = sidebars
        self.config = config
        self.docs = {doc.id: doc for doc in docs}
        self._stops = {name: [stop for item in items for stop in _stops(item)] for name, items in sidebars.items()}
        self._listed = {
            name: [stop for stop in stops if not self._is_unlisted(stop)] for name, stops in self._stops.items()
        }
        self._places = {
            name: {doc: place for place, stop in reversed(list(enumerate(stops))) if (doc := _doc_id(stop))}
            for name, stops in self._listed.items()
        }
        self._sidebar_of = {
            doc: name for name, stops in self._stops.items() for stop in stops if (doc := _doc_id(stop))
        }

    # ------------------------------------------------------------ docs

    def place(self, doc: Doc) -> list[str]:
        """Set a doc's sidebar, previous and next page.  Returns the front matter fields that name what is not there."""
        meta, wrong = doc.meta, []
        name = doc.choices.get("displayed_sidebar", self._sidebar_of.get(doc.id))
        if name is not None and name not in self.sidebars:
            wrong.append("displayed_sidebar")
            name = self._sidebar_of.get(doc.id)
        meta.sidebar = name
        if name is not None and (at := self._places[name].get(doc.id)) is not None:
            meta.previous, meta.next = self._around(self._listed[name], at)
        if "pagination_prev" in doc.choices:
            meta.previous = self._chosen(doc, "pagination_prev", wrong)
        if "pagination_next" in doc.choices:
            meta.next = self._chosen(doc, "pagination_next", wrong)
        return wrong

    def _around(self, stops: Sequence[Item], at: int) -> tuple[PageLink | None, PageLink | None]:
        previous = self._page_link(stops[at - 1]) if at > 0 else None
        following = self._page_link(stops[at + 1]) if at + 1 < len(stops) else None
        return previous, following

    def _chosen(self, doc: Doc, choice: str, wrong: list[str]) -> PageLink | None:
        wanted = doc.choices[choice]
        if wanted is None:
            return None
        chosen = self.docs.get(wanted)
        if chosen is None:
            wrong.append(choice)
        return _doc_link(chosen) if chosen and not chosen.meta.unlisted else None

    def _page_link(self, stop: Item) -> PageLink:
        if stop.type == "doc":
            return _doc_link(self.docs[stop.id], stop.label)
        if stop.link and stop.link.id:
            return _doc_link(self.docs[stop.link.id])
        return PageLink(stop.label or "", stop.link.permalink if stop.link else "")

    def _is_unlisted(self, stop: Item) -> bool:
        doc = self.docs.get(_doc_id(stop))
        return doc is not None and doc.meta.unlisted

    # ------------------------------------------------------------ sidebars

    def trees(self) -> dict[str, list[SidebarItem]]:
        """Return the sidebars as they are shown."""
        return {name: [self._shown(item) for item in items] for name, items in self.sidebars.items()}

    def starts(self) -> dict[str, PageLink]:
        """Return the first page of each sidebar, with the label that a navbar would give it."""
        firsts = {name: self._first(items) for name, items in self.sidebars.items()}
        return {name: first for name, first in firsts.items() if first}

    def main(self) -> str | None:
        """Return the page that a link to the version leads to (``docs.js: getMainDocId``)."""
        home = next((doc for doc in self.docs.values() if doc.meta.slug == "/"), None)
        stops = next(iter(self._stops.values()), [])
        first = next((self.docs.get(doc) for stop in stops if (doc := _doc_id(stop))), None)
        main = home or first or next(iter(self.docs.values()), None)
        return main.meta.permalink if main else None

    def _first(self, items: Iterable[Item]) -> PageLink | None:
        for item in items:
            if item.type == "doc":
                return PageLink(item.label or item.id, self.docs[item.id].meta.permalink)
            if item.type == "category":
                if item.link:
                    return PageLink(item.label or "", self._category_permalink(item) or "")
                if first := self._first(item.items):
                    return first
        return None

    def _shown(self, item: Item) -> SidebarItem:
        if item.type in ("doc", "ref"):
            doc = self.docs[item.id]
            meta = doc.meta
            label = next(text for text in (meta.sidebar_label, item.label, meta.title) if text is not None)
            return SidebarItem(
                "doc",
                label,
                meta.permalink,
                class_name=doc.class_name or item.class_name,
                custom_props=doc.custom_props or item.custom_props or {},
                unlisted=meta.unlisted,
            )
        shown = SidebarItem("link", item.label or "", class_name=item.class_name, custom_props=item.custom_props or {})
        shown.description = item.description
        if item.type == "html":
            shown.kind, shown.html = "html", item.html
        elif item.type == "link":
            self._lead(shown, item)
        else:
            linked = self.docs.get(item.link.id) if item.link else None
            shown.kind = "category"
            shown.items = [self._shown(inner) for inner in item.items]
            shown.collapsed = bool(item.collapsed)
            shown.collapsible = item.collapsible is not False
            if not (linked and linked.meta.unlisted):
                shown.permalink = self._category_permalink(item)
            if linked and item.custom_props is None:
                shown.custom_props = linked.custom_props or {}
        return shown

    def _lead(self, shown: SidebarItem, item: Item) -> None:
        """Set where a link item leads (``theme-classic``: ``Link``)."""
        if _ELSEWHERE.match(item.href):
            shown.href = item.href.removeprefix("pathname://")
        else:
            base = self.config.base_url
            inside = item.href.startswith(base) or not (item.add_base_url and item.href.startswith("/"))
            address = apply_trailing_slash(item.href if inside else base + item.href[1:], self.config)
            if "#" in address or "?" in address:
                shown.href = address
            else:
                shown.permalink = address

    def _category_permalink(self, item: Item) -> str | None:
        if not item.link:
            return None
        return self.docs[item.link.id].meta.permalink if item.link.id else item.link.permalink

    # ------------------------------------------------------------ generated indexes

    def indexes(self) -> list[Listing]:
        """Return the generated indexes of categories.  One that stands in two sidebars belongs to the first."""
        listings: dict[str, Listing] = {}
        for name, stops in self._stops.items():
            for at, stop in enumerate(stops):
                if stop.link and not stop.link.id and stop.link.permalink not in listings:
                    listing = self._index(stop)
                    listing.sidebar = name
                    listing.previous, listing.next = self._around(stops, at)
                    listings[listing.permalink] = listing
        return list(listings.values())

    def _index(self, category: Item) -> Listing:
        link = category.link
        assert link  # noqa: S101  # a stop that is a category has one
        cards = [shown for item in category.items if (shown := card(self._shown(item)))]
        return Listing(
            "category",
            link.permalink,
            link.title if link.title is not None else category.label or "",
            [one.permalink for one in cards if one.permalink],
            description=link.description,
            keywords=list(link.keywords),
            cards=cards,
        )


def _stops(item: Item) -> Iterable[Item]:
    """The items at which previous and next stop, in order."""
    return [inner for inner in walk([item]) if inner.type == "doc" or (inner.type == "category" and inner.link)]


def _doc_id(stop: Item) -> str:
    return stop.link.id if stop.link else stop.id


def _doc_link(doc: Doc, label: str | None = None) -> PageLink:
    labels = (doc.pagination_label, doc.meta.sidebar_label, label, doc.meta.title)
    return PageLink(next(text for text in labels if text is not None), doc.meta.permalink)


def card(item: SidebarItem) -> SidebarItem | None:
    """An item as a card: a category without a page leads to its first one (``theme-classic``: ``DocCard``)."""
    if item.kind == "html":
        return None
    if item.kind == "category" and not item.permalink:
        first = _first_target(item)
        return replace(item, permalink=first.permalink, href=first.href) if first else None
    return None if item.unlisted else item


def _first_target(category: SidebarItem) -> SidebarItem | None:
    for item in category.items:
        if item.kind != "html" and (item.permalink or item.href) and not item.unlisted:
            return item
        if item.kind == "category" and (first := _first_target(item)):
            return first
    return None
