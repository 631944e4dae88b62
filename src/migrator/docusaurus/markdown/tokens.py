"""What the lexer finds in a page that is not CommonMark."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from migrator.nodes import Attribute


class Kind(Enum):
    """``OPEN`` and ``CLOSE`` are JSX tags, ``VOID`` a tag without content.

    ``LITERAL`` is text that CommonMark would misread (or its ``value``), ``NOTHING`` what has no meaning at all.
    """

    OPEN = auto()
    CLOSE = auto()
    VOID = auto()
    EXPRESSION = auto()
    COMMENT = auto()
    ESM = auto()
    DIRECTIVE = auto()
    DIRECTIVE_END = auto()
    MATH = auto()
    AUTOLINK = auto()
    LITERAL = auto()
    NOTHING = auto()


@dataclass(slots=True, eq=False)
class Token:
    """A find at ``start`` to ``end`` of the text.

    ``flow`` says that it stands on a line of its own.  ``name`` is a tag's or a directive's; ``value`` the text inside.
    A directive has a ``level`` (its colons) and maybe the range of its ``label``; a directive's end its ``opener``.
    """

    kind: Kind
    start: int
    end: int
    flow: bool = False
    name: str = ""
    value: str = ""
    attributes: dict[str, Attribute] = field(default_factory=dict)
    level: int = 0
    label: tuple[int, int] | None = None
    opener: Token | None = None


class Edit(NamedTuple):
    """A change that the projection makes to the text."""

    start: int
    end: int
    text: str


class Region(NamedTuple):
    """Running text; ``quoted`` is the number of quotes whose marks its later lines begin with."""

    start: int
    end: int
    quoted: int = 0
    heading: bool = False
    table: bool = False
