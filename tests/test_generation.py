"""Sites of Docusaurus 2, and the plugins that a configuration gives to its pages."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest

from migrator.diagnostics import Code
from migrator.docusaurus.config import load_config
from migrator.docusaurus.config.generation import read_version
from migrator.docusaurus.markdown import Settings, parse
from migrator.docusaurus.markdown.settings import Npm2Yarn, TabBlocks
from migrator.docusaurus.page_settings import plugin_settings
from migrator.docusaurus.reader import DocusaurusReader
from migrator.nodes import (
    Admonition,
    Blockquote,
    Element,
    Expression,
    Heading,
    InlineCode,
    Link,
    Tab,
    Table,
    Tabs,
    Text,
    text_of,
)
from migrator.nodes import Code as CodeBlock
from migrator.post import Source

CONFIG = """
const own = require('./src/own-plugin');
module.exports = {title: 'Home', url: 'https://x.org', baseUrl: '/', presets: [['classic', {
  docs: {
    remarkPlugins: [require('mdx-mermaid'), [require('@docusaurus/remark-plugin-npm2yarn'), {sync: true}], own],
    beforeDefaultRemarkPlugins: [require('remark-github-admonitions-to-directives')],
    admonitions: {tag: ':::', keywords: ['note', 'warning', 'lamp']},
  },
  blog: {rehypePlugins: [require('rehype-katex'), require('rehype-lamps')]},
}]]};
"""


def package(version: str) -> str:
    return json.dumps({"dependencies": {"@docusaurus/core": version}})


def site(folder: Path, version: str) -> Path:
    files = {
        "docusaurus.config.js": CONFIG,
        "package.json": package(version),
        "src/own-plugin.js": "module.exports = function attacher() {};",
        "docs/a.md": "# A\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("asked", "version"),
    [
        ("2.4.3", (2, 4)),
        ("^2.0.0-beta.9", (2, 0)),
        ("~2.1", (2, 1)),
        ("1.14", (2, 0)),
        ("3.10.2", (3, 10)),
        (">=3 <4", (3, 0)),
        ("latest", (3, 10)),
        ("workspace:*", (3, 10)),
    ],
)
def test_the_version_that_a_site_asks_for(tmp_path: Path, asked: str, version: tuple[int, int]) -> None:
    (tmp_path / "package.json").write_text(package(asked), encoding="utf-8")
    assert read_version(tmp_path, tmp_path) == version


def test_a_workspace_asks_at_its_root(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text(package("^2.4.0"), encoding="utf-8")
    (tmp_path / "website").mkdir()
    (tmp_path / "website" / "package.json").write_text("[]", encoding="utf-8")
    assert read_version(tmp_path / "website", tmp_path) == (2, 4)
    assert read_version(tmp_path / "website", tmp_path / "website") == (3, 10)


def test_settings_of_version_2(tmp_path: Path) -> None:
    config = load_config(site(tmp_path, "^2.4.3"))
    docs, blog = config.content[0], config.content[1]
    settings = plugin_settings(docs, config)
    assert settings.generation == 2
    assert settings.admonitions == ("note", "warning", "lamp")
    assert settings.admonition_titles["warning"] == "danger"
    assert settings.mermaid
    assert settings.npm2yarn is not None
    assert settings.npm2yarn.managers == ("yarn", "pnpm")
    assert blog.options["feedOptions"] == {"copyright": "", "limit": False, "type": ["rss", "atom"]}


def test_settings_of_version_3(tmp_path: Path) -> None:
    config = load_config(site(tmp_path, "^3.4.0"))
    settings = plugin_settings(config.content[0], config)
    assert {"tip", "lamp"} <= set(settings.admonitions)
    assert settings.admonition_titles["warning"] == "warning"
    assert settings.npm2yarn is not None
    assert settings.npm2yarn.managers == ("yarn", "pnpm", "bun")


@pytest.mark.parametrize(("version", "kept"), [("^3.8.1", True), ("3.9.2", True), ("3.10.0", False), ("latest", False)])
def test_what_version_4_leaves_out_is_told_since_3_10(tmp_path: Path, version: str, kept: bool) -> None:
    (tmp_path / "package.json").write_text(package(version), encoding="utf-8")
    (tmp_path / "docusaurus.config.js").write_text("module.exports = {future: {v4: true}};", encoding="utf-8")
    config = load_config(tmp_path)
    assert config.markdown["mdx1_compat"] == {"comments": kept, "admonitions": kept, "heading_ids": kept}


def test_plugins_that_are_not_known_are_named_once_an_instance(tmp_path: Path) -> None:
    config = load_config(site(tmp_path, "3.10.2"))
    found = [(d.subject, d.line) for d in config.diagnostics if d.code is Code.REMARK_PLUGIN]
    assert found == [("src/own-plugin.js", 2), ("rehype-lamps", 9)]


def test_places_where_a_plugin_that_is_known_by_name_alone_has_work(tmp_path: Path) -> None:
    name = "remark-typescript-tools"
    plugins = "[[require(tools).linkDocblocks, {}], require(tools).transpileCodeblocks]".replace("tools", f"'{name}'")
    page = "---\na: '](docblock:'\n---\n\n[summary](docblock://lamp.ts?token=Lamp)\n\n```ts\n// file: lamp.ts\n```\n"
    for path, text in {
        "docusaurus.config.js": f"module.exports = {{title: 'T', url: 'https://e.org', baseUrl: '/', "
        f"presets: [['classic', {{docs: {{remarkPlugins: {plugins}}}}}]]}}",
        "docs/a.md": page,
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    reader = DocusaurusReader(tmp_path)
    post = reader.read(reader.site.posts[0])
    found = [(d.line, d.column, d.subject) for d in post.diagnostics if d.code is Code.REMARK_PLUGIN]
    assert found == [(5, 9, f"{name}.linkDocblocks"), (7, 1, f"{name}.transpileCodeblocks")]
    assert [d.subject for d in reader.site.diagnostics if d.code is Code.REMARK_PLUGIN] == [name]


def read(text: str, settings: Settings) -> list[object]:
    return list(parse(Source(PurePosixPath("a.md"), text), settings).root.walk())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Set ${HOME} and {} here.", "Set ${HOME} and {} here."),
        ("{frontMatter.title}", "{frontMatter.title}"),
        ("<p>\n  a {'{'}b\n</p>", "a {b"),
        ("boost::thread:: :tada:", "boost:🧵: 🎉"),
        ("2~3 and 5~6 ~~gone~~", "2~3 and 5~6 gone"),
        ("<li>boost::thread::</li>", "boost::thread::"),
        (r"O\&M \<b \> \"q\" \*a\* \=", r"O\&M \<b > \"q\" *a* \="),
    ],
)
def test_mdx_1_has_code_in_blocks_that_begin_with_a_tag(text: str, shown: str) -> None:
    nodes = read(text, Settings(generation=2))
    assert not any(isinstance(node, Expression) for node in nodes)
    assert "".join(node.value for node in nodes if isinstance(node, Text)).strip() == shown


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("Text\n| a | b |\n| - | - |\n| c | d |\n", 0),
        ("Text\na | b\n-- | --\nc | d\n", 0),
        ("| a | b |\n| - | - |\n| - | - |\n| c | d |\n\n| e | f |\n|:-:|:-:|\n", 2),
        ("# Heading\n| a | b |\n| - | - |\n", 1),
        ("- item\n  | a | b |\n  | - | - |\n", 0),
    ],
)
def test_no_table_interrupts_a_paragraph_in_mdx_1(text: str, tables: int) -> None:
    nodes = read(text, Settings(generation=2))
    assert sum(isinstance(node, Table) for node in nodes) == tables
    if not tables:
        shown = "".join(node.value for node in nodes if isinstance(node, Text))
        assert shown.split() == text.removeprefix("- ").split()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("请求**参数：**json 2 * 3 * 4", [("strong", "参数："), ("em", " 3 ")]),
        ("**bold** *em* snake_case_name 5 * 6", []),
        ("| a | b |\n|--|--|\n| A * B * C | **注：**如 |\n", [("em", " B "), ("strong", "注：")]),
        ("> **Note：**quoted\n> on **文。**on", [("strong", "Note："), ("strong", "文。")]),
        ("[a **注：**z](u_v_w) `**a：**b`", [("strong", "注：")]),
        ("\\**注：**如 **a", [("strong", "如 ")]),
        ("## 标题**注：**z", [("strong", "注：")]),
        ("* * *\n\n* a*b", []),
        ("a **b* c** ***d：***e", [("strong", "b* c"), ("strong", "d："), ("em", "d：")]),
    ],
)
def test_mdx_1_emphasizes_whatever_stands_between_two_marks(text: str, marked: list[tuple[str, str]]) -> None:
    nodes = read(text, Settings(generation=2))
    assert [(node.name, text_of(node.children)) for node in nodes if isinstance(node, Element)] == marked


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[1][a b (c)](https://d.ef/g)", [("https://d.ef/g", "https://d.ef/g")]),
        ("[1] [a](/b)", []),
        ("- [ ] [a](/b) [c](/d)", [("/b", "a"), ("/d", "c")]),
        ("\\[1][a](/b) (1)[c](/d)", [("/b", "a"), ("/d", "c")]),
    ],
)
def test_brackets_behind_brackets_are_no_link_in_mdx_1(text: str, links: list[tuple[str, str]]) -> None:
    nodes = read(text, Settings(generation=2))
    assert [(node.url, text_of(node.children)) for node in nodes if isinstance(node, Link)] == links


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[a] [b] [c] [d] `[e] [f]`", "[a][b] [c][d] [e] [f]"),
        ("[a]\n[b] \\[c] [d] [a [b]] [c]", "[a][b] [c] [d] [a [b]] [c]"),
        ("- [x] [a] [b]", "[a][b]"),
        ("[a] [b]\n\n[b]: /c\n", "[a] b"),
        ("a ```b`` ``c`` `d", "a `b c `d"),
        ("<p>\n`a` *b*\n# c\n- d\n</p>", "\n`a` *b*\n# c\n- d\n"),
        ("a `b`\n<b>`c` _d_</b> `e`\n\n`f`", "a b `c` _d_ `e`f"),
        ("```html\n<div>\n```\n`a` {b}\n", "<div>a {b}"),
    ],
)
def test_what_mdx_1_shows(text: str, shown: str) -> None:
    nodes = read(text, Settings(generation=2))
    found = "".join(node.value for node in nodes if isinstance(node, Text | InlineCode | CodeBlock))
    assert " ".join(found.split()) == " ".join(shown.split())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (":::tip\na\n:::note\nb\n", ["tip"]),
        ("::::tip\na\n:::note\nb\n:::\n::::\n", ["tip", "note"]),
        (":::tip\na\n::::\nb\n:::\nc\n", ["tip"]),
        ("- :::tip\n  a\n  :::\n", ["tip"]),
        (":::tip", []),
    ],
)
def test_what_ends_an_admonition_of_version_2(text: str, kinds: list[str]) -> None:
    nodes = read(text, Settings(generation=2))
    assert [node.kind for node in nodes if isinstance(node, Admonition)] == kinds


def test_mdx_1_has_autolinks_of_its_own() -> None:
    text = "http://localhost:80/a https://a.b. c (www.a.bc/d_(e)), xhttps://a.b/c?_ https://a_b.c me@a.bc. you@a. "
    text += "http://a..b [https://e.fg](https://e.fg/) (see i@jk.lm."
    found = [node.url for node in read(text, Settings(generation=2)) if isinstance(node, Link)]
    assert found == [
        "https://a.b.",
        "http://www.a.bc/d_(e)",
        "https://a.b/c",
        "mailto:me@a.bc.",
        "https://e.fg/",
        "mailto:i@jk.lm",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Text\n\n    code\n    more\n\n    third\n\nText\n", ["code\nmore\n\nthird"]),
        ("- item\n\n      code\n", ["code"]),
        ("<table>\n    <tr>\n      <td\n      >\n        cell\n      </td>\n    </tr>\n</table>\n", []),
        ("Text\n    goes on\n", []),
        ("> quote\n>\n>     code\n", ["code"]),
    ],
)
def test_mdx_1_has_indented_code(text: str, code: list[str]) -> None:
    assert [node.value for node in read(text, Settings(generation=2)) if isinstance(node, CodeBlock)] == code
    assert not any(isinstance(node, CodeBlock) for node in read(text, Settings()))


def test_a_fence_of_mdx_1_has_its_words_as_properties() -> None:
    fences = ["title=A.java", 'title="A.java', 'title=""', 'title="A B" title=C', "live"]
    text = "\n\n".join(f"```java {fence}\nx\n```" for fence in fences)
    titles = ["A.java", '"A.java', '""', "A B", None]
    assert [node.title for node in read(text, Settings(generation=2)) if isinstance(node, CodeBlock)] == titles
    titles = [None, None, None, "A B", None]
    assert [node.title for node in read(text, Settings()) if isinstance(node, CodeBlock)] == titles


def test_a_colon_in_a_heading_of_version_2_begins_no_directive() -> None:
    text = "## <context:config /\\> gone\n"
    headings = [
        [node.id for node in read(text, each) if isinstance(node, Heading)]
        for each in (Settings(generation=2), Settings())
    ]
    assert headings == [["contextconfig--gone"], ["context--gone"]]


def test_fences_that_a_plugin_puts_into_tabs(tmp_path: Path) -> None:
    plugin = "require('docusaurus-remark-plugin-tab-blocks').default"
    options = "{groupId: 'lamps', labels: [['py', 'Python'], 'x']}"
    (tmp_path / "docusaurus.config.js").write_text(
        f"const t = {plugin}; module.exports = {{title: 'T', url: 'https://e.org', baseUrl: '/', presets: [['classic',"
        f"{{docs: {{remarkPlugins: [[t, {options}]]}}, blog: {{remarkPlugins: [[t, {{sync: false}}]]}}}}]]}}",
        encoding="utf-8",
    )
    config = load_config(tmp_path)
    docs, blog, *_ = (plugin_settings(plugin, config).tab_blocks for plugin in config.content)
    assert docs == TabBlocks({"js": "JavaScript", "ts": "TypeScript", "py": "Python"}, "lamps")
    assert blog == TabBlocks(group=None)
    assert not [d for d in config.diagnostics if d.code is Code.REMARK_PLUGIN]


def test_what_tab_blocks_says_wrong_is_a_tab_all_the_same() -> None:
    text = '```js tab={x}\na\n```\n```js tab={"span":-2}\nb\n```\n\nBetween.\n\n```\nc\n```\n'
    nodes = read(text, Settings(tab_blocks=TabBlocks()))
    tabs = [node for node in nodes if isinstance(node, Tab)]
    assert [code.value for tab in tabs for code in tab.children if isinstance(code, CodeBlock)] == ["a", "b"]
    assert not any(isinstance(node, Tabs) for node in read(text, Settings()))


def test_alerts_that_a_plugin_makes_admonitions() -> None:
    text = "> [!IMPORTANT]\n> Hear *me*.\n\n> [!NOTE] No alert.\n\n> [!TIP]\n>\n> Far.\n"
    nodes = read(text, Settings(github_alerts={"IMPORTANT": "info", "NOTE": "note", "TIP": "tip"}))
    found = [(node.kind, text_of([node])) for node in nodes if isinstance(node, Admonition)]
    assert found == [("info", "Hear me."), ("tip", "Far.")]
    assert sum(isinstance(node, Blockquote) for node in nodes) == 1
    assert not any(isinstance(node, Admonition) for node in read(text, Settings()))


def test_fences_for_npm_are_tabs() -> None:
    text = "```bash npm2yarn\nnpm i lamp\n```\n\n```bash npm2yarn title=x\nnpm i\n```\n"
    nodes = read(text, Settings(npm2yarn=Npm2Yarn(("yarn", "bun"), sync=True)))
    assert [node.group for node in nodes if isinstance(node, Tabs)] == ["npm2yarn"]
    tabs = [(node.label, node.value, node.default) for node in nodes if isinstance(node, Tab)]
    assert tabs == [("npm", "npm", True), ("Yarn", "yarn", False), ("Bun", "bun", False)]
    code = [node.value for node in nodes if isinstance(node, CodeBlock)]
    assert code == ["npm i lamp", "yarn add lamp", "bun add lamp", "npm i"]
    assert not any(isinstance(node, Tabs) for node in read(text, Settings()))
