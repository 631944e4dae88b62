"""What a component showed on the stage, as JSON tells it, and as nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from migrator.nodes import Attribute, Component, Element, Js, Node, Span, Text

#: Elements that stand inside a line.
IN_LINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "br", "button", "cite", "code", "data", "del", "dfn", "em", "i", "img"),
        *("input", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "svg"),
        *("time", "u", "var", "wbr"),
    )
)
#: What is seen without a word in it.
_SEEN = frozenset(["audio", "canvas", "embed", "iframe", "img", "input", "object", "picture", "svg", "video"])
_CSS = frozenset({"style", "script"})


@dataclass(frozen=True, slots=True)
class Picture:
    """What a component shows: the tree as ``react.js`` tells it.

    ``unknown`` names what packages would have drawn, ``moves`` what there is beyond the first picture (state, events).
    """

    tree: list[Any]
    unknown: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    title: str | None = None
    description: str | None = None

    def nodes(self, slots: Sequence[Sequence[Node]] = (), span: Span | None = None) -> list[Node]:
        """Return the tree as nodes, in JSX's spelling.  ``slots`` are what the author wrote, by number."""
        return _nodes(self.tree, slots, span)

    @property
    def slots(self) -> list[int]:
        """The numbers of what the author wrote, as often as each is to be seen."""
        return [int(one["s"]) for one in _walk(self.tree) if isinstance(one, dict) and "s" in one]

    @property
    def text(self) -> str:
        """The text that is to be seen, but for that of slots: pieces, in no order."""
        return "\n".join(one for one in _walk(self.tree) if isinstance(one, str))

    @property
    def itself(self) -> bool:
        """Whether it is nothing but a component of the theme, which stays itself."""
        return len(self.tree) == 1 and isinstance(self.tree[0], dict) and "k" in self.tree[0]

    @property
    def shows_something(self) -> bool:
        """Whether there is anything that a reader sees."""
        return any(
            one.strip() if isinstance(one, str) else "s" in one or "k" in one or one.get("t") in _SEEN
            for one in _walk(self.tree)
        )

    @property
    def lacks(self) -> str:
        """Say what is missing in the picture, "" for nothing."""
        parts = []
        if self.unknown:
            parts.append(
                f"{', '.join(self.unknown[:5])} {'is' if len(self.unknown) == 1 else 'are'} not the site's own"
            )
        if self.moves:
            parts.append(f"{', '.join(self.moves[:5])} {'does' if len(self.moves) == 1 else 'do'} nothing any more")
        return "; ".join(parts)


def _walk(tree: list[Any]) -> list[Any]:
    """Return everything in the tree that is shown."""
    found: list[Any] = []
    pending = list(tree)
    while pending:
        one = pending.pop()
        if isinstance(one, dict):
            if one.get("t") in _CSS:
                continue
            pending += one.get("c", ())
        found.append(one)
    return found


def _nodes(tree: list[Any], slots: Sequence[Sequence[Node]], span: Span | None) -> list[Node]:
    made: list[Node] = []
    for one in tree:
        if isinstance(one, str):
            made.append(Text(one, plain=False, span=span))
        elif "s" in one:
            made += slots[one["s"]]
        else:
            children = _nodes(one["c"], slots, span)
            attributes = _attributes(one["a"])
            if "k" in one:
                made.append(Component(children, name=one["k"], attributes=attributes, module=one["m"], span=span))
            else:
                inline = one["t"] in IN_LINE
                made.append(Element(children, name=one["t"], attributes=attributes, inline=inline, span=span))
    return made


def _attributes(given: Mapping[str, object]) -> dict[str, Attribute]:
    return {
        name: value if isinstance(value, str) else Js("", True, value)
        for name, value in given.items()
        if not (isinstance(value, dict) and "\0" in value)
    }
