"""Style sheets as text: where their URLs stand.  Everything else stays as its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

STRING = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
#: What has a meaning of its own in CSS (`CSS Syntax Level 3`, 4.3): comments, URLs, strings.
TOKEN = re.compile(
    rf"/\*.*?(?:\*/|\Z)|url\(\s*(?:(?P<quoted>{STRING})|(?P<bare>(?:\\.|[^\s\"'()\\])*))\s*\)|(?P<string>{STRING})",
    re.S | re.I,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.S)


def urls(text: str) -> Iterator[str]:
    """Yield what stands in each ``url(…)`` of a style sheet, without quotes and escapes."""
    for token in TOKEN.finditer(text):
        if (url := _url(token)) is not None:
            yield url


def with_urls(text: str, spell: Callable[[str], str]) -> str:
    """Return a style sheet with each URL as ``spell`` spells it; what that leaves as it is stays as written."""

    def respelled(token: re.Match[str]) -> str:
        url = _url(token)
        if url is None or (spelled := spell(url)) == url:
            return token[0]
        return f'url("{_quoted(spelled)}")'

    return TOKEN.sub(respelled, text)


def unquoted(text: str) -> str:
    """Return what a string of CSS says."""
    return _unescaped(text[1:-1])


def _url(token: re.Match[str]) -> str | None:
    if token["quoted"] is not None:
        return unquoted(token["quoted"])
    return None if token["bare"] is None else _unescaped(token["bare"])


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _character(match[1]) if match[1] else match[2].strip("\n"), text)


def _character(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _quoted(url: str) -> str:
    return url.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
