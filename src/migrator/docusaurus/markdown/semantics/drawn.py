"""What an expression draws that has JSX in it, as far as constants tell: ``{names.map((name) => <li>{name}</li>)}``.

JSX in an expression is JavaScript's: there is no Markdown between its tags, and white space at lines' ends is none.
"""

from __future__ import annotations

import html
import re
from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass, field

from migrator.docusaurus.markdown.semantics.constants import DEEPEST, NoConstantError, Reader, evaluate
from migrator.docusaurus.markdown.semantics.operators import UNKNOWN, as_text, member, truthy
from migrator.docusaurus.markdown.tags import Budget, read_tag
from migrator.docusaurus.markdown.tokens import Kind, Token
from migrator.nodes import Attribute, Component, Element, Js, Node, Span, Text

_PARAMETERS = r"\(\s*(?:\{([\w$,\s]*)\}|([\w$]*))\s*(?:,\s*([\w$]+)\s*)?,?\s*\)"
_ARROW = re.compile(rf"(?:{_PARAMETERS}|([\w$]+))\s*=>\s*(?!\{{)")
_COMPONENT = re.compile(
    rf"^[ \t]*export\s+(?:const\s+([A-Z][\w$]*)\s*=\s*{_PARAMETERS}\s*=>|function\s+([A-Z][\w$]*)\s*{_PARAMETERS})"
    r"\s*(?:\{\s*return\b\s*)?",
    re.M,
)
_WORD = re.compile(r"[\w$]+")
_MARK = re.compile(r"[<{]")
_LINE_END = re.compile(r"[ \t]*\r?\n[ \t]*")

#: Elements that stand inside a line.
_IN_LINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "br",
        "button",
        "code",
        "em",
        "i",
        "img",
        "kbd",
        "mark",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
    )
)

#: How many characters of code the expressions and components of a page may run.
_LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class _Function:
    """``(first, second) => body``; ``fields`` are taken out of the first argument."""

    body: int
    first: str
    second: str
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Limits:
    """How much code a page may still run, and how much may be read in vain: no page is to explode."""

    run: int = _LONGEST
    read: Budget = field(default_factory=lambda: Budget(_LONGEST))


def drawn(source: str, names: dict[str, object], span: Span | None, limits: Limits) -> list[Node] | None:
    """Return the nodes that an expression draws, or that the function draws that it is; ``None`` where it is not known.

    They are given the expression's ``span``.
    """
    reader = _Drawing(source, ChainMap(names), span, 0, limits, _Shared())
    try:
        value = reader.expression(0)
        if isinstance(value, _Function):
            value = reader.applied(value, ())
        if reader.skip():
            return None
    except NoConstantError:
        return None
    nodes = reader.nodes(value)
    for node in nodes or []:
        if isinstance(node, Element) and node.name in _IN_LINE:
            node.inline = True
    return nodes


@dataclass(frozen=True, slots=True)
class OwnComponent:
    """A component that a page defines: the code of its ``export`` and the function in it."""

    source: str
    function: _Function

    def drawn(self, node: Component, names: dict[str, object], limits: Limits, later: set[str]) -> list[Node] | None:
        """Return what the component draws with the attributes and the children of ``node``.

        ``later`` are the components that it must not draw itself: that and those that are defined behind it.
        """
        props: dict[str, object] = {"children": node.children}
        for name, value in node.attributes.items():
            known = value.value if isinstance(value, Js) and value.static else UNKNOWN
            props[name] = known if isinstance(value, Js) else value
        reader = _Drawing(self.source, ChainMap(names), node.span, self.function.body, limits, _Shared(node.children))
        try:
            made = reader.nodes(reader.applied(self.function, (props,)))
        except NoConstantError:
            return None
        return made if reader.shared.uses <= 1 and not reader.shared.made & later else None


def own_components(source: str) -> dict[str, OwnComponent]:
    """Return the components that an ``export`` defines as nothing but what they draw, by name."""
    found: dict[str, OwnComponent] = {}
    for match in _COMPONENT.finditer(source):
        name, fields, first, second = match.groups()[:4] if match[1] else match.groups()[4:]
        function = _Function(match.end(), first or "", second or "", tuple(_WORD.findall(fields or "")))
        found[name] = OwnComponent(source, function)
    return found


@dataclass(slots=True)
class _Shared:
    """What the readers of one drawing share: the names of its tags, and how often it shows the children it is given."""

    given: list[Node] | None = None
    uses: int = 0
    made: set[str] = field(default_factory=set)


class _Drawing(Reader):
    """A cursor that knows JSX and functions."""

    def __init__(
        self,
        source: str,
        names: ChainMap[str, object],
        span: Span | None,
        at: int,
        limits: Limits,
        shared: _Shared,
    ) -> None:
        super().__init__(source, names, at)
        self.scope = names
        self.span = span
        self.limits = limits
        self.shared = shared

    def value(self, depth: int) -> object:
        if depth > DEEPEST:
            raise NoConstantError
        if self.skip() == "<":
            return self.element(depth)
        if found := _ARROW.match(self.source, self.at):
            self.at = found.end()
            fields, first, second, only = found.groups()
            function = _Function(self.at, first or only or "", second or "", tuple(_WORD.findall(fields or "")))
            unknown: dict[str, object] = {function.first: UNKNOWN, function.second: UNKNOWN}
            unknown.update((name, UNKNOWN) for name in function.fields)
            self.at = self.over(function, unknown, depth + 1)[1]
            return function
        return super().value(depth)

    def called(self, value: object, name: str, arguments: Sequence[object]) -> object:
        function = arguments[0] if len(arguments) == 1 else None
        if name not in ("map", "filter") or not isinstance(value, list) or not isinstance(function, _Function):
            return super().called(value, name, arguments)
        items = [self.applied(function, (item, at)) for at, item in enumerate(value)]
        if any(item is UNKNOWN for item in items):
            return UNKNOWN
        return items if name == "map" else [item for item, kept in zip(value, items, strict=True) if truthy(kept)]

    def applied(self, function: _Function, arguments: tuple[object, ...]) -> object:
        first, second = (*arguments, None, None)[:2]
        values = {function.first: first, function.second: second}
        return self.over(function, values | {name: member(first, name) for name in function.fields}, 0)[0]

    def over(self, function: _Function, values: dict[str, object], depth: int) -> tuple[object, int]:
        """Evaluate a function's body; return its value and where it ends."""
        if self.limits.run < 0:
            raise NoConstantError
        body = _Drawing(self.source, self.scope.new_child(values), self.span, function.body, self.limits, self.shared)
        value = body.expression(depth)
        self.limits.run -= 50 + body.at - function.body
        return value, body.at

    # ------------------------------------------------------------ JSX

    def element(self, depth: int) -> object:
        token = self.tag()
        if token.kind is Kind.CLOSE:
            raise NoConstantError
        inside: list[object] = []
        while token.kind is Kind.OPEN:
            mark = _MARK.search(self.source, self.at)
            if mark is None or depth > DEEPEST:
                raise NoConstantError
            inside.append(_jsx_text(self.source[self.at : mark.start()]))
            self.at = mark.start()
            if mark[0] == "<" and re.match(r"<\s*/", self.source[self.at : self.at + 20]):
                if self.tag().name != token.name:
                    raise NoConstantError
                break
            inside.append(self.element(depth + 1) if mark[0] == "<" else self.braces(depth))
        children = self.nodes(inside)
        if children is None:
            return UNKNOWN
        self.shared.made.add(token.name)
        kind = Element if not token.name or ("." not in token.name and not token.name[0].isupper()) else Component
        attributes = {name: self.attribute(name, value) for name, value in token.attributes.items()}
        for child in children:
            if isinstance(child, Element | Component) and child.open is None:
                child.inline = True
        return kind(children, name=token.name, attributes=attributes, span=self.span)

    def tag(self) -> Token:
        token = read_tag(self.source, self.at, len(self.source), self.limits.read)
        if token is None:
            raise NoConstantError
        self.at = token.end
        return token

    def braces(self, depth: int) -> object:
        self.at += 1
        value = None if self.skip() == "}" else self.expression(depth + 1)
        self.take("}")
        return value

    def attribute(self, name: str, value: Attribute) -> Attribute:
        if not isinstance(value, Js) or value.static:
            return value
        constant = evaluate(value.source.removeprefix("..."), self.names)
        return Js(value.source, True, constant.value) if constant else value

    def nodes(self, value: object) -> list[Node] | None:
        """Return what React draws for a value, ``None`` where that is nothing it can draw or not known."""
        if value is None or isinstance(value, bool) or value == "":
            return []
        if isinstance(value, Node):
            return [value]
        if isinstance(value, list):
            self.shared.uses += value is self.shared.given
            parts = [self.nodes(item) for item in value]
            return None if None in parts else [node for part in parts for node in part or []]
        text = as_text(value)
        return None if text is None else [Text(text, plain=False, span=self.span)]


def _jsx_text(text: str) -> str:
    """Return the text that stands between tags: lines without their indentation, one space between them."""
    lines = _LINE_END.split(text)
    return html.unescape(" ".join(line for line in lines if line) if len(lines) > 1 else text)
