"""The navbar and the footer: where each item leads."""

from __future__ import annotations

import json
from pathlib import Path

from migrator.diagnostics import Code
from migrator.docusaurus.config import Config
from migrator.docusaurus.config.theme import Theme, read_theme
from migrator.docusaurus.config.theme_files import replaced_components
from migrator.docusaurus.indexed import Indexed
from migrator.docusaurus.links.assets import Assets
from migrator.post import PageLink, PostMeta
from migrator.site import Instance, NavItem, Version


def theme(root: Path, settings: dict[str, object], *, trailing_slash: bool | None = None) -> Theme:
    config = Config(
        root, root, base_url="/base/", theme=settings, trailing_slash=trailing_slash, localization=root / "i18n/en"
    )
    docs = Instance("docs", "default", "/base/docs", root / "docs")
    docs.versions = [
        Version("current", "Next", "/base/docs/next", root, False),
        Version("2", "v2", "/base/docs", root),
    ]
    posts = [
        PostMeta("doc", "/base/docs/next/intro", "Intro", id="intro", version="current"),
        PostMeta("doc", "/base/docs/intro", "Intro", id="intro", version="2", sidebar="guide"),
        PostMeta("doc", "/base/docs/secret", "Secret", id="secret", version="2", unlisted=True),
        PostMeta("doc", "/base/docs/later", "Later", id="later", version="2", draft=True),
    ]
    indexed = Indexed(docs, posts, sidebar_starts={"guide": PageLink("Start", "/base/docs/start")})
    return read_theme(config, [indexed], Assets(root, root, [root / "static"], "/base/"))


def test_navbar_items(tmp_path: Path) -> None:
    items = [
        {"type": "doc", "docId": "intro", "label": "Docs"},
        {"type": "doc", "docId": "intro", "position": "right"},
        {"type": "docSidebar", "sidebarId": "guide"},
        {"type": "docsVersion"},
        {"to": "/blog", "label": "Blog"},
        {"to": "docs/a?x#y", "label": "Part"},
        {"to": "pathname:///api/", "label": "Other"},
        {"href": "https://a.org", "aria-label": "A"},
        {"href": "/file.pdf", "prependBaseUrlToHref": True, "label": "File"},
        {"label": "More", "items": [{"to": "/x", "label": "X"}, {"type": "html", "value": "<hr>"}, {"type": "doc"}]},
        {"type": "search"},
        {"type": "doc", "docId": "missing"},
        {"type": "doc", "docId": "secret"},
        {"type": "doc", "docId": "later"},
        "no item",
    ]
    found = theme(tmp_path, {"navbar": {"title": "Site", "style": "dark", "items": items}})
    assert (found.navbar_title, found.navbar_style) == ("Site", "dark")
    assert found.navbar == [
        NavItem("Docs", "/base/docs/intro", kind="doc", instance="default", sidebar="guide"),
        NavItem("intro", "/base/docs/intro", kind="doc", position="right", instance="default", sidebar="guide"),
        NavItem("Start", "/base/docs/start", kind="docSidebar", instance="default", sidebar="guide"),
        NavItem("v2", "/base/docs", kind="docsVersion"),
        NavItem("Blog", "/base/blog"),
        NavItem("Part", href="/base/docs/a?x#y"),
        NavItem("Other", href="/base/api/"),
        NavItem(href="https://a.org", aria_label="A"),
        NavItem("File", href="/base/file.pdf"),
        NavItem("More", kind="dropdown", items=[NavItem("X", "/base/x"), NavItem(html="<hr>", kind="html")]),
        NavItem(kind="search"),
    ]
    assert [(d.code, d.subject) for d in found.diagnostics] == [
        (Code.SIDEBAR_ITEM, ""),
        (Code.SIDEBAR_ITEM, "missing"),
    ]


def test_footer_logo_and_announcement_in_the_words_of_the_locale(tmp_path: Path) -> None:
    words = tmp_path / "i18n" / "en" / "docusaurus-theme-classic"
    words.mkdir(parents=True)
    (words / "footer.json").write_text(
        json.dumps({"link.title.Docs": {"message": "문서"}, "link.item.label.Intro": {"message": "소개"}})
    )
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "logo.svg").touch()
    settings = {
        "navbar": {"logo": {"src": "logo.svg"}, "style": "dark"},
        "footer": {
            "links": [
                {"title": "Docs", "items": [{"label": "Intro", "to": "/intro"}, {"html": "<b>x</b>"}]},
                {"label": "A", "href": "https://a.org"},
            ],
            "copyright": "© <b>A</b>",
        },
        "announcementBar": {"content": "<b>New</b>", "backgroundColor": "#fafbfc", "textColor": 'x"y'},
    }
    found = theme(tmp_path, settings, trailing_slash=True)
    assert found.footer == [
        NavItem("문서", kind="column", items=[NavItem("소개", "/base/intro/"), NavItem(html="<b>x</b>")]),
        NavItem("A", href="https://a.org"),
    ]
    assert (found.copyright, found.announcement) == (
        "© <b>A</b>",
        '<div style="background-color: #fafbfc"><b>New</b></div>',
    )
    assert found.navbar_style == "dark"
    assert found.logo is not None
    assert (found.logo.source, found.logo.route) == (tmp_path / "static" / "logo.svg", "/logo.svg")


def test_what_is_no_theme_gives_none(tmp_path: Path) -> None:
    assert theme(tmp_path, {"navbar": [], "footer": 1, "announcementBar": "x"}) == Theme()


def test_parts_of_the_theme_that_the_site_draws_itself_are_told(tmp_path: Path) -> None:
    names = ["BlogPostItem/Header/index.tsx", "BlogPostItem/index.js", "Navbar/Logo/index.js", "Navbar/index.js"]
    for name in (*names, "TOC.jsx", "TOC.module.css", "SearchBar.js", "prism-include-languages.js", "Own/types.d.ts"):
        path = tmp_path / "src/theme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = [(one.subject, str(one.path)) for one in replaced_components(Config(tmp_path, tmp_path))]
    assert found == [
        ("TOC", "src/theme/TOC.jsx"),
        ("BlogPostItem", "src/theme/BlogPostItem/index.js"),
        ("BlogPostItem/Header", "src/theme/BlogPostItem/Header/index.tsx"),
        ("Navbar", "src/theme/Navbar/index.js"),
    ]
