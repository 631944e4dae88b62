"""Markdown from a tree: for pages made by hand, and for what has no Markdown source of its own.

``print_markdown`` writes CommonMark with GFM.  A target with other spellings derives from ``Printer`` and
overrides the method of a node (``admonition``, ``tabs``, ``code``, ``url``, ...).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from migrator import nodes as n
from migrator.targets import Target
from migrator.writers.html import HtmlWriter, details_tag

#: What a character needs so that it stands for itself: (pattern, where).  ``text`` is inside a line,
#: ``start`` at the beginning of one, ``cell`` inside a table.
ESCAPES: dict[str, str] = {
    "text": r"[\\`*_\[\]<]|&(?=#?\w+;)|~|!(?=\[)",
    "start": r"(?:[#+\-=>~]|:(?=[ \t])|\d{1,9}(?=[.)]))",
    "cell": r"\|",
}
_TEXT = re.compile(ESCAPES["text"])
_WORD_UNDERSCORE = re.compile(r"(?<=\w)\\_(?=\w)")
_START = re.compile(r"^([ \t]*)(?:([#+\-=>|]|:(?=[ \t]))|(\d{1,9})([.)]))", re.M)
_CELL = re.compile(ESCAPES["cell"])
_NEEDS_ANGLE = re.compile(r"[\s()<>]|^$")


def escape_text(value: str, *, line_start: bool = False, cell: bool = False, also: Sequence[str] = ()) -> str:
    """Return ``value`` so that Markdown reads it as just that text.

    ``also`` names what else the target gives a meaning (``$`` with math).
    """
    escaped = _WORD_UNDERSCORE.sub("_", _TEXT.sub(r"\\\g<0>", value))
    for mark in also:
        escaped = escaped.replace(mark, "\\" + mark)
    if cell and "|" not in also:
        escaped = _CELL.sub(r"\\\g<0>", escaped)
    if line_start or "\n" in escaped:
        escaped = _escape_starts(escaped, first=line_start)
    return escaped


def _escape_starts(text: str, *, first: bool) -> str:
    def mend(found: re.Match[str]) -> str:
        if found.start() == 0 and not first:
            return found[0]
        if found[2]:
            return f"{found[1]}\\{found[2]}"
        return f"{found[1]}{found[3]}\\{found[4]}"

    return _START.sub(mend, text)


def code_fence(value: str, mark: str = "`") -> str:
    """Return a fence that is longer than any run of ``mark`` in ``value``."""
    longest = max((len(run) for run in re.findall(re.escape(mark) + "+", value)), default=0)
    return mark * max(3, longest + 1)


def code_span(value: str) -> str:
    longest = {len(run) for run in re.findall("`+", value)}
    size = 1
    while size in longest:
        size += 1
    pad = (
        " "
        if value.startswith("`") or value.endswith("`") or (value[:1] == value[-1:] == " " and value.strip())
        else ""
    )
    return f"{'`' * size}{pad}{value}{pad}{'`' * size}"


def destination(url: str) -> str:
    """Return ``url`` as it stands between the parentheses of a link."""
    url = url.replace("\\", "%5C")
    if not _NEEDS_ANGLE.search(url):
        return url
    return "<" + url.replace("\n", "%0A").replace("<", "%3C").replace(">", "%3E") + ">"


def link_title(title: str | None) -> str:
    if title is None:
        return ""
    return ' "' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Printer:
    """Writes a tree as CommonMark.  ``spell`` gives the URL of a target, ``None`` for "as written"."""

    #: What to escape beyond CommonMark's characters.
    also: Sequence[str] = ()

    def __init__(self, spell: Callable[[Target], str | None] | None = None) -> None:
        self._spell = spell
        self._cell = False

    # -------------------------------------------------------------- whole

    def document(self, nodes: Sequence[n.Node]) -> str:
        text = self.blocks(nodes)
        return text + "\n" if text else ""

    def blocks(self, nodes: Sequence[n.Node], *, tight: bool = False) -> str:
        """Return block nodes, a blank line between them; bare inline nodes among them make paragraphs."""
        parts: list[str] = []
        run: list[n.Node] = []
        last: n.Node | None = None

        def flush() -> None:
            if run and (text := self.inlines(run, start=True).strip()):
                parts.append(text)
            run.clear()

        for node in nodes:
            if is_inline(node):
                run.append(node)
                continue
            flush()
            text = self.block(node)
            if text:
                if isinstance(last, n.List) and isinstance(node, n.List):
                    parts.append("<!-- -->")  # or the two would be one list
                parts.append(text)
                last = node
        flush()
        return ("\n" if tight else "\n\n").join(parts)

    def block(self, node: n.Node) -> str:
        method: Any = getattr(self, _METHODS.get(node.type, ""), None)
        if method is not None:
            return str(method(node))
        return self.html(node)

    def inlines(self, nodes: Sequence[n.Node], *, start: bool = False) -> str:
        parts: list[str] = []
        for node in nodes:
            if isinstance(node, n.Text):
                at_start = (start and not parts) or bool(parts and parts[-1].endswith("\n"))
                parts.append(escape_text(node.value, line_start=at_start, cell=self._cell, also=self.also))
            else:
                parts.append(self.inline(node))
        return "".join(parts)

    def inline(self, node: n.Node) -> str:
        method: Any = getattr(self, _INLINE.get(node.type, ""), None)
        if method is not None:
            return str(method(node))
        return self.html(node)

    def url(self, url: str, target: Target | None) -> str:
        spelled = self._spell(target) if self._spell and target is not None else None
        return url if spelled is None else spelled

    def title(self, title: str | None) -> str:
        """Return a link's title with the space before it."""
        return link_title(title)

    def html(self, node: n.Node) -> str:
        return self.html_writer().node(node)

    def html_writer(self) -> HtmlWriter:
        return HtmlWriter(self._spell)

    # -------------------------------------------------------------- flow

    def paragraph(self, node: n.Paragraph) -> str:
        return self.inlines(node.children, start=True)

    def heading(self, node: n.Heading) -> str:
        text = self.inlines(node.children).replace("\n", " ")
        return f"{'#' * node.depth} {text}".rstrip() + self.heading_id(node)

    def heading_id(self, node: n.Heading) -> str:
        return ""

    def thematic_break(self, node: n.ThematicBreak) -> str:
        return "---"

    def blockquote(self, node: n.Blockquote) -> str:
        return prefixed(self.blocks(node.children), "> ")

    def list_(self, node: n.List) -> str:
        items: list[str] = []
        for index, item in enumerate(node.children):
            marker = "- " if node.start is None else f"{node.start + index}. "
            items.append(self._item(item, marker, node.spread))
        return ("\n\n" if node.spread else "\n").join(items)

    def _item(self, item: n.Node, marker: str, spread: bool) -> str:
        children = item.children if isinstance(item, n.Parent) else [item]
        text = self.blocks(children, tight=not (spread or (isinstance(item, n.ListItem) and item.spread)))
        if isinstance(item, n.ListItem) and item.checked is not None:
            text = ("[x] " if item.checked else "[ ] ") + text
        return (marker + prefixed(text, " " * len(marker))[len(marker) :]).rstrip()

    def code(self, node: n.Code) -> str:
        return self.fenced(self.code_info(node), node.value)

    def code_info(self, node: n.Code) -> str:
        return " ".join(part for part in (node.lang, node.meta) if part)

    def fenced(self, info: str, value: str) -> str:
        fence = code_fence(value, "~" if "`" in info else "`")
        return f"{fence}{info}\n{value}{'' if not value or value.endswith(chr(10)) else chr(10)}{fence}"

    def raw_html(self, node: n.Html) -> str:
        return node.value

    def definition(self, node: n.Definition) -> str:
        return f"[{node.identifier}]: {destination(self.url(node.url, node.target))}{self.title(node.title)}"

    def footnote_definition(self, node: n.FootnoteDefinition) -> str:
        text = prefixed(self.blocks(node.children), "    ")
        return f"[^{node.identifier}]: {text.lstrip()}"

    def table(self, node: n.Table) -> str:
        rows = [self._row(row) for row in node.children if isinstance(row, n.TableRow)]
        if not rows:
            return ""
        width = max(len(node.align), *(len(row) for row in rows))
        align = [*node.align, *([None] * (width - len(node.align)))]
        rule = [{"left": ":--", "right": "--:", "center": ":-:"}.get(one or "", "---") for one in align]
        out = [rows[0], rule, *rows[1:]]
        return "\n".join("| " + " | ".join([*row, *([""] * (width - len(row)))]) + " |" for row in out)

    def _row(self, row: n.TableRow) -> list[str]:
        self._cell = True
        cells = [
            self.inlines(cell.children).replace("\n", " ") if isinstance(cell, n.Parent) else ""
            for cell in row.children
        ]
        self._cell = False
        return cells

    def math(self, node: n.Math) -> str:
        return f"$$\n{node.value}\n$$"

    def admonition(self, node: n.Admonition) -> str:
        title = self.inlines(node.title) or f"**{node.default_title or node.kind}**"
        return prefixed("\n\n".join(part for part in (title, self.blocks(node.children)) if part), "> ")

    def tabs(self, node: n.Tabs) -> str:
        return self.blocks(node.children)

    def tab(self, node: n.Tab) -> str:
        return "\n\n".join(part for part in (f"**{escape_text(node.label)}**", self.blocks(node.children)) if part)

    def details(self, node: n.Details) -> str:
        summary = self.html_writer().inlines(node.summary)
        head = f"{details_tag(node)}\n<summary>{summary}</summary>"
        return "\n\n".join(part for part in (head, self.blocks(node.children), "</details>") if part)

    def truncate(self, node: n.Truncate) -> str:
        return "<!-- truncate -->"

    def diagram(self, node: n.Diagram) -> str:
        return self.fenced(node.lang, node.value)

    def toc(self, node: n.TableOfContents) -> str:
        return ""

    def comment(self, node: n.Comment) -> str:
        return html_comment(node.value)

    def esm(self, node: n.Esm) -> str:
        return ""

    def expression(self, node: n.Expression) -> str:
        return html_comment("{" + node.value + "}")

    def element(self, node: n.Element) -> str:
        if not node.name:
            return self.inlines(node.children) if node.inline else self.blocks(node.children)
        if node.inline:
            open_tag, close_tag = self.html_writer().tags(node)
            return open_tag + self.inlines(node.children) + close_tag
        if any(not is_inline(child) and not isinstance(child, n.Element) for child in node.children):
            open_tag, close_tag = self.html_writer().tags(node)
            return "\n\n".join(part for part in (open_tag, self.blocks(node.children), close_tag) if part)
        return self.html(node)

    def component(self, node: n.Component) -> str:
        tag = html_comment(f"<{node.name}>")
        if node.inline:
            return tag + self.inlines(node.children)
        return "\n\n".join(part for part in (tag, self.blocks(node.children)) if part)

    def children(self, node: n.Parent) -> str:
        return self.blocks(node.children)

    # -------------------------------------------------------------- text

    def text(self, node: n.Text) -> str:
        return escape_text(node.value, cell=self._cell, also=self.also)

    def emphasis(self, node: n.Emphasis) -> str:
        return self._marked(node, "*")

    def strong(self, node: n.Strong) -> str:
        return self._marked(node, "**")

    def delete(self, node: n.Delete) -> str:
        return self._marked(node, "~~")

    def _marked(self, node: n.Parent, mark: str) -> str:
        inner = self.inlines(node.children)
        return f"{mark}{inner}{mark}" if inner.strip() == inner and inner else self.html(node)

    def inline_code(self, node: n.InlineCode) -> str:
        span = code_span(node.value)
        return span.replace("|", "\\|") if self._cell else span

    def inline_math(self, node: n.InlineMath) -> str:
        return f"${node.value}$"

    def hard_break(self, node: n.Break) -> str:
        return "<br>" if self._cell else "\\\n"

    def link(self, node: n.Link) -> str:
        if node.reference is not None:
            return f"[{self.inlines(node.children)}][{node.reference}]"
        if node.autolink and re.match(r"[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*$", node.url):
            return f"<{node.url}>"
        url = destination(self.url(node.url, node.target))
        return f"[{self.inlines(node.children)}]({url}{self.title(node.title)})"

    def image(self, node: n.Image) -> str:
        if node.reference is not None:
            return f"![{escape_text(node.alt)}][{node.reference}]"
        url = destination(self.url(node.url, node.target))
        return f"![{escape_text(node.alt, cell=self._cell)}]({url}{self.title(node.title)})"

    def footnote_reference(self, node: n.FootnoteReference) -> str:
        return f"[^{node.identifier}]"


_METHODS: dict[str, str] = {
    "root": "children",
    "paragraph": "paragraph",
    "heading": "heading",
    "thematicBreak": "thematic_break",
    "blockquote": "blockquote",
    "list": "list_",
    "code": "code",
    "html": "raw_html",
    "definition": "definition",
    "footnoteDefinition": "footnote_definition",
    "table": "table",
    "math": "math",
    "admonition": "admonition",
    "tabs": "tabs",
    "tab": "tab",
    "details": "details",
    "truncate": "truncate",
    "diagram": "diagram",
    "tableOfContents": "toc",
    "comment": "comment",
    "mdxjsEsm": "esm",
    "mdxExpression": "expression",
    "element": "element",
    "component": "component",
}
_INLINE: dict[str, str] = {
    "text": "text",
    "emphasis": "emphasis",
    "strong": "strong",
    "delete": "delete",
    "inlineCode": "inline_code",
    "inlineMath": "inline_math",
    "break": "hard_break",
    "link": "link",
    "image": "image",
    "footnoteReference": "footnote_reference",
    "html": "raw_html",
    "comment": "comment",
    "truncate": "truncate",
    "mdxExpression": "expression",
    "element": "element",
    "component": "component",
}


def is_inline(node: n.Node) -> bool:
    """Tell whether a node stands inside text."""
    if isinstance(node, n.Element | n.Component | n.Expression | n.Comment | n.Html):
        return node.inline
    return node.type in _INLINE and node.type not in _METHODS


def prefixed(text: str, prefix: str) -> str:
    """Return ``text`` with ``prefix`` before each line, trailing white space left out of blank ones."""
    return "\n".join((prefix + line).rstrip() if not line.strip() else prefix + line for line in text.split("\n"))


def html_comment(value: str) -> str:
    """Return an HTML comment that shows ``value`` to whoever reads the source, and ends where it should."""
    return "<!-- " + re.sub(r"-(?=-)", "- ", value.strip()).replace("->", "- >") + " -->"


def print_markdown(nodes: Sequence[n.Node], spell: Callable[[Target], str | None] | None = None) -> str:
    """Return a tree as Markdown.

    ``spell`` gives the URL of a resolved target, or ``None`` where the author's spelling is right.
    """
    return Printer(spell).document(nodes)
