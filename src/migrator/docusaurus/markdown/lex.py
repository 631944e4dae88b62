"""Finds what is not CommonMark in a page: ESM, tags, expressions, comments, directives, math, bare URLs."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import attrgetter

from migrator.docusaurus.markdown.blocks import Blocks
from migrator.docusaurus.markdown.inline import Inlines
from migrator.docusaurus.markdown.mdx1_emphasis import emphasis_tokens, literal_marks
from migrator.docusaurus.markdown.mdx1_jsx import inside
from migrator.docusaurus.markdown.settings import Settings
from migrator.docusaurus.markdown.tags import Budget
from migrator.docusaurus.markdown.tokens import Edit, Region, Token


@dataclass(slots=True)
class Lexed:
    """Tokens and edits, each in the order of the text; ``problems`` are offsets with messages."""

    tokens: list[Token] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def lex(text: str, start: int, settings: Settings) -> Lexed:
    """Lex the page whose body begins at ``start``."""
    budget = Budget(len(text) - start)
    blocks = Blocks(text, start, settings, budget)
    inlines = Inlines(blocks.readable, settings, budget, blocks.jsx)
    for region in blocks.regions:
        inlines.read(region)
        if settings.format == "mdx" and settings.generation == 2:
            marks = literal_marks if inside(blocks.jsx, region.end - 1) else emphasis_tokens
            inlines.tokens += marks(blocks.readable(region.quoted), region)
    tokens = blocks.tokens
    if inlines.tokens:
        tokens = sorted(tokens + inlines.tokens, key=attrgetter("start"))
    edits = blocks.edits
    if inlines.edits:
        edits = sorted([*edits, *inlines.edits.values()])
    return Lexed(tokens, edits, inlines.problems)


def lex_inline(text: str, start: int, end: int, settings: Settings) -> Lexed:
    """Lex a piece of running text."""
    inlines = Inlines(lambda _: text, settings, Budget(end - start))
    inlines.read(Region(start, end))
    return Lexed(inlines.tokens, sorted(inlines.edits.values()), inlines.problems)
