"""A content file as Docusaurus sees it before it parses the Markdown: text, front matter, title, excerpt.

The rules are those of ``@docusaurus/utils`` (``markdownUtils.js``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.files.front_matter import Fields, parse_front_matter
from migrator.post import Source

MAX_LINE = 10_000
"""The excerpt is taken from no more than this of a line: some of its patterns are quadratic."""

_JS_SPACE = " \t\n\v\f\r\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
_IMPORT = re.compile(r"import\s")
_BLANK_LINES = re.compile(r"(?:\r?\n){2,}")
_ATX_TITLE = re.compile(r"#[ \t]+(?P<title>[^ \t][^\n\r\u2028\u2029]*)(?:\r?\n|\Z)")
_SETEXT_TITLE = re.compile(r"(?P<title>[^\n\r\u2028\u2029]*)\r?\n=+(?:\r?\n|\Z)")
_TITLE_END = re.compile(r"\s*(?:\{#*[\w-]+\}|#+)\Z", re.ASCII)
_SETEXT_END = re.compile(r"\s*=+\Z")
_CODE = re.compile(r"`([^`]*)`")
_FIRST_MARK = re.compile(r"^ {0,3}(?:(#{1,6})(?:[ \t\r]|$)|(`{3,}|~{3,})|((?:[-_*][ \t]*){3,})\r?$)", re.MULTILINE)

_SETEXT_START = re.compile(r"[^\r\n]*\r?\n=+")
_IMPORT_EXPORT = re.compile(r"(?:import|export)\s")
_CLEAN: tuple[tuple[re.Pattern[str], str, int], ...] = tuple(
    (re.compile(pattern, re.ASCII), replacement, count)
    for pattern, replacement, count in (
        (r"<[^>]*>", "", 0),  # HTML tags
        (r"^#[^#]+#?", "", 0),  # a title
        (r"^#{1,6}\s*([^#]*?)\s*#{0,6}", r"\1", 0),  # other headings
        (r"([*_]{1,3})(.*?)\1", r"\2", 0),  # emphasis
        (r"~~(\S.*\S)~~", r"\1", 0),  # strikethrough
        (r"!\[(.{0,500}?)\][\[(].*?[\])]", r"\1", 0),  # images
        (r"\[\^.+?\](?:: .*$)?", "", 0),  # footnotes
        (r"\[(.{0,500}?)\][\[(].*?[\])]", r"\1", 0),  # links
        (r"`(.+?)`", r"\1", 0),  # code
        (r"^\s{0,3}>\s?", "", 0),  # block quotes
        (r":::.*", "", 1),  # admonitions
        (r"\s?:(?:::|[^:\n])+:", "", 0),  # emoji by name
        (r"\{#*[\w-]+\}", "", 1),  # heading ids
    )
)


@dataclass(slots=True)
class PageFile:
    """A content file that has been read.

    ``content_title`` is the title that stands as first heading in the body, ``excerpt`` what Docusaurus takes for a
    description where the author wrote none.
    """

    source: Source
    front_matter: dict[str, object] = field(default_factory=dict)
    content_title: str | None = None
    excerpt: str | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def fields(self) -> Fields:
        """The front matter's checked fields; what they report goes to ``diagnostics``."""
        return Fields(self.front_matter, self.source, self.diagnostics)


def read_page(path: Path, shown: PurePosixPath) -> PageFile:
    """Read a content file.  ``shown`` is its path relative to the site, for ``Source`` and diagnostics.

    Never raises: a file that cannot be opened gives an empty page and a diagnostic.
    """
    return parse_page(*read_text(path, shown), shown)


def parse_page(text: str, diagnostics: list[Diagnostic], shown: PurePosixPath) -> PageFile:
    """As ``read_page``, of a text that has been read already, with ``diagnostics``."""
    source = Source(shown, text)
    front_matter, problems = parse_front_matter(source)
    body = source.body.strip(_JS_SPACE)
    return PageFile(source, front_matter, content_title(body), excerpt(body), diagnostics + problems)


def read_text(path: Path, shown: PurePosixPath) -> tuple[str, list[Diagnostic]]:
    """Read a text file: UTF-8, UTF-16 with a byte order mark, or else what fits best, with a diagnostic.

    Line ends and a UTF-8 byte order mark stay in the text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return "", [Diagnostic(Code.FILE_UNREADABLE, f"The file could not be read: {reason}.", shown)]
    return decode(data, shown)


def decode(data: bytes, shown: PurePosixPath) -> tuple[str, list[Diagnostic]]:
    """Return the text of a file's bytes, as ``read_text`` does."""
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["euc_kr", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    else:
        encoding, text = "latin-1", data.decode("latin-1")
    return text, [Diagnostic(Code.ENCODING, f"The file is not UTF-8; it was read as {encoding}.", shown, line)]


def content_title(body: str) -> str | None:
    """Return the first heading of a trimmed body if it is its title (``parseMarkdownContentTitle``)."""
    start = 0
    while _IMPORT.match(body, start):
        blank = _BLANK_LINES.search(body, start + 7)
        if not blank:
            break
        start = blank.end()
    while start < len(body) and body[start] in _JS_SPACE:
        start += 1
    title = None
    if body.startswith("#", start):
        atx = _ATX_TITLE.match(body, start)
        title = atx and _TITLE_END.sub("", atx["title"].strip(_JS_SPACE))
    if title is None:
        setext = _SETEXT_TITLE.match(body, start)
        title = setext and _SETEXT_END.sub("", setext["title"].strip(_JS_SPACE))
    return None if title is None else _CODE.sub(r"\1", title).strip(_JS_SPACE)


def opens_with_title(body: str) -> bool:
    """Say whether the first heading of a body is of level 1: version 3's theme prints no title of its own then.

    It need not be the first thing in the body, but it must stand above the first thematic break
    (``mdx-loader/lib/remark/contentTitle``).  Headings in lists and quotes are not looked at.
    """
    at = 0
    while mark := _FIRST_MARK.search(body, at):
        if mark[2]:
            close = re.compile(rf"^ {{0,3}}{mark[2]}", re.MULTILINE).search(body, mark.end())
            if not close:
                return False
            at = close.end()
            continue
        return mark[1] == "#"
    return False


def excerpt(body: str) -> str | None:
    """Return the first line of text of a trimmed body without its Markdown (``createExcerpt``)."""
    setext = _SETEXT_START.match(body)
    in_code = in_import = False
    fence = 0
    for line in _lines(body, setext.end() if setext else 0):
        bare = line.strip(_JS_SPACE)
        if not bare:
            in_import = False
            continue
        if not in_code and (in_import or _IMPORT_EXPORT.match(line)):
            in_import = True
            continue
        if bare.startswith("```"):
            ticks = len(bare) - len(bare.lstrip("`"))
            if not in_code:
                in_code, fence = True, ticks
            elif ticks >= fence:
                in_code = False
            continue
        if in_code:
            continue
        cleaned = line[:MAX_LINE]
        for pattern, replacement, count in _CLEAN:
            cleaned = pattern.sub(replacement, cleaned, count)
        cleaned = cleaned.strip(_JS_SPACE)
        if cleaned:
            return cleaned
    return None


def _lines(text: str, start: int) -> Iterator[str]:
    while True:
        end = text.find("\n", start)
        if end < 0:
            yield text[start:]
            return
        yield text[start:end].removesuffix("\r")
        start = end + 1
