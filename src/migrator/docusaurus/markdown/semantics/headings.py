"""The ids of headings (`mdx-loader/lib/remark/headings/index.js`)."""

from __future__ import annotations

import re

from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.nodes import Comment, Directive, Heading, Html, Image, Node, Parent, Span, Text

#: A text directive with neither label nor attributes stays text, but is not yet text when ids are made.
_DIRECTIVE = re.compile(r"(?<!:):[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?![A-Za-z0-9_:-])")
_COLON = re.compile(r"\\?:|&(?:colon|#0*58|#[xX]0*3[aA]);")


def heading(node: Heading, context: Context) -> Replacement:
    """Set a heading's id, and take the author's own marker out of its text."""
    node.id = (
        _comment_id(node, context)
        or _classic_id(node, context)
        or context.slugger.slug(heading_text(node, context), maintain_case=context.settings.maintain_case)
    )
    return node


def _comment_id(node: Heading, context: Context) -> str | None:
    """``## Title {/* #id */}``, and ``<!-- #id -->`` where comments are raw HTML."""
    last = node.children[-1] if node.children else None
    if last is None or last.span is None:
        return None
    if isinstance(last, Comment) and context.source.text.startswith("{", last.span.start):
        content = last.value
    elif isinstance(last, Html) and last.value.startswith("<!--") and last.value.endswith("-->"):
        content = last.value[4:-3]
    else:
        return None
    first = content.strip().split(" ")[0]
    if not first.startswith("#") or len(first) == 1:
        return None
    node.children.pop()
    start = last.span.start
    before = node.children[-1] if node.children else None
    if isinstance(before, Text):
        stripped = before.value.rstrip()
        if before.span is not None:
            start = before.span.end - (len(before.value) - len(stripped))
            before.span = Span(before.span.start, start)
        before.value = stripped
        if not stripped:
            node.children.pop()
    node.id_span = Span(start, last.span.end)
    return first[1:]


def _classic_id(node: Heading, context: Context) -> str | None:
    """``## Title {#id}`` (`utils/lib/markdownHeadingIdUtils.js`, ``parseMarkdownHeadingId``)."""
    last = node.children[-1] if node.children else None
    if not isinstance(last, Text):
        return None
    before, mark, rest = last.value.rpartition("{#")
    if not mark or len(rest) < 2 or rest.find("}") != len(rest) - 1 or "\n" in rest:
        return None
    if last.span is not None:
        typed = context.source.slice(last.span).rpartition("{#")[0].removesuffix("\\").rstrip()
        node.id_span = Span(last.span.start + len(typed), last.span.end)
        last.span = Span(last.span.start, node.id_span.start)
    last.value = before.rstrip()
    if not last.value:
        node.children.pop()
    return rest[:-1].strip()


def heading_text(node: Heading, context: Context) -> str:
    """Return the text that a slug is made of, as `mdast-util-to-string` sees it: code and expressions count, as
    typed; the names of directives and raw HTML do not.  Version 2 knows no directives within a line."""
    shown = [child for child in node.children if not isinstance(child, Html)]
    parts: list[str] = []
    stack: list[Node] = (shown or node.children)[::-1]
    while stack:
        one = stack.pop()
        if isinstance(one, Directive) and context.settings.generation == 2 and one.span is not None:
            parts.append(context.typed(*one.span))
        elif isinstance(one, Directive):
            stack.extend((one.label or one.children)[::-1])
        elif isinstance(one, Parent):
            stack.extend(one.children[::-1])
        elif isinstance(one, Image):
            parts.append(one.alt)
        elif isinstance(one, Comment):
            if one.span is not None and context.source.text.startswith("{", one.span.start):
                parts.append(context.typed(one.span.start + 1, one.span.end - 1))
        elif isinstance(one, Text):
            parts.append(_without_directives(one, context))
        else:
            parts.append(getattr(one, "value", ""))
    return "".join(parts)


def _without_directives(node: Text, context: Context) -> str:
    """Return a text without the directives in it that have no label; a colon that is escaped begins none."""
    if ":" not in node.value or context.settings.generation == 2:
        return node.value
    typed = context.source.slice(node.span) if node.span else ""
    escaped = [found[0] != ":" for found in _COLON.finditer(typed)]

    def one(found: re.Match[str]) -> str:
        ordinal = node.value.count(":", 0, found.start())
        return found[0] if ordinal < len(escaped) and escaped[ordinal] else ""

    return _DIRECTIVE.sub(one, node.value)
