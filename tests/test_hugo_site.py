"""A whole site made by hand, built by real Hugo: addresses, lists, tags, redirects, what the hooks show."""

from __future__ import annotations

import pickle
import subprocess
import sysconfig
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from bs4 import BeautifulSoup

from migrator import nodes as n
from migrator.adapter import Options, OutputFile
from migrator.docusaurus.markdown import Settings, parse
from migrator.output import stage
from migrator.post import Author, PageLink, Post, PostMeta, Source, Tag
from migrator.site import Instance, Listing, NavItem, Redirect, SidebarItem, Site
from migrator.targets import Asset, Internal
from migrator_hugo import HugoAdapter

HUGO = Path(sysconfig.get_path("scripts")) / "hugo"

TEXT = """\
See [^1] and [ref] and {{< nothing >}}.

<Tabs groupId="os">
<TabItem value="a" label="A &quot;q&quot;">

## In a tab

[ref] again[^1]

- item

  :::my-note A *title*

  ```js title="x {y}.js" {1}
  {{< code >}}
  ```

  :::

</TabItem>
</Tabs>

$x_1$ and \\$5

[ref]: https://example.org
[^1]: The foot.
"""


def post(path: str, permalink: str, kind: Any = "doc", **fields: Any) -> PostMeta:
    return PostMeta(kind, permalink, fields.pop("title", path), PurePosixPath(path), **fields)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("source")
    for name in ("docs/img/a.png", "blog/2020-01-01-own/b c.png", "static/img/s.png"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"\x89PNG")
    return root


@pytest.fixture(scope="module")
def site(source: Path) -> Site:
    day = datetime(2099, 1, 1, tzinfo=UTC)
    tag, other = Tag("Hello World", "/base/blog/tags/hello-world"), Tag("C++", "/base/blog/tags/c")
    docs_tag = Tag("Hello World", "/base/docs/tags/hello-world")
    author = Author("Ada", "ada", permalink="/base/blog/authors/ada")
    return Site(
        source,
        title='The "site"',
        url="https://example.org",
        base_url="/base/",
        locale="ko",
        html_lang="ko-KR",
        math=True,
        static={p.relative_to(source / "static").as_posix(): p for p in (source / "static").rglob("*") if p.is_file()},
        instances=[
            Instance(
                "docs",
                "default",
                "/base/docs",
                source / "docs",
                sidebars={"side": [SidebarItem("doc", "Intro", "/base/docs/intro")]},
            ),
            Instance("blog", "default", "/base/blog", source / "blog", authors={"ada": author}),
            Instance("pages", "default", "/base", source / "src/pages"),
        ],
        posts=[
            post(
                "docs/intro.mdx", "/base/docs", title="Intro: one", previous=PageLink("P", "/base/docs/Guide/이름 둘")
            ),
            post("docs/Guide/index.md", "/base/docs/Guide", position=2.0, tags=[docs_tag]),
            post("docs/Guide/이름 둘.md", "/base/docs/Guide/이름 둘", front_matter={"answer": 42, "url": "no"}),
            post("docs/v1.0.md", "/base/docs/v1.0:x"),
            post("docs/unlisted.md", "/base/docs/unlisted", unlisted=True),
            post("blog/2020-01-01-own/index.md", "/base/blog/2020/01/01/own", "post", date=day, tags=[tag, other]),
            post("blog/2020-01-02-two.md", "/base/blog/two", "post", date=day, tags=[tag], authors=[author]),
            post("blog/draft.md", "/base/blog/draft", "post", date=day, draft=True),
            post("src/pages/about.md", "/base/about", "page"),
        ],
        listings=[
            Listing("blog", "/base/blog", "Blog", plugin="blog", page_size=1),
            Listing("archive", "/base/blog/archive", "Archive", plugin="blog"),
            Listing("tags", "/base/blog/tags", "Tags", plugin="blog"),
            Listing("tag", tag.permalink, "t", plugin="blog", tag=tag, page_size=1),
            Listing("tag", other.permalink, "t", plugin="blog", tag=other),
            Listing("tags", "/base/docs/tags", "Tags", plugin="docs"),
            Listing("tag", docs_tag.permalink, "t", plugin="docs", tag=docs_tag),
            Listing("author", "/base/blog/authors/ada", "Ada", plugin="blog", author=author),
            Listing("category", "/base/docs/category/x", "X", cards=[SidebarItem("doc", "Intro", "/base/docs")]),
        ],
        redirects=[Redirect("/base/old", "/base/about"), Redirect("/base/older.html", "/base/blog")],
        navbar=[NavItem("Docs", "/base/docs"), NavItem("More", items=[NavItem("Out", href="https://example.org")])],
    )


def pages(site: Site) -> list[Post]:
    made = []
    for meta in site.posts:
        text = TEXT if meta.path.name == "intro.mdx" else "Text.\n\n{/* truncate */}\n\n[to](intro) ![i](i)\n"
        if meta.path.name == "2020-01-02-two.md":
            text = f"[to](intro) ![i](i)\n\n{'Wick and oil. ' * 60}\n\nThe end.\n"
        source = Source(meta.path, text)
        root = parse(source, Settings(math=True, admonitions=("note", "my-note"))).root
        name = "blog/2020-01-01-own/b c.png" if "own" in str(meta.path) else "docs/img/a.png"
        image = Asset(site.root / name)
        for node in root.walk():
            if isinstance(node, n.Link) and node.url == "intro":
                node.target = Internal("/base/docs", "in-a-tab")
            elif isinstance(node, n.Image):
                node.target = image
        made.append(Post(meta, root, source, assets=[image]))
    return made


def build(site: Site, out: Path, options: Options) -> str:
    adapter = HugoAdapter(site, options)
    files = [file for page in pages(site) for file in adapter.convert(page).files]
    seen: dict[PurePosixPath, OutputFile] = {}
    for file in [*files, *adapter.finish(None)]:
        assert file.path not in seen or seen[file.path].content == file.content, file.path
        seen[file.path] = file
        stage(out, file)
    run = subprocess.run(
        [HUGO, "--printPathWarnings", "--panicOnWarning"], cwd=out, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr


@pytest.fixture(scope="module")
def public(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hugo")
    build(site, out, Options())
    return out / "public"


def test_every_address_answers(site: Site, public: Path) -> None:
    drafts = {meta.permalink for meta in site.posts if meta.draft}
    for permalink in [meta.permalink for meta in site.posts] + [listing.permalink for listing in site.listings]:
        path = public / permalink.removeprefix("/base").strip("/") / "index.html"
        assert path.is_file() != (permalink in drafts), permalink
    assert (public / "blog/page/2/index.html").is_file()
    assert (public / "blog/tags/hello-world/page/2/index.html").is_file()


def test_redirects(public: Path) -> None:
    assert "/base/about/" in (public / "old/index.html").read_text()
    assert "/base/blog" in (public / "older.html").read_text()


def test_tags_of_two_instances_are_apart(public: Path) -> None:
    blog = (public / "blog/tags/hello-world/index.html").read_text()
    docs = (public / "docs/tags/hello-world/index.html").read_text()
    assert "/base/docs/Guide/" in docs
    assert "/base/docs/Guide/" not in blog.split("e-content")[0].split("<main")[-1]
    assert "Hello World" in blog


def test_a_post_without_a_mark_is_in_lists_as_a_whole(public: Path) -> None:
    lists = [(public / name).read_text() for name in ("blog/index.html", "blog/page/2/index.html")]
    shown = sorted("The end." in page for page in lists)
    assert shown == [False, True]


def test_pictures_arrive(public: Path) -> None:
    assert (public / "blog/2020/01/01/own/b c.png").is_file()
    assert (public / "assets/docs/img/a.png").is_file()
    own = BeautifulSoup((public / "blog/2020/01/01/own/index.html").read_text(), "lxml")
    image = own.select_one(".e-content img")
    assert image is not None
    assert image["src"] == "/base/blog/2020/01/01/own/b%20c.png"
    link = own.select_one(".e-content p a")
    assert link is not None
    assert link["href"] == "/base/docs/#in-a-tab"


def test_what_the_hooks_show(public: Path) -> None:
    page = BeautifulSoup((public / "docs/index.html").read_text(), "lxml").select_one(".e-content")
    assert page is not None
    assert "{{< nothing >}}" in page.text
    tab = page.select_one(".tabs .tab")
    assert tab is not None
    assert tab["data-label"] == 'A "q"'
    assert page.select_one(".tab h2#in-a-tab") is not None
    assert len(page.select('a[href="https://example.org"]')) == 2
    alert = page.select_one(".tab li .admonition-mynote")
    assert alert is not None
    assert alert.select_one(".admonition-title em") is not None
    title = alert.select_one(".code-title")
    assert title is not None
    assert title.text == "x {y}.js"
    assert "{{< code >}}" in alert.text
    assert alert.select_one(".hl") is not None
    assert page.select_one("math") is not None
    assert "$5" in page.text
    assert page.select_one(".footnotes") is not None


def test_unlisted_is_in_no_list(public: Path) -> None:
    assert "unlisted" not in (public / "sitemap.xml").read_text()


def test_the_words_of_a_region_are_those_of_its_language(site: Site) -> None:
    korean = {
        str(file.path): file.content for file in HugoAdapter(replace(site, locale="ko-KR"), Options()).finish(None)
    }
    assert korean["i18n/ko-kr.toml"] == korean["i18n/ko.toml"]


def test_dates_are_written_as_the_language_writes_them(site: Site, tmp_path: Path) -> None:
    build(replace(site, locale="zh-CN"), tmp_path, Options())
    for name in ("blog/two", "blog/archive"):
        assert "2099年1月1日" in (tmp_path / "public" / name / "index.html").read_text("utf-8"), name


def test_without_layouts_only_what_the_text_needs(site: Site, tmp_path: Path) -> None:
    files = {str(file.path) for file in HugoAdapter(site, Options(layouts=False)).finish(None)}
    assert "layouts/_shortcodes/tabs.html" in files
    assert "layouts/baseof.html" not in files


def test_front_matter(site: Site) -> None:
    adapter = HugoAdapter(site, Options())
    by_path = {str(post.meta.path): adapter.convert(post).files[0] for post in pages(site)}
    guide = by_path["docs/Guide/이름 둘.md"]
    assert str(guide.path) == "content/docs/Guide/이름 둘.md"
    assert str(guide.content).startswith(
        '---\ntitle: docs/Guide/이름 둘.md\nurl: "/docs/Guide/이름 둘/"\nparams:\n  answer: 42\n  url: "no"\n---\n'
    )
    assert str(by_path["docs/intro.mdx"].path) == "content/docs/_index.md"
    assert str(by_path["docs/Guide/index.md"].path) == "content/docs/Guide/_index.md"
    own = by_path["blog/2020-01-01-own/index.md"]
    assert str(own.path) == "content/blog/2020-01-01-own/index.md"
    assert "tags: [Hello World, c]\n" in str(own.content)
    assert "date: 2099-01-01\n" in str(own.content)


def test_the_adapter_survives_pickling(site: Site) -> None:
    adapter = pickle.loads(pickle.dumps(HugoAdapter(site, Options())))
    assert (
        adapter.convert(pages(site)[0]).files[0].content
        == HugoAdapter(site, Options()).convert(pages(site)[0]).files[0].content
    )
