"""Pictures that stand in a page by themselves, as image cards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from migrator import nodes as n
from migrator.targets import Asset, Target
from migrator_ghost.image_size import image_size
from migrator_ghost.inlines import InlineWriter
from migrator_ghost.lexical import LexicalNode, image, inline_html

#: Pictures in a row on lines of their own are badges or icons where they are smaller than this, in pixels.
_BADGE = 300


class PictureWriter:
    """Writes image cards; ``spell`` gives a URL as written and as resolved."""

    def __init__(self, spell: Callable[[str, Target | None], str], inlines: InlineWriter) -> None:
        self._spell = spell
        self._inlines = inlines

    def card(self, node: n.Node, href: str = "") -> LexicalNode | None:
        """Return the card of an image, of a link around one, of a figure; ``None`` where it is none, or more."""
        match node:
            case n.Image():
                src = self._spell(node.url, node.target)
                return _card(src, node.alt, node.title or "", _size(node.target), href)
            case n.Link() if not href and (inner := _alone(node.children)) is not None:
                return self.card(inner, self._spell(node.url, node.target))
            case n.Element(name="img"):
                return self._tag(node, href)
            case n.Element(name="a") if not href and node.attributes.keys() <= {"href", "target", "rel"}:
                url, inner = node.attributes.get("href"), _alone(node.children)
                if isinstance(url, str) and inner is not None:
                    return self.card(inner, self._spell(url, node.targets.get("href")))
            case n.Element(name="figure") if not href and not node.attributes.keys() - {"class"}:
                return self._figure(node)
        return None

    def _tag(self, node: n.Element, href: str) -> LexicalNode | None:
        values = {
            name: value.value if isinstance(value, n.Js) and value.static else value
            for name, value in node.attributes.items()
            if name not in ("class", "loading", "decoding")
        }
        src, alt, title = values.pop("src", None), values.pop("alt", ""), values.pop("title", "")
        width, height = _pixels(values.pop("width", None)), _pixels(values.pop("height", None))
        given = {"width", "height"} & node.attributes.keys()
        if values or not isinstance(src, str) or (given and not (width and height)):
            return None  # a width alone, in per cent, a style: an HTML card can say it
        target = node.targets.get("src")
        size = (width, height) if width and height else _size(target)
        return _card(self._spell(src, target), _text(alt), _text(title), size, href)

    def _figure(self, node: n.Element) -> LexicalNode | None:
        """Return the card of a ``<figure>`` that holds an image and its caption."""
        parts = [child for child in _flat(node.children) if not _is_blank(child)]
        caption = ""
        match parts:
            case [_, n.Element(name="figcaption") as told]:
                inlines = self._inlines.write(list(_flat(told.children)))
                if inlines is None:
                    return None
                caption = inline_html(inlines)
                parts.pop()
        card = self.card(parts[0]) if len(parts) == 1 else None
        return {**card, "caption": caption} if card else None

    def split(self, nodes: Sequence[n.Node]) -> list[list[n.Node] | LexicalNode]:
        """Return a paragraph's text in pieces: text, and the cards of pictures on lines of their own."""
        lines = _lines(nodes)
        cards = [self._own_line(line) for line in lines]
        pieces: list[list[n.Node] | LexicalNode] = []
        for index, (line, card) in enumerate(zip(lines, cards, strict=True)):
            beside = any(cards[other] for other in (index - 1, index + 1) if 0 <= other < len(cards))
            if card is not None and not (beside and (card["width"] or 0) < _BADGE):
                pieces.append(card)
            elif pieces and isinstance(pieces[-1], list):
                pieces[-1] += line
            else:
                pieces.append(line)
        return pieces

    def _own_line(self, line: list[n.Node]) -> LexicalNode | None:
        alone = _alone(line)
        return self.card(alone) if alone is not None else None


def caption_of(title: str) -> str:
    """Return a title as the HTML of a caption."""
    return escape(title, quote=False)


def _card(src: str, alt: str, title: str, size: tuple[int, int] | None, href: str) -> LexicalNode | None:
    if src.startswith("data:"):
        return None  # the editor would not keep it (``ImageNode.exportJSON``)
    width, height = size or (None, None)
    return image(src, alt=alt, title=title, width=width, height=height, href=href)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _lines(nodes: Sequence[n.Node]) -> list[list[n.Node]]:
    """Return text cut into lines; each but the last keeps what ends it."""
    lines: list[list[n.Node]] = [[]]
    for node in nodes:
        if isinstance(node, n.Text) and "\n" in node.value:
            *whole, rest = node.value.split("\n")
            for value in whole:
                lines[-1].append(replace(node, value=value + "\n"))
                lines.append([])
            if rest:
                lines[-1].append(replace(node, value=rest))
            continue
        lines[-1].append(node)
        if isinstance(node, n.Break):
            lines.append([])
    return [line for line in lines if line]


def _alone(nodes: Sequence[n.Node]) -> n.Node | None:
    """Return the one node that is no white space; ``None`` where there are several, or none."""
    shown = [node for node in nodes if not _is_blank(node)]
    return shown[0] if len(shown) == 1 else None


def _is_blank(node: n.Node) -> bool:
    return isinstance(node, n.Break) or (isinstance(node, n.Text) and not node.value.strip())


def _flat(nodes: Sequence[n.Node]) -> list[n.Node]:
    """Return nodes with paragraphs, which MDX puts around what stands on lines of its own, taken away."""
    flat: list[n.Node] = []
    for node in nodes:
        flat += node.children if isinstance(node, n.Paragraph) else [node]
    return flat


def _size(target: Target | None) -> tuple[int, int] | None:
    return image_size(target.source) if isinstance(target, Asset) else None


def _pixels(value: object) -> int | None:
    """Return a number of pixels; ``None`` for what is none, per cent for one."""
    if isinstance(value, str) and value.removesuffix("px").isascii() and value.removesuffix("px").isdigit():
        value = int(value.removesuffix("px"))
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
