"""The body of a page as a tree.

Names and fields are mdast's (https://github.com/syntax-tree/mdast); where Docusaurus
adds something of its own, a semantic node follows (``Admonition``, ``Tabs``, ...).
Nodes are plain dataclasses: a tree can be built by hand, positional fields first,

    Root([Heading([Text("Hello")], depth=1, id="hello"), Paragraph([Text("World")])])

``span`` says where a node stands: character offsets into ``Post.source.text``.  It is
``None`` for a node made by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from migrator.targets import Target


class Span(NamedTuple):
    """A half-open range of characters of the source file's text."""

    start: int
    end: int


@dataclass(slots=True)
class Node:
    """What every node has: its mdast name and its place in the source."""

    type: ClassVar[str]
    span: Span | None = field(default=None, kw_only=True)

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it, in document order."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            if isinstance(node, Parent):
                stack += node.children[::-1]
                if heading := node.heading_nodes():
                    stack += heading[::-1]


@dataclass(slots=True)
class Parent(Node):
    """A node with children."""

    children: list[Node] = field(default_factory=list)

    def heading_nodes(self) -> list[Node]:
        """Nodes that stand before the children: a title, a summary."""
        return []


@dataclass(slots=True)
class Container(Parent):
    """A parent that is written with an opening and a closing mark (a tag, a ``:::`` line).

    ``open`` and ``close`` are the spans of the marks alone, so that a writer can replace
    the marks and leave what stands between them as the author typed it.  ``close`` is
    ``None`` when there is no closing mark (a self-closing tag, a directive that ends with
    its parent).
    """

    open: Span | None = field(default=None, kw_only=True)
    close: Span | None = field(default=None, kw_only=True)


# ---------------------------------------------------------------- mdast: flow


@dataclass(slots=True)
class Root(Parent):
    type: ClassVar[str] = "root"


@dataclass(slots=True)
class Paragraph(Parent):
    type: ClassVar[str] = "paragraph"


@dataclass(slots=True)
class Heading(Parent):
    """``id`` is the anchor that the rendered heading has in Docusaurus.

    ``id_span`` covers the author's own marker (``{#id}`` or ``{/* #id */}``, with the space
    before it) where there is one; the marker is not part of the children.
    """

    type: ClassVar[str] = "heading"
    depth: int = 1
    id: str = ""
    id_span: Span | None = None


@dataclass(slots=True)
class ThematicBreak(Node):
    type: ClassVar[str] = "thematicBreak"


@dataclass(slots=True)
class Blockquote(Parent):
    type: ClassVar[str] = "blockquote"


@dataclass(slots=True)
class List(Parent):
    """``start`` is the first number of an ordered list, ``None`` in a bulleted one."""

    type: ClassVar[str] = "list"
    start: int | None = None
    spread: bool = False

    @property
    def ordered(self) -> bool:
        return self.start is not None


@dataclass(slots=True)
class ListItem(Parent):
    """``checked`` is ``None`` where the item is no task."""

    type: ClassVar[str] = "listItem"
    checked: bool | None = None
    spread: bool = False


@dataclass(slots=True)
class Code(Node):
    """A code block, as the reader of the page sees it.

    ``value`` is the code without the magic comments (``// highlight-next-line``), which
    have become ``highlighted`` lines: 1-based, inclusive ranges that count in ``value``.
    ``line_numbers`` is the first number shown, ``None`` for none.  ``marks`` holds the code's
    other magic-comment classes (``{"theme-code-block-error-line": [(2, 2)]}``).  ``meta`` is
    the rest of the info string as typed.

    For a writer that patches: ``info`` covers the info string (empty span right behind the
    opening fence where there is none), ``dropped`` the source lines of magic comments, newline
    included.  ``fenced`` is false for indented code, which has neither.
    """

    type: ClassVar[str] = "code"
    value: str = ""
    lang: str | None = None
    meta: str | None = None
    title: str | None = None
    highlighted: list[tuple[int, int]] = field(default_factory=list)
    line_numbers: int | None = None
    live: bool = False
    marks: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    fenced: bool = True
    info: Span | None = None
    dropped: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Html(Node):
    """Raw HTML of a page in CommonMark format, kept as typed (mdast: ``html``)."""

    type: ClassVar[str] = "html"
    value: str = ""
    inline: bool = False


@dataclass(slots=True)
class Definition(Node):
    """``[identifier]: url "title"``."""

    type: ClassVar[str] = "definition"
    identifier: str = ""
    url: str = ""
    title: str | None = None
    target: Target | None = None


@dataclass(slots=True)
class FootnoteDefinition(Parent):
    type: ClassVar[str] = "footnoteDefinition"
    identifier: str = ""


@dataclass(slots=True)
class Table(Parent):
    """Children are rows, the first of them the header; ``align`` has one entry a column."""

    type: ClassVar[str] = "table"
    align: list[str | None] = field(default_factory=list)


@dataclass(slots=True)
class TableRow(Parent):
    type: ClassVar[str] = "tableRow"


@dataclass(slots=True)
class TableCell(Parent):
    type: ClassVar[str] = "tableCell"


@dataclass(slots=True)
class Math(Node):
    """A display formula (``$$`` on lines of their own), TeX in ``value``."""

    type: ClassVar[str] = "math"
    value: str = ""


# ---------------------------------------------------------------- mdast: text


@dataclass(slots=True)
class Text(Node):
    """Text, with escapes and entities resolved.

    ``plain`` is true where the source characters mean ``value`` in CommonMark as they stand.  It is
    false where only the dialect gives them that meaning (an emoji shortcode, ``{'a string'}``, a
    ``<tag`` that is no tag), so that a Markdown writer must write ``value``, escaped.
    """

    type: ClassVar[str] = "text"
    value: str = ""
    plain: bool = True


@dataclass(slots=True)
class Emphasis(Parent):
    type: ClassVar[str] = "emphasis"


@dataclass(slots=True)
class Strong(Parent):
    type: ClassVar[str] = "strong"


@dataclass(slots=True)
class Delete(Parent):
    type: ClassVar[str] = "delete"


@dataclass(slots=True)
class InlineCode(Node):
    type: ClassVar[str] = "inlineCode"
    value: str = ""


@dataclass(slots=True)
class InlineMath(Node):
    type: ClassVar[str] = "inlineMath"
    value: str = ""


@dataclass(slots=True)
class Break(Node):
    """A hard line break."""

    type: ClassVar[str] = "break"


@dataclass(slots=True)
class Link(Parent):
    """A link, inline, by reference or automatic.

    ``url`` is what the author wrote, entities and escapes resolved; ``target`` is where it leads.
    ``reference`` is the identifier of the ``Definition`` that holds the URL, where the link was
    written by reference.  ``url_span`` covers the destination in an inline link (without ``<>``).
    ``autolink`` is true for ``<https://...>`` and for bare URLs.
    """

    type: ClassVar[str] = "link"
    url: str = ""
    title: str | None = None
    target: Target | None = None
    reference: str | None = None
    autolink: bool = False
    url_span: Span | None = None


@dataclass(slots=True)
class Image(Node):
    """An image; fields as in ``Link``."""

    type: ClassVar[str] = "image"
    url: str = ""
    alt: str = ""
    title: str | None = None
    target: Target | None = None
    reference: str | None = None
    url_span: Span | None = None


@dataclass(slots=True)
class FootnoteReference(Node):
    type: ClassVar[str] = "footnoteReference"
    identifier: str = ""


# ---------------------------------------------------------------- what Docusaurus adds


@dataclass(slots=True)
class Js:
    """A JavaScript expression used as a value; ``value`` is set where it is a constant.

    ``static`` says whether ``value`` counts (a constant may be ``None``).
    """

    source: str
    static: bool = False
    value: object = None


#: The value of a JSX attribute: a string, ``True`` for a bare name, or an expression.
Attribute = str | bool | Js


@dataclass(slots=True)
class Esm(Node):
    """``import`` and ``export`` lines of MDX: part of the source, never of the text."""

    type: ClassVar[str] = "mdxjsEsm"
    value: str = ""


@dataclass(slots=True)
class Expression(Node):
    """``{...}`` in MDX that could not be resolved to text; ``value`` is the JavaScript inside."""

    type: ClassVar[str] = "mdxExpression"
    value: str = ""
    inline: bool = True


@dataclass(slots=True)
class Comment(Node):
    """``<!-- ... -->`` or ``{/* ... */}``: not shown to a reader of the page."""

    type: ClassVar[str] = "comment"
    value: str = ""
    inline: bool = False


@dataclass(slots=True)
class Element(Container):
    """An HTML element written as JSX: ``name`` is lower-case, or empty for a fragment.

    ``attributes`` are named and valued as in HTML (``class``, ``style="color: red"``), apart from values
    that are no constants (``Js``).  ``targets`` has the resolved target of each attribute that
    holds a URL (``href``, ``src``, ...), and of each URL in a ``srcset`` under "srcset URL".  ``inline`` says that it
    stands inside text.
    """

    type: ClassVar[str] = "element"
    name: str = ""
    attributes: dict[str, Attribute] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    inline: bool = False


@dataclass(slots=True)
class Component(Container):
    """A React component with no meaning of its own here: kept, with its children.

    ``module`` is the specifier it was imported from, ``None`` where it is defined in the page or is
    not imported at all.
    """

    type: ClassVar[str] = "component"
    name: str = ""
    attributes: dict[str, Attribute] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    inline: bool = False
    module: str | None = None


@dataclass(slots=True)
class Directive(Container):
    """A generic directive as typed, before it is given a meaning (``:::kind[label]{attributes}``).

    The reader turns directives into admonitions or back into text; none is left in a finished ``Post``.
    ``level`` is the number of colons: 1 text, 2 leaf, 3 or more container.
    """

    type: ClassVar[str] = "directive"
    name: str = ""
    label: list[Node] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    level: int = 3

    def heading_nodes(self) -> list[Node]:
        return self.label


@dataclass(slots=True)
class Admonition(Container):
    """A call-out.  ``kind`` is the keyword as typed; an empty ``title`` means the kind's default title.

    ``default_title`` is the text shown for the kind in the page's locale.
    """

    type: ClassVar[str] = "admonition"
    kind: str = "note"
    title: list[Node] = field(default_factory=list)
    default_title: str = ""
    classes: list[str] = field(default_factory=list)
    id: str | None = None

    def heading_nodes(self) -> list[Node]:
        return self.title


@dataclass(slots=True)
class Tabs(Container):
    """Children are ``Tab``; ``group`` names tabs that switch together on all pages."""

    type: ClassVar[str] = "tabs"
    group: str | None = None


@dataclass(slots=True)
class Tab(Container):
    """``value`` identifies the tab in its group; ``default`` marks the one shown first."""

    type: ClassVar[str] = "tab"
    label: str = ""
    value: str = ""
    default: bool = False


@dataclass(slots=True)
class Details(Container):
    """A disclosure.  ``summary`` is inline content; ``summary_span`` covers its whole element.  ``id`` is an anchor."""

    type: ClassVar[str] = "details"
    summary: list[Node] = field(default_factory=list)
    summary_span: Span | None = None
    is_open: bool = False
    id: str | None = None

    def heading_nodes(self) -> list[Node]:
        return self.summary


@dataclass(slots=True)
class Truncate(Node):
    """The end of a blog post's excerpt."""

    type: ClassVar[str] = "truncate"


@dataclass(slots=True)
class Diagram(Node):
    """A diagram in a text language, Mermaid as a rule."""

    type: ClassVar[str] = "diagram"
    value: str = ""
    lang: str = "mermaid"


@dataclass(slots=True)
class TableOfContents(Node):
    """A table of contents inside the text (``<TOCInline>``)."""

    type: ClassVar[str] = "tableOfContents"
    min_depth: int = 2
    max_depth: int = 3


@dataclass(slots=True)
class Card(Node):
    """A link to a page that shows its title and what it is about; ``url`` and ``target`` as in ``Link``."""

    type: ClassVar[str] = "card"
    label: str = ""
    url: str = ""
    description: str | None = None
    target: Target | None = None


@dataclass(slots=True)
class CardList(Parent):
    """Cards that lead to the pages of a part of the site (``<DocCardList>``).  Children are ``Card``."""

    type: ClassVar[str] = "cardList"


def text_of(nodes: list[Node]) -> str:
    """Return what a reader sees of inline ``nodes``, without markup."""
    parts: list[str] = []
    for top in nodes:
        for node in top.walk():
            if isinstance(node, Text | InlineCode | InlineMath):
                parts.append(node.value)
            elif isinstance(node, Image):
                parts.append(node.alt)
            elif isinstance(node, Break):
                parts.append("\n")
    return "".join(parts)
