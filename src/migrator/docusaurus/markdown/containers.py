"""The containers of a page, line by line: quotes, list items, directives.

They are followed as CommonMark does, with two rules of MDX: there is no indented code, so any indentation goes (what is
too deep for CommonMark is taken away in the projection), and a tag, an expression, a comment or a directive line can
interrupt a paragraph.  MDX 1, Docusaurus 2's, has indented code, but only behind a blank line: what stands closer to a
tag belongs to it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Literal

from migrator.docusaurus.markdown import lines
from migrator.docusaurus.markdown.directives import read_line
from migrator.docusaurus.markdown.mdx1_jsx import inside, jsx_blocks
from migrator.docusaurus.markdown.settings import Settings
from migrator.docusaurus.markdown.tags import Budget
from migrator.docusaurus.markdown.tokens import Edit, Kind, Region, Token

#: A column that no line reaches.
_NOWHERE = 10**9
#: In quotes nested deeper than this, a tag must end on its line.
_DEEPEST_QUOTE = 8


@dataclass(slots=True)
class Box:
    """An open container.  Columns count from the innermost quote's mark; ``projected`` is the one in the projection."""

    kind: Literal["quote", "item", "directive"]
    column: int = 0
    projected: int = 0
    token: Token | None = None
    limit: int = -1


class Containers(ABC):
    """Finds the containers in ``text`` from ``start`` on, and hands each line behind their marks to ``leaf``."""

    def __init__(self, text: str, start: int, settings: Settings, budget: Budget) -> None:
        self.text = text
        self.settings = settings
        self.budget = budget
        self.mdx = settings.format == "mdx"
        self.mdx1 = self.mdx and settings.generation == 2
        self.last = len(text.rstrip())  # where the last line ends that says anything
        self.jsx = jsx_blocks(text, start) if self.mdx1 else []
        self.left = _NOWHERE  # where the content of the item begins in the projection that this line has left
        self.code_end = -2  # where the last line of indented code ended
        self.titled = settings.admonitions if settings.admonition_titles_inline else ()
        self.tokens: list[Token] = []
        self.edits: list[Edit] = []
        self.regions: list[Region] = []
        self.stack: list[Box] = []
        self.paragraph = -1
        self.paragraph_end = -1
        self.table = False  # whether the open paragraph is one
        self.rows_end = -2  # where the last row of a table of MDX 1 ended
        self.unquoted: dict[int, str] = {}
        self.partial = -1  # where the last token ended that ``flow`` found
        self.last_comment = len(text)  # from here on no comment ends
        self.begin = self.next = start  # where the line being read begins, and the one behind it
        self.read(start)

    @abstractmethod
    def leaf(self, base: int, first: int, end: int, width: int) -> int:
        """Read what begins at ``first`` on a line that ends at ``end``; return where the next one begins.

        ``base`` is where the line begins behind its containers' marks, ``width`` its indentation in the projection.
        """

    @abstractmethod
    def flow(self, at: int) -> list[Token] | None:
        """Read tags, expressions and comments from ``at`` on; ``None`` where something else is on their lines."""

    def read(self, at: int) -> None:
        text, size, special = self.text, len(self.text), lines.SPECIAL
        find = text.find
        while at < size:
            end = find("\n", at)
            if end < 0:
                end = size
            first = text[at] if at < end else "\n"
            if not self.stack:
                if first == "\n":
                    if self.paragraph >= 0:
                        self.flush()
                    at = end + 1
                    continue
                if first not in special:
                    if self.paragraph < 0:
                        self.paragraph = at
                    self.paragraph_end = end
                    at = end + 1
                    continue
            at = self.line(at, end)
        self.flush()

    def flush(self) -> None:
        """End the open paragraph, if there is one."""
        if self.paragraph >= 0:
            self.regions.append(Region(self.paragraph, self.paragraph_end, self.quoted(), table=self.table))
            self.paragraph = -1
            self.table = False

    def quoted(self) -> int:
        return sum(box.kind == "quote" for box in self.stack)

    def readable(self, depth: int) -> str:
        """The text as it is inside of ``depth`` quotes: without their marks, each character in its place."""
        if not depth:
            return self.text
        depth = min(depth, _DEEPEST_QUOTE)
        if depth not in self.unquoted:
            self.unquoted[depth] = lines.unquoted(self.text, depth)
        return self.unquoted[depth]

    # ------------------------------------------------------------ lines

    def line(self, start: int, end: int) -> int:
        """Read the line from ``start`` to ``end``; return where the next one begins."""
        text = self.text
        self.begin, self.next = start, end + 1
        self.left = _NOWHERE
        base = start
        matched = 0
        for box in self.stack:
            if box.kind == "directive":
                colons = self.closing(box, base, end, matched)
                if colons >= 0:
                    return self.close(matched, colons, end, base)
            else:
                first = self.after_spaces(base)
                if box.kind == "quote":
                    if text[first : first + 1] != ">":
                        break
                    if self.mdx and first > base:
                        self.shallow(base, first, matched)
                    base = first + 1
                    if text[base : base + 1] in (" ", "\t"):
                        base += 1
                elif first < end and text[first] != "\r" and self.column(base, first) < box.column:
                    break
            matched += 1
        first = self.after_spaces(base)
        blank = first >= end or text[first] == "\r"
        if matched < len(self.stack):
            if self.paragraph >= 0 and not blank and not self.starts_block(first, end):
                self.paragraph_end = end
                return end + 1
            self.flush()
            left = self.stack[matched]
            self.left = left.projected if left.kind == "item" and left.projected < left.column else self.left
            del self.stack[matched:]
        if blank:
            self.flush()
            return end + 1
        return self.open(base, first, end)

    def starts_block(self, first: int, end: int) -> bool:
        """Tell whether what begins at ``first`` can interrupt a paragraph from outside its container."""
        text = self.text
        char = text[first]
        if char in ">#":
            return char == ">" or bool(lines.HEADING.match(text, first, end))
        if char in "`~":
            return bool(lines.FENCE.match(text, first))
        if char in "-+*0123456789_":
            marker = lines.MARKER.match(text, first, end)
            return bool(lines.THEMATIC.match(text, first) or (marker and marker[1] in (None, "1")))
        if char == ":":
            return bool(read_line(text, first, end, self.titled))
        if char == "<":
            return text.startswith("<!--", first) or (self.mdx and self.flow(first) is not None)
        return char == "{" and self.mdx and self.flow(first) is not None

    def closing(self, box: Box, base: int, end: int, depth: int) -> int:
        """Return where the colons are that close the directive ``box`` on the line behind ``base``; -1 without any.

        In Docusaurus 2 as many colons as it was opened with do so, whatever follows
        (`mdx-loader` 2, ``remark/admonitions/index.js``).
        """
        level = box.token.level if box.token else 0
        found = lines.CLOSING.match(self.text, base, end)
        if found is None and self.mdx1:
            first = self.after_spaces(base)
            if self.column(base, first) == self.columns(depth)[0]:
                found = lines.SAME_COLONS.match(self.text, first, end)
        if found is None:
            return -1
        size = len(found[1])
        return found.start(1) if size == level or (size > level and not self.mdx1) else -1

    def close(self, depth: int, at: int, end: int, base: int) -> int:
        """Close the directive at ``depth`` of the stack, and all inside."""
        self.flush()
        box = self.stack[depth]
        del self.stack[depth:]
        self.indent(base, at, self.columns()[1])
        stop = len(self.text[at:end].rstrip()) + at
        self.tokens.append(Token(Kind.DIRECTIVE_END, at, stop, flow=True, opener=box.token))
        return end + 1

    def open(self, base: int, first: int, end: int) -> int:
        """Open the containers that begin on a line, then read what is in them."""
        text = self.text
        space = base  # where the white space before ``first`` begins
        while True:
            column = self.column(base, first)
            content, projected = self.columns()
            excess = column - content
            if excess >= 4 and space == base and (not self.mdx or (self.mdx1 and self.begins_code())):
                if self.paragraph >= 0:
                    self.paragraph_end = end
                self.code_end = end
                return end + 1
            if space == base:
                width = projected + (excess if excess < 4 else 0)
                if width >= self.left:  # the line would be drawn into the item that it has left
                    width = projected
                if width != column:
                    self.indent(space, first, width)
            else:
                width = projected
            char = text[first]
            if self.jsx and inside(self.jsx, first):
                break
            if char == ">":
                self.flush()
                self.stack.append(Box("quote"))
                base = first + 1
                if text[base : base + 1] in (" ", "\t"):
                    base += 1
                space = base
                first = self.after_spaces(base)
            elif char in "-+*0123456789" and (marker := self.marker(first, end)):
                self.flush()
                after = marker.end()
                next_first = self.after_spaces(after)
                empty = next_first >= end or text[next_first] == "\r"
                gap = 1 if empty else self.column(base, next_first) - self.column(base, after)
                if gap > 4 and not self.mdx:
                    gap = 1
                shown = 1 if gap > 4 else gap
                size = after - first
                self.stack.append(Box("item", column + size + gap, width + size + shown))
                if empty:
                    return end + 1
                if gap > 4:
                    self.indent(after, next_first, 1)
                space, first = after, next_first
            else:
                break
            if first >= end or text[first] == "\r":
                return end + 1
        return self.leaf(base, first, end, width)

    def begins_code(self) -> bool:
        """Tell whether an indented line of MDX 1 is code: behind more of it, or behind a blank line."""
        if self.paragraph >= 0:
            return False
        above = self.text[self.text.rfind("\n", 0, max(self.begin - 1, 0)) + 1 : self.begin]
        return self.code_end == self.begin - 1 or not above.strip(" \t\r\n>" if self.quoted() else " \t\r\n")

    def marker(self, first: int, end: int) -> re.Match[str] | None:
        text = self.text
        found = lines.MARKER.match(text, first, end)
        if found is None or (found[1] is None and lines.THEMATIC.match(text, first)):
            return None
        if self.paragraph >= 0:
            rest = self.after_spaces(found.end())
            if rest >= end or text[rest] == "\r" or found[1] not in (None, "1"):
                return None
        return found

    # ------------------------------------------------------------ columns and places

    def after_spaces(self, at: int) -> int:
        found = lines.SPACES.match(self.text, at)
        return found.end() if found else at

    def column(self, base: int, at: int) -> int:
        """The column of ``at``, counted from ``base``, tabs expanded."""
        before = self.text[base:at]
        return len(before.expandtabs(4)) if "\t" in before else at - base

    def columns(self, depth: int | None = None) -> tuple[int, int]:
        """The column where the content of the innermost of ``depth`` containers begins, here and in the projection."""
        for at in range((len(self.stack) if depth is None else depth) - 1, -1, -1):
            box = self.stack[at]
            if box.kind == "quote":
                break
            if box.kind == "item":
                return box.column, box.projected
        return 0, 0

    def shallow(self, base: int, first: int, depth: int) -> None:
        """Take the indentation before a further mark of a quote that would make the mark text in CommonMark."""
        content, projected = self.columns(depth)
        excess = self.column(base, first) - content
        if excess >= 4 or content != projected:
            self.indent(base, first, projected + (excess if excess < 4 else 0))

    def indent(self, start: int, first: int, width: int) -> None:
        """Make the white space from ``start`` to ``first`` ``width`` wide in the projection."""
        if first - start != width:
            self.edits.append(Edit(start, first, " " * width))

    def prefix(self) -> str:
        """What a further line of the innermost container begins with, in the projection."""
        parts: list[str] = []
        width = 0
        for box in self.stack:
            if box.kind == "quote":
                parts.append("> ")
                width = 0
            elif box.kind == "item":
                parts.append(" " * (box.projected - width))
                width = box.projected
        return "".join(parts)

    def line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def next_line(self, at: int) -> int:
        return self.line_end(at) + 1

    def limit(self) -> int:
        """Where the innermost quote or list item ends at the latest."""
        limit = len(self.text)
        quoted = False
        for box in self.stack:
            if box.kind == "directive":
                continue
            quoted = quoted or box.kind == "quote"
            if box.limit < self.next:
                found = lines.outside(box.kind, box.column, quoted).search(self.text, self.next)
                box.limit = found.start() if found else len(self.text)
            limit = min(limit, box.limit)
        return limit

    def limit_from(self, end: int) -> int:
        return max(self.limit(), end + 1) if end < len(self.text) else len(self.text)
