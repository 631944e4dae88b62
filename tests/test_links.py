"""Where links, images and attributes lead."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from unicodedata import normalize

import pytest

from migrator.diagnostics import Code
from migrator.docusaurus.links.assets import Assets
from migrator.docusaurus.links.resolve import Resolved, Resolver
from migrator.docusaurus.links.site_index import Part, SiteIndex
from migrator.nodes import (
    Attribute,
    Component,
    Definition,
    Element,
    Heading,
    Image,
    Js,
    Link,
    Node,
    Paragraph,
    Root,
    Span,
    Text,
)
from migrator.post import PostMeta, Source
from migrator.site import Feed, Instance, Listing, Redirect, Site
from migrator.targets import Asset, Broken, External, Internal, Target

FILES = (
    "docs/01-guide/pic ture.png",
    "docs/01-guide/data.json",
    "docs/01-guide/그림.png",
    "static/img/logo.png",
    "static/files/a.pdf",
    "static/demo.html",
    "other/img/logo.png",
    "other/img/only.png",
    "src/raw.png",
)
PAGES = (
    ("doc", "default", "docs/intro.md", "/base/docs/intro"),
    ("doc", "default", "docs/01-guide/02-setup.mdx", "/base/docs/guide/setup"),
    ("doc", "default", "docs/01-guide/한글 문서.md", "/base/docs/guide/한글 문서"),
    ("doc", "api", "api/intro.md", "/base/api/intro"),
    ("post", "default", "blog/2023-01-01-hi.md", "/base/blog/2023/01/01/hi"),
)


@pytest.fixture(scope="module")
def resolver(tmp_path_factory: pytest.TempPathFactory) -> Resolver:
    repository = tmp_path_factory.mktemp("repository")
    root = repository / "site"
    for name in FILES:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x", "utf-8")
    (repository.parent / "secret.png").write_text("x", "utf-8")
    (root / "docs" / "link.png").symlink_to(repository.parent / "secret.png")
    site = Site(
        root,
        url="https://my.site",
        base_url="/base/",
        instances=[
            Instance("blog", "default", "/base/blog", root / "blog", feeds=[Feed("rss", "/base/blog/rss.xml", "", "")])
        ],
        posts=[PostMeta(kind, link, "x", PurePosixPath(path), name) for kind, name, path, link in PAGES],  # type: ignore[arg-type]
        listings=[Listing("blog", "/base/blog", "Blog", ["a"] * 3, plugin="blog", page_size=2)],
        redirects=[Redirect("/base/old", "/base/docs/intro#new"), Redirect("/base/away", "https://else.where/")],
    )
    assets = Assets(root, repository, [root / "static", root / "other"], "/base/")
    folders: dict[Part, tuple[str, ...]] = {("doc", "default", None): (str(root / "docs"),)}
    return Resolver(SiteIndex(site, assets, folders=folders, react_routes=["/base/"]))


def resolve(resolver: Resolver, *nodes: Node, page: str = "docs/01-guide/02-setup.mdx") -> Resolved:
    _, name, path, permalink = next(row for row in PAGES if row[2] == page)
    kind = "doc" if page.startswith("docs") else "post"
    meta = PostMeta(kind, permalink, "x", PurePosixPath(path), name)  # type: ignore[arg-type]
    return resolver.resolve(Root(list(nodes)), meta, Source(PurePosixPath(path), "text"))


def link(resolver: Resolver, url: str, page: str = "docs/01-guide/02-setup.mdx") -> Target | None:
    node = Link([Text("x")], url=url, span=Span(0, 4))
    resolve(resolver, Paragraph([node]), page=page)
    return node.target


def image(resolver: Resolver, url: str) -> Target | None:
    node = Image(url=url, span=Span(0, 4))
    resolve(resolver, Paragraph([node]))
    return node.target


def asset(resolver: Resolver, path: str, route: str | None = None, **more: str) -> Asset:
    return Asset(Path(resolver.index.root, path), route, **more)


SETUP = "/base/docs/guide/setup"
INTRO = "/base/docs/intro"


@pytest.mark.parametrize(
    ("url", "target"),
    [
        # Markdown files
        ("../intro.md", Internal(INTRO)),
        ("../intro.md?a=1#b%20c", Internal(INTRO, "b c", "a=1")),
        ("intro.md", Internal(INTRO)),
        ("/intro.md", Internal(INTRO)),
        ("/docs/intro.md", Internal(INTRO)),
        ("@site/docs/intro.md", Internal(INTRO)),
        ("./02-setup.mdx", Internal(SETUP)),
        ("./%ED%95%9C%EA%B8%80%20%EB%AC%B8%EC%84%9C.md", Internal("/base/docs/guide/한글 문서")),
        (normalize("NFD", "./한글 문서.md"), Internal("/base/docs/guide/한글 문서")),
        ("../../blog/2023-01-01-hi.md", Internal("/base/blog/2023/01/01/hi")),
        ("../../api/intro.md#x", Internal("/base/api/intro", "x")),
        ("../INTRO.md", Broken("../INTRO.md")),
        ("setup.mdx", Broken("setup.mdx")),
        # addresses
        ("/docs/intro", Internal(INTRO)),
        ("/docs/intro/", Internal(INTRO)),
        ("/Docs/Intro", Internal(INTRO)),
        ("/base/docs/intro#x", Internal(INTRO, "x")),
        ("../intro", Internal(INTRO)),
        ("../../api/intro", Internal("/base/api/intro")),
        ("./한글 문서", Internal("/base/docs/guide/한글 문서")),
        ("/blog", Internal("/base/blog")),
        ("/blog/page/2", Internal("/base/blog/page/2")),
        ("/blog/page/3", Broken("/blog/page/3")),
        ("/old", Internal(INTRO, "new")),
        ("/away", External("https://else.where/")),
        ("/blog/rss.xml", External("/base/blog/rss.xml")),
        ("/", Broken("/")),
        ("/fr/docs/intro", Broken("/fr/docs/intro")),
        ("", Broken("")),
        # elsewhere
        ("https://my.site/base/docs/intro?q#x", Internal(INTRO, "x", "q")),
        ("https://my.site/other", External("https://my.site/other")),
        ("https://my.site.evil/base/docs/intro", External("https://my.site.evil/base/docs/intro")),
        ("//cdn.x/y", External("//cdn.x/y")),
        ("mailto:a@b.c", External("mailto:a@b.c")),
        ("http://[bad", External("http://[bad")),
        ("pathname:///other/app?x", External("/base/other/app?x")),
    ],
)
def test_links(resolver: Resolver, url: str, target: Target) -> None:
    assert link(resolver, url) == target


def test_links_to_files(resolver: Resolver) -> None:
    assert link(resolver, "./data.json") == asset(resolver, "docs/01-guide/data.json")
    assert link(resolver, "data.json?a#b") == asset(resolver, "docs/01-guide/data.json", query="a", fragment="b")
    assert link(resolver, "/files/a.pdf") == asset(resolver, "static/files/a.pdf", "/files/a.pdf")
    assert link(resolver, "/base/files/a.pdf") == asset(resolver, "static/files/a.pdf", "/files/a.pdf")
    assert link(resolver, "../../files/a.pdf") == asset(resolver, "static/files/a.pdf", "/files/a.pdf")
    assert link(resolver, "@site/static/files/a.pdf") == asset(resolver, "static/files/a.pdf", "/files/a.pdf")
    assert link(resolver, "pathname:///demo.html") == asset(resolver, "static/demo.html", "/demo.html")
    assert link(resolver, "https://my.site/base/files/a.pdf") == asset(resolver, "static/files/a.pdf", "/files/a.pdf")


def test_images(resolver: Resolver) -> None:
    picture = asset(resolver, "docs/01-guide/pic ture.png")
    assert image(resolver, "./pic%20ture.png") == image(resolver, "pic ture.png") == picture
    assert image(resolver, normalize("NFD", "그림.png")) == asset(resolver, "docs/01-guide/그림.png")
    assert image(resolver, "/img/logo.png") == asset(resolver, "static/img/logo.png", "/img/logo.png")
    assert image(resolver, "/img/only.png") == asset(resolver, "other/img/only.png", "/img/only.png")
    assert image(resolver, "@site/other/img/logo.png") == asset(resolver, "other/img/logo.png")
    assert image(resolver, "@site/src/raw.png") == asset(resolver, "src/raw.png")
    assert image(resolver, r"..\..\static\img\logo.png") == asset(resolver, "static/img/logo.png", "/img/logo.png")
    assert image(resolver, "/img/LOGO.png") == Broken("/img/LOGO.png")
    assert image(resolver, "https://x.y/z.png") == External("https://x.y/z.png")
    assert image(resolver, "data:image/png;base64,AA") == External("data:image/png;base64,AA")


@pytest.mark.parametrize(
    "url", ["../../../../secret.png", "../link.png", "@site/../../secret.png", "/../../../secret.png"]
)
def test_nothing_outside_of_the_repository_is_found(resolver: Resolver, url: str) -> None:
    node = Image(url=url, span=Span(0, 4))
    [problem] = resolve(resolver, Paragraph([node])).diagnostics
    assert isinstance(node.target, Broken)
    assert problem.code in (Code.OUTSIDE_SITE, Code.MISSING_ASSET)


def test_what_leads_nowhere_is_reported_with_its_place(resolver: Resolver) -> None:
    nodes = [
        Link(url="gone.md", span=Span(0, 1)),
        Link(url="/", span=Span(1, 2)),
        Link(url="/fr/docs", span=Span(1, 2)),
        Image(url="gone.png", span=Span(2, 3)),
        Link(url="#gone", span=Span(3, 4)),
        Link(url="#here", span=Span(3, 4)),
    ]
    found = resolve(resolver, Heading([Text("Here")], id="here"), Paragraph([*nodes]))
    assert [(d.code, d.column) for d in found.diagnostics] == [
        (Code.BROKEN_LINK, 1),
        (Code.BROKEN_LINK, 2),
        (Code.BROKEN_LINK, 2),
        (Code.MISSING_ASSET, 3),
        (Code.BROKEN_ANCHOR, 4),
    ]
    assert "React" in found.diagnostics[1].message


def test_a_broken_definition_is_reported_once(resolver: Resolver) -> None:
    uses = [Link(url="gone.md", reference="a", span=Span(0, 1)), Link(url="gone.md", reference="a", span=Span(1, 2))]
    found = resolve(resolver, Paragraph([*uses]), Definition("a", "gone.md", span=Span(2, 3)))
    assert [d.column for d in found.diagnostics] == [3]


def test_a_definition_of_an_image(resolver: Resolver) -> None:
    definition = Definition("a", "./pic ture.png", span=Span(2, 3))
    use = Image(url="./pic ture.png", reference="a", span=Span(0, 1))
    found = resolve(resolver, Paragraph([use]), definition)
    assert definition.target == use.target == asset(resolver, "docs/01-guide/pic ture.png")
    assert len(found.assets) == 1


def test_attributes(resolver: Resolver) -> None:
    def targets(name: str, attributes: dict[str, Attribute]) -> dict[str, Target]:
        node = (Component if name[0].isupper() else Element)(name=name, attributes=attributes, span=Span(0, 1))
        resolve(resolver, node)
        return node.targets

    logo = asset(resolver, "static/img/logo.png", "/img/logo.png")
    assert targets("a", {"href": "/base/docs/intro", "class": "x"}) == {"href": Internal(INTRO)}
    assert targets("a", {"href": "/outside"}) == {"href": External("/outside")}
    assert targets("img", {"src": Js("logo", True, "@site/static/img/logo.png")}) == {"src": logo}
    assert targets("img", {"src": Js("required", True, "/static/img/logo.png")}) == {"src": logo}
    assert targets("img", {"src": Js("outside", True, "/../../secret.png")}) == {"src": Broken("/../../secret.png")}
    assert targets("img", {"src": Js("props.x")}) == {}
    assert targets("iframe", {"src": "/base/docs/intro"}) == {"src": Internal(INTRO)}
    assert targets("img", {"srcset": "/img/logo.png, https://x.y/a,b.png 2x,/img/logo.png 3x"}) == {
        "srcset /img/logo.png": logo,
        "srcset https://x.y/a,b.png": External("https://x.y/a,b.png"),
    }
    assert targets("Card", {"to": "../intro.md", "image": "/img/logo.png", "icon": "star"}) == {
        "to": Internal(INTRO),
        "image": logo,
    }
    sources = Js("...", True, {"light": "/img/logo.png", "dark": "https://x.y/a.png"})
    assert targets("Themed", {"sources": sources}) == {
        "sources.light": logo,
        "sources.dark": External("https://x.y/a.png"),
    }


def test_version_2_looks_beside_the_page_last(resolver: Resolver) -> None:
    root = Path(resolver.index.root)
    posts = [
        PostMeta("doc", "/docs/intro", "x", PurePosixPath("docs/intro.md")),
        PostMeta("doc", "/docs/a/intro", "x", PurePosixPath("docs/a/intro.md")),
    ]
    folders: dict[Part, tuple[str, ...]] = {("doc", "default", None): (str(root / "docs"),)}
    for generation, wanted in ((2, "/docs/intro"), (3, "/docs/a/intro")):
        index = SiteIndex(Site(root, posts=posts), resolver.index.assets, folders=folders, generation=generation)
        node = Link([Text("x")], url="intro.md", span=Span(0, 4))
        meta = PostMeta("doc", "/docs/a/b", "x", PurePosixPath("docs/a/b.md"))
        Resolver(index).resolve(Root([Paragraph([node])]), meta, Source(meta.path, "text"))
        assert node.target == Internal(wanted)
