"""The site's own style sheets: what stays, what is renamed, what is reported."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator import css
from migrator.diagnostics import Code
from migrator.docusaurus.reader import DocusaurusReader
from migrator.docusaurus.styles import sass
from migrator.docusaurus.styles.css_modules import class_names, scoped, suffix
from migrator.docusaurus.styles.import_order import imports_in_order
from migrator.site import NavItem, Site
from migrator.targets import Asset
from migrator.writers.styles import is_icon, style_sheet
from migrator.writers.urls import Urls

CONFIG = """export default {
  title: 'T', url: 'https://a.org', baseUrl: '/b/', presets: [['classic', {theme: {customCss: %s}}]],
};"""


def site_of(root: Path, files: dict[str, str], custom: str = "'./src/css/custom.css'") -> Site:
    (root / "docusaurus.config.js").write_text(CONFIG % custom)
    (root / "docs").mkdir()
    (root / "docs" / "a.md").write_text("# A\n")
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return DocusaurusReader(root).site


def written(site: Site) -> str:
    return style_sheet(site, Urls(site), "/css/custom.css")


@given(st.text())
def test_a_style_sheet_stays_as_it_is_but_for_its_urls(text: str) -> None:
    assert css.with_urls(text, lambda url: url) == text
    scoped(text, "a.module.css")
    class_names(text, "a.module.css")


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("a { b: url(x.png) }", ["x.png"]),
        ("a { b: url( 'it\\'s.png' ), URL(\"y.png\") }", ["it's.png", "y.png"]),
        ("a { b: url(a\\ b.png) }", ["a b.png"]),
        ("/* url(x.png) */ a { content: 'url(x.png)' }", []),
    ],
)
def test_urls(text: str, urls: list[str]) -> None:
    assert list(css.urls(text)) == urls
    assert css.with_urls(text, lambda url: f"/{url}").count('url("/') == len(urls)


def test_the_classes_of_a_module_have_names_of_their_own() -> None:
    text = """
.a .b:hover > .a { width: .5rem; background: url(c.png) } /* .d */
:global(.e[data-x=")"]) .f, :global .g .h, .i {} :local(.j) .k {}
.l { composes: a b; } .m { composes: n from './o.css' }
"""
    names = class_names(text, "src/x.module.css")
    suffix = names["a"].removeprefix("a")
    assert suffix != class_names(text, "src/y.module.css")["a"].removeprefix("a")
    assert sorted(names) == ["a", "b", "f", "i", "j", "k", "l", "m"]
    assert names["l"].split() == [f"{name}{suffix}" for name in ("l", "a", "b")]
    said = scoped(text, "src/x.module.css").replace(suffix, "~")
    assert (
        said
        == """
.a~ .b~:hover > .a~ { width: .5rem; background: url(c.png) } /* .d */
.e[data-x=")"] .f~, .g .h, .i~ {} .j~ .k~ {}
.l~ {  } .m~ { }
"""
    )


def test_style_sheets_lead_where_they_led(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        {
            "src/css/custom.css": "@import './more/fonts.css';\n"
            "a { b: url(/img/a.png), url(../b.png), url(#c), url(data:x) }",
            "src/css/more/fonts.css": "@font-face { src: url('./f.woff2?v=1') }",
            "src/css/more/f.woff2": "font",
            "src/b.png": "b",
            "static/img/a.png": "a",
        },
    )
    assert written(site) == (
        "/* src/css/custom.css */\n"
        '@font-face { src: url("../assets/src/css/more/f.woff2?v=1") }\n'
        'a { b: url("../img/a.png"), url("../assets/src/b.png"), url(#c), url(data:x) }\n'
    )
    assert [type(one) for sheet in site.styles for one in sheet.targets.values()] == [Asset] * 3
    assert not site.diagnostics


def test_what_cannot_go_along_is_said(tmp_path: Path) -> None:
    (tmp_path.parent / "secret.css").write_text("b { secret: 1 }")
    site = site_of(
        tmp_path,
        {
            "a.css": "@import './a.css';\n@import '../secret.css';\n\n@tailwind base;\nc { d: url(./e.png) }",
            "b.less": "@x: 1;",
        },
        "['./a.css', './b.less', './gone.css', require.resolve('./a.css'), '../secret.css']",
    )
    said = sorted(f"{d.path}:{d.line} {d.code.value}: {d.message}" for d in site.diagnostics)
    assert [line for line in said if "styles:" in line or "asset:" in line] == [
        "../secret.css:0 styles: The style sheet ../secret.css is not there.",
        "a.css:0 missing-asset: ./e.png is not there.",
        "a.css:0 styles: The style sheet ../secret.css that a.css imports is not there.",
        "a.css:4 styles: a.css needs a tool that knows @tailwind.",
        "b.less:0 styles: b.less is no plain CSS; it has to be compiled.",
        "gone.css:0 styles: The style sheet gone.css is not there.",
    ]
    assert "secret: 1" not in written(site)
    assert written(site).count("@tailwind") == 1


def test_what_components_import_holds_for_all_pages(tmp_path: Path) -> None:
    site = site_of(
        tmp_path,
        {
            "src/Card/index.js": "import styles from './styles.module.css';\nimport '@site/src/all.css';\n"
            "import 'pkg/x.css';",
            "src/Card/styles.module.css": ".card { color: red }",
            "src/all.css": "p { margin: 0 }",
            "src/unused.css": "never",
        },
        "[]",
    )
    name = class_names(".card {}", "src/Card/styles.module.css")["card"]
    assert written(site) == (
        f"/* src/all.css */\np {{ margin: 0 }}\n\n/* src/Card/styles.module.css */\n.{name} {{ color: red }}\n"
    )


def test_style_sheets_come_in_the_order_of_imports() -> None:
    programs = {
        "/s/a/Card.tsx": ["/s/a/card.css"],
        "/s/a/Loop.js": ["/s/a/Card", "/s/a/Loop"],
        "/s/pages/index.js": ["/s/pages/page.css", "/s/a/Card", "/s/pages/page.css", "/s/b", "/s/gone"],
        "/s/b/index.ts": ["/s/b/b.css"],
    }
    found = list(dict.fromkeys(imports_in_order(programs, (".css",))))
    assert found == ["/s/pages/page.css", "/s/a/card.css", "/s/b/b.css"]


def test_an_entry_of_the_navbar_may_be_an_icon(tmp_path: Path) -> None:
    site = site_of(tmp_path, {"src/css/custom.css": ".github:hover, .github::before { content: '' } .other { x: y }"})
    assert is_icon(NavItem(aria_label="GitHub", class_name="nav github"), site)
    assert not is_icon(NavItem("GitHub", class_name="github"), site)
    assert not is_icon(NavItem(aria_label="GitHub", class_name="git"), site)
    assert not is_icon(NavItem(aria_label="GitHub", class_name="other"), site)


SASS = """@import 'parts/colours';
// The author's own.
.markdown { &-body { color: $ink; } h2 { margin: min(10vw, 5px); color: rgb(0 0 0 / 50%); } }
.hero { background: url('./bg.png'); }
"""


def test_sass_is_compiled_from_files_of_the_repository_alone(tmp_path: Path) -> None:
    pytest.importorskip("sass")
    (tmp_path / "secret.scss").write_text(".secret {}", "utf-8")
    (tmp_path / "site").mkdir()
    site = site_of(
        tmp_path / "site",
        {
            "src/a.scss": SASS,
            "src/bg.png": "x",
            "src/parts/_colours.scss": "$ink: #123;",
            "src/c.scss": "@import '../../secret';",
            "src/e.module.scss": ".box { .in { top: 0; } }",
            "src/pages/index.js": "import s from '../e.module.scss';\nexport default () => <b className={s.in}>Hi</b>;",
        },
        "['./src/a.scss', './src/c.scss']",
    )
    sheet, module = site.styles
    assert " ".join(sheet.text.split()) == (
        ".markdown-body { color: #123; } .markdown h2 { margin: Min(10vw, 5px); color: Rgb(0 0 0/50%); } "
        '.hero { background: url("./bg.png"); }'
    )
    assert list(sheet.targets) == ["./bg.png"]
    names = re.findall(r"\.(\w+)", module.text)
    assert [name.partition("_")[0] for name in names] == ["box", "in"]
    said = [str(one.message) for one in site.diagnostics if one.code is Code.STYLES]
    assert said == ["src/c.scss could not be compiled: secret.scss is not in the repository."]


def test_sass_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("sass")
    monkeypatch.setattr(sass, "_SECONDS", 1)
    site = site_of(tmp_path, {"a.scss": "$x: 1; @while true { $x: $x + 1; }"}, "'./a.scss'")
    assert [one.code for one in site.diagnostics if "stopped" in one.message] == [Code.STYLES]


#: Stand-ins for the compilers of npm, with their interfaces.
COMPILERS = {
    "node_modules/sass/index.js": """
        const fs = require('fs'), path = require('path');
        const read = (name, from) => fs.readFileSync(path.join(path.dirname(from), name), 'utf8');
        exports.compile = (file, {loadPaths}) => {
          const text = fs.readFileSync(file, 'utf8').replace(/@use '(.*)';/g, (_, name) => read(name, file));
          if (text.includes('$')) throw new Error('Undefined variable.');
          return {css: text + `/* ${loadPaths.map((one) => path.basename(one))} */`, loadedUrls: []};
        };""",
    "node_modules/less/package.json": '{"type": "module", "exports": {"import": "./less.js"}}',
    "node_modules/less/less.js": """
        export default {render(text, options, done) {
          if (!options.syncImport || text.includes('@oops')) return done(new Error('no'));
          done(null, {css: text.toUpperCase()});
        }};""",
}


def test_a_site_compiles_with_the_compilers_that_it_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sass, "find_spec", lambda _: None)
    (tmp_path / "secret.scss").write_text(".secret {}", "utf-8")
    (tmp_path / "site").mkdir()
    site = site_of(
        tmp_path / "site",
        {
            **COMPILERS,
            "src/a.scss": "@use 'b.scss';",
            "src/b.scss": ".b { d: url(./bg.png) }",
            "src/bg.png": "x",
            "src/bad.scss": ".c { d: $gone }",
            "src/far.scss": "@use '../../secret.scss';",
            "src/e.module.less": ".box { &-in { top: 0 } }",
            "src/oops.less": "@oops",
            "src/pages/index.js": "import s from '../e.module.less';\nexport default () => <b className={s.a}>Hi</b>;",
        },
        "['./src/a.scss', './src/bad.scss', './src/far.scss', './src/oops.less']",
    )
    ending = suffix("src/e.module.less")
    assert {str(sheet.path): sheet.text for sheet in site.styles} == {
        "src/a.scss": ".b { d: url(./bg.png) }/* node_modules */",
        "src/e.module.less": f".BOX{ending} {{ &-IN {{ TOP: 0 }} }}",
    }
    assert [list(sheet.targets) for sheet in site.styles] == [["./bg.png"], []]
    said = [one.subject for one in site.diagnostics if one.code is Code.STYLES]
    assert said == ["src/bad.scss", "src/far.scss", "src/oops.less"]
