"""Links to places on other pages: whether they are there is known when all pages have been read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from migrator.diagnostics import Code, Diagnostic
from migrator.post import AnchorLink, Post
from migrator.site import Listing, Site

#: Leads to the beginning of any page (HTML, "select the indicated part").
_TOP = "top"
#: No id holds white space.
_BETWEEN = "\n"


@dataclass(slots=True)
class Anchors:
    """What pages have and what they want, in as little memory as may be: ids are joined to one string a page."""

    ids: dict[str, str] = field(default_factory=dict)
    links: list[AnchorLink] = field(default_factory=list)

    def add(self, post: Post) -> None:
        """Take in what a page has and wants."""
        if post.anchors is not None:
            self.ids[post.meta.permalink] = _BETWEEN.join(sorted(post.anchors))
        self.links += post.anchor_links

    def update(self, other: Anchors) -> None:
        """Take in what other pages have and want."""
        self.ids |= other.ids
        self.links += other.links

    def missing(self, site: Site) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each link whose page is known and has no such id."""
        listings = {one.permalink: one for edition in site.editions for one in edition.listings}
        for link in self.links:
            listing = listings.get(link.permalink)
            pages = _shown(listing) if listing else [link.permalink]
            if link.fragment != _TOP and pages is not None and not self._may_have(pages, link.fragment):
                message = f"The page that {link.url} leads to has no anchor #{link.fragment}."
                yield Diagnostic(Code.BROKEN_ANCHOR, message, link.path, link.line, link.column, subject=link.url)

    def _may_have(self, pages: list[str], fragment: str) -> bool:
        """Whether one of the pages has the id, or may have it."""
        found = (self.ids.get(page) for page in pages)
        return any(ids is None or fragment in ids.split(_BETWEEN) for ids in found)


def _shown(listing: Listing) -> list[str] | None:
    """The pages whose text a list may show at its address, ``None`` where it has headings of its own."""
    if listing.kind in ("tags", "archive", "authors", "search"):
        return None
    return [] if listing.kind == "category" else listing.items[: listing.page_size]
