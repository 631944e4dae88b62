"""The body of a page, patched: what means the same to kramdown stays as the author typed it, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from migrator import nodes as n
from migrator.post import Post
from migrator.writers.lines import Frame, columns, content_begin
from migrator.writers.markdown import is_inline
from migrator.writers.patch import body as patch
from migrator.writers.patch.base import known
from migrator.writers.patch.body import Body
from migrator.writers.patch.tags import AROUND_BLOCKS
from migrator.writers.urls import PageUrls
from migrator_jekyll.headings import explicit_ids
from migrator_jekyll.inlines import JekyllInlines
from migrator_jekyll.liquid import literal
from migrator_jekyll.printer import (
    BLOCK_TAG,
    JekyllPrinter,
    admonition_open,
    code_frame,
    details_open,
    language,
)

#: A tag behind which nothing stands yet in its element.
_INNERMOST = re.compile(rf"<(?:{'|'.join(sorted(AROUND_BLOCKS - {''}))})\b[^<>]*>\Z")
#: Tags that do not begin a block at a line's start (``HTML_SPAN_ELEMENTS``); kramdown takes any other for one.
_SPAN_TAG = re.compile(
    "a|abbr|acronym|b|big|bdo|br|button|cite|code|del|dfn|em|i|img|input|ins|kbd|label|mark|option|q|rb|rbc|rp|rt|rtc|ruby|"
    "samp|select|small|span|strong|sub|sup|tt|u|var"
)
#: Blocks that draw the next lines in, unless a blank line stands between.
_OPEN_ENDED = (n.List, n.Blockquote, n.Table, n.FootnoteDefinition, n.Math)
#: Blocks that end a paragraph without a blank line.
_ENDS_PARAGRAPH = (n.List, n.Blockquote, n.Code, n.Heading)
_CLOSED_FENCE = re.compile(r"\n[ \t>]*(?:`{3,}|~{3,})[ \t]*\Z")
_FENCE = re.compile(r"`{3,}|~{3,}")
_LIST_LINE = re.compile(r"\n[ \t>]*(?:[-+*]|\d+\.)[ \t]")
_BLANK_LINE = re.compile(r"(?<=\n)[ \t]+(?=\r?\n)")
_QUOTED_TAB = re.compile(r"(?<=>)[ ]?\t(?=[^\s])")
_TAG_LINE = re.compile(r"\n[ \t>]*(?=<|https?://|[\w.+-]+@)")
_SEPARATOR = re.compile(r"[+|: \t=-]*?([=-])[+|: \t=-]*")
_SHALLOW_LINE = re.compile(r"(?<=\n)[ ]{0,3}(?=[^\s])")
_MARKER = re.compile(r"[ \t]*(?:[-+*]|\d+(?:\.|(?P<parenthesis>\))))(?P<space>[ \t]*)")
#: Attributes that are no HTML of kramdown's: expressions, several lines, values without quotes.
_NOT_PLAIN = re.compile(r"[{\n]|=(?![\"'])")
_RAW_TAG = re.compile(r"\s*<([A-Za-z][\w-]*)(?=[\s>])")


def write_body(post: Post, urls: PageUrls, *, math: bool) -> Body:
    """Return the page's body as Jekyll wants it."""
    return patch.write_body(
        post,
        urls,
        math=math,
        explicit_ids=explicit_ids(post.body),
        printer=JekyllPrinter,
        patcher=JekyllPatcher,
        finish=literal,
    )


class JekyllPatcher(JekyllInlines):
    """Patches what kramdown reads in another way than CommonMark."""

    block_methods: ClassVar[Mapping[str, str]] = {
        **JekyllInlines.block_methods,
        "diagram": "_diagram",
        "html": "_raw_html",
    }

    # -------------------------------------------------------------- blocks

    def blocks(self, nodes: Sequence[n.Node], frame: Frame) -> None:
        previous: n.Node | None = None
        for node in nodes:
            if node.span is None or isinstance(node, n.Esm):
                continue
            if previous is not None and not is_inline(node):
                self._apart(previous, node, frame)
            previous = node
        super().blocks(nodes, frame)

    def _apart(self, previous: n.Node, node: n.Node, frame: Frame) -> None:
        """Put a blank line between two blocks that kramdown would not keep apart."""
        start = known(node.span).start
        if isinstance(previous, n.List) and isinstance(node, n.List) and previous.ordered == node.ordered:
            bare = frame.prefix.rstrip()
            line = self._line_start(start)
            self._edits.insert_line(line, f"{bare}\n{frame.prefix}^\n{bare}\n")
            self._gaps.add(line)
        elif (
            isinstance(previous, _OPEN_ENDED)
            or isinstance(node, n.Table | n.Math)
            or (isinstance(previous, n.Paragraph) and not isinstance(node, _ENDS_PARAGRAPH))
            or (isinstance(node, n.Heading) and self._text[start] != "#")
        ):
            self._blank_before(start, frame)

    def _heading(self, node: n.Heading, frame: Frame) -> None:
        if not node.children:
            self._replace_block(node, self._html.node(node), frame)  # to kramdown, marks alone are text
            return
        start, spans = known(node.span).start, [child.span for child in node.children if child.span]
        if spans and self._text[start] != "#" and "\n" in self._text[start : spans[-1].end].strip():
            self._print(node, frame)  # kramdown's underlined headings have one line
            return
        self._dedent(start, frame)
        self._escape(node, frame)
        super()._heading(node, frame)

    def _append_id(self, node: n.Heading, frame: Frame) -> None:
        span, marker = known(node.span), self._printer.marker(node.id)
        if marker.startswith("\n") and self._text[span.start] != "#":
            self._edits.insert(span.end, marker.replace("\n", "\n" + frame.prefix))  # below the line under the heading
        else:
            super()._append_id(node, frame)

    def _paragraph(self, node: n.Paragraph, frame: Frame) -> None:
        span = known(node.span)
        typed = self._text[span.start : span.end]
        elements = [one for one in node.walk() if isinstance(one, n.Element)] if "<" in typed or "{" in typed else []
        if any(BLOCK_TAG.fullmatch(one.name) for one in elements) or any(
            isinstance(child, n.Element)
            and child.span is not None
            and child.name
            and not _SPAN_TAG.fullmatch(child.name)
            and self._first_on_line(child.span.start, span.start)
            for child in node.children
        ):
            text = self._html.inlines(node.children)
            name = "div" if any(BLOCK_TAG.fullmatch(one.name) for one in elements) else "p"
            self._replace_block(node, f"<{name}>{text}</{name}>", frame)
            return
        self._escape(node, frame)
        if frame.kind != "root":
            self._catch_lazy_lines(span, frame)
        self.inlines(node.children, span.start)

    def _catch_lazy_lines(self, span: n.Span, frame: Frame) -> None:
        """Put a container's prefix before those of its lines that lack it and begin with what looks like a tag."""
        steps = frame.steps()
        for found in _TAG_LINE.finditer(self._text, span.start, span.end):
            line = found.start() + 1
            begin = content_begin(self._text, line, found.end(), steps)
            if begin.missing or self._text[line : begin.offset].count(">") < frame.prefix.count(">"):
                self._edits.replace(line, begin.offset, frame.prefix)

    def _blockquote(self, node: n.Blockquote, frame: Frame) -> None:
        """Spell tabs behind the quote's marks as spaces: kramdown sees the indentation of code there."""
        span = known(node.span)
        if "\t" in self._text[span.start : span.end] and not any(isinstance(one, n.Code) for one in node.walk()):
            for found in _QUOTED_TAB.finditer(self._text, span.start, span.end):
                line = self._line_start(found.start())
                before, after = (len(self._text[line:end].expandtabs(4)) for end in found.span())
                self._edits.replace(found.start(), found.end(), " " * (after - before))
        super()._blockquote(node, frame)

    def _list(self, node: n.List, frame: Frame) -> None:
        steps = frame.steps()
        for item in node.children:
            found = _MARKER.match(self._text, item.span.start) if item.span is not None else None
            if found is None or not isinstance(item, n.Parent):
                continue
            if found["parenthesis"]:
                self._edits.replace(found.start("space") - 1, found.start("space"), ".")
            start, end = found.span("space")
            if self._text[end : end + 1].strip() == "":  # kramdown knows no item that begins on a line of its own
                end = next((child.span.start for child in item.children if child.span), start)
            if end - start > 4 or not found["space"] or "\n" in self._text[start:end]:
                self._edits.replace(start, end, " ")
        if node.start not in (None, 1) and node.span is not None:
            line = self._line_start(node.span.start)
            begin = content_begin(self._text, line, self._line_end(line), steps)
            if not self._text[begin.offset : node.span.start].strip():
                self._blank_before(node.span.start, frame)
                self._edits.insert(begin.offset, f'{{: start="{node.start}"}}\n{frame.prefix}')
        super()._list(node, frame)

    def _table(self, node: n.Table, frame: Frame) -> None:
        if len(node.children) == 1:
            self._replace_block(node, self._html.node(node), frame)  # kramdown knows no table of a head alone
            return
        leading = self._text.startswith("|", known(node.span).start)
        if any(self._is_odd(row, leading=leading) for row in node.children):
            self._print(node, frame)
            return
        self._in_cell = True
        for row in node.children:
            separator = _SEPARATOR.fullmatch(self._text, *known(row.span))
            if separator:
                self._edits.insert(separator.start(1), "\\")
            for cell in row.children if isinstance(row, n.Parent) else []:
                if isinstance(cell, n.Parent):
                    self._escape(cell, frame)
        super()._table(node, frame)
        self._blank_after(known(node.span).end, frame)

    def _is_odd(self, row: n.Node, *, leading: bool) -> bool:
        """Tell whether a row has more cells than its table, which kramdown shows, no pipe, which ends the table, or a
        pipe before its first cell where the others have none."""
        last = row.children[-1].span if isinstance(row, n.Parent) and row.children else None
        if last is None:
            return False
        line = self._text[self._line_start(last.end) : self._line_end(last.end)]
        if self._text.startswith("|", known(row.span).start) != leading:
            return True
        behind = self._text[last.end : self._line_end(last.end)]
        return "|" not in line or behind.count("|") > 1 or bool(behind.strip(" \t\r|"))

    def _code(self, node: n.Code, frame: Frame) -> None:
        start, end = known(node.span)
        if node.info is None:
            return
        if node.lang == "math" and self._math:
            self._print(n.Math(node.value, span=node.span), frame)
            return
        frame = self._flush(node, frame)
        if frame.kind != "root" and _LIST_LINE.search(self._text, start, end):
            self._blank_before(start, frame)  # or an item would end at what looks like a list
        written = self._text[node.info.start : node.info.end]
        lang = language(node)
        if written.strip() != lang:
            self._edits.replace(node.info.start, node.info.end, lang)
        for dropped in node.dropped:
            self._edits.replace_lines(dropped.start, dropped.end, "")
        before, after = code_frame(node)
        if before:
            self._blank_before(start, frame)
            self._edits.insert(start, f"{before}\n{frame.prefix}")
        if not _CLOSED_FENCE.search(self._text, node.info.end, end):
            fence = _FENCE.search(self._text, start, end)
            after = (fence[0] if fence else "```") + ("\n" + frame.prefix + after if after else "")
        if after:
            self._edits.insert(end, f"\n{frame.prefix}{after}")
            self._blank_after(end, frame)

    def _flush(self, node: n.Code, frame: Frame) -> Frame:
        """Take away a fence's own indentation, which kramdown would leave before each line of the code."""
        start, end = known(node.span)
        begin = content_begin(self._text, self._line_start(start), start, frame.steps())
        width = begin.rest + (columns(self._text, begin.offset, start, begin.column) or 0)
        if width or frame.kind != "root":
            steps = frame.cut(width).steps()
            for found in _BLANK_LINE.finditer(self._text, start, end):  # kramdown would leave a container's indentation
                self._edits.delete(found.start(), content_begin(self._text, *found.span(), steps).offset)
        if not width:
            return frame
        self._edits.reindent(start, end, frame, width, "")
        return frame.cut(width)

    def _definition(self, node: n.Definition, frame: Frame) -> None:
        span = known(node.span)
        written = self._text[span.start : span.end].strip()
        if "\n" in written or "\\" in written or (node.title is not None and written.endswith(")")):
            self._edits.replace(span.start, span.end, self._printer.definition(node))
        else:
            super()._definition(node, frame)

    def _diagram(self, node: n.Diagram, frame: Frame) -> None:
        self._print(node, frame)

    def _display_math(self, node: n.Math, frame: Frame) -> None:
        span = known(node.span)
        if self._text[span.start : span.end].strip("$") == self._text[span.start + 2 : span.end - 2]:
            self._blank_before(span.start, frame)
            self._blank_after(span.end, frame)
        else:
            self._print(node, frame)

    def _raw_html(self, node: n.Html, frame: Frame) -> None:
        """Let Markdown be read behind a tag that is closed only in a later block."""
        span = known(node.span)
        found = _RAW_TAG.match(self._text, span.start, span.end)
        if found and not re.search(rf"</{found[1]}\s*>|/>\s*\Z", self._text[found.end() : span.end], re.I):
            self._edits.insert(found.end(), ' markdown="1"')

    # -------------------------------------------------------------- containers

    def _admonition(self, node: n.Admonition, frame: Frame) -> None:
        self._container(node, admonition_open(node, self._html.inlines(node.title)), "</div>", frame)

    def _marks(self, node: n.Tabs | n.Tab, tags: tuple[str, str], frame: Frame) -> None:
        self._container(node, *tags, frame)

    def _drawn_around_blocks(self, node: n.Element, head: str, children: list[n.Node], tail: str, frame: Frame) -> None:
        if _INNERMOST.search(head) and tail.startswith("</"):
            head = head[:-1] + ' markdown="block">'
        else:
            head, tail = head + '<div markdown="block">', "</div>" + tail
        self._container(node, head, tail, frame, children)

    def _container(
        self, node: n.Container, open_tag: str, close_tag: str, frame: Frame, children: list[n.Node] | None = None
    ) -> None:
        opened, end = known(node.open), known(node.span).end
        for tag in (opened, node.close):
            if tag is not None:
                self._dedent(tag.start, frame)
        self._blank_before(opened.start, frame)
        self._edits.replace(opened.start, opened.end, open_tag.replace("\n", "\n" + frame.prefix))
        self._blank_after(opened.end, frame)
        self._in_html += 1
        self.blocks(node.children if children is None else children, frame)
        self._in_html -= 1
        if node.close is None:
            self._edits.insert(end, f"\n{frame.prefix.rstrip()}\n{frame.prefix}{close_tag}")
            self._blank_after(end, frame)
            return
        self._blank_before(node.close.start, frame)
        self._edits.replace(node.close.start, node.close.end, close_tag.replace("\n", "\n" + frame.prefix))
        self._blank_after(node.close.end, frame)

    def _details(self, node: n.Details, frame: Frame) -> None:
        if node.open is None or node.close is None:
            self._print(node, frame)
            return
        self._dedent(node.open.start, frame)
        self._dedent(node.close.start, frame)
        written = self._text[node.open.start : node.open.end]
        plain = written.startswith("<details") and not _NOT_PLAIN.search(written)
        open_tag = written[:-1] + ' markdown="1">' if plain else details_open(node)
        summary = f"<summary>{self._html.inlines(node.summary).strip()}</summary>".replace("\n", f"\n{frame.prefix}")
        head = node.open.end
        if node.summary_span is not None and node.summary_span.start >= head:
            head = node.summary_span.end
        self._blank_before(node.open.start, frame)
        self._edits.replace(node.open.start, head, f"{open_tag}\n{frame.prefix}{summary}")
        self._blank_after(head, frame)
        self._in_html += 1
        self.blocks(node.children, frame)
        self._in_html -= 1
        self._blank_before(node.close.start, frame)
        self._edits.replace(node.close.start, node.close.end, "</details>")
        self._blank_after(node.close.end, frame)

    def _element_around_blocks(self, node: n.Element, opened: n.Span, closed: n.Span, frame: Frame) -> None:
        if _SPAN_TAG.fullmatch(node.name):
            self._replace_block(node, f"<div>{self._html.node(node)}</div>", frame)  # such a tag cannot hold blocks
            return
        open_tag, close_tag = self._html.tags(node)
        self._container(node, open_tag[:-1] + ' markdown="block">', close_tag, frame)

    def _footnote(self, node: n.FootnoteDefinition, frame: Frame) -> None:
        span = known(node.span)
        self._label(node.identifier, span.start)
        begins = content_begin(self._text, self._line_start(span.start), span.start, frame.steps()).offset
        if begins == self._line_start(span.start):
            for found in _SHALLOW_LINE.finditer(self._text, span.start + 1, span.end):
                self._edits.replace(found.start(), found.end(), "    ")
        super()._footnote(node, frame)
