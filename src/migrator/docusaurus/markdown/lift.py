"""Builds the tree of a page from the events of its projection, with the tokens back in their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, ClassVar

from migrator.docusaurus.markdown.events import definitions, events
from migrator.docusaurus.markdown.flow import pair_blocks, unravelled
from migrator.docusaurus.markdown.leaves import alt_text, destination, fenced_code, normal_identifier, trim_end
from migrator.docusaurus.markdown.lex import lex_inline
from migrator.docusaurus.markdown.pairing import Mark, assemble, partners
from migrator.docusaurus.markdown.project import Projection, project
from migrator.docusaurus.markdown.settings import Settings
from migrator.docusaurus.markdown.token_nodes import TokenNodes
from migrator.docusaurus.markdown.tokens import Kind, Token
from migrator.nodes import (
    Blockquote,
    Break,
    Code,
    Definition,
    Delete,
    Emphasis,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    Html,
    Image,
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
_SIMPLE: dict[str, type[Parent]] = {
    "Emphasis": Emphasis,
    "Strong": Strong,
    "Strikethrough": Delete,
    "TableHead": TableRow,
    "TableRow": TableRow,
    "TableCell": TableCell,
    "BlockQuote": Blockquote,
    "Item": ListItem,
    "Paragraph": Paragraph,
}
_NESTING = frozenset(("List", "Item", "BlockQuote", "FootnoteDefinition"))
_FLOW = frozenset((Root, ListItem, Blockquote, FootnoteDefinition))
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT_MARKS = re.compile(r"<!--|-->")
_ALIGN = {"None": None, "Left": "left", "Right": "right", "Center": "center"}


@dataclass(slots=True, eq=False)
class _Frame(Parent):
    """An event's content while it is read: an image's text, the lines of code or of HTML."""

    type: ClassVar[str] = "frame"
    kind: str = ""
    data: Any = None
    lines: list[str] = field(default_factory=list)


class Lifter:
    """Builds nodes from one projection of ``source``."""

    def __init__(self, source: str, projection: Projection, settings: Settings) -> None:
        self.source = source
        self.projection = projection
        self.settings = settings
        self.mdx = settings.format == "mdx"
        self.nodes = TokenNodes(source, self.inline)
        self.marked: set[int] = set()  # ids of parents that have marks among their children
        self.top = Root()
        self.stack: list[Parent] = [self.top]
        self.texts: list[str] = []
        self.text_start = self.text_end = 0
        self.definitions = definitions(projection)
        self.definitions.reverse()

    def lift(self) -> list[Node]:
        """Read all events; return the top nodes."""
        place, place_end = self.projection.start, self.projection.end
        mark = self.projection.mark
        marked = bool(self.projection.tokens)
        source = self.source
        for event, where in events(self.projection):
            if event.__class__ is str:
                if event == "SoftBreak":
                    if self.texts:
                        self.texts.append("\n")
                        self.text_end = place_end(where["end"])
                    else:
                        self.add_text("\n", place(where["start"]), place_end(where["end"]))
                elif event == "HardBreak":
                    self.add_inline(Break(span=Span(place(where["start"]), place_end(where["end"]))))
                else:
                    self.flush()
                    self.end_implicit()
                    self.define(where["start"])
                    self.stack[-1].children.append(ThematicBreak(span=self.block_span(where)))
                continue
            ((kind, value),) = event.items()
            if kind == "Text":
                parent = self.stack[-1]
                if parent.__class__ is _Frame and parent.kind == "code":
                    parent.lines.append(value)
                elif marked and mark in value:
                    self.placeholders(value, where["start"])
                else:
                    start = place(where["start"])
                    if self.texts:
                        if value == "~" and start < self.text_end:  # half of a doubled one
                            continue
                        self.texts.append(value)
                        self.text_end = place_end(where["end"])
                    else:
                        if start and source[start - 1] == "\\" and source[start] == value[:1]:
                            before = parent.children[-1].span if parent.children else None
                            start -= before is None or before.end < start
                        self.add_text(value, start, place_end(where["end"]))
            elif kind == "Start":
                self.start(value, where)
            elif kind == "End":
                self.end(value, where)
            elif kind == "Code":
                self.add_inline(
                    InlineCode(self.literal_text(value), span=Span(place(where["start"]), place_end(where["end"])))
                )
            elif kind == "Html":
                parent = self.stack[-1]
                if parent.__class__ is _Frame:
                    parent.lines.append(value)
            elif kind == "InlineHtml":
                self.inline_html(value, where)
            elif kind == "FootnoteReference":
                self.add_inline(
                    FootnoteReference(
                        normal_identifier(value), span=Span(place(where["start"]), place_end(where["end"]))
                    )
                )
            elif kind == "TaskListMarker":
                for frame in reversed(self.stack):
                    if frame.__class__ is ListItem:
                        frame.checked = value
                        break
        self.flush()
        self.define(None)
        self.finish_flow(self.top)
        return self.top.children

    # ------------------------------------------------------------ places

    def block_span(self, where: Any) -> Span:
        """The span of a block, without the white space around it."""
        start = self.projection.start(where["start"])
        end = self.projection.end(where["end"])
        source = self.source
        while start < end and source[start] in " \t\r\n":  # indentation with tabs
            start += 1
        while end > start and source[end - 1] in " \t\r\n":
            end -= 1
        return Span(start, end)

    def literal_text(self, value: str) -> str:
        """Undo placeholders in text that is taken as it is."""
        if self.projection.mark not in value:
            return value
        tokens = self.projection.tokens
        source = self.source

        def original(found: Any) -> str:
            token = tokens[int(found[1])]
            return source[token.start : token.end]

        return self.projection.pattern.sub(original, value)

    # ------------------------------------------------------------ adding nodes

    def add_text(self, value: str, start: int, end: int) -> None:
        self.flush()
        self.texts.append(value)
        self.text_start, self.text_end = start, end

    def flush(self) -> None:
        """Make a node of the text read so far."""
        if self.texts:
            value = "".join(self.texts)
            self.texts.clear()
            self.inline_parent().children.append(Text(value, span=Span(self.text_start, self.text_end)))

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

    def end_implicit(self) -> None:
        """End the paragraph of a tight list item."""
        node = self.stack[-1]
        if node.__class__ is Paragraph and node.span is None:
            self.stack.pop()
            first, last = node.children[0].span, node.children[-1].span
            node.span = Span(first.start if first else 0, last.end if last else 0)
            self.finish_paragraph(node, self.stack[-1])

    # ------------------------------------------------------------ placeholders

    def placeholders(self, value: str, byte: int) -> None:
        """Read text that has placeholders; it begins at ``byte`` of the projection."""
        projection = self.projection
        place, place_end = projection.start, projection.end
        at = 0
        for found in projection.pattern.finditer(value):
            if found.start() > at:
                piece = value[at : found.start()]
                size = len(piece.encode())
                self.piece(piece, place(byte), place_end(byte + size))
                byte += size
            self.token(projection.tokens[int(found[1])])
            byte += len(found[0].encode())
            at = found.end()
        if at < len(value):
            piece = value[at:]
            self.piece(piece, place(byte), place_end(byte + len(piece.encode())))

    def piece(self, value: str, start: int, end: int) -> None:
        if self.texts:
            self.texts.append(value)
            self.text_end = end
        else:
            self.add_text(value, start, end)

    def token(self, token: Token) -> None:
        """Put a token of running text into the tree."""
        kind = token.kind
        span = Span(token.start, token.end)
        if kind is Kind.OPEN or kind is Kind.CLOSE or kind is Kind.DIRECTIVE_END:
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
            self.add_inline(Text(self.source[token.start : token.end], plain=False, span=span))
        else:
            self.add_inline(self.nodes.leaf(token, inline=True))

    def inline(self, start: int, end: int) -> list[Node]:
        """Parse a directive's label as running text."""
        text = self.source[start:end]
        if text.replace(" ", "").isalnum() and text == text.strip():
            return [Text(text, span=Span(start, end))]
        lexed = lex_inline(self.source, start, end, self.settings)
        lexed.tokens.insert(0, Token(Kind.NOTHING, start, start))
        lifter = Lifter(self.source, project(self.source, start, end, lexed), self.settings)
        nodes = lifter.lift()
        self.nodes.problems += lexed.problems + lifter.nodes.problems
        return [node for top in nodes for node in (top.children if isinstance(top, Paragraph) else [top])]

    # ------------------------------------------------------------ events

    def start(self, value: Any, where: Any) -> None:
        if value.__class__ is str:
            kind, data = value, None
        else:
            ((kind, data),) = value.items()
        if self.texts:
            self.flush()
        if kind in ("Emphasis", "Strong", "Strikethrough"):
            self.push_inline(_SIMPLE[kind](), where)
        elif kind == "Link":
            self.push_inline(self.link(data, where), where)
        elif kind == "Image":
            self.push_inline(_Frame(kind="image", data=data), where)
        else:
            self.end_implicit()
            if self.definitions:
                self.define(where["start"])
            self.block(kind, data, where)

    def push_inline(self, node: Parent, where: Any) -> None:
        node.span = Span(self.projection.start(where["start"]), self.projection.end(where["end"]))
        parent = self.inline_parent()
        if len(self.stack) > 2 * DEEPEST:
            self.stack.append(parent)
            return
        parent.children.append(node)
        self.stack.append(node)

    def block(self, kind: str, data: Any, where: Any) -> None:
        parent = self.stack[-1]
        if kind == "CodeBlock":
            self.stack.append(_Frame(kind="code", data=data))
            return
        if kind == "HtmlBlock":
            self.stack.append(_Frame(kind="html"))
            return
        if kind == "Heading":
            node: Parent = Heading(depth=_LEVELS[data["level"]])
        elif kind == "List":
            node = List(start=data)
        elif kind == "Table":
            node = Table(align=[_ALIGN.get(one) for one in data])
        elif kind == "FootnoteDefinition":
            node = FootnoteDefinition(identifier=normal_identifier(data))
        else:
            node = _SIMPLE[kind]()
        node.span = self.block_span(where)
        if len(self.stack) + (kind in ("List", "BlockQuote")) > DEEPEST and kind in _NESTING:
            self.stack.append(parent)
            return
        parent.children.append(node)
        self.stack.append(node)

    def end(self, value: Any, where: Any) -> None:
        if self.texts:
            self.flush()
        self.end_implicit()
        node = self.stack[-1]
        if self.definitions:
            self.define(where["end"])
        self.stack.pop()
        if node is self.stack[-1]:  # too deep
            return
        kind = node.__class__
        if kind is Paragraph:
            self.finish_paragraph(node, self.stack[-1])
        elif isinstance(node, _Frame):
            if node.kind == "code":
                value = self.literal_text("".join(node.lines))
                span = self.block_span(where)
                if node.data == "Indented":
                    code = Code(value.rstrip("\n"), fenced=False, span=span)
                else:
                    code = fenced_code(self.source, span, node.data["Fenced"], value)
                self.stack[-1].children.append(code)
            elif node.kind == "html":
                self.add_html("".join(node.lines), where)
            else:
                self.add_image(node, where)
        elif isinstance(node, List):
            self.finish_list(node)
        elif kind in (Blockquote, ListItem, FootnoteDefinition):
            self.finish_flow(node)
            if kind is not ListItem or any(parent.__class__ is Blockquote for parent in self.stack):
                self.fit(node)
        elif kind is TableCell and not node.children and self.is_filler(node):
            self.stack[-1].children.pop()
        elif kind not in (Table, TableRow):
            if kind is Heading or kind is TableCell:
                trim_end(node)
            self.finish_inline(node)

    def define(self, byte: int | None) -> None:
        """Add the link definitions that stand before ``byte`` of the projection."""
        parent = self.stack[-1]
        if parent.__class__ not in _FLOW:
            return
        while self.definitions and (byte is None or self.definitions[-1][3] < byte):
            identifier, url, title, start, end = self.definitions.pop()
            if identifier.startswith("^"):
                continue
            span = self.block_span({"start": start, "end": end})
            definition = Definition(
                normal_identifier(self.literal_text(identifier)),
                self.literal_text(url),
                self.literal_text(title) if title else None,
                span=span,
            )
            at = len(parent.children)
            while at and (before := parent.children[at - 1].span) and before.start > span.start:
                at -= 1  # behind the text of a tight item, which has no event of its own
            parent.children.insert(at, definition)

    # ------------------------------------------------------------ finished nodes

    def is_filler(self, cell: Node) -> bool:
        """Tell whether a cell is not in the text: the parser fills up short rows."""
        row = self.stack[-1].span
        return bool(row and cell.span and row.end <= cell.span.start)

    def fit(self, node: Parent) -> None:
        """Let a container end with its last child."""
        if node.children and node.span:
            last = node.children[-1].span
            if last:
                node.span = Span(node.span.start, last.end)

    def finish_list(self, node: List) -> None:
        items = node.children
        node.spread = self.is_spread(items)
        for item in items:
            if isinstance(item, ListItem):
                item.spread = self.is_spread(item.children)
                self.fit(item)
        self.fit(node)

    def is_spread(self, blocks: list[Node]) -> bool:
        """Tell whether a blank line stands between any two of ``blocks``."""
        count = self.source.count
        for before, after in pairwise(blocks):
            if before.span and after.span and count("\n", before.span.end, after.span.start) > 1:
                return True
        return False

    def finish_inline(self, node: Parent) -> None:
        """Pair the marks in running text; what has no partner is text."""
        if id(node) in self.marked:
            self.marked.discard(id(node))
            node.children = assemble(
                node.children, partners(node.children, flow=False), self.nodes.container, self.nodes.literal
            )

    def finish_flow(self, node: Parent) -> None:
        """Pair the marks among blocks."""
        if id(node) in self.marked:
            self.marked.discard(id(node))
            node.children = pair_blocks(node.children, self.nodes)

    def finish_paragraph(self, node: Parent, parent: Parent) -> None:
        """Finish a paragraph, the last child of ``parent``."""
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

    # ------------------------------------------------------------ leaves

    def link(self, data: Any, where: Any) -> Link:
        kind = data["link_type"]
        url = data["dest_url"]
        if self.projection.tokens:
            url = self.literal_text(url)
        title = self.literal_text(data["title"]) or None
        if kind == "Autolink":
            return Link(url=url, autolink=True)
        if kind == "Email":
            return Link(url="mailto:" + url, autolink=True)
        if kind == "Inline":
            return Link(url=url, title=title, url_span=self.url_span(where))
        return Link(url=url, title=title, reference=normal_identifier(self.literal_text(data["id"])))

    def url_span(self, where: Any) -> Span | None:
        """The span of the destination of the inline link or image at ``where``."""
        start = self.projection.start(where["start"])
        end = self.projection.end(where["end"])
        return destination(self.source, start, end)

    def add_image(self, frame: Any, where: Any) -> None:
        data = frame.data
        span = Span(self.projection.start(where["start"]), self.projection.end(where["end"]))
        inline = data["link_type"] == "Inline"
        image = Image(
            url=self.literal_text(data["dest_url"]),
            alt=alt_text(frame.children, self.source),
            title=self.literal_text(data["title"]) or None,
            reference=None if inline else normal_identifier(self.literal_text(data["id"])),
            url_span=self.url_span(where) if inline else None,
            span=span,
        )
        self.stack[-1].children[-1] = image

    def add_html(self, value: str, where: Any) -> None:
        """Add an HTML block, or the flow tokens whose placeholders it holds."""
        projection = self.projection
        parent = self.stack[-1]
        if projection.mark in value and not _COMMENT_MARKS.sub("", projection.pattern.sub("", value)).strip():
            for found in projection.pattern.finditer(value):
                token = projection.tokens[int(found[1])]
                if token.kind in (Kind.OPEN, Kind.CLOSE, Kind.DIRECTIVE_END) or (
                    token.kind is Kind.DIRECTIVE and token.level > 2
                ):
                    parent.children.append(Mark(token, span=Span(token.start, token.end)))
                    self.marked.add(id(parent))
                else:
                    parent.children.append(self.nodes.leaf(token, inline=False))
            return
        span = self.block_span(where)
        parent.children.append(Html(self.source[span.start : span.end], span=span))

    def inline_html(self, value: str, where: Any) -> None:
        projection = self.projection
        found = projection.pattern.search(value) if projection.tokens else None
        if found:
            self.token(projection.tokens[int(found[1])])
            return
        span = Span(projection.start(where["start"]), projection.end(where["end"]))
        self.add_inline(Html(self.source[span.start : span.end], inline=True, span=span))
