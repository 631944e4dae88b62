"""The index of docs: ids, addresses, titles, tags, versions."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.content_sites import by_path, index, listings, reported, write

from migrator.docusaurus.config import load_config
from migrator.docusaurus.content import Content
from migrator.docusaurus.docs.doc import DocReader
from migrator.docusaurus.docs.versions import read_versions
from migrator.docusaurus.javascript.functions import PrefixParser
from migrator.post import Tag
from migrator.targets import Asset, External


@pytest.mark.parametrize(
    ("file", "front_matter", "id", "permalink"),
    [
        ("intro.md", "", "intro", "/docs/intro"),
        ("guides/first.mdx", "", "guides/first", "/docs/guides/first"),
        ("01-guides/02-first.md", "", "guides/first", "/docs/guides/first"),
        ("2021-11-note.md", "", "2021-11-note", "/docs/2021-11-note"),
        ("index.md", "", "index", "/docs/"),
        ("guides/README.md", "", "guides/README", "/docs/guides/"),
        ("guides/Guides.md", "", "guides/Guides", "/docs/guides/"),
        ("01-guides/01-guides.md", "", "guides/guides", "/docs/guides/"),
        ("guides/index.md", "slug: start", "guides/index", "/docs/guides/start"),
        ("guides/a.md", "id: b", "guides/b", "/docs/guides/b"),
        ("guides/a.md", "slug: ../c", "guides/a", "/docs/c"),
        ("guides/a.md", "slug: /", "guides/a", "/docs/"),
        ("guides/a.md", "slug: /x/y/", "guides/a", "/docs/x/y/"),
        ("01-guides/02-a.md", "parse_number_prefixes: false", "01-guides/02-a", "/docs/01-guides/02-a"),
        ("한글/제목 하나.md", "", "한글/제목 하나", "/docs/한글/제목 하나"),
        ("a.md", "slug: /%ED%95%9C", "a", "/docs/한"),
        ("a.md", "slug: /../../etc/passwd", "a", "/docs/etc/passwd"),
        ("a.md", "slug: /%2e%2e/%2e%2e/x?#y", "a", "/docs/xy"),
        ("a.md", "id: b/c", "a", "/docs/a"),
    ],
)
def test_ids_and_addresses(tmp_path: Path, file: str, front_matter: str, id: str, permalink: str) -> None:
    [doc] = index(tmp_path, {f"docs/{file}": f"---\n{front_matter}\n---\nText"}).posts
    assert (doc.id, doc.permalink) == (id, permalink)


@pytest.mark.parametrize(
    ("trailing_slash", "addresses"),
    [
        (None, ["/base/docs/a", "/base/docs/b/"]),
        (True, ["/base/docs/a/", "/base/docs/b/"]),
        (False, ["/base/docs/a", "/base/docs/b"]),
    ],
)
def test_addresses_have_the_site_s_base_and_slash(
    tmp_path: Path, trailing_slash: bool | None, addresses: list[str]
) -> None:
    files = {"docs/a.md": "", "docs/b/index.md": ""}
    indexed = index(tmp_path, files, base_url="/base/", trailing_slash=trailing_slash)
    assert [doc.permalink for doc in indexed.posts] == addresses


def test_docs_can_be_the_whole_site_and_keep_their_numbers(tmp_path: Path) -> None:
    options: dict[str, object] = {"routeBasePath": "/", "numberPrefixParser": False}
    indexed = index(tmp_path, {"docs/1-a.md": "", "docs/index.md": ""}, options)
    assert [doc.permalink for doc in indexed.posts] == ["/1-a", "/"]
    assert indexed.instance.route == "/"


def test_partials_and_what_is_excluded_are_no_docs(tmp_path: Path) -> None:
    files = {f"docs/{name}": "" for name in ("a.md", "_b.md", "_c/d.md", "e/_f.mdx", "g.test.js", "h/i.md")}
    indexed = index(tmp_path, files, {"exclude": ["**/_*", "**/_*/**", "h/**"]})
    assert list(by_path(indexed)) == ["a.md"]


@pytest.mark.parametrize(
    ("text", "title", "description", "title_in_body"),
    [
        ("---\ntitle: Front\ndescription: Said\n---\n# Body\n\nText", "Front", "Said", True),
        ("# Body\n\nText", "Body", "Text", True),
        ("Text\n\n# Body", "page", "Text", True),
        ("Text\n\n## Part", "page", "Text", False),
        ("", "page", "", False),
        ("---\ntitle: 2024\n---\n", "2024", "", False),
    ],
)
def test_title_and_description(tmp_path: Path, text: str, title: str, description: str, title_in_body: bool) -> None:
    [doc] = index(tmp_path, {"docs/page.md": text}).posts
    assert (doc.title, doc.description, doc.title_in_body) == (title, description, title_in_body)


def test_the_front_matter_of_a_doc(tmp_path: Path) -> None:
    front_matter = """---
title: A
sidebar_label: Label
sidebar_position: 1.5
hide_title: true
hide_table_of_contents: true
toc_max_heading_level: 4
keywords: [one, 2]
image: ./a.png
unlisted: true
last_update: {date: 2024-01-02, author: Minji}
own: {x: 1}
---
"""
    files = {"docs/x/a.md": front_matter, "docs/x/a.png": "", "docs/b.md": "---\nimage: https://a.org/b.png\n---\n"}
    docs = by_path(index(tmp_path, files))
    doc = docs["x/a.md"]
    assert (doc.sidebar_label, doc.position, doc.hide_title, doc.hide_toc) == ("Label", 1.5, True, True)
    assert (doc.toc_depths, doc.keywords, doc.unlisted) == ((2, 4), ["one", "2"], True)
    assert (doc.last_update, doc.last_author) == (datetime(2024, 1, 2, tzinfo=UTC), "Minji")
    assert doc.front_matter["own"] == {"x": 1}
    assert isinstance(doc.image, Asset)
    assert doc.image.source == tmp_path / "docs/x/a.png"
    assert docs["b.md"].image == External("https://a.org/b.png")


def test_links_to_edit_a_doc(tmp_path: Path) -> None:
    files = {
        "docs/x/a.md": "",
        "docs/b.md": "---\ncustom_edit_url: null\n---\n",
        "docs/c.md": "---\ncustom_edit_url: https://c.org/edit\n---\n",
    }
    indexed = index(tmp_path, files, {"editUrl": "https://github.com/me/site/edit/main/"})
    assert {name: doc.edit_url for name, doc in by_path(indexed).items()} == {
        "x/a.md": "https://github.com/me/site/edit/main/docs/x/a.md",
        "b.md": None,
        "c.md": "https://c.org/edit",
    }


def test_a_draft_is_a_post_and_nothing_else(tmp_path: Path) -> None:
    indexed = index(tmp_path, {"docs/a.md": "---\ndraft: true\ntags: [x]\n---\n", "docs/b.md": ""})
    assert [(doc.id, doc.draft) for doc in indexed.posts] == [("a", True), ("b", False)]
    assert [item.label for item in indexed.instance.sidebars["defaultSidebar"]] == ["b"]
    assert indexed.listings == []
    assert reported(indexed) == [("draft", "docs/a.md", 0)]


def test_bad_values_are_reported_and_have_no_effect(tmp_path: Path) -> None:
    text = "---\nid: [a]\nsidebar_position: first\ntags: x\ndisplayed_sidebar: none\npagination_next: z\n---\n"
    indexed = index(tmp_path, {"docs/a.md": text})
    [doc] = indexed.posts
    assert (doc.id, doc.position, doc.tags, doc.sidebar, doc.next) == ("a", None, [], "defaultSidebar", None)
    assert sorted(reported(indexed)) == [("front-matter-field", "docs/a.md", line) for line in (2, 3, 4, 5, 6)]


def test_docs_with_one_id_are_reported(tmp_path: Path) -> None:
    assert reported(index(tmp_path, {"docs/1-a.md": "", "docs/2-a.md": ""})) == [("duplicate-route", "docs/2-a.md", 0)]


def test_tags(tmp_path: Path) -> None:
    files = {
        "docs/tags.yml": "known:\n  label: Well known\n  permalink: /wk\n  description: Of old\nplain:\n",
        "docs/b.md": "---\ntitle: B\ntags: [known, Hello World, {label: Own, permalink: own/x}]\n---\n",
        "docs/a.md": "---\ntitle: A\ntags: [Hello World, Hello World, 2024]\n---\n",
        "docs/c.md": "---\ntitle: C\ntags: [hidden]\nunlisted: true\n---\n",
    }
    indexed = index(tmp_path, files)
    assert by_path(indexed)["b.md"].tags == [
        Tag("Well known", "/docs/tags/wk", "Of old"),
        Tag("Hello World", "/docs/tags/hello-world"),
        Tag("Own", "/docs/tags/own/x"),
    ]
    assert indexed.instance.tags["plain"] == Tag("Plain", "/docs/tags/plain")
    pages = listings(indexed)
    assert pages["/docs/tags"].items == [f"/docs/tags/{name}" for name in ("2024", "hello-world", "own/x", "wk")]
    assert pages["/docs/tags/hello-world"].items == ["/docs/a", "/docs/b"]
    assert (pages["/docs/tags/hidden"].unlisted, pages["/docs/tags/hidden"].items) == (True, ["/docs/c"])
    assert {page.kind for page in pages.values()} == {"tags", "tag"}


def test_versions(tmp_path: Path) -> None:
    files = {
        "versions.json": '["2.0", "1.0"]',
        "docs/a.md": "",
        "versioned_docs/version-2.0/a.md": "---\ntags: [x]\n---\n",
        "versioned_docs/version-1.0/a.md": "",
        "versioned_sidebars/version-2.0-sidebars.json": '{"docs": ["a"]}',
        "versioned_sidebars/version-1.0-sidebars.json": '{"version-1.0/docs": ["version-1.0/a"]}',
    }
    indexed = index(tmp_path, files, {"versions": {"current": {"label": "Canary", "path": "canary"}}})
    found = {(doc.version, doc.permalink, doc.sidebar) for doc in indexed.posts}
    assert found == {
        ("current", "/docs/canary/a", "current/defaultSidebar"),
        ("2.0", "/docs/a", "docs"),
        ("1.0", "/docs/1.0/a", "1.0/docs"),
    }
    assert set(indexed.instance.sidebars) == {"current/defaultSidebar", "docs", "1.0/docs"}
    assert [(one.name, one.label, one.route, one.is_last) for one in indexed.instance.versions] == [
        ("current", "Canary", "/docs/canary", False),
        ("2.0", "2.0", "/docs", True),
        ("1.0", "1.0", "/docs/1.0", False),
    ]
    assert indexed.instance.folder == tmp_path / "versioned_docs/version-2.0"
    assert {listing.version for listing in indexed.listings} == {"2.0"}
    assert indexed.diagnostics == []


@pytest.mark.parametrize(
    ("options", "names", "last"),
    [
        ({}, ["current", "2", "1"], "2"),
        ({"lastVersion": "current"}, ["current", "2", "1"], "current"),
        ({"includeCurrentVersion": False}, ["2", "1"], "2"),
        ({"onlyIncludeVersions": ["current", "1"]}, ["current", "1"], "1"),
        ({"disableVersioning": True}, ["current"], "current"),
    ],
)
def test_which_versions_are_served(tmp_path: Path, options: dict[str, object], names: list[str], last: str) -> None:
    indexed = index(tmp_path, {"versions.json": '["2", "1", "../../x"]', "docs/a.md": ""}, options)
    assert [version.name for version in indexed.instance.versions] == names
    assert [version.name for version in indexed.instance.versions if version.is_last] == [last]


def test_translations_to_the_main_language_stand_in(tmp_path: Path) -> None:
    base = "i18n/ko/docusaurus-plugin-content-docs"
    message = {"sidebar.defaultSidebar.category.guides": {"message": "안내"}}
    files = {
        "docs/guides/a.md": "# A",
        "docs/guides/b.md": "# B",
        f"{base}/current/guides/a.md": "# 가",
        f"{base}/current.json": json.dumps(message),
    }
    indexed = index(tmp_path, files, locale="ko", localization=tmp_path / "i18n" / "ko")
    assert [(doc.title, str(doc.path)) for doc in indexed.posts] == [
        ("가", f"{base}/current/guides/a.md"),
        ("B", "docs/guides/b.md"),
    ]
    assert [item.label for item in indexed.instance.sidebars["defaultSidebar"]] == ["안내"]


def test_docs_can_be_read_in_other_processes(tmp_path: Path) -> None:
    index(tmp_path, {"docs/a.md": "# A"})
    config = load_config(tmp_path, repository=tmp_path)
    plugin = next(plugin for plugin in config.content if plugin.kind == "docs")
    [version], _ = read_versions(plugin, config)
    parser = PrefixParser(plugin, config, ["a.md"], [])
    reader = DocReader(Content(plugin, config, version.folder, version.part), version, {}, parser)
    doc = pickle.loads(pickle.dumps(reader))("a.md")
    assert pickle.loads(pickle.dumps(doc)).meta == reader("a.md").meta


CONFIG = """
export default {
  presets: [['classic', {docs: {
    numberPrefixParser: (name) => {
      const found = /^n(\\d+)-(.*)$/.exec(name);
      return found ? {filename: found[2], numberPrefix: Number(found[1])} : {filename: name};
    },
    editUrl: ({versionDocsDirPath, docPath}) => `https://edit.org/${versionDocsDirPath}/${docPath}`,
    sidebarItemsGenerator: async ({defaultSidebarItemsGenerator, docs, ...args}) => {
      const shown = docs.filter((doc) => !doc.frontMatter.hidden);
      const items = await defaultSidebarItemsGenerator({...args, docs: shown});
      return items.map((item) => ({...item, label: `${item.label ?? item.id}!`})).reverse();
    },
  }}]],
};
"""


def test_options_that_are_functions_are_called(tmp_path: Path) -> None:
    write(tmp_path, {"docusaurus.config.js": CONFIG})
    files = {"docs/n2-x/n1-a.md": "", "docs/n1-y.md": "---\ncustom_edit_url: null\n---\n"}
    files |= {"docs/n3-z.md": "---\nhidden: 2024-01-01\n---\n", "docs/n4-w/n1-v.md": "---\nhidden: true\n---\n"}
    indexed = index(tmp_path, files)
    assert {doc.permalink: (doc.position, doc.edit_url) for doc in indexed.posts} == {
        "/docs/x/a": (1, "https://edit.org/docs/n2-x/n1-a.md"),
        "/docs/y": (1, None),
        "/docs/z": (3, "https://edit.org/docs/n3-z.md"),
        "/docs/w/v": (1, "https://edit.org/docs/n4-w/n1-v.md"),
    }
    assert [item.label for item in indexed.instance.sidebars["defaultSidebar"]] == ["x!", "y!"]
    assert reported(indexed) == []


def test_a_function_that_fails_is_reported(tmp_path: Path) -> None:
    config = "export default {presets: [['classic', {docs: {\nsidebarItemsGenerator: () => nothing}}]]};"
    indexed = index(tmp_path, {"docs/a.md": "", "docusaurus.config.js": config})
    assert [item.label for item in indexed.instance.sidebars["defaultSidebar"]] == ["a"]
    assert reported(indexed) == [("config-function", "docusaurus.config.js", 2)]


@pytest.mark.parametrize(("major", "in_body"), [(2, False), (3, True)])
def test_version_2_knows_a_title_in_first_place_only(tmp_path: Path, major: int, in_body: bool) -> None:
    files = {"docs/a.md": "---\ntitle: A\n---\n> Quoted.\n\n# Usage", "docs/b.md": "# B"}
    docs = by_path(index(tmp_path, files, version=(major, 0)))
    assert (docs["a.md"].title_in_body, docs["b.md"].title_in_body) == (in_body, True)
