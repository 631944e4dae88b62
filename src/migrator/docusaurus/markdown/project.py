"""Turns a lexed page into CommonMark that a CommonMark parser reads as the dialect means it.

A token on a line of its own becomes an HTML comment, which is a block there, can interrupt a paragraph and ends on its
line: what a tag on its own line or a ``:::`` line is.  A token in running text becomes a mark: a number between two
punctuation characters that the page does not use, so that emphasis opens and closes beside it as beside ``<`` or ``{``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from heapq import merge
from itertools import chain
from sys import maxsize
from typing import NamedTuple

from migrator.docusaurus.markdown.lex import Lexed
from migrator.docusaurus.markdown.tokens import Edit, Token
from migrator.nodes import Span

#: Punctuation that is hardly ever used; then characters for private use.
_MARKS = "⸎⹁⹄⹅⹆⹇⹈⹉"
_PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x10FFFE))
_LEADS = bytes(0 if 0x80 <= byte < 0xC0 else 1 for byte in range(256))
_BLOCK = 64
_SPACE = " \t\r\n"


class Projection:
    """The projected ``text``, the ``source`` and the tokens that it stands for, and where its bytes come from.

    ``pattern`` is that of a placeholder in running text, its group the token's number; ``mark`` begins and ends it.
    ``pieces`` are places in the text with the places in the source they come from, and whether they were copied.
    """

    __slots__ = (
        "_counts",
        "_from",
        "_leads",
        "_pieces",
        "_shift",
        "_starts",
        "_to",
        "mark",
        "pattern",
        "source",
        "text",
        "tokens",
    )

    def __init__(self, source: str, text: str, tokens: list[Token], mark: str, pieces: list[Piece]) -> None:
        self.source = source
        self.text = text
        self.tokens = tokens
        self.mark = mark
        self.pattern = re.compile(f"{mark}(\\d+){mark}")
        self._pieces = pieces
        self._starts = [piece.at for piece in pieces]
        self._leads = b"" if text.isascii() else text.encode().translate(_LEADS)
        self._counts = [0]  # characters before each block of bytes
        count = self._leads.count
        for block in range(0, len(self._leads), _BLOCK):
            self._counts.append(self._counts[-1] + count(1, block, block + _BLOCK))
        self._from = self._to = self._shift = 0  # the copied piece that was asked for last, and how far it moved
        self._place(0)

    def start(self, byte: int) -> int:
        """Where in the source the character begins that begins at ``byte`` of the projection."""
        character = byte
        if self._leads:
            character = self._counts[byte // _BLOCK] + self._leads.count(1, byte - byte % _BLOCK, byte)
        if self._from <= character < self._to:
            return character + self._shift
        return self._place(character)

    def end(self, byte: int) -> int:
        """Where in the source the text ends that ends at ``byte`` of the projection."""
        character = byte
        if self._leads:
            character = self._counts[byte // _BLOCK] + self._leads.count(1, byte - byte % _BLOCK, byte)
        if self._from < character <= self._to:
            return character + self._shift
        return self._place(character - 1) + 1 if character else self._place(0)

    def _place(self, character: int) -> int:
        starts = self._starts
        number = bisect_right(starts, character) - 1
        piece = self._pieces[number]
        following = starts[number + 1] if number + 1 < len(starts) else maxsize
        if piece.end < 0:
            self._from, self._to, self._shift = piece.at, following, piece.start - piece.at
            return character + self._shift
        return max(piece.start, piece.end - 1) if following == character + 1 else piece.start

    def span(self, start: int, end: int) -> Span:
        """The span of what stands between two bytes of the projection."""
        return Span(self.start(start), self.end(end))

    def block_span(self, start: int, end: int) -> Span:
        """The span of a block, without the white space around it (indentation with tabs)."""
        source = self.source
        first, last = self.start(start), self.end(end)
        while first < last and source[first] in _SPACE:
            first += 1
        while last > first and source[last - 1] in _SPACE:
            last -= 1
        return Span(first, last)

    def literal(self, value: str) -> str:
        """Undo placeholders in text that is taken as it is."""
        tokens, source = self.tokens, self.source
        if not tokens or self.mark not in value:
            return value

        def original(found: re.Match[str]) -> str:
            token = tokens[int(found[1])]
            return source[token.start : token.end]

        return self.pattern.sub(original, value)


class Piece(NamedTuple):
    """A part of a projection, from ``at`` on: a copy from ``start`` on, or what stands for ``start`` to ``end``."""

    at: int
    start: int
    end: int = -1


def project(source: str, start: int, end: int, lexed: Lexed) -> Projection:
    """Project ``source`` from ``start`` to ``end``."""
    mark = _unused(source) if lexed.tokens else _MARKS[0]
    texts: list[str] = []
    pieces: list[Piece] = []
    at = start
    size = 0
    for edit in _edits(lexed, mark):
        if edit.start < at:  # inside of another one
            continue
        if edit.start > at:
            texts.append(source[at : edit.start])
            pieces.append(Piece(size, at))
            size += edit.start - at
        if edit.text:
            texts.append(edit.text)
            pieces.append(Piece(size, edit.start, edit.end))
            size += len(edit.text)
        at = edit.end
    texts.append(source[at:end])
    pieces.append(Piece(size, at))
    return Projection(source, "".join(texts), lexed.tokens, mark, pieces)


def _edits(lexed: Lexed, mark: str) -> Iterable[Edit]:
    marks = [
        Edit(token.start, token.end, f"<!--{mark}{number}{mark}-->" if token.flow else f"{mark}{number}{mark}")
        for number, token in enumerate(lexed.tokens)
    ]
    return merge(lexed.edits, marks, key=_start) if lexed.edits else marks


def _start(edit: Edit) -> int:
    return edit.start


def _unused(source: str) -> str:
    for mark in _MARKS:
        if mark not in source:
            return mark
    used = set(source)
    return next(char for char in map(chr, chain(*_PRIVATE)) if char not in used)
