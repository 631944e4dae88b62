"""Words: what counts as one, and the comparison of two texts."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from migrator.verify.text import clean, compare_words, formulas_as_words, words

TEXTS = st.lists(st.sampled_from("abcdef"), max_size=40)


@given(TEXTS, TEXTS)
def test_a_comparison_tells_one_text_from_the_other(before: list[str], after: list[str]) -> None:
    difference = compare_words(before, after, context=0)
    lost = [word for change in difference.changes for word in change.before.split()]
    added = [word for change in difference.changes for word in change.after.split()]
    assert (len(lost), len(added)) == (difference.lost, difference.added)
    rest_before, rest_after = list(before), list(after)
    for word in lost:
        rest_before.remove(word)
    for word in added:
        rest_after.remove(word)
    assert sorted(rest_before) == sorted(rest_after)
    assert (difference.ratio == 1) == (before == after)


def test_a_change_stands_in_its_context() -> None:
    before = words("The quick brown fox jumps over the lazy dog")
    after = words("The quick red fox jumps over the dog again")
    changes = compare_words(before, after, context=2).changes
    assert [(c.lead, c.before, c.after, c.trail) for c in changes] == [
        ("The quick", "brown", "red", "fox jumps"),
        ("over the", "lazy", "", "dog"),
        ("lazy dog", "", "again", ""),
    ]


def test_long_texts_are_compared_in_time() -> None:
    """A book with a page moved, and the same word a hundred thousand times."""
    chance = random.Random(1)
    book = [f"w{chance.randrange(5000)}" for _ in range(200_000)]
    moved = book[:50_000] + book[50_400:150_000] + book[50_000:50_400] + book[150_000:]
    start = time.perf_counter()
    assert compare_words(book, moved).lost == 400
    compare_words(["a", "b"] * 50_000, ["b", "a", "c"] * 50_000)
    assert time.perf_counter() - start < 10


def test_words_are_what_a_reader_sees() -> None:
    assert clean(" a\0\u200b\n b\u00a0c\ufe0f ") == "a b c"
    assert words("plain English, two 한글 단어") == ["plain", "English,", "two", "한글", "단어"]
    assert words("日本語 and カナ。") == ["日", "本", "語", "and", "カ", "ナ", "。"]
    assert formulas_as_words(r"so $$a + b$$ and \[ c \]") == r"so  \(a+b\)  and  \(c\) "
