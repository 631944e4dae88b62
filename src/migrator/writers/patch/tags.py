"""Tags on lines of their own: HTML, unknown components, details, tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from migrator import nodes as n
from migrator.writers.html import details_tag
from migrator.writers.lines import Frame, content_begin
from migrator.writers.markdown import is_inline
from migrator.writers.patch.base import known
from migrator.writers.patch.inlines import JSX_NAME, InlinePatcher, tag_comment

#: Elements in which CommonMark reads nothing, not even behind a blank line (start condition 1 of HTML blocks).
_LITERAL = frozenset({"pre", "textarea"})


#: Elements between whose tags Markdown may stand in blocks of its own; "" is a fragment.
AROUND_BLOCKS = frozenset(
    ("", "article", "aside", "center", "div", "figure", "footer", "header", "main", "nav", "section")
)


class TagPatcher(InlinePatcher):
    """Patches elements and components that are blocks."""

    #: How many groups of tabs are around.
    _tabs = 0

    def _element(self, node: n.Element, frame: Frame) -> None:
        span = known(node.span)
        if node.open is None or node.open.end > span.end:
            self._print(node, frame)
        elif not node.name and not is_drawn(node):
            self._remove_tags(node, frame)
        elif node.name == "head":
            shown = [child for child in node.children if not _is_document(child)]
            self.left_out += [child for child in node.children if _is_document(child)]
            self.head += self._html.inlines(shown).strip() + "\n"
            self._remove_line(span)
        elif is_drawn(node):
            self._drawn(node, frame)
        elif only_html([node]):
            self._tags_within([node])
            self._close_gaps(node)
            self._blank_after(span.end, frame)
        elif node.close is None or node.name in _LITERAL or any(_is_text(child) for child in node.children):
            self._replace_block(node, self._printer.html(node), frame)
        else:
            self._element_around_blocks(node, node.open, node.close, frame)

    def _element_around_blocks(self, node: n.Element, opened: n.Span, closed: n.Span, frame: Frame) -> None:
        self._tag(node)
        self._blank_after(opened.end, frame)
        self.blocks(node.children, frame)
        self._blank_before(closed.start, frame)
        self._blank_after(closed.end, frame)

    def _drawn(self, node: n.Element, frame: Frame) -> None:
        """Patch what a component draws: HTML around what the author wrote, where that is blocks."""
        around = self._around(node)
        if around is None:
            self._print(node, frame)
            return
        self._drawn_around_blocks(node, *around, frame)

    def _drawn_around_blocks(self, node: n.Element, head: str, children: list[n.Node], tail: str, frame: Frame) -> None:
        opened, closed = known(node.open), known(node.close)
        self._dedent(opened.start, frame)
        self._dedent(closed.start, frame)
        self._blank_before(opened.start, frame)
        self._edits.replace(opened.start, opened.end, head.replace("\n", f"\n{frame.prefix}"))
        self._blank_after(opened.end, frame)
        self.blocks(children, frame)
        self._blank_before(closed.start, frame)
        self._edits.replace(closed.start, closed.end, tail.replace("\n", f"\n{frame.prefix}"))
        self._blank_after(closed.end, frame)

    def _around(self, node: n.Element) -> tuple[str, list[n.Node], str] | None:
        """Return the HTML before and behind what the author wrote, and that; ``None`` where it does not stand in one
        place among elements that hold blocks."""
        head, tail = "", ""
        here = node
        while here.name in AROUND_BLOCKS:
            typed = [_is_typed(child, node) for child in here.children]
            opened, closed = self._html.tags(here)
            head, tail = head + opened, closed + tail
            if all(typed):
                holds_text = any(_is_text(child) for child in here.children)
                return None if holds_text or not head or "\n\n" in head + tail else (head, here.children, tail)
            holders = [child for child in here.children if any(_is_typed(one, node) for one in child.walk())]
            if len(holders) != 1 or any(typed) or not isinstance(holders[0], n.Element):
                return None
            at = here.children.index(holders[0])
            head += self._html.inlines(here.children[:at])
            tail = self._html.inlines(here.children[at + 1 :]) + tail
            here = holders[0]
        return None

    def _close_gaps(self, node: n.Element) -> None:
        """Take away blank lines inside HTML: the first one would end the HTML block."""
        span = known(node.span)
        for found in re.finditer(r"\n(?:[ \t>]*\r?\n)+", self._text[span.start : span.end]):
            self._edits.replace(span.start + found.start(), span.start + found.end(), "\n")

    def _tags_within(self, nodes: Sequence[n.Node]) -> None:
        for top in nodes:
            for node in top.walk():
                if isinstance(node, n.Element):
                    self._tag(node)
                elif isinstance(node, n.Comment) and node.span is not None:
                    self._as_comment(node.span, node.value)

    def _remove_tags(self, node: n.Element, frame: Frame) -> None:
        self._remove_line(known(node.open))
        self.blocks(node.children, frame)
        if node.close is not None:
            self._remove_line(node.close)

    def _component(self, node: n.Component, frame: Frame) -> None:
        """Keep what stands inside; the tags themselves become comments on lines of their own."""
        span = known(node.span)
        opened = node.open or span
        self._edits.replace(opened.start, opened.end, tag_comment(self._text[opened.start : opened.end]))
        self._alone_after(opened.end, frame)
        if node.open is None:
            return
        self.blocks(node.children, frame)
        if node.close is not None:
            before = content_begin(self._text, self._line_start(node.close.start), node.close.start, frame.steps())
            if self._text[before.offset : node.close.start].strip():
                self._edits.insert(node.close.start, "\n" + frame.prefix)
            self._edits.replace(
                node.close.start, node.close.end, tag_comment(self._text[node.close.start : node.close.end])
            )
            self._alone_after(node.close.end, frame)

    def _details(self, node: n.Details, frame: Frame) -> None:
        if node.open is None or node.close is None or any(child.span == node.span for child in node.children):
            self._print(node, frame)
            return
        written = self._text[node.open.start : node.open.end]
        if "{" in written or "\n" in written or JSX_NAME.search(written) or not written.startswith("<details"):
            self._edits.replace(node.open.start, node.open.end, details_tag(node))
        if self._text[node.close.start : node.close.end] != "</details>":
            self._edits.replace(node.close.start, node.close.end, "</details>")
        head = node.open.end
        if node.summary_span is not None:
            summary = f"<summary>{self._html.inlines(node.summary).strip()}</summary>".replace(
                "\n", f"\n{frame.prefix}"
            )
            inside = only_html(node.summary) and "\n" not in self._text[slice(*node.summary_span)]
            if inside:
                self._tags_within(node.summary)
            else:
                self._edits.replace(node.summary_span.start, node.summary_span.end, summary)
            head = node.summary_span.end
        elif node.summary:
            self._edits.insert(head, f"\n{frame.prefix}<summary>{self._html.inlines(node.summary)}</summary>")
        self._blank_after(head, frame)
        self.blocks(node.children, frame)
        self._blank_before(node.close.start, frame)
        self._blank_after(node.close.end, frame)

    def _tab_group(self, node: n.Tabs, frame: Frame) -> None:
        self._tabs += 1
        self._marks(node, self._printer.tabs_tags(node, nested=self._tabs > 1), frame)
        self._tabs -= 1

    def _tab(self, node: n.Tab, frame: Frame) -> None:
        self._marks(node, self._printer.tab_tags(node), frame)

    def _marks(self, node: n.Tabs | n.Tab, tags: tuple[str, str], frame: Frame) -> None:
        opened = known(node.open)
        for tag in (opened, node.close):
            if tag is not None:
                self._dedent(tag.start, frame)
        self._edits.replace(opened.start, opened.end, tags[0])
        if node.close is None:
            self._edits.insert(opened.end, f"\n{frame.prefix.rstrip()}\n{frame.prefix}{tags[1]}")
            self._blank_after(opened.end, frame)
            return
        self._blank_after(opened.end, frame)
        self.blocks(node.children, frame)
        self._blank_before(node.close.start, frame)
        self._edits.replace(node.close.start, node.close.end, tags[1])
        self._blank_after(node.close.end, frame)


def _is_document(node: n.Node) -> bool:
    """Tell whether an element is the document itself, whose classes and the like a layout would have to set."""
    return isinstance(node, n.Element) and node.name in ("html", "body")


def _is_text(node: n.Node) -> bool:
    return is_inline(node) and not isinstance(node, n.Comment)


def is_drawn(node: n.Element) -> bool:
    """Tell whether an element that has marks was drawn by a component, with more in it than the author wrote."""
    return node.close is not None and any(child.span == node.span for child in node.children)


def _is_typed(node: n.Node, drawn: n.Element) -> bool:
    """Tell whether a node below an element that a component drew stands between the component's tags."""
    if node.span is None or drawn.open is None or drawn.close is None:
        return False
    return drawn.open.end <= node.span.start and node.span.end <= drawn.close.start


def only_html(nodes: Sequence[n.Node]) -> bool:
    """Tell whether nodes mean the same as raw HTML: tags and text without any Markdown."""
    for top in nodes:
        for node in top.walk():
            if isinstance(node, n.Text):
                if not node.plain or node.span is None or "\\" in node.value or "<" in node.value or "&" in node.value:
                    return False
                if len(node.value) != node.span.end - node.span.start:
                    return False
            elif not isinstance(node, n.Comment) and not (isinstance(node, n.Element) and node.open):
                return False
    return True
