"""Hugo's spelling of what is written anew: in pages made by hand, and where there is no Markdown source to patch."""

from __future__ import annotations

import re
from collections.abc import Callable

from migrator import nodes as n
from migrator.targets import Target
from migrator.writers.markdown import Printer, prefixed
from migrator_hugo.escape import MORE, attribute, shortcode
from migrator_hugo.headings import marker

_NOT_A_LETTER = re.compile(r"[^A-Za-z]")
_ODD_LANGUAGE = re.compile(r"[^\w+#.-]")
_MATH_TRAP = re.compile(r"^\s*(?:$|[-+*#>=~`|:<]|\d+[.)]|\[)", re.M)


class HugoPrinter(Printer):
    """``explicit_ids`` are the headings (by identity) that must carry their id."""

    def __init__(
        self, spell: Callable[[Target], str | None] | None, *, math: bool, explicit_ids: set[int], is_post: bool
    ) -> None:
        super().__init__(spell)
        self.also = "$" if math else ""
        self._explicit_ids = explicit_ids
        self._is_post = is_post
        self._in_tabs = 0

    def heading_id(self, node: n.Heading) -> str:
        return " " + marker(node.id) if id(node) in self._explicit_ids else ""

    def code_info(self, node: n.Code) -> str:
        return code_info(node)

    def math(self, node: n.Math) -> str:
        return self.fenced("math", node.value) if math_needs_fence(node.value) else super().math(node)

    def admonition(self, node: n.Admonition) -> str:
        title = self.inlines(node.title).replace("\n", " ")
        head = alert_head(node, title)
        alert = prefixed("\n>\n".join([head]) if not node.children else f"{head}\n\n{self.blocks(node.children)}", "> ")
        before, after = alert_wrapper(node)
        return f"{before}\n\n{alert}\n\n{after}" if before else alert

    def tabs(self, node: n.Tabs) -> str:
        open_tag, close_tag = tabs_tags(node, nested=self._in_tabs > 0)
        self._in_tabs += 1
        body = self.blocks(node.children)
        self._in_tabs -= 1
        return "\n\n".join(part for part in (open_tag, body, close_tag) if part)

    def tab(self, node: n.Tab) -> str:
        open_tag, close_tag = tab_tags(node)
        return "\n\n".join(part for part in (open_tag, self.blocks(node.children), close_tag) if part)

    def truncate(self, node: n.Truncate) -> str:
        return MORE if self._is_post else ""

    def toc(self, node: n.TableOfContents) -> str:
        return toc_tag(node)


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


def tabs_tags(node: n.Tabs, *, nested: bool) -> tuple[str, str]:
    """Return a tab group's shortcodes.

    Only the outermost is ``{{% %}}``: what stands inside it stays Markdown of the page, so that its reference links,
    footnotes and headings work; a nested ``{{% %}}`` would be rendered on its own.
    """
    return (
        shortcode("tabs", markdown=not nested, group=node.group),
        shortcode("/tabs", markdown=not nested),
    )


def tab_tags(node: n.Tab) -> tuple[str, str]:
    value = node.value if node.value != node.label else None
    return shortcode("tab", label=node.label, value=value, default=node.default), shortcode("/tab")


def toc_tag(node: n.TableOfContents) -> str:
    return shortcode("toc", min=node.min_depth, max=node.max_depth)


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
