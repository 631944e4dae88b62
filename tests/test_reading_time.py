"""How long it takes to read a post, and the list of recent posts."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.content_sites import write

from migrator.api import load_site
from migrator.docusaurus.blog.reading_time import ReadingTimes
from migrator.post import PostMeta
from migrator.site import RecentPosts


@pytest.mark.parametrize(
    ("text", "generation", "minutes"),
    [
        ("", 3, 0),
        ("one", 3, 1),
        ("word " * 200, 3, 1),
        ("word " * 202, 3, 2),
        ("it's 3,000.5 a.b " * 68, 3, 2),
        ("안녕하세요 세계 " * 101, 3, 2),
        ("日本語の文章です。" * 51, 3, 2),
        ("안녕 세계 " * 51, 2, 2),
        ("word " * 200, 2, 1),
    ],
)
def test_minutes(text: str, generation: int, minutes: int) -> None:
    times = ReadingTimes("ko", generation)
    post = PostMeta("post", "/a", "A")
    times.add(post, text)
    times.finish()
    assert post.reading_minutes == minutes


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
