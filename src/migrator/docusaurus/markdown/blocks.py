"""The block pass of the lexer: what stands on lines of its own, within the containers around it."""

from __future__ import annotations

import re

from migrator.docusaurus.markdown import lines
from migrator.docusaurus.markdown.containers import Box, Containers
from migrator.docusaurus.markdown.directives import read_line
from migrator.docusaurus.markdown.javascript_scan import is_module, is_open
from migrator.docusaurus.markdown.mdx1_jsx import begins, inside
from migrator.docusaurus.markdown.tags import read_comment, read_expression, read_tag
from migrator.docusaurus.markdown.tokens import Edit, Kind, Region, Token

_ESM_TRIES = 40
_MARKED = re.compile(r"[-+*_=#>~:]|\d{1,9}[.)]")

#: Directives nested deeper than this are text.
DEEPEST = 100


class Blocks(Containers):
    """Finds tokens, edits and regions of running text in a page."""

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
        if self.text[first] != "`" and _MARKED.match(self.text, first):
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
