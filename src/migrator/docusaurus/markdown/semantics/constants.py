"""The value of a JavaScript expression that is a constant, without running it.

Literals, arrays, objects, templates, and what operators and a few methods make of these; names that the page defines
as constants; ``require('./a.png').default`` and ``useBaseUrl('/a')``, which stand for a path; ``translate({message})``.
Anything else is no constant.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from migrator.docusaurus.markdown.semantics.operators import (
    RANKS,
    UNKNOWN,
    as_text,
    binary,
    call,
    concatenated,
    interpolated,
    member,
    truthy,
)

_SPACE = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)*", re.S)
_INDENT = re.compile(r"(?<=\n) {1,2}")
_NUMBER = re.compile(r"0[xX][\da-fA-F]{1,13}|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_STRING = re.compile(r"""'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)\"""", re.S)
_ESCAPE = re.compile(r"\\(u\{[\da-fA-F]{1,6}\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|\r\n|.)", re.S)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "undefined": None}
_OPERATOR = re.compile(r"\?\?|\|\||&&|[=!]==?|[<>]=?|[-+*/%]")
#: Functions whose result is known.
_FUNCTIONS = frozenset(("require", "translate", "useBaseUrl"))
_STATEMENTS = frozenset(("async", "await", "class", "delete", "function", "new", "typeof", "void", "yield"))
DEEPEST = 50


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
    reader = Reader(source, names, start)
    try:
        value = reader.expression(0)
        reader.skip()
    except NoConstantError:
        return None
    if value is UNKNOWN:
        return None
    rest = source[reader.at :]
    if rest and not (partial and (rest[0] == ";" or "\n" in source[reader.end : reader.at])):
        return None
    return Constant(value)


class NoConstantError(Exception):
    """What is read is no expression of those that are known here."""


class Reader:
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
            raise NoConstantError
        self.at += 1

    def took(self, token: str) -> bool:
        self.skip()
        if not self.source.startswith(token, self.at):
            return False
        self.at += len(token)
        return True

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.source, self.at)
        if found is None:
            raise NoConstantError
        self.at = found.end()
        return found

    def expression(self, depth: int) -> object:
        """Read an expression with its operators, ``a ? b : c`` last."""
        value = self.operators(0, depth)
        if self.skip() != "?":
            return value
        self.at += 1
        yes = self.expression(depth + 1)
        self.take(":")
        no = self.expression(depth + 1)
        return UNKNOWN if value is UNKNOWN else yes if truthy(value) else no

    def operators(self, rank: int, depth: int) -> object:
        """Read operands with operators of ``rank`` or a higher one between them."""
        value = self.operand(depth)
        self.skip()
        while (found := _OPERATOR.match(self.source, self.at)) and RANKS[found[0]] >= rank:
            self.at = found.end()
            value = binary(found[0], value, self.operators(RANKS[found[0]] + 1, depth + 1))
            self.skip()
        return value

    def operand(self, depth: int) -> object:
        """Read a value with what is asked of it: ``a.b``, ``a[0]``, ``a.join(', ')``."""
        value = self.value(depth)
        while True:
            optional = self.took("?.")
            if optional and value is None:
                raise NoConstantError
            if self.took("["):
                value = member(value, self.expression(depth + 1))
                self.take("]")
            elif optional or self.took("."):
                self.skip()
                key = self.match(_NAME)[0]
                value = self.called(value, key, self.arguments(depth)) if self.took("(") else member(value, key)
            elif self.took("("):
                self.arguments(depth)
                value = UNKNOWN
            else:
                return value

    def called(self, value: object, name: str, arguments: Sequence[object]) -> object:
        """Return what a method gives."""
        return call(value, name, arguments)

    def arguments(self, depth: int) -> list[object]:
        return self.items(")", depth)

    def items(self, close: str, depth: int) -> list[object]:
        """Read expressions between commas up to ``close``; those behind ``...`` are spread."""
        items: list[object] = []
        while not self.took(close):
            if self.took("..."):
                more = self.expression(depth + 1)
                items += more if isinstance(more, list) else [UNKNOWN]
            else:
                items.append(self.expression(depth + 1))
            if not self.took(","):
                self.take(close)
                break
        return items

    def value(self, depth: int) -> object:
        if depth > DEEPEST:
            raise NoConstantError
        first = self.skip()
        if first in ("'", '"') and first:
            found = self.match(_STRING)
            return unescape(found[1] if found[1] is not None else found[2])
        if first == "`":
            return self.template(depth)
        if first.isdigit() or first == ".":
            return _number(self.match(_NUMBER)[0])
        if first in ("-", "!") and first:
            self.at += 1
            operand = self.operand(depth + 1)
            if first == "-":
                return binary("-", 0, operand)
            return UNKNOWN if operand is UNKNOWN else not truthy(operand)
        if first == "[":
            self.at += 1
            items = self.items("]", depth)
            return UNKNOWN if any(item is UNKNOWN for item in items) else items
        if first == "{":
            return self.object_literal(depth)
        if first == "(":
            self.at += 1
            inner = self.expression(depth + 1)
            self.take(")")
            return inner
        return self.name(depth)

    def object_literal(self, depth: int) -> object:
        self.at += 1
        items: dict[str, object] = {}
        while not self.took("}"):
            first = self.skip()
            if self.took("..."):
                more = self.expression(depth + 1)
                items.update(more if isinstance(more, dict) else {"": UNKNOWN})
            else:
                key = str(self.value(depth + 1)) if first in ("'", '"') or first.isdigit() else self.match(_NAME)[0]
                items[key] = self.expression(depth + 1) if self.took(":") else self.named(key)
            if not self.took(","):
                self.take("}")
                break
        return UNKNOWN if any(item is UNKNOWN for item in items.values()) else items

    def template(self, depth: int) -> object:
        self.at += 1
        parts: list[str] = []
        known = True
        start = self.at
        source = self.source
        while self.at < len(source):
            char = source[self.at]
            if char == "\\":
                self.at += 2
            elif char == "`":
                parts.append(unescape(source[start : self.at]))
                self.at += 1
                return concatenated([part.replace("\r\n", "\n") for part in parts]) if known else UNKNOWN
            elif char == "$" and source.startswith("${", self.at):
                parts.append(unescape(source[start : self.at]))
                self.at += 2
                text = as_text(self.expression(depth + 1))
                known = known and text is not None
                parts.append(text or "")
                self.take("}")
                start = self.at
            else:
                self.at += 1
        raise NoConstantError

    def name(self, depth: int) -> object:
        name = self.match(_NAME)[0]
        if name in _WORDS:
            return _WORDS[name]
        if name in self.names:
            return self.named(name)
        self.skip()
        if name in _STATEMENTS or self.source.startswith("=>", self.at):
            raise NoConstantError
        if name not in _FUNCTIONS or not self.took("("):
            return UNKNOWN
        arguments = self.arguments(depth)
        first = arguments[0] if arguments else None
        if name == "translate":
            message = first.get("message") if isinstance(first, dict) else None
            values = arguments[1] if len(arguments) > 1 else None
            return interpolated(message, values) if isinstance(message, str) else UNKNOWN
        if not isinstance(first, str):
            return UNKNOWN
        if name == "useBaseUrl":
            return first if "://" in first or first.startswith(("/", "#")) else f"/{first}"
        self.took(".default")
        return first.rsplit("!", 1)[-1]

    def named(self, name: str) -> object:
        """Return the value of a name, as far as it is one that JSON has."""
        value = self.names.get(name, UNKNOWN)
        return value if value is None or isinstance(value, str | int | float | list | dict) else UNKNOWN


def _number(text: str) -> int | float:
    text = text.replace("_", "")
    if text[:2].lower() == "0x":
        return int(text, 16)
    value = float(text)
    return int(text) if text.isdecimal() and len(text) < 16 else value


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
