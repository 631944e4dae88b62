"""Anchors and addresses from text, as npm ``github-slugger`` makes them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_UNSURE = re.compile(r"[^a-zA-Z0-9_\- \uac00-\ud7a3\u3040-\u3096\u30a1-\u30fa\u4e00-\u9fff]")
_CIRCLED_LETTERS = re.compile(r"[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]")


class Slugger:
    """Makes slugs that are unique within one page or one set of docs: "a", "a-1", "a-2"."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def slug(self, text: str, *, maintain_case: bool = False) -> str:
        """Return the slug of a text, with a number if it was given out before."""
        original = found = slug(text, maintain_case=maintain_case)
        while found in self._seen:
            self._seen[original] += 1
            found = f"{original}-{self._seen[original]}"
        self._seen[found] = 0
        return found


def slug(text: str, *, maintain_case: bool = False) -> str:
    """Return the slug of a text: letters, marks, digits and "_" stay, spaces become "-", the rest goes."""
    lowered = text if maintain_case else text.lower()
    return _UNSURE.sub(_keep, lowered).replace(" ", "-")


def _keep(match: re.Match[str]) -> str:
    return _kept(match[0])


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    category = unicodedata.category(character)
    keep = category[0] in "LM" or category in ("Nd", "Nl", "Pc") or _CIRCLED_LETTERS.match(character)
    return character if keep else ""
