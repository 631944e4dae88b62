"""A rendered page as one list of words and marks, so that two renderings can be compared."""

from __future__ import annotations

import re
from typing import Any

from lxml import html

from migrator.verify.text import clean, formulas_as_words, words

#: Elements that stand inside a line; their marks become part of the words that they touch.
_INLINE = frozenset(
    (
        "a abbr acronym b bdo big button cite code del dfn em font i img input ins kbd label mark q s samp select "
        "small span strike strong sub sup tt u var br wbr time center"
    ).split()
)
#: What is not looked at: a page's own contents, notes at its end, code's titles.
_LEFT_OUT = ("markdown-toc", "footnotes", "code-title")
#: Attributes that a reader would miss.
_SEEN = ("id", "href", "src", "alt", "start", "title", "open", "checked", "colspan", "rowspan", "class")
#: Elements of which nothing is seen but what is in them, and those of which nothing is seen at all.
_BARE = frozenset(("tbody", "thead", "source"))
_UNSEEN = frozenset(("script", "style", "title", "meta", "link"))
#: Characters that hold a mark together inside a word, blank space and all.
_OPEN, _CLOSE, _SPACE = "\u27e8", "\u27e9", "\u2e31"
#: White space at the edges inside of an element is seen as if it were outside; around a line's end it is not seen.
_MOVES = (
    (re.compile(r"\s*(⟨br⟩)\s*"), r" \1 "),
    (re.compile(r"(⟨img[^⟩]*⟩)"), r" \1 "),
    (re.compile("%([35]C|3E|7C)"), lambda found: chr(int(found[1], 16))),
    (re.compile(r"((?:⟨(?!img|input|br|wbr)[^/⟩][^⟩]*⟩)+)\s+"), r" \1"),
    (re.compile(r"\s+((?:⟨/[^⟩]*⟩)+)"), r"\1 "),
    (re.compile(r"(⟨input[^⟩]*⟩)\s+"), r"\1"),
    (re.compile("⟨strong⟩⟨em⟩"), "⟨em⟩⟨strong⟩"),
    (re.compile("⟨/em⟩⟨/strong⟩"), "⟨/strong⟩⟨/em⟩"),
)


def normal_form(page: str) -> list[str]:
    """Return what a reader sees of a page's HTML, in order: words, and a mark where an element begins or ends."""
    if not page.strip():
        return []
    root = html.fragment_fromstring(page.replace("\0", ""), create_parent="div")
    found = _Words()
    found.children(root)
    found.flush()
    return found.tokens


class _Words:
    def __init__(self) -> None:
        self.tokens: list[str] = []
        self._text: list[str] = []
        self._ended = False

    def flush(self) -> None:
        """End a run of text.  Two runs with nothing between them are two paragraphs."""
        text = "".join(self._text)
        if re.fullmatch(r"\s*⟨input[^⟩]*⟩\s*", text):
            return  # a task's box belongs to the text behind it
        self._text.clear()
        for pattern, new in _MOVES if _OPEN in text else ():
            text = pattern.sub(new, text)
        text = clean(formulas_as_words(text))
        if text:
            if self._ended and re.sub("⟨.*?⟩", "", text).strip():
                self.tokens.append("¶")
            self.tokens += words(text)
            self._ended = bool(re.sub("⟨.*?⟩", "", text).strip())

    def children(self, element: Any) -> None:
        self._text.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
            self._text.append(child.tail or "")

    def _element(self, element: Any) -> None:
        name = element.tag
        if any(one in (element.get("id"), element.get("class")) for one in _LEFT_OUT) or name in _UNSEEN:
            return
        if name in _INLINE:
            self._inline(element)
            return
        self.flush()
        if name in _BARE or (name == "p" and not set(element.attrib).intersection(_SEEN)):
            self.children(element)
            self.flush()
            return
        self._mark(f"<{name}{self._attributes(element)}>")
        if name == "pre":
            self.tokens += [f"|{line}" for line in "".join(element.itertext()).strip("\n").split("\n")]
        else:
            self.children(element)
            self.flush()
        self._mark(f"</{name}>")

    def _mark(self, mark: str) -> None:
        self.tokens.append(mark)
        self._ended = False

    def _inline(self, element: Any) -> None:
        name = element.tag
        if name == "sup" and (element.get("id") or "").startswith("fnref"):
            return
        if name == "code":
            text = clean("".join(element.itertext())).replace(" ", _SPACE)
            self._text.append(f"{_OPEN}code{_CLOSE}{text}{_OPEN}/code{_CLOSE}")
            return
        mark = f"{_OPEN}{name}{self._attributes(element)}".replace(" ", _SPACE) + _CLOSE
        self._text.append(mark)
        self.children(element)
        if name in ("br", "img", "input", "wbr"):
            if name == "br":
                self._text.append(" ")
            return
        self._text.append(f"{_OPEN}/{name}{_CLOSE}")

    def _attributes(self, element: Any) -> str:
        parts = []
        for name in _SEEN:
            value = element.get(name)
            if value is None or (name == "class" and element.tag in ("a", "input", "li", "ul", "ol", "pre", "code")):
                continue
            if element.tag == "input" and name == "checked":
                value = ""
            if name == "start" and value == "1":
                continue
            parts.append(f" {name}={clean(value)}")
        if element.tag in ("td", "th"):
            style = (element.get("style") or "").replace(" ", "")
            parts += [f" {one}" for one in ("left", "center", "right") if f"text-align:{one}" in style]
        return "".join(parts)


def kind(tokens: str) -> str:
    """Tell of what sort the words of a change are, so that changes can be grouped."""
    found: list[str] = []
    for token in tokens.split(" ")[:4]:
        if token.startswith("<"):
            sort = token.partition(" ")[0].rstrip(">") + ">"
        elif _OPEN in token:
            sort = token[token.index(_OPEN) :].partition(_SPACE)[0].partition(_CLOSE)[0]
        elif token == "¶":
            sort = "¶"
        elif token.startswith("|"):
            sort = "code line"
        else:
            sort = "word"
        if not found or found[-1] != sort:
            found.append(sort)
    return " ".join(found)
