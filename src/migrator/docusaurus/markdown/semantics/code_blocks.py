"""Code blocks: the info string, magic comments, diagrams (`theme-common/lib/utils/codeBlockUtils.js`)."""

from __future__ import annotations

import re
from functools import lru_cache

from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.docusaurus.markdown.semantics.npm2yarn import manager_tabs
from migrator.docusaurus.markdown.settings import MagicComment
from migrator.nodes import Code, Diagram, Node, Span

Ranges = list[tuple[int, int]]

_TITLE = re.compile(r"""title=(["'])(.*?)\1""")
_RANGES = re.compile(r"\{([\d,-]+)\}")
_RANGE = re.compile(r"(-?\d{1,9})-(-?\d{1,9})")
_LEADING_INTEGER = re.compile(r"\s*(\d{1,9})")

#: Comment styles, as patterns of what opens and what closes them.
_STYLES = {
    "js": (r"//", ""),
    "jsBlock": (r"/\*", r"\*/"),
    "jsx": (r"\{\s*/\*", r"\*/\s*\}"),
    "bash": ("#", ""),
    "html": ("<!--", "-->"),
    "lua": ("--", ""),
    "wasm": (";;", ""),
    "tex": ("%", ""),
    "vb": ("['‘’]", ""),
    "vbnet": (r"(?:_\s*)?['‘’]", ""),
    "rem": (r"[Rr][Ee][Mm]\b", ""),
    "f90": ("!", ""),
    "ml": (r"\(\*", r"\*\)"),
    "cobol": (r"\*>", ""),
}
_LONGEST_META = 10_000
_LONGEST_COMMENT = 1_000
_POPULAR = ("js", "jsBlock", "jsx", "bash", "html")
_STYLES_OF = {
    language: styles
    for languages, styles in {
        "js javascript ts typescript": ("js", "jsBlock"),
        "jsx tsx": ("js", "jsBlock", "jsx"),
        "html": ("js", "jsBlock", "html"),
        "python py bash": ("bash",),
        "markdown md": ("html", "jsx", "bash"),
        "tex latex matlab": ("tex",),
        "lua haskell": ("lua",),
        "sql": ("lua", "jsBlock"),
        "wasm": ("wasm",),
        "vb vba visual-basic": ("vb", "rem"),
        "vbnet": ("vbnet", "rem"),
        "batch": ("rem",),
        "basic": ("rem", "f90"),
        "fsharp": ("js", "ml"),
        "ocaml sml": ("ml",),
        "fortran": ("f90",),
        "cobol": ("cobol",),
    }.items()
    for language in languages.split()
}


def code(node: Code, context: Context) -> Replacement:
    """Read a code block's info string and magic comments; a Mermaid block is a diagram, one for npm is tabs."""
    if node.lang == "mermaid" and context.settings.mermaid:
        return Diagram(node.value, span=node.span)
    if context.settings.npm2yarn and (tabs := manager_tabs(node, context.settings.npm2yarn)):
        return tabs
    read_meta(node, context)
    return node


def read_meta(node: Code, context: Context) -> None:
    """Fill what a code block's ``meta`` and magic comments say."""
    meta = (node.meta or "")[:_LONGEST_META]
    magic = context.settings.magic_comments
    if meta:
        words = meta.split(" ")
        title = _TITLE.search(meta)
        node.title = (title[2] if title else None) or _title_word(words, context) or node.title
        node.live = "live" in words
        node.line_numbers = next(
            (_first_number(w) for w in words if w.startswith("showLineNumbers")), node.line_numbers
        )
        ranges = _RANGES.search(meta)
        if ranges and magic:
            node.highlighted = _merged(_parse_ranges(ranges[1]))
            return
    if magic and any(word in node.value for word in _words(magic)):
        _take_magic_comments(node, magic, context)


def _title_word(words: list[str], context: Context) -> str | None:
    """Return the title as MDX 1 has it: each word of the info string is a property, its quotes are part of it."""
    if context.settings.generation != 2:
        return None
    return next((word.split("=")[1] for word in reversed(words) if word.startswith("title=")), None)


def _first_number(word: str) -> int | None:
    if not word.startswith("showLineNumbers="):
        return 1
    found = _LEADING_INTEGER.match(word[len("showLineNumbers=") :])
    return int(found[1]) if found else None


def _parse_ranges(text: str) -> Ranges:
    """Return the ranges of ``1,3-5`` as `parse-numeric-range` reads them; lines count from 1."""
    ranges: Ranges = []
    for part in text.split(","):
        found = _RANGE.fullmatch(part)
        if found:
            ranges.append((min(int(found[1]), int(found[2])), max(int(found[1]), int(found[2]))))
        elif part.isdecimal() and len(part) < 10:
            ranges.append((int(part), int(part)))
    return [(max(start, 1), end) for start, end in ranges if end > 0]


def _merged(ranges: Ranges) -> Ranges:
    merged: Ranges = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=64)
def _words(magic: tuple[MagicComment, ...]) -> tuple[str, ...]:
    return tuple(w for one in magic for w in (one.line, one.block_start, one.block_end) if w)


@lru_cache(maxsize=256)
def _pattern(language: str, magic: tuple[MagicComment, ...]) -> re.Pattern[str]:
    """Return what a line with nothing but a magic comment looks like in a language."""
    words = "|".join(re.escape(word) for word in _words(magic))
    styles = (_STYLES[name] for name in _STYLES_OF.get(language, _POPULAR))
    patterns = "|".join(rf"{opening}\s*({words})\s*{closing}" for opening, closing in styles)
    return re.compile(patterns)


def _take_magic_comments(node: Code, magic: tuple[MagicComment, ...], context: Context) -> None:
    pattern = _pattern((node.lang or "text").lower(), magic)
    next_line = {one.line: one.class_name for one in magic if one.line}
    starts = {one.block_start: one.class_name for one in magic if one.block_start}
    ends = {one.block_end: one.class_name for one in magic if one.block_end}
    open_at: dict[str, int] = {}
    found: dict[str, Ranges] = {}
    kept: list[str] = []
    taken: list[int] = []
    for index, line in enumerate(node.value.split("\n")):
        comment = line.strip()
        match = pattern.fullmatch(comment) if len(comment) < _LONGEST_COMMENT else None
        if match is None:
            kept.append(line)
            continue
        taken.append(index)
        word = next(group for group in match.groups() if group is not None)
        number = len(kept) + 1
        if word in next_line:
            found.setdefault(next_line[word], []).append((number, number))
        elif word in starts:
            open_at[starts[word]] = number
        elif word in ends:
            start, end = open_at.get(ends[word], 1), number - 1
            found.setdefault(ends[word], []).append((min(start, end), max(start, end)))
    if not taken:
        return
    node.value = "\n".join(kept)
    node.dropped = _source_lines(node, taken, context)
    marks = {name: _merged(ranges) for name, ranges in found.items()}
    node.highlighted = marks.pop(magic[0].class_name, [])
    node.marks = marks


def _source_lines(node: Node, indexes: list[int], context: Context) -> list[Span]:
    """Return the whole source lines that hold the given lines of a fenced block's code."""
    if node.span is None or not isinstance(node, Code) or not node.fenced:
        return []
    text = context.source.text
    spans: list[Span] = []
    wanted = set(indexes)
    start = text.find("\n", node.span.start) + 1
    for index in range(max(indexes) + 1):
        end = text.find("\n", start) + 1 or len(text)
        if index in wanted:
            spans.append(Span(start, end))
        start = end
    return spans
