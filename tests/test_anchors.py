"""Links to places on other pages, and links of menus, that lead nowhere."""

from __future__ import annotations

from pathlib import Path

from tests.content_sites import write

from migrator.diagnostics import Code
from migrator.pipeline import migrate

CONFIG = """
module.exports = {
  title: 'T', url: 'https://a.org', baseUrl: '/',
  scripts: ['/a.txt?v=1', '/gone.js', 'https://b.org/c.js'],
  presets: [['classic', {docs: {sidebarPath: './sidebars.js'}}]],
  themeConfig: {
    navbar: {items: [{to: '/docs/there', label: 'There'}, {label: 'More', items: [{to: '/docs/gone', label: 'Gone'}]}]},
    footer: {links: [{label: 'A file', to: '/a.txt'}, {label: 'Nothing', to: '/b.txt'}]},
  },
};
"""
SIDEBARS = """
module.exports = {
  one: [
    'there', 'here', 'drawn',
    {type: 'link', label: 'Nowhere', href: '/nowhere'},
    {type: 'category', label: 'All', link: {type: 'generated-index', slug: '/all'}, items: ['html']},
  ],
};
"""
THERE = """# There

## A heading

## Own {#own-id}

<div id="box">

<details id="more"><summary>More</summary>Text[^n]</details>

</div>

[^n]: A note
"""
HERE = """# Here

[a](there.md#a-heading) [b](there.md#own-id) [c](./there.md#box) [d](there.md#more) [e](there.md#user-content-fn-n)
[f](/docs/there#top) [g](/docs/there#) [h](drawn.md#whatever) [i](html.md#one) [j](html.md#two)

[x](there.md#a-Heading)
[y](/docs/there?a=b#gone) [z][ref]
[l](/docs/all#part)
[m](/blog#post-heading) [n](/blog#old-heading) [o](/blog/archive#2024)

[ref]: ./there.md#gone-too
"""


def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    write(
        tmp_path / "site",
        {
            "docusaurus.config.js": CONFIG,
            "sidebars.js": SIDEBARS,
            "static/a.txt": "A",
            "docs/there.md": THERE,
            "docs/here.md": HERE,
            "docs/drawn.md": "import X from 'package';\n\n<X />\n",
            "docs/html.md": "---\nmdx:\n  format: md\n---\n<p id='one'>One</p>\n\n<a name=two></a>\n",
            "blog/2024-01-01-a.md": "# A\n\n## Post heading\n",
        },
    )
    report = migrate(tmp_path / "site", "hugo", dry_run=True, jobs=1)
    found = [(d.line, d.column, d.subject) for d in report.diagnostics if d.code is Code.BROKEN_ANCHOR]
    assert found == [
        (6, 1, "there.md#a-Heading"),
        (7, 1, "/docs/there?a=b#gone"),
        (8, 1, "/docs/all#part"),
        (9, 25, "/blog#old-heading"),
        (11, 1, "./there.md#gone-too"),
    ]
    missing = [(str(d.path), d.subject) for d in report.diagnostics if d.code is Code.MISSING_ASSET]
    assert missing == [("docusaurus.config.js", "/gone.js")]
    nowhere = [(str(d.path), d.subject) for d in report.diagnostics if d.code is Code.BROKEN_LINK]
    assert nowhere == [
        ("None", "/nowhere"),
        ("docusaurus.config.js", "/b.txt"),
        ("docusaurus.config.js", "/docs/gone"),
    ]
