"""The body of a page, patched: what means the same to kramdown stays as the author typed it, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from migrator import nodes as n
from migrator.post import Post
from migrator.writers.lines import Frame, columns, content_begin
from migrator.writers.markdown import is_inline
from migrator.writers.patch import body as patch
from migrator.writers.patch.base import known
from migrator.writers.patch.blocks import BlockPatcher
from migrator.writers.patch.body import Body
from migrator.writers.patch.inlines import is_shown, marked_link
from migrator.writers.patch.tags import only_html
from migrator.writers.urls import PageUrls
from migrator_jekyll.headings import explicit_ids
from migrator_jekyll.liquid import literal
from migrator_jekyll.printer import (
    JekyllPrinter,
    admonition_open,
    code_frame,
    details_open,
    inline_code,
    language,
)
from migrator_jekyll.text import escapes, needs_escape

#: Tags that kramdown prints as text where they stand inside text (``HTML_BLOCK_ELEMENTS``).
_BLOCK_TAG = re.compile(
    "address|article|aside|applet|body|blockquote|caption|col|colgroup|dd|div|dl|dt|fieldset|figcaption|footer|form|h[1-6]|"
    "header|hgroup|hr|html|head|iframe|legend|menu|li|main|map|nav|ol|optgroup|p|pre|section|summary|table|tbody|td|th|"
    "thead|tfoot|tr|ul"
)
#: Tags that do not begin a block at a line's start (``HTML_SPAN_ELEMENTS``); kramdown takes any other for one.
_SPAN_TAG = re.compile(
    "a|abbr|acronym|b|big|bdo|br|button|cite|code|del|dfn|em|i|img|input|ins|kbd|label|mark|option|q|rb|rbc|rp|rt|rtc|ruby|"
    "samp|select|small|span|strong|sub|sup|tt|u|var"
)
#: Tags whose content kramdown reads as Markdown inside text (``HTML_CONTENT_MODEL``); it leaves that of others alone.
_PARSED_TAG = re.compile(
    "a|abbr|acronym|b|bdo|big|button|cite|del|dfn|em|i|ins|label|q|rb|rbc|rp|rt|rtc|ruby|select|small|span|strong|sub|sup|tt"
)
#: Links between angle brackets as kramdown knows them (``AUTOLINK_START``), and what may be put between them.
_ANGLED = re.compile(r"<(?:(?:https?|mailto|ftps?):[\x21-\x7e]+|[\w.+-]+@[\w.-]+)>", re.ASCII)
_ADDRESS = re.compile(r"https?://[!-;=?-Z^-z~]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]+", re.ASCII)
#: Blocks that draw the next lines in, unless a blank line stands between.
_OPEN_ENDED = (n.List, n.Blockquote, n.Table, n.FootnoteDefinition, n.Math)
#: Blocks that end a paragraph without a blank line.
_ENDS_PARAGRAPH = (n.List, n.Blockquote, n.Code, n.Heading)
_CLOSED_FENCE = re.compile(r"\n[ \t>]*(?:`{3,}|~{3,})[ \t]*\Z")
_FENCE = re.compile(r"`{3,}|~{3,}")
_LIST_LINE = re.compile(r"\n[ \t>]*(?:[-+*]|\d+\.)[ \t]")
_BLANK_LINE = re.compile(r"(?<=\n)[ \t]+(?=\r?\n)")
_QUOTED_TAB = re.compile(r"(?<=>)[ ]?\t(?=[^\s])")
_SHALLOW_LINE = re.compile(r"(?<=\n)[ ]{0,3}(?=[^\s])")
_FOOTNOTE_NAME = re.compile(r"\w[\w:-]*", re.ASCII)
_ORDERED = re.compile(r"[ \t]*\d+\)")
_RAW_TAG = re.compile(r"\s*<([A-Za-z][\w-]*)(?=[\s>])")
_BREAK = re.compile(r"\\(?=\r?\n)")


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


class JekyllPatcher(BlockPatcher):
    """Patches what kramdown reads in another way than CommonMark."""

    #: How many elements are around whose content is Markdown.
    _in_html = 0

    block_methods: ClassVar[Mapping[str, str]] = {
        **BlockPatcher.block_methods,
        "diagram": "_diagram",
        "html": "_raw_html",
    }
    inline_methods: ClassVar[Mapping[str, str]] = {
        **BlockPatcher.inline_methods,
        "inlineCode": "_inline_code",
        "break": "_hard_break",
        "delete": "_delete",
        "footnoteReference": "_footnote_reference",
    }

    @cached_property
    def _notes(self) -> dict[str, int]:
        """The footnotes with names of their own, numbered as they come."""
        return {}

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
        super()._heading(node, frame)
        if self._text[known(node.span).start] != "#" and "\n" in "".join(
            self._text[child.span.start : child.span.end] for child in node.children[:-1] if child.span
        ):
            self._print(node, frame)  # kramdown's underlined headings have one line

    def _paragraph(self, node: n.Paragraph, frame: Frame) -> None:
        span = known(node.span)
        elements = [one for one in node.walk() if isinstance(one, n.Element)]
        if any(_BLOCK_TAG.fullmatch(one.name) for one in elements) or any(
            isinstance(child, n.Element)
            and child.span is not None
            and child.name
            and not _SPAN_TAG.fullmatch(child.name)
            and self._first_on_line(child.span.start, span.start)
            for child in node.children
        ):
            text = self._html.inlines(node.children)
            name = "div" if any(_BLOCK_TAG.fullmatch(one.name) for one in elements) else "p"
            self._replace_block(node, f"<{name}>{text}</{name}>", frame)
            return
        if needs_escape(self._text, span):
            for at, length, new in escapes(self._text, node):
                self._edits.replace(at, at + length, new)
        self.inlines(node.children, span.start)

    def _blockquote(self, node: n.Blockquote, frame: Frame) -> None:
        """Take the tabs from behind the quote's marks, where kramdown sees the indentation of code."""
        span = known(node.span)
        if "\t" in self._text[span.start : span.end] and not any(isinstance(one, n.Code) for one in node.walk()):
            for found in _QUOTED_TAB.finditer(self._text, span.start, span.end):
                self._edits.replace(found.start(), found.end(), " ")
        super()._blockquote(node, frame)

    def _list(self, node: n.List, frame: Frame) -> None:
        steps = frame.steps()
        for item in node.children:
            if item.span is not None and node.ordered and (found := _ORDERED.match(self._text, item.span.start)):
                self._edits.replace(found.end() - 1, found.end(), ".")
        if node.start not in (None, 1) and node.span is not None:
            line = self._line_start(node.span.start)
            begin = content_begin(self._text, line, self._line_end(line), steps)
            if not self._text[begin.offset : node.span.start].strip():
                self._blank_before(node.span.start, frame)
                self._edits.insert(begin.offset, f'{{: start="{node.start}"}}\n{frame.prefix}')
        super()._list(node, frame)

    def _table(self, node: n.Table, frame: Frame) -> None:
        if any(self._is_odd(row) for row in node.children):
            self._print(node, frame)
            return
        super()._table(node, frame)
        self._blank_after(known(node.span).end, frame)

    def _is_odd(self, row: n.Node) -> bool:
        """Tell whether a row has more cells than its table, which kramdown shows, or no pipe, which ends the table."""
        last = row.children[-1].span if isinstance(row, n.Parent) and row.children else None
        if last is None:
            return False
        line = self._text[self._line_start(last.end) : self._line_end(last.end)]
        return "|" not in line or bool(self._text[last.end : self._line_end(last.end)].strip(" \t\r|"))

    def _code(self, node: n.Code, frame: Frame) -> None:
        start, end = known(node.span)
        if node.info is None:
            return
        if node.lang == "math" and self._math:
            self._print(n.Math(node.value, span=node.span), frame)
            return
        if frame.kind != "root":
            self._clear_blank_lines(start, end)
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
        width = columns(self._text, begin.offset, start, begin.column)
        if not width:
            return frame
        self._edits.reindent(start, end, frame, width, "")
        return frame.cut(width)

    def _clear_blank_lines(self, start: int, end: int) -> None:
        """Take white space out of blank lines: kramdown does not take a container's indentation off them."""
        for found in _BLANK_LINE.finditer(self._text, start, end):
            self._edits.delete(*found.span())

    def _definition(self, node: n.Definition, frame: Frame) -> None:
        span = known(node.span)
        if "\n" in self._text[span.start : span.end].strip():
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

    def _container(self, node: n.Container, open_tag: str, close_tag: str, frame: Frame) -> None:
        opened, end = known(node.open), known(node.span).end
        for tag in (opened, node.close):
            if tag is not None:
                self._dedent(tag.start, frame)
        self._blank_before(opened.start, frame)
        self._edits.replace(opened.start, opened.end, open_tag.replace("\n", "\n" + frame.prefix))
        self._blank_after(opened.end, frame)
        self._in_html += 1
        self.blocks(node.children, frame)
        self._in_html -= 1
        if node.close is None:
            self._edits.insert(end, f"\n{frame.prefix.rstrip()}\n{frame.prefix}{close_tag}")
            self._blank_after(end, frame)
            return
        self._blank_before(node.close.start, frame)
        self._edits.replace(node.close.start, node.close.end, close_tag)
        self._blank_after(node.close.end, frame)

    def _details(self, node: n.Details, frame: Frame) -> None:
        if node.open is None or node.close is None:
            self._print(node, frame)
            return
        self._dedent(node.open.start, frame)
        self._dedent(node.close.start, frame)
        written = self._text[node.open.start : node.open.end]
        plain = written.startswith("<details") and "{" not in written and "\n" not in written
        open_tag = written[:-1] + ' markdown="1">' if plain else details_open(node)
        summary = f"<summary>{self._html.inlines(node.summary).strip()}</summary>"
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

    # -------------------------------------------------------------- text

    def _inline_code(self, node: n.InlineCode, paragraph: int) -> None:
        span = known(node.span)
        value = node.value
        typed = self._text[span.start : span.end]
        if (self._in_cell and "\\|" in typed) or "`" in value or value[:1] in (" ", "\t") or typed.startswith("```"):
            self._edits.replace(span.start, span.end, inline_code(value))

    def _delete(self, node: n.Delete, paragraph: int) -> None:
        start, end = known(node.span)
        if not any(map(is_shown, node.children)):
            self._delete_word(known(node.span))
            return
        if not self._text.startswith("~~", start):
            self._edits.insert(start, "~")
            self._edits.insert(end, "~")
        self.inlines(node.children, -1)

    def _hard_break(self, node: n.Break, paragraph: int) -> None:
        span = known(node.span)
        if self._in_html and self._text.startswith("\\", span.start):
            self._edits.replace(span.start, span.start + 1, "<br>")

    def _inline_element(self, node: n.Element, paragraph: int) -> None:
        if (
            node.open is None
            or node.close is None
            or not node.name
            or _PARSED_TAG.fullmatch(node.name)
            or only_html(node.children)
        ):
            super()._inline_element(node, paragraph)
        else:
            open_tag, close_tag = self._html.tags(node)
            self._edits.replace(node.open.start, node.open.end, open_tag[:-1] + ' markdown="span">')
            self._edits.replace(node.close.start, node.close.end, close_tag)
            self.inlines(node.children, -1)

    def _footnote(self, node: n.FootnoteDefinition, frame: Frame) -> None:
        span = known(node.span)
        self._label(node.identifier, span.start)
        begins = content_begin(self._text, self._line_start(span.start), span.start, frame.steps()).offset
        if begins == self._line_start(span.start):
            for found in _SHALLOW_LINE.finditer(self._text, span.start + 1, span.end):
                self._edits.replace(found.start(), found.end(), "    ")
        super()._footnote(node, frame)

    def _footnote_reference(self, node: n.FootnoteReference, paragraph: int) -> None:
        self._label(node.identifier, known(node.span).start)

    def _label(self, identifier: str, start: int) -> None:
        """Give a footnote a name that kramdown takes (``ALD_ID_NAME``); it shows numbers alone."""
        end = self._text.find("]", start)
        if not _FOOTNOTE_NAME.fullmatch(identifier) and end > 0:
            number = self._notes.setdefault(identifier, len(self._notes) + 1)
            self._edits.replace(start + 2, end, f"note-{number}")

    def _bare_link(self, node: n.Link) -> None:
        """Mark a URL as a link: kramdown knows none that stands bare."""
        start, end = known(node.span)
        written = self._text[start:end]
        if not _ANGLED.fullmatch(written):
            text = written if _ADDRESS.fullmatch(written) else ""
            self._edits.replace(start, end, f"<{text}>" if text else marked_link(node, "", self._printer))
