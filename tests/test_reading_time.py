"""How long it takes to read a post, and the list of recent posts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.content_sites import write

from migrator.api import load_site
from migrator.site import RecentPosts

CONFIG = """module.exports = {
  title: 'T', url: 'https://a.org', baseUrl: '/', i18n: {defaultLocale: 'ko', locales: ['ko']},
  presets: [['classic', {docs: false, blog: {%s}}]],
};"""


def minutes(root: Path, text: str, version: str, options: str = "") -> int | None:
    package = json.dumps({"dependencies": {"@docusaurus/core": version}})
    post = f"---\nsketch: true\n---\n{text}"
    write(root, {"blog/a.md": post, "docusaurus.config.js": CONFIG % options, "package.json": package})
    [read] = load_site(root).site.posts
    return read.reading_minutes


@pytest.mark.parametrize(
    ("text", "version", "wanted"),
    [
        ("", "3.10.0", 0),
        ("one", "3.10.0", 1),
        ("word " * 200, "3.10.0", 1),
        ("word " * 202, "3.10.0", 2),
        ("it's 3,000.5 a.b " * 66, "3.10.0", 1),
        ("안녕하세요 세계 " * 101, "3.8.1", 2),
        ("日本語の文章です。" * 51, "3.10.0", 2),
        ("안녕하세요 세계 " * 28, "3.7.0", 1),
        ("안녕 세계 " * 51, "2.4.3", 2),
        ("안녕. (세계) " * 50, "2.4.3", 1),
        ("word " * 200, "2.4.3", 1),
    ],
)
def test_minutes(tmp_path: Path, text: str, version: str, wanted: int) -> None:
    assert minutes(tmp_path, text, version) == wanted


@pytest.mark.parametrize(
    ("function", "wanted"),
    [
        ("({content, defaultReadingTime}) => defaultReadingTime({content, options: {wordsPerMinute: 300}})", 2),
        ("({content, defaultReadingTime}) => defaultReadingTime({content: content.slice(0, content.length / 2)})", 2),
        ("({frontMatter, locale}) => frontMatter.sketch && locale === 'ko' ? undefined : 1", None),
        ("({content}) => content.split(' ').length / 100", 6),
        ("() => { throw new Error('no') }", 3),
    ],
)
def test_an_authors_own_function(tmp_path: Path, function: str, wanted: int | None) -> None:
    assert minutes(tmp_path, "word " * 560, "3.10.0", f"readingTime: {function}") == wanted


def test_what_a_blog_shows(tmp_path: Path) -> None:
    config = (
        """module.exports = {title: 'T', url: 'https://a.org', baseUrl: '/', presets: [['classic', {blog: %s}]]};"""
    )
    write(tmp_path, {"blog/2024-01-01-a.md": "A word"})
    found = []
    for options in (
        "{}",
        "{showReadingTime: false, blogSidebarCount: 0}",
        "{blogSidebarCount: 'ALL', blogSidebarTitle: 'X'}",
    ):
        write(tmp_path, {"docusaurus.config.js": config % options})
        site = load_site(tmp_path).site
        found.append((site.posts[0].reading_minutes, site.instance("blog").recent))
    assert found == [(1, RecentPosts("Recent posts", 5)), (None, None), (1, RecentPosts("X", None))]
