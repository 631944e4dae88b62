"""Bare URLs and addresses of GFM (`micromark-extension-gfm-autolink-literal`)."""

from __future__ import annotations

import re
import unicodedata

from migrator.docusaurus.markdown.tokens import Kind, Token

_URL = re.compile(r"(?i:https?://|www\.)[^\s<]+")
_DOMAIN = re.compile(r"[\w-](?:[\w-]|\.)*")
_ENTITY = re.compile(r"&[A-Za-z]+;$")
_LOCAL = re.compile(r"[\w.+-]+\Z", re.A)
_MAIL_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.A)
_TRAIL = "!\"'*,.:;?_~"


def read_url(text: str, start: int, begin: int, end: int, *, table: bool) -> Token | None:
    """Read the URL at ``start``; ``begin`` is where the text around it begins, a ``table``'s cell ends at a ``|``."""
    before = text[start - 1] if start > begin else ""
    www = text[start] in "wW"
    if (www and before and not (before.isspace() or unicodedata.category(before)[0] in "PS")) or (
        before.isascii() and before.isalpha()
    ):
        return None
    found = _URL.match(text, start, end)
    if found is None:
        return None
    url = _trimmed(found[0].split("|", 1)[0] if table else found[0])
    domain = _DOMAIN.match(url, 0 if www else url.find("//") + 2)
    if domain is None or domain[0][0] in "-_":
        return None
    labels = domain[0].split(".")
    if "_" in labels[-1] or (len(labels) > 1 and "_" in labels[-2]):
        return None
    if before == "[" and text.startswith("]", start + len(url)) and f"[{url}]:" in text:
        return None  # a reference
    return Token(Kind.AUTOLINK, start, start + len(url), name="http://" + url if www else url, value=url)


def _trimmed(url: str) -> str:
    """Leave out what ends a sentence rather than a URL."""
    close = url.find("](")
    if close < 0:
        close = url.find("][")
    if close >= 0:
        url = url[:close]
    opened = url.count("(")
    closed = url.count(")")
    while url:
        last = url[-1]
        if last == ")":
            if closed <= opened:
                break
            closed -= 1
        elif last == ";":
            entity = _ENTITY.search(url[-40:])
            if entity:
                url = url[: len(url) - len(entity[0])]
                continue
        elif last == "]":
            pass
        elif last not in _TRAIL:
            break
        url = url[:-1]
    return url


def read_email(text: str, at: int, begin: int, end: int) -> Token | None:
    """Read the address around the ``@`` at ``at``."""
    first = max(begin, at - 200)
    local = _LOCAL.search(text[first:at])
    domain = _MAIL_DOMAIN.match(text, at + 1, end)
    if local is None or domain is None:
        return None
    start = first + local.start()
    if start > begin and text[start - 1] == "/":
        return None
    stop = domain.end()
    if not text[stop - 1].isalpha():
        return None
    value = text[start:stop]
    return Token(Kind.AUTOLINK, start, stop, name="mailto:" + value, value=value)
