"""The blocks of a page.  A target's own patcher says what becomes of admonitions, code and formulas."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar

from migrator import nodes as n
from migrator.writers.lines import Frame, columns, content_begin, item_width
from migrator.writers.markdown import destination, html_comment, is_inline
from migrator.writers.patch.base import known
from migrator.writers.patch.tags import TagPatcher, only_html

#: Elements that begin an HTML block in CommonMark whatever follows on the line (condition 6).
_BLOCK_TAG = re.compile(
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul|pre|script|style|textarea"
)
_DEFINITION_URL = re.compile(r"\]:[ \t]*(?:\r?\n[ \t>]*)?(<[^>\n]*>|\S+)")
_MAYBE_INLINE = frozenset(("element", "component", "mdxExpression", "comment"))
_DEEP_QUOTE = re.compile(r"^[ \t>]*(?: {4}|\t)[ \t]*>", re.M)


def _stands_in_line(node: n.Node) -> bool:
    """Tell whether a block is a tag as written, of an element that a browser shows inside a line."""
    if not isinstance(node, n.Element) or node.span is None or node.open is None:
        return False
    return not _BLOCK_TAG.fullmatch(node.name)


def _ends_paragraph(node: n.Node) -> bool:
    """Tell whether a block ends in CommonMark the paragraph that stands right above it."""
    if isinstance(node, n.List):
        first = node.children[0] if node.children else None
        return node.start in (None, 1) and isinstance(first, n.Parent) and bool(first.children)
    if isinstance(node, n.Element):
        return _BLOCK_TAG.fullmatch(node.name) is not None
    return isinstance(node, n.Heading | n.Blockquote | n.ThematicBreak | n.Comment | n.Truncate) or (
        isinstance(node, n.Code) and node.fenced
    )


class BlockPatcher(TagPatcher):
    """Walks a tree and collects the edits that its source needs."""

    #: How each kind of block is patched: the name of a method.
    block_methods: ClassVar[Mapping[str, str]] = {
        "paragraph": "_paragraph",
        "heading": "_heading",
        "blockquote": "_blockquote",
        "list": "_list",
        "code": "_code",
        "definition": "_definition",
        "footnoteDefinition": "_footnote",
        "table": "_table",
        "math": "_display_math",
        "admonition": "_admonition",
        "tabs": "_tab_group",
        "tab": "_tab",
        "details": "_details",
        "truncate": "_truncate",
        "tableOfContents": "_toc",
        "cardList": "_card_list",
        "comment": "_comment",
        "mdxjsEsm": "_esm",
        "mdxExpression": "_expression",
        "element": "_element",
        "component": "_component",
    }

    _truncated = False

    def blocks(self, nodes: Sequence[n.Node], frame: Frame) -> None:
        previous: n.Node | None = None
        together = self._written_together(nodes)
        for node in nodes:
            method = self.block_methods.get(node.type)
            if node.span is None:
                continue
            if isinstance(previous, n.Table) and not _ends_paragraph(node):
                self._blank_after(known(previous.span).end, frame)  # or it would be a row
            if id(node) in together:
                continue
            if self._is_made(node):
                self._print(node, frame)
            elif method is None or (node.type in _MAYBE_INLINE and is_inline(node)):
                self.inlines([node], node.span.start)
            else:
                inner = frame if isinstance(node, n.List) else self._without_indentation(node, frame)
                if isinstance(previous, n.Blockquote | n.Admonition) and isinstance(node, n.Blockquote | n.Admonition):
                    self._blank_before(node.span.start, inner)
                getattr(self, method)(node, inner)
            previous = node

    def _written_together(self, nodes: Sequence[n.Node]) -> set[int]:
        """Patch tags that stand on the same lines, without a blank line between; return which (by identity).

        To MDX each is a block, yet a browser shows such elements side by side.
        """
        done: set[int] = set()
        run: list[n.Node] = []
        for node in nodes:
            fits = _stands_in_line(node)
            if run and not (fits and self._is_gap(known(run[-1].span).end, known(node.span).start)):
                done |= self._patch_run(run)
                run = []
            if fits:
                run.append(node)
        return done | self._patch_run(run)

    def _is_gap(self, start: int, end: int) -> bool:
        between = self._text[start:end] if end - start < 100 else "x"
        return not between.strip(" \t\r\n>") and between.count("\n") < 2

    def _patch_run(self, run: list[n.Node]) -> set[int]:
        if len(run) < 2:
            return set()
        start, end = known(run[0].span).start, known(run[-1].span).end
        if only_html(run):
            self._tags_within(run)
        elif "\n" in self._text[start:end]:
            return set()
        else:
            self.inlines(run, start)
        self._blank_after(end, Frame())
        return {id(node) for node in run}

    def _is_made(self, node: n.Node) -> bool:
        """Tell whether a block was made by the reader, so that its source is no Markdown to patch."""
        if isinstance(node, n.Diagram):
            return self._text.startswith("<", known(node.span).start)
        if isinstance(node, n.Code):
            return node.info is None and (node.fenced or self._text.startswith("<", known(node.span).start))
        if isinstance(node, n.Admonition | n.Tabs | n.Tab):
            return node.open is None or any(child.span is None for child in node.children)
        if isinstance(node, n.Paragraph | n.Heading | n.List | n.Table | n.Details):
            return bool(node.children) and node.children[0].span is None
        return False

    def _without_indentation(self, node: n.Node, frame: Frame, least: int = 4) -> Frame:
        """Take away indentation of ``least`` columns or more, which would make a block code: MDX has no such code."""
        start, end = known(node.span)
        line = self._line_start(start)
        if least > 3 and not self._text.startswith(("    ", "\t"), line) and start - line < 4:
            return frame
        if isinstance(node, n.Code) and not node.fenced:
            return frame
        while start < end and self._text[start] in " \t":
            start += 1  # a list's span may begin with its indentation
        begin = content_begin(self._text, line, start, frame.steps())
        width = columns(self._text, begin.offset, start, begin.column)
        if width is None or width + begin.rest < least:
            return frame
        width += begin.rest
        self._edits.reindent(start, end, frame, width, "")
        return frame.cut(width)

    def _paragraph(self, node: n.Paragraph, frame: Frame) -> None:
        span = known(node.span)
        if any(self._starts_html_block(child, span.start) for child in node.children):
            text = self._html.inlines(node.children)
            blocks = any(isinstance(child, n.Element) and _BLOCK_TAG.fullmatch(child.name) for child in node.children)
            self._replace_block(node, text if blocks else f"<p>{text}</p>", frame)
            return
        self.inlines(node.children, span.start)

    def _starts_html_block(self, node: n.Node, paragraph: int) -> bool:
        """Tell whether an inline element would begin an HTML block, so that Markdown behind it would not be read."""
        return (
            isinstance(node, n.Element)
            and _BLOCK_TAG.fullmatch(node.name) is not None
            and node.span is not None
            and self._first_on_line(node.span.start, paragraph)
        )

    def _heading(self, node: n.Heading, frame: Frame) -> None:
        span = known(node.span)
        self.inlines(node.children, span.start)
        wanted = id(node) in self._explicit_ids
        if node.id_span is not None:
            start, end = node.id_span
            behind = self._text[end : self._line_end(end)].rstrip()
            closed = "#" in behind and not behind.strip("# \t")
            if closed or self._text[start:end].strip() != self._printer.marker(node.id).strip():
                end += len(behind) if closed else 0
                new = self._printer.marker(node.id).replace("\n", "\n" + frame.prefix) if node.id else ""
                self._edits.replace(start, end, new)
        elif wanted:
            self._append_id(node, frame)

    def _append_id(self, node: n.Heading, frame: Frame) -> None:
        span = known(node.span)
        if self._text[span.start] == "#":
            stop = self._text.find("\n", span.start)
            stop = span.end if stop < 0 else min(stop, span.end)
            end = span.start + len(self._text[span.start : stop].rstrip(" \t\r"))
        else:
            end = max((child.span.end for child in node.children if child.span), default=span.start)
        self._edits.insert(end, self._printer.marker(node.id).replace("\n", "\n" + frame.prefix))

    @abstractmethod
    def _admonition(self, node: n.Admonition, frame: Frame) -> None:
        """Patch a call-out into the target's form."""

    @abstractmethod
    def _code(self, node: n.Code, frame: Frame) -> None:
        """Patch a code block's fence."""

    @abstractmethod
    def _display_math(self, node: n.Math, frame: Frame) -> None:
        """Patch a formula on lines of its own."""

    def _blockquote(self, node: n.Blockquote, frame: Frame) -> None:
        span, steps = known(node.span), frame.steps()
        for found in _DEEP_QUOTE.finditer(self._text, self._line_end(span.start), span.end):
            begin = content_begin(self._text, found.start(), found.end(), steps)
            mark = self._text.find(">", begin.offset, found.end())
            if begin.rest + (columns(self._text, begin.offset, mark, begin.column + begin.rest) or 0) > 3:
                self._edits.delete(begin.offset, mark)  # MDX goes on with the quote, CommonMark would show the mark
        self.blocks(node.children, frame.quote())

    def _list(self, node: n.List, frame: Frame) -> None:
        least = 4
        for item in node.children:
            if not isinstance(item, n.Parent) or item.span is None:
                continue
            inner = self._without_indentation(item, frame, least)
            if inner is not frame:
                least = 1  # or what follows would be inside of what stands behind it now
            start = item.span.start
            begin = content_begin(self._text, self._line_start(start), start, inner.steps())
            self.blocks(item.children, inner.item(item_width(self._text, start, begin)))

    def _footnote(self, node: n.FootnoteDefinition, frame: Frame) -> None:
        self.blocks(node.children, frame.item(4))

    def _table(self, node: n.Table, frame: Frame) -> None:
        self._in_cell = True
        for row in node.children:
            for cell in row.children if isinstance(row, n.Parent) else []:
                if isinstance(cell, n.Parent) and cell.span is not None:
                    self.inlines(cell.children, -1)
        self._in_cell = False

    def _definition(self, node: n.Definition, frame: Frame) -> None:
        span = known(node.span)
        found = _DEFINITION_URL.search(self._text, span.start, span.end)
        url = self._urls.markdown(node.target, node.url)
        if found and url != node.url:
            self._edits.replace(found.start(1), found.end(1), destination(url))

    def _truncate(self, node: n.Truncate, frame: Frame) -> None:
        span = known(node.span)
        if self._is_post and not self._truncated:
            self._truncated = True
            self._edits.replace(span.start, span.end, self._printer.more)
            self._blank_after(span.end, frame)
        else:
            self._as_comment(span, "truncate")

    def _toc(self, node: n.TableOfContents, frame: Frame) -> None:
        self._replace_block(node, self._printer.toc(node), frame)

    def _card_list(self, node: n.CardList, frame: Frame) -> None:
        span = known(node.span)
        written = self._text[span.start : span.end]
        self._replace_block(node, self._html.node(node) or html_comment(written), frame)

    def _comment(self, node: n.Comment, frame: Frame) -> None:
        span = known(node.span)
        if not self._text.startswith("<!--", span.start):
            self._as_comment(span, node.value)

    def _esm(self, node: n.Esm, frame: Frame) -> None:
        """Take away code, and the blank line behind it."""
        span = known(node.span)
        start, end = self._line_start(span.start), self._line_end(span.end) + 1
        while end < len(self._text):
            stop = self._line_end(end)
            if self._text[end:stop].strip():
                break
            end = stop + 1
        self._edits.replace_lines(start, min(end, len(self._text)), "")

    def _expression(self, node: n.Expression, frame: Frame) -> None:
        self._replace_block(node, html_comment("{" + node.value + "}"), frame, blank=False)
