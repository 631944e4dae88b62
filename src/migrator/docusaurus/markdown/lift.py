"""Builds the tree of a page from the events of its projection, with the tokens back in their places."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar

from migrator.docusaurus.markdown.events import events
from migrator.docusaurus.markdown.finish import finish_list, fit, is_filler, trim_end
from migrator.docusaurus.markdown.flow import pair_blocks, unravelled
from migrator.docusaurus.markdown.leaves import alt_text, fenced_code, normal_identifier
from migrator.docusaurus.markdown.lex import lex_inline
from migrator.docusaurus.markdown.pairing import Mark, assemble, partners
from migrator.docusaurus.markdown.project import Projection, project
from migrator.docusaurus.markdown.references import make_definitions, make_image, make_link
from migrator.docusaurus.markdown.settings import Settings
from migrator.docusaurus.markdown.token_nodes import TokenNodes
from migrator.docusaurus.markdown.tokens import Kind, Token
from migrator.nodes import (
    Blockquote,
    Break,
    Code,
    Delete,
    Emphasis,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    Html,
    InlineCode,
    Link,
    List,
    ListItem,
    Node,
    Paragraph,
    Parent,
    Root,
    Span,
    Strong,
    Table,
    TableCell,
    TableRow,
    Text,
    ThematicBreak,
)

#: Containers nested deeper than this are taken for their parent's content.
DEEPEST = 100

_LEVELS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
_INLINE: dict[str, type[Parent]] = {"Emphasis": Emphasis, "Strong": Strong, "Strikethrough": Delete}
_BLOCKS: dict[str, type[Parent]] = {
    "TableHead": TableRow,
    "TableRow": TableRow,
    "TableCell": TableCell,
    "BlockQuote": Blockquote,
    "Item": ListItem,
    "Paragraph": Paragraph,
}
_NESTING = frozenset(("List", "Item", "BlockQuote", "FootnoteDefinition"))
_FLOW = frozenset((Root, ListItem, Blockquote, FootnoteDefinition))
_MARKED = frozenset((Kind.OPEN, Kind.CLOSE, Kind.DIRECTIVE_END))
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT_MARKS = re.compile(r"<!--|-->")
_ALIGN = {"None": None, "Left": "left", "Right": "right", "Center": "center"}


@dataclass(slots=True, eq=False)
class _Picture(Parent):
    """An image while its text is read; ``data`` is what its event says."""

    type: ClassVar[str] = "picture"
    data: Any = None


@dataclass(slots=True, eq=False)
class _Lines(Parent):
    """A block of code or HTML while its lines are read; ``data`` is what the event of code says."""

    type: ClassVar[str] = "lines"
    data: Any = None
    where: tuple[int, int] = (0, 0)
    lines: list[str] = field(default_factory=list)


class Lifter:
    """Builds nodes from one projection.  ``problems`` are offsets and what is wrong there."""

    def __init__(self, projection: Projection, settings: Settings) -> None:
        self.projection = projection
        self.source = projection.source
        self.tokens = projection.tokens
        self.mdx = settings.format == "mdx"
        self.problems: list[tuple[int, str]] = []
        self.nodes = TokenNodes(self.source, partial(read_inline, self.source, settings, self.problems), self.problems)
        self.marked: set[int] = set()  # ids of parents that have marks among their children
        self.top = Root()
        self.stack: list[Parent] = [self.top]
        self.texts: list[str] = []  # the text read last, and where it begins in the source and ends in the projection
        self.text_start = self.text_stop = 0
        self.definitions = make_definitions(projection)
        self.definitions.reverse()

    def lift(self) -> list[Node]:
        """Read all events; return the top nodes."""
        for event, where in events(self.projection):
            kind, value = (event, None) if event.__class__ is str else event.popitem()
            _EVENTS[kind](self, value, where["start"], where["end"])
        self.flush()
        self.define(None)
        self.finish_flow(self.top)
        return self.top.children

    # ------------------------------------------------------------ text

    def text(self, value: str, start: int, end: int) -> None:
        parent = self.stack[-1]
        if parent.__class__ is _Lines:
            parent.lines.append(value)
        elif self.tokens and self.projection.mark in value:
            self.placeholders(value, start)
        elif not self.texts:
            place = self.projection.start(start)
            if place and self.source[place - 1] == "\\" and self.source[place] == value[:1]:
                before = parent.children[-1].span if parent.children else None
                place -= before is None or before.end < place
            self.texts.append(value)
            self.text_start, self.text_stop = place, end
        elif value != "~" or self.projection.start(start) >= self.projection.end(self.text_stop):
            self.texts.append(value)  # or it is half of a doubled one
            self.text_stop = end

    def soft_break(self, _: None, start: int, end: int) -> None:
        self.piece("\n", start, end)

    def piece(self, value: str, start: int, end: int) -> None:
        if not self.texts:
            self.text_start = self.projection.start(start)
        self.texts.append(value)
        self.text_stop = end

    def placeholders(self, value: str, byte: int) -> None:
        """Read text that has placeholders; it begins at ``byte`` of the projection."""
        at = 0
        for found in self.projection.pattern.finditer(value):
            if found.start() > at:
                piece = value[at : found.start()]
                size = len(piece.encode())
                self.piece(piece, byte, byte + size)
                byte += size
            self.token(self.tokens[int(found[1])])
            byte += len(found[0].encode())
            at = found.end()
        if at < len(value):
            piece = value[at:]
            self.piece(piece, byte, byte + len(piece.encode()))

    def flush(self) -> None:
        """Make a node of the text read so far."""
        if self.texts:
            value = "".join(self.texts)
            self.texts.clear()
            span = Span(self.text_start, self.projection.end(self.text_stop))
            self.inline_parent().children.append(Text(value, span=span))

    # ------------------------------------------------------------ inline nodes

    def inline_parent(self) -> Parent:
        """Where inline content goes now: a tight list item gets a paragraph."""
        parent = self.stack[-1]
        if parent.__class__ in _FLOW:
            paragraph = Paragraph()  # without a span: not the parser's
            parent.children.append(paragraph)
            self.stack.append(paragraph)
            return paragraph
        return parent

    def add_inline(self, node: Node) -> None:
        if self.texts:
            self.flush()
        self.inline_parent().children.append(node)

    def add_mark(self, token: Token) -> None:
        self.flush()
        parent = self.inline_parent()
        parent.children.append(Mark(token, span=Span(token.start, token.end)))
        self.marked.add(id(parent))

    def token(self, token: Token) -> None:
        """Put a token of running text into the tree."""
        kind = token.kind
        span = Span(token.start, token.end)
        if kind in _MARKED:
            self.add_mark(token)
        elif kind is Kind.DIRECTIVE:
            if token.label is not None:
                self.add_mark(token)
            else:
                node = self.nodes.container(token)
                node.span = span
                self.add_inline(node)
        elif kind is Kind.AUTOLINK:
            linked = any(parent.__class__ is Link for parent in self.stack)
            text = Text(_ESCAPE.sub(r"\1", token.value) if linked else token.value, span=span)
            self.add_inline(text if linked else Link([text], url=token.name, autolink=True, span=span))
        elif kind is Kind.NOTHING:
            pass
        elif kind is Kind.LITERAL:
            self.add_inline(Text(token.value or self.source[token.start : token.end], plain=False, span=span))
        else:
            self.add_inline(self.nodes.leaf(token, inline=True))

    def code_span(self, value: str, start: int, end: int) -> None:
        self.add_inline(InlineCode(self.projection.literal(value), span=self.projection.span(start, end)))

    def hard_break(self, _: None, start: int, end: int) -> None:
        self.add_inline(Break(span=self.projection.span(start, end)))

    def footnote_reference(self, value: str, start: int, end: int) -> None:
        self.add_inline(FootnoteReference(normal_identifier(value), span=self.projection.span(start, end)))

    def inline_html(self, value: str, start: int, end: int) -> None:
        found = self.projection.pattern.search(value) if self.tokens else None
        if found:
            self.token(self.tokens[int(found[1])])
            return
        span = self.projection.span(start, end)
        self.add_inline(Html(self.source[span.start : span.end], inline=True, span=span))

    def task_marker(self, value: bool, start: int, end: int) -> None:
        for parent in reversed(self.stack):
            if isinstance(parent, ListItem):
                parent.checked = value
                break

    # ------------------------------------------------------------ containers

    def start(self, value: Any, start: int, end: int) -> None:
        kind: str
        data: Any
        kind, data = (value, None) if value.__class__ is str else value.popitem()
        if self.texts:
            self.flush()
        if kind in _INLINE:
            self.push_inline(_INLINE[kind](span=self.projection.span(start, end)))
        elif kind == "Link":
            self.push_inline(make_link(data, self.projection.span(start, end), self.projection))
        elif kind == "Image":
            self.push_inline(_Picture(data=data, span=self.projection.span(start, end)))
        else:
            self.end_implicit()
            if self.definitions:
                self.define(start)
            self.block(kind, data, start, end)

    def push_inline(self, node: Parent) -> None:
        parent = self.inline_parent()
        if len(self.stack) > 2 * DEEPEST:
            self.stack.append(parent)
            return
        parent.children.append(node)
        self.stack.append(node)

    def block(self, kind: str, data: Any, start: int, end: int) -> None:
        if kind == "CodeBlock" or kind == "HtmlBlock":
            self.stack.append(_Lines(data=data, where=(start, end)))
            return
        span = self.projection.block_span(start, end)
        if kind == "Heading":
            node: Parent = Heading(depth=_LEVELS[data["level"]], span=span)
        elif kind == "List":
            node = List(start=data, span=span)
        elif kind == "Table":
            node = Table(align=[_ALIGN.get(one) for one in data], span=span)
        elif kind == "FootnoteDefinition":
            node = FootnoteDefinition(identifier=normal_identifier(data), span=span)
        else:
            node = _BLOCKS[kind](span=span)
        parent = self.stack[-1]
        if len(self.stack) + (kind in ("List", "BlockQuote")) > DEEPEST and kind in _NESTING:
            self.stack.append(parent)
            return
        parent.children.append(node)
        self.stack.append(node)

    def rule(self, _: None, start: int, end: int) -> None:
        self.flush()
        self.end_implicit()
        self.define(start)
        self.stack[-1].children.append(ThematicBreak(span=self.projection.block_span(start, end)))

    def end(self, _: Any, start: int, end: int) -> None:
        if self.texts:
            self.flush()
        self.end_implicit()
        if self.definitions:
            self.define(end)
        node = self.stack.pop()
        if node is not self.stack[-1]:  # or it was too deep
            _ENDS[node.__class__](self, node)

    def end_implicit(self) -> None:
        """End the paragraph of a tight list item."""
        node = self.stack[-1]
        if node.__class__ is Paragraph and node.span is None:
            self.stack.pop()
            first, last = node.children[0].span, node.children[-1].span
            node.span = Span(first.start if first else 0, last.end if last else 0)
            self.finish_paragraph(node)

    def define(self, byte: int | None) -> None:
        """Add the link definitions that stand before ``byte`` of the projection."""
        parent = self.stack[-1]
        if parent.__class__ not in _FLOW:
            return
        while self.definitions and (byte is None or self.definitions[-1][0] < byte):
            definition = self.definitions.pop()[1]
            start = definition.span.start if definition.span else 0
            at = len(parent.children)
            while at and (before := parent.children[at - 1].span) and before.start > start:
                at -= 1  # behind the text of a tight item, which has no event of its own
            parent.children.insert(at, definition)

    # ------------------------------------------------------------ what has ended

    def finish_inline(self, node: Parent) -> None:
        """Pair the marks in running text; what has no partner is text."""
        if id(node) in self.marked:
            self.marked.discard(id(node))
            found = partners(node.children, flow=False)
            node.children = assemble(node.children, found, self.nodes.container, self.nodes.literal)

    def finish_text(self, node: Parent) -> None:
        trim_end(node)
        self.finish_inline(node)

    def finish_cell(self, node: Parent) -> None:
        row = self.stack[-1]
        if not node.children and is_filler(node, row):
            row.children.pop()
        else:
            self.finish_text(node)

    def finish_row(self, node: Parent) -> None:
        """Rows and tables have nothing but their parts."""

    def finish_paragraph(self, node: Parent) -> None:
        """Finish a paragraph, the last child of the node that is open now."""
        parent = self.stack[-1]
        trim_end(node)
        children = node.children
        if id(node) in self.marked:
            self.marked.discard(id(node))
            found = partners(children, flow=False)
            node.children = children = assemble(
                children, found, self.nodes.container, self.nodes.literal, self.nodes.unpaired
            )
            if any(child.__class__ is Mark for child in children):
                self.marked.add(id(parent))
                return
        if self.mdx and isinstance(node, Paragraph) and (jsx := unravelled(node)):
            parent.children[-1:] = jsx

    def finish_flow(self, node: Parent) -> None:
        """Pair the marks among blocks."""
        if id(node) in self.marked:
            self.marked.discard(id(node))
            node.children = pair_blocks(node.children, self.nodes)

    def finish_container(self, node: Parent) -> None:
        self.finish_flow(node)
        fit(node)

    def finish_item(self, node: Parent) -> None:
        self.finish_flow(node)
        if any(parent.__class__ is Blockquote for parent in self.stack):
            fit(node)

    def finish_list(self, node: List) -> None:
        finish_list(node, self.source)

    def finish_picture(self, node: _Picture) -> None:
        span = node.span or Span(0, 0)
        image = make_image(node.data, alt_text(node.children, self.source), span, self.projection)
        self.stack[-1].children[-1] = image

    def finish_lines(self, node: _Lines) -> None:
        """Add a block of code; or one of HTML, which may be the flow tokens whose placeholders it holds."""
        projection = self.projection
        parent = self.stack[-1]
        value = "".join(node.lines)
        if node.data is not None:
            span = projection.block_span(*node.where)
            value = projection.literal(value)
            if node.data == "Indented":
                parent.children.append(Code(value.rstrip("\n"), fenced=False, span=span))
            else:
                parent.children.append(fenced_code(self.source, span, node.data["Fenced"], value))
        elif projection.mark in value and not _COMMENT_MARKS.sub("", projection.pattern.sub("", value)).strip():
            for found in projection.pattern.finditer(value):
                token = self.tokens[int(found[1])]
                if token.kind in _MARKED or (token.kind is Kind.DIRECTIVE and token.level > 2):
                    parent.children.append(Mark(token, span=Span(token.start, token.end)))
                    self.marked.add(id(parent))
                else:
                    parent.children.append(self.nodes.leaf(token, inline=False))
        else:
            span = projection.block_span(*node.where)
            parent.children.append(Html(self.source[span.start : span.end], span=span))


#: What is done at an event: its value, and its range in bytes of the projection.
_EVENTS: dict[str, Callable[[Lifter, Any, int, int], None]] = {
    "Text": Lifter.text,
    "Html": Lifter.text,
    "SoftBreak": Lifter.soft_break,
    "Start": Lifter.start,
    "End": Lifter.end,
    "Code": Lifter.code_span,
    "InlineHtml": Lifter.inline_html,
    "HardBreak": Lifter.hard_break,
    "FootnoteReference": Lifter.footnote_reference,
    "TaskListMarker": Lifter.task_marker,
    "Rule": Lifter.rule,
}
#: What is done with a node when its end has been read.
_ENDS: dict[type[Parent], Callable[[Lifter, Any], None]] = {
    Paragraph: Lifter.finish_paragraph,
    Heading: Lifter.finish_text,
    TableCell: Lifter.finish_cell,
    TableRow: Lifter.finish_row,
    Table: Lifter.finish_row,
    List: Lifter.finish_list,
    ListItem: Lifter.finish_item,
    Blockquote: Lifter.finish_container,
    FootnoteDefinition: Lifter.finish_container,
    Emphasis: Lifter.finish_inline,
    Strong: Lifter.finish_inline,
    Delete: Lifter.finish_inline,
    Link: Lifter.finish_inline,
    _Picture: Lifter.finish_picture,
    _Lines: Lifter.finish_lines,
}


def read_inline(source: str, settings: Settings, problems: list[tuple[int, str]], start: int, end: int) -> list[Node]:
    """Parse a directive's label, ``start`` to ``end`` of the source, as running text."""
    text = source[start:end]
    if text.replace(" ", "").isalnum() and text == text.strip():
        return [Text(text, span=Span(start, end))]
    lexed = lex_inline(source, start, end, settings)
    lexed.tokens.insert(0, Token(Kind.NOTHING, start, start))
    lifter = Lifter(project(source, start, end, lexed), settings)
    nodes = lifter.lift()
    problems += lexed.problems + lifter.problems
    return [node for top in nodes for node in (top.children if isinstance(top, Paragraph) else [top])]
