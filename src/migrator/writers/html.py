"""HTML from a tree: for Markdown that stands where the target reads no Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Any

from migrator import nodes as n
from migrator.targets import Target

#: Elements without content (https://html.spec.whatwg.org/multipage/syntax.html#void-elements).
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
#: Elements whose text is no HTML.
_RAW_TEXT = frozenset({"style", "script"})
_BLANK = re.compile(r"(\n[ \t]*)\n")


class HtmlWriter:
    """Writes nodes as HTML.  ``spell`` gives the URL of a target, ``None`` for "as written"."""

    def __init__(self, spell: Callable[[Target], str | None] | None = None) -> None:
        self._spell = spell

    def blocks(self, nodes: Sequence[n.Node]) -> str:
        return "\n".join(part for part in (self.node(node) for node in nodes) if part)

    def inlines(self, nodes: Sequence[n.Node]) -> str:
        return "".join(self.node(node) for node in nodes)

    def node(self, node: n.Node) -> str:
        method: Any = getattr(self, "_" + _METHODS.get(node.type, ""), None)
        if method is not None:
            return str(method(node))
        return self.inlines(node.children) if isinstance(node, n.Parent) else ""

    def url(self, url: str, target: Target | None) -> str:
        spelled = self._spell(target) if self._spell and target is not None else None
        return url if spelled is None else spelled

    def attributes(self, node: n.Element | n.Component) -> str:
        """Return the attributes of a tag, a space before each.  Values that are no constants are left out."""
        parts: list[str] = []
        for name, value in node.attributes.items():
            if isinstance(value, n.Js):
                if not value.static or isinstance(value.value, dict | list) or value.value in (None, False):
                    continue
                value = True if value.value is True else str(value.value)
            if value is True:
                parts.append(f" {name}")
            elif value is not False:
                url = self.url(value, node.targets.get(name))
                if name.lower() == "srcset":
                    url = self._srcset(name, value, node.targets)
                parts.append(f' {name}="{_attribute(url)}"')
        return "".join(parts)

    def _srcset(self, name: str, value: str, targets: Mapping[str, Target]) -> str:
        """Spell the URLs of a list of them."""
        for key, target in targets.items():
            url = key.removeprefix(f"{name} ")
            if url != key:
                spelled = self.url(url, target).replace("\\", r"\\")
                value = re.sub(rf"(?<![^\s,]){re.escape(url)}(?=[\s,]|\Z)", spelled, value)
        return value

    def tags(self, node: n.Element) -> tuple[str, str]:
        """Return the opening and the closing tag; a fragment has neither."""
        if not node.name:
            return "", ""
        attributes = self.attributes(node)
        if node.name in VOID:
            return f"<{node.name}{attributes}>", ""
        return f"<{node.name}{attributes}>", f"</{node.name}>"

    # -------------------------------------------------------------- flow

    def _paragraph(self, node: n.Paragraph) -> str:
        return f"<p>{self.inlines(node.children)}</p>"

    def _heading(self, node: n.Heading) -> str:
        id_part = f' id="{_attribute(node.id)}"' if node.id else ""
        return f"<h{node.depth}{id_part}>{self.inlines(node.children)}</h{node.depth}>"

    def _rule(self, node: n.ThematicBreak) -> str:
        return "<hr>"

    def _blockquote(self, node: n.Blockquote) -> str:
        return f"<blockquote>\n{self.blocks(node.children)}\n</blockquote>"

    def _list(self, node: n.List) -> str:
        name = "ul" if node.start is None else "ol"
        start = f' start="{node.start}"' if node.start not in (None, 1) else ""
        items = []
        # mdast-util-to-hast, `list-item`: one loose item makes the list loose
        tight = not node.spread and not any(isinstance(item, n.ListItem) and item.spread for item in node.children)
        for item in node.children:
            children = item.children if isinstance(item, n.Parent) else []
            inner = self.item(children, tight=tight)
            box = ""
            if isinstance(item, n.ListItem) and item.checked is not None:
                box = f'<input type="checkbox"{" checked" if item.checked else ""} disabled> '
            items.append(f"<li>{box}{inner}</li>")
        return f"<{name}{start}>\n" + "\n".join(items) + f"\n</{name}>"

    def item(self, nodes: Sequence[n.Node], *, tight: bool) -> str:
        """Return what an item of a list holds; in a ``tight`` list paragraphs have no tag."""
        return "".join(
            self.inlines(node.children) if tight and isinstance(node, n.Paragraph) else self.node(node)
            for node in nodes
        )

    def _code(self, node: n.Code) -> str:
        lang = f' class="language-{_attribute(node.lang)}"' if node.lang else ""
        return f"<pre><code{lang}>{_plain(node.value)}</code></pre>"

    def _html(self, node: n.Html) -> str:
        return node.value

    def _table(self, node: n.Table) -> str:
        rows: list[str] = []
        for index, row in enumerate(node.children):
            name = "td" if index else "th"
            cells: list[str] = []
            children = row.children if isinstance(row, n.Parent) else []
            for column in range(max(len(children), len(node.align))):
                align = node.align[column] if column < len(node.align) else None
                style = f' style="text-align: {align}"' if align else ""
                cell = children[column] if column < len(children) else None
                inner = self.inlines(cell.children) if isinstance(cell, n.Parent) else ""
                cells.append(f"<{name}{style}>{inner}</{name}>")
            rows.append("<tr>" + "".join(cells) + "</tr>")
        head = f"<thead>\n{rows[0]}\n</thead>\n" if rows else ""
        body = "<tbody>\n" + "\n".join(rows[1:]) + "\n</tbody>\n" if rows[1:] else ""
        return f"<table>\n{head}{body}</table>"

    def _math(self, node: n.Math) -> str:
        return f"\\[{escape(node.value, quote=False)}\\]"

    def _admonition(self, node: n.Admonition) -> str:
        title = self.inlines(node.title) or escape(node.default_title or node.kind, quote=False)
        classes = _attribute(" ".join(["admonition", f"admonition-{node.kind}", *node.classes]))
        id_part = f' id="{_attribute(node.id)}"' if node.id else ""
        return (
            f'<div class="{classes}"{id_part}>\n<p class="admonition-title">{title}</p>\n'
            f"{self.blocks(node.children)}\n</div>"
        )

    def _tabs(self, node: n.Tabs) -> str:
        group = f' data-group="{_attribute(node.group)}"' if node.group else ""
        return f'<div class="tabs"{group}>\n{self.blocks(node.children)}\n</div>'

    def _tab(self, node: n.Tab) -> str:
        return f'<div class="tab" data-label="{_attribute(node.label)}">\n{self.blocks(node.children)}\n</div>'

    def _details(self, node: n.Details) -> str:
        head = f"{details_tag(node)}\n<summary>{self.inlines(node.summary)}</summary>\n"
        return f"{head}{self.blocks(node.children)}\n</details>"

    def _card_list(self, node: n.CardList) -> str:
        return f'<div class="cards">\n{self.blocks(node.children)}\n</div>' if node.children else ""

    def _card(self, node: n.Card) -> str:
        url = _attribute(self.url(node.url, node.target))
        label, description = (" ".join(text.split()) for text in (node.label, node.description or ""))
        about = f"<p>{escape(description, quote=False)}</p>" if description else ""
        return f'<a class="card" href="{url}"><h2>{escape(label, quote=False)}</h2>{about}</a>'

    def _diagram(self, node: n.Diagram) -> str:
        return f'<pre class="{_attribute(node.lang)}">{_plain(node.value)}</pre>'

    def _element(self, node: n.Element) -> str:
        open_tag, close_tag = self.tags(node)
        if node.name in _RAW_TEXT:
            return open_tag + n.text_of(node.children).replace("\n\n", "\n") + close_tag
        return open_tag + self._content(node) + close_tag

    def _component(self, node: n.Component) -> str:
        return f"<!-- &lt;{node.name}> -->" + self._content(node)

    def _expression(self, node: n.Expression) -> str:
        return "<!-- {" + node.value.replace("--", "- -").replace("\n\n", "\n") + "} -->"

    def _comment(self, node: n.Comment) -> str:
        return "<!-- " + node.value.strip().replace("--", "- -").replace("\n\n", "\n") + " -->"

    def _content(self, node: n.Parent) -> str:
        return "".join(self.node(child) for child in node.children)

    # -------------------------------------------------------------- text

    def _text(self, node: n.Text) -> str:
        return _plain(node.value)

    def _emphasis(self, node: n.Emphasis) -> str:
        return f"<em>{self.inlines(node.children)}</em>"

    def _strong(self, node: n.Strong) -> str:
        return f"<strong>{self.inlines(node.children)}</strong>"

    def _delete(self, node: n.Delete) -> str:
        return f"<del>{self.inlines(node.children)}</del>"

    def _inline_code(self, node: n.InlineCode) -> str:
        return f"<code>{escape(node.value, quote=False)}</code>"

    def _inline_math(self, node: n.InlineMath) -> str:
        return f"\\({escape(node.value, quote=False)}\\)"

    def _break(self, node: n.Break) -> str:
        return "<br>\n"

    def _link(self, node: n.Link) -> str:
        title = f' title="{_attribute(node.title)}"' if node.title else ""
        return f'<a href="{_attribute(self.url(node.url, node.target))}"{title}>{self.inlines(node.children)}</a>'

    def _image(self, node: n.Image) -> str:
        title = f' title="{_attribute(node.title)}"' if node.title else ""
        return f'<img src="{_attribute(self.url(node.url, node.target))}" alt="{_attribute(node.alt)}"{title}>'


_METHODS: dict[str, str] = {
    "paragraph": "paragraph",
    "heading": "heading",
    "thematicBreak": "rule",
    "blockquote": "blockquote",
    "list": "list",
    "code": "code",
    "html": "html",
    "table": "table",
    "math": "math",
    "admonition": "admonition",
    "tabs": "tabs",
    "tab": "tab",
    "details": "details",
    "card": "card",
    "cardList": "card_list",
    "diagram": "diagram",
    "element": "element",
    "component": "component",
    "mdxExpression": "expression",
    "comment": "comment",
    "text": "text",
    "emphasis": "emphasis",
    "strong": "strong",
    "delete": "delete",
    "inlineCode": "inline_code",
    "inlineMath": "inline_math",
    "break": "break",
    "link": "link",
    "image": "image",
}


def _plain(text: str) -> str:
    """Return text as HTML.  A blank line would end the HTML block that it stands in; in ``pre`` it is to be seen."""
    return _BLANK.sub(r"\1&#10;", escape(text, quote=False))


def _attribute(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;").replace("\n", "&#10;")


def details_tag(node: n.Details) -> str:
    """Return the opening tag of a disclosure."""
    own = f' id="{_attribute(node.id)}"' if node.id else ""
    return f"<details{own}{' open' if node.is_open else ''}>"


def print_html(nodes: Sequence[n.Node], spell: Callable[[Target], str | None] | None = None) -> str:
    """Return nodes as HTML without blank lines, so that it can stand inside Markdown as one block.

    ``spell`` gives the URL of a resolved target, or ``None`` where the author's spelling is right.
    """
    return HtmlWriter(spell).blocks(nodes)
