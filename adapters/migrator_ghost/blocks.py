"""Blocks of a page as Ghost's nodes and cards.  What none of them can hold becomes an HTML card, whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from migrator import nodes as n
from migrator.targets import Target
from migrator.writers.markdown import is_inline
from migrator_ghost import lexical
from migrator_ghost.admonitions import look, shown_title
from migrator_ghost.flow import blocks_of
from migrator_ghost.footnotes import Footnotes
from migrator_ghost.heading_ids import HeadingIds, anchor
from migrator_ghost.html import GhostHtml
from migrator_ghost.inlines import InlineWriter, plain_text, tidy
from migrator_ghost.lexical import Format, LexicalNode, inline_html
from migrator_ghost.pictures import PictureWriter, caption_of

#: Elements that only group what they hold.
_WRAPPERS = frozenset(("article", "aside", "center", "div", "footer", "header", "main", "section"))
#: What makes a group a part of the page, to be edited, and not one thing.
_PARTS = (n.Heading, n.Code, n.Admonition, n.Tabs, n.Details, n.Diagram)
#: Nodes that are nothing to a reader.
_UNSEEN = (n.Comment, n.Definition, n.Esm)
_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}
_VIDEO = re.compile(r"https://(?:www\.youtube(?:-nocookie)?\.com|player\.vimeo\.com)/")


class BlockWriter:
    """Writes the blocks of one page, in their order.

    ``taken`` are the anchors that the page's own ids want.
    """

    def __init__(
        self,
        html: GhostHtml,
        footnotes: Footnotes,
        spell: Callable[[str, Target | None], str],
        taken: set[str],
    ) -> None:
        self._html = html
        self._inlines = InlineWriter(spell, footnotes)
        self._pictures = PictureWriter(spell, self._inlines)
        self._taken = taken
        self._ids = HeadingIds()
        #: What a document's head is to have, and what was left out: a node and what is lost with it.
        self.head = ""
        self.left_out: list[tuple[n.Node, str]] = []

    def blocks(self, nodes: Sequence[n.Node]) -> list[LexicalNode]:
        """Return blocks; text that stands bare among them becomes paragraphs."""
        written: list[LexicalNode] = []
        for node in blocks_of(nodes):
            if written and written[-1].get("listType") == "number" and isinstance(node, n.List) and node.ordered:
                written.append(lexical.html("<!-- -->"))  # or the editor would make one list of two
            written += self.block(node)
        return written

    def block(self, node: n.Node) -> list[LexicalNode]:
        method: Any = getattr(self, _METHODS.get(node.type, ""), None)
        if method is not None:
            written: list[LexicalNode] = method(node)
            return written
        return self._card(node)

    def _card(self, node: n.Node) -> list[LexicalNode]:
        source = self._html.card(node)
        return [lexical.html(source)] if source else []

    # -------------------------------------------------------------- text

    def text(self, nodes: Sequence[n.Node]) -> list[LexicalNode]:
        """Return text as a paragraph, or as several and the pictures between them."""
        anchors, nodes = _anchors(nodes)
        written = [lexical.html(self._html.inlines(anchors))] if anchors else []
        for piece in self._pictures.split(nodes):
            if isinstance(piece, dict):
                written.append(piece)
                continue
            inlines = self._inlines.write(piece)
            if inlines is None:
                written.append(lexical.html(self._html.paragraph(piece)))
            elif inlines:
                written.append(lexical.paragraph(inlines))
        return written

    def paragraph(self, node: n.Paragraph) -> list[LexicalNode]:
        return self.text(node.children)

    def heading(self, node: n.Heading) -> list[LexicalNode]:
        """Return a heading, and before it the anchor that it has had, where Ghost makes another."""
        anchors, children = _anchors(node.children)
        written = [lexical.html(self._html.inlines(anchors))] if anchors else []
        inlines = self._inlines.write(children)
        if inlines is None:
            return [*written, lexical.html(self._html.node(n.Heading(children, node.depth, node.id)))]
        made = self._ids.peek(plain_text(inlines))
        wanted = anchor(node.id)
        if made != wanted:
            if made in self._taken:  # it would answer in the place of what has that anchor
                return [*written, lexical.html(self._html.node(n.Heading(children, node.depth, node.id)))]
            if wanted:
                written.append(lexical.html(f'<a name="{_quoted(node.id)}" style="margin: 0"></a>'))
        self._ids.take(plain_text(inlines))
        return [*written, lexical.heading(node.depth, inlines)]

    def quote(self, node: n.Blockquote) -> list[LexicalNode]:
        """Return a quote: its paragraphs, with empty lines between them, as Ghost itself reads a ``<blockquote>``."""
        inlines = self._paragraphs(node.children)
        return self._card(node) if inlines is None else [lexical.quote(inlines)] if inlines else []

    def _paragraphs(self, nodes: Sequence[n.Node]) -> list[LexicalNode] | None:
        """Return paragraphs as one run of text with empty lines; ``None`` where there are other blocks."""
        written: list[LexicalNode] = []
        for node in blocks_of(nodes):
            if isinstance(node, _UNSEEN):
                continue
            inlines = self._inlines.write(node.children) if isinstance(node, n.Paragraph) else None
            if inlines is None:
                return None
            if inlines and written:
                written += [lexical.line_break(), lexical.line_break()]
            written += inlines
        return written

    # -------------------------------------------------------------- lists

    def list_(self, node: n.List) -> list[LexicalNode]:
        """Return a list; an HTML card where an item holds more than text and lists behind it."""
        written = self._list(node, 0)
        return self._card(node) if written is None else [written]

    def _list(self, node: n.List, depth: int) -> LexicalNode | None:
        items: list[LexicalNode] = []
        number = 1 if node.start is None else node.start
        for item in node.children:
            children = item.children if isinstance(item, n.Parent) else [item]
            first = next((at for at, child in enumerate(children) if isinstance(child, n.List)), len(children))
            inlines = self._paragraphs(children[:first])
            if inlines is None or any(not isinstance(child, n.List | n.Comment) for child in children[first:]):
                return None
            if isinstance(item, n.ListItem) and item.checked is not None:
                inlines = tidy([lexical.text("☑ " if item.checked else "☐ "), *inlines])
            items.append(lexical.list_item(inlines, number, depth))
            number += 1
            for child in children[first:]:
                if isinstance(child, n.List):
                    nested = self._list(child, depth + 1)
                    if nested is None:
                        return None
                    items.append(lexical.list_item([nested], number, depth))
        return lexical.list_(items, node.start)

    # -------------------------------------------------------------- cards

    def code(self, node: n.Code) -> list[LexicalNode]:
        if self._html.is_formula(node):
            return self._card(node)
        if node.line_numbers is not None:
            self.left_out.append((node, "The line numbering of code"))
        if node.highlighted or node.marks or not node.value.strip():  # Ghost shows no empty code
            return self._card(node)
        return [lexical.codeblock(node.value, node.lang or "", caption_of(node.title or ""))]

    def rule(self, node: n.ThematicBreak) -> list[LexicalNode]:
        return [lexical.horizontal_rule()]

    def raw(self, node: n.Html) -> list[LexicalNode]:
        return [lexical.html(node.value)] if node.value.strip() else []

    def admonition(self, node: n.Admonition) -> list[LexicalNode]:
        """Return a callout, which holds text; a box that looks the same where there is more."""
        title = self._inlines.write(node.title, Format.BOLD)
        content = self._paragraphs(node.children)
        if title is None or content is None or node.id:
            return self._card(node)
        if not title:
            title = [lexical.text(shown_title(node.default_title or node.kind), Format.BOLD)]
        if content:
            title.append(lexical.line_break())
        emoji, colour = look(node.kind)
        return [lexical.callout(inline_html([*title, *content]), emoji, colour)]

    def details(self, node: n.Details) -> list[LexicalNode]:
        """Return a toggle, which holds paragraphs and lists; ``<details>`` where there is more, or it is open."""
        summary = self._inlines.write(node.summary)
        content = self._simple(node.children)
        if summary is None or content is None or node.is_open or node.id:
            return self._card(node)
        return [lexical.toggle(inline_html(summary), content)]

    def _simple(self, nodes: Sequence[n.Node]) -> str | None:
        """Return paragraphs and lists as the HTML that a toggle's editor reads; ``None`` where there is more."""
        parts: list[str] = []
        for node in blocks_of(nodes):
            if isinstance(node, n.Paragraph):
                inlines = self._inlines.write(node.children)
                if inlines is None:
                    return None
                parts.append(f"<p>{inline_html(inlines)}</p>" if inlines else "")
            elif isinstance(node, n.List) and self._list(node, 0) is not None:
                parts.append(self._html.node(node))
            elif not isinstance(node, _UNSEEN):
                return None
        return "".join(parts)

    def card_list(self, node: n.CardList) -> list[LexicalNode]:
        return self.blocks(node.children)

    def bookmark(self, node: n.Card) -> list[LexicalNode]:
        label, about = (" ".join(words.split()) for words in (node.label, node.description or ""))
        return [lexical.bookmark(self._html.url(node.url, node.target), label, about)]

    # -------------------------------------------------------------- tags

    def element(self, node: n.Element) -> list[LexicalNode]:
        match node.name:
            case "":
                return self.blocks(node.children)
            case "head":
                return self._head(node)
            case "hr" if not node.attributes:
                return [lexical.horizontal_rule()]
            case "p" | "div" if not node.attributes:
                return self.blocks(node.children)
            case "iframe":
                return self._frame(node)
        if node.name in _HEADINGS and not node.attributes.keys() - {"id", "class"}:
            own = node.attributes.get("id")
            children = _unwrapped(node.children)
            if all(map(is_inline, children)):
                return self.heading(n.Heading(children, _HEADINGS[node.name], own if isinstance(own, str) else ""))
        if (picture := self._pictures.card(node)) is not None:
            return [picture]
        if node.name in _WRAPPERS and any(isinstance(one, _PARTS) for one in node.walk()):
            open_tag, close_tag = self._html.tags(node)
            return [lexical.html(open_tag), *self.blocks(node.children), lexical.html(close_tag)]
        return self._card(node)

    def _head(self, node: n.Element) -> list[LexicalNode]:
        """Take what belongs to the document's head; what would change the document itself is left out."""
        for child in node.children:
            if isinstance(child, n.Element) and child.name in ("html", "body"):
                self.left_out.append((child, f"What the page sets on <{child.name}>"))
            else:
                self.head += self._html.node(child)
        return []

    def _frame(self, node: n.Element) -> list[LexicalNode]:
        """Return a video as an embed, which themes fit into the page."""
        written, source = node.attributes.get("src"), self._html.node(node)
        url = self._html.url(written, node.targets.get("src")) if isinstance(written, str) else ""
        return [lexical.embed(url, source) if _VIDEO.match(url) else lexical.html(source)]

    def component(self, node: n.Component) -> list[LexicalNode]:
        """Return what stands in a component behind a comment that names it."""
        return [lexical.html(self._html.comment(node)), *self.blocks(node.children)]

    def nothing(self, node: n.Node) -> list[LexicalNode]:
        return []


_METHODS: dict[str, str] = {
    "paragraph": "paragraph",
    "heading": "heading",
    "blockquote": "quote",
    "list": "list_",
    "code": "code",
    "thematicBreak": "rule",
    "html": "raw",
    "admonition": "admonition",
    "details": "details",
    "cardList": "card_list",
    "card": "bookmark",
    "element": "element",
    "component": "component",
    "definition": "nothing",
    "footnoteDefinition": "nothing",
    "mdxjsEsm": "nothing",
    "truncate": "nothing",
}


def _anchors(nodes: Sequence[n.Node]) -> tuple[list[n.Node], list[n.Node]]:
    """Return the empty anchors among text (``<a id="x"></a>``), and the rest."""
    anchors: list[n.Node] = []
    rest: list[n.Node] = []
    for node in nodes:
        is_anchor = (
            isinstance(node, n.Element)
            and node.name in ("a", "span")
            and bool({"id", "name"} & node.attributes.keys())
            and "href" not in node.attributes
            and not n.text_of(node.children).strip()
            and not any(isinstance(one, n.Element | n.Component | n.Image) for one in list(node.walk())[1:])
        )
        (anchors if is_anchor else rest).append(node)
    return anchors, rest


def _unwrapped(nodes: Sequence[n.Node]) -> list[n.Node]:
    return list(nodes[0].children) if len(nodes) == 1 and isinstance(nodes[0], n.Paragraph) else list(nodes)


def _quoted(value: str) -> str:
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
