"""Text in Ghost's editor: what it can hold, and what not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from migrator import nodes as n
from migrator.targets import Target
from migrator_ghost.footnotes import Footnotes, note_id
from migrator_ghost.lexical import Format, LexicalNode, line_break, link, text

_SPACES = re.compile(r"[ \t\r\n\f]+")
_RAW_TAG = re.compile(r"<(/?)([a-z]+)\s*(/?)>", re.IGNORECASE)
_COMMENT = re.compile(r"\A(?:\s*<!--.*?-->\s*)+\Z", re.DOTALL)
#: Tags that are a way to set text.
FORMATS = {
    "b": Format.BOLD,
    "strong": Format.BOLD,
    "em": Format.ITALIC,
    "i": Format.ITALIC,
    "del": Format.STRIKETHROUGH,
    "s": Format.STRIKETHROUGH,
    "strike": Format.STRIKETHROUGH,
    "ins": Format.UNDERLINE,
    "u": Format.UNDERLINE,
    "code": Format.CODE,
    "kbd": Format.CODE,
    "samp": Format.CODE,
    "tt": Format.CODE,
    "sub": Format.SUBSCRIPT,
    "sup": Format.SUPERSCRIPT,
    "mark": Format.HIGHLIGHT,
}
#: Tags that say nothing, unless by attributes.
_PLAIN = frozenset(("", "span", "font"))
_MARKS: dict[type[n.Node], Format] = {
    n.Emphasis: Format.ITALIC,
    n.Strong: Format.BOLD,
    n.Delete: Format.STRIKETHROUGH,
}


class _NotText(Exception):
    """Something stands in the text that the editor's text cannot hold."""


class InlineWriter:
    """Writes text; ``spell`` gives the URL of a link as written and as resolved."""

    def __init__(self, spell: Callable[[str, Target | None], str], footnotes: Footnotes) -> None:
        self._spell = spell
        self._footnotes = footnotes

    def write(self, nodes: Sequence[n.Node], format: Format = Format.NONE) -> list[LexicalNode] | None:
        """Return text nodes, links and line breaks; ``None`` where more stands there (an image, say).

        White space is as HTML shows it: single spaces, none at a line's ends.
        """
        try:
            return tidy(self._nodes(nodes, format))
        except _NotText:
            return None

    def _nodes(self, nodes: Sequence[n.Node], format: Format) -> list[LexicalNode]:
        written: list[LexicalNode] = []
        tags: list[str] = []  # raw tags that are open
        for node in nodes:
            set_in = format
            for tag in tags:
                set_in |= FORMATS[tag]
            if isinstance(node, n.Html):
                written += self._raw(node, tags)
            else:
                written += self._node(node, set_in)
        if tags:
            raise _NotText
        return written

    def _raw(self, node: n.Html, tags: list[str]) -> list[LexicalNode]:
        if _COMMENT.match(node.value):
            return []
        found = _RAW_TAG.fullmatch(node.value.strip())
        name = found[2].lower() if found else ""
        if name == "br":
            return [line_break()]
        if found and name in FORMATS and not found[3]:
            if not found[1]:
                tags.append(name)
                return []
            if tags and tags.pop() == name:
                return []
        raise _NotText

    def _node(self, node: n.Node, format: Format) -> list[LexicalNode]:
        match node:
            case n.Text():
                return [text(_SPACES.sub(" ", node.value), format)]
            case n.InlineCode():
                return [text(node.value.replace("\n", " "), format | Format.CODE)]
            case n.InlineMath():
                if "\n" in node.value and "%" in node.value:
                    raise _NotText  # a comment in TeX ends with its line
                return [text(f"\\({_SPACES.sub(' ', node.value)}\\)", format)]
            case n.Break():
                return [line_break()]
            case n.Emphasis() | n.Strong() | n.Delete():
                return self._nodes(node.children, format | _MARKS[type(node)])
            case n.Link():
                return self._link(self._spell(node.url, node.target), node.children, format, node.title)
            case n.FootnoteReference():
                number = self._footnotes.number(node)
                if number is None:
                    return []
                return [link(f"#{note_id(number)}", [text(str(number), Format.SUPERSCRIPT)])]
            case n.Element():
                return self._element(node, format)
            case n.Comment() | n.Truncate() | n.Esm() | n.Definition():
                return []
        raise _NotText

    def _link(self, url: str, children: Sequence[n.Node], format: Format, title: str | None) -> list[LexicalNode]:
        inner = self._nodes(children, format)
        if any(child["type"] == "link" for child in inner):
            raise _NotText
        return [link(url, inner, title)] if inner else []

    def _element(self, node: n.Element, format: Format) -> list[LexicalNode]:
        names = node.attributes.keys() - {"class"}
        if node.name == "br":
            return [line_break()]
        if node.name in _PLAIN and not names:
            return self._nodes(node.children, format)
        if node.name in FORMATS and not names:
            return self._nodes(node.children, format | FORMATS[node.name])
        url, title = node.attributes.get("href"), node.attributes.get("title")
        if node.name == "a" and isinstance(url, str) and names <= {"href", "title", "target", "rel"}:
            spelled = self._spell(url, node.targets.get("href"))
            return self._link(spelled, node.children, format, title if isinstance(title, str) else None)
        raise _NotText


def plain_text(nodes: Sequence[LexicalNode]) -> str:
    """Return the text of text nodes, as Lexical's ``getTextContent`` does."""
    parts: list[str] = []
    for node in nodes:
        if node["type"] == "linebreak":
            parts.append("\n")
        else:
            parts.append(node["text"] if "text" in node else plain_text(node["children"]))
    return "".join(parts)


def tidy(nodes: list[LexicalNode]) -> list[LexicalNode]:
    """Join text that is set alike, and take away the white space that nobody would see."""
    leaves = list(_leaves(nodes))
    after_space = True
    for leaf in leaves:
        after_space = _trim(leaf, str.lstrip, after_space)
        if leaf.get("text"):
            after_space = leaf["text"].endswith(" ")
    at_end = True
    for leaf in reversed(leaves):
        at_end = _trim(leaf, str.rstrip, at_end)
        if leaf.get("text"):
            at_end = False
    return _joined(nodes)


def _leaves(nodes: Sequence[LexicalNode]) -> Iterator[LexicalNode]:
    for node in nodes:
        yield from _leaves(node["children"]) if node["type"] == "link" else (node,)


def _trim(leaf: LexicalNode, strip: Callable[[str, str], str], at_edge: bool) -> bool:
    """Strip text that stands at an edge, and tell whether the next one does: a line break makes one."""
    if leaf["type"] == "linebreak":
        return True
    if at_edge and not leaf["format"] & Format.CODE:
        leaf["text"] = strip(leaf["text"], " ")
    return at_edge


def _joined(nodes: Sequence[LexicalNode]) -> list[LexicalNode]:
    joined: list[LexicalNode] = []
    for node in nodes:
        if node["type"] == "link":
            node["children"] = _joined(node["children"])
        last = joined[-1] if joined else {}
        if node.get("text") == "" or node.get("children") == []:
            continue
        if "text" in node and "text" in last and node["format"] == last["format"]:
            last["text"] += node["text"]
        else:
            joined.append(node)
    while joined and joined[-1]["type"] == "linebreak":
        joined.pop()
    return joined
