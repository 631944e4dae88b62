"""The index of pages: Markdown under ``src/pages``, and what is known of React pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.content_sites import by_path, index, listings, reported

from migrator.docusaurus.indexed import Indexed


def index_files(root: Path, names: str, **config: Any) -> Indexed:
    return index(root, {f"src/pages/{name}": "# Title\n\nText" for name in names.split()}, kind="pages", **config)


@pytest.mark.parametrize(
    ("file", "permalink"),
    [
        ("about.md", "/about"),
        ("index.mdx", "/"),
        ("a/index.md", "/a/"),
        ("a/B c.md", "/a/B c"),
        ("소개.md", "/소개"),
    ],
)
def test_addresses(tmp_path: Path, file: str, permalink: str) -> None:
    [page] = index(tmp_path, {f"src/pages/{file}": ""}, kind="pages").posts
    assert page.permalink == permalink


def test_a_page(tmp_path: Path) -> None:
    text = "---\ndescription: About us\nslug: /us\nhide_table_of_contents: true\n---\n\n# About\n\nText"
    indexed = index(tmp_path, {"src/pages/about.md": text, "src/pages/x/index.md": ""}, kind="pages")
    page = by_path(indexed, "src/pages/")["about.md"]
    assert (page.kind, page.permalink, page.title, page.description) == ("page", "/us", "About", "About us")
    assert (page.title_in_body, page.hide_title, page.hide_toc) == (True, True, True)
    assert by_path(indexed, "src/pages/")["x/index.md"].title == "x"
    assert listings(indexed) == {}


def test_partials_and_tests_are_no_pages(tmp_path: Path) -> None:
    indexed = index_files(tmp_path, "a.md _b.md _c/d.md e.test.js __tests__/f.js g.module.css h.txt")
    assert [page.permalink for page in indexed.posts] == ["/a"]
    assert indexed.diagnostics == []


def test_of_a_react_page_the_address_is_reported(tmp_path: Path) -> None:
    indexed = index_files(tmp_path, "index.tsx team/index.js a.jsx b.ts", base_url="/base/", trailing_slash=True)
    assert indexed.posts == []
    assert {code for code, _, _ in reported(indexed)} == {"react-page"}
    assert [d.subject for d in indexed.diagnostics] == ["/base/a/", "/base/b/", "/base/", "/base/team/"]


def test_a_draft_is_kept_as_one(tmp_path: Path) -> None:
    indexed = index(tmp_path, {"src/pages/a.md": "---\ndraft: true\n---\n"}, kind="pages")
    assert [page.draft for page in indexed.posts] == [True]
    assert reported(indexed) == [("draft", "src/pages/a.md", 0)]
