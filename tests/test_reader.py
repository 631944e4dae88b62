"""A whole site, read."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from migrator.diagnostics import Code
from migrator.docusaurus import reader as reader_module
from migrator.docusaurus.reader import DocusaurusReader, read_lone
from migrator.errors import SourceError
from migrator.nodes import Comment, Heading, Image, Link, Node, Text, Truncate, text_of
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
    "src/pages/index.js": "export default () => null;",
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
