"""What all parts of the body's patching share: the source, its edits, its lines."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Sequence

from migrator import nodes as n
from migrator.writers.html import HtmlWriter
from migrator.writers.lines import Frame, LineEdits, content_begin
from migrator.writers.markdown import html_comment
from migrator.writers.patch.printer import PatchPrinter
from migrator.writers.urls import PageUrls

_NEWLINE = re.compile("\n")
LIST_MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")


class Patcher(ABC):
    """The source of one page and the edits that it needs.

    ``explicit_ids`` are the headings (by identity) that must carry their id.
    """

    def __init__(
        self,
        edits: LineEdits,
        urls: PageUrls,
        printer: PatchPrinter,
        explicit_ids: set[int],
        *,
        math: bool,
        is_post: bool,
    ) -> None:
        self._edits = edits
        self._text = edits.text
        self._starts = [0, *(found.end() for found in _NEWLINE.finditer(edits.text))]
        self._urls = urls
        self._printer = printer
        self._html = HtmlWriter(urls.html)
        self._explicit_ids = explicit_ids
        self._math = math
        self._is_post = is_post
        #: What the page puts into the document's head, as HTML.
        self.head = ""
        #: What the page says of the document itself, which only a layout can.
        self.left_out: list[n.Node] = []
        #: Starts of the lines before which a blank line has been put.
        self._gaps: set[int] = set()
        #: Where a line has been ended inside of one.
        self._breaks: set[int] = set()

    @abstractmethod
    def blocks(self, nodes: Sequence[n.Node], frame: Frame) -> None:
        """Patch block nodes that stand in ``frame``."""

    def _line_start(self, at: int) -> int:
        return self._starts[bisect_right(self._starts, at) - 1]

    def _line_end(self, at: int) -> int:
        """The offset of the newline that ends the line, or of the text's end."""
        line = bisect_right(self._starts, at)
        return self._starts[line] - 1 if line < len(self._starts) else len(self._text)

    def _first_on_line(self, at: int, paragraph: int) -> bool:
        if at > paragraph and self._text[at - 1] not in " \t>\n":
            return False
        return not self._text[max(self._line_start(at), paragraph) : at].strip(" \t>")

    def _blank_after(self, at: int, frame: Frame) -> None:
        """Make sure that a blank line follows ``at``."""
        end = self._line_end(at)
        bare = frame.prefix.rstrip()
        if self._text[at:end].strip():
            self._break(at, frame)
            return
        if end >= len(self._text):
            return
        begin = content_begin(self._text, end + 1, self._line_end(end + 1), frame.steps())
        if self._text[begin.offset : self._line_end(begin.offset)].strip() and end + 1 not in self._gaps:
            self._gaps.add(end + 1)
            self._edits.insert(end, "\n" + bare)

    def _blank_before(self, at: int, frame: Frame) -> None:
        """Make sure that a blank line stands before ``at``."""
        line = self._line_start(at)
        steps = frame.steps()
        begin = content_begin(self._text, line, at, steps)
        bare = frame.prefix.rstrip()
        before = self._text[begin.offset : at]
        if before.strip() and not LIST_MARKER.fullmatch(before):
            self._break(at, frame)
        elif line > 0 and not before.strip():
            above = self._line_start(line - 1)
            begin = content_begin(self._text, above, line - 1, steps)
            if self._text[begin.offset : line - 1].strip() and line not in self._gaps:
                self._gaps.add(line)
                self._edits.insert_line(line, bare + "\n")

    def _break(self, at: int, frame: Frame) -> None:
        """End a line and begin another one behind a blank line, once at each place."""
        if at not in self._breaks:
            self._breaks.add(at)
            self._edits.insert(at, f"\n{frame.prefix.rstrip()}\n{frame.prefix}")

    def _dedent(self, at: int, frame: Frame) -> None:
        """Take away the white space before ``at``, if nothing else stands before it on its line."""
        begin = content_begin(self._text, self._line_start(at), at, frame.steps())
        if begin.offset < at and not self._text[begin.offset : at].strip(" \t"):
            self._edits.delete(begin.offset, at)

    def _alone_after(self, at: int, frame: Frame) -> None:
        """Begin a new line behind ``at`` if something follows there."""
        if self._text[at : self._line_end(at)].strip():
            self._edits.insert(at, "\n" + frame.prefix)

    def _remove_line(self, span: n.Span) -> None:
        start, end = self._line_start(span.start), self._line_end(span.end)
        alone = not self._text[start : span.start].strip(" \t>") and not self._text[span.end : end].strip()
        if alone and ">" not in self._text[start : span.start]:
            self._edits.replace_lines(start, min(end + 1, len(self._text)), "")
        else:
            self._delete_word(span)

    def _delete_word(self, span: n.Span) -> None:
        """Take something out of a line, and the space before it where another one follows."""
        start = span.start
        if not self._text[span.end : span.end + 1].strip():
            while start > 0 and self._text[start - 1] in " \t":
                start -= 1
        self._edits.delete(start, span.end)

    def _replace_block(self, node: n.Node, new: str, frame: Frame, *, blank: bool = True) -> None:
        span = known(node.span)
        self._edits.replace(span.start, span.end, new.replace("\n", "\n" + frame.prefix))
        if blank:
            self._blank_after(span.end, frame)

    def _print(self, node: n.Node, frame: Frame) -> None:
        """Replace a block by its printed form."""
        span = known(node.span)
        start, end = span
        first, *rest = self._printer.block(node).split("\n")
        text = "\n".join([first, *(frame.prefix + line if line else frame.prefix.rstrip() for line in rest)])
        self._blank_before(start, frame)
        self._edits.replace(start, end, text)
        self._blank_after(end, frame)

    def _as_comment(self, span: n.Span, value: str) -> None:
        if not self._text.startswith("<!--", span.start) or value == "more":
            self._edits.replace(span.start, span.end, html_comment(value))


def known(span: n.Span | None) -> n.Span:
    """A span that ``blocks`` or ``inlines`` has seen to be there."""
    if span is None:
        raise ValueError("a node without its place in the source")
    return span
