"""Pairs the tags and directives that stand among blocks, and takes JSX out of paragraphs that hold nothing else."""

from __future__ import annotations

from migrator.docusaurus.markdown.pairing import Mark, assemble, partners
from migrator.docusaurus.markdown.token_nodes import TokenNodes
from migrator.docusaurus.markdown.tokens import Kind
from migrator.nodes import Comment, Component, Element, Expression, Node, Paragraph, Span, Text

_JSX = (Element, Component, Expression, Comment)


def unravelled(paragraph: Paragraph) -> list[Node] | None:
    """Return the JSX of a paragraph that holds nothing else (`@mdx-js/mdx`, remark-mark-and-unravel), ``None`` else."""
    children = paragraph.children
    if not children or not isinstance(children[0], _JSX):
        return None
    made: list[Node] = []
    for child in children:
        if isinstance(child, _JSX):
            made.append(child)
        elif not isinstance(child, Text) or child.value.strip():
            return None
    for child in made:
        if isinstance(child, _JSX):
            child.inline = False
    return made


def pair_blocks(blocks: list[Node], nodes: TokenNodes) -> list[Node]:
    """Pair the marks among ``blocks``; tags that open or close a paragraph may have their partner outside of it."""
    sequence: list[Node] = []
    homes: set[int] = set()  # where marks stand that were in a paragraph
    pending = False
    for block in blocks:
        if not isinstance(block, Paragraph) or not any(child.__class__ is Mark for child in block.children):
            sequence.append(block)
            continue
        pending = True
        children = block.children
        first, last = 0, len(children)
        while first < last and _is_mark(children[first], Kind.OPEN):
            homes.add(len(sequence))
            sequence.append(children[first])
            first += 1
        while last > first and _is_mark(children[last - 1], Kind.CLOSE):
            last -= 1
        sequence.append(block)
        for closing in children[last:]:
            homes.add(len(sequence))
            sequence.append(closing)
    found = partners(sequence, flow=True)
    if pending:
        sequence, found = _hoist(sequence, found, homes, nodes)
    return assemble(sequence, found, nodes.container, nodes.literal_flow)


def _hoist(
    sequence: list[Node], found: dict[int, int], homes: set[int], nodes: TokenNodes
) -> tuple[list[Node], dict[int, int]]:
    """Take paired marks out of their paragraphs, and leave the others there as text."""
    taken = set(found) | {stop for stop in found.values() if stop >= 0}
    hoisted = {id(sequence[index]) for index in homes if index in taken}
    kept: list[Node] = []
    numbers: list[int] = []
    for index, node in enumerate(sequence):
        numbers.append(len(kept))
        if index in homes and index not in taken:
            continue
        if isinstance(node, Paragraph) and any(child.__class__ is Mark for child in node.children):
            left = [child for child in node.children if id(child) not in hoisted]
            node.children = [nodes.literal(child) if isinstance(child, Mark) else child for child in left]
            kept.extend(_trimmed(node))
            continue
        if isinstance(node, Mark) and index in taken:
            node.token.flow = True
        kept.append(node)
    numbers.append(len(kept))
    moved = {numbers[opened]: numbers[stop] if stop >= 0 else -numbers[-stop - 1] - 1 for opened, stop in found.items()}
    return kept, moved


def _trimmed(paragraph: Paragraph) -> list[Node]:
    """What is left of a paragraph when tags at its ends were taken out: lines of JSX, then the rest."""
    children = paragraph.children
    if children and isinstance(children[0], Text):
        _trim_start(children[0])
    if children and isinstance(children[-1], Text):
        _trim_end(children[-1])
    children = [child for child in children if not isinstance(child, Text) or child.value]
    top: list[Node] = []
    while children and isinstance(jsx := children[0], _JSX):
        following = children[1] if len(children) > 1 else None
        if following is not None and not (isinstance(following, Text) and following.value.startswith("\n")):
            break
        jsx.inline = False
        top.append(jsx)
        children = children[1:]
        if isinstance(following, Text):
            _trim_start(following)
            if not following.value:
                children = children[1:]
    if children:
        paragraph.children = children
        first, last = children[0].span, children[-1].span
        if first and last:
            paragraph.span = Span(first.start, last.end)
        top.append(paragraph)
    return top


def _is_mark(node: Node, kind: Kind) -> bool:
    return isinstance(node, Mark) and node.token.kind is kind


def _trim_start(text: Text) -> None:
    cut = len(text.value) - len(text.value.lstrip())
    text.value = text.value[cut:]
    if text.span:
        text.span = Span(min(text.span.start + cut, text.span.end), text.span.end)


def _trim_end(text: Text) -> None:
    cut = len(text.value) - len(text.value.rstrip())
    text.value = text.value[: len(text.value) - cut]
    if text.span:
        text.span = Span(text.span.start, max(text.span.end - cut, text.span.start))
