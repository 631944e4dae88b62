"""A site made by hand for Jekyll: where its files lie and what their front matter says."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest
import yaml

from migrator import nodes as n
from migrator.adapter import Options, OutputFile
from migrator.post import Author, Post, PostMeta, Tag
from migrator.site import Instance, Listing, NavItem, Redirect, Site, Sitemap
from migrator.targets import Asset, Broken, External, Internal, Target
from migrator_jekyll import JekyllAdapter

DAY = datetime(2099, 1, 2, tzinfo=UTC)
TAG = Tag("C++", "/base/blog/tags/c")
ADA = Author("Ada", "ada")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    for name in ("docs/_img/a.png", "static/.well-known/x"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    image = Asset(tmp_path / "docs/_img/a.png")
    return Site(
        tmp_path,
        title="T",
        url="https://example.org",
        base_url="/base/",
        locale="ko",
        static=dict.fromkeys((".well-known/x", ".nojekyll"), tmp_path / "static/.well-known/x"),
        instances=[
            Instance("docs", "default", "/base/docs", tmp_path / "docs"),
            Instance("blog", "default", "/base/blog", tmp_path / "blog", authors={"ada": ADA}),
            Instance("blog", "news", "/base/news", tmp_path / "news"),
        ],
        posts=[
            PostMeta("doc", "/base/docs/v1..0:x.", "V", PurePosixPath("docs/_in/v1.0.mdx"), image=image),
            PostMeta(
                "post",
                "/base/blog/two",
                "Two",
                PurePosixPath("blog/2099/01-02-two/index.md"),
                date=DAY,
                tags=[TAG, Tag("c++", TAG.permalink)],
                authors=[ADA],
                front_matter={"layout": "mine", "own": 1},
            ),
            PostMeta("post", "/base/news/n", "N", PurePosixPath("news/n.md"), instance="news", date=DAY),
            PostMeta("post", "/base/blog/d", "D", PurePosixPath("blog/d.md"), draft=True),
        ],
        listings=[
            Listing("blog", "/base/blog", "Blog", ["/base/blog/two"] * 3, plugin="blog", page_size=2),
            Listing("tag", TAG.permalink, "c", ["/base/blog/two"], plugin="blog", tag=TAG),
        ],
        redirects=[Redirect("/base/old", "/base/blog/two"), Redirect("/base/older", "https://example.org/")],
    )


def written(adapter: JekyllAdapter, site: Site) -> dict[str, OutputFile]:
    files = [file for meta in site.posts for file in adapter.convert(Post(meta, n.Root())).files]
    return {str(file.path): file for file in [*files, *adapter.finish(None)]}


def head(file: OutputFile) -> dict[str, object]:
    fields: dict[str, object] = yaml.safe_load(str(file.content).split("---\n")[1])
    return fields


def test_where_things_lie(site: Site) -> None:
    files = written(JekyllAdapter(site, Options()), site)
    assert head(files["docs/in/v1.0.md"])["permalink"] == "/docs/v1%2E.0%3Ax%2E/"
    assert "assets/docs/img/a.png" in files
    post = head(files["_posts/2099-01-02-two.md"])
    assert (post["permalink"], post["redirect_from"]) == ("/blog/two/", ["/old/"])
    assert (post["tags"], post["authors"], post["own"]) == (["C++"], ["ada"], 1)
    assert (post["layout"], post["docusaurus"]) == ("post", {"layout": "mine"})
    assert head(files["news/_posts/2099-01-02-n.md"])["section"] == "blog/news"
    assert "_drafts/d.md" in files
    assert head(files["older/index.html"]) == {"permalink": "/older/", "redirect_to": "https://example.org/"}


def test_lists_are_files(site: Site) -> None:
    files = written(JekyllAdapter(site, Options()), site)
    second = head(files["blog/page/2/index.html"])
    assert second["permalink"] == "/blog/page/2/"
    assert second["listing"] == {"section": "blog", "limit": 2, "offset": 2, "newer": "/blog/"}
    assert head(files["blog/tags/c/index.html"])["title"] == "C++"
    assert json.loads(str(files["_data/tags.json"].content)) == {"blog": {"C++": "/blog/tags/c/"}}


def test_configuration(site: Site) -> None:
    files = written(JekyllAdapter(site, Options()), site)
    config = yaml.safe_load(str(files["_config.yml"].content))
    assert (config["url"], config["baseurl"], config["include"]) == ("https://example.org", "/base", [".well-known"])
    assert ".well-known/x" in files
    assert ".nojekyll" not in files
    assert "더 읽기" in str(files["_data/words.yml"].content)


def test_without_layouts(site: Site) -> None:
    files = written(JekyllAdapter(site, Options(layouts=False)), site)
    assert "_includes/migrated/posts.html" in files
    assert "_layouts/default.html" not in files
    assert head(files["docs/in/v1.0.md"])["layout"] == "page"


def test_the_adapter_survives_pickling(site: Site) -> None:
    adapter = JekyllAdapter(site, Options())
    again = pickle.loads(pickle.dumps(adapter))
    assert written(again, site).keys() == written(adapter, site).keys()


def settings(site: Site, options: Options) -> dict[str, object]:
    [config] = [file for file in JekyllAdapter(site, options).finish(None) if file.path.name == "_config.yml"]
    fields: dict[str, object] = yaml.safe_load(str(config.content))
    return fields


def test_files_of_redirects_are_served_or_not(site: Site) -> None:
    served, read = settings(site, Options(host="netlify")), settings(site, Options(host="vercel"))
    assert (served["include"], served.get("exclude")) == ([".htaccess", ".well-known", "_redirects"], None)
    assert read["exclude"] == [
        *("Gemfile", "Gemfile.lock", "node_modules"),
        *("vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"),
        "vercel.json",
    ]


@pytest.fixture
def bilingual(tmp_path: Path) -> Site:
    """A site in English and Korean, and one in French that had a host of its own in Docusaurus."""

    def edition(base: str, locale: str, slug: str, *more: str) -> Site:
        own = Site(tmp_path, title=f"T {locale}", url="https://example.org", base_url=base, locale=locale)
        own.sitemap = Sitemap(f"{base}sitemap.xml")
        own.html_lang, own.label = locale, locale.upper()
        own.instances = [Instance("docs", "default", f"{base}docs", tmp_path / "docs")]
        own.posts = [
            PostMeta(
                "doc", f"{base}docs/{name}", name, PurePosixPath(f"docs/{path}.md"), locale=locale, inside=file(path)
            )
            for path, name in [("a", slug), *((one, one) for one in more)]
        ]
        own.navbar = [NavItem(items=[NavItem("English", "/", locale="en"), NavItem("한국어", "/ko/", locale="ko")])]
        return own

    def file(path: str) -> PurePosixPath:
        return PurePosixPath(f"{path}.md")

    site = edition("/", "en", "a", "b", "c")
    site.translations = [edition("/ko/", "ko", "가", "b"), edition("/", "fr", "a", "b", "c")]
    return site


def test_languages(bilingual: Site) -> None:
    files = written(JekyllAdapter(bilingual, Options()), bilingual)
    for translation in bilingual.translations:
        files |= written(JekyllAdapter(bilingual, Options()), translation)
    config = yaml.safe_load(str(files["_config.yml"].content))
    assert [(one["scope"]["path"], one["values"]["lang"]) for one in config["defaults"]] == [
        ("", "en"),
        ("ko", "ko"),
        ("fr", "fr"),
    ]
    languages = yaml.safe_load(str(files["_data/languages.yml"].content))
    assert languages["ko"] == {"label": "KO", "home": "/ko/", "title": "T ko"}
    assert languages["fr"]["home"] == "/fr/"
    assert head(files["fr/docs/b.md"])["permalink"] == "/fr/docs/b/"
    [entry] = yaml.safe_load(str(files["_data/ko/navigation.yml"].content))["main"]
    assert (entry["title"], entry["children"][0]) == ("한국어", {"title": "English", "url": "/", "lang": "en"})
    assert {"ko/404.html", "ko/index.html", "ko/sitemap.xml", "404.html", "index.html", "sitemap.xml"} <= files.keys()


def test_where_a_page_is_in_another_language_is_said_where_a_layout_cannot_know(bilingual: Site) -> None:
    files = written(JekyllAdapter(bilingual, Options()), bilingual)
    assert head(files["docs/a.md"])["translations"] == {"ko": "/ko/docs/가/"}
    assert "translations" not in head(files["docs/b.md"])
    assert head(files["docs/c.md"])["translations"] == {"ko": False}


def test_links_have_the_base_path_before_them(site: Site) -> None:
    def link(target: Target, url: str = "x") -> n.Link:
        return n.Link([n.Text("t")], target=target, url=url)

    targets: list[Target] = [
        Internal("/base/blog/two"),
        External("/base/x.pdf"),
        External("/y"),
        External("//z.org/"),
        Broken("w"),
    ]
    body = n.Root([n.Paragraph([link(one) for one in targets]), n.Paragraph([n.InlineCode("{{ site.baseurl }}")])])
    [page] = JekyllAdapter(site, Options()).convert(Post(site.posts[0], body)).files[:1]
    assert str(page.content).split("---\n")[-1].replace(" ", "").split() == [
        "[t]({{site.baseurl}}/blog/two/)[t]({{site.baseurl}}/x.pdf)[t](/y)[t](//z.org/)[t](x)",
        "`{%raw%}{{site.baseurl}}{%endraw%}`",
    ]
