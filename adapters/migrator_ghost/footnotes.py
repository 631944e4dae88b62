"""Footnotes: numbered as they are referred to, and written together at the end of the page."""

from __future__ import annotations

from collections.abc import Sequence

from migrator import nodes as n


class Footnotes:
    """The footnotes of a page.  As in Docusaurus, a note that nothing refers to is not shown."""

    def __init__(self, root: n.Root) -> None:
        self._definitions: dict[str, n.FootnoteDefinition] = {}
        for node in root.walk():
            if isinstance(node, n.FootnoteDefinition):
                self._definitions.setdefault(node.identifier, node)
        self._numbers: dict[str, int] = {}
        self._number([root])
        notes = list(self._numbers)
        for identifier in notes:  # grows: a note may be the first to refer to another
            before = len(self._numbers)
            self._number(self._definitions[identifier].children)
            notes += list(self._numbers)[before:]

    def _number(self, nodes: Sequence[n.Node]) -> None:
        stack = list(nodes[::-1])
        while stack:
            node = stack.pop()
            if isinstance(node, n.FootnoteReference) and node.identifier in self._definitions:
                self._numbers.setdefault(node.identifier, len(self._numbers) + 1)
            elif isinstance(node, n.Parent) and not isinstance(node, n.FootnoteDefinition):
                stack += [*node.heading_nodes(), *node.children][::-1]

    def number(self, reference: n.FootnoteReference) -> int | None:
        """Return the number of the note that is referred to; ``None`` where there is no such note."""
        return self._numbers.get(reference.identifier)

    def notes(self) -> list[tuple[int, n.FootnoteDefinition]]:
        """Return the notes to show, in the order of their numbers."""
        return [(number, self._definitions[identifier]) for identifier, number in self._numbers.items()]


def note_id(number: int) -> str:
    """Return the anchor of a note."""
    return f"fn-{number}"
