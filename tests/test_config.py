"""The configuration: what a site is made of, however it is written down."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from migrator.diagnostics import Code
from migrator.docusaurus.config import Config, load_config
from migrator.docusaurus.config.search_pages import search_pages
from migrator.docusaurus.javascript.sandbox import Pattern
from migrator.errors import SourceError


def load(site: Path, config: str, files: dict[str, str] | None = None, name: str = "docusaurus.config.js") -> Config:
    for path, text in {name: config, **(files or {})}.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    return load_config(site)


def content(config: Config) -> list[tuple[str, str, str, str]]:
    return [
        (plugin.kind, plugin.id, plugin.route_base_path, plugin.folder.relative_to(config.repository).as_posix())
        for plugin in config.content
    ]


CLASSIC = [
    ("docs", "default", "/docs", "docs"),
    ("blog", "default", "/blog", "blog"),
    ("pages", "default", "/", "src/pages"),
]


def test_defaults(tmp_path: Path) -> None:
    config = load(tmp_path, "module.exports = {title: 'T', url: 'https://a.org/', baseUrl: 'x', presets: ['classic']}")
    assert (config.title, config.url, config.base_url, config.trailing_slash) == ("T", "https://a.org", "/x/", None)
    assert (config.locale, config.locales, config.html_lang, config.direction) == ("en", ("en",), "en", "ltr")
    assert config.static_directories == ()
    assert content(config) == CLASSIC
    assert config.markdown == {
        "format": "mdx",
        "mermaid": False,
        "emoji": True,
        "maintain_case": False,
        "mdx1_compat": {"comments": True, "admonitions": True, "heading_ids": True},
    }
    docs, blog, _ = (plugin.options for plugin in config.content)
    assert docs["exclude"] == [
        "**/_*.{js,jsx,ts,tsx,md,mdx}",
        "**/_*/**",
        "**/*.test.{js,jsx,ts,tsx}",
        "**/__tests__/**",
    ]
    assert blog["feedOptions"] == {"type": ["rss", "atom"], "copyright": "", "limit": 20}
    assert isinstance(blog["truncateMarker"], Pattern)
    assert pickle.loads(pickle.dumps(config)) == config


def test_everything_set(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    config = load(
        tmp_path,
        """
        export default async function config() {
          return {
            title: 'ت', tagline: 'x', url: 'https://a.org', baseUrl: '/', trailingSlash: false, favicon: 'f.ico',
            i18n: {defaultLocale: 'ar', locales: ['ar', 'en'],
              localeConfigs: {ar: {url: 'https://ar.a.org', baseUrl: '/ar'}}},
            staticDirectories: ['public', 'missing'],
            markdown: {format: 'detect', mermaid: true, emoji: false, anchors: {maintainCase: true},
                       mdx1Compat: {comments: true}},
            future: {v4: true}, customFields: {a: 1},
            presets: [['@docusaurus/preset-classic',
              {docs: {sidebarCollapsible: false, routeBasePath: '/'}, blog: false}]],
            plugins: [null, false && 'x', ['content-blog', {id: 'news', path: './news', routeBasePath: 'news',
              feedOptions: {type: 'all', limit: false}, truncateMarker: /--cut--/,
              remarkPlugins: [[require('remark-math'), {}]]}]],
          };
        }
        """,
    )
    assert (config.url, config.base_url, config.direction) == ("https://ar.a.org", "/ar/", "rtl")
    assert (config.trailing_slash, config.favicon, config.custom_fields) == (False, "f.ico", {"a": 1})
    assert config.static_directories == (tmp_path / "public",)
    assert config.markdown == {
        "format": "detect",
        "mermaid": True,
        "emoji": False,
        "maintain_case": True,
        "mdx1_compat": {"comments": True, "admonitions": False, "heading_ids": False},
    }
    assert content(config) == [
        ("docs", "default", "/", "docs"),
        ("pages", "default", "/", "src/pages"),
        ("blog", "news", "/news", "news"),
    ]
    assert config.content[0].options["sidebarCollapsed"] is False
    news = config.content[2]
    assert news.options["feedOptions"] == {"type": ["rss", "atom", "json"], "copyright": "", "limit": False}
    assert news.options["truncateMarker"] == Pattern("--cut--")
    assert news.remark_plugins == ("remark-math",)
    assert "remark-math" in config.plugin_names


@pytest.mark.parametrize(
    "presets",
    [
        "['preset-classic']",
        "[require.resolve('@docusaurus/preset-classic')]",
        "[['@company/preset', {docs: {}, theme: {}}]]",
        "[['./preset', {}]]",
        "[false, ['classic', {docs: undefined}]]",
    ],
)
def test_presets(tmp_path: Path, presets: str) -> None:
    preset = """module.exports = (context, options) => ({plugins: [
        ['@docusaurus/plugin-content-docs', {path: 'docs'}], require.resolve('@docusaurus/plugin-content-blog'),
        '@docusaurus/plugin-content-pages', '@docusaurus/plugin-sitemap']});"""
    config = load(tmp_path, f"module.exports = {{presets: {presets}}}", {"preset.js": preset})
    assert content(config) == CLASSIC


def test_plugins_of_the_sites_own_that_extend_a_content_plugin(tmp_path: Path) -> None:
    extending = """
        import blogPlugin, {type PluginOptions} from '@docusaurus/plugin-content-blog';
        export default async function extended(context: any, options: PluginOptions) {
          const blog = await blogPlugin.call(this, context, {...options, path: context.siteDir + '/posts'});
          return {...blog, name: 'extended'};
        }
    """
    config = load(
        tmp_path,
        """
        const docs = require('@docusaurus/plugin-content-docs');
        module.exports = {plugins: [
          ['./plugins/blog.ts', {id: 'posts', routeBasePath: 'p'}],
          [function inline(context, options) { return docs.default(context, {...options, path: 'guide'}) }, {id: 'g'}],
          './plugins/mentions.js',
          './plugins/asks.js',
          './plugins/adds.js',
          ['./plugins/same.js', {id: 's', path: 'same', editUrl: () => 'x'}],
        ]};
        """,
        {
            "plugins/blog.ts": extending,
            "plugins/same.js": "import docs from '@docusaurus/plugin-content-docs';\nexport default docs.default;",
            "plugins/asks.js": """
                const blog = require('@docusaurus/plugin-content-blog');
                module.exports = async (context, options) => {
                  const plugin = await blog.default(context, {...options, id: 'asks', path: 'blog'});
                  return {
                    loadContent: async () => plugin.loadContent(),
                    contentLoaded: ({content, actions}) => actions.setGlobalData(content),
                  };
                };
            """,
            "plugins/adds.js": """
                const blog = require('@docusaurus/plugin-content-blog');
                module.exports = async (context, options) => {
                  const plugin = await blog.default(context, {id: 'adds', path: 'notes'});
                  return {...plugin, contentLoaded: (all) => plugin.contentLoaded(all)};
                };
            """,
            "plugins/mentions.js": "// see @docusaurus/plugin-content-blog\nmodule.exports = () => ({})",
        },
    )
    assert content(config) == [
        ("blog", "posts", "/p", "posts"),
        ("docs", "g", "/docs", "guide"),
        ("blog", "adds", "/blog", "notes"),
        ("docs", "s", "/docs", "same"),
    ]


def test_folders_may_lie_elsewhere_in_the_repository_but_not_outside(tmp_path: Path) -> None:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    site = tmp_path / "repository" / "website"
    config = load(
        site,
        "module.exports = {presets: [['classic', {docs: {path: '../docs'}, blog: {path: '../../blog'}}]]}",
    )
    assert [(plugin.kind, plugin.folder) for plugin in config.content] == [
        ("docs", tmp_path / "repository" / "docs"),
        ("pages", site / "src" / "pages"),
    ]
    assert [(d.code, d.subject) for d in config.diagnostics] == [(Code.OUTSIDE_SITE, "../../blog")]


def test_redirects_that_a_function_makes(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        """
        module.exports = {plugins: [['client-redirects', {
          redirects: [{from: '/a', to: '/b'}],
          createRedirects: (path) => path.startsWith('/docs') ? [path.replace('/docs', '/old')] : undefined,
        }]]};
        """,
    )
    assert config.redirects["redirects"] == [{"from": "/a", "to": "/b"}]
    assert config.created_redirects(["/docs/x", "/blog"]) == [("/old/x", "/docs/x")]


@pytest.mark.parametrize(
    ("said", "routes"),
    [
        ("themeConfig: {algolia: {appId: 'x'}}", ["/base/search/"]),
        ("themeConfig: {algolia: {searchPagePath: 'find/it'}}", ["/base/find/it/"]),
        ("themeConfig: {algolia: {searchPagePath: false}}", []),
        ("themes: ['@easyops-cn/docusaurus-search-local']", ["/base/search/"]),
        ("", []),
    ],
)
def test_the_page_of_search_results_is_named(tmp_path: Path, said: str, routes: list[str]) -> None:
    text = f"export default {{baseUrl: '/base/', trailingSlash: true, {said}}};"
    (tmp_path / "docusaurus.config.js").write_text(text)
    assert [listing.permalink for listing, _ in search_pages(load_config(tmp_path))] == routes


def test_the_locale_that_is_built_is_the_default_one(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        "module.exports = {title: process.env.DOCUSAURUS_CURRENT_LOCALE, i18n: {defaultLocale: 'ja', locales: ['ja']}}",
    )
    assert config.title == "ja"


def test_without_a_configuration_conventions_hold(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    config = load_config(tmp_path)
    assert config.path is None
    assert content(config) == CLASSIC
    assert config.static_directories == (tmp_path / "static",)
    assert [d.code for d in config.diagnostics] == [Code.CONFIG_MISSING]


@pytest.mark.parametrize(("text", "line"), [("\nthrow new Error('no')", 2), ("export default 'text'", 0), ("a b", 1)])
def test_a_configuration_that_fails_costs_a_diagnostic(tmp_path: Path, text: str, line: int) -> None:
    config = load(tmp_path, text, name="docusaurus.config.ts")
    assert content(config) == CLASSIC
    [diagnostic] = config.diagnostics
    assert (diagnostic.code, str(diagnostic.path), diagnostic.line) == (
        Code.CONFIG_FAILED,
        "docusaurus.config.ts",
        line,
    )


def test_values_of_the_wrong_kind_count_as_not_given(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        """module.exports = {title: 1, url: {}, baseUrl: null, i18n: 'x', staticDirectories: 'x', themeConfig: [],
           markdown: 1, presets: [['classic', {docs: {path: 1, include: 'x', routeBasePath: []}, blog: 3}], 7, [], {}],
           plugins: {}, themes: [[]], customFields: 'x', future: {v4: 'x'}}""",
    )
    assert content(config) == CLASSIC
    assert (config.title, config.url, config.base_url, config.theme, config.custom_fields) == ("", "", "/", {}, {})


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        load_config(tmp_path / "missing")
