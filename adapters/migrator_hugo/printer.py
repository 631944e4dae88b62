"""Hugo's spelling of what is written anew: in pages made by hand, and where there is no Markdown source to patch."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from migrator import nodes as n
from migrator.targets import Target
from migrator.writers.markdown import prefixed
from migrator.writers.patch.printer import PatchPrinter
from migrator_hugo.escape import MORE, attribute, shortcode
from migrator_hugo.headings import marker

_NOT_A_LETTER = re.compile(r"[^A-Za-z]")
_ODD_LANGUAGE = re.compile(r"[^\w+#.-]")
_INNER_MATH = re.compile(r"(?<!\\)\$([^$]*)\$")
_MATH_TRAP = re.compile(r"^\s*(?:$|[-+*#>=~`|:<]|\d+[.)]|\[)", re.M)


class HugoPrinter(PatchPrinter):
    """Writes a tree for Hugo."""

    more = MORE

    def __init__(
        self, spell: Callable[[Target], str | None] | None, *, math: bool, explicit_ids: set[int], is_post: bool
    ) -> None:
        super().__init__(spell, math=math, explicit_ids=explicit_ids, is_post=is_post)
        self.also = "$" if math else ""

    def marker(self, id: str) -> str:
        return " " + marker(id)

    def code_info(self, node: n.Code) -> str:
        return code_info(node)

    def math(self, node: n.Math) -> str:
        return self.fenced("math", node.value) if math_needs_fence(node.value) else super().math(node)

    def inline_math(self, node: n.InlineMath) -> str:
        """A formula in a formula's text is between brackets: the mark that ends the outer one cannot stand in it."""
        return super().inline_math(replace(node, value=_INNER_MATH.sub(r"\\(\1\\)", node.value)))

    def admonition(self, node: n.Admonition) -> str:
        title = self.inlines(node.title).replace("\n", " ")
        head = alert_head(node, title)
        alert = prefixed("\n>\n".join([head]) if not node.children else f"{head}\n\n{self.blocks(node.children)}", "> ")
        before, after = alert_wrapper(node)
        return f"{before}\n\n{alert}\n\n{after}" if before else alert

    def tabs_tags(self, node: n.Tabs, *, nested: bool) -> tuple[str, str]:
        """Return a tab group's shortcodes.

        Only the outermost is ``{{% %}}``: what stands inside it stays Markdown of the page, so that its reference
        links, footnotes and headings work; a nested ``{{% %}}`` would be rendered on its own.
        """
        return (
            shortcode("tabs", markdown=not nested, group=node.group),
            shortcode("/tabs", markdown=not nested),
        )

    def tab_tags(self, node: n.Tab) -> tuple[str, str]:
        value = node.value if node.value != node.label else None
        return shortcode("tab", label=node.label, value=value, default=node.default), shortcode("/tab")

    def toc(self, node: n.TableOfContents) -> str:
        return shortcode("toc", min=node.min_depth, max=node.max_depth)


def alert_kind(kind: str) -> str:
    """Return the alert's word: Hugo takes letters only (``render-blockquote``, ``AlertType``)."""
    return _NOT_A_LETTER.sub("", kind).upper() or "NOTE"


def alert_head(node: n.Admonition, title: str) -> str:
    """Return ``[!NOTE] Title``; no title where the hook prints the same words from the kind."""
    kind = alert_kind(node.kind)
    if not title:
        default = node.default_title or node.kind
        title = "" if default == kind.lower() else default
    return f"[!{kind}] {title}".rstrip()


def alert_wrapper(node: n.Admonition) -> tuple[str, str]:
    """Return the tags around an alert that carry its id and classes, which an alert cannot have."""
    if not node.classes and not node.id:
        return "", ""
    id_part = f' id="{_quoted(node.id)}"' if node.id else ""
    class_part = f' class="{_quoted(" ".join(node.classes))}"' if node.classes else ""
    return f"<div{id_part}{class_part}>", "</div>"


def needs_attributes(node: n.Code) -> bool:
    return bool(node.title or node.highlighted or node.line_numbers is not None or node.live or node.marks)


def code_info(node: n.Code) -> str:
    """Return the info string: language and, in braces, what Hugo and the shipped hook understand."""
    lang = node.lang if node.lang and not _ODD_LANGUAGE.search(node.lang) else ""
    if not needs_attributes(node):
        return lang
    parts: list[str] = []
    if node.title:
        parts.append(attribute("title", node.title))
    if node.highlighted:
        parts.append(attribute("hl_lines", _ranges(node.highlighted)))
    if node.line_numbers is not None:
        parts.append("linenos=true")
        if node.line_numbers != 1:
            parts.append(f"linenostart={node.line_numbers}")
    if node.live:
        parts.append("live=true")
    if node.marks:
        marks = ";".join(f"{name}:{_ranges(ranges)}" for name, ranges in sorted(node.marks.items()))
        parts.append(attribute("marks", marks))
    return f"{lang or 'text'} {{{' '.join(parts)}}}"


def math_needs_fence(value: str) -> bool:
    """Tell whether a formula between ``$$`` lines would be taken for Markdown: a blank line, a line that looks like a
    list, a heading's underline, ..."""
    return bool(_MATH_TRAP.search(value)) or "$" in value


def _ranges(ranges: list[tuple[int, int]]) -> str:
    return " ".join(str(start) if start == end else f"{start}-{end}" for start, end in ranges)


def _quoted(value: str | None) -> str:
    return (value or "").replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
