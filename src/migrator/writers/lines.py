"""The lines of a container: what stands before their content, and how to change it.

The content of a blockquote or a list item begins behind a prefix that differs from line to line ("> ", ">",
indentation, nothing in a lazy line).  A ``Frame`` knows the containers around a block and finds that place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from migrator.nodes import Code, Heading, Node, Paragraph, Parent, Table
from migrator.writers.edits import Edits

_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])([ \t]*)")


@dataclass(frozen=True, slots=True)
class Frame:
    """One container around a block, and the frame of that container.

    ``quote``: a blockquote of the source.  ``item``: a list item, ``width`` columns wide.  ``cut``: indentation
    of up to ``width`` columns that has been deleted.  ``mark``: a text that has been put before each line.
    """

    parent: Frame | None = None
    kind: Literal["root", "quote", "item", "cut", "mark"] = "root"
    width: int = 0
    mark: str = ""

    @property
    def is_quoted(self) -> bool:
        """Whether the lines of the block begin with the marks of a quote."""
        return self.kind == "quote" or ">" in self.mark or (self.parent is not None and self.parent.is_quoted)

    def quote(self) -> Frame:
        return Frame(self, "quote")

    def item(self, width: int) -> Frame:
        return Frame(self, "item", width)

    def cut(self, width: int) -> Frame:
        return Frame(self, "cut", width) if width else self

    def marked(self, mark: str) -> Frame:
        return Frame(self, "mark", 0, mark)

    @property
    def prefix(self) -> str:
        """What a new line in this container must begin with, in the output."""
        before = self.parent.prefix if self.parent else ""
        if self.kind == "quote":
            return before + "> "
        if self.kind == "item":
            return before + " " * self.width
        return before + self.mark

    def steps(self) -> list[Frame]:
        """The frames from the outermost to this one, without the root."""
        found: list[Frame] = []
        frame: Frame | None = self
        while frame is not None and frame.kind != "root":
            found.append(frame)
            frame = frame.parent
        found.reverse()
        return found


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a line's content begins: the offset, its column, and columns of a tab that reach into the content.

    ``missing`` is the indentation that the line lacks (a blank or a lazy line).
    """

    offset: int
    column: int
    rest: int = 0
    missing: int = 0


def content_begin(text: str, line_start: int, line_end: int, steps: list[Frame]) -> Begin:
    """Find the content of a line inside the containers ``steps``."""
    at, column, rest, missing = line_start, 0, 0, 0
    for step in steps:
        if step.kind == "quote":
            look = at
            while look < line_end and text[look] in " \t":
                look += 1
            if look >= line_end or text[look] != ">":
                continue  # a lazy line
            column += look - at + 1
            at, rest = look + 1, 0
            if at < line_end and text[at] == " ":
                at += 1
                column += 1
            elif at < line_end and text[at] == "\t":
                rest = 3 - column % 4
                column += 1
                at += 1
        elif step.kind in ("item", "cut"):
            want = step.width
            taken = min(rest, want)
            want -= taken
            rest -= taken
            column += taken
            while want and at < line_end and text[at] in " \t":
                size = 1 if text[at] == " " else 4 - column % 4
                at += 1
                used = min(size, want)
                want -= used
                column += used
                rest = size - used
            if step.kind == "item":
                missing += want
    return Begin(at, column, rest, missing)


def columns(text: str, start: int, end: int, column: int) -> int | None:
    """Return how many columns of white space lie between two offsets; ``None`` if there is other text."""
    width = 0
    for char in text[start:end]:
        if char == " ":
            width += 1
        elif char == "\t":
            width += 4 - (column + width) % 4
        else:
            return None
    return width


def item_width(text: str, start: int, begin: Begin) -> int:
    """Return how far the content of the list item that begins at ``start`` is indented.

    ``begin`` is the place where the content of the list's own container begins on that line.
    """
    while start < len(text) and text[start] in " \t":
        start += 1
    found = _MARKER.match(text, start)
    before = columns(text, begin.offset, start, begin.column)
    if not found:
        return 2
    if before is None:  # behind the marker of an outer item, where that item's content begins
        before = 0
    marker = found.start(1) - found.start()
    column = begin.column + begin.rest + before + marker
    after = columns(text, found.start(1), found.end(1), column) or 0
    line_over = found.end(1) >= len(text) or text[found.end(1)] in "\r\n"
    return begin.rest + before + marker + (1 if line_over or not 1 <= after <= 4 else after)


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end (without the newline) of the lines that touch ``start`` to ``end``."""
    at = text.rfind("\n", 0, start) + 1
    while at < max(end, start + 1):
        stop = text.find("\n", at)
        if stop < 0:
            stop = len(text)
        yield at, stop - 1 if stop > at and text[stop - 1] == "\r" else stop
        at = stop + 1


def _as_fence(text: str, start: int, steps: list[Frame]) -> tuple[list[Frame], int]:
    """Return ``steps`` with no more indentation cut than the fence has whose line begins at ``start``, and how many
    columns of it are left behind them."""
    end = text.find("\n", start)

    def left(behind: list[Frame]) -> int:
        begin = content_begin(text, start, end, behind)
        blank = end - begin.offset - len(text[begin.offset : end].lstrip(" \t"))
        return begin.rest + (columns(text, begin.offset, begin.offset + blank, begin.column) or 0)

    limited: list[Frame] = []
    for step in steps:
        limited.append(Frame(None, "cut", min(step.width, left(limited))) if step.kind == "cut" else step)
    return limited, left(limited)


class LineEdits(Edits):
    """Edits that also know lines: indentation taken away, a mark put before each.

    The lines of fenced code below ``root`` have their fence's indentation, and what they have beyond it is code.
    """

    def __init__(self, text: str, root: Node | None = None) -> None:
        super().__init__(text)
        self._root = root
        self._blank: dict[int, tuple[int, str]] = {}

    def reindent(self, start: int, end: int, frame: Frame, cut: int, mark: str) -> None:
        """In the lines from ``start`` to ``end``, behind the prefix of ``frame``, delete up to ``cut`` columns of
        white space and insert ``mark``."""
        text = self.text
        steps = frame.steps()
        marked = any(step.kind == "mark" for step in steps)
        for line_start, line_end in lines(text, start, end):
            inner = [*steps, Frame(None, "cut", cut)]
            width = None
            if (fence := self._fences.get(line_start)) is not None:
                inner, width = _as_fence(text, fence, inner)
            begin = content_begin(text, line_start, line_end, inner[:-1])
            if not text[begin.offset : line_end].strip(" \t"):
                if mark:
                    _, so_far = self._blank.get(line_start, (0, ""))
                    kept = so_far or self._kept(line_start, begin.offset)
                    self._blank[line_start] = (line_end, kept + " " * begin.missing + mark)
                continue
            after = content_begin(text, line_start, line_end, inner) if cut else begin
            fill = " " * begin.missing + mark + " " * after.rest if mark else " " * after.rest
            at = after.offset
            if mark and "\t" in text[at:line_end]:
                stop = at + len(text[at:line_end]) - len(text[at:line_end].lstrip(" \t"))
                while at < stop and (width is None or (columns(text, after.offset, at, after.column) or 0) < width):
                    at += 1
                fill += " " * (columns(text, after.offset, at, after.column + after.rest) or 0)
            first = begin.offset
            if cut and after.rest < begin.rest and not marked:  # a tab of the container reaches into what is cut
                first -= 1
                size = 4 - len(text[line_start:first].expandtabs(4)) % 4
                fill = " " * (size - begin.rest) + fill
            if fill or at > first:
                self.replace(first, at, fill)

    @cached_property
    def _fences(self) -> dict[int, int]:
        """The lines of fenced code, by offset, and where the line of its fence begins."""
        found: dict[int, int] = {}
        pending: list[Node] = [self._root] if self._root else []
        while pending:
            node = pending.pop()
            if isinstance(node, Code) and node.fenced and node.span:
                (first, _), *inside = lines(self.text, *node.span)
                found.update((start, first) for start, _ in inside[:-1])
            elif isinstance(node, Parent) and not isinstance(node, Paragraph | Heading | Table):  # no code in those
                pending += node.children
        return found

    def _kept(self, line_start: int, offset: int) -> str:
        kept = self.text[line_start:offset]
        return kept + " " if kept.endswith(">") else kept

    def apply(self, start: int = 0, end: int | None = None) -> str:
        for line_start, (line_end, prefix) in sorted(self._blank.items()):
            self.replace(line_start, line_end, prefix.rstrip())
        self._blank.clear()
        return super().apply(start, end)
