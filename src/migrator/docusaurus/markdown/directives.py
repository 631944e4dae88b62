"""Generic directives, as `micromark-extension-directive` reads them.

``:text[label]{attributes}``, ``::leaf[label]{attributes}`` and ``:::container[label]{attributes}``.
"""

from __future__ import annotations

import html
import re

from migrator.docusaurus.markdown.tokens import Kind, Token

_NAME = r"[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?![A-Za-z0-9_-])"
_LINE = re.compile(rf"(?P<colons>:{{2,}})(?P<name>{_NAME})")
_TEXT = re.compile(rf":(?P<name>{_NAME})(?!:)")
_BRACKET = re.compile(r"\\[\[\]\\]|[\[\]]")
_BLANK = re.compile(r"[ \t]*$", re.M)
_ATTRIBUTE = re.compile(
    r"\s*(?:(?P<end>\})|#(?P<id>[^\"#'.<=>`}\s][^\"#'.<=>`}\s]*)|\.(?P<class>[^\"#'.<=>`}\s]+)"
    r"|(?P<name>[A-Za-z_:][\w.:-]*)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"(?=[\s}])|'(?P<single>[^']*)'(?=[\s}])|(?P<bare>[^\s\"'<=>`}]+)))?)"
)
_BALANCED = 32  # constants.linkResourceDestinationBalanceMax


def read_line(text: str, start: int, end: int, titled: tuple[str, ...]) -> Token | None:
    """Read a leaf or container directive that fills the line from ``start`` to ``end``.

    ``titled`` are the keywords for which ``:::note Title`` stands for ``:::note[Title]``
    (`utils/lib/markdownUtils.js`, ``admonitionTitleToDirectiveLabel``).
    """
    found = _LINE.match(text, start, end)
    if found is None:
        return None
    at = found.end()
    level = len(found["colons"])
    token = Token(Kind.DIRECTIVE, start, end, flow=True, name=found["name"], level=level)
    if level > 2 and text[at : at + 1] == " " and at < end and found["name"] in titled:
        typed = text[at:end].strip()
        title = text.index(typed, at)
        stop = title + len(typed)
        if typed:
            if _label_end(text, title, stop) != stop:
                return None
            token.label = (title, stop)
        return token
    at = _label_and_attributes(text, at, end, token)
    return token if not text[at:end].strip(" \t\r") else None


def read_text(text: str, start: int, end: int, *, bare: bool) -> tuple[Token, Token | None] | None:
    """Read a text directive: its opening, and its end where it has a label.

    One of nothing but a name is the text it is typed as, and is read only if ``bare`` ones are wanted.
    """
    found = _TEXT.match(text, start, end)
    if found is None:
        return None
    token = Token(Kind.DIRECTIVE, start, end, name=found["name"], level=1)
    at = _label_and_attributes(text, found.end(), end, token)
    if at == found.end() and not bare:
        return None
    if token.label is None:
        token.end = at
        return token, None
    token.end, close = token.label
    return token, Token(Kind.DIRECTIVE_END, close, at, opener=token)


def _label_and_attributes(text: str, at: int, end: int, token: Token) -> int:
    if text[at : at + 1] == "[" and at < end:
        close = _label_end(text, at + 1, end)
        if close >= 0 and close < end:
            token.label = (at + 1, close)
            at = close + 1
    if text[at : at + 1] == "{" and at < end:
        return _attributes(text, at, end, token)
    return at


def _label_end(text: str, at: int, end: int) -> int:
    """Return where the label from ``at`` on has its ``]``: ``end`` where it has none, -1 where it is unbalanced."""
    depth = 0
    for found in _BRACKET.finditer(text, at, min(end, at + 1000)):
        if found[0] == "[":
            depth += 1
            if depth > _BALANCED:
                return -1
        elif found[0] == "]":
            if not depth:
                return found.start()
            depth -= 1
    return end if not depth else -1


def _attributes(text: str, start: int, end: int, token: Token) -> int:
    attributes: dict[str, str] = {}
    classes: list[str] = []
    at = start + 1
    while True:
        found = _ATTRIBUTE.match(text, at, end)
        if found is None:
            return start
        at = found.end()
        if found["end"]:
            break
        if found["id"]:
            attributes["id"] = found["id"]
        elif found["class"]:
            classes.append(found["class"])
        else:
            value = found["double"] or found["single"] or found["bare"] or ""
            value = html.unescape(value) if "&" in value else value
            if found["name"] == "class":
                classes.append(value)
            else:
                attributes[found["name"]] = value
    if classes:
        attributes["class"] = " ".join(classes)
    token.attributes.update(attributes)
    return at
