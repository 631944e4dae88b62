"""The body of a page, patched: what means the same in Hugo stays as the author typed it, byte for byte."""

from __future__ import annotations

import re

from migrator import nodes as n
from migrator.post import Post
from migrator.writers.lines import Frame
from migrator.writers.patch import body as patch
from migrator.writers.patch.base import known
from migrator.writers.patch.body import Body
from migrator.writers.patch.inlines import marked_link
from migrator.writers.urls import PageUrls
from migrator_hugo.alerts import AlertPatcher
from migrator_hugo.escape import finish
from migrator_hugo.headings import HeadingIds
from migrator_hugo.printer import HugoPrinter, code_info, math_needs_fence, needs_attributes

_ALERT = re.compile(r"\[![A-Za-z]+\]")
#: What Goldmark takes for a link where it stands bare (extension/linkify.go), after one of the characters before it.
#: It has a dot in its host, and Goldmark's may end where GFM's does not.
_BARE_LINK = re.compile(
    r"(?:(?:(?:https?|ftp)://|www\.)[-\w@:%.+~#=]+\.[a-z]+(?::\d+)?(?:[/#?][^\\*\[\]<>{}|^`\"]*)?|[\w.+-]+@[\w.-]*[A-Za-z0-9])",
    re.ASCII,
)
_BEFORE_LINK = frozenset(" \t\n*_~(")


def write_body(post: Post, urls: PageUrls, *, math: bool) -> Body:
    """Return the page's body as Hugo wants it."""
    ids = HeadingIds(post.source.text if post.source else "")
    return patch.write_body(
        post,
        urls,
        math=math,
        explicit_ids={id(node) for node in patch.headings(post.body) if ids.needs_id(node)},
        printer=HugoPrinter,
        patcher=HugoPatcher,
        finish=finish,
    )


class HugoPatcher(AlertPatcher):
    """Patches what Hugo reads in another way than Docusaurus."""

    def _typed_text(self, node: n.Text, paragraph: int) -> None:
        if not self._math or "$" not in node.value:
            return
        start, end = known(node.span)
        at = self._text.find("$", start, end)
        while at >= 0:
            slashes = at - len(self._text[start:at].rstrip("\\")) - start
            if slashes % 2 == 0:
                self._edits.insert(at, "\\")
            at = self._text.find("$", at + 1, end)

    def _bare_link(self, node: n.Link) -> None:
        """Mark a URL as a link where Goldmark would not know it as one."""
        start, end = known(node.span)
        written = self._text[start:end]
        apart = start == 0 or self._text[start - 1] in _BEFORE_LINK
        if written[0] != "<" and not (apart and written.isascii() and _BARE_LINK.fullmatch(written)):
            self._edits.replace(start, end, marked_link(node, written, self._printer))

    def _inline_math(self, node: n.InlineMath, paragraph: int) -> None:
        start, _ = known(node.span)
        if self._text.startswith("$$", start) or not self._text.startswith("$", start):
            super()._inline_math(node, paragraph)

    def _blockquote(self, node: n.Blockquote, frame: Frame) -> None:
        first = node.children[0] if node.children else None
        text = first.children[0] if isinstance(first, n.Paragraph) and first.children else None
        if isinstance(text, n.Text) and text.span is not None and _ALERT.match(text.value):
            at = self._text.find("!", *text.span)
            self._edits.insert(at, "<!-- -->")  # to Docusaurus it is a quote like any other
        super()._blockquote(node, frame)

    def _code(self, node: n.Code, frame: Frame) -> None:
        if node.info is None:
            return
        written = self._text[node.info.start : node.info.end]
        if needs_attributes(node) or "{" in written:
            self._edits.replace(node.info.start, node.info.end, code_info(node))
        for start, end in node.dropped:
            self._edits.replace_lines(start, end, "")

    def _display_math(self, node: n.Math, frame: Frame) -> None:
        span = known(node.span)
        if frame.is_quoted:  # Goldmark would pass the marks of the quote through with the formula
            self._replace_block(node, self._printer.fenced("math", node.value), frame)
        elif not self._math or math_needs_fence(node.value) or span.start - self._line_start(span.start) > 3:
            self._print(node, frame)
        else:
            self._blank_before(span.start, frame)
            self._blank_after(span.end, frame)
