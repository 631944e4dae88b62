"""HTML for what has no card of Ghost's own, in the classes of Ghost's cards where one looks the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from typing import Any

from migrator import nodes as n
from migrator.targets import Target
from migrator.writers.html import HtmlWriter
from migrator.writers.markdown import html_comment, is_inline
from migrator_ghost.admonitions import look, shown_title
from migrator_ghost.flow import blocks_of
from migrator_ghost.footnotes import Footnotes, note_id

#: Elements that cannot stand in a paragraph.
_BLOCKS = re.compile(
    "address|article|aside|blockquote|center|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre|"
    "section|table|ul"
)
_COMMENTS = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)*", re.DOTALL)
#: How blocks stand under one another.  Themes set the space between what stands in the page itself, and no other.
_STACK = "display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.8em"


class GhostHtml(HtmlWriter):
    """Writes the nodes of one page; ``headings`` are those that a table of contents lists.

    ``tag`` gives the source of a component's tag.  ``math``: the site shows formulas, in code of that language too.
    """

    def __init__(
        self,
        spell: Callable[[Target], str | None],
        footnotes: Footnotes,
        headings: Sequence[n.Heading],
        tag: Callable[[n.Component], str],
        *,
        math: bool,
    ) -> None:
        super().__init__(spell)
        self._footnotes = footnotes
        self._headings = headings
        self._tag = tag
        self._formulas = math
        self._alone: n.Node | None = None

    def card(self, node: n.Node) -> str:
        """Return a node that makes a card of its own."""
        self._alone = node
        return self.node(node).strip()

    def node(self, node: n.Node) -> str:
        method: Any = getattr(self, _OWN.get(node.type, ""), None)
        return str(method(node)) if method is not None else super().node(node)

    def blocks(self, nodes: Sequence[n.Node]) -> str:
        """Return blocks; text that stands bare among them becomes paragraphs."""
        return super().blocks(list(blocks_of(nodes)))

    def paragraph(self, nodes: Sequence[n.Node]) -> str:
        """Return text as a paragraph; comments alone need none."""
        source = self.inlines(nodes).strip()
        if _COMMENTS.fullmatch(source):
            return source
        name = "div" if any(_is_block(one) for node in nodes for one in node.walk()) else "p"
        return f"<{name}>{source}</{name}>"

    def is_formula(self, node: n.Code) -> bool:
        """Tell whether code is shown as a formula (``rehype-katex``)."""
        return self._formulas and node.lang == "math"

    def comment(self, node: n.Component) -> str:
        """Return the tag of a component that nothing here can draw, as a comment."""
        return html_comment(self._tag(node))

    def footnotes(self) -> str:
        """Return the page's footnotes; empty where it has none."""
        items: list[str] = []
        for number, note in self._footnotes.notes():
            match note.children:
                case [n.Paragraph(children=text)]:
                    inner = self.inlines(text)
                case _:
                    inner = self.blocks(note.children)
            items.append(f'<li id="{note_id(number)}">{inner}</li>')
        if not items:
            return ""
        return (
            '<hr>\n<section class="footnotes" role="doc-endnotes">\n<ol>\n' + "\n".join(items) + "\n</ol>\n</section>"
        )

    def item(self, nodes: Sequence[n.Node], *, tight: bool) -> str:
        first, rest = nodes[:1], nodes[1:]
        if all(is_inline(node) or isinstance(node, n.List) for node in rest):
            return super().item(nodes, tight=tight)
        return f'{super().item(first, tight=True)}<div style="{_STACK}; margin-top: 0.8em">{self.blocks(rest)}</div>'

    def _frame(self, node: n.Node, *names: str) -> str:
        """Return the classes of a card, which stands apart from what is around it if it stands in the page itself."""
        return escape(" ".join(["kg-card", *names] if node is self._alone else names))

    # -------------------------------------------------------------- own nodes

    def own_paragraph(self, node: n.Paragraph) -> str:
        return self.paragraph(node.children)

    def own_image(self, node: n.Image) -> str:
        """Return a picture in text: themes set pictures on lines of their own."""
        title = f' title="{escape(node.title)}"' if node.title else ""
        src = escape(self.url(node.url, node.target))
        return f'<img src="{src}" alt="{escape(node.alt)}"{title} style="display: inline">'

    def own_element(self, node: n.Element) -> str:
        if node.name == "img" and node.inline and "style" not in node.attributes:
            node = replace(node, attributes={**node.attributes, "style": "display: inline"})
        return super().node(node)

    def own_code(self, node: n.Code) -> str:
        """Return code; highlighted lines are marked, and named for scripts that highlight code (``data-line``)."""
        if self.is_formula(node):
            return self.own_math(n.Math(node.value))
        lang = f' class="language-{escape(node.lang)}"' if node.lang else ""
        lines = f' data-line="{_ranges(node.highlighted)}"' if node.highlighted else ""
        source = f"<pre{lines}><code{lang}>{_marked(node)}</code></pre>"
        if not node.title:
            return source
        caption = f"<figcaption>{escape(node.title, quote=False)}</figcaption>"
        return f'<figure class="{self._frame(node, "kg-code-card")}">{source}{caption}</figure>'

    def own_quote(self, node: n.Blockquote) -> str:
        style = f' style="{_STACK}"' if len(node.children) > 1 else ""
        return f"<blockquote{style}>\n{self.blocks(node.children)}\n</blockquote>"

    def own_table(self, node: n.Table) -> str:
        source = super().node(node)
        return source if node is self._alone else f'<div style="overflow-x: auto">{source}</div>'

    def own_math(self, node: n.Math) -> str:
        return f"<p>\\[{escape(node.value, quote=False)}\\]</p>"

    def own_admonition(self, node: n.Admonition) -> str:
        """Return a box that looks like a callout, and holds whatever the admonition has."""
        emoji, colour = look(node.kind)
        title = self.inlines(node.title) or escape(shown_title(node.default_title or node.kind), quote=False)
        names = ("kg-callout-card", f"kg-callout-card-{colour}", "admonition", f"admonition-{node.kind}")
        classes = self._frame(node, *names, *node.classes)
        id_part = f' id="{escape(node.id)}"' if node.id else ""
        return (
            f'<div class="{classes}"{id_part}>\n<div class="kg-callout-emoji">{emoji}</div>\n'
            f'<div class="kg-callout-text" style="flex: 1; {_STACK}">\n'
            f'<p class="admonition-title"><strong>{title}</strong></p>\n{self.blocks(node.children)}\n</div>\n</div>'
        )

    def own_details(self, node: n.Details) -> str:
        """Return a disclosure in a toggle's frame, which works without a script."""
        state = " open" if node.is_open else ""
        id_part = f' id="{escape(node.id)}"' if node.id else ""
        summary = self.inlines(node.summary).strip()
        head = f'<summary style="cursor: pointer; font-weight: 700">{summary}</summary>'
        return (
            f'<details class="{self._frame(node, "kg-toggle-card")}"{id_part}{state}>\n{head}\n'
            f'<div style="{_STACK}; margin-top: 0.8em">\n{self.blocks(node.children)}\n'
            "</div>\n</details>"
        )

    def own_tab(self, node: n.Tab) -> str:
        """Return a panel under its label: what a reader sees where no script makes tabs of them."""
        value = escape(node.value or node.label)
        chosen = " data-default" if node.default else ""
        label = escape(node.label, quote=False)
        return (
            f'<div class="tab" data-value="{value}"{chosen}>\n<p class="tab-label"><strong>{label}</strong></p>\n'
            f"{self.blocks(node.children)}\n</div>"
        )

    def own_contents(self, node: n.TableOfContents) -> str:
        shown = [one for one in self._headings if node.min_depth <= one.depth <= node.max_depth and one.id]
        return f'<nav class="table-of-contents">\n{_contents(shown)}\n</nav>' if shown else ""

    def own_component(self, node: n.Component) -> str:
        inner = self.inlines(node.children) if node.inline else self.blocks(node.children)
        return self.comment(node) + inner

    def own_reference(self, node: n.FootnoteReference) -> str:
        number = self._footnotes.number(node)
        if number is None:
            return ""
        return f'<sup><a href="#{note_id(number)}" class="footnote-ref" role="doc-noteref">{number}</a></sup>'

    def own_note(self, node: n.FootnoteDefinition) -> str:
        return ""  # they stand at the page's end


_OWN = {
    "paragraph": "own_paragraph",
    "blockquote": "own_quote",
    "table": "own_table",
    "image": "own_image",
    "element": "own_element",
    "code": "own_code",
    "math": "own_math",
    "admonition": "own_admonition",
    "details": "own_details",
    "tab": "own_tab",
    "component": "own_component",
    "tableOfContents": "own_contents",
    "footnoteReference": "own_reference",
    "footnoteDefinition": "own_note",
}


def _is_block(node: n.Node) -> bool:
    return isinstance(node, n.Element) and bool(_BLOCKS.fullmatch(node.name))


def _contents(headings: Sequence[n.Heading]) -> str:
    items: list[str] = []
    at = 0
    while at < len(headings):
        one = headings[at]
        end = next((i for i in range(at + 1, len(headings)) if headings[i].depth <= one.depth), len(headings))
        inner = "\n" + _contents(headings[at + 1 : end]) if end > at + 1 else ""
        text = escape(n.text_of(one.children), quote=False)
        items.append(f'<li><a href="#{escape(one.id)}">{text}</a>{inner}</li>')
        at = end
    return "<ul>\n" + "\n".join(items) + "\n</ul>"


def _marked(node: n.Code) -> str:
    classes: dict[int, str] = {}
    for name, ranges in [*sorted(node.marks.items()), ("", node.highlighted)]:
        for start, end in ranges:
            classes.update(dict.fromkeys(range(start, end + 1), name))
    lines: list[str] = []
    for number, line in enumerate(node.value.split("\n"), 1):
        source = escape(line, quote=False)
        if number in classes:
            name = classes[number]
            source = f'<mark class="{escape(name)}">{source}</mark>' if name else f"<mark>{source}</mark>"
        lines.append(source)
    return "\n".join(lines)


def _ranges(ranges: list[tuple[int, int]]) -> str:
    return ",".join(str(start) if start == end else f"{start}-{end}" for start, end in ranges)
