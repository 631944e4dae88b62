"""Makes nodes of tokens."""

from __future__ import annotations

from collections.abc import Callable

from migrator.docusaurus.markdown.pairing import Mark
from migrator.docusaurus.markdown.tags import VOID
from migrator.docusaurus.markdown.tokens import Kind, Token
from migrator.nodes import (
    Comment,
    Component,
    Directive,
    Element,
    Esm,
    Expression,
    InlineMath,
    Math,
    Node,
    Paragraph,
    Span,
    Text,
)


class TokenNodes:
    """Makes nodes of the tokens of ``source``.

    ``inline`` parses a range of it as running text; ``problems`` collects offsets and what is wrong there.
    """

    def __init__(self, source: str, inline: Callable[[int, int], list[Node]], problems: list[tuple[int, str]]) -> None:
        self.source = source
        self.inline = inline
        self.problems = problems

    def leaf(self, token: Token, *, inline: bool) -> Node:
        """The node of a token that stands alone."""
        span = Span(token.start, token.end)
        kind = token.kind
        if kind is Kind.COMMENT:
            return Comment(token.value, inline=inline, span=span)
        if kind is Kind.ESM:
            return Esm(token.value, span=span)
        if kind is Kind.EXPRESSION:
            return Expression(token.value, inline=inline, span=span)
        if kind is Kind.MATH:
            return InlineMath(token.value, span=span) if inline else Math(token.value, span=span)
        node = self.container(token)
        node.span = span
        if not inline and isinstance(node, Element | Component):
            node.inline = False
        return node

    def container(self, token: Token) -> Element | Component | Directive:
        """The node of an opening mark, without its children."""
        opening = Span(token.start, token.end)
        if token.kind is Kind.DIRECTIVE:
            attributes = {name: str(value) for name, value in token.attributes.items()}
            directive = Directive(name=token.name, attributes=attributes, level=token.level, open=opening)
            if token.flow and token.label is not None:
                directive.label = self.inline(*token.label)
            return directive
        name = token.name
        first = name[:1]
        if not name or ("." not in name and not first.isupper()):
            return Element(name=name, attributes=token.attributes, inline=not token.flow, open=opening)
        return Component(name=name, attributes=token.attributes, inline=not token.flow, open=opening)

    def literal(self, mark: Mark) -> Node:
        token = mark.token
        if _is_void(mark):
            return self.void(token, inline=True)
        self.problems.append((token.start, "A tag without its partner is kept as text."))
        return Text(self.source[token.start : token.end], plain=False, span=mark.span)

    def void(self, token: Token, *, inline: bool) -> Node:
        """An element of HTML that has no content, and no slash that says so."""
        self.problems.append((token.start, f"<{token.name}> has no slash; it is taken for an empty element."))
        return self.leaf(token, inline=inline)

    def unpaired(self, mark: Mark) -> Node:
        """A mark without a partner in its paragraph: it may have one in another."""
        return self.void(mark.token, inline=True) if _is_void(mark) else mark

    def literal_flow(self, mark: Mark) -> Node:
        if mark.token.kind is Kind.DIRECTIVE_END:
            text = self.source[mark.token.start : mark.token.end]
            return Paragraph([Text(text, span=mark.span)], span=mark.span)
        if _is_void(mark):
            return self.void(mark.token, inline=False)
        return Paragraph([self.literal(mark)], span=mark.span)


def _is_void(mark: Mark) -> bool:
    return mark.token.kind is Kind.OPEN and mark.token.name in VOID
