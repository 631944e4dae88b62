"""Turns a lexed page into CommonMark that a CommonMark parser reads as the dialect means it.

A token on a line of its own becomes an HTML comment, which is a block there, can interrupt a paragraph and ends on its
line: what a tag on its own line or a ``:::`` line is.  A token in running text becomes a mark: a number between two
punctuation characters that the page does not use, so that emphasis next to it opens and closes as next to ``<`` or ``{``.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import merge
from itertools import accumulate, chain, islice

from migrator.docusaurus.markdown.blocks import Edit
from migrator.docusaurus.markdown.lex import Lexed
from migrator.docusaurus.markdown.tokens import Token

#: Punctuation that is hardly ever used; then characters for private use.
_MARKS = "⸎⹁⹄⹅⹆⹇⹈⹉"
_PRIVATE = (range(0xE000, 0xF900), range(0xF0000, 0x10FFFE))
_LEADS = bytes(0 if 0x80 <= byte < 0xC0 else 1 for byte in range(256))


@dataclass(slots=True)
class Projection:
    """The projected ``text``, the tokens it stands for, and where its bytes come from.

    ``mark`` is the pattern of a placeholder, its group the token's number.
    """

    text: str
    tokens: list[Token]
    mark: str
    pattern: re.Pattern[str]
    places: array[int] | None
    offset: int

    def start(self, byte: int) -> int:
        """Where in the page the character begins that begins at ``byte`` of the projection."""
        return byte + self.offset if self.places is None else self.places[byte]

    def end(self, byte: int) -> int:
        """Where in the page the text ends that ends at ``byte`` of the projection."""
        if self.places is None:
            return byte + self.offset
        return self.places[byte - 1] + 1 if byte else self.places[0]


def project(source: str, start: int, end: int, lexed: Lexed) -> Projection:
    """Project ``source`` from ``start`` to ``end``."""
    mark = _unused(source) if lexed.tokens else _MARKS[0]
    pattern = re.compile(f"{mark}(\\d+){mark}")
    if not lexed.tokens and not lexed.edits:
        text = source[start:end] if start or end < len(source) else source
        places = None if text.isascii() else _bytes_to_places(text, None, start)
        return Projection(text, [], mark, pattern, places, start)
    pieces: list[str] = []
    places = array("I")
    at = start
    for edit in _edits(lexed, mark):
        if edit.start < at:  # inside of another one
            continue
        if edit.start > at:
            pieces.append(source[at : edit.start])
            places.extend(range(at, edit.start))
        if edit.text:
            pieces.append(edit.text)
            last = max(edit.start, edit.end - 1)
            places.extend([edit.start] * (len(edit.text) - 1))
            places.append(last)
        at = edit.end
    pieces.append(source[at:end])
    places.extend(range(at, end + 1))
    text = "".join(pieces)
    if not text.isascii():
        places = _bytes_to_places(text, places, 0)
    return Projection(text, lexed.tokens, mark, pattern, places, 0)


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


def _bytes_to_places(text: str, places: array[int] | None, offset: int) -> array[int]:
    """For each byte of ``text`` (and its end), the place of its character."""
    leads = text.encode("utf-8").translate(_LEADS)
    numbers = array("I", islice(accumulate(leads, initial=offset - 1), 1, None))
    numbers.append(offset + len(text))
    if places is None:
        return numbers
    return array("I", map(places.__getitem__, numbers))
