"""What a site's own layout puts between the lines of every page: a call for donations, a frame for advertisements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from migrator.verify.page import CONTENT, Kind, Page, RenderedSite

_FEW = 10  # pages, below which nothing can be told
_MOST = 0.95  # of the pages

Thing = tuple[str, str | tuple[str, str]]


class Furniture:
    """What stands on most pages of a kind.

    It is no content of the page.  Where the target has it too, the page is compared as it is; where it has not, that
    is told once for the site (``left_out``), not for each page.  Text is furniture only over or under all other text of
    the pages: what is said in between is the author's, however often.
    """

    def __init__(self, site: RenderedSite) -> None:
        self._common: dict[Kind, frozenset[Thing]] = {}
        self._left_out: set[Thing] = set()
        content = [page for page in site.pages.values() if page.kind in CONTENT]
        everywhere = _common(content)
        for kind in CONTENT:
            pages = [page for page in content if page.kind == kind]
            texts = [page.text for page in pages]
            common = everywhere | _common(pages)
            common.update(("text", text) for text in _edge(texts))
            common.update(("text", text) for text in _edge([text[::-1] for text in texts]))
            self._common[kind] = frozenset(common)

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


def _common(pages: list[Page]) -> set[Thing]:
    counts = Counter(thing for page in pages for thing in _things(page) if thing[0] != "text")
    return {thing for thing, count in counts.items() if count >= max(_FEW, _MOST * len(pages))}


def _edge(texts: list[list[str]]) -> Iterator[str]:
    """Yield the blocks that almost all texts begin with."""
    for index in range(max(map(len, texts), default=0)):
        text, count = Counter(blocks[index] for blocks in texts if len(blocks) > index).most_common(1)[0]
        if count < max(_FEW, _MOST * len(texts)):
            return
        yield text


def _things(page: Page) -> set[Thing]:
    ids = {anchor for _, anchor, _ in page.headings}
    things: set[Thing] = {("text", text) for text in page.text}
    things.update(("link", link) for link in page.links)
    things.update(("image", image) for image in page.images)
    things.update(("embed", address) for address in page.embeds)
    things.update(("anchor", anchor) for anchor in page.anchors if anchor not in ids)
    return things
