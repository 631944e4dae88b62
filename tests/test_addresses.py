"""How addresses are spelled, and which files the patterns of a plugin select."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from migrator.diagnostics import Diagnostic
from migrator.docusaurus.addresses import (
    apply_trailing_slash,
    file_to_path,
    kebab_case,
    normalize_url,
    parse_number_prefix,
    resolve_pathname,
)
from migrator.docusaurus.collation import collation_key
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.globs import compile_globs, find_files
from migrator.docusaurus.slugger import Slugger


@dataclass
class Trailing:
    trailing_slash: bool | None
    base_url: str = "/base/"


@pytest.mark.parametrize(
    ("parts", "url"),
    [
        (["/", "docs", "/intro"], "/docs/intro"),
        (["/base/", "/", "a/"], "/base/a/"),
        (["/base/", "docs", ""], "/base/docs"),
        (["/docs/", ""], "/docs/"),
        (["https://a.org", "/docs//x"], "https://a.org/docs/x"),
        (["https:", "a.org/", "b"], "https://a.org/b"),
        (["", "/hello"], "/hello"),
        (["/a/?x=1", "?y=2"], "/a?x=1&y=2"),
        ([], ""),
    ],
)
def test_parts_are_joined_with_single_slashes(parts: list[str], url: str) -> None:
    assert normalize_url(parts) == url


@pytest.mark.parametrize(
    ("path", "kept", "added", "removed"),
    [
        ("/base/a", "/base/a", "/base/a/", "/base/a"),
        ("/base/a/", "/base/a/", "/base/a/", "/base/a"),
        ("/base/a?x#y", "/base/a?x#y", "/base/a/?x#y", "/base/a?x#y"),
        ("/base/", "/base/", "/base/", "/base/"),
        ("/", "/", "/", "/"),
        ("#here", "#here", "#here", "#here"),
    ],
)
def test_a_trailing_slash_is_as_the_site_wants_it(path: str, kept: str, added: str, removed: str) -> None:
    assert [apply_trailing_slash(path, Trailing(want)) for want in (None, True, False)] == [kept, added, removed]


@pytest.mark.parametrize(
    ("to", "base", "path"),
    [
        ("b", "/docs/a", "/docs/b"),
        ("./b/", "/docs/", "/docs/b/"),
        ("../b", "/docs/x/", "/docs/b"),
        ("../../../b", "/docs/", "/b"),
        ("/b", "/docs/", "/b"),
        ("..", "/docs/x/", "/docs/"),
        ("b", "a/", "a/b"),
    ],
)
def test_a_path_is_resolved_against_another(to: str, base: str, path: str) -> None:
    assert resolve_pathname(to, base) == path


@pytest.mark.parametrize(
    ("name", "parsed"),
    [
        ("01-intro", ("intro", 1)),
        ("3 - Über uns", ("Über uns", 3)),
        ("007.bond", ("bond", 7)),
        ("2021-11-notes", ("2021-11-notes", None)),
        ("7.0-release", ("7.0-release", None)),
        ("5", ("5", None)),
        ("intro", ("intro", None)),
    ],
)
def test_number_prefixes(name: str, parsed: tuple[str, int | None]) -> None:
    assert parse_number_prefix(name) == parsed


@pytest.mark.parametrize(
    ("label", "kebab"),
    [
        ("Hello World", "hello-world"),
        ("fooBar2", "foo-bar-2"),
        ("HTMLParser", "html-parser"),
        ("C++", "c"),
        (".NET Core", "net-core"),
        ("Crème brûlée", "creme-brulee"),
        ("don't", "dont"),
        ("한국어 태그", "한국어-태그"),
        ("日本語", "日本語"),
        ("1st place", "1st-place"),
        ("🎉 party", "🎉-party"),
    ],
)
def test_kebab_case_is_that_of_lodash(label: str, kebab: str) -> None:
    assert kebab_case(label) == kebab


@pytest.mark.parametrize(
    ("file", "path"),
    [("index.tsx", "/"), ("a/index.md", "/a/"), ("a/b.mdx", "/a/b"), ("Index.md", "/"), ("indexes.js", "/indexes")],
)
def test_the_path_of_a_page_file(file: str, path: str) -> None:
    assert file_to_path(file) == path


def test_slugs_are_unique() -> None:
    slugger = Slugger()
    texts = ["Tutorial - Basics", "C# & co.", "한글 제목 🎉", "tutorial---basics", "Tutorial - Basics"]
    slugs = ["tutorial---basics", "c--co", "한글-제목-", "tutorial---basics-1", "tutorial---basics-2"]
    assert [slugger.slug(text) for text in texts] == slugs


def test_texts_are_ordered_as_readers_expect() -> None:
    texts = ["zebra", "Äpfel", "apple", "Apple", "10", "2", "가나", "한글", "日本", "_private", "Bär", "Bar"]
    ordered = ["_private", "10", "2", "Äpfel", "apple", "Apple", "Bar", "Bär", "zebra", "가나", "한글", "日本"]
    assert sorted(texts, key=collation_key) == ordered


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("**/*.{md,mdx}", "a.md x/y/b.mdx", ".a.md x/.y/b.md a.txt"),
        ("**/_*/**", "_a/b.md x/_a/b", "_a.md a/b"),
        ("**/__tests__/**", "__tests__/a x/__tests__/b/c", "tests/a"),
        ("guides/*.md", "guides/a.md", "guides/x/a.md a.md"),
        ("!(draft)*.md", "a.md", "draft.md draft-2.md"),
        ("a?c.md", "abc.md", "a/c.md"),
        ("[a-c]/**", "a/x b/y/z", "d/x"),
        ("v{1..3}/@(a|b).md", "v1/a.md v3/b.md", "v4/a.md v1/c.md"),
        (r"\[a\].md", "[a].md", "a.md"),
    ],
)
def test_globs_are_those_of_micromatch(pattern: str, yes: str, no: str) -> None:
    matches = compile_globs([pattern])
    assert [path for path in yes.split() if not matches(path)] == []
    assert [path for path in no.split() if matches(path)] == []


def test_files_are_found_within_the_repository_only(tmp_path: Path) -> None:
    repository, outside = tmp_path / "repository", tmp_path / "outside"
    folder = repository / "docs"
    for name in ("a.md", "b/c.mdx", "b/_partial.md", "b/skip/d.md", ".hidden/e.md", "f.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    outside.mkdir()
    (outside / "secret.md").touch()
    (folder / "loop").symlink_to(folder)
    (folder / "out").symlink_to(outside)
    (folder / "out.md").symlink_to(outside / "secret.md")
    (folder / "in.md").symlink_to(folder / "a.md")
    (folder / "lost.md").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.md")
    problems: list[Diagnostic] = []
    config = Config(repository, repository)
    assert find_files(folder, ["**/*.{md,mdx}"], ["**/_*.md", "b/skip"], config, problems) == [
        "a.md",
        "b/c.mdx",
        "in.md",
    ]
    assert sorted((problem.code.value, str(problem.path)) for problem in problems) == [
        ("file-unreadable", "docs/lost.md"),
        ("file-unreadable", "docs/pipe.md"),
        ("outside-site", "docs/out"),
        ("outside-site", "docs/out.md"),
    ]
