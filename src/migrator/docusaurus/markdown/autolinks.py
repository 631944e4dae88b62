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
_BRACKETS = re.compile(r"\](?=[(\[])")
_URL_1 = re.compile(r"(?:https?://|www\.)[^\s<]+")
_HOST_1 = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_LOCAL_1 = re.compile(r"[A-Za-z0-9_.+-]+\Z")
_MAIL_DOMAIN_1 = re.compile(r"[A-Za-z0-9_.-]+")
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
    stop = domain.end()
    if not text[stop - 1].isalpha():
        return None
    value = text[start:stop]
    return Token(Kind.AUTOLINK, start, stop, name="mailto:" + value, value=value)


def read_url_1(text: str, start: int, begin: int, end: int, *, table: bool) -> Token | None:
    """Read the URL at ``start`` as MDX 1 does (`remark-parse` 8, ``tokenize/url.js``): its host has a dot."""
    found = _URL_1.match(text, start, end)
    if found is None:
        return None
    whole = _BRACKETS.split(found[0].split("|", 1)[0] if table else found[0], maxsplit=1)[0]
    host = _HOST_1.match(whole, 4 if whole.startswith("www.") else whole.index("//") + 2)
    if host is None:
        return None
    size = host.end()
    following = text[start + size : start + size + 2]
    if start + size + 1 < end and following[:1] == "." and following[1:] != ".":
        size += 1
    labels = whole[host.start() : size].split(".")
    if len(labels) < 2 or any("_" in label for label in labels[-2:]):
        return None
    path = whole[size:].rstrip("!*,.:?_~")
    while path.endswith(")") and path.count(")") > path.count("("):
        path = path[:-1]
    if path.endswith(";"):
        entity = _ENTITY.search(path[-40:])
        path = path[: -len(entity[0]) if entity else -1]
    url = whole[:size] + path
    return Token(Kind.AUTOLINK, start, start + len(url), name="http://" + url if whole[0] == "w" else url, value=url)


def read_email_1(text: str, at: int, begin: int, end: int) -> Token | None:
    """Read the address around the ``@`` at ``at`` as MDX 1 does (``tokenize/email.js``).

    A dot behind it is its own, unless the text ends there.
    """
    first = max(begin, at - 200)
    local = _LOCAL_1.search(text[first:at])
    domain = _MAIL_DOMAIN_1.match(text, at + 1, end)
    if local is None or domain is None or domain[0].find(".") in (-1, len(domain[0]) - 1):
        return None
    stop = domain.end()
    if stop == end and text[stop - 1] == ".":
        stop -= 1
    value = text[first + local.start() : stop]
    return Token(Kind.AUTOLINK, first + local.start(), stop, name="mailto:" + value, value=value)
