"""Code blocks, images' texts, destinations: what is told from the source beside the parser's events."""

from __future__ import annotations

import re

from migrator.docusaurus.markdown.pairing import Mark
from migrator.nodes import Break, Code, Expression, Image, InlineCode, InlineMath, Node, Span, Text

_DESTINATION = re.compile(
    r"\]\(\s*(?:<((?:[^<>\n\\]|\\.)*)>|(\S*?))"
    r"(?:\s+(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)\Z",
    re.S,
)
_TRIES = 20


def destination(source: str, start: int, end: int) -> Span | None:
    """The span of the destination in the inline link that fills ``start`` to ``end``."""
    at = end
    for _ in range(_TRIES):
        at = source.rfind("](", start, at)
        if at < 0:
            break
        found = _DESTINATION.match(source, at, end)
        if found:
            return Span(*found.span(1 if found[1] is not None else 2))
    return None


def normal_identifier(label: str) -> str:
    """The identifier of a label, as mdast has it."""
    return " ".join(label.split()).lower()


def alt_text(nodes: list[Node], source: str) -> str:
    """What a reader sees of an image's text."""
    parts: list[str] = []
    for top in nodes:
        for node in top.walk():
            if isinstance(node, Text | InlineCode | InlineMath):
                parts.append(node.value)
            elif isinstance(node, Image):
                parts.append(node.alt)
            elif isinstance(node, Break):
                parts.append("\n")
            elif isinstance(node, Mark | Expression) and node.span:
                parts.append(source[node.span.start : node.span.end])
    return "".join(parts)


def fenced_code(source: str, span: Span, info: str, value: str) -> Code:
    """The node of fenced code at ``span``, whose info string says ``info``."""
    if source[span.end : span.end + 1].strip():  # it ends before the directive's line that closes it
        span = Span(span.start, span.start + len(source[span.start : source.rfind("\n", 0, span.end)].rstrip()))
    char = source[span.start : span.start + 1]
    at = span.start
    while at < span.end and source[at] == char:
        at += 1
    stop = source.find("\n", at, span.end)
    typed = source[at : span.end if stop < 0 else stop]
    body = typed.strip()
    begin = at + typed.index(body) if body else at
    words = info.strip().split(None, 1)
    return Code(
        value.removesuffix("\n"),
        lang=words[0] if words else None,
        meta=words[1] if len(words) > 1 else None,
        info=Span(begin, begin + len(body)),
        span=span,
    )
