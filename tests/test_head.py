"""What the configuration puts into every page: tags of the head, plugins, the sitemap."""

from __future__ import annotations

from pathlib import Path

from tests.content_sites import write

from migrator.api import load_site
from migrator.diagnostics import Code
from migrator.site import Site, Sitemap
from migrator.writers.head import site_head, tag_html


def site(root: Path, config: str, **files: str) -> Site:
    begin = "module.exports = {title: 'T', url: 'https://a.org', baseUrl: '/b/', "
    write(root, {"docusaurus.config.js": begin + config + "};", "docs/a.md": "A", **files})
    return load_site(root).site


def test_own_tags(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        """presets: ['classic'], titleDelimiter: '·', noIndex: true,
        headTags: [{tagName: 'script', attributes: {type: 'x', nomodule: true, async: false}, innerHTML: 'a < b'}, 1],
        stylesheets: ['/a.css', {href: '/b.css?c&d', media: 'print'}],
        scripts: ['/a.js', {src: '/b.js', defer: true}, 3],
        themeConfig: {metadata: [{name: 'keywords', content: 'a, b'}, {property: 'og:image', content: 'c.png'},
          {name: 'description', content: 'D'}, {property: 'og:title', content: 'own'}, {name: 'x', content: '"'}]},""",
    )
    head = site_head(made)
    assert (head.description, head.keywords, head.image) == ("D", "a, b", "c.png")
    assert head.tags == [
        '<meta name="x" content="&quot;">',
        '<script type="x" nomodule>a < b</script>',
        '<link rel="stylesheet" href="/a.css">',
        '<link rel="stylesheet" href="/b.css?c&amp;d" media="print">',
        '<script src="/a.js"></script>',
        '<script src="/b.js" defer></script>',
    ]
    assert (made.title_delimiter, made.no_index, made.sitemap) == ("·", True, None)


def test_google_counts_on(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        """presets: [['classic', {gtag: {trackingID: ['G-1', 'G-</script>'], anonymizeIP: true},
          googleTagManager: {containerId: 'GTM-1'}}]],
        plugins: [['@docusaurus/plugin-google-analytics', {trackingID: 'UA-1'}]]""",
    )
    tags = [tag_html(tag) for tag in made.head]
    assert made.analytics == ["G-1", "G-</script>", "UA-1"]
    assert tags[0] == '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>'
    assert 'gtag(\'config\', "G-\\u003c/script>", {"anonymize_ip": true});</script>' in tags[1]
    assert tags[3] == '<script async src="https://www.googletagmanager.com/gtm.js?id=GTM-1"></script>'
    assert "ga('create', \"UA-1\", 'auto');" in tags[4]


def test_what_is_not_known_is_told(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        """presets: [['classic', {sitemap: {createSitemapItems: () => []}}]], clientModules: ['./x.js'],
        plugins: ['docusaurus-plugin-sass', 'docusaurus-plugin-umami', function own() { return {name: 'o'}; },
          ['@docusaurus/plugin-pwa', {pwaHead: [{tagName: 'link', rel: 'manifest', href: '/m.json'}]}]],
        themeConfig: {algolia: {appId: 'A'}},""",
    )
    told = [d.subject for d in made.diagnostics if d.code is Code.PLUGIN]
    assert told == ["docusaurus-plugin-umami", "own", "@docusaurus/plugin-pwa", "./x.js", "algolia"]
    assert [d.subject for d in made.diagnostics if d.code is Code.CONFIG_FUNCTION] == ["createSitemapItems"]
    assert [tag_html(tag) for tag in made.head] == ['<link rel="manifest" href="/b/m.json">']


def test_a_sitemap_s_options(tmp_path: Path) -> None:
    made = site(
        tmp_path / "one",
        """presets: [['classic', {blog: {postsPerPage: 1}, sitemap: {filename: 'map.xml', lastmod: 'datetime',
          changefreq: null, priority: 1, ignorePatterns: ['/b/blog/page/*', '/b/docs/**']}}]]""",
        **{"blog/2024-01-01-a.md": "A", "blog/2024-01-02-b.md": "B"},
    )
    left_out = frozenset({"/b/blog/page/2", "/b/docs/a"})
    assert made.sitemap == Sitemap("/b/map.xml", None, 1.0, "datetime", left_out)
    assert site(tmp_path / "two", "presets: ['classic']").sitemap == Sitemap("/b/sitemap.xml")
    assert site(tmp_path / "three", "presets: [['classic', {sitemap: false}]]").sitemap is None
