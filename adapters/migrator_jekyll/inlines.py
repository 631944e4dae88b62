"""Text inside a block, patched for kramdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import ClassVar

from migrator import nodes as n
from migrator.targets import Target
from migrator.writers.lines import Frame
from migrator.writers.markdown import destination
from migrator.writers.patch.base import known
from migrator.writers.patch.blocks import BlockPatcher
from migrator.writers.patch.inlines import is_shown, marked_link
from migrator.writers.patch.tags import only_html
from migrator_jekyll.printer import BLOCK_TAG, inline_code, no_markdown
from migrator_jekyll.text import PARSED_TAG, escapes

#: Links between angle brackets as kramdown knows them (``AUTOLINK_START``), and what may be put between them.
_ANGLED = re.compile(r"<(?:(?:https?|mailto|ftps?):[\x21-\x7e]+|[\w.-]+@[\w.-]+)>", re.ASCII)
_ADDRESS = re.compile(r"https?://[!-;=?-Z^-z~]+|[\w.-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]+", re.ASCII)
_NOT_ANGLED = {ord(char): f"%{ord(char):02X}" for char in "<>\\"}
#: A tag as kramdown knows it (``HTML_TAG_RE``).
_TAG = re.compile(r"""<[\w:.-]+(?:\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:\w+|"[^"]*"|'[^']*'))?)*\s*/?>""")
_FOOTNOTE_NAME = re.compile(r"\w[\w:-]*", re.ASCII)


class JekyllInlines(BlockPatcher):
    """Patches inline nodes that kramdown reads in another way than CommonMark."""

    #: How many elements are around in which a backslash ends no line.
    _in_html = 0
    #: Where the paragraph begins that a comment keeps from being another block.
    _guarded = -1

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

    def _escape(self, node: n.Parent, frame: Frame) -> None:
        """Escape what kramdown would read in another way in a paragraph, a heading or a table's cell."""
        edits, table = escapes(self._text, node, cell=self._in_cell)
        for at, length, new in edits:
            self._edits.replace(at, at + length, new)
        if table:
            self._guarded = known(node.span).start
            self._edits.insert(self._guarded, f"<!-- -->\n{frame.prefix}")  # behind it begins no table

    def _inline_code(self, node: n.InlineCode, paragraph: int) -> None:
        span = known(node.span)
        value = node.value
        typed = self._text[span.start : span.end]
        marks = "`" in value or typed.startswith("```")
        if marks or (self._in_cell and "\\|" in typed) or value[:1].isspace() or typed[1:2].isspace():
            self._edits.replace(span.start, span.end, inline_code(value))

    def _inline_math(self, node: n.InlineMath, paragraph: int) -> None:
        span = known(node.span)
        new = self._printer.inline_math(node)
        if self._in_cell:
            new = new.replace("|", "\\|")
        alone = not self._text[span.end : self._line_end(span.end)].strip()
        if paragraph == span.start != self._guarded and alone:
            new = "\\" + new  # or a formula that begins a block would be one
        if self._text[span.start : span.end] != new:
            self._edits.replace(span.start, span.end, new)

    def _knows_tag(self, written: str) -> bool:
        return _TAG.fullmatch(written) is not None

    def _delete(self, node: n.Delete, paragraph: int) -> None:
        start, end = known(node.span)
        if not any(map(is_shown, node.children)):
            self._delete_word(known(node.span))
            return
        if not self._text.startswith("~~", start):
            self._edits.insert(start, "~")
            self._edits.insert(end, "~")
        self._in_html += 1
        self.inlines(node.children, -1)
        self._in_html -= 1

    def _hard_break(self, node: n.Break, paragraph: int) -> None:
        span = known(node.span)
        if self._in_html and self._text.startswith("\\", span.start):
            self._edits.replace(span.start, span.start + 1, "<br>")

    def _inline_element(self, node: n.Element, paragraph: int) -> None:
        if BLOCK_TAG.fullmatch(node.name):
            self._block_element(node)
        elif (
            node.open is None
            or node.close is None
            or not node.name
            or PARSED_TAG.fullmatch(node.name)
            or only_html(node.children)
        ):
            self._in_html += bool(node.name)
            super()._inline_element(node, paragraph)
            self._in_html -= bool(node.name)
        else:
            open_tag, close_tag = self._html.tags(node)
            self._edits.replace(node.open.start, node.open.end, open_tag[:-1] + ' markdown="span">')
            self._edits.replace(node.close.start, node.close.end, close_tag)
            self._in_html += 1
            self.inlines(node.children, -1)
            self._in_html -= 1

    def _block_element(self, node: n.Element) -> None:
        """Keep the tags of a block that stands inside text, which kramdown would print as text."""
        if node.open is None or node.close is None or only_html(node.children):
            span = known(node.span)
            self._edits.replace(span.start, span.end, no_markdown(self._html.node(node)))
            return
        open_tag, close_tag = self._html.tags(node)
        self._edits.replace(node.open.start, node.open.end, no_markdown(open_tag))
        self._edits.replace(node.close.start, node.close.end, no_markdown(close_tag))
        self.inlines(node.children, -1)

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

    def _destination(self, url: str, target: Target | None, span: n.Span | None) -> None:
        """Spell a URL also where it has escapes, which kramdown knows none of in there."""
        if span is None or "\\" not in self._text[span.start : span.end]:
            super()._destination(url, target, span)
            return
        new = self._urls.markdown(target, url).translate(_NOT_ANGLED)
        angled = self._text[span.start - 1] == "<"
        self._edits.replace(span.start, span.end, new if angled else destination(new))
