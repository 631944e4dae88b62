"""Text inside a block: links, images, tags, comments, and characters that mean something else in Hugo."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from migrator import nodes as n
from migrator.nodes import text_of
from migrator.writers.html import VOID
from migrator.writers.lines import LineEdits
from migrator.writers.markdown import destination, escape_text, html_comment
from migrator_hugo.patcher import Patcher, known
from migrator_hugo.printer import HugoPrinter
from migrator_hugo.urls import PageUrls

#: What Goldmark takes for a link where it stands bare (extension/linkify.go), after one of the characters before it.
#: It has a dot in its host, and Goldmark's may end where GFM's does not.
_BARE_LINK = re.compile(
    r"(?:(?:(?:https?|ftp)://|www\.)[-\w@:%.+~#=]+\.[a-z]+(?::\d+)?(?:[/#?][^\\*\[\]<>{}|^`\"]*)?|[\w.+-]+@[\w.-]+)",
    re.ASCII,
)
_BEFORE_LINK = frozenset(" \t\n*_~(")
#: What may stand between angle brackets as a link: a URL or an address of a mailbox.
_ANGLED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[^\s<>|\\]*|[\w.+-]+@[A-Za-z0-9.-]+", re.ASCII)
JSX_NAME = re.compile(r"\s[a-z]+[A-Z]")


class InlinePatcher(Patcher):
    """Patches inline nodes."""

    def __init__(
        self,
        edits: LineEdits,
        urls: PageUrls,
        printer: HugoPrinter,
        explicit_ids: set[int],
        *,
        math: bool,
        is_post: bool,
    ) -> None:
        super().__init__(edits, urls, printer, explicit_ids, math=math, is_post=is_post)
        self._in_cell = False

    def inlines(self, nodes: Sequence[n.Node], paragraph: int) -> None:
        """Patch inline nodes.  ``paragraph`` is where their block begins, -1 where a line's start means nothing."""
        for node in nodes:
            if node.span is None:
                continue
            method = _INLINES.get(node.type)
            if method is not None:
                method(self, node, paragraph)
            elif isinstance(node, n.Emphasis | n.Strong | n.Delete) and not any(map(_is_shown, node.children)):
                self._delete_word(known(node.span))
            elif isinstance(node, n.Parent):
                self.inlines(node.children, paragraph)

    def _plain_text(self, node: n.Text, paragraph: int) -> None:
        span = known(node.span)
        start, end = span
        if not node.plain:
            first = paragraph >= 0 and self._first_on_line(start, paragraph)
            also = "$" if self._math else ""
            self._edits.replace(start, end, escape_text(node.value, line_start=first, cell=self._in_cell, also=also))
        elif self._math and "$" in node.value:
            at = self._text.find("$", start, end)
            while at >= 0:
                slashes = at - len(self._text[start:at].rstrip("\\")) - start
                if slashes % 2 == 0:
                    self._edits.insert(at, "\\")
                at = self._text.find("$", at + 1, end)

    def _link(self, node: n.Link, paragraph: int) -> None:
        span = known(node.span)
        if node.autolink:
            self._bare_link(node, span)
            return
        if node.url_span is None and node.reference is None and not self._text.startswith("[", span.start):
            self._edits.replace(span.start, span.end, self._printer.link(node))
            return
        self._destination(node.url, node.target, node.url_span)
        self.inlines(node.children, -1)

    def _bare_link(self, node: n.Link, span: n.Span) -> None:
        """Mark a URL as a link where Goldmark would not know it as one."""
        written = self._text[span.start : span.end]
        apart = span.start == 0 or self._text[span.start - 1] in _BEFORE_LINK
        if written[0] == "<" or (apart and written.isascii() and _BARE_LINK.fullmatch(written)):
            return
        if _ANGLED.fullmatch(written):
            self._edits.replace(span.start, span.end, f"<{written}>")
            return
        text = escape_text(text_of(node.children), cell=self._in_cell, also="$" if self._math else "")
        self._edits.replace(span.start, span.end, f"[{text}]({destination(node.url)})")

    def _image(self, node: n.Image, paragraph: int) -> None:
        span = known(node.span)
        if node.url_span is None and node.reference is None:
            self._edits.replace(span.start, span.end, self._printer.image(node))
            return
        self._destination(node.url, node.target, node.url_span)

    def _destination(self, url: str, target: object, span: n.Span | None) -> None:
        if span is None or target is None:
            return
        new = self._urls.markdown(target, url)  # type: ignore[arg-type]
        if new != url:
            angled = span.start > 0 and self._text[span.start - 1] == "<"
            self._edits.replace(span.start, span.end, new if angled else destination(new))

    def _inline_math(self, node: n.InlineMath, paragraph: int) -> None:
        span = known(node.span)
        if self._text.startswith("$$", span.start) or not self._text.startswith("$", span.start):
            self._edits.replace(span.start, span.end, f"${node.value}$")

    def _inline_comment(self, node: n.Comment | n.Truncate, paragraph: int) -> None:
        span = known(node.span)
        value = node.value if isinstance(node, n.Comment) else "truncate"
        written = self._text[span.start : span.end]
        self._hide(span, written if written.startswith("<!--") else html_comment(value), paragraph)

    def _inline_expression(self, node: n.Expression, paragraph: int) -> None:
        span = known(node.span)
        self._hide(span, html_comment("{" + node.value + "}"), paragraph)

    def _inline_element(self, node: n.Element, paragraph: int) -> None:
        span = known(node.span)
        if node.open is None:  # made by the reader
            self._edits.replace(span.start, span.end, self._printer.inline(node).replace("\n", " "))
            return
        self._tag(node)
        self.inlines(node.children, -1)

    def _inline_component(self, node: n.Component, paragraph: int) -> None:
        span = known(node.span)
        opened = node.open or span
        self._hide(opened, tag_comment(self._text[opened.start : opened.end]), paragraph)
        if node.open is not None:
            self.inlines(node.children, paragraph)
        if node.close is not None:
            self._edits.delete(node.close.start, node.close.end)

    def _tag(self, node: n.Element) -> None:
        """Spell the tags as HTML does, where they are not."""
        if node.open is None:
            return
        if not node.name:
            self._delete_word(node.open)
            if node.close is not None:
                self._delete_word(node.close)
            return
        written = self._text[node.open.start : node.open.end]
        open_tag, close_tag = self._html.tags(node)
        closes_itself = node.close is None and written.endswith("/>")
        changed = (
            not re.match(rf"<{re.escape(node.name)}[\s/>]", written)
            or "{" in written
            or "\n" in written
            or bool(JSX_NAME.search(written))
            or (closes_itself and node.name not in VOID)
            or any(
                self._html.url(str(node.attributes.get(name)), one) not in written for name, one in node.targets.items()
            )
        )
        if changed:
            self._edits.replace(node.open.start, node.open.end, open_tag + (close_tag if closes_itself else ""))
        if node.close is not None and self._text[node.close.start : node.close.end] != close_tag:
            self._edits.replace(node.close.start, node.close.end, close_tag)

    def _hide(self, span: n.Span, comment: str, paragraph: int) -> None:
        """Put a comment into text.

        One at a line's start would make the whole line HTML, one alone on a line would end the paragraph: the
        first goes to the end of its line, the second to that of the line before.
        """
        if paragraph >= 0 and self._first_on_line(span.start, paragraph):
            start, end = self._line_start(span.start), self._line_end(span.end)
            if not self._text[span.end : end].strip() and start > paragraph:
                self._edits.insert(start - 1, " " + comment)
                self._edits.replace_lines(start, min(end + 1, len(self._text)), "")
                return
            if self._text[span.end : end].strip():
                self._edits.delete(span.start, span.end)
                self._edits.insert(len(self._text[:end].rstrip()) if end - span.end < 10_000 else end, " " + comment)
                return
        if self._text[span.start : span.end] != comment:
            self._edits.replace(span.start, span.end, comment)


def tag_comment(source: str) -> str:
    return html_comment(source)


def _is_shown(node: n.Node) -> bool:
    """Tell whether anything is left of a node: not of an expression without a value."""
    if isinstance(node, n.Element) and not node.name:
        return any(map(_is_shown, node.children))
    return not isinstance(node, n.Text) or bool(node.value)


#: How each kind of inline node is patched.
_INLINES: dict[str, Callable[..., None]] = {
    "text": InlinePatcher._plain_text,
    "link": InlinePatcher._link,
    "image": InlinePatcher._image,
    "inlineMath": InlinePatcher._inline_math,
    "comment": InlinePatcher._inline_comment,
    "truncate": InlinePatcher._inline_comment,
    "mdxExpression": InlinePatcher._inline_expression,
    "element": InlinePatcher._inline_element,
    "component": InlinePatcher._inline_component,
}
