"""Authors of posts: the authors file, and what a front matter says."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.blog.authors import authors_of, read_authors
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.front_matter import Fields
from migrator.post import Author, Source
from migrator.targets import External, Target


def image(url: object) -> Target | None:
    return External(str(url)) if url else None


def authors_file(folder: Path, text: str) -> tuple[dict[str, Author], list[Diagnostic]]:
    path = folder / "authors.yml"
    path.write_text(text, "utf-8")
    return read_authors(path, "/blog/authors", Config(folder, folder), image)


def of(values: dict[str, object], known: dict[str, Author] | None = None) -> tuple[list[Author], list[Code]]:
    fields = Fields(values, Source(PurePosixPath("blog/a.md"), ""), [])
    return authors_of(fields, known or {}, image), [problem.code for problem in fields.diagnostics]


def test_the_authors_file(tmp_path: Path) -> None:
    authors, problems = authors_file(
        tmp_path,
        """
kim:
  name: Kim
  title: Editor
  email: kim@example.org
  url: https://example.org
  image_url: /img/kim.png
  description: Writes.
  page: true
  socials:
    X: kim
    stackoverflow: 82609
    newsletter: https://example.org/news
leeSu: {name: Lee, page: {permalink: /people/lee}}
nobody: nothing
""",
    )
    assert authors == {
        "kim": Author(
            "Kim",
            "kim",
            "Editor",
            "https://example.org",
            "kim@example.org",
            External("/img/kim.png"),
            "Writes.",
            "/blog/authors/kim",
            (
                ("x", "https://x.com/kim"),
                ("stackoverflow", "https://stackoverflow.com/users/82609"),
                ("newsletter", "https://example.org/news"),
            ),
        ),
        "leeSu": Author("Lee", "leeSu", permalink="/blog/authors/people/lee"),
    }
    assert [(problem.code, problem.subject) for problem in problems] == [(Code.DATA_INVALID, "nobody")]


def test_an_authors_page_is_named_after_the_key(tmp_path: Path) -> None:
    authors, _ = authors_file(tmp_path, "leeSuJin: {name: Lee, page: true}")
    assert authors["leeSuJin"].permalink == "/blog/authors/lee-su-jin"


def test_a_file_that_is_not_there_has_no_authors(tmp_path: Path) -> None:
    assert read_authors(tmp_path / "authors.yml", "/a", Config(tmp_path, tmp_path), image) == ({}, [])


KNOWN = {"kim": Author("Kim", "kim", "Editor"), "lee": Author("Lee", "lee")}


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("kim", [KNOWN["kim"]]),
        (["lee", "kim"], [KNOWN["lee"], KNOWN["kim"]]),
        ({"name": "Park", "url": "https://p.kr"}, [Author("Park", url="https://p.kr")]),
        ([{"key": "kim", "title": "Guest"}, "lee"], [Author("Kim", "kim", "Guest"), KNOWN["lee"]]),
        ([{"name": "Park", "imageURL": "./p.png"}], [Author("Park", image=External("./p.png"))]),
        ([], []),
    ],
)
def test_authors_of_a_post(written: object, authors: list[Author]) -> None:
    assert of({"authors": written}, KNOWN) == (authors, [])


def test_an_unknown_key_is_a_name_and_reported() -> None:
    assert of({"authors": ["choi"]}, KNOWN) == ([Author("choi", "choi")], [Code.FRONT_MATTER_FIELD])


@pytest.mark.parametrize("written", [True, [None], [{"title": "x"}], 1.5])
def test_what_is_no_author_is_reported(written: object) -> None:
    assert of({"authors": written}, KNOWN)[1][:1] == [Code.FRONT_MATTER_FIELD]


def test_the_fields_of_docusaurus_1() -> None:
    values: dict[str, object] = {"author": "Kim", "author_title": "Editor", "authorURL": "https://k.kr"}
    values["author_image_url"] = "https://k.kr/k.png"
    kim = Author("Kim", title="Editor", url="https://k.kr", image=External("https://k.kr/k.png"))
    assert of(values) == ([kim], [])
