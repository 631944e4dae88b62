"""Links to places on other pages: whether they are there is known when all pages have been read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from migrator.diagnostics import Code, Diagnostic
from migrator.post import AnchorLink, Post
from migrator.site import Site

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
        """Yield a diagnostic for each link whose page is known and has no such id.

        A category's list has no ids.  Other lists show parts of pages, and theirs.
        """
        bare = {one.permalink for edition in site.editions for one in edition.listings if one.kind == "category"}
        for link in self.links:
            ids = "" if link.permalink in bare else self.ids.get(link.permalink)
            if ids is None or link.fragment == _TOP or link.fragment in ids.split(_BETWEEN):
                continue
            message = f"The page that {link.url} leads to has no anchor #{link.fragment}."
            yield Diagnostic(Code.BROKEN_ANCHOR, message, link.path, link.line, link.column, subject=link.url)
