"""JavaScript inside Markdown: where an expression ends, whether it is one, and what a constant is worth.

MDX asks a JavaScript parser at every ``}`` (`micromark-factory-mdx-expression`).  Here braces are matched by
JavaScript's lexical rules, and only what is not plainly an expression is shown to a parser (tree-sitter).
"""

from __future__ import annotations

import re
from functools import cache

import tree_sitter_typescript
from tree_sitter import Language, Parser

_STEP = re.compile(r"""["'`{}]|//|/\*|/(?=[^\s/*>])""")
_STRING_END = {'"': re.compile(r'(?:[^"\\\n]|\\.)*"', re.S), "'": re.compile(r"(?:[^'\\\n]|\\.)*'", re.S)}
_TEMPLATE_STEP = re.compile(r"`|\$\{|\\.", re.S)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_BEFORE_REGEX = frozenset("(,=:[!&|?{};+-*%~^")

_PLAIN = re.compile(
    r"""\s*(?:[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*|-?\d+(?:\.\d+)?|"[^"\\\n]*"|'[^'\\\n]*'|`[^`\\$]*`|/\*(?:[^*]|\*(?!/))*\*/)?\s*"""
)
_RESERVED = re.compile(
    "break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|finally|for|function|if|"
    "import|in|instanceof|new|return|switch|throw|try|typeof|var|void|while|with"
)
_IMPORTS = re.compile(
    r"(?:import\s+(?:[\w$]+|\*\s+as\s+[\w$]+|(?:[\w$]+\s*,\s*)?\{[\w$\s,]*\})\s+from\s+"
    r"(?:\"[^\"\n]*\"|'[^'\n]*')[ \t]*;?\s*"
    r"|import\s+(?:\"[^\"\n]*\"|'[^'\n]*')[ \t]*;?\s*)+"
)
_OPEN_PARTS = re.compile(
    r"/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`", re.S
)
_MODULE_PARTS = frozenset(("import_statement", "export_statement", "comment", "empty_statement"))

#: Longer code than this is not checked, but believed.
CHECKED = 100_000


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_typescript.language_tsx()))


def closing_brace(text: str, start: int, end: int) -> int:
    """Return the offset of the ``}`` that closes the ``{`` before ``start``, -1 where none does before ``end``."""
    depth = 0
    templates: list[int] = []  # depths of ``${`` in open templates
    at = start
    while True:
        found = _STEP.search(text, at, end)
        if found is None:
            return -1
        at = found.end()
        mark = found[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            if templates and templates[-1] == depth:
                templates.pop()
                depth -= 1
                at = _template(text, at, end, templates, depth)
                if at < 0:
                    return -1
                if templates and templates[-1] == depth + 1:
                    depth += 1
                continue
            if depth == 0:
                return found.start()
            depth -= 1
        elif mark == "`":
            at = _template(text, at, end, templates, depth)
            if at < 0:
                return -1
            if templates and templates[-1] == depth + 1:
                depth += 1
        elif mark == "//":
            if text[found.start() - 1] == ":":  # a URL in JSX text
                continue
            line = text.find("\n", at, end)
            if line < 0:
                return -1
            at = line
        elif mark == "/*":
            at = text.find("*/", at, end) + 2
            if at < 2:
                return -1
        elif mark == "/":
            before = text[start : found.start()].rstrip()[-1:] if found.start() - start < 200 else _last(text, found)
            if before == "" or before in _BEFORE_REGEX:
                regex = _REGEX.match(text, found.start(), end)
                if regex:
                    at = regex.end()
        else:
            string = _STRING_END[mark].match(text, at, end)
            if string:  # else an apostrophe in JSX text
                at = string.end()


def _last(text: str, found: re.Match[str]) -> str:
    return text[found.start() - 200 : found.start()].rstrip()[-1:]


def _template(text: str, at: int, end: int, templates: list[int], depth: int) -> int:
    """Go on in a template literal; return where code begins again, after its end or after a ``${``."""
    while True:
        found = _TEMPLATE_STEP.search(text, at, end)
        if found is None:
            return -1
        at = found.end()
        if found[0] == "`":
            return at
        if found[0] == "${":
            templates.append(depth + 1)
            return at


def is_expression(source: str, *, spread: bool = False) -> bool:
    """Tell whether ``source`` is one JavaScript expression, or nothing but comments."""
    if _PLAIN.fullmatch(source):
        return not _RESERVED.fullmatch(source.strip())
    if len(source) > CHECKED:
        return True
    code = f"({{{source}\n}})" if spread else f"(\n{source}\n)"
    tree = _parser().parse(code.encode("utf-8", "replace"))
    if not tree.root_node.has_error:
        return True
    return not spread and _only_comments(source)


def _only_comments(source: str) -> bool:
    tree = _parser().parse(source.encode("utf-8", "replace"))
    return all(node.type == "comment" for node in tree.root_node.children)


def is_module(source: str) -> bool:
    """Tell whether ``source`` is nothing but ``import`` and ``export`` statements."""
    if _IMPORTS.fullmatch(source):
        return True
    if len(source) > CHECKED:
        return True
    root = _parser().parse(source.encode("utf-8", "replace")).root_node
    return not root.has_error and all(node.type in _MODULE_PARTS for node in root.children)


def is_open(source: str) -> bool:
    """Tell whether ``source`` stops inside brackets, a template or a comment, so that more may complete it."""
    found = _OPEN_PARTS.sub("", source)
    if "`" in found or "/*" in found:
        return True
    return any(found.count(opening) > found.count(closing) for opening, closing in ("()", "[]", "{}"))


# ---------------------------------------------------------------- constants

_SPACE = re.compile(r"(?:\s+|/\*(?:[^*]|\*(?!/))*\*/|//[^\n]*)*")
_NUMBER = re.compile(r"-?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "undefined": None}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r?\n|(.))", re.S)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_DEEPEST = 50


class _NoConstantError(Exception):
    pass


def static_value(source: str) -> tuple[bool, object]:
    """Return ``(True, value)`` where ``source`` is a constant: a literal, or an array or object of such."""
    try:
        value, at = _value(source, _skip(source, 0), 0)
    except (_NoConstantError, ValueError, OverflowError):
        return False, None
    if _skip(source, at) != len(source):
        return False, None
    return True, value


def _skip(source: str, at: int) -> int:
    found = _SPACE.match(source, at)
    return found.end() if found else at


def _value(source: str, at: int, depth: int) -> tuple[object, int]:
    if depth > _DEEPEST or at >= len(source):
        raise _NoConstantError
    first = source[at]
    if first in "\"'`":
        return _string(source, at)
    if first == "[":
        return _array(source, at, depth)
    if first == "{":
        return _object(source, at, depth)
    if first == "(":
        value, at = _value(source, _skip(source, at + 1), depth + 1)
        at = _skip(source, at)
        if source[at : at + 1] != ")":
            raise _NoConstantError
        return value, at + 1
    if number := _NUMBER.match(source, at):
        digits = number[0]
        if "x" in digits or "X" in digits:
            return int(digits, 16), number.end()
        value = float(digits)
        return (int(value) if value.is_integer() and abs(value) < 1e15 else value), number.end()
    if (name := _NAME.match(source, at)) and name[0] in _WORDS:
        return _WORDS[name[0]], name.end()
    raise _NoConstantError


def _string(source: str, at: int) -> tuple[str, int]:
    quote = source[at]
    if quote == "`":
        end = at + 1
        while True:
            step = _TEMPLATE_STEP.search(source, end)
            if step is None or step[0] == "${":
                raise _NoConstantError
            end = step.end()
            if step[0] == "`":
                break
    else:
        found = _STRING_END[quote].match(source, at + 1)
        if found is None:
            raise _NoConstantError
        end = found.end()
    return _ESCAPE.sub(_unescape, source[at + 1 : end - 1]), end


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        return chr(int(code, 16))
    return _ESCAPED.get(found[4], found[4]) if found[4] else ""


def _array(source: str, at: int, depth: int) -> tuple[list[object], int]:
    values: list[object] = []
    at = _skip(source, at + 1)
    while source[at : at + 1] != "]":
        value, at = _value(source, at, depth + 1)
        values.append(value)
        at = _comma(source, at, "]")
    return values, at + 1


def _object(source: str, at: int, depth: int) -> tuple[dict[str, object], int]:
    values: dict[str, object] = {}
    at = _skip(source, at + 1)
    while source[at : at + 1] != "}":
        if source[at : at + 1] in ('"', "'"):
            key, at = _string(source, at)
        elif found := _NAME.match(source, at) or _NUMBER.match(source, at):
            key, at = found[0], found.end()
        else:
            raise _NoConstantError
        at = _skip(source, at)
        if source[at : at + 1] != ":":
            raise _NoConstantError
        value, at = _value(source, _skip(source, at + 1), depth + 1)
        values[key] = value
        at = _comma(source, at, "}")
    return values, at + 1


def _comma(source: str, at: int, close: str) -> int:
    at = _skip(source, at)
    if source[at : at + 1] == ",":
        return _skip(source, at + 1)
    if source[at : at + 1] != close:
        raise _NoConstantError
    return at
