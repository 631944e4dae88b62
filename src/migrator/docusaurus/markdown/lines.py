"""What the lines of a page can begin with."""

from __future__ import annotations

import re
from functools import lru_cache

#: A line that begins with none of these is running text.
SPECIAL = frozenset(" \t\r>*+-0123456789`~<{:$#ei[|=_")
PREFIX = re.compile(r"[ \t>]*")
SPACES = re.compile(r"[ \t]*")
MARKER = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|\r?$)", re.M)
THEMATIC = re.compile(r"(?:-[ \t]*){3,}\r?$|(?:\*[ \t]*){3,}\r?$|(?:_[ \t]*){3,}\r?$", re.M)
FENCE = re.compile(r"(`{3,})[^`\n]*$|(~{3,})", re.M)
HEADING = re.compile(r"#{1,6}(?=[ \t]|\r?$)", re.M)
SETEXT = re.compile(r"(?:=+|-+)[ \t]*\r?$", re.M)
CLOSING = re.compile(r"[ \t]*(:{3,})[ \t]*\r?$", re.M)
SAME_COLONS = re.compile(r"(:{3,})")
COLONS = re.compile(r"^[ \t>]*(:{3,})[ \t]*\r?$", re.M)
DEFINITION = re.compile(
    r"\[(?:[^\[\]\\\n]|\\.)+\]:[ \t]*(?:\r?\n[ \t]*)?(?:<[^<>\n]*>|[^\s<]\S*)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\r?$",
    re.M,
)
DELIMITERS = re.compile(r":?-+:?[ \t]*\|[-:| \t]*\r?$", re.M)
DELIMITER_ROW = re.compile(r"\|[ \t]*:?-[-:| \t]*\r?$|" + DELIMITERS.pattern, re.M)
FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*")
ESM = re.compile(r"(?:import|export) ")
BLANK_LINE = re.compile(r"\n[ \t\r]*(?:\n|$)")
MATH = re.compile(r"(\${2,})[^$\n]*$", re.M)
QUOTES = re.compile(r"(?:[ \t]*> ?)*")


@lru_cache(256)
def fence_end(char: str, size: int) -> re.Pattern[str]:
    """A pattern for the line that closes a fence."""
    return re.compile(rf"^[ \t>]*{re.escape(char)}{{{size},}}[ \t]*\r?$", re.M)


def unquoted(text: str, depth: int) -> str:
    """Return ``text`` with spaces for the marks of up to ``depth`` quotes on each line."""
    return re.sub(rf"^(?:[ \t]*>){{1,{depth}}}", _spaces, text, flags=re.M)


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


@lru_cache(256)
def outside(kind: str, column: int, quoted: bool) -> re.Pattern[str]:
    """A pattern for the first line that does not belong to a container."""
    if kind == "quote":
        return re.compile(r"^(?![ \t]*>)", re.M)
    prefix = "(?:[ \t]*> ?)+" if quoted else ""
    return re.compile(
        rf"^{prefix}[ ]{{0,{column - 1}}}[^\s{'>' if quoted else ''}]" + (r"|^(?![ \t]*>)" if quoted else ""), re.M
    )
