"""The ids that Ghost gives to headings, always from their text, whatever the author wanted.

The rules are those of ``slugify`` in ``@tryghost/kg-utils`` and of ``generate-id`` in
``@tryghost/kg-lexical-html-renderer``.
"""

from __future__ import annotations

import re
from urllib.parse import quote

#: White space to JavaScript (ECMA-262, WhiteSpace and LineTerminator).
_SPACE = "\t\n\v\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_SPACES = re.compile(f"[{_SPACE}]+")
_ENDS = re.compile(rf"\A[{_SPACE}]+|[{_SPACE}]+\Z")
_SYMBOLS = re.compile(r"""[\]\[!"#$%&'()*+,./:;<=>?@\\^_{|}~]""")
_HYPHENS = re.compile(r"\A-|-{2,}|-\Z")
#: What ``encodeURIComponent`` leaves as it is, beside letters and digits.
_PLAIN = "-_.!~*'()"


def slugify(text: str) -> str:
    """Return a heading's id before it is made unique: percent-encoded, and possibly empty."""
    slug = _SYMBOLS.sub("", _ENDS.sub("", text).lower())
    return quote(_HYPHENS.sub("", _SPACES.sub("-", slug)), safe=_PLAIN)


def anchor(id: str) -> str:
    """Return an id as Ghost would spell it; to a browser that follows a link both are the same."""
    return quote(id, safe=_PLAIN)


class HeadingIds:
    """Gives out ids in the order of a page's headings."""

    def __init__(self) -> None:
        # Ghost counts in a JavaScript object, in which one name is taken from the start.
        self._used: dict[str, int | str] = {"constructor": "function Object() { [native code] }"}

    def peek(self, text: str) -> str:
        """Return the id that a heading with this text would have if it came next."""
        slug = slugify(text)
        return f"{slug}-{self._used[slug]}" if slug in self._used else slug

    def take(self, text: str) -> str:
        """Return the same, and count the heading."""
        made = self.peek(text)
        slug = slugify(text)
        used = self._used.get(slug, 0)
        self._used[slug] = used + 1 if isinstance(used, int) else f"{used}1"
        return made
