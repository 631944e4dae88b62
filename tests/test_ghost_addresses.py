"""Where pages and lists of a site are in Ghost: slugs, routes, collections and redirects."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ghost_site import DAY, Written, doc, make, page, post, write

from migrator.post import Author, PostMeta, Tag
from migrator.site import Feed, Listing, Redirect, SidebarItem, Site
from migrator_ghost.redirects import as_sent

PAGE = {"template": ["page", "post"]}
TAG = Tag("Books", "/blog/tags/books")
ADA = Author("Ada", "ada", permalink="/blog/authors/ada")


def blog(path: str, kind: str = "blog", items: list[str] | None = None, **fields: object) -> Listing:
    return Listing(kind, path, "Blog", items or [], plugin="blog", **fields)  # type: ignore[arg-type]


def lands(written: Written, path: str) -> str:
    """Return where a browser that asks for a path ends by the redirects."""
    return follow(written, as_sent(path))


def follow(written: Written, sent: str) -> str:
    """Return the same for a path as a browser sends it.  The redirects must not run in a circle."""
    seen: list[str] = []
    while True:
        assert sent not in seen, seen
        seen.append(sent)
        for source, target in written.redirects.items():
            if found := re.search(source, sent):
                sent = sent.replace(found[0], re.sub(r"\$(\d)", lambda part: found[int(part[1])], target), 1)
                break
        else:
            return sent


# ---------------------------------------------------------------- pages


def test_a_page_keeps_its_address_by_a_route(tmp_path: Path) -> None:
    made = write(make(tmp_path, doc("/docs/Guides/첫 걸음"), doc("/docs/intro"), page("/about")), tmp_path / "out")
    assert made.slugs == ["about", "cheos-geoleum", "intro"]
    assert made.routes["routes"] == {
        "/docs/guides/%EC%B2%AB%20%EA%B1%B8%EC%9D%8C/": {"data": "page.cheos-geoleum", **PAGE},
        "/docs/intro/": {"data": "page.intro", **PAGE},
        "/": {"controller": "channel", "template": "index"},
    }
    assert made.post("about")["url"] == "__GHOST_URL__/about/"
    assert "canonical_url" not in made.post("about")
    assert made.post("intro")["canonical_url"] == "__GHOST_URL__/docs/intro/"


def test_the_last_part_of_an_address_is_the_slug_where_it_is_free(tmp_path: Path) -> None:
    site = make(tmp_path, doc("/docs/a/intro"), doc("/docs/b/intro"), doc("/docs/1.0/a/intro"), page("/intro"))
    assert write(site, tmp_path / "out").slugs == ["docs-1-0-a-intro", "docs-a-intro", "docs-b-intro", "intro"]


def test_no_flat_address_is_in_the_way_of_a_page(tmp_path: Path) -> None:
    """A doc's slug must not be "tags" if the site has a page at /tags, for Ghost would have it there."""
    listing = Listing("tags", "/tags", "Tags")
    made = write(make(tmp_path, doc("/docs/tags"), listings=(listing,)), tmp_path / "out")
    assert made.slugs == ["docs-tags", "tags"]


def test_what_means_something_to_a_route_is_encoded(tmp_path: Path) -> None:
    made = write(make(tmp_path, doc("/docs/a,b (c)"), page("/")), tmp_path / "out")
    assert list(made.routes["routes"]) == ["/docs/a%2Cb%20%28c%29/", "/"]
    assert lands(made, "/docs/a,b (c)/") == "/docs/a%2Cb%20%28c%29/"
    assert follow(made, "/docs/a%2Cb%20%28c%29/") == "/docs/a%2Cb%20%28c%29/"


def test_html_at_the_end_goes(tmp_path: Path) -> None:
    made = write(make(tmp_path, page("/old.html"), page("/")), tmp_path / "out")
    assert made.post("old-html")["url"] == "__GHOST_URL__/old/"
    assert lands(made, "/old.html") == "/old/"


def test_what_looks_like_a_file_is_at_another_address(tmp_path: Path) -> None:
    names = ("docs/next.js-build", "docs/1.0", "docs/.env", "docs/package.json", "docs/1.0/intro")
    made = write(make(tmp_path, *(doc(f"/{name}") for name in names), post("/blog/v1.2")), tmp_path / "out")
    assert [made.post(slug)["url"].removeprefix("__GHOST_URL__") for slug in ("next-js-build", "1-0", "v1-2")] == [
        *("/docs/next-js-build/", "/docs/1-0/", "/blog/v1-2/"),
    ]
    assert lands(made, "/docs/next.js-build") == "/docs/next-js-build/"
    assert lands(made, "/blog/v1.2/") == "/blog/v1-2/"
    assert {"/docs/.env/", "/docs/package.json/", "/docs/1.0/intro/"} <= made.routes["routes"].keys()


def test_two_pages_at_one_address_are_told_of(tmp_path: Path) -> None:
    made = write(make(tmp_path, doc("/docs/Intro"), doc("/docs/intro")), tmp_path / "out")
    assert made.slugs == ["docs-intro", "intro"]
    assert "/docs/intro/ is the address of two pages; this one is at /docs-intro/." in made.messages


def test_the_base_path_is_part_of_ghosts_own_address(tmp_path: Path) -> None:
    site = make(tmp_path, doc("/base/docs/intro"), base_url="/base/")
    made = write(site, tmp_path / "out")
    assert "/docs/intro/" in made.routes["routes"]


def test_routes_are_spared_where_there_are_too_many(tmp_path: Path) -> None:
    site = make(tmp_path, *(post(f"/blog/글-{i}") for i in range(3)), doc("/docs/a"), doc("/docs/b"), page("/"))
    made = write(site, tmp_path / "out", routes="3")
    assert list(made.routes["routes"]) == ["/docs/a/", "/docs/b/", "/"]
    assert lands(made, "/blog/글-1/") == "/blog/geul-1/"
    assert sum("more than 3 routes make Ghost slow" in said for said in made.messages) == 1
    made = write(site, tmp_path / "none", routes="0")
    assert lands(made, "/docs/a") == "/a/"


# ---------------------------------------------------------------- blogs


@pytest.mark.parametrize(
    ("addresses", "pattern"),
    [
        (["/blog/one", "/blog/two"], "/blog/{slug}/"),
        (["/blog/2024/02/03/one", "/blog/2024/02/03/two"], "/blog/{year}/{month}/{day}/{slug}/"),
        (["/blog/2024/02/one"], "/blog/{year}/{month}/{slug}/"),
        ([], "/blog/{slug}/"),
    ],
)
def test_a_blogs_collection_has_the_form_of_most_addresses(tmp_path: Path, addresses: list[str], pattern: str) -> None:
    made = write(make(tmp_path, *map(post, addresses)), tmp_path / "out")
    assert made.routes["collections"]["/blog/"]["permalink"] == pattern
    assert [route for route in made.routes["routes"] if route.startswith("/blog")] == []


def test_a_post_that_does_not_fit_has_a_route(tmp_path: Path) -> None:
    made = write(make(tmp_path, post("/blog/one"), post("/blog/two"), post("/blog/x/three")), tmp_path / "out")
    assert made.routes["routes"]["/blog/x/three/"] == {"data": "post.three", "template": "post"}


def test_two_blogs_are_two_collections(tmp_path: Path) -> None:
    site = make(tmp_path, post("/blog/one"), post("/news/two", instance="news"), listings=(blog("/blog", page_size=7),))
    made = write(site, tmp_path / "out")
    assert made.routes["collections"] == {
        "/news/": {"permalink": "/news/{slug}/", "template": "index", "filter": "tag:hash-news"},
        "/blog/": {"permalink": "/blog/{slug}/", "template": "index", "filter": "tag:-hash-news", "limit": 7},
    }
    assert made.post("two")["tags"] == ["hash-news"]
    assert "tags" not in made.post("one")
    assert {"slug": "hash-news", "name": "#news", "visibility": "internal"} in made.json("site.json")["tags"]


def test_a_blog_at_the_root(tmp_path: Path) -> None:
    site = make(tmp_path, post("/one"), listings=(blog("/"),))
    site.instances = [one for one in site.instances if one.id == "default" and one.kind == "blog"]
    made = write(site, tmp_path / "out")
    assert made.routes["collections"] == {"/": {"permalink": "/{slug}/", "template": "index"}}
    assert made.routes["routes"] == {}


def test_an_unlisted_post_is_a_page_that_nobody_finds(tmp_path: Path) -> None:
    made = write(make(tmp_path, post("/blog/secret", unlisted=True)), tmp_path / "out")
    secret = made.post("secret")
    assert (secret["type"], secret["status"]) == ("page", "published")
    assert "noindex" in secret["codeinjection_head"]
    assert made.routes["routes"]["/blog/secret/"] == {"data": "page.secret", **PAGE}
    assert "An unlisted post is a page in Ghost" in made.messages[0]


# ---------------------------------------------------------------- lists


def test_tags_and_authors_are_taxonomies(tmp_path: Path) -> None:
    site = make(
        tmp_path,
        post("/blog/one", tags=[TAG], authors=[ADA]),
        listings=(
            blog("/blog"),
            blog("/blog/tags/books", "tag", tag=TAG),
            blog("/blog/authors/ada", "author", author=ADA),
        ),
    )
    made = write(site, tmp_path / "out")
    assert made.routes["taxonomies"] == {"tag": "/blog/tags/{slug}/", "author": "/blog/authors/{slug}/"}
    assert list(made.routes["routes"]) == ["/"]


def test_a_tag_of_two_blogs_has_a_list_in_each(tmp_path: Path) -> None:
    other = Tag("Books", "/news/tags/books")
    site = make(
        tmp_path,
        post("/blog/one", tags=[TAG]),
        post("/news/two", tags=[other], instance="news"),
        listings=(
            blog("/blog/tags/books", "tag", tag=TAG),
            blog("/news/tags/books", "tag", tag=other, instance="news", page_size=5),
        ),
    )
    routes = write(site, tmp_path / "out").routes["routes"]
    look = {"controller": "channel", "data": "tag.books", "template": ["tag", "index"]}
    assert routes["/blog/tags/books/"] == {**look, "filter": "tag:books+tag:-hash-news"}
    assert routes["/news/tags/books/"] == {**look, "filter": "tag:books+tag:hash-news", "limit": 5}


def test_a_tag_with_a_name_of_its_own_has_a_route(tmp_path: Path) -> None:
    tag = Tag("메모", "/blog/tags/메모")
    site = make(
        tmp_path, post("/blog/one", tags=[tag]), listings=(blog("/blog/tags/메모", "tag", tag=tag), blog("/blog"))
    )
    routes = write(site, tmp_path / "out").routes["routes"]
    assert routes["/blog/tags/%EB%A9%94%EB%AA%A8/"]["filter"] == "tag:memo"


def test_what_ghost_has_no_list_for_becomes_a_page(tmp_path: Path) -> None:
    cards = [
        SidebarItem("doc", "Intro", "/docs/intro", description="First"),
        SidebarItem("link", "Out", href="https://b.org"),
    ]
    site = make(
        tmp_path,
        doc("/docs/intro", "Introduction", description="What it is", tags=[TAG]),
        post("/blog/one", "One", authors=[ADA]),
        listings=(
            Listing("category", "/docs/category/all", "All", cards=cards, description="Every doc"),
            Listing("tag", "/docs/tags/books", "Books", ["/docs/intro"], tag=Tag("Books", "/docs/tags/books")),
            Listing("tags", "/docs/tags", "Tags"),
            blog("/blog/archive", "archive", ["/blog/one"]),
            blog("/blog/authors", "authors"),
        ),
    )
    site.instance("blog").authors["ada"] = ADA
    made = write(site, tmp_path / "out")
    said = {slug: str(made.post(slug)["lexical"]) for slug in ("all", "books", "tags", "archive", "authors")}
    assert "__GHOST_URL__/docs/intro/" in said["all"]
    assert "https://b.org" in said["all"]
    assert "Introduction" in said["books"]
    assert "What it is" in said["books"]
    assert "Books (1)" in said["tags"]
    assert "2024" in said["archive"]
    assert "__GHOST_URL__/blog/one/" in said["archive"]
    assert "__GHOST_URL__/blog/authors/ada/" in said["authors"]
    assert made.routes["routes"]["/docs/tags/books/"] == {"data": "page.books", **PAGE}


def test_a_site_without_a_home_gets_one(tmp_path: Path) -> None:
    made = write(make(tmp_path, doc("/docs/intro"), post("/blog/one")), tmp_path / "out")
    assert made.routes["routes"]["/"] == {"controller": "channel", "template": "index"}
    site = make(tmp_path, doc("/docs/intro"), tagline="It lists")
    site.instances = site.instances[:1]
    made = write(site, tmp_path / "docs-only")
    assert made.post("home")["title"] == "A site"
    assert "It lists" in str(made.post("home")["lexical"])


# ---------------------------------------------------------------- redirects


def test_old_addresses_redirect(tmp_path: Path) -> None:
    site = make(
        tmp_path,
        doc("/docs/intro"),
        post("/blog/one"),
        redirects=[
            Redirect("/a.b", "/docs/intro"),
            Redirect("/first", "/docs/intro?x=1#y"),
            Redirect("/out", "https://b.org/$1"),
            Redirect("/docs/intro", "/blog/one"),
        ],
    )
    site.instance("blog").feeds.append(Feed("rss", "/blog/rss.xml", "Feed", ""))
    made = write(site, tmp_path / "out")
    assert lands(made, "/a.b") == "/docs/intro/"
    assert lands(made, "/axb") == "/axb"
    assert lands(made, "/first") == "/docs/intro/?x=1#y"
    assert lands(made, "/out") == "https://b.org/%241"
    assert lands(made, "/docs/intro/") == "/docs/intro/", "a page is stronger than a redirect"
    assert lands(made, "/blog/rss.xml") == "/blog/rss/"


def test_static_files_redirect_to_where_ghost_keeps_them(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"x")
    names = ("img/a.png", "img/sub/b.svg", "img/한글.png", "files/c.pdf", "d.txt", "robots.txt", "data/e.json")
    made = write(make(tmp_path, page("/"), static=dict.fromkeys(names, file)), tmp_path / "out")
    home = "a-example-org"
    assert made.messages == ["Ghost does not store files of this kind: .txt stands behind the name of data/e.json."]
    assert lands(made, "/img/a.png") == f"/content/images/{home}/img/a.png"
    assert lands(made, "/img/sub/b.svg") == f"/content/images/{home}/img/sub/b.svg"
    assert lands(made, "/files/c.pdf") == f"/content/files/{home}/files/c.pdf"
    assert lands(made, "/data/e.json") == f"/content/files/{home}/data/e.json.txt"
    assert lands(made, "/d.txt") == f"/content/files/{home}/d.txt"
    assert lands(made, "/robots.txt") == "/robots.txt"
    for name in ("img/a.png", "img/한글.png", "data/e.json"):
        assert (tmp_path / "out" / lands(made, f"/{name}")[1:]).exists()


# ---------------------------------------------------------------- languages


def translated(root: Path) -> Site:
    """A site in English with Korean, in which one doc and one post are translated."""
    main = make(
        root,
        doc("/docs/one"),
        doc("/docs/two"),
        post("/blog/a", tags=[TAG]),
        post("/blog/b", date=DAY - timedelta(1)),
        page("/"),
        listings=(blog("/blog", page_size=1), blog("/blog/archive", "archive", ["/blog/a", "/blog/b"])),
    )
    korean = make(
        root,
        doc("/ko/docs/one", "하나", locale="ko"),
        doc("/ko/docs/two", locale="ko"),
        post("/ko/blog/a", "가", locale="ko"),
        post("/ko/blog/b", locale="ko", date=DAY - timedelta(1)),
        page("/ko", locale="ko"),
        listings=(
            blog("/ko/blog", page_size=1),
            blog("/ko/blog/archive", "archive", ["/ko/blog/a", "/ko/blog/b"]),
            blog("/ko/news", items=[], instance="news", page_size=5),
        ),
        base_url="/ko/",
        locale="ko",
    )
    main.listings.append(blog("/news", instance="news", page_size=5))
    for meta, original in zip(korean.posts, main.posts, strict=True):
        here = meta.permalink in ("/ko/docs/one", "/ko/blog/a")
        meta.path = PurePosixPath("i18n/ko") / original.path if here else original.path
    main.translations = [korean]
    return main


def test_a_translation_has_slugs_and_a_collection_of_its_own(tmp_path: Path) -> None:
    made = write(translated(tmp_path), tmp_path / "out")
    assert made.slugs == ["a", "archive", "b", "ko-a", "ko-archive", "ko-one", "one", "page-2", "two"]
    assert made.post("ko-a")["tags"] == ["hash-ko-blog", "hash-ko"]
    assert made.routes["routes"]["/ko/docs/one/"] == {"data": "page.ko-one", **PAGE}
    assert made.routes["routes"]["/ko/blog/a/"] == {"data": "post.ko-a", "template": "post"}
    assert made.routes["collections"]["/ko/blog/"]["filter"] == "tag:hash-ko-blog"


def test_what_is_not_translated_is_the_page_in_the_main_language(tmp_path: Path) -> None:
    made = write(translated(tmp_path), tmp_path / "out")
    assert lands(made, "/ko/docs/two") == "/docs/two/"
    assert lands(made, "/ko/docs/one/") == "/ko/docs/one/"
    assert lands(made, "/ko/") == "/"
    assert lands(made, "/ko/news/page/3") == "/news/page/3/"
    assert lands(made, "/ko/news") == "/news/"


def test_lists_of_a_translation_have_what_is_not_translated(tmp_path: Path) -> None:
    made = write(translated(tmp_path), tmp_path / "out")
    assert made.post("b")["tags"] == ["hash-also-in-ko-blog"]
    assert made.routes["routes"]["/ko/blog/"] == {
        "controller": "channel",
        "filter": "tag:[hash-ko-blog,hash-also-in-ko-blog]",
        "template": "index",
        "limit": 1,
    }


# ---------------------------------------------------------------- any site

segments = st.text(st.sampled_from("aB0-_.,( é글%"), min_size=1, max_size=4).filter(lambda text: text.strip(". ") != "")
paths = st.lists(segments, min_size=1, max_size=3).map("/".join)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["docs", "blog", ""]), paths), max_size=12))
def test_every_page_has_an_address_of_its_own_and_answers_at_its_old_one(
    tmp_path_factory: pytest.TempPathFactory, addresses: list[tuple[str, str]]
) -> None:
    root = tmp_path_factory.mktemp("site")
    metas: dict[str, PostMeta] = {"/": page("/")}
    for section, path in addresses:
        permalink = f"/{section}/{path}" if section else f"/{path}"
        metas[permalink] = {"docs": doc, "blog": post, "": page}[section](permalink)
    made = write(make(root, *metas.values()), root / "out")
    assert len(made.slugs) == len(metas)
    answers = set(made.routes["routes"]) | {flat_address(made, slug) for slug in made.slugs}
    for path in metas:
        assert lands(made, f"{path.rstrip('/').lower()}/") in answers


def flat_address(made: Written, slug: str) -> str:
    """Return the address that Ghost gives a post or page by its slug."""
    return f"/blog/{slug}/" if made.post(slug)["type"] == "post" else f"/{slug}/"


def test_what_ghost_shows_in_another_way_is_said(tmp_path: Path) -> None:
    file = tmp_path / "own.html"
    file.write_text("own", "utf-8")
    listing = Listing("blog", "/blog", "Blog", ["/blog/one"] * 3, plugin="blog", page_size=2)
    whole = Listing("tag", "/blog/tags/a", "A", ["/blog/one"], plugin="blog", page_size=2, tag=Tag("A", "/blog/tags/a"))
    made = write(
        make(tmp_path, post("/blog/one"), listings=(listing, whole), static={"own.html": file}), tmp_path / "out"
    )
    assert [said for said in made.messages if "plain text" in said or "other pages" in said] == [
        "Ghost shows a file of HTML as plain text: own.html.",
        "Ghost's theme says how many posts a page of a list has, so /blog may have other pages.",
    ]
