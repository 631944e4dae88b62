"""Words: how they are told apart, and how two runs of them are compared.

What differs only in white space, or in characters that nobody sees, is the same to a reader.  Where a script
puts no spaces between words (Chinese, Japanese) every character counts as a word, so that one changed character
is not a changed paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# NUL (found in real builds), soft hyphen, zero-width space/joiners/no-break space, directional marks, word joiner,
# variation selectors.  The boxes of a list of tasks are not words either, be they drawn or written.
_UNSEEN = dict.fromkeys([0, 0xAD, *range(0x200B, 0x2010), 0x2060, 0x2610, 0x2611, 0xFE0E, 0xFE0F, 0xFEFF])
_UNSPACED = "\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_TOKEN = re.compile(f"[{_UNSPACED}]|[^\\s{_UNSPACED}]+")
_TEX = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$", re.DOTALL)

# Below this many comparisons difflib is fast; a longer stretch without one word in common but unique is reported
# as replaced, whole.
_BOUND = 1_000_000
# How many words in a row are looked for that occur only once; in a long text few single words do.
_SHINGLES = (1, 4, 16)


def clean(text: str) -> str:
    """Return the text as a reader sees it: single spaces, nothing invisible."""
    if not text.isascii():
        text = text.translate(_UNSEEN)
    elif "\0" in text:
        text = text.replace("\0", "")
    return " ".join(text.split())


def formulas_as_words(text: str) -> str:
    r"""Write every formula, ``\(a + b\)``, ``\[..\]`` or ``$$..$$``, as one word: how TeX is spaced is not seen."""
    if "\\(" not in text and "\\[" not in text and "$$" not in text:
        return text
    return _TEX.sub(lambda match: formula(match[1] or match[2] or match[3]), text)


def formula(tex: str) -> str:
    """Return a formula as one word."""
    return " \\(" + "".join(tex.split()) + "\\) "


def words(text: str) -> list[str]:
    """Split text into words."""
    return text.split() if text.isascii() else _TOKEN.findall(text)


@dataclass(frozen=True, slots=True)
class Change:
    """A place where two texts differ: words ``before`` became words ``after``; either may be empty.

    ``lead`` and ``trail`` are some words around it that both texts have.
    """

    before: str
    after: str
    lead: str = ""
    trail: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """``same`` words of ``before`` and ``after`` many are in both texts, in order; the rest are ``changes``."""

    same: int
    before: int
    after: int
    changes: tuple[Change, ...] = ()

    @property
    def lost(self) -> int:
        return self.before - self.same

    @property
    def added(self) -> int:
        return self.after - self.same

    @property
    def ratio(self) -> float:
        """1.0 for the same words; words that were added count like words that were lost."""
        total = self.before + self.after
        return 2 * self.same / total if total else 1.0


def compare_words(before: Sequence[str], after: Sequence[str], context: int = 6) -> Difference:
    """Compare two texts, in time about linear in their length."""
    if before == after:
        return Difference(len(before), len(before), len(after))
    same = 0
    changes: list[Change] = []
    end_before = end_after = 0
    runs = [*_merged(_runs(before, after)), (len(before), len(after), 0)]
    for start_before, start_after, size in runs:
        if start_before > end_before or start_after > end_after:
            changes.append(
                Change(
                    " ".join(before[end_before:start_before]),
                    " ".join(after[end_after:start_after]),
                    " ".join(before[max(0, end_before - context) : end_before]),
                    " ".join(before[start_before : start_before + context]),
                )
            )
        same += size
        end_before, end_after = start_before + size, start_after + size
    return Difference(same, len(before), len(after), tuple(changes))


Run = tuple[int, int, int]


def _merged(runs: Iterator[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in runs:
        if last and run[0] == last[0] + last[2] and run[1] == last[1] + last[2]:
            last = (last[0], last[1], last[2] + run[2])
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _runs(a: Sequence[str], b: Sequence[str]) -> Iterator[Run]:
    """Yield the runs of words that both texts have, in order (patience diff: words that occur once lead)."""
    pending = [(0, len(a), 0, len(b))]
    while pending:
        low_a, high_a, low_b, high_b = pending.pop()
        if high_b < 0:  # a run that was found before, in its turn
            yield low_a, low_b, high_a
            continue
        start_a, start_b = low_a, low_b
        while low_a < high_a and low_b < high_b and a[low_a] == b[low_b]:
            low_a += 1
            low_b += 1
        if low_a > start_a:
            yield start_a, start_b, low_a - start_a
        tail = 0
        while low_a < high_a and low_b < high_b and a[high_a - 1] == b[high_b - 1]:
            high_a -= 1
            high_b -= 1
            tail += 1
        if tail:
            pending.append((high_a, tail, high_b, -1))
        if low_a == high_a or low_b == high_b:
            continue
        small = (high_a - low_a) * (high_b - low_b) <= _BOUND
        anchors: list[tuple[int, int]] = []
        for size in _SHINGLES[:1] if small else _SHINGLES:
            anchors = anchors or _anchors(_once(a, low_a, high_a, size), _once(b, low_b, high_b, size))
        if anchors:
            at_a, at_b = low_a, low_b
            parts = []
            for in_a, in_b in anchors:
                parts.append((at_a, in_a, at_b, in_b))
                at_a, at_b = in_a, in_b
            parts.append((at_a, high_a, at_b, high_b))
            pending.extend(reversed(parts))
        elif small:
            matcher = SequenceMatcher(None, a[low_a:high_a], b[low_b:high_b], autojunk=False)
            for in_a, in_b, size in matcher.get_matching_blocks():
                if size:
                    yield low_a + in_a, low_b + in_b, size


def _anchors(once_a: dict[Hashable, int], once_b: dict[Hashable, int]) -> list[tuple[int, int]]:
    """Return the longest chain of places, in order in both, of what occurs exactly once in both."""
    pairs = [(at, once_b[word]) for word, at in once_a.items() if at >= 0 and once_b.get(word, -1) >= 0]
    tops: list[int] = []
    top_at: list[int] = []
    previous: list[int] = []
    for index, (_, in_b) in enumerate(pairs):
        pile = bisect_left(tops, in_b)
        previous.append(top_at[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(in_b)
            top_at.append(index)
        else:
            tops[pile] = in_b
            top_at[pile] = index
    chain: list[tuple[int, int]] = []
    index = top_at[-1] if top_at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def _once(text: Sequence[str], low: int, high: int, size: int) -> dict[Hashable, int]:
    """Map every run of ``size`` words to its place, or to -1 where it occurs again."""
    seen: dict[Hashable, int] = {}
    for at in range(low, high - size + 1):
        run: Hashable = text[at] if size == 1 else tuple(text[at : at + size])
        seen[run] = -1 if run in seen else at
    return seen
