"""The block pass of the lexer: lines, containers, and what stands on lines of its own.

Containers (quotes, list items, directives) are followed as CommonMark does, with two rules of MDX: there is no
indented code, so any indentation goes (what is too deep for CommonMark is taken away in the projection), and a tag, an
expression, a comment or a directive line can interrupt a paragraph.  MDX 1, Docusaurus 2's, has indented code, but only
behind a blank line: what stands closer to a tag belongs to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from migrator.docusaurus.markdown import lines
from migrator.docusaurus.markdown.directives import read_line
from migrator.docusaurus.markdown.javascript_scan import is_module, is_open
from migrator.docusaurus.markdown.mdx1_jsx import begins, inside, jsx_blocks
from migrator.docusaurus.markdown.settings import Settings
from migrator.docusaurus.markdown.tags import Budget, read_comment, read_expression, read_tag
from migrator.docusaurus.markdown.tokens import Edit, Kind, Region, Token

_ESM_TRIES = 40
_MARKED = re.compile(r"[-+*_=#>~:]|\d{1,9}[.)]")

#: Directives nested deeper than this are text.
DEEPEST = 100


@dataclass(slots=True)
class Box:
    """An open container.  Columns count from the innermost quote's mark; ``projected`` is the one in the projection."""

    kind: Literal["quote", "item", "directive"]
    column: int = 0
    projected: int = 0
    token: Token | None = None
    limit: int = -1


#: In quotes nested deeper than this, a tag must end on its line.
#: A column that no line reaches.
_NOWHERE = 10**9
_DEEPEST_QUOTE = 8


class Blocks:
    """Finds tokens, edits and regions of running text in ``text`` from ``start`` on."""

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

    # ------------------------------------------------------------ containers

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

    def after_spaces(self, at: int) -> int:
        found = lines.SPACES.match(self.text, at)
        return found.end() if found else at

    def column(self, base: int, at: int) -> int:
        """The column of ``at``, counted from ``base``, tabs expanded."""
        before = self.text[base:at]
        return len(before.expandtabs(4)) if "\t" in before else at - base

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

    # ------------------------------------------------------------ leaves

    def leaf(self, base: int, first: int, end: int, width: int) -> int:
        """Read a line behind its containers' marks."""
        text = self.text
        while True:
            char = text[first]
            if self.jsx and char not in "<{" and inside(self.jsx, first):
                return self.raw(first, end)
            if self.jsx and char == "<" and begins(self.jsx, first):
                self.flush()
            if char in "`~" and (fence := lines.FENCE.match(text, first)):
                self.flush()
                return self.fence(fence[1] or fence[2], base, first, end, width)
            if char == "#" and lines.HEADING.match(text, first, end):
                self.flush()
                self.regions.append(Region(first, end, heading=True))
                return end + 1
            if char in "-*_" and lines.THEMATIC.match(text, first):
                self.flush()
                return end + 1
            if char in "=-" and self.paragraph >= 0 and lines.SETEXT.match(text, first):
                self.flush()
                return end + 1
            if char == ":" and self.directive(first, end):
                return end + 1
            if char == "<" and self.settings.comments and text.startswith("<!--", first):
                comment = self.read_comment(first)
                if comment:
                    following = self.comment(comment)
                    if following < 0:
                        return self.next_line(comment.end)
                    first, end = following, self.line_end(following)
                    continue
            if char in "<{" and self.mdx:
                tokens = self.flow(first)
                if tokens:
                    self.flush()
                    self.tokens.extend(tokens)
                    return self.next_line(tokens[-1].end)
                if self.partial > end:  # a tag in running text has lines of its own, whatever they begin with
                    if self.paragraph < 0:
                        self.paragraph = first
                    self.paragraph_end = self.line_end(self.partial)
                    return self.paragraph_end + 1
            if char in "ie" and first == base and self.mdx and (after := self.module(first)):
                return after
            if char == "$" and self.settings.math and (math := lines.MATH.match(text, first)):
                self.flush()
                return self.math(len(math[1]), base, first, end)
            if char == "[":
                footnote = lines.FOOTNOTE.match(text, first, end)
                if footnote:
                    self.flush()
                    content, projected = self.columns()
                    self.stack.append(Box("item", content + 4, projected + 4))
                    if footnote.end() < end:
                        self.paragraph, self.paragraph_end = footnote.end(), end
                    return end + 1
                if self.paragraph < 0 and (definition := lines.DEFINITION.match(text, first)):
                    return self.next_line(definition.end())
            break
        if self.mdx1:
            self.row(first, end)
        if char == "|":
            self.flush()
            self.regions.append(Region(first, end, table=True))
            return end + 1
        if char in ":-" and lines.DELIMITERS.match(text, first):
            self.table = True
        if self.paragraph < 0:
            self.paragraph = first
        self.paragraph_end = end
        return end + 1

    def raw(self, first: int, end: int) -> int:
        """Read a line of a JSX block of MDX 1: it is text, whatever it begins with."""
        if self.text[first] not in "`" and _MARKED.match(self.text, first):
            self.tokens.append(Token(Kind.LITERAL, first, first + 1))
        if self.paragraph < 0:
            self.paragraph = first
        self.paragraph_end = end
        return end + 1

    def row(self, first: int, end: int) -> None:
        """Read a row that goes on a table of MDX 1, or the delimiters that make one, on the second line of a block.

        On another line they are text: no table interrupts a paragraph (`remark-parse` 8, ``tokenize/table.js``).
        """
        goes_on = self.rows_end == self.begin - 1
        if not goes_on and not lines.DELIMITER_ROW.match(self.text, first):
            return
        header = self.text.rfind("\n", 0, max(self.begin - 1, 0)) + 1
        own = self.regions[-1:] and self.regions[-1].start >= header
        before = self.regions[-2 if own else -1 :][:1]
        above = before and before[0].end == header - 1 and not before[0].heading
        if goes_on or not (above or 0 <= self.paragraph < header):
            self.rows_end = end
        else:
            self.tokens.append(Token(Kind.LITERAL, first, first + 1))

    def line_end(self, at: int) -> int:
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end

    def next_line(self, at: int) -> int:
        return self.line_end(at) + 1

    def directive(self, first: int, end: int) -> bool:
        stop = first + len(self.text[first:end].rstrip())
        titled = self.titled if lines.PREFIX.fullmatch(self.text, self.begin, first) else ()
        token = read_line(self.text, first, stop, titled)
        if token is None or len(self.stack) > DEEPEST or (self.mdx1 and end >= self.last):
            return False  # in Docusaurus 2 no directive begins on the last line: it is looked for with its line break
        self.flush()
        self.tokens.append(token)
        if token.level > 2:
            self.stack.append(Box("directive", token=token))
        return True

    def read_comment(self, at: int) -> Token | None:
        """Read the comment at ``at``, unless it is known that none ends any more."""
        if at >= self.last_comment:
            return None
        token = read_comment(self.text, at, self.limit(), flow=True)
        if token is None and "-->" not in self.text[at:]:
            self.last_comment = at
        return token

    def comment(self, token: Token) -> int:
        """Take a comment; return where more begins on its last line, -1 where nothing does."""
        self.flush()
        self.tokens.append(token)
        first = self.after_spaces(token.end)
        if first >= self.line_end(token.end) or self.text[first] == "\r":
            return -1
        self.edits.append(Edit(token.end, first, "\n" + self.prefix()))
        return first

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

    def flow(self, at: int) -> list[Token] | None:
        """Read tags, expressions and comments from ``at`` on; ``None`` where something else is on their lines."""
        text = self.readable(self.quoted())
        limit = self.limit()
        tokens: list[Token] = []
        self.partial = -1
        while True:
            at = self.after_spaces(at)
            if at >= len(text) or text[at] in "\r\n":
                return tokens
            token = None
            if text[at] == "{":
                token = read_expression(text, at, limit, self.budget)
            elif text[at] == "<":
                if text.startswith("<!--", at):
                    token = self.read_comment(at) if self.settings.comments else None
                else:
                    token = read_tag(text, at, limit, self.budget)
            if token is None:
                return None
            token.flow = True
            tokens.append(token)
            at = self.partial = token.end

    def module(self, first: int) -> int:
        """Read an ESM block; return where the line behind it begins, 0 where there is none."""
        text = self.text
        if (
            self.paragraph >= 0
            or not lines.ESM.match(text, first)
            or any(box.kind != "directive" for box in self.stack)
        ):
            return 0
        at = first
        for _ in range(_ESM_TRIES):
            blank = lines.BLANK_LINE.search(text, at)
            end = blank.start() if blank else len(text)
            if self.budget.left < 0:
                return 0
            source = text[first:end]
            if is_module(source):
                stop = first + len(source.rstrip())
                self.tokens.append(Token(Kind.ESM, first, stop, flow=True, value=text[first:stop]))
                return self.next_line(stop)
            self.budget.spend(end - first + 1000)
            if blank is None or not is_open(source):
                break
            at = end + 1
        return 0

    # ------------------------------------------------------------ fences

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

    def fence(self, mark: str, base: int, first: int, end: int, width: int) -> int:
        """Skip fenced code; return where the line behind it begins."""
        limit = self.limit_from(end)
        begin = min(end + 1, limit)
        found = lines.fence_end(mark[0], len(mark)).search(self.text, begin, limit)
        stop = self.next_line(found.end()) if found else limit
        closing = self.directive_end(begin, found.start() if found else limit)
        if closing >= 0:  # a directive's end is looked for first, on every line
            stop = closing
            self.edits.append(Edit(stop, stop, f"{self.prefix()}{mark}\n"))
        surplus = self.column(base, first) - width
        if surplus > 0:
            self.dedent(end + 1, stop, surplus)
        return stop

    def directive_end(self, start: int, stop: int) -> int:
        """Return the beginning of the first line that closes an open directive, -1 where there is none."""
        levels = [box.token.level for box in self.stack if box.token]
        if levels:
            for found in lines.COLONS.finditer(self.text, start, stop):
                if len(found[1]) >= min(levels):
                    return found.start()
        return -1

    def limit_from(self, end: int) -> int:
        return max(self.limit(), end + 1) if end < len(self.text) else len(self.text)

    def dedent(self, at: int, stop: int, surplus: int) -> None:
        """Take up to ``surplus`` columns of white space from the lines between ``at`` and ``stop``."""
        text = self.text
        while at < stop:
            end = self.line_end(at)
            start = lines.QUOTES.match(text, at, end)
            begin = start.end() if start else at
            first = self.after_spaces(begin)
            if first > begin:
                width = max(0, self.column(begin, first) - surplus)
                self.indent(begin, first, width)
            at = end + 1

    def math(self, size: int, base: int, first: int, end: int) -> int:
        """Read a block of TeX between lines of ``$$``."""
        text = self.text
        limit = self.limit_from(end)
        found = lines.fence_end("$", size).search(text, min(end + 1, limit), limit)
        stop = found.end() if found else limit
        last = found.start() if found else limit
        surplus = self.column(base, first)
        body = [self.stripped(line, surplus) for line in text[end + 1 : last].split("\n")]
        close = first + len(text[first:stop].rstrip())
        self.tokens.append(Token(Kind.MATH, first, close, flow=True, value="\n".join(body).rstrip("\n")))
        return self.next_line(close)

    def stripped(self, line: str, surplus: int) -> str:
        if self.quoted():
            found = lines.QUOTES.match(line)
            line = line[found.end() :] if found else line
        spaces = len(line) - len(line.lstrip(" \t"))
        return line[min(spaces, surplus) :]
