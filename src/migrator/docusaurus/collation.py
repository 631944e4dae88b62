"""The order in which JavaScript's ``localeCompare`` puts texts, as far as pages show it.

An approximation of the Unicode root collation: spaces, punctuation, symbols, digits, letters by script; accents count
after letters, lower case before upper case last of all.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_SCRIPTS = (
    (0x1100, 0x11FF, 6),  # Hangul, decomposed
    (0x3041, 0x30FF, 7),  # Hiragana and Katakana
    (0x3100, 0x312F, 8),  # Bopomofo
    (0x3400, 0x9FFF, 9),  # Han
    (0x20000, 0x3FFFF, 9),
)
Key = tuple[tuple[tuple[int, int], ...], str, str]


def collation_key(text: str) -> Key:
    """Return a sorting key for a text."""
    if text.isascii():
        lowered = text.lower()
        return tuple(map(_primary, lowered)), "", text.swapcase()
    decomposed = unicodedata.normalize("NFKD", text)
    marks = "".join(character for character in decomposed if unicodedata.combining(character))
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return tuple(map(_primary, letters.lower())), marks, text.swapcase()


@lru_cache(maxsize=4096)
def _primary(character: str) -> tuple[int, int]:
    code = ord(character)
    if character.isspace():
        return 0, code
    if (place := _PUNCTUATION.find(character)) >= 0:
        return 1, place
    if character.isdecimal():
        return 3, unicodedata.decimal(character)
    if not character.isalpha():
        return 2, code
    if code < 0x250:
        return 4, code
    for first, last, rank in _SCRIPTS:
        if first <= code <= last:
            return rank, code - 0x60 if 0x30A1 <= code <= 0x30F6 else code
    return 5, code
