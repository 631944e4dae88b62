"""How long it takes to read a post (`plugin-content-blog/lib/readingTime.js`; in version 2 npm ``reading-time``)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path

from migrator.docusaurus.javascript.sandbox import SandboxError, evaluate_module
from migrator.post import PostMeta

_A_MINUTE = 200
_COUNT = Path(__file__).with_name("reading_time.js")
#: So many characters are counted at a time.
_MOST = 2_000_000
#: Scripts whose words only a dictionary tells apart.
_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
#: A word by Unicode's rules (UAX #29), for other scripts.
_WORD = re.compile(r"\w+(?:(?:[.'’:·](?=[^\W\d])|[.,;'’](?=\d))\w+)*")
#: What version 2 counts: each character of Chinese, Hiragana and Korean, and whatever else stands without a space.
_OLD_WORD = re.compile(
    r"[\u3040-\u309f\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0002ebe0]|[^\s\u3040-\u309f\u4e00-\u9fff\uac00-\ud7a3]+"
)


@dataclass(slots=True)
class ReadingTimes:
    """Counts the words of posts, and sets their ``reading_minutes``.  ``generation`` is Docusaurus's version."""

    locale: str
    generation: int
    _waiting: list[tuple[PostMeta, str]] = field(default_factory=list)
    _characters: int = 0

    def add(self, post: PostMeta, text: str) -> None:
        """Count the words of a post's Markdown, now or in ``finish``."""
        if self.generation < 3:
            _set(post, len(_OLD_WORD.findall(text)))
        elif not _NO_SPACES.search(text):
            _set(post, len(_WORD.findall(text)))
        else:
            self._waiting.append((post, text))
            self._characters += len(text)
            if self._characters > _MOST:
                self.finish()

    def finish(self) -> None:
        """Count what waits.  Where it cannot be counted in the sandbox, each character counts as half a word."""
        if not self._waiting:
            return
        texts = [text for _, text in self._waiting]
        try:
            words = evaluate_module(_COUNT, _COUNT.parent, arguments=[self.locale, *texts]).value
        except SandboxError:
            words = [len(text) // 2 for text in texts]
        for (post, _), count in zip(self._waiting, words, strict=True):
            _set(post, int(count))
        self._waiting, self._characters = [], 0


def _set(post: PostMeta, words: int) -> None:
    post.reading_minutes = ceil(round(words / _A_MINUTE, 2))
