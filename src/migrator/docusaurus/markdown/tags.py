"""JSX tags (`micromark-extension-mdx-jsx/lib/factory-tag.js`), expressions and comments."""

from __future__ import annotations

import html
import re

from migrator.docusaurus.markdown.javascript_scan import closing_brace, is_expression, static_value
from migrator.docusaurus.markdown.tokens import Kind, Token
from migrator.nodes import Attribute, Js

#: HTML's elements without content, which MDX 1 took without a slash.
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)

_NAME = r"[^\W\d][\w$-]*"
_NAMES = rf"(?:{_NAME}|[$][\w$-]*)"
_START = re.compile(
    r"<(?![ \t\r\n])"
    rf"(?:>|\s*/\s*>|(?P<close>/)?[^\S\n]*(?P<name>{_NAMES}(?:(?:\s*\.\s*{_NAMES})+|\s*:\s*{_NAMES})?)(?=[\s/>{{]))",
    re.U,
)
_ATTRIBUTE = re.compile(
    rf"\s*(?:(?P<end>/?\s*>)|(?P<name>(?:{_NAMES})(?:\s*:\s*{_NAMES})?)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<brace>\{))|(?=[\s/>{]))|(?P<spread>\{))"
)
_ONLY_COMMENT = re.compile(r"\s*/\*((?:[^*]|\*(?!/))*)\*/\s*")
_SPACES = re.compile(r"\s+")


class Budget:
    """How many characters may still be looked at in vain; keeps hostile pages linear."""

    __slots__ = ("left",)

    def __init__(self, size: int) -> None:
        self.left = 200_000 + 2 * size

    def spend(self, cost: int) -> None:
        self.left -= cost


def expression_end(text: str, start: int, end: int, budget: Budget, *, spread: bool = False) -> int:
    """Return the offset of the ``}`` for the ``{`` at ``start``, -1 where there is no valid expression."""
    if budget.left < 0:
        return -1
    close = closing_brace(text, start + 1, end)
    if close < 0:
        budget.spend(end - start)
        return -1
    if is_expression(text[start + 1 : close], spread=spread):
        return close
    budget.spend(10 * (close - start) + 1000)
    return -1


def read_tag(text: str, start: int, end: int, budget: Budget) -> Token | None:
    """Read the JSX tag at ``start``, where there is a well-formed one that ends before ``end``."""
    found = _START.match(text, start, end)
    if found is None:
        return None
    name = found["name"] or ""
    if not name:
        return Token(Kind.CLOSE if "/" in found[0] else Kind.OPEN, start, found.end())
    if "." in name or ":" in name:
        name = _SPACES.sub("", name)
    at = found.end()
    attributes: dict[str, Attribute] = {}
    while True:
        part = _ATTRIBUTE.match(text, at, end)
        if part is None:
            budget.spend(at - start)
            return None
        at = part.end()
        kind = part.lastgroup
        if kind == "end":
            break
        if kind == "spread":
            close = expression_end(text, at - 1, end, budget, spread=True)
            if close < 0:
                return None
            attributes[f"...{len(attributes)}"] = Js(text[at:close].strip())
            at = close + 1
            continue
        attribute = part["name"]
        if kind == "brace":
            close = expression_end(text, at - 1, end, budget)
            if close < 0:
                return None
            source = text[at:close]
            attributes[attribute] = Js(source, *static_value(source))
            at = close + 1
        elif kind == "name":
            attributes[attribute] = True
        else:
            value = part[kind or "double"]
            attributes[attribute] = html.unescape(value) if "&" in value else value
    if found["close"]:
        return Token(Kind.CLOSE, start, at, name=name) if not attributes else None
    return Token(Kind.VOID if "/" in part["end"] else Kind.OPEN, start, at, name=name, attributes=attributes)


def read_comment(text: str, start: int, end: int, *, flow: bool) -> Token | None:
    """Read the HTML comment at ``start`` (`@slorber/remark-comment`)."""
    if text.startswith((">", "->"), start + 4):
        return None
    close = text.find("-->", start + 4, end)
    if close < 0:
        return None
    return Token(Kind.COMMENT, start, close + 3, flow=flow, value=text[start + 4 : close])


def read_expression(text: str, start: int, end: int, budget: Budget) -> Token | None:
    """Read the expression at ``start``; one of nothing but a comment is a comment."""
    close = expression_end(text, start, end, budget)
    if close < 0:
        return None
    source = text[start + 1 : close]
    comment = _ONLY_COMMENT.fullmatch(source)
    if comment:
        return Token(Kind.COMMENT, start, close + 1, value=comment[1])
    return Token(Kind.EXPRESSION, start, close + 1, value=source)
