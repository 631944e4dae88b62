"""What a site's own layout puts between the lines of every page: a call for donations, a frame for advertisements."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from migrator.verify.page import CONTENT, Kind, Page, RenderedSite

_FEW = 10  # pages, below which nothing can be told
_MOST = 0.8  # of the pages

Thing = tuple[str, str | tuple[str, str]]


class Furniture:
    """What stands on most pages of a kind.

    It is no content of the page.  Where the target has it too, the page is compared as it is; where it has not, that
    is told once for the site (``left_out``), not for each page.  Headings are never furniture.
    """

    def __init__(self, site: RenderedSite) -> None:
        self._common: dict[Kind, frozenset[Thing]] = {}
        self._left_out: set[Thing] = set()
        for kind in CONTENT:
            pages = [page for page in site.pages.values() if page.kind == kind]
            counts: Counter[Thing] = Counter()
            for page in pages:
                counts.update(_things(page))
            least = max(_FEW, _MOST * len(pages))
            self._common[kind] = frozenset(thing for thing, count in counts.items() if count >= least)

    def clear(self, page: Page, after: Page) -> Page:
        """Return the page without the furniture that it has lost."""
        common = self._common.get(page.kind)
        if not common:
            return page
        gone = (common & _things(page)) - _things(after)
        if not gone:
            return page
        self._left_out |= gone
        return replace(
            page,
            text=[text for text in page.text if ("text", text) not in gone],
            links=[link for link in page.links if ("link", link) not in gone],
            images=[image for image in page.images if ("image", image) not in gone],
            embeds=[address for address in page.embeds if ("embed", address) not in gone],
            anchors=[anchor for anchor in page.anchors if ("anchor", anchor) not in gone],
        )

    def left_out(self) -> list[str]:
        """Describe what was left out, and once would do."""
        return sorted(f"{name}: {value if isinstance(value, str) else value[0]}" for name, value in self._left_out)


def _things(page: Page) -> set[Thing]:
    headings = {text for _, _, text in page.headings}
    ids = {anchor for _, anchor, _ in page.headings}
    things: set[Thing] = {("text", text) for text in page.text if text not in headings}
    things.update(("link", link) for link in page.links)
    things.update(("image", image) for image in page.images)
    things.update(("embed", address) for address in page.embeds)
    things.update(("anchor", anchor) for anchor in page.anchors if anchor not in ids)
    return things
