"""How long it takes to read a post (`plugin-content-blog/lib/readingTime.js`; before 3.8 npm ``reading-time``)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor, isfinite
from pathlib import Path

from migrator.diagnostics import Diagnostic
from migrator.docusaurus.config import Config, ContentPlugin
from migrator.docusaurus.javascript.functions import call_option
from migrator.docusaurus.javascript.sandbox import Function, SandboxError, Stub, evaluate_module
from migrator.post import PostMeta

_OPTION = "readingTime"
_A_MINUTE = 200
_COUNT = Path(__file__).with_name("reading_time.js")
_FUNCTION = Path(__file__).with_name("reading_time_function.js")
#: The version that began to count words by Unicode's rules.
_UNICODE = (3, 8)
#: So many characters are counted at a time.
_MOST = 2_000_000
#: What older versions count: each character of Chinese, Hiragana and Korean with the punctuation behind it, and
#: whatever else stands without a space.
_OLD_WORD = re.compile(
    r"[\u3040-\u309f\u4e00-\u9fff\uac00-\ud7a3][ \n\r\t!-/:-@\[-`{-~\u3000-\u303f\uff00-\uffef]*"
    r"|[^ \n\r\t\u3040-\u309f\u4e00-\u9fff\uac00-\ud7a3]+"
)


@dataclass(slots=True)
class ReadingTimes:
    """Counts the words of a blog's posts, and sets their ``reading_minutes``.

    An author's own function (the option ``readingTime``) is called with what Docusaurus tells it of each post.
    """

    plugin: ContentPlugin
    config: Config
    problems: list[Diagnostic]
    _waiting: list[tuple[PostMeta, str]] = field(default_factory=list)
    _characters: int = 0

    def add(self, post: PostMeta, text: str) -> None:
        """Count the words of a post's Markdown, now or in ``finish``."""
        self._waiting.append((post, text))
        self._characters += len(text)
        if self._characters > _MOST:
            self.finish()

    def finish(self) -> None:
        """Count what waits."""
        texts = [text for _, text in self._waiting]
        words = self._words(texts) if texts else []
        minutes: Sequence[object] = [self._minutes(count) for count in words]
        if texts and isinstance(self.plugin.options.get(_OPTION), Function | Stub):
            told = {"locale": self.config.locale}
            calls = [
                [told | {"content": text, "frontMatter": _json(post.front_matter), "words": count}]
                for (post, text), count in zip(self._waiting, words, strict=True)
            ]
            prepare = _FUNCTION.read_text("utf-8")
            minutes = call_option(_OPTION, self.plugin, self.config, calls, self.problems, prepare) or minutes
        for (post, _), value in zip(self._waiting, minutes, strict=True):
            post.reading_minutes = ceil(value) if isinstance(value, int | float) and isfinite(value) else None
        self._waiting, self._characters = [], 0

    def _words(self, texts: Sequence[str]) -> list[int]:
        """Return the number of words of each text; where they cannot be counted, two characters are one."""
        if self.config.version < _UNICODE:
            return [len(_OLD_WORD.findall(text)) for text in texts]
        try:
            counted = evaluate_module(_COUNT, _COUNT.parent, arguments=[self.config.locale, *texts]).value
        except SandboxError:
            return [len(text) // 2 for text in texts]
        return [int(count) for count in counted]

    def _minutes(self, words: int) -> float:
        minutes = words / _A_MINUTE
        return minutes if self.config.version < _UNICODE else floor(minutes * 100 + 0.5) / 100


def _json(value: object) -> object:
    return json.loads(json.dumps(value, default=str))
