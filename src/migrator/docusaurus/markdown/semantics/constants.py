"""The value of a JavaScript expression that is a constant, without running it.

Literals, arrays, objects, templates and sums of these; names that the page defines as constants;
``require('./a.png').default`` and ``useBaseUrl('/a')``, which stand for a path.  Anything else is no constant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.S)
_INDENT = re.compile(r"(?<=\n) {1,2}")
_NUMBER = re.compile(r"0[xX][\da-fA-F]{1,13}|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_STRING = re.compile(r"""'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)\"""", re.S)
_ESCAPE = re.compile(r"\\(u\{[\da-fA-F]{1,6}\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|\r\n|.)", re.S)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "undefined": None}
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that is known: JSON-like, ``None`` for ``null`` and ``undefined``."""

    value: object


def expression_value(source: str, names: Mapping[str, object]) -> Constant | None:
    """Return the constant that an expression in a page's text or tags is.

    MDX takes up to two spaces from each further line, in strings too (`micromark-factory-mdx-expression`).
    """
    return evaluate(_INDENT.sub("", source) if "\n" in source else source, names)


def evaluate(source: str, names: Mapping[str, object], start: int = 0, *, partial: bool = False) -> Constant | None:
    """Return the constant that ``source`` is from ``start`` on, ``None`` where it is none.

    ``partial`` allows more code on lines behind it, as behind ``export const a = 'b';``.
    """
    reader = _Reader(source, names, start)
    try:
        value = reader.sum(0)
        reader.skip()
    except _NoConstantError:
        return None
    rest = source[reader.at :]
    if rest and not (partial and (rest[0] == ";" or "\n" in source[reader.end : reader.at])):
        return None
    return Constant(value)


def number_text(value: float) -> str:
    """Return a number as JavaScript writes it: ``1``, not ``1.0``."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e21 else repr(value)


class _NoConstantError(Exception):
    pass


class _Reader:
    """A cursor over an expression.  ``end`` is where the last token ended."""

    def __init__(self, source: str, names: Mapping[str, object], at: int) -> None:
        self.source = source
        self.names = names
        self.at = self.end = at

    def skip(self) -> str:
        """Skip white space and comments; return the next character, "" at the end."""
        self.end = self.at
        found = _SPACE.match(self.source, self.at)
        self.at = found.end() if found else self.at
        return self.source[self.at : self.at + 1]

    def take(self, token: str) -> None:
        if self.skip() != token:
            raise _NoConstantError
        self.at += 1

    def took(self, token: str) -> bool:
        if self.skip() != token:
            return False
        self.at += 1
        return True

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.source, self.at)
        if found is None:
            raise _NoConstantError
        self.at = found.end()
        return found

    def sum(self, depth: int) -> object:
        value = self.value(depth)
        while self.skip() == "+":
            self.at += 1
            other = self.value(depth)
            if isinstance(value, str) or isinstance(other, str):
                value = as_text(value) + as_text(other)
            elif isinstance(value, int | float) and isinstance(other, int | float):
                value = value + other
            else:
                raise _NoConstantError
        return value

    def value(self, depth: int) -> object:
        if depth > _DEEPEST:
            raise _NoConstantError
        first = self.skip()
        if first in ("'", '"') and first:
            found = self.match(_STRING)
            return unescape(found[1] if found[1] is not None else found[2])
        if first == "`":
            return self.template(depth)
        if first.isdigit() or first == ".":
            return _number(self.match(_NUMBER)[0])
        if first == "-":
            self.at += 1
            number = self.value(depth + 1)
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise _NoConstantError
            return -number
        if first == "[":
            return self.array_literal(depth)
        if first == "{":
            return self.object_literal(depth)
        if first == "(":
            self.at += 1
            inner = self.sum(depth + 1)
            self.take(")")
            return inner
        return self.name(depth)

    def array_literal(self, depth: int) -> list[object]:
        self.at += 1
        items: list[object] = []
        while not self.took("]"):
            items.append(self.sum(depth + 1))
            if not self.took(","):
                self.take("]")
                break
        return items

    def object_literal(self, depth: int) -> dict[str, object]:
        self.at += 1
        items: dict[str, object] = {}
        while not self.took("}"):
            first = self.skip()
            key = str(self.value(depth + 1)) if first in ("'", '"') or first.isdigit() else self.match(_NAME)[0]
            if self.took(":"):
                items[key] = self.sum(depth + 1)
            elif key in self.names:
                items[key] = self.names[key]
            else:
                raise _NoConstantError
            if not self.took(","):
                self.take("}")
                break
        return items

    def template(self, depth: int) -> str:
        self.at += 1
        parts: list[str] = []
        start = self.at
        source = self.source
        while self.at < len(source):
            char = source[self.at]
            if char == "\\":
                self.at += 2
            elif char == "`":
                parts.append(unescape(source[start : self.at]))
                self.at += 1
                return "".join(parts).replace("\r\n", "\n")
            elif char == "$" and source.startswith("${", self.at):
                parts.append(unescape(source[start : self.at]))
                self.at += 2
                parts.append(as_text(self.sum(depth + 1)))
                self.take("}")
                start = self.at
            else:
                self.at += 1
        raise _NoConstantError

    def name(self, depth: int) -> object:
        name = self.match(_NAME)[0]
        if name in _WORDS:
            return _WORDS[name]
        if name in ("require", "useBaseUrl") and name not in self.names:
            self.take("(")
            argument = self.sum(depth + 1)
            self.took(",")
            self.take(")")
            if not isinstance(argument, str):
                raise _NoConstantError
            if name == "useBaseUrl":
                return argument if "://" in argument or argument.startswith(("/", "#")) else f"/{argument}"
            if self.source.startswith(".default", self.at):
                self.at += len(".default")
            return argument.rsplit("!", 1)[-1]
        if name not in self.names:
            raise _NoConstantError
        value = self.names[name]
        while self.took("."):
            key = self.match(_NAME)[0]
            if not isinstance(value, dict) or key not in value:
                raise _NoConstantError
            value = value[key]
        if self.skip() in ("(", "["):
            raise _NoConstantError
        return value


def _number(text: str) -> int | float:
    text = text.replace("_", "")
    if text[:2].lower() == "0x":
        return int(text, 16)
    value = float(text)
    return int(text) if text.isdecimal() and len(text) < 16 else value


def as_text(value: object) -> str:
    """Return a constant as JavaScript joins it to a string; raise where it is no text or number."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(value)
    raise _NoConstantError


def unescape(text: str) -> str:
    """Resolve the escapes of a JavaScript string."""
    if "\\" not in text:
        return text

    def one(found: re.Match[str]) -> str:
        code = found[1]
        if code[0] in "ux" and len(code) > 1:
            point = int(code[1:].strip("{}"), 16)
            return chr(point) if point < 0x110000 and not 0xD800 <= point < 0xE000 else found[0]
        return _SIMPLE.get(code, code)

    return _ESCAPE.sub(one, text)
