"""Emphasis as MDX 1 finds it, where CommonMark finds another (`remark-parse` 8: ``strong.js``, ``emphasis.js``).

There a mark emphasizes whatever stands beside it, space or letter, up to the next one of its kind; and brackets, code
and tags shut in only what begins before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pyromark

from migrator.docusaurus.markdown.autolinks import read_email_1, read_url_1
from migrator.docusaurus.markdown.tokens import Kind, Region, Token

_MARKDOWN = pyromark.Markdown(options=pyromark.Options.ENABLE_STRIKETHROUGH)
_MARKS = re.compile(r"[*_]")
_STEP = re.compile(r"\\[\\`*{}\[\]()#+.!_>~|-]|https?://|www\.|[A-Za-z0-9+._-]+@|[<\[`*_]")
_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>|<[^\s<>]*[:@][^\s<>]*>")
_RESOURCE = re.compile(r"\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)")
_CELL = re.compile(r"(?:[^|\\\n]|\\.)+")
_WORD = re.compile(r"\w")
_IN_WORD = re.compile(r"[^\W_]_[^\W_]")
DEEPEST = 20


class Pair(NamedTuple):
    """Two marks of ``size`` characters each, and where they begin."""

    start: int
    end: int
    size: int


def emphasis_tokens(text: str, region: Region) -> list[Token]:
    """Return tags in place of the marks of a region, where these mean another thing to CommonMark; else nothing."""
    tokens: list[Token] = []
    if not _MARKS.search(text, region.start, region.end):
        return tokens
    parts = [(region.start, region.end)]
    if region.table:
        parts = [found.span() for found in _CELL.finditer(text, region.start, region.end)]
    for start, end in parts:
        if not _MARKS.search(text, start, end):
            continue
        scan = _Scan(text)
        scan.read(start, end, 0)
        if set(scan.pairs) != set(_common(text[start:end], start)):
            tokens += scan.tokens()
    return tokens


def literal_marks(text: str, region: Region) -> list[Token]:
    """Return tokens for the marks of a region of JSX that emphasize in CommonMark, and are but characters here."""
    if not _MARKS.search(text, region.start, region.end):
        return []
    part = _TAG.sub(lambda found: "\u2e4e" * len(found[0]), text[region.start : region.end])
    return [
        Token(Kind.LITERAL, at, at + pair.size) for pair in _common(part, region.start) for at in (pair.start, pair.end)
    ]


def _common(part: str, offset: int) -> Iterator[Pair]:
    """Yield the pairs that CommonMark finds."""
    encoded = part.encode()
    for event, span in _MARKDOWN.events_with_range(part):
        name = event.get("Start") if isinstance(event, dict) else None
        if name in ("Emphasis", "Strong"):
            size = 2 if name == "Strong" else 1
            start, end = (offset + len(encoded[: span[edge]].decode()) for edge in ("start", "end"))
            yield Pair(start, end - size, size)


class _Scan:
    """One pass over running text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pairs: list[Pair] = []
        self.single: list[int] = []  # marks that are but characters

    def tokens(self) -> Iterator[Token]:
        for start, end, size in self.pairs:
            name = "strong" if size == 2 else "em"
            yield Token(Kind.OPEN, start, start + size, name=name)
            yield Token(Kind.CLOSE, end, end + size, name=name)
        for at in self.single:
            if self.text[at] == "*" or not _IN_WORD.match(self.text, at - 1):
                yield Token(Kind.LITERAL, at, at + 1)

    def read(self, start: int, end: int, depth: int) -> None:
        text = self.text
        at = start
        while found := _STEP.search(text, at, end):
            char = found[0][0]
            at = found.start()
            if char == "\\":
                at += 2
            elif char == "<":
                tag = _TAG.match(text, at, end)
                at = tag.end() if tag else at + 1
            elif char == "[":
                at = self.bracket(at, end, depth)
            elif char == "`":
                at = self.code(at, end)
            elif char in "*_":
                at = self.mark(at, end, depth)
            else:
                token = (
                    read_email_1(text, found.end() - 1, at, end)
                    if found[0].endswith("@")
                    else read_url_1(text, at, start, end, table=False)
                )
                at = token.end if token else at + 1

    def mark(self, at: int, end: int, depth: int) -> int:
        close = self.strong(at, end)
        size = 2 if close >= 0 else 1
        if close < 0:
            close = self.emphasis(at, end)
        if close < 0 or depth > DEEPEST:
            self.single.append(at)
            return at + 1
        self.pairs.append(Pair(at, close, size))
        self.read(at + size, close, depth + 1)
        return close + size

    def strong(self, at: int, end: int) -> int:
        """Return where the mark of two characters begins that closes the one at ``at``; -1 where there is none."""
        text = self.text
        double = text[at] * 2
        if not text.startswith(double, at, end):
            return -1
        first = index = at + 2
        while index < end:
            if text.startswith(double, index, end) and text[index + 2 : min(index + 3, end)] != text[at]:
                return index if text[first:index].strip() else -1
            index += 2 if text[index] == "\\" else 1
        return -1

    def emphasis(self, at: int, end: int) -> int:
        """Return where the mark of one character is that closes the one at ``at``; -1 where there is none."""
        text, mark = self.text, self.text[at]
        index = at + 1
        previous = ""
        current = ""
        while index < end:
            previous, current = current, text[index]
            if current == mark:
                index += 1
                current = text[index] if index < end else ""
                if current != mark:
                    if previous == mark or not text[at + 1 : index - 1].strip():
                        return -1
                    if mark == "_" and _WORD.match(current):
                        continue
                    return index - 1
            if current == "\\":
                index += 1
                current = text[index : index + 1]
            index += 1
        return -1

    def bracket(self, at: int, end: int, depth: int) -> int:
        """Read what brackets shut in; return where to go on."""
        close = self.closing(at, end)
        if close < 0 or depth > DEEPEST:
            return at + 1
        self.read(at + 1, close, depth + 1)
        resource = _RESOURCE.match(self.text, close + 1, end)
        return resource.end() if resource else close + 1

    def closing(self, at: int, end: int) -> int:
        depth = 0
        while at < end:
            char = self.text[at]
            if char == "\\":
                at += 1
            elif char == "[":
                depth += 1
            elif char == "]":
                depth -= 1
                if not depth:
                    return at
            at += 1
        return -1

    def code(self, at: int, end: int) -> int:
        """Return where a code span ends, or behind the tick at ``at`` where none begins."""
        run = re.compile("`+").match(self.text, at, end)
        size = run.end() - at if run else 1
        close = re.compile(f"(?<!`)`{{{size}}}(?!`)").search(self.text, at + size, end)
        return close.end() if close else at + 1
