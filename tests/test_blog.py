"""The index of a blog: dates, addresses, titles, lists."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from migrator.diagnostics import Code
from migrator.docusaurus.blog.index import index_blog, parse_file_name
from migrator.docusaurus.config import Config, ContentPlugin
from migrator.docusaurus.files.dates import parse_date
from migrator.docusaurus.indexed import Indexed
from migrator.docusaurus.links.site_index import page_routes
from migrator.post import PostMeta, Tag
from migrator.site import Listing, Site

OPTIONS: dict[str, object] = {
    "path": "blog",
    "routeBasePath": "blog",
    "tagsBasePath": "tags",
    "archiveBasePath": "archive",
    "authorsBasePath": "authors",
    "authorsMapPath": "authors.yml",
    "pageBasePath": "page",
    "postsPerPage": 10,
    "blogTitle": "Blog",
    "blogDescription": "About things",
    "include": ["**/*.{md,mdx}"],
    "exclude": ["**/_*.{js,jsx,ts,tsx,md,mdx}", "**/_*/**"],
    "sortPosts": "descending",
    "feedOptions": {"type": ["rss", "atom"]},
}


def index(root: Path, files: dict[str, str], *, config: dict[str, Any] | None = None, **options: object) -> Indexed:
    for name, text in files.items():
        path = root / "blog" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    settings = Config(root, root, **(config or {}))
    return index_blog(ContentPlugin("blog", "default", {**OPTIONS, **options}, root / "blog"), settings)


def only(indexed: Indexed) -> PostMeta:
    [post] = indexed.posts
    return post


def listings(indexed: Indexed) -> dict[str, Listing]:
    return {listing.permalink: listing for listing in indexed.listings}


@pytest.mark.parametrize(
    ("name", "date", "slug"),
    [
        ("2023-07-23-hello.md", "2023-07-23", "/2023/07/23/hello"),
        ("2023/07/23/hello.mdx", "2023/07/23", "/2023/07/23/hello"),
        ("2023-07-23-hello/index.md", "2023-07-23", "/2023/07/23/hello"),
        ("2023-07-23/hello.md", "2023-07-23", "/2023/07/23/hello"),
        ("2023-07-23/index.md", "2023-07-23", "/2023/07/23/index"),
        ("2026/02-18-hello.md", "2026/02-18", "/2026/02/18/hello"),
        ("notes/2023-7-3-hello.md", "2023-7-3", "/2023/7/3/notes/hello"),
        ("2023-07-23-안녕 세상.md", "2023-07-23", "/2023/07/23/안녕 세상"),
        ("hello/index.md", None, "/hello"),
        ("12-23-hello.md", None, "/12-23-hello"),
    ],
)
def test_file_names(name: str, date: str | None, slug: str) -> None:
    found = parse_file_name(name)
    assert (found.date, found.slug) == (date, slug)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2023-07-23", datetime(2023, 7, 23, tzinfo=UTC)),
        ("2023/7/3", datetime(2023, 7, 3, tzinfo=UTC)),
        ("2025-12-03 17:48", datetime(2025, 12, 3, 17, 48, tzinfo=UTC)),
        ("2025-12-03T17:48:30+09:00", datetime(2025, 12, 3, 8, 48, 30, tzinfo=UTC)),
        ("July 23, 2023", datetime(2023, 7, 23, tzinfo=UTC)),
        ("2023-02-30", datetime(2023, 3, 2, tzinfo=UTC)),
        ("2023-13-01", None),
        ("2023-07-23 25:00", None),
        ("0000-01-01", None),
        ("soon", None),
        (20230723, None),
    ],
)
def test_dates_are_read_as_javascript_does(written: object, moment: datetime | None) -> None:
    assert parse_date(written) == moment


def test_a_post(tmp_path: Path) -> None:
    post = only(
        index(
            tmp_path,
            {
                "2023-07-23-hello.md": "---\ntitle: Hello\nslug: hi\ndate: 2024-01-02T03:04:05+09:00\n"
                "tags: [Big News]\nkeywords: [a, 1]\nunlisted: true\nsidebar_label: Short\n---\n"
                "\nFirst *line*.\n\nSecond.\n"
            },
            config={"base_url": "/site/", "trailing_slash": True, "locale": "ko"},
        )
    )
    assert post.permalink == "/site/blog/hi/"
    assert post.date == datetime(2024, 1, 1, 18, 4, 5, tzinfo=UTC)
    assert post.tags == [Tag("Big News", "/site/blog/tags/big-news/")]
    assert (post.title, post.description, post.keywords) == ("Hello", "First line.", ["a", "1"])
    assert (post.unlisted, post.sidebar_label, post.locale) == (True, "Short", "ko")


def test_a_title_comes_from_the_front_matter_the_text_or_the_file(tmp_path: Path) -> None:
    indexed = index(
        tmp_path,
        {
            "2023-01-03-a.md": "---\ntitle: ''\n---\n# In text\n",
            "2023-01-02-b.md": "# In `text` {#x}\n\nBody\n",
            "2023-01-01-c.md": "Body\n",
        },
    )
    assert [(post.title, post.title_in_body) for post in indexed.posts] == [
        ("", False),
        ("In text", True),
        ("c", False),
    ]


def test_posts_are_sorted_by_date_and_linked_to_their_neighbours(tmp_path: Path) -> None:
    files = {f"2023-01-0{day}-p{day}.md": f"---\ntitle: P{day}\n---\n" for day in (1, 3, 2)}
    files |= {
        "2023-01-04-draft.md": "---\ndraft: true\n---\n",
        "2023-01-02-deep/hidden.md": "---\nunlisted: true\n---\n",
    }
    indexed = index(tmp_path, files)
    assert [post.permalink.rpartition("/")[2] for post in indexed.posts] == ["draft", "p3", "p2", "hidden", "p1"]
    third, second = indexed.posts[1:3]
    assert third.previous is None
    assert third.next is not None
    assert third.next.label == "P2"
    assert second.previous is not None
    assert second.previous.label == "P3"
    assert [d.code for d in indexed.diagnostics] == [Code.DRAFT]
    assert listings(indexed)["/blog"].items == [f"/blog/2023/01/0{day}/p{day}" for day in (3, 2, 1)]


def test_ascending_posts(tmp_path: Path) -> None:
    files = {f"2023-01-0{day}-x.md": "" for day in (1, 2)}
    assert [post.date.day for post in index(tmp_path, files, sortPosts="ascending").posts if post.date] == [1, 2]


def test_an_impossible_date_is_reported_and_the_next_best_one_taken(tmp_path: Path) -> None:
    indexed = index(tmp_path, {"2023-07-23-x.md": "---\ndate: soon\n---\n"})
    assert only(indexed).date == datetime(2023, 7, 23, tzinfo=UTC)
    [problem] = indexed.diagnostics
    assert (problem.code, problem.line) == (Code.FRONT_MATTER_FIELD, 2)


def test_a_post_without_a_date_has_that_of_its_first_commit(tmp_path: Path) -> None:
    index(tmp_path, {"old.md": "---\ntitle: x\n---\nSome text that git can recognise when it is renamed.\n"})

    def git(*arguments: str, date: str = "2022-05-06T07:08:09Z") -> None:
        identity = {f"GIT_{who}_{what}": "a@b.c" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {**os.environ, **identity, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        subprocess.run(["git", *arguments], cwd=tmp_path, env=environment, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "first")
    git("mv", "blog/old.md", "blog/new name.md")
    git("commit", "-m", "second", date="2023-01-01T00:00:00Z")
    post = only(index(tmp_path, {}, showLastUpdateTime=True, showLastUpdateAuthor=True))
    assert post.date == datetime(2022, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert (post.last_update, post.last_author) == (datetime(2023, 1, 1, tzinfo=UTC), "a@b.c")


def test_lists_of_a_blog(tmp_path: Path) -> None:
    posts = {
        f"2023-01-{day:02}-p.md": f"---\ntags: [{'a' if day % 2 else 'b'}]\nauthors: [kim]\n---\n"
        for day in range(1, 13)
    }
    indexed = index(
        tmp_path,
        {**posts, "authors.yml": "kim: {name: Kim, page: true}\nlee: {name: Lee}\n"},
        postsPerPage=5,
    )
    found = listings(indexed)
    assert {path: listing.kind for path, listing in found.items()} == {
        "/blog": "blog",
        "/blog/tags": "tags",
        "/blog/tags/a": "tag",
        "/blog/tags/b": "tag",
        "/blog/archive": "archive",
        "/blog/authors": "authors",
        "/blog/authors/kim": "author",
    }
    assert found["/blog/authors"].items == ["/blog/authors/kim"]
    assert len(found["/blog/tags/a"].items) == 6
    site = Site(tmp_path, instances=[indexed.instance])
    assert list(page_routes(found["/blog"], site)) == ["/blog/page/2", "/blog/page/3"]
    assert list(page_routes(found["/blog/tags/a"], site)) == ["/blog/tags/a/page/2"]
    assert list(page_routes(found["/blog/archive"], site)) == []


def test_a_blog_without_posts_has_a_list_all_the_same(tmp_path: Path) -> None:
    indexed = index(tmp_path, {}, routeBasePath="/", postsPerPage="ALL")
    assert [(listing.permalink, listing.items) for listing in indexed.listings] == [("/", [])]
    assert indexed.instance.feeds == []


@pytest.mark.parametrize(
    ("option", "feeds"),
    [
        ({"type": "all"}, ["rss.xml", "atom.xml", "feed.json"]),
        ({"type": "json"}, ["feed.json"]),
        ({}, ["rss.xml", "atom.xml"]),
        ({"type": None}, []),
    ],
)
def test_feeds(tmp_path: Path, option: object, feeds: list[str]) -> None:
    indexed = index(tmp_path, {"2023-01-01-x.md": ""}, feedOptions=option, archiveBasePath=None)
    assert [feed.permalink for feed in indexed.instance.feeds] == [f"/blog/{feed}" for feed in feeds]
    assert "/blog/archive" not in listings(indexed)


def test_translations_to_the_main_language_are_taken(tmp_path: Path) -> None:
    folder = tmp_path / "i18n" / "ko" / "docusaurus-plugin-content-blog"
    folder.mkdir(parents=True)
    (folder / "2023-01-01-x.md").write_text("---\ntitle: 번역\n---\n", "utf-8")
    (folder / "options.json").write_text('{"title": {"message": "블로그"}}', "utf-8")
    indexed = index(
        tmp_path,
        {"2023-01-01-x.md": "---\ntitle: Original\n---\n"},
        config={"locale": "ko", "localization": tmp_path / "i18n" / "ko"},
    )
    assert only(indexed).title == "번역"
    assert str(only(indexed).path) == "i18n/ko/docusaurus-plugin-content-blog/2023-01-01-x.md"
    assert (indexed.instance.title, indexed.instance.description) == ("블로그", "About things")
