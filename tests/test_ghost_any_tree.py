"""The body for Ghost, whatever the tree: no word is lost, and the editor takes the document as it stands."""

from __future__ import annotations

import re
from html import unescape
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from migrator import nodes as n
from migrator.post import Post, PostMeta
from migrator.site import Site
from migrator.writers.urls import PageUrls, Urls
from migrator_ghost.body import write_body

URLS = PageUrls(Urls(Site(Path("/nowhere"))), "/a", {})
words = (f"w{number}w" for number in count())
"""Words that no tree has twice."""


def text(kind: type[n.Text | n.InlineCode | n.InlineMath]) -> st.SearchStrategy[n.Node]:
    return st.builds(lambda: kind(next(words)))


def parent(made: Any, children: st.SearchStrategy[n.Node], **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(made, st.lists(children, max_size=3), **fields)


attributes = st.fixed_dictionaries(
    {}, optional={"class": st.just("c"), "style": st.just("color: red"), "id": st.just("i")}
)
tags = st.sampled_from(["", "b", "span", "kbd", "a", "abbr", "u"])
block_tags = st.sampled_from(["", "p", "div", "section", "center", "h2", "b", "table", "figure"])
inlines: st.SearchStrategy[n.Node] = st.recursive(
    text(n.Text)
    | text(n.InlineCode)
    | text(n.InlineMath)
    | st.builds(n.Break)
    | st.builds(lambda: n.Text("\n"))
    | st.builds(lambda: n.Image(url="/i.png", alt=next(words)))
    | st.just(n.FootnoteReference("note")),
    lambda some: st.one_of(
        *(parent(kind, some) for kind in (n.Emphasis, n.Strong, n.Delete)),
        parent(n.Link, some, url=st.just("/l")),
        parent(n.Element, some, name=tags, attributes=attributes, inline=st.just(True)),
        parent(n.Component, some, name=st.just("C"), inline=st.just(True)),
    ),
    max_leaves=6,
)
runs = st.lists(inlines, max_size=3)
leaves: st.SearchStrategy[n.Node] = st.one_of(
    parent(n.Paragraph, inlines),
    parent(n.Heading, inlines, depth=st.integers(1, 6), id=st.sampled_from(["", "a", "b-1"])),
    st.builds(n.ThematicBreak),
    st.builds(
        lambda marks: n.Code(next(words), "js", title=next(words), highlighted=marks), st.sampled_from([[], [(1, 1)]])
    ),
    st.builds(lambda: n.Math(next(words))),
    st.builds(lambda: n.Diagram(next(words))),
    st.builds(lambda: n.Html(f"<i>{next(words)}</i>")),
    st.builds(lambda: n.CardList([n.Card(next(words), "/c", next(words))])),
    st.builds(lambda cells: n.Table([n.TableRow([n.TableCell(cells)])], align=[None, "left"]), runs),
    inlines,
)
blocks: st.SearchStrategy[n.Node] = st.recursive(
    leaves,
    lambda some: st.one_of(
        parent(n.Blockquote, some),
        st.builds(
            n.List,
            st.lists(parent(n.ListItem, some, checked=st.sampled_from([None, True, False])), max_size=3),
            start=st.sampled_from([None, 0, 1, 7]),
        ),
        parent(n.Admonition, some, kind=st.sampled_from(["tip", "own"]), title=runs, id=st.sampled_from([None, "x"])),
        parent(n.Details, some, summary=runs, is_open=st.booleans()),
        st.builds(lambda children: n.Tabs([n.Tab(children, label=next(words), value="v")]), st.lists(some, max_size=3)),
        parent(n.Element, some, name=block_tags, attributes=attributes),
        parent(n.Component, some, name=st.just("C")),
    ),
    max_leaves=12,
)
WORD = re.compile(r"w\d+w")
INLINE = {"extended-text", "linebreak", "link"}
HOLDS = {
    "root": {
        "paragraph",
        "extended-heading",
        "extended-quote",
        "list",
        "html",
        "codeblock",
        "callout",
        "toggle",
        "image",
        "bookmark",
        "embed",
        "horizontalrule",
    },
    "link": INLINE - {"link"},
    "list": {"listitem"},
    "listitem": INLINE | {"list"},
}


def words_in(value: Any) -> list[str]:
    """Return all words of a document, in their order."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [word for one in value for word in words_in(one)]
    return WORD.findall(unescape(value)) if isinstance(value, str) else []


def check(node: dict[str, Any]) -> None:
    """Fail where the editor would not take a node as it stands."""
    kinds = [child["type"] for child in node.get("children", [])]
    assert set(kinds) <= HOLDS.get(node["type"], INLINE), node
    if node["type"] == "listitem" and "list" in kinds:
        assert len(kinds) == 1, node
    for child in node.get("children", []):
        check(child)


def words_of(node: n.Node) -> list[str]:
    """Return the words of a tree in the order in which a reader meets them."""
    fields = [getattr(node, name, "") for name in ("label", "value", "alt", "title", "description")]
    own = [value for value in fields if isinstance(value, str)]
    if isinstance(node, n.Tab):
        own = [node.label]
    children = [*node.heading_nodes(), *node.children] if isinstance(node, n.Parent) else []
    return [*WORD.findall(" ".join(own)), *(word for child in children for word in words_of(child))]


@given(st.lists(blocks, max_size=4))
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost(children: list[n.Node]) -> None:
    root = n.Root([*children, n.FootnoteDefinition([n.Paragraph([n.Text("note")])], identifier="note")])
    post = Post(PostMeta("doc", "/a", "A"), root)
    body = write_body(post, URLS)
    check(body.lexical["root"])
    assert words_in(body.lexical) == [word for child in children for word in words_of(child)]
    assert write_body(post, URLS) == body
