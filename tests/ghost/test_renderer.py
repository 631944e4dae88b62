"""Every document that we write, given to Ghost's own renderer: nothing of it is lost, and it says the same words."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
from tests.ghost.renderer import render

from migrator import convert_text, migrate, read_post
from migrator import nodes as n
from migrator.verify.address import Home
from migrator.verify.page import Page
from migrator.verify.read_page import Settings, read_page
from migrator.verify.text import compare_words, words
from migrator.writers.html import HtmlWriter
from migrator_ghost import lexical
from migrator_ghost.body import shown_title
from migrator_ghost.heading_ids import HeadingIds

pytestmark = [pytest.mark.ghost, pytest.mark.usefixtures("ghost_installed")]

FIXTURES = Path(__file__).parents[2] / "fixtures"
CASES = sorted(path for path in (FIXTURES / "cases").glob("*.md*") if re.fullmatch(r"[\w-]+\.mdx?", path.name))
SITES = sorted((FIXTURES / "sites").glob("*/site"))
#: Cases whose words HTML says in another way: no numbers of footnotes, a title in the document's head, and inline
#: components side by side.
OTHERWISE = {"footnotes.md", "head.mdx", "mdx-components-unknown.mdx"}


class Reference(HtmlWriter):
    """The HTML of a tree, with the titles of code."""

    def node(self, node: n.Node) -> str:
        title = f"<p>{escape(node.title)}</p>" if isinstance(node, n.Code) and node.title else ""
        return super().node(node) + title


def document(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)["lexical"]
    return found


def read(source: str) -> Page:
    page = f'<html><body><h1>T</h1><div class="e-content">{source}</div></body></html>'
    return read_page(page.encode(), "/a", "/a", Settings(Home()))


def test_every_case() -> None:
    documents = [document(convert_text(path.read_bytes(), "ghost", name=path.name)[0]) for path in CASES]
    for path, rendered in zip(CASES, render(documents), strict=True):
        assert rendered.lost == [], path.name
        if path.name in OTHERWISE:
            continue
        post = read_post(path)
        children = post.body.children
        if post.meta.title_in_body and shown_title(post):
            title = next((one for one in children if isinstance(one, n.Heading) and one.depth == 1), None)
            children = [one for one in children if one is not title]
        before, after = read(Reference().blocks(children)), read(rendered.html)
        wanted, said = ([word for block in page.text for word in words(block)] for page in (before, after))
        assert compare_words(wanted, said).changes == (), path.name
        assert (after.code, after.tables) == (before.code, before.tables), path.name


@pytest.mark.parametrize("site", SITES, ids=lambda site: str(site.parent.name))
def test_every_page_of_a_site(site: Path, tmp_path: Path) -> None:
    migrate(site, "ghost", tmp_path, jobs=1)
    files = sorted((tmp_path / "posts").glob("*.json"))
    assert files
    for file, rendered in zip(files, render(document(file.read_text("utf-8")) for file in files), strict=True):
        assert rendered.lost == [], file.name


def titles() -> Iterator[str]:
    """Yield texts of headings: usual and odd ones, some of them twice."""
    yield from (
        "설치 방법",
        "日本語：見出し、テスト！",
        "Ünïcödé",
        "İstanbul ΣΑΣ",
        "👍 a",
        "e\u0301",
        "constructor",
        "Constructor",
    )
    yield from (f"a{char}b {char} c{char}" for char in map(chr, range(0x20, 0x7F)))
    yield from (f"a{char}b{char}" for char in "\t\u00a0\u2003\u2028\u3000\ufeff\x1c\x85\u200b–—’“…。、")
    dice = random.Random(6)
    for _ in range(300):
        yield "".join(dice.choices("ab-_ \u3000.A가あß#`", k=dice.randint(1, 8)))


def test_ids_of_headings_are_those_that_ghost_makes() -> None:
    given = list(titles())
    rendered = render([lexical.document([lexical.heading(2, [lexical.text(text)]) for text in given])])[0]
    ids = HeadingIds()
    assert re.findall(r'<h2 id="([^"]*)">', rendered.html) == [ids.take(text) for text in given]
