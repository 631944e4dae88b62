# ruff: noqa: E501
"""What holds for the tree of any text: spans nest and are ordered, nothing of the text vanishes, time is bounded."""

from __future__ import annotations

import re
import time
from pathlib import PurePosixPath
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrator.docusaurus.markdown import Settings, parse_syntax
from migrator.nodes import (
    Blockquote,
    Code,
    Directive,
    Image,
    InlineCode,
    Link,
    Node,
    Paragraph,
    Parent,
    Root,
    Table,
    TableRow,
    Text,
)
from migrator.post import Source

PIECES = [
    "<", ">", "</", "/>", "<a>", "</a>", "<B c={d}>", "</B>", "<br>", "<>", "</>", "<나는>", "<https://x.y>",
    "{", "}", "{x}", "{/* c */}", "<!-- c -->", "<!--", "-->", ":::", "::::", ":::note\n", ":::tip Title\n", ":::\n",
    ":a[b]{c}", "::leaf[x]\n", "[", "]", "](", "(b)", "[a]: b\n", "[^a]", "[^a]: ", "![", "`", "```", "```js\n", "~~", "~",
    "$", "$$\n", "*", "**", "_", "# ", "- ", "1. ", "> ", "| a | b |\n", "|-|-|\n", "---\n", "\n", "\n\n", "    ",
    "  ", "\t", " ", "a", "word", "안녕", "é", "\\", "&amp;", "http://x.y", "www.x.y", "me@x.org", "import a from 'b'\n",
    "export const x = 1\n", "\r\n", "import ", '"', "'", "=", "🙂", "\u3000", "-->\n", "⸎", "⹁", "\x00", "```mdx-code-block\n",
]  # fmt: skip

texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)
formats = st.sampled_from(["mdx", "md"])


def tree(text: str, format: Literal["mdx", "md"] = "mdx", body_start: int = 0) -> Root:
    source = Source(PurePosixPath("page.md"), text, body_start)
    return parse_syntax(source, Settings(format=format, math=True)).root


def marks(node: Node) -> list[Node]:
    """A node's parts in the order of the text."""
    parts: list[Node] = []
    if isinstance(node, Directive):
        parts += node.label
    if isinstance(node, Parent):
        parts += node.children
    return parts


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, formats)
def test_spans_nest_and_are_ordered(text: str, format: Literal["mdx", "md"]) -> None:
    for node in tree(text, format).walk():
        assert node.span is not None, node
        assert 0 <= node.span.start <= node.span.end <= len(text), node
        assert node.type != "mark"
        at = node.span.start
        for part in marks(node):
            assert part.span is not None
            assert at <= part.span.start, (node, part)
            assert part.span.end <= node.span.end, (node, part)
            at = part.span.end


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, formats)
def test_every_letter_of_the_text_is_in_a_node(text: str, format: Literal["mdx", "md"]) -> None:
    if "mdx-code-block" in text or re.search(r"\[[^\]]*\]:", text) or "|" in text:
        return  # definitions that are given twice and cells that are too many are of no use to anybody
    covered = [False] * len(text)
    for node in tree(text, format).walk():
        assert node.span is not None
        if isinstance(node, Root | Blockquote | Paragraph | Table | TableRow):
            continue
        for at in range(*node.span):
            covered[at] = True
    lost = "".join(char for char, is_covered in zip(text, covered, strict=True) if not is_covered)
    assert not re.search(r"\w", lost), lost


@settings(max_examples=200, deadline=None)
@given(texts, st.integers(0, 40))
def test_spans_count_in_the_whole_file(text: str, size: int) -> None:
    head = "x" * size + "\n"
    alone = [(node.type, node.span) for node in tree(text).walk()]
    behind = [(node.type, node.span) for node in tree(head + text, body_start=len(head)).walk()]
    moved = [(kind, (span.start + len(head), span.end + len(head))) for kind, span in alone if span]
    assert behind == moved


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["word", "안녕", "\n", "*a*", "`b`", "[c](d)", "- ", "# "]), max_size=20).map("".join))
def test_plain_markdown_means_the_same_in_both_formats(text: str) -> None:
    assert tree(text, "mdx") == tree(text, "md")


@given(texts)
def test_text_that_is_verbatim_has_its_length(text: str) -> None:
    for node in tree(text).walk():
        if isinstance(node, Text) and node.span and not node.plain:
            assert text[node.span.start : node.span.end] == node.value


HOSTILE = {
    "angles": "<", "braces": "{", "colons": ":::", "brackets": "[", "tags": "<a>", "tag lines": "<a>\n", "crossed": "<a></b>",
    "directives": ":::note\n", "quotes": "> ", "lists": "- ", "backticks": "` `` ``` ", "comments": "<!--", "strings": "<a b='\"",
    "templates": "{`${", "exports": "export a\n\n", "imports": "import {\n", "fences in quotes": "> ```\n\n", "urls": "http://a.b/(",
    "footnotes": "[^a]: b\n", "labels": ":a[", "tildes": "~~a~ ", "tables": "|a|\n|-|\n", "dollars": "$ $$ ", "mixed": "<A>\n<b>x\n",
    "attributes": "<a {", "lone braces": "{\n\n", "deep": "> - <a>\n", "math": "$$\n\n$$$\n", "emails": "a@a.", "definitions": "[a]:",
}  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_take_linear_time(piece: str) -> None:
    started = time.process_time()
    tree(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 5


def test_nesting_is_bounded() -> None:
    for text in (
        "> " * 5000 + "a",
        "<a>\n\n" * 5000 + "</a>\n\n" * 5000,
        "*a " * 5000 + "*" * 5000,
        ":::note\n" * 5000,
    ):
        deepest = 0
        pending: list[tuple[Node, int]] = [(tree(text), 0)]
        while pending:
            node, depth = pending.pop()
            deepest = max(deepest, depth)
            if isinstance(node, Parent):
                pending += [(child, depth + 1) for child in node.children]
        assert deepest < 400


def test_leaves_have_places() -> None:
    text = '[a](<b c> "t") ![x](y.png)\n\n```js title="z"\ncode\n```\n\n`c`'
    found = {type(node): node for node in tree(text).walk()}
    link, image, code = found[Link], found[Image], found[Code]
    assert isinstance(link, Link)
    assert isinstance(image, Image)
    assert isinstance(code, Code)
    assert [text[slice(*span)] for span in (link.url_span, image.url_span, code.info) if span] == [
        "b c",
        "y.png",
        'js title="z"',
    ]
    assert isinstance(found[InlineCode], InlineCode)
