"""The use of a component as code for the sandbox: its properties, and what stands between its tags.

A component may look at what it is given, and build something else of it.  So it gets elements as MDX makes them
(`mdast-util-to-hast`, `hast-util-to-estree`); but each knows the nodes it is of, and where it comes out of the
component as it went in, these nodes stay as the author typed them.  Should a component not get along with that, it gets
a single thing that it cannot look into.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from migrator import nodes as n
from migrator.docusaurus.javascript.picture import Picture
from migrator.docusaurus.markdown.semantics import unravel
from migrator.docusaurus.markdown.semantics.context import Context

#: What holds more nodes is handed over as one thing.
_MOST = 2_000
_WORD = re.compile(r"\w+")
_TAGS: dict[type[n.Node], str] = {
    n.Paragraph: "p",
    n.Blockquote: "blockquote",
    n.ListItem: "li",
    n.ThematicBreak: "hr",
    n.Emphasis: "em",
    n.Strong: "strong",
    n.Delete: "del",
    n.Break: "br",
}


@dataclass(slots=True)
class Between:
    """What stands between a component's tags.

    ``code`` is JavaScript.  ``slots`` has the nodes by the numbers that the code gives them, all of them under 0; none
    where the component gets nothing but a value.
    """

    code: str
    slots: list[list[n.Node]]

    def shown_in(self, picture: Picture) -> bool | None:
        """Whether the picture shows all of it; ``None`` where it shows nothing of it, or the same thing twice."""
        numbers = picture.slots
        if len(numbers) != len(set(numbers)):
            return None
        if 0 in numbers or not self.slots:
            return True
        wanted = _words(self.slots[0])
        there = _words([node for number in numbers for node in self.slots[number]])
        there.update(_WORD.findall(picture.text))
        return wanted <= there if wanted & there else None


def between(children: list[n.Node], context: Context) -> Iterator[Between]:
    """Yield what to give to a component for its children, the best first."""
    inner = children
    if len(inner) == 1 and isinstance(inner[0], n.Paragraph):
        inner = inner[0].children
    if all(isinstance(child, n.Text) for child in inner):
        yield Between(json.dumps(n.text_of(inner)), [])
    elif len(children) == 1 and isinstance(children[0], n.Expression):
        yield Between(f"({children[0].value}\n)", [])
    else:
        if sum(1 for child in children for _ in child.walk()) <= _MOST:
            yield _Encoder(context).encode(children)
        yield Between("$slot(0)", [children])


def call(node: n.Component | n.Element, context: Context, children: str = "") -> str:
    """Return the code that makes an element of a component's tag; ``children`` is what ``Between`` says."""
    return f"$jsx({_name(node, context)}, {{{_properties(node, children)}}})"


def is_nothing(node: n.Node) -> bool:
    """Tell whether a node between tags is but white space or a comment."""
    return isinstance(node, n.Comment | n.Esm) or (isinstance(node, n.Text) and not node.value.strip())


class _Encoder:
    """Writes nodes as code, and numbers them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._slots: list[list[n.Node]] = []

    def encode(self, children: list[n.Node]) -> Between:
        self._slots = [children]
        whole = self._node(children[0]) if len(children) == 1 else self._array(children)
        return Between(f"$typed(0, {whole})", self._slots)

    def _children(self, children: list[n.Node]) -> str:
        """Return several nodes as an array that knows them, a single one as itself."""
        kept = [child for child in children if not is_nothing(child)]
        if len(kept) == 1:
            return self._node(kept[0])
        return f"$typed({self._number(children)}, {self._array(children)})"

    def _number(self, nodes: list[n.Node]) -> int:
        self._slots.append(nodes)
        return len(self._slots) - 1

    def _node(self, node: n.Node) -> str:
        match node:
            case n.Text():
                return json.dumps(node.value)
            case n.Comment() | n.Esm():
                return "null"
            case n.Paragraph() if isinstance(inner := unravel.paragraph(node, self._context), list):
                return self._children(inner)
            case n.Element() | n.Component() if self._is_known(node):
                number = self._number([node])
                children = self._children(node.children) if node.children else ""
                return f"$typed({number}, {call(node, self._context, children)})"
            case n.ListItem() if not node.spread:
                inner = [inline for child in node.children for inline in _tight(child)]
                return f'$jsx("li", {{}}, {self._children(inner)})'
            case n.ListItem():
                return f'$jsx("li", {{}}, {self._children(node.children)})'
            case n.List():
                start = f"start: {node.start}" if node.start not in (None, 1) else ""
                return self._element(node, "ol" if node.ordered else "ul", start, self._array(node.children))
            case n.Table():
                return self._element(node, "table", "", self._table(node))
            case n.Heading():
                return self._element(node, f"h{node.depth}", "", self._children(node.children))
            case n.Link():
                return self._element(node, "a", f"href: {json.dumps(node.url)}", self._children(node.children))
            case n.Image():
                return self._element(node, "img", f"src: {json.dumps(node.url)}, alt: {json.dumps(node.alt)}")
            case n.InlineCode():
                return self._element(node, "code", "", json.dumps(node.value))
            case n.Code():
                language = f"className: {json.dumps(f'language-{node.lang}')}" if node.lang else ""
                code = f'$jsx("code", {{{language}}}, {json.dumps(node.value + chr(10))})'
                return self._element(node, "pre", "", code)
            case n.Parent() if type(node) in _TAGS:
                return self._element(node, _TAGS[type(node)], "", self._children(node.children))
            case n.ThematicBreak() | n.Break():
                return self._element(node, _TAGS[type(node)])
        return f"$slot({self._number([node])})"

    def _element(self, node: n.Node, tag: str, properties: str = "", children: str = "") -> str:
        number = self._number([node])
        return f"$typed({number}, $jsx({', '.join((json.dumps(tag), f'{{{properties}}}', *filter(None, [children])))}))"

    def _array(self, nodes: list[n.Node]) -> str:
        return f"[{', '.join(map(self._node, nodes))}]"

    def _table(self, table: n.Table) -> str:
        """Return the parts of a table.  They have no numbers, for none of them stands alone."""

        def row(node: n.Node, tag: str) -> str:
            cells = node.children if isinstance(node, n.Parent) else []
            drawn = (
                f'$jsx("{tag}", {_aligned(table, number)}, {self._children(cell.children)})'
                for number, cell in enumerate(cells)
                if isinstance(cell, n.Parent)
            )
            return f'$jsx("tr", {{}}, [{", ".join(drawn)}])'

        head = f'$jsx("thead", {{}}, {", ".join(row(one, "th") for one in table.children[:1])})'
        body = f'$jsx("tbody", {{}}, [{", ".join(row(one, "td") for one in table.children[1:])}])'
        return f"[{head}, {body}]"

    def _is_known(self, node: n.Element | n.Component) -> bool:
        """Tell whether the name of a tag means something to the page's own code."""
        modules = self._context.modules
        if isinstance(node, n.Element):
            return True
        return node.name.split(".", 1)[0] in self._context.defined or (modules is not None and modules.registers)


def _aligned(table: n.Table, column: int) -> str:
    align = table.align[column] if column < len(table.align) else None
    return json.dumps({"style": {"textAlign": align}} if align else {})


def _tight(child: n.Node) -> list[n.Node]:
    """A tight list's items hold their text itself."""
    return child.children if isinstance(child, n.Paragraph) else [child]


def _name(node: n.Component | n.Element, context: Context) -> str:
    if isinstance(node, n.Element):
        return json.dumps(node.name) if node.name else "$jsx.Fragment"
    root = node.name.split(".", 1)[0]
    if context.modules is not None and context.modules.registers:
        return f"typeof {root} === 'undefined' ? $registered.{node.name} : {node.name}"
    return node.name


def _properties(node: n.Component | n.Element, children: str) -> str:
    made = [_property(name, value) for name, value in node.attributes.items()]
    return ", ".join([*made, f'"children": {children}'] if children else made)


def _property(name: str, value: n.Attribute) -> str:
    if isinstance(value, n.Js):
        if name.startswith("..."):
            return f"...({value.source.removeprefix('...')}\n)"
        return f"{json.dumps(name)}: {json.dumps(value.value) if value.static else f'({value.source})'}"
    return f"{json.dumps(name)}: {json.dumps(value)}"


def _words(nodes: list[n.Node]) -> set[str]:
    words: set[str] = set()
    for top in nodes:
        for node in top.walk():
            if isinstance(node, n.Text | n.InlineCode | n.Code):
                words.update(_WORD.findall(node.value))
    return words
