"""kramdown's spelling of what is written anew: in pages made by hand, and where there is no Markdown to patch."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from migrator import nodes as n
from migrator.targets import Target
from migrator.writers.markdown import code_span
from migrator.writers.patch.printer import PatchPrinter
from migrator_jekyll.headings import marker
from migrator_jekyll.text import spelled_title

#: Tags that kramdown prints as text where they stand inside text (``HTML_BLOCK_ELEMENTS``).
BLOCK_TAG = re.compile(
    "address|article|aside|applet|body|blockquote|caption|col|colgroup|dd|div|dl|dt|fieldset|figcaption|footer|form|h[1-6]|"
    "header|hgroup|hr|html|head|iframe|legend|menu|li|main|map|nav|ol|optgroup|p|pre|section|summary|table|tbody|td|th|"
    "thead|tfoot|tr|ul"
)
_ODD_LANGUAGE = re.compile(r"[^\w+#.-]")


class JekyllPrinter(PatchPrinter):
    """Writes a tree for kramdown."""

    def __init__(
        self, spell: Callable[[Target], str | None] | None, *, math: bool, explicit_ids: set[int], is_post: bool
    ) -> None:
        super().__init__(spell, math=math, explicit_ids=explicit_ids, is_post=is_post)
        self.also = ("|", "{:", "$$")

    def marker(self, id: str) -> str:
        return marker(id)

    def code(self, node: n.Code) -> str:
        before, after = code_frame(node)
        return "\n".join(part for part in (before, self.fenced(language(node), node.value), after) if part)

    def diagram(self, node: n.Diagram) -> str:
        return f'<pre class="{escape(node.lang)}">\n{escape(node.value, quote=False)}\n</pre>'

    def admonition(self, node: n.Admonition) -> str:
        parts = (admonition_open(node, self.html_writer().inlines(node.title)), self.blocks(node.children), "</div>")
        return "\n\n".join(part for part in parts if part)

    def tabs_tags(self, node: n.Tabs, *, nested: bool) -> tuple[str, str]:
        group = f' data-group="{escape(node.group)}"' if node.group else ""
        return f'<div class="tabs"{group} markdown="1">', "</div>"

    def tab_tags(self, node: n.Tab) -> tuple[str, str]:
        chosen = ' data-default=""' if node.default else ""
        label, value = escape(node.label), escape(node.value or node.label)
        return f'<div class="tab" data-label="{label}" data-value="{value}"{chosen} markdown="1">', "</div>"

    def details(self, node: n.Details) -> str:
        summary = self.html_writer().inlines(node.summary)
        head = f"{details_open(node)}\n<summary>{summary}</summary>"
        return "\n\n".join(part for part in (head, self.blocks(node.children), "</details>") if part)

    def toc(self, node: n.TableOfContents) -> str:
        return "- TOC\n{:toc}"

    def element(self, node: n.Element) -> str:
        if node.inline and BLOCK_TAG.fullmatch(node.name):
            return no_markdown(self.html(node))
        return super().element(node)

    def title(self, title: str | None) -> str:
        return spelled_title(title or "")

    def inline_code(self, node: n.InlineCode) -> str:
        return inline_code(node.value)

    def inline_math(self, node: n.InlineMath) -> str:
        return f"$${node.value}$$"


def language(node: n.Code) -> str:
    """Return a fence's language, which is all that kramdown takes behind a fence."""
    return "" if not node.lang or _ODD_LANGUAGE.search(node.lang) else node.lang


def code_frame(node: n.Code) -> tuple[str, str]:
    """Return what stands above and below a code block: its title, and an attribute list with the rest."""
    title = f'<div class="code-title">{escape(node.title, quote=False)}</div>' if node.title else ""
    parts: list[str] = []
    if node.title:
        parts.append(".titled")
    if node.highlighted:
        parts.append(f'data-lines="{_ranges(node.highlighted)}"')
    if node.line_numbers is not None:
        parts.append(f'data-start="{node.line_numbers}"')
    if node.live:
        parts.append(".live")
    for name, ranges in sorted(node.marks.items()):
        parts.append(f'data-mark-{re.sub(r"[^a-z0-9-]", "-", name.lower())}="{_ranges(ranges)}"')
    return title, f"{{: {' '.join(parts)}}}" if parts else ""


def admonition_open(node: n.Admonition, title: str) -> str:
    """Return an admonition's opening tag and title; ``title`` is HTML, empty for the kind's own."""
    title = title or escape(node.default_title or node.kind, quote=False)
    classes = escape(" ".join(["admonition", f"admonition-{node.kind}", *node.classes]))
    id_part = f' id="{escape(node.id)}"' if node.id else ""
    return f'<div class="{classes}"{id_part} markdown="1">\n<p class="admonition-title">{title}</p>'


def details_open(node: n.Details) -> str:
    id_part = f' id="{escape(node.id)}"' if node.id else ""
    open_part = ' open=""' if node.is_open else ""
    return f'<details{id_part}{open_part} markdown="1">'


def inline_code(value: str) -> str:
    """Return a code span.

    kramdown takes a single mark with a space behind it for text, and ends a span at the first run that is as long as
    its mark or longer.
    """
    if "`" in value:
        mark = "`" * (max(len(run) for run in re.findall("`+", value)) + 1)
        return f"{mark} {value} {mark}"
    return f"`` {value} ``" if value[:1] in (" ", "\t") else code_span(value)


def no_markdown(html: str) -> str:
    """Return HTML so that kramdown leaves it alone, inside of text and in a table's cell."""
    return "{::nomarkdown}" + html.replace("\n", " ").replace("|", "&#124;") + "{:/}"


def _ranges(ranges: list[tuple[int, int]]) -> str:
    return ",".join(str(start) if start == end else f"{start}-{end}" for start, end in ranges)
