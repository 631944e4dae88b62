"""A printer whose spelling a patcher uses too: the marks around a container, a heading's id, an excerpt's end."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from migrator import nodes as n
from migrator.targets import Target
from migrator.writers.markdown import Printer


class PatchPrinter(Printer, ABC):
    """``explicit_ids`` are the headings (by identity) that must carry their id."""

    #: What ends a post's excerpt.
    more: ClassVar[str] = "<!-- truncate -->"

    def __init__(
        self, spell: Callable[[Target], str | None] | None, *, math: bool, explicit_ids: set[int], is_post: bool
    ) -> None:
        super().__init__(spell)
        self._math = math
        self._explicit_ids = explicit_ids
        self._is_post = is_post
        self._in_tabs = 0

    @abstractmethod
    def marker(self, id: str) -> str:
        """Return what gives a heading its id, with the white space before it."""

    @abstractmethod
    def tabs_tags(self, node: n.Tabs, *, nested: bool) -> tuple[str, str]:
        """Return the marks before and behind a group of tabs; ``nested``: inside another group."""

    @abstractmethod
    def tab_tags(self, node: n.Tab) -> tuple[str, str]:
        """Return the marks before and behind one tab."""

    def heading_id(self, node: n.Heading) -> str:
        return self.marker(node.id) if id(node) in self._explicit_ids else ""

    def tabs(self, node: n.Tabs) -> str:
        open_tag, close_tag = self.tabs_tags(node, nested=self._in_tabs > 0)
        self._in_tabs += 1
        body = self.blocks(node.children)
        self._in_tabs -= 1
        return "\n\n".join(part for part in (open_tag, body, close_tag) if part)

    def tab(self, node: n.Tab) -> str:
        open_tag, close_tag = self.tab_tags(node)
        return "\n\n".join(part for part in (open_tag, self.blocks(node.children), close_tag) if part)

    def truncate(self, node: n.Truncate) -> str:
        return self.more if self._is_post else ""
