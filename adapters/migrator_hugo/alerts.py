"""Admonitions, which become alerts: quotes whose first line is ``[!NOTE] Title``."""

from __future__ import annotations

from migrator import nodes as n
from migrator.writers.lines import Frame, columns, content_begin
from migrator.writers.patch.base import LIST_MARKER, known
from migrator.writers.patch.blocks import BlockPatcher
from migrator_hugo.printer import alert_head, alert_wrapper

#: Blocks that may follow an alert's first line without a blank line.
_FOLLOWS_ALERT = (n.Paragraph, n.Blockquote)


class AlertPatcher(BlockPatcher):
    """Patches admonitions."""

    def _admonition(self, node: n.Admonition, frame: Frame) -> None:
        span, opened = known(node.span), known(node.open)
        if self._text.startswith("[!", opened.start):
            self._quoted_alert(node, opened, frame)
            return
        end = span.end
        first, after_open = opened
        line = self._line_start(first)
        begin = content_begin(self._text, line, first, frame.steps())
        indent = columns(self._text, begin.offset, first, begin.column) or 0
        if indent:
            self._edits.delete(begin.offset, first)
        wrap_open, wrap_close = alert_wrapper(node)
        if wrap_open:
            self._edits.insert(first, f"{wrap_open}\n{frame.prefix.rstrip()}\n{frame.prefix}")
        self._admonition_head(node)
        inner = frame.cut(indent).marked("> ")
        close = node.close.start if node.close is not None else end
        content = self._line_end(after_open) + 1
        stop = close if node.close is None else self._line_start(close)
        spaces = self._text[after_open : content - 1].rstrip("\r")
        if spaces.isspace():  # two of them are a hard break to Hugo, in a title too
            self._edits.delete(after_open, after_open + len(spaces))
        if self._text[after_open : content - 1].strip() and after_open < close:
            self._edits.insert(after_open, "\n" + inner.prefix)
        elif node.children:
            content = self._head_gap(node.children[0], content, stop, inner)
        last = self._last_text(content, stop, frame)
        if content < last:
            self._edits.reindent(content, last, frame, indent, "> ")
        self.blocks(node.children, inner)
        tail = f"\n{frame.prefix.rstrip()}\n{frame.prefix}{wrap_close}" if wrap_close else ""
        if node.close is not None:
            self._remove_mark(node.close, max(last, content), frame, tail)
        elif tail:
            self._edits.insert(end, tail)

    def _quoted_alert(self, node: n.Admonition, mark: n.Span, frame: Frame) -> None:
        """Patch an admonition that is typed as an alert."""
        head = alert_head(node, "")
        if self._text[mark.start : mark.end] != head:
            self._edits.replace(mark.start, mark.end, head)
        self.blocks(node.children, frame.quote())

    def _head_gap(self, first: n.Node, content: int, stop: int, inner: Frame) -> int:
        """Bring the alert's first block close to its head, or a blank line away where it must be; return its line."""
        begin = content
        while begin < stop and not self._text[begin : self._line_end(begin)].strip(" \t\r>"):
            begin = self._line_end(begin) + 1
        blank = "" if self._may_follow(first) else inner.prefix.rstrip() + "\n"
        if begin < stop and (begin > content or blank):
            self._edits.replace_lines(content, begin, blank)
        return min(begin, stop)

    def _last_text(self, start: int, stop: int, frame: Frame) -> int:
        """Return the end of the last line between two offsets that is not blank."""
        text = self._text
        steps = frame.steps()
        while stop > start:
            line = self._line_start(stop - 1)
            end = stop - 1 if text[stop - 1] == "\n" else stop
            begin = content_begin(text, max(line, start), end, steps)
            if text[begin.offset : end].strip():
                return end
            stop = line
        return start

    @staticmethod
    def _may_follow(node: n.Node) -> bool:
        if isinstance(node, n.Code):
            return node.fenced
        return isinstance(node, _FOLLOWS_ALERT) or (isinstance(node, n.List) and node.start in (None, 1))

    def _admonition_head(self, node: n.Admonition) -> None:
        """Write ``> [!NOTE] Title``; the title's own markup stays as typed."""
        opened = known(node.open)
        first, last = node.title[0].span if node.title else None, node.title[-1].span if node.title else None
        if first and last and opened.start <= first.start and last.end <= opened.end:
            head = alert_head(node, "x")[:-1]
            self._edits.replace(opened.start, first.start, "> " + head)
            self.inlines(node.title, -1)
            self._edits.delete(last.end, opened.end)
            return
        title = self._printer.inlines(node.title).replace("\n", " ")
        self._edits.replace(opened.start, opened.end, "> " + alert_head(node, title))

    def _remove_mark(self, mark: n.Span, begin: int, frame: Frame, tail: str) -> None:
        """Take away a closing mark and the blank lines between ``begin`` and it.

        A blank line stays where the next line would be drawn into the quote.
        """
        line, end = self._line_start(mark.start), self._line_end(mark.end)
        place = content_begin(self._text, line, mark.start, frame.steps())
        if self._text[place.offset : mark.start].strip() or self._text[mark.end : end].strip():
            self._edits.replace(mark.start, mark.end, tail)
            return
        begin = min(begin if begin >= len(self._text) or self._text[begin] != "\n" else begin + 1, line)
        follows = self._text[end + 1 : self._line_end(end + 1)] if end < len(self._text) else ""
        blank = not follows.strip(" \t\r>") or bool(LIST_MARKER.match(follows))
        bare = frame.prefix.rstrip()
        if not blank or tail:
            self._gaps.add(end + 1)
        left = (tail.removeprefix("\n") + "\n" if tail else "") + ("" if blank else bare + "\n")
        self._edits.replace_lines(begin, min(end + 1, len(self._text)), left)
