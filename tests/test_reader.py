"""A whole site, read."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from migrator.diagnostics import Code
from migrator.docusaurus import reader as reader_module
from migrator.docusaurus.docs.cards import item_count
from migrator.docusaurus.reader import DocusaurusReader, read_lone
from migrator.errors import SourceError
from migrator.nodes import Card, Comment, Heading, Image, Link, Node, Text, Truncate, text_of
from migrator.post import Post
from migrator.targets import Asset, Internal

CONFIG = """
export default {
  title: 'Home', url: 'https://x.org', baseUrl: '/', favicon: 'img/f.ico',
  presets: [['classic', {blog: {truncateMarker: /<!--\\s*more\\s*-->/}}]],
  plugins: [['@docusaurus/plugin-client-redirects', {
    fromExtensions: ['html'],
    redirects: [{from: ['/a', '/b'], to: '/docs/intro'}, {from: '/docs/intro', to: '/blog'}],
    createRedirects: (path) => path === '/blog' ? ['/news'] : undefined,
  }]],
};
"""
FILES = {
    "docusaurus.config.js": CONFIG,
    "static/img/f.ico": "x",
    "docs/intro.md": "# Intro\n\n[Post](../blog/2023-01-01-hi.md) ![](./a.png)\n",
    "docs/a.png": "x",
    "docs/twin.md": "---\nslug: /intro\n---\n# Twin\n",
    "src/pages/blog/archive.md": "# Our archive\n",
    "blog/2023-01-01-hi.md": "---\ntitle: Hi\n---\n\nFirst.\n\n<!-- more -->\n\nRest {frontMatter.title}.\n",
    "blog/2023-01-02-own.md": "# Own title\n\n{/* truncate */}\n",
    "blog/2023-01-03-other.md": "---\ntitle: Shown\n---\n\nText.\n\n# Not shown\n\n## Section\n",
    "src/pages/index.js": "export default () => window.name;",
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> DocusaurusReader:
    root = tmp_path_factory.mktemp("site")
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return DocusaurusReader(root)


def post(reader: DocusaurusReader, name: str) -> Post:
    return reader.read(next(meta for meta in reader.site.posts if str(meta.path).endswith(name)))


T = TypeVar("T", bound=Node)


def find(post: Post, kind: type[T]) -> list[T]:
    return [node for node in post.body.walk() if isinstance(node, kind)]


def test_a_site_is_indexed(reader: DocusaurusReader) -> None:
    site = reader.site
    assert (site.title, site.url, site.root) == ("Home", "https://x.org", site.root)
    assert isinstance(site.favicon, Asset)
    assert {meta.permalink for meta in site.posts} == {
        "/docs/intro",
        "/docs/intro-2",
        "/blog/2023/01/01/hi",
        "/blog/2023/01/02/own",
        "/blog/2023/01/03/other",
        "/blog/archive",
    }
    assert [listing.kind for listing in site.listings] == ["blog"]
    assert [instance.kind for instance in site.instances] == ["docs", "blog", "pages"]
    assert {d.code for d in site.diagnostics} == {Code.DUPLICATE_ROUTE, Code.REACT_PAGE}


def test_redirects(reader: DocusaurusReader) -> None:
    redirects = {redirect.source: redirect.target for redirect in reader.site.redirects}
    assert {redirects[old] for old in ("/a", "/b", "/docs/intro.html")} == {"/docs/intro"}
    assert redirects["/news"] == redirects["/blog.html"] == "/blog"
    assert "/docs/intro" not in redirects


def test_a_page_is_read_and_its_links_resolved(reader: DocusaurusReader) -> None:
    page = post(reader, "docs/intro.md")
    [link], [image] = find(page, Link), find(page, Image)
    assert link.target == Internal("/blog/2023/01/01/hi")
    assert [asset.source.name for asset in page.assets] == ["a.png"]
    assert image.target == page.assets[0]
    assert page.diagnostics == []


def test_an_excerpt_ends_at_the_blogs_own_marker(reader: DocusaurusReader) -> None:
    page = post(reader, "hi.md")
    assert page.truncated
    assert len(find(page, Truncate)) == 1
    assert "Rest Hi." in text_of(page.body.children)


def test_a_title_in_a_post_stays_only_if_it_is_the_one_shown(reader: DocusaurusReader) -> None:
    own, other = post(reader, "own.md"), post(reader, "other.md")
    assert (own.meta.title, own.meta.title_in_body, len(find(own, Heading))) == ("Own title", True, 1)
    assert (other.meta.title, other.meta.title_in_body) == ("Shown", False)
    assert [text_of(heading.children) for heading in find(other, Heading)] == ["Section"]
    assert [comment.value for comment in find(other, Comment)] == ["# Not shown"]


def test_a_reader_survives_pickling(reader: DocusaurusReader) -> None:
    copy = pickle.loads(pickle.dumps(reader))
    assert [page.body for page in copy.read_all()] == [page.body for page in reader.read_all()]


def test_a_page_that_cannot_be_read_is_kept_as_typed(reader: DocusaurusReader, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(reader_module, "parse", fail)
    page = post(reader, "docs/intro.md")
    assert [d.code for d in page.diagnostics] == [Code.INTERNAL]
    assert "[Post](../blog/2023-01-01-hi.md)" in str(page.body)


def test_a_file_that_is_gone_is_an_empty_page(reader: DocusaurusReader) -> None:
    meta = reader.site.posts[0]
    page = reader.read(replace(meta, path=meta.path.with_name("gone.md")))
    assert page.body.children == []


def test_a_page_by_itself() -> None:
    page = read_lone(b"---\ntitle: T\ndraft: true\n---\n\n[a](./b.md) $x$\n", Path("some/where.md"))
    assert (page.meta.title, page.meta.draft, str(page.meta.path)) == ("T", True, "where.md")
    assert [link.target for link in find(page, Link)] == [None]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"---\n: [\n---\n<a", b"{" * 3000, b"> " * 3000])
def test_no_bytes_raise(data: bytes) -> None:
    page = read_lone(data, Path("x.mdx"))
    assert all(isinstance(node, Text) or node.type for node in page.body.walk())


def test_no_site(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        DocusaurusReader(tmp_path / "nowhere")
    with pytest.raises(SourceError):
        DocusaurusReader(tmp_path)


@pytest.mark.parametrize(
    ("name", "front_matter", "kind", "title", "permalink"),
    [
        ("02-a.md", "", "doc", "a", "/02-a"),
        ("a.md", "slug: /x/y", "doc", "a", "/x/y"),
        ("2024-05-06-hi.md", "", "post", "hi", "/2024-05-06-hi"),
        ("hi.md", "date: 2024-05-06", "post", "hi", "/hi"),
        ("a.md", "wrapperClassName: wide", "page", "a", "/a"),
    ],
)
def test_what_a_page_by_itself_is(name: str, front_matter: str, kind: str, title: str, permalink: str) -> None:
    meta = read_lone(f"---\n{front_matter}\n---\nText.\n".encode(), Path(name)).meta
    assert (meta.kind, meta.title, meta.permalink) == (kind, title, permalink)
    assert (meta.date is not None and meta.date.date().isoformat() == "2024-05-06") is (kind == "post")


def test_cards_show_the_items_of_the_pages_category(tmp_path: Path) -> None:
    files = {
        "docs/a/index.md": "---\ntitle: A\n---\n<DocCardList />\n",
        "docs/a/b.md": "---\ntitle: B\ndescription: About b.\n---\n",
        "docs/a/c/_category_.json": '{"label": "C", "link": {"type": "generated-index"}}',
        "docs/a/c/d.md": "# D\n\nExcerpt.\n",
        "docs/a/c/e.md": "---\nunlisted: true\n---\n# E\n",
        "src/pages/p.md": "<DocCardList />\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    reader = DocusaurusReader(tmp_path)
    cards = find(post(reader, "docs/a/index.md"), Card)
    assert [(card.label, card.description) for card in cards] == [("B", "About b."), ("C", "2 items")]
    assert [card.target for card in cards] == [Internal("/docs/a/b"), Internal("/docs/category/c")]
    (listing,) = (one for one in reader.site.listings if one.kind == "category")
    assert [card.description for card in listing.cards] == ["Excerpt."]
    assert [d.code for d in post(reader, "src/pages/p.md").diagnostics] == [Code.COMPONENT]


@pytest.mark.parametrize(
    ("count", "locale", "text"),
    [
        (1, "en", "1 item"),
        (0, "fr", "0 éléments"),
        (3, "ko", "3 항목"),
        (1, "xx", "1 item"),
        (21, "ru", "21 элемент"),
        (21, "pl", "21 elementów"),
        (4, "pl", "4 elementy"),
        (12, "uk", "12 елементів"),
    ],
)
def test_counting(count: int, locale: str, text: str) -> None:
    assert item_count(count, locale) == text
