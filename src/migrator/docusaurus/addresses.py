"""How Docusaurus spells addresses: joining, trailing slashes, number prefixes, the names of tags.

The rules are those of ``@docusaurus/utils`` (``urlUtils.js``), ``@docusaurus/utils-common``
(``applyTrailingSlash.js``), ``plugin-content-docs`` (``numberPrefix.js``) and lodash (``kebabCase``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol
from urllib.parse import unquote

_PROTOCOL_ONLY = re.compile(r"[^/:]+:/*\Z")
_PROTOCOL = re.compile(r"^([^/:]+):/*")
_SLASH_BEFORE_QUERY = re.compile(r"/(\?|&|#[^!/])")
_DOUBLE_SLASH = re.compile(r"([^:/]/)/+")
_LEADING_SLASHES = re.compile(r"^/+")
_PATH_END = re.compile(r"[#?]")
_INDEX_FILE = re.compile(r"(^|.*/)index\.(?:mdx?|jsx?|tsx?)\Z", re.IGNORECASE)
_PAGE_EXTENSION = re.compile(r"\.(?:mdx?|jsx?|tsx?)\Z")
_FORBIDDEN = re.compile(r"[?#\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NO_NUMBER_PREFIX = re.compile(r"[0-9]+[-_.][0-9]+")
_NUMBER_PREFIX = re.compile(r"([0-9]+)\s*[-_.]+\s*([^-_.\s][^\n\r]*)\Z")


class Trailing(Protocol):
    """What decides about a trailing slash: the site's ``trailingSlash`` and ``baseUrl``."""

    @property
    def trailing_slash(self) -> bool | None: ...
    @property
    def base_url(self) -> str: ...


def normalize_url(parts: Sequence[str]) -> str:
    """Join parts of a URL with single slashes; a protocol keeps its two (``urlUtils.js: normalizeUrl``).

    A trailing slash of the last part stays.  No parts give an empty string.
    """
    urls = list(parts)
    if not urls:
        return ""
    if _PROTOCOL_ONLY.match(urls[0]) and len(urls) > 1:
        first = urls.pop(0)
        urls[0] = first + urls[0]
    urls[0] = _PROTOCOL.sub(r"\1://", urls[0])
    joined: list[str] = []
    ends_with_slash = False
    last = len(urls) - 1
    for index, part in enumerate(urls):
        if not part:
            if index == last and ends_with_slash:
                joined.append("/")
            continue
        if part != "/":
            if index > 0:
                stripped = part.lstrip("/")
                part = "/" + stripped if part.startswith("/") and not joined else stripped
            ends_with_slash = part.endswith("/")
            if ends_with_slash:
                part = part.rstrip("/") + ("/" if index == last else "")
        joined.append(part)
    url = _SLASH_BEFORE_QUERY.sub(r"\1", "/".join(joined))
    path, question, query = url.partition("?")
    url = path + question + query.replace("?", "&")
    return _LEADING_SLASHES.sub("/", _DOUBLE_SLASH.sub(r"\1", url))


def apply_trailing_slash(path: str, site: Trailing) -> str:
    """Return the address as the site's ``trailingSlash`` wants it (``None``: as it is).

    "/" and the site's own base keep their slash; what follows ``?`` or ``#`` is not touched.
    """
    if site.trailing_slash is None or path.startswith("#"):
        return path
    end = _PATH_END.search(path)
    pathname, rest = (path[: end.start()], path[end.start() :]) if end else (path, "")
    if pathname in ("/", site.base_url):
        return path
    if site.trailing_slash:
        return (pathname if pathname.endswith("/") else pathname + "/") + rest
    return pathname.removesuffix("/") + rest


def resolve_pathname(to: str, base: str) -> str:
    """Resolve a path against another, as a browser does (npm ``resolve-pathname``)."""
    folder, _, name = base.rpartition("/")
    parts = to.split("/") if to.startswith("/") else [*folder.split("/"), *(to or name).split("/")]
    absolute = to.startswith("/") or base.startswith("/")
    trailing = parts[-1] in ("", ".", "..") if parts else False
    resolved: list[str] = []
    for part in parts:
        if part == "." or (part == "" and not resolved and absolute):
            continue
        if part == "..":
            if resolved and resolved[-1] != "..":
                resolved.pop()
            elif not absolute:
                resolved.append(part)
        else:
            resolved.append(part)
    path = ("/" if absolute else "") + "/".join(resolved)
    return path + "/" if trailing and not path.endswith("/") else path or "/"


def file_to_path(file: str) -> str:
    """Return the path at which a file of ``src/pages`` is served: "a/index.md" -> "/a/", "b.tsx" -> "/b"."""
    index = _INDEX_FILE.match(file)
    if index:
        return "/" + index.group(1)
    return "/" + _PAGE_EXTENSION.sub("", file)


def decode_path(path: str) -> str:
    """Percent-decode a path where that gives valid UTF-8; otherwise leave it."""
    if "%" not in path:
        return path
    try:
        return unquote(path, errors="strict")
    except UnicodeDecodeError:
        return path


def clean_path(path: str) -> str:
    """Percent-decode a path and take out what no address may hold: ``?``, ``#``, control characters, ``..``."""
    path = decode_path(path)
    path = _FORBIDDEN.sub("", path)
    segments = path.split("/")
    return resolve_pathname(path, "/") if "." in segments or ".." in segments else path


def edit_url(base: str | None, *parts: str) -> str | None:
    """Return the address at which a file can be edited, ``None`` without a base."""
    return normalize_url([base, *parts]) if base else None


# ---------------------------------------------------------------- number prefixes

NumberPrefixParser = Callable[[str], tuple[str, int | None]]


def parse_number_prefix(name: str) -> tuple[str, int | None]:
    """Split "03-intro" into ("intro", 3); dates and versions ("2021-11-a", "7.0-a") have no prefix."""
    if _NO_NUMBER_PREFIX.match(name):
        return name, None
    match = _NUMBER_PREFIX.match(name)
    if not match:
        return name, None
    return match.group(2), int(match.group(1)[:300])


def keep_number_prefix(name: str) -> tuple[str, int | None]:
    """The parser of ``numberPrefixParser: false``: nothing is a prefix."""
    return name, None


def strip_number_prefixes(path: str, parser: NumberPrefixParser) -> str:
    """Remove the number prefix from each segment of a path."""
    return "/".join(parser(segment)[0] for segment in path.split("/"))


# ---------------------------------------------------------------- kebab case

_DEBURRED = {
    "À Á Â Ã Ä Å Ā Ă Ą": "A", "à á â ã ä å ā ă ą": "a", "Ç Ć Ĉ Ċ Č": "C", "ç ć ĉ ċ č": "c", "Ð Ď Đ": "D", "ð ď đ": "d",
    "È É Ê Ë Ē Ĕ Ė Ę Ě": "E", "è é ê ë ē ĕ ė ę ě": "e", "Ĝ Ğ Ġ Ģ": "G", "ĝ ğ ġ ģ": "g", "Ĥ Ħ": "H", "ĥ ħ": "h",
    "Ì Í Î Ï Ĩ Ī Ĭ Į İ": "I", "ì í î ï ĩ ī ĭ į ı": "i", "Ĵ": "J", "ĵ": "j", "Ķ": "K", "ķ ĸ": "k", "Ĺ Ļ Ľ Ŀ Ł": "L",
    "ĺ ļ ľ ŀ ł": "l", "Ñ Ń Ņ Ň Ŋ": "N", "ñ ń ņ ň ŋ": "n", "Ò Ó Ô Õ Ö Ø Ō Ŏ Ő": "O", "ò ó ô õ ö ø ō ŏ ő": "o",
    "Ŕ Ŗ Ř": "R", "ŕ ŗ ř": "r", "Ś Ŝ Ş Š": "S", "ś ŝ ş š ſ": "s", "Ţ Ť Ŧ": "T", "ţ ť ŧ": "t",
    "Ù Ú Û Ü Ũ Ū Ŭ Ů Ű Ų": "U", "ù ú û ü ũ ū ŭ ů ű ų": "u", "Ŵ": "W", "ŵ": "w", "Ý Ŷ Ÿ": "Y", "ý ÿ ŷ": "y",
    "Ź Ż Ž": "Z", "ź ż ž": "z", "Æ": "Ae", "æ": "ae", "Þ": "Th", "þ": "th", "ß": "ss", "Ĳ": "IJ", "ĳ": "ij",
    "Œ": "Oe", "œ": "oe", "ŉ": "'n",
}  # fmt: skip
_DEBURR = {ord(letter): plain for letters, plain in _DEBURRED.items() for letter in letters.split()}

_COMBINING = "\u0300-\u036f\ufe20-\ufe2f\u20d0-\u20ff"
_LOWER_RANGE = "a-z\xdf-\xf6\xf8-\xff"
_UPPER_RANGE = "A-Z\xc0-\xd6\xd8-\xde"
_SPACES = " \\t\x0b\f\xa0\ufeff\\n\\r\u2028\u2029\u1680\u180e\u2000-\u200a\u202f\u205f\u3000"
_BREAK_RANGE = "\xac\xb1\xd7\xf7\x00-\x2f\x3a-\x40\\x5b-\x60\x7b-\xbf\u2000-\u206f" + _SPACES
_BREAK = f"[{_BREAK_RANGE}]"
_LOWER = f"[{_LOWER_RANGE}]"
_UPPER = f"[{_UPPER_RANGE}]"
_ASTRAL = "\U00010000-\U0010ffff"
_MISC = f"[^{_ASTRAL}{_BREAK_RANGE}0-9\u2700-\u27bf{_LOWER_RANGE}{_UPPER_RANGE}]"
_MODIFIER = f"(?:[{_COMBINING}]|[\U0001f3fb-\U0001f3ff])?"
_REGIONAL = "[\U0001f1e6-\U0001f1ff]{2}"
_PICTURE = f"(?:[\u2700-\u27bf]|{_REGIONAL}|[{_ASTRAL}])"
_VARIANT = "[\ufe0e\ufe0f]?"
_JOINED = f"(?:\u200d(?:[^{_ASTRAL}]|{_REGIONAL}|[{_ASTRAL}]){_VARIANT}{_MODIFIER})*"
_MISC_LOWER = f"(?:{_LOWER}|{_MISC})"
_MISC_UPPER = f"(?:{_UPPER}|{_MISC})"
_WORD = re.compile(
    "|".join(
        (
            f"{_UPPER}?{_LOWER}+(?={_BREAK}|{_UPPER}|\\Z)",
            f"{_MISC_UPPER}+(?={_BREAK}|{_UPPER}{_MISC_LOWER}|\\Z)",
            f"{_UPPER}?{_MISC_LOWER}+",
            f"{_UPPER}+",
            "[0-9]*(?:1ST|2ND|3RD|(?![123])[0-9]TH)(?=\\b|[a-z_])",
            "[0-9]*(?:1st|2nd|3rd|(?![123])[0-9]th)(?=\\b|[A-Z_])",
            "[0-9]+",
            f"{_PICTURE}{_VARIANT}{_MODIFIER}{_JOINED}",
        )
    ),
    re.ASCII,
)
_HAS_UNICODE_WORD = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]|[0-9][a-zA-Z]|[a-zA-Z][0-9]|[^a-zA-Z0-9 ]")
_ASCII_WORD = re.compile(r"[^\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")
_COMBINING_MARK = re.compile(f"[{_COMBINING}]")
_APOSTROPHE = re.compile("['\u2019]")


def kebab_case(text: str) -> str:
    """Return lodash's ``kebabCase``: the default address of a tag.  "Hello World2" -> "hello-world-2"."""
    plain = _APOSTROPHE.sub("", _COMBINING_MARK.sub("", text.translate(_DEBURR)))
    pattern = _WORD if _HAS_UNICODE_WORD.search(plain) else _ASCII_WORD
    return "-".join(word.lower() for word in pattern.findall(plain))
