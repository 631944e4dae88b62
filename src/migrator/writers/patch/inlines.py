"""Text inside a block: links, images, tags, comments, and text that is no Markdown as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from migrator import nodes as n
from migrator.nodes import text_of
from migrator.targets import Target
from migrator.writers.html import VOID
from migrator.writers.markdown import destination, escape_text, html_comment
from migrator.writers.patch.base import Patcher, known
from migrator.writers.patch.printer import PatchPrinter

#: What may stand between angle brackets as a link: a URL or an address of a mailbox.
_ANGLED = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]+:[^\s<>|\\]*|[\w.+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.(?!\Z)|\Z))+",
    re.ASCII,
)
JSX_NAME = re.compile(r"\s[a-z]+[A-Z]")


class InlinePatcher(Patcher):
    """Patches inline nodes."""

    #: How each kind of inline node is patched: the name of a method.
    inline_methods: ClassVar[Mapping[str, str]] = {
        "text": "_plain_text",
        "link": "_link",
        "image": "_image",
        "inlineMath": "_inline_math",
        "comment": "_inline_comment",
        "truncate": "_inline_comment",
        "mdxExpression": "_inline_expression",
        "element": "_inline_element",
        "component": "_inline_component",
    }

    _in_cell = False

    def inlines(self, nodes: Sequence[n.Node], paragraph: int) -> None:
        """Patch inline nodes.  ``paragraph`` is where their block begins, -1 where a line's start means nothing."""
        for node in nodes:
            if node.span is None:
                continue
            method = self.inline_methods.get(node.type)
            if method is not None:
                getattr(self, method)(node, paragraph)
            elif isinstance(node, n.Emphasis | n.Strong | n.Delete) and not any(map(is_shown, node.children)):
                self._delete_word(known(node.span))
            elif isinstance(node, n.Parent):
                self.inlines(node.children, paragraph)

    def _plain_text(self, node: n.Text, paragraph: int) -> None:
        span = known(node.span)
        start, end = span
        if not node.plain:
            first = paragraph >= 0 and self._first_on_line(start, paragraph)
            new = escape_text(node.value, line_start=first, cell=self._in_cell, also=self._printer.also)
            self._edits.replace(start, end, new)
        else:
            self._typed_text(node, paragraph)

    def _typed_text(self, node: n.Text, paragraph: int) -> None:
        """Patch text that is Markdown as it stands."""

    def _link(self, node: n.Link, paragraph: int) -> None:
        span = known(node.span)
        if node.autolink:
            self._bare_link(node)
            return
        if node.url_span is None and node.reference is None and not self._text.startswith("[", span.start):
            self._edits.replace(span.start, span.end, self._printer.link(node))
            return
        self._destination(node.url, node.target, node.url_span)
        self.inlines(node.children, -1)

    def _bare_link(self, node: n.Link) -> None:
        """Patch a link that shows its own address."""

    def _image(self, node: n.Image, paragraph: int) -> None:
        span = known(node.span)
        if node.url_span is None and node.reference is None:
            self._edits.replace(span.start, span.end, self._printer.image(node))
            return
        self._destination(node.url, node.target, node.url_span)

    def _destination(self, url: str, target: Target | None, span: n.Span | None) -> None:
        if span is None or target is None:
            return
        new = self._urls.markdown(target, url)
        if new != url:
            angled = span.start > 0 and self._text[span.start - 1] == "<"
            self._edits.replace(span.start, span.end, new if angled else destination(new))

    def _inline_math(self, node: n.InlineMath, paragraph: int) -> None:
        span = known(node.span)
        new = self._printer.inline_math(node)
        if self._text[span.start : span.end] != new:
            self._edits.replace(span.start, span.end, new)

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
            or not self._knows_tag(written)
            or any(
                self._html.url(str(node.attributes.get(name)), one) not in written for name, one in node.targets.items()
            )
        )
        if changed:
            self._edits.replace(node.open.start, node.open.end, open_tag + (close_tag if closes_itself else ""))
        if node.close is not None and self._text[node.close.start : node.close.end] != close_tag:
            self._edits.replace(node.close.start, node.close.end, close_tag)

    def _knows_tag(self, written: str) -> bool:
        """Tell whether the target takes what HTML takes for a tag for one."""
        return True

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


def is_shown(node: n.Node) -> bool:
    """Tell whether anything is left of a node: not of an expression without a value."""
    if isinstance(node, n.Element) and not node.name:
        return any(map(is_shown, node.children))
    return not isinstance(node, n.Text) or bool(node.value)


def marked_link(node: n.Link, written: str, printer: PatchPrinter) -> str:
    """Return a bare link so that any Markdown knows it as one."""
    if _ANGLED.fullmatch(written):
        return f"<{written}>"
    return f"[{escape_text(text_of(node.children), also=printer.also)}]({destination(node.url)})"
