"""Builds the tree of a page from the events of its projection, with the tokens back in their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from migrator.docusaurus.markdown.events import definitions, events
from migrator.docusaurus.markdown.lex import lex_inline
from migrator.docusaurus.markdown.pairing import Mark, assemble, partners
from migrator.docusaurus.markdown.project import Projection, project
from migrator.docusaurus.markdown.settings import Settings
from migrator.docusaurus.markdown.tags import VOID
from migrator.docusaurus.markdown.tokens import Kind, Token
from migrator.nodes import (
    Blockquote,
    Break,
    Code,
    Comment,
    Component,
    Definition,
    Delete,
    Directive,
    Element,
    Emphasis,
    Esm,
    Expression,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    Html,
    Image,
    InlineCode,
    InlineMath,
    Link,
    List,
    ListItem,
    Math,
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
_JSX = (Element, Component, Expression, Comment)
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
        self.problems: list[tuple[int, str]] = []
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
                            start -= 1
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
        self.top.children = self.pair_flow(self.top)
        return self.top.children

    # ------------------------------------------------------------ places

    def block_span(self, where: Any) -> Span:
        """The span of a block, without the white space behind it."""
        start = self.projection.start(where["start"])
        end = self.projection.end(where["end"])
        source = self.source
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
            node.span = Span(_start(node.children), _end(node.children))
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
                node = self.container(token)
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
            self.add_inline(self.leaf(token, inline=True))

    def leaf(self, token: Token, *, inline: bool) -> Node:
        """The node of a token that stands alone."""
        span = Span(token.start, token.end)
        kind = token.kind
        if kind is Kind.COMMENT:
            return Comment(token.value, inline=inline, span=span)
        if kind is Kind.ESM:
            return Esm(token.value, span=span)
        if kind is Kind.EXPRESSION:
            return Expression(token.value, inline=inline, span=span)
        if kind is Kind.MATH:
            return InlineMath(token.value, span=span) if inline else Math(token.value, span=span)
        node = self.container(token)
        node.span = span
        if not inline and isinstance(node, Element | Component):
            node.inline = False
        return node

    def container(self, token: Token) -> Element | Component | Directive:
        """The node of an opening mark, without its children."""
        opening = Span(token.start, token.end)
        if token.kind is Kind.DIRECTIVE:
            attributes = {name: str(value) for name, value in token.attributes.items()}
            directive = Directive(name=token.name, attributes=attributes, level=token.level, open=opening)
            if token.flow and token.label is not None:
                directive.label = self.label(*token.label)
            return directive
        name = token.name
        first = name[:1]
        if not name or ("." not in name and not first.isupper()):
            return Element(name=name, attributes=token.attributes, inline=not token.flow, open=opening)
        return Component(name=name, attributes=token.attributes, inline=not token.flow, open=opening)

    def label(self, start: int, end: int) -> list[Node]:
        """Parse a directive's label as running text."""
        text = self.source[start:end]
        if text.replace(" ", "").isalnum() and text == text.strip():
            return [Text(text, span=Span(start, end))]
        lexed = lex_inline(self.source, start, end, self.settings)
        lexed.tokens.insert(0, Token(Kind.NOTHING, start, start))
        lifter = Lifter(self.source, project(self.source, start, end, lexed), self.settings)
        nodes = lifter.lift()
        self.problems += lexed.problems + lifter.problems
        return [node for top in nodes for node in (top.children if isinstance(top, Paragraph) else [top])]

    # ------------------------------------------------------------ events

    def start(self, value: Any, where: Any) -> None:
        if value.__class__ is str:
            kind, data = value, None
        else:
            ((kind, data),) = value.items()
        if kind in ("Emphasis", "Strong", "Strikethrough"):
            self.flush()
            self.push_inline(_SIMPLE[kind](), where)
        elif kind == "Link":
            self.flush()
            self.push_inline(self.link(data, where), where)
        elif kind == "Image":
            self.flush()
            self.push_inline(_Frame(kind="image", data=data), where)
        else:
            self.flush()
            self.end_implicit()
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
        self.flush()
        self.end_implicit()
        node = self.stack[-1]
        self.define(where["end"])
        self.stack.pop()
        if node is self.stack[-1]:  # too deep
            return
        kind = node.__class__
        if kind is Paragraph:
            self.finish_paragraph(node, self.stack[-1])
        elif isinstance(node, _Frame):
            if node.kind == "code":
                self.add_code(node.data, node.lines, where)
            elif node.kind == "html":
                self.add_html("".join(node.lines), where)
            else:
                self.add_image(node, where)
        elif kind is List:
            self.finish_list(node)
        elif kind in (Blockquote, ListItem, FootnoteDefinition):
            node.children = self.pair_flow(node)
            if kind is not ListItem or any(parent.__class__ is Blockquote for parent in self.stack):
                self.fit(node)
        elif kind is TableCell and not node.children and _end(self.stack[-1:]) <= _start([node]):
            self.stack[-1].children.pop()  # the parser fills up short rows
        elif kind not in (Table, TableRow):
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
            parent.children.append(
                Definition(
                    normal_identifier(self.literal_text(identifier)),
                    self.literal_text(url),
                    self.literal_text(title) if title else None,
                    span=span,
                )
            )

    # ------------------------------------------------------------ finished nodes

    def fit(self, node: Parent) -> None:
        """Let a container end with its last child."""
        if node.children and node.span:
            last = node.children[-1].span
            if last:
                node.span = Span(node.span.start, max(last.end, min(node.span.end, last.end)))

    def finish_list(self, node: Parent) -> None:
        items = node.children
        assert isinstance(node, List)
        for before, after in zip(items, items[1:], strict=False):
            if self.blank_between(before, after):
                node.spread = True
                break
        for item in items:
            assert isinstance(item, ListItem)
            for before, after in zip(item.children, item.children[1:], strict=False):
                if self.blank_between(before, after):
                    item.spread = True
                    break
            self.fit(item)
        self.fit(node)

    def blank_between(self, before: Node, after: Node) -> bool:
        return bool(before.span and after.span) and self.source.count("\n", before.span.end, after.span.start) > 1  # type: ignore[union-attr]

    def finish_inline(self, node: Parent) -> None:
        """Pair the marks in running text; what has no partner is text."""
        if id(node) in self.marked:
            self.marked.discard(id(node))
            node.children = assemble(node.children, partners(node.children, flow=False), self.container, self.literal)

    def literal(self, mark: Mark) -> Node:
        token = mark.token
        if _is_void(mark):
            return self.void(token, inline=True)
        self.problems.append((token.start, "A tag without its partner is kept as text."))
        return Text(self.source[token.start : token.end], plain=False, span=mark.span)

    def void(self, token: Token, *, inline: bool) -> Node:
        """An element of HTML that has no content, and no slash that says so."""
        self.problems.append((token.start, f"<{token.name}> has no slash; it is taken for an empty element."))
        return self.leaf(token, inline=inline)

    def unpaired(self, mark: Mark) -> Node:
        """A mark without a partner in its paragraph: it may have one in another."""
        return self.void(mark.token, inline=True) if _is_void(mark) else mark

    def literal_flow(self, mark: Mark) -> Node:
        if mark.token.kind is Kind.DIRECTIVE_END:
            text = self.source[mark.token.start : mark.token.end]
            return Paragraph([Text(text, span=mark.span)], span=mark.span)
        if _is_void(mark):
            return self.void(mark.token, inline=False)
        return Paragraph([self.literal(mark)], span=mark.span)

    def finish_paragraph(self, node: Parent, parent: Parent) -> None:
        """Finish a paragraph, the last child of ``parent``."""
        children = node.children
        if id(node) in self.marked:
            self.marked.discard(id(node))
            found = partners(children, flow=False)
            node.children = children = assemble(children, found, self.container, self.literal, self.unpaired)
            if any(child.__class__ is Mark for child in children):
                self.marked.add(id(parent))
                return
        self.unravel(node, parent)

    def unravel(self, node: Parent, parent: Parent) -> None:
        """Put what a paragraph of nothing but JSX holds in its place (`@mdx-js/mdx`, remark-mark-and-unravel)."""
        if not self.mdx or not isinstance(node.children[0] if node.children else None, _JSX):
            return
        if all(
            isinstance(child, _JSX) or (isinstance(child, Text) and not child.value.strip()) for child in node.children
        ):
            parent.children.pop()
            for child in node.children:
                if isinstance(child, _JSX):
                    child.inline = False
                    parent.children.append(child)

    def pair_flow(self, parent: Parent) -> list[Node]:
        """Pair the marks among blocks, with tags that open or close a paragraph taken out of it."""
        if id(parent) not in self.marked:
            return parent.children
        self.marked.discard(id(parent))
        sequence: list[Node] = []
        homes: dict[int, Parent] = {}
        pending = False
        for node in parent.children:
            if node.__class__ is not Paragraph or not any(child.__class__ is Mark for child in node.children):
                sequence.append(node)
                continue
            pending = True
            children: list[Node] = node.children
            first, last = 0, len(children)
            while first < last and _is_mark(children[first], Kind.OPEN):
                homes[len(sequence)] = node
                sequence.append(children[first])
                first += 1
            while last > first and _is_mark(children[last - 1], Kind.CLOSE):
                last -= 1
            sequence.append(node)
            for closing in children[last:]:
                homes[len(sequence)] = node
                sequence.append(closing)
        found = partners(sequence, flow=True)
        taken = set(found) | {stop for stop in found.values() if stop is not None and stop >= 0}
        if pending:
            sequence, found = self.hoist(sequence, found, homes, taken)
        return assemble(sequence, found, self.container, self.literal_flow)

    def hoist(
        self, sequence: list[Node], found: dict[int, int | None], homes: dict[int, Parent], taken: set[int]
    ) -> tuple[list[Node], dict[int, int | None]]:
        """Take paired marks out of their paragraphs, and leave the others there."""
        hoisted = {id(sequence[index]) for index in homes if index in taken}
        kept: list[Node] = []
        numbers: dict[int, int] = {}
        for index, node in enumerate(sequence):
            numbers[index] = len(kept)
            if index in homes and index not in taken:
                continue
            if node.__class__ is Paragraph and isinstance(node, Paragraph):
                marks = [child for child in node.children if child.__class__ is Mark]
                if marks:
                    node.children = [
                        self.literal(child) if isinstance(child, Mark) else child
                        for child in node.children
                        if id(child) not in hoisted
                    ]
                    kept.extend(self.trimmed(node))
                    continue
            elif isinstance(node, Mark) and index in taken:
                node.token.flow = True
            kept.append(node)
        numbers[len(sequence)] = len(kept)
        moved: dict[int, int | None] = {}
        for opened, stop in found.items():
            if stop is not None:
                stop = numbers[stop] if stop >= 0 else -numbers[-stop - 1] - 1
            moved[numbers[opened]] = stop
        return kept, moved

    def trimmed(self, node: Paragraph) -> list[Node]:
        """What is left of a paragraph when tags at its ends were taken out: blocks of JSX, then the rest."""
        children = node.children
        if children and isinstance(children[0], Text):
            _trim_start(children[0])
        if children and isinstance(children[-1], Text):
            _trim_end(children[-1])
        children = [child for child in children if not isinstance(child, Text) or child.value]
        top: list[Node] = []
        while children and isinstance(children[0], _JSX):
            following = children[1] if len(children) > 1 else None
            if following is not None and not (isinstance(following, Text) and following.value.startswith("\n")):
                break
            jsx = children.pop(0)
            assert isinstance(jsx, _JSX)
            jsx.inline = False
            top.append(jsx)
            if isinstance(following, Text):
                _trim_start(following)
                if not following.value:
                    children.pop(0)
        if children:
            node.children = children
            node.span = Span(_start(children), _end(children))
            top.append(node)
        return top

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
            alt=_alt(frame.children, self.source),
            title=self.literal_text(data["title"]) or None,
            reference=None if inline else normal_identifier(self.literal_text(data["id"])),
            url_span=self.url_span(where) if inline else None,
            span=span,
        )
        self.stack[-1].children[-1] = image

    def add_code(self, data: Any, lines: list[str], where: Any) -> None:
        value = self.literal_text("".join(lines))
        span = self.block_span(where)
        if data == "Indented":
            self.stack[-1].children.append(Code(value.rstrip("\n"), fenced=False, span=span))
            return
        if value.endswith("\n"):
            value = value[:-1]
        source = self.source
        char = source[span.start : span.start + 1]
        at = span.start
        while at < span.end and source[at] == char:
            at += 1
        stop = source.find("\n", at, span.end)
        stop = span.end if stop < 0 else stop
        typed = source[at:stop]
        body = typed.strip()
        info = Span(at, at)
        if body:
            begin = at + typed.index(body)
            info = Span(begin, begin + len(body))
        words = data["Fenced"].strip().split(None, 1)
        self.stack[-1].children.append(
            Code(
                value,
                lang=words[0] if words else None,
                meta=words[1] if len(words) > 1 else None,
                info=info,
                span=span,
            )
        )

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
                    parent.children.append(self.leaf(token, inline=False))
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


def normal_identifier(label: str) -> str:
    """The identifier of a label, as mdast has it."""
    return " ".join(label.split()).lower()


def _is_void(mark: Mark) -> bool:
    return mark.token.kind is Kind.OPEN and mark.token.name in VOID


def _is_mark(node: Node, kind: Kind) -> bool:
    return isinstance(node, Mark) and node.token.kind is kind


def _start(nodes: list[Node]) -> int:
    return nodes[0].span.start if nodes and nodes[0].span else 0


def _end(nodes: list[Node]) -> int:
    return nodes[-1].span.end if nodes and nodes[-1].span else 0


def _trim_start(text: Text) -> None:
    cut = len(text.value) - len(text.value.lstrip())
    text.value = text.value[cut:]
    if text.span:
        text.span = Span(min(text.span.start + cut, text.span.end), text.span.end)


def _trim_end(text: Text) -> None:
    cut = len(text.value) - len(text.value.rstrip())
    text.value = text.value[: len(text.value) - cut]
    if text.span:
        text.span = Span(text.span.start, max(text.span.end - cut, text.span.start))


def _alt(nodes: list[Node], source: str) -> str:
    """What a reader sees of an image's text."""
    parts: list[str] = []
    for top in nodes:
        for node in top.walk():
            if isinstance(node, Text | InlineCode | InlineMath):
                parts.append(node.value)
            elif isinstance(node, Image):
                parts.append(node.alt)
            elif isinstance(node, Break):
                parts.append("\n")
            elif isinstance(node, Mark | Expression) and node.span:
                parts.append(source[node.span.start : node.span.end])
    return "".join(parts)


_DESTINATION = re.compile(
    r"\]\(\s*(?:<((?:[^<>\n\\]|\\.)*)>|(\S*?))(?:\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)\Z",
    re.S,
)


def destination(source: str, start: int, end: int) -> Span | None:
    """The span of the destination in the inline link that fills ``start`` to ``end``."""
    at = source.rfind("](", start, end)
    while at >= 0:
        found = _DESTINATION.match(source[at:end])
        if found:
            group = 1 if found[1] is not None else 2
            return Span(at + found.start(group), at + found.end(group))
        at = source.rfind("](", start, at)
    return None
