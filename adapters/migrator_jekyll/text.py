"""Running text that kramdown reads in another way than CommonMark: what must be escaped, or spelled in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5, name2codepoint

from migrator import nodes as n
from migrator.writers.patch.tags import only_html

#: An edit: where, how many characters, what comes in their place.
Edit = tuple[int, int, str]

#: Tags whose content kramdown reads as Markdown inside text (``HTML_CONTENT_MODEL``); it leaves that of others alone.
PARSED_TAG = re.compile(
    "a|abbr|acronym|b|bdo|big|button|cite|del|dfn|em|i|ins|label|q|rb|rbc|rp|rt|rtc|ruby|select|small|span|strong|sub|sup|tt"
)
#: What may mean something in a block of text: found first, in one search, for most blocks have none of it.
_SUSPECT = re.compile(
    r"[|*`_]|!\[|\](?:\(|:)|\{:|\$\$|~~|^[ \t>]*(?:[:^]|\d+\.)|\A[:^\d]|\\[&,/;?@%^\\]|&[A-Za-z]\w*;", re.M
)
_PIECE = re.compile(
    r"(?P<escaped>\\[&,/;?@%^])|(?P<slash>\\\\(?=\r?\n))|(?P<typed>\\.)|(?P<pipe>\|)|(?P<tick>`)|(?P<link>\]\()|"
    r"(?P<mark>\*+|_+)|(?P<brace>\{:)|(?P<math>\$\$)|(?P<strike>~~)|(?P<entity>&[A-Za-z]\w*;)",
    re.S,
)
_MARK = re.compile(r"[\\|`\]*_{$~&:^\d+-]")
#: What kramdown takes for the beginning of another block at a line's start.
_START = re.compile(
    r"[ \t>]*(?:(?P<end>\^)(?=[ \t]*$)|(?P<mark>:(?=[ \t|])|[-+*](?=\|)|\*(?=\[[^\n]+?\]:))|\d+(?P<dot>\.)(?=[ \t|])|"
    r"\[[^\n\]]+\](?P<colon>:))",
    re.M,
)
_MAYBE_START = re.compile(r"(?:\A|\n)[ \t>]*[-+*:^\d\[]")
_NEWLINE = re.compile("\n")
#: What kramdown takes a backslash away from in an image's text (``ESCAPED_CHARS``), and what it would read there.
_ESCAPED = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")
_TAG = re.compile(r"<[\w/!]")
_READ_IN_ALT = re.compile(r"[\\`*_<>\[\]|$]|&(?=#?\w+;)")


@dataclass(slots=True)
class _Leaf:
    """What is in a block of text.  ``typed`` has each text that may need escapes, with the emphasis marks around."""

    typed: list[tuple[n.Text, str]] = field(default_factory=list)
    emphases: list[tuple[n.Emphasis | n.Strong, bool]] = field(default_factory=list)
    links: list[n.Link | n.Image] = field(default_factory=list)
    code: list[n.Span] = field(default_factory=list)

    def walk(self, text: str, nodes: list[n.Node], around: str, types: tuple[str, ...]) -> None:
        for node in nodes:
            if node.span is None:
                continue
            if isinstance(node, n.Text):
                if node.plain and _MARK.search(text, node.span.start, node.span.end):
                    self.typed.append((node, around))
            elif isinstance(node, n.Emphasis | n.Strong):
                self.emphases.append((node, node.type in types))
                self.walk(text, node.children, around + text[node.span.start], (*types, node.type))
            elif isinstance(node, n.InlineCode):
                self.code.append(node.span)
            elif isinstance(node, n.Image):
                self.links.append(node)
            elif isinstance(node, n.Element) and not PARSED_TAG.fullmatch(node.name) and only_html(node.children):
                if node.name == "code":
                    self.code.append(node.span)
            elif isinstance(node, n.Parent):
                if isinstance(node, n.Link):
                    self.links.append(node)
                self.walk(text, node.children, around, types)


def escapes(text: str, block: n.Parent, *, cell: bool = False) -> tuple[list[Edit], bool]:
    """Return the edits that a paragraph, a heading or a table's cell needs, and whether it would still be taken for a
    table."""
    span = block.span
    if span is None or not _SUSPECT.search(raw := text[span.start : span.end]):
        return [], False
    leaf = _Leaf()
    leaf.walk(text, block.children, "", ())
    table = "|" in raw and isinstance(block, n.Paragraph) and not cell and _is_table(text, span, leaf.code)
    edits = [*_pieces(text, span.end, leaf, table=table, cell=cell), *_emphases(text, leaf)]
    if isinstance(block, n.Paragraph) and _MAYBE_START.search(raw):
        edits += _starts(text, span, leaf)
    for node in leaf.links:
        edits += _in_link(text, node, table=table)
    if not table:
        return edits, False
    done = [*leaf.code, *(n.Span(at, at + max(length, 1)) for at, length, _ in edits)]
    return edits, _is_table(text, span, done)


def _is_table(text: str, span: n.Span, without: list[n.Span]) -> bool:
    """Tell whether each line has a bar, what is in ``without`` not counted (``TABLE_LINE``)."""
    parts, at = [], span.start
    for start, end in sorted(without):
        parts += [text[at : max(at, start)], " "]
        at = max(at, end)
    parts.append(text[at : span.end])
    return all(re.search(r"(?<!\\)\|", line) for line in "".join(parts).split("\n"))


def _pieces(text: str, end: int, leaf: _Leaf, *, table: bool, cell: bool) -> Iterator[Edit]:
    last = dict.fromkeys("*_", 0)
    for node, _ in leaf.emphases:
        if node.span and text[node.span.start] in last:
            last[text[node.span.start]] = max(last[text[node.span.start]], node.span.end)
    found_pieces = [
        (found, around)
        for node, around in leaf.typed
        if node.span
        for found in _PIECE.finditer(text, node.span.start, node.span.end)
    ]
    for found, _ in found_pieces:
        if found.lastgroup == "mark":
            last[found[0][0]] = max(last[found[0][0]], found.end())
    escaped: set[str] = set()
    for found, around in found_pieces:
        at, kind, piece = found.start(), found.lastgroup, found[0]
        if kind == "escaped":
            yield at, len(piece), piece[1:].replace("&", "&amp;")
        elif kind == "slash":
            yield at, 2, "&#92;"
        elif (kind == "tick" or piece == "\\`") and cell:
            yield at, len(piece), "&#96;"  # cells are told apart before anything but code is read
        elif kind == "mark":
            opens = _may_open(text, at, found.end()) and last[piece[0]] > found.end()
            if opens or piece in escaped or _may_close(text, found, around):
                escaped.add(piece)  # and its like behind it, for the eye
                yield at, len(piece), "".join("\\" + char for char in piece)
        elif kind == "link":
            yield at + 1, 0, "\\"
        elif kind in ("brace", "tick") or (kind == "pipe" and table):
            yield at, 0, "\\"
        elif kind == "math":
            yield at, 2, "\\$\\$"
        elif kind == "strike":
            if text[at + 2 : at + 3].strip(" \t\r\n~") and "~~" in text[at + 2 : end]:
                yield at, 2, "\\~\\~"
        elif kind == "entity" and piece[1:-1] not in name2codepoint:
            yield at, len(piece), html5.get(piece[1:], piece)


def _may_open(text: str, start: int, end: int) -> bool:
    """Tell whether kramdown may begin an emphasis at a run of marks (``parser/kramdown/emphasis.rb``)."""
    after = text[end : end + 1]
    return bool(after) and not after.isspace() and (text[start] == "*" or not _behind_letter(text, start))


def _may_close(text: str, found: re.Match[str], around: str) -> bool:
    """Tell whether kramdown may end one of the emphases around at a run of marks."""
    mark = found[0][0]
    if mark not in around or text[found.start() - 1].isspace():
        return False
    return mark == "*" or not text[found.end() : found.end() + 1].isalnum()


def _behind_letter(text: str, at: int) -> bool:
    return text[at - 1 : at].isalpha() or (text[at - 1 : at] == "-" and text[at - 2 : at - 1].isalpha())


def _emphases(text: str, leaf: _Leaf) -> Iterator[Edit]:
    """Spell in HTML the emphasis inside of such a one, and that of ``_`` behind a letter's hyphen."""
    for node, nested in leaf.emphases:
        span = node.span
        if span is None or text[span.start] not in "*_":
            continue
        if nested or (text[span.start] == "_" and _behind_letter(text, span.start)):
            name, length = ("strong", 2) if isinstance(node, n.Strong) else ("em", 1)
            yield span.start, length, f"<{name}>"
            yield span.end - length, length, f"</{name}>"


def _starts(text: str, span: n.Span, leaf: _Leaf) -> Iterator[Edit]:
    """Escape what would begin another block; on the first line that is also the definition of a link."""
    typed = [node.span for node, _ in leaf.typed if node.span]
    for at in (span.start, *(found.end() for found in _NEWLINE.finditer(text, span.start, span.end))):
        found = _START.match(text, at, span.end)
        if found is None or (found["colon"] and at > span.start):
            continue
        place = found.start(found.lastgroup or 0)
        if any(start <= place < end for start, end in typed):
            yield (place, 1, "&#94;") if found["end"] else (place, 0, "\\")


def _in_link(text: str, node: n.Link | n.Image, *, table: bool) -> Iterator[Edit]:
    """Spell the parts of an inline link that kramdown takes as they stand: an image's text, a title."""
    if node.span is None or node.url_span is None:
        return
    if isinstance(node, n.Image):
        start, end = node.span.start + 2, text.rfind("]", node.span.start, node.url_span.start)
        raw = text[start:end]
        shown = " ".join(unescape(_ESCAPED.sub(r"\1", raw)).split())
        if shown != " ".join(node.alt.split()) or _TAG.search(raw) or (table and "|" in raw):
            yield start, end - start, _READ_IN_ALT.sub(_in_alt, node.alt.replace("\n", " "))
    if table and "|" in text[slice(*node.url_span)]:
        yield node.url_span.start, node.url_span.end - node.url_span.start, node.url.replace("|", "%7C")
    start = node.url_span.end + text.startswith(">", node.url_span.end)
    raw = text[start : node.span.end - 1]
    if raw.strip() and (not node.title or "\\" in raw or raw.lstrip().startswith("(") or (table and "|" in raw)):
        yield start, len(raw), spelled_title(node.title or "")


def _in_alt(found: re.Match[str]) -> str:
    return "&amp;" if found[0] == "&" else "\\" + found[0]


def spelled_title(value: str) -> str:
    """Return a link's title with the space before it; kramdown knows no escapes there, but entities."""
    value = value.replace('"', "&quot;").replace("|", "&#124;").replace("\n", " ")
    return f' "{value}"' if value else ""
