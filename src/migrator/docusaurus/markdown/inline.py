"""The inline pass of the lexer: what is not CommonMark inside running text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence

from migrator.docusaurus.markdown.autolinks import read_email, read_email_1, read_url, read_url_1
from migrator.docusaurus.markdown.directives import read_text
from migrator.docusaurus.markdown.mdx1_jsx import inside
from migrator.docusaurus.markdown.settings import Settings
from migrator.docusaurus.markdown.tags import Budget, read_comment, read_expression, read_tag
from migrator.docusaurus.markdown.tokens import Edit, Kind, Region, Token
from migrator.nodes import Span

_STEP = r"\\[!-/:-@\[-`{-~]|`+|<|\]\(|:(?=[A-Za-z])|(?i:https?://|www\.)|@|~+"
_STEPS = {
    ("mdx", False): re.compile(_STEP + r"|\{"),
    ("mdx", True): re.compile(_STEP + r"|\{|\$+"),
    ("mdx1", False): re.compile(_STEP + r"|\{|\](?=\s)"),
    ("mdx1", True): re.compile(_STEP + r"|\{|\](?=\s)|\$+"),
    ("md", False): re.compile(_STEP),
    ("md", True): re.compile(_STEP + r"|\$+"),
}
_RESOURCE = re.compile(
    r"\]\(\s*(?:<(?:[^<>\n\\]|\\.)*>|[^\s<()]*(?:\([^\s()]*\)[^\s()]*)*)"
    r"(?:\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)"
)
_REFERENCE = re.compile(r"\[[^\[\]]+\]")
_LABEL_APART = re.compile(r"\s+\[([^\[\]^][^\[\]]*)\]")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+)>", re.A)
_HTML = re.compile(r"<(?:!--.*?-->|[/?!]?[A-Za-z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)", re.S)
_HEADING_ID = re.compile(r"\{#[^{}\s]+\}")
_HTML_START = re.compile(r"<[A-Za-z/!?]")

#: Before these a backslash is but one in MDX 1 (`markdown-escapes`, as `remark-parse` 8 uses it).
_UNESCAPED = "\"$%&',/:;<=?@^"


#: HTML tags longer than this are not looked for.
_LONGEST = 10_000

WORD, SPACE, MARK = range(3)


class Inlines:
    """Finds the tokens in regions of running text; ``problems`` are offsets and what is wrong there.

    ``readable`` gives the page's text as it is inside of so many quotes, ``jsx`` are the blocks without Markdown.
    """

    def __init__(
        self, readable: Callable[[int], str], settings: Settings, budget: Budget, jsx: Sequence[Span] = ()
    ) -> None:
        self.readable = readable
        self.text = readable(0)
        self.settings = settings
        self.budget = budget
        self.jsx = jsx
        self.mdx = settings.format == "mdx"
        self.strict = settings.generation > 2  # MDX 1 has links in angle brackets, and braces are text
        self.read_url, self.read_email = (read_url, read_email) if self.strict else (read_url_1, read_email_1)
        self.step = _STEPS["mdx1" if self.mdx and not self.strict else settings.format, settings.math].search
        self.referred = 0  # where the last reference ended whose label stands apart
        self.tokens: list[Token] = []
        self.edits: dict[int, Edit] = {}
        self.commentless = -1  # the end of a region in which no comment ends any more
        self.problems: list[tuple[int, str]] = []

    def read(self, region: Region) -> None:
        self.text = self.readable(region.quoted)
        text, step, end = self.text, self.step, region.end
        at = region.start
        found = step(text, at, end)
        if found is None:
            return
        runs: dict[str, dict[int, list[int]]] = {}
        tildes: dict[int, list[int]] = {1: [], 2: []}
        while found is not None:
            char = found[0][0]
            at = found.end()
            if self.jsx and char in "`\\]" and inside(self.jsx, found.start()):
                at = found.end() if char == "`" else found.start() + 1
                self.add(Token(Kind.LITERAL, found.start(), at))
            elif char == "`" or char == "$":
                at = self.delimited(char, found, region, runs)
            elif char == "<":
                at = self.angle(found.start(), end)
            elif char == "{":
                token = read_expression(text, at - 1, end, self.budget)
                if token:
                    at = self.add(token)
                elif not _HEADING_ID.match(text, at - 1, end) and self.strict:
                    self.problems.append((at - 1, "A brace that is no expression is kept as text."))
            elif char == "]" and found[0] == "]":
                gap = self.apart(region, found.start())
                if gap:
                    at = self.add(gap)
            elif char == "]":
                resource = _RESOURCE.match(text, at - 2, end)
                if not self.strict and (label := self.label(region.start, at - 2)) >= 0:
                    self.add(Token(Kind.LITERAL, label, label + 1))
                elif resource and not self.ends_url(at - 2):
                    at = resource.end()
            elif char == ":":
                directive = None
                if at - 1 == region.start or text[at - 2] != ":":
                    directive = read_text(text, at - 1, end, bare=region.heading)
                if directive:
                    at = self.directive(*directive, region)
            elif char == "@":
                email = self.read_email(text, at - 1, region.start, end)
                if email and (not self.tokens or self.tokens[-1].end <= email.start):
                    at = self.add(email)
            elif char == "~":
                self.tilde(found.start(), at, region, tildes)
            elif char == "\\":
                if not self.strict and text[at - 1] in _UNESCAPED and not (text[at - 1] == "$" and self.settings.math):
                    at = self.add(Token(Kind.LITERAL, found.start(), found.start() + 1))
            else:
                url = self.read_url(text, found.start(), region.start, end, table=region.table)
                if url:
                    at = self.add(url)
            found = step(text, at, end)

    def apart(self, region: Region, close: int) -> Token | None:
        """Read the white space between the brackets that end at ``close`` and their label, and the label's bracket.

        MDX 1 takes both for a reference; one to nothing is shown without that space.
        """
        text = self.text
        label = _LABEL_APART.match(text, close + 1, region.end)
        opened = text.rfind("[", max(region.start, self.referred), close)
        if label is None or opened < 0 or not _REFERENCE.fullmatch(text, opened, close + 1):
            return None
        is_task = opened == region.start and text[opened + 1 : close] in (" ", "x", "X")
        if is_task or text[opened - 1 : opened] == "\\" or text[opened + 1] == "^" or f"[{label[1]}]:" in text:
            return None
        self.referred = label.end()
        return Token(Kind.LITERAL, close + 1, label.start(1), value="[")

    def label(self, start: int, end: int) -> int:
        """Return where the brackets open that end at ``end``, if other brackets stand before them; else -1.

        Both are a reference in MDX 1, even one to nothing, and no link (`remark-parse` 8, ``tokenize/reference.js``).
        """
        text = self.text
        opened = text.rfind("[", start, end)
        if opened < 0 or "]" in text[opened:end] or text.startswith("^", opened + 1):
            return -1
        close = opened
        while close > start and text[close - 1].isspace():
            close -= 1
        first = text.rfind("[", start, close)
        found = _REFERENCE.fullmatch(text, first, close) if first >= 0 and text[close - 1] == "]" else None
        escaped = first > start and text[first - 1] == "\\"
        is_task = first == start and close < opened and text[first + 1 : close - 1] in (" ", "x", "X")
        return opened if found and not escaped and not is_task else -1

    def ends_url(self, at: int) -> bool:
        """Tell whether the bracket at ``at`` ends a bare URL that swallowed its partner."""
        if not self.tokens or self.tokens[-1].end != at:
            return False
        return "[" in self.tokens[-1].value and self.tokens[-1].kind is Kind.AUTOLINK

    def add(self, token: Token) -> int:
        self.tokens.append(token)
        return token.end

    def tilde(self, start: int, end: int, region: Region, opened: dict[int, list[int]]) -> None:
        """Pair tildes as GFM does in remark (`micromark-extension-gfm-strikethrough`).

        A pair is doubled, which the parser takes inside words as well.  ``opened`` are open runs by their size.
        """
        size = end - start
        if size > 2:
            return
        before = _side(self.text[start - 1]) if start > region.start else SPACE
        after = _side(self.text[end]) if end < region.end else SPACE
        if (before == WORD or (before == MARK and after != WORD)) and opened[size]:
            opener = opened[size].pop()
            for at in (opener, start):
                self.edits[at] = Edit(at, at + size, "~~")
            inner = opened[3 - size]
            while inner and inner[-1] > opener:
                inner.pop()
            return
        if size == 2:
            self.edits[start] = Edit(start, end, "\\~\\~")
        if after == WORD or (after == MARK and before != WORD):
            opened[size].append(start)

    def delimited(self, char: str, found: re.Match[str], region: Region, runs: dict[str, dict[int, list[int]]]) -> int:
        """Skip a code span or take a formula; return where to go on."""
        size = len(found[0])
        if char not in runs:
            by_size: dict[int, list[int]] = {}
            for run in _RUNS[char].finditer(self.text, found.start(), region.end):
                by_size.setdefault(run.end() - run.start(), []).append(run.start())
            runs[char] = by_size
        starts = runs[char].get(size, [])
        index = bisect_left(starts, found.end())
        if index == len(starts):
            return found.end() if self.strict or char == "$" else self.shorter(found, runs[char])
        close = starts[index]
        if char == "$":
            value = self.text[found.end() : close].replace("\n", " ")
            if len(value) > 2 and value[0] == value[-1] == " " and value.strip():
                value = value[1:-1]
            self.add(Token(Kind.MATH, found.start(), close + size, value=value))
        return close + size

    def shorter(self, found: re.Match[str], runs: dict[int, list[int]]) -> int:
        """Skip a code span that fewer ticks open than stand there, as in MDX 1; return where to go on."""
        for size in range(len(found[0]) - 1, 0, -1):
            starts = runs.get(size, [])
            index = bisect_left(starts, found.end())
            if index < len(starts):
                self.add(Token(Kind.LITERAL, found.start(), found.end() - size))
                return starts[index] + size
        return found.end()

    def angle(self, start: int, end: int) -> int:
        """Read what begins with ``<``; return where to go on."""
        text = self.text
        if text.startswith("<!--", start) and self.settings.comments:
            comment = read_comment(text, start, end, flow=False) if self.commentless != end else None
            if comment:
                return self.add(comment)
            self.commentless = end
            return end if not self.mdx else self.literal(start)
        if not self.mdx:
            skipped = _AUTOLINK.match(text, start, end) or _HTML.match(text, start, min(end, start + _LONGEST))
            return skipped.end() if skipped else start + 1
        tag = read_tag(text, start, end, self.budget)
        if tag:
            return self.add(tag)
        link = _AUTOLINK.match(text, start, end)
        if link:
            if self.strict:
                self.problems.append((start, "A link in angle brackets is no MDX; it is kept as a link."))
            return link.end()
        return self.literal(start) if _HTML_START.match(text, start, end) else start + 1

    def literal(self, start: int) -> int:
        """Keep a ``<`` as text; return where to go on."""
        self.problems.append((start, "A tag that is not well-formed is kept as text."))
        return self.add(Token(Kind.LITERAL, start, start + 1))

    def directive(self, token: Token, close: Token | None, region: Region) -> int:
        self.tokens.append(token)
        if close is None:
            return token.end
        self.read(Region(token.end, close.start, region.quoted))
        self.tokens.append(close)
        return close.end


def _side(char: str) -> int:
    """What a character is for a run of marks beside it."""
    if char.isspace():
        return SPACE
    return MARK if unicodedata.category(char)[0] in "PS" else WORD


_RUNS = {"`": re.compile("`+"), "$": re.compile(r"\$+")}
