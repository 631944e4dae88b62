"""Pairs opening and closing marks among siblings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from migrator.docusaurus.markdown.tokens import Kind, Token
from migrator.nodes import Component, Directive, Element, Node, Span

#: Marks nested deeper than this are text: no page means it, and a tree must stay walkable.
DEEPEST = 100


@dataclass(slots=True, eq=False)
class Mark(Node):
    """An opening or closing mark that waits for its partner."""

    type: ClassVar[str] = "mark"
    token: Token


def partners(nodes: list[Node], *, flow: bool) -> dict[int, int]:
    """Match the marks among ``nodes``: index of the opening one to that of its end.

    A directive whose end is missing ends with its parent or with the directive around it: the value is then the
    index of the first node that is not in it any more, as a negative number less one.
    """
    found: dict[int, int] = {}
    closed = {node.token.name for node in nodes if isinstance(node, Mark) and node.token.kind is Kind.CLOSE}
    stack: list[int] = []
    counts: list[dict[str, int]] = [{}]
    tokens: list[Token] = []
    for index, node in enumerate(nodes):
        if node.__class__ is not Mark:
            continue
        token = node.token
        kind = token.kind
        if kind is Kind.OPEN:
            if token.name in closed and len(stack) < DEEPEST:
                stack.append(index)
                tokens.append(token)
                counts[-1][token.name] = counts[-1].get(token.name, 0) + 1
        elif kind is Kind.CLOSE:
            names = counts[-1]
            if not names.get(token.name):
                continue
            while True:
                opening = tokens.pop()
                opened = stack.pop()
                names[opening.name] -= 1
                if opening.name == token.name:
                    found[opened] = index
                    break
        elif kind is Kind.DIRECTIVE:
            if len(stack) < DEEPEST:
                stack.append(index)
                tokens.append(token)
                counts.append({})
        elif token.opener in tokens:
            while True:
                opening = tokens.pop()
                opened = stack.pop()
                if opening.kind is Kind.DIRECTIVE:
                    counts.pop()
                else:
                    counts[-1][opening.name] -= 1
                if opening is token.opener:
                    found[opened] = index
                    break
                if opening.kind is Kind.DIRECTIVE:
                    found[opened] = -index - 1
    for opened, opening in zip(stack, tokens, strict=True):
        if opening.kind is Kind.DIRECTIVE and flow:
            found[opened] = -len(nodes) - 1
    return found


def assemble(
    nodes: list[Node],
    found: dict[int, int],
    container: Callable[[Token], Element | Component | Directive],
    literal: Callable[[Mark], Node],
    outside: Callable[[Mark], Node] | None = None,
) -> list[Node]:
    """Build the nodes that ``partners`` found; ``literal`` makes a node of a mark that has no partner.

    ``outside`` does so for a mark that is in no container, where that makes a difference.
    """
    top: list[Node] = []
    current = top
    open_: list[tuple[list[Node], Element | Component | Directive, int]] = []
    for index, node in enumerate(nodes):
        while open_ and open_[-1][2] == -index - 1:
            current = _finish(open_, None)
        if node.__class__ is not Mark:
            current.append(node)
        elif index in found:
            token = node.token
            made = container(token)
            current.append(made)
            stop = found[index]
            open_.append((current, made, stop))
            current = made.children
        elif open_ and open_[-1][2] == index:
            current = _finish(open_, node.token)
        else:
            current.append((outside or literal)(node) if not open_ else literal(node))
    while open_:
        current = _finish(open_, None)
    return top


def _finish(open_: list[tuple[list[Node], Element | Component | Directive, int]], token: Token | None) -> list[Node]:
    parent, made, _ = open_.pop()
    opening = made.open or Span(0, 0)
    if token is not None:
        made.close = Span(token.start, token.end)
        made.span = Span(opening.start, token.end)
    else:
        last = made.children[-1].span if made.children else None
        made.span = Span(opening.start, max(opening.end, last.end if last else 0))
    return parent
