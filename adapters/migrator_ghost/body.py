"""The body of a page as a document of Ghost's editor (Lexical)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from migrator import nodes as n
from migrator.diagnostics import Code, Diagnostic
from migrator.post import Post
from migrator.targets import Internal, Target
from migrator.writers.urls import PageUrls
from migrator_ghost.blocks import BlockWriter
from migrator_ghost.footnotes import Footnotes
from migrator_ghost.heading_ids import anchor
from migrator_ghost.html import GhostHtml
from migrator_ghost.lexical import LexicalNode, document, html
from migrator_ghost.look import injections


@dataclass(frozen=True, slots=True)
class Body:
    """A page's ``lexical``, and what its code injection must hold: HTML for the document's head and foot."""

    lexical: LexicalNode
    head: str = ""
    foot: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def write_body(post: Post, urls: PageUrls, *, math: bool = False) -> Body:
    """Return the page's body.  ``math``: the site shows formulas.

    The heading that is the page's title is left out: Ghost's themes print the title themselves.
    """
    root = post.body
    footnotes = Footnotes(root)
    title = _title(post)
    headings = [one for one in root.walk() if isinstance(one, n.Heading) and one is not title]

    def spell(target: Target) -> str | None:
        if isinstance(target, Internal) and target.permalink == post.meta.permalink and target.fragment:
            return f"#{target.fragment}"
        return urls.html(target)

    writer = GhostHtml(spell, footnotes, headings, _tag_source(post), math=math)
    blocks = BlockWriter(writer, footnotes, writer.url, _anchors(root, title))
    written = blocks.blocks([node for node in root.children if node is not title])
    if notes := writer.footnotes():
        written.append(html(notes))
    head, foot = injections(root, math=math)
    left_out = blocks.left_out
    if title and any(isinstance(node, n.Link | n.Image) for node in title.walk()):
        left_out.append((title, "The link or picture in the title"))
    tooltips = _tooltips(written)
    left_out += [(node, "The tooltip of a link") for node in root.walk() if _tooltip(node) in tooltips]
    diagnostics = _left_out(post, left_out)
    return Body(document(written), "\n".join(filter(None, (blocks.head.strip(), head))), foot, diagnostics)


def shown_title(post: Post) -> str:
    """Return the title that a reader of the page sees: that of its first heading, if it has one, without markup."""
    title = _title(post)
    return " ".join(n.text_of(title.children).split()) if title else post.meta.title


def title_stays(post: Post) -> bool:
    """Say whether the text shows the page's title by itself: further down, or within something else."""
    return post.meta.title_in_body and _title(post) is None


def _title(post: Post) -> n.Heading | None:
    """Return the heading that the text begins with, if it is the page's title."""
    shown = (node for node in post.body.children if not isinstance(node, n.Comment | n.Esm))
    first = next(shown, None) if post.meta.title_in_body else None
    return first if isinstance(first, n.Heading) and first.depth == 1 else None


def _anchors(root: n.Root, title: n.Node | None) -> set[str]:
    """Return the anchors that the page has in Docusaurus, spelled as Ghost's are."""
    found = {node.id for node in root.walk() if isinstance(node, n.Heading) and node is not title}
    for node in root.walk():
        if isinstance(node, n.Element):
            found |= {value for name in ("id", "name") if isinstance(value := node.attributes.get(name), str)}
    return {anchor(one) for one in found if one}


def _tag_source(post: Post) -> Callable[[n.Component], str]:
    """Return what gives a component's tag as its author typed it."""

    def tag(node: n.Component) -> str:
        if post.source is None or node.span is None:
            return f"<{node.name}>"
        return post.source.slice(node.open or node.span)

    return tag


def _tooltips(nodes: Sequence[LexicalNode]) -> set[str | None]:
    """Return the titles of links in text: the editor has them, and nobody sees them."""
    found: set[str | None] = set()
    for node in nodes:
        if node["type"] == "link" and node["title"]:
            found.add(node["title"])
        found |= _tooltips(node.get("children", []))
    return found


def _tooltip(node: n.Node) -> str | None:
    title = node.attributes.get("title") if isinstance(node, n.Element) else getattr(node, "title", None)
    return title if isinstance(title, str) else None


def _left_out(post: Post, found: list[tuple[n.Node, str]]) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each thing that Ghost cannot say, once a page, at its first place."""
    first: dict[str, n.Node] = {}
    for node, what in found:
        first.setdefault(what, node)
    told: list[Diagnostic] = []
    for what, node in first.items():
        line, column = post.source.place(node.span.start) if post.source and node.span else (0, 0)
        path = post.source.path if post.source else None
        told.append(
            Diagnostic(Code.NOT_IN_TARGET, f"{what} is left out: Ghost has no place for it", path, line, column, what)
        )
    return tuple(told)
