"""The stage: what a site's own components draw when they are run once, and how they are stopped."""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from migrator.adapter import Options
from migrator.diagnostics import Code
from migrator.docusaurus.config import load_config
from migrator.docusaurus.javascript.jsx import visible_text
from migrator.docusaurus.javascript.sandbox import SandboxError
from migrator.docusaurus.javascript.stage import Scene, Stage
from migrator.docusaurus.reader import DocusaurusReader
from migrator.docusaurus.styles.css_modules import class_names
from migrator.nodes import Admonition, Element, Link, Strong, Text, text_of
from migrator.post import Post
from migrator.writers.html import HtmlWriter
from migrator_hugo import HugoAdapter
from migrator_jekyll import JekyllAdapter

CONFIG = """\
module.exports = {
  title: 'Lamp', url: 'https://a.b', baseUrl: '/', presets: ['classic'], customFields: {year: 1984},
};
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "docusaurus.config.js").write_text(CONFIG)
    return tmp_path


@pytest.fixture
def stage(site: Path) -> Iterator[Stage]:
    stage = Stage.of(load_config(site))
    yield stage
    stage.close()


def draw(stage: Stage, site: Path, code: str, scene: str = "") -> str:
    picture = stage.draw(Scene(site / "docs/page.mdx", scene), code)
    return HtmlWriter().inlines(picture.nodes([[Text("SLOT")]]))


def post(site: Path, name: str) -> Post:
    reader = DocusaurusReader(site)
    return next(reader.read(meta) for meta in reader.site.posts if meta.path == PurePosixPath(name))


def write(site: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def of(page: Post, kind: type[Any]) -> list[Any]:
    return [node for node in page.body.walk() if isinstance(node, kind)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("\n  a\n  b \n", "a b"),
        (" a ", " a "),
        ("  \n  ", ""),
        ("a&nbsp;&amp;&copy b", "a\xa0&&copy b"),
        ("\n  a &#x26;\n\n  b\n", "a & b"),
    ],
)
def test_text_between_tags(source: str, text: str) -> None:
    assert visible_text(source) == text


@pytest.mark.parametrize(
    ("code", "html"),
    [
        ("<a b='c&amp;d' {...{title: 'x'}} e>{1}{' '}{null}{true}{'y'}</a>", '<a b="c&amp;d" title="x" e>1 y</a>'),
        ("<>{[1, 2].map((n) => <i key={n}>{n}</i>)}</>", "<i>1</i><i>2</i>"),
        ("<p>// no comment {/* one */}{}</p>", "<p>// no comment </p>"),
        ("<a.b.C x={<b/>}/>", "C"),
        ("<div>{$slot(0)}</div>", "<div>SLOT</div>"),
        ("<svg:use xlink:href='#a'/>", '<svg:use xlink:href="#a"></svg:use>'),
    ],
)
def test_elements(stage: Stage, site: Path, code: str, html: str) -> None:
    assert draw(stage, site, code, "const a = {b: {C: () => 'C'}};") == html


HOOKS = """\
import React, {createContext, useContext, useState, useReducer, useMemo, useRef, useId, memo, forwardRef} from 'react';
import type {ReactNode} from 'react';
const Light = createContext('off');
const Lamp = memo(forwardRef(function Lamp({name = 'lamp'}: {name?: string}, ref) {
  const [count] = useState<number>(() => 2);
  const [state] = useReducer((a) => a, {on: true});
  return <b id={useId()}>{name}{count}{String(state.on)}{useContext(Light)}{useMemo(() => 1, [])}</b>;
}));
class Old extends React.Component<{a: string}> {
  static defaultProps = {a: 'old'};
  state = {b: 1};
  componentDidMount() { window.alert(); }
  render() { return <i>{this.props.a}{this.state.b}</i>; }
}
export default function All(): ReactNode {
  React.useEffect(() => { document.title = 'x'; });
  return (
    <Light.Provider value="on">
      <Lamp /><Old /><Light.Consumer>{(value) => <u>{value}</u>}</Light.Consumer>
      <React.Suspense fallback={null}><button onClick={() => 1}>go</button></React.Suspense>
    </Light.Provider>
  );
}
"""


def test_react(stage: Stage, site: Path) -> None:
    write(site, {"src/all.tsx": HOOKS})
    scene = Scene(site / "docs/page.mdx", "import All from '@site/src/all';")
    picture = stage.draw(scene, "<All/>")
    html = HtmlWriter().inlines(picture.nodes())
    assert html == '<b id=":r0:">lamp2trueon1</b><i>old1</i><u>on</u><button>go</button>'
    assert set(picture.moves) == {"state", "effects", "onClick"}
    assert stage.draw(scene, "<All/>") == picture


CLIENT = """\
import useDocusaurusContext from '@docusaurus/useDocusaurusContext';
import Link from '@docusaurus/Link';
import Translate, {translate} from '@docusaurus/Translate';
import useBaseUrl from '@docusaurus/useBaseUrl';
import BrowserOnly from '@docusaurus/BrowserOnly';
import clsx from 'clsx';
import styles from './a.module.css';
import picture from './a.png';
import data from './a.json';
import {Icon, useThing} from 'some-package';
export default function A() {
  const {siteConfig} = useDocusaurusContext();
  useThing();
  return <div className={clsx(styles.box, {on: true, off: false})}>
    <Link to="/docs/page">{siteConfig.customFields.year}</Link>
    <Translate id="hi">Hi</Translate> {translate({message: 'Old {n}'}, {n: 3})}
    <img src={picture} alt={useBaseUrl('x')}/>{data.map((one) => one.a)}
    <BrowserOnly fallback={<i>wait</i>}>{() => <b/>}</BrowserOnly>
    <Icon>inside</Icon>
  </div>;
}
"""


def test_docusaurus(site: Path) -> None:
    write(site, {"src/a.jsx": CLIENT, "src/a.module.css": ".box {}", "src/a.png": "", "src/a.json": '[{"a": "data"}]'})
    write(site, {"i18n/en/code.json": '{"hi": {"message": "Hello"}}'})
    stage = Stage.of(load_config(site))
    picture = stage.draw(Scene(site / "docs/page.mdx", "import A from '../src/a';"), "<A/>")
    stage.close()
    attributes = picture.tree[0]["a"]
    assert attributes == {"className": f"{class_names('.box {}', 'src/a.module.css')['box']} on"}
    html = HtmlWriter().inlines(picture.nodes())
    assert '<a href="/docs/page">1984</a>Hello Old 3<img src="@site/src/a.png" alt="/x">data<i>wait</i>inside' in html
    assert picture.unknown == ("<Icon of some-package>",)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("<b>{window.name}</b>", "window is not defined"),
        ("<b>{{a: 1}}</b>", "not valid as a React child"),
        ("<Missing/>", "Missing is not defined"),
        ("(() => { for (;;) {} })()", "ran for more than"),
        ("<b>", "Error"),
        ("(function f() { return <>{f()}</>; })()", "call stack"),
        ("Array.from({length: 1e5}, () => <b/>)", "draws too much"),
        ("(async () => <b/>)()", "must wait"),
        ("Array.from({length: 200}).reduce((inner) => <b>{inner}</b>, 'x')", "nested too deep"),
    ],
)
def test_failures(stage: Stage, site: Path, code: str, message: str) -> None:
    started = time.monotonic()
    with pytest.raises(SandboxError, match=message):
        draw(stage, site, code)
    assert time.monotonic() - started < 30
    assert draw(stage, site, "<b/>") == "<b></b>"


def test_nothing_outside_of_the_repository_is_read(site: Path) -> None:
    (site / "inner").mkdir()
    (site / "inner/docusaurus.config.js").write_text(CONFIG)
    (site / "secret.js").write_text("export default 'secret';")
    stage = Stage.of(load_config(site / "inner", repository=site / "inner"))
    picture = stage.draw(Scene(site / "inner/docs/a.mdx", "import s from '../../secret.js';"), "<b>{s}</b>")
    stage.close()
    assert "secret" not in str(picture.tree)


def test_the_time_stands_still(stage: Stage, site: Path) -> None:
    picture = stage.draw(Scene(site / "a.mdx", ""), "<b>{new Date().getFullYear()}{Math.random()}</b>")
    assert picture.tree == [{"t": "b", "a": {}, "c": ["2026", "0.5"]}]
    assert picture.moves == ("the time", "chance")
    assert draw(stage, site, "new Date(Date.UTC(1999, 1)).getFullYear()") == "1999"


def test_a_stage_can_be_pickled(stage: Stage, site: Path) -> None:
    draw(stage, site, "<b/>")
    other: Stage = pickle.loads(pickle.dumps(stage))
    assert draw(other, site, "<i/>") == "<i></i>"
    other.close()


PAGE = """\
---
title: Page
---
import Box from '@site/src/Box';
import Bold from '@site/src/Bold';
export const list = () => ['x', 'y'];

<Box title="T">

Some **Markdown** and a [link](other.md).

</Box>

<Wide/> and <Bold n={1 + 1}>word</Bold>: {list().map((one) => <i>{one.toUpperCase()}</i>)}

<Gone/>
"""


def test_components_in_a_page(site: Path) -> None:
    write(
        site,
        {
            "docs/page.mdx": PAGE,
            "docs/other.md": "# Other\n",
            "src/Box.jsx": "import Admonition from '@theme/Admonition';\n"
            "export default ({title, children}) => <Admonition type='tip' title={title}>{children}</Admonition>;",
            "src/Bold.tsx": "export default ({n, children}) => <b>{children.repeat(n as number)}</b>;",
            "src/theme/MDXComponents.js": "import Base from '@theme-original/MDXComponents';\n"
            "export default {...Base, Wide: () => <span>wide</span>};",
        },
    )
    page = post(site, "docs/page.mdx")
    assert [(d.code, d.subject) for d in page.diagnostics if d.code is not Code.EXPORT] == [(Code.COMPONENT, "Gone")]
    (admonition,) = of(page, Admonition)
    assert (admonition.kind, text_of(admonition.title)) == ("tip", "T")
    assert [link.target is not None for node in [admonition] for link in node.walk() if isinstance(link, Link)] == [
        True
    ]
    assert all(node.span for node in admonition.walk() if isinstance(node, Strong))
    assert "wide and wordword: XY" in text_of([page.body])


def test_a_component_that_hides_its_children_is_no_picture(site: Path) -> None:
    write(
        site,
        {"docs/page.mdx": "import A from '@site/src/A';\n\n<A>*kept*</A>\n", "src/A.js": "export default () => 'x';"},
    )
    page = post(site, "docs/page.mdx")
    assert [d.code for d in page.diagnostics] == [Code.COMPONENT]
    assert "kept" in text_of([page.body])


def test_react_pages(site: Path) -> None:
    write(
        site,
        {
            "docs/a.md": "# A\n",
            "src/pages/team.jsx": "import Layout from '@theme/Layout';\n"
            "export default ({config}) => <Layout title='Team' description='Us'><h1 className='x'>{config.title}</h1>\n"
            "<a href='/docs/a'>A</a></Layout>;",
            "src/pages/live.js": "export default () => window.name;",
            "src/pages/old.js": "import Old from '../_old.md';\nexport default () => <div><Old/></div>;",
            "src/_old.md": "An *old* page.\n",
            "src/pages/away.js": "import {Redirect} from '@docusaurus/router';\n"
            "export default () => <Redirect to='/a'/>;",
        },
    )
    page = post(site, "src/pages/team.jsx")
    assert (page.meta.permalink, page.meta.title, page.meta.description) == ("/team", "Team", "Us")
    assert [d.code for d in page.diagnostics] == [Code.STILL_PICTURE]
    heading = of(page, Element)[0]
    assert (heading.name, heading.attributes, text_of([page.body])) == ("h1", {"class": "x"}, "LampA")
    lost = [d for d in DocusaurusReader(site).site.diagnostics if d.code is Code.REACT_PAGE]
    assert [(d.subject, d.message.rpartition(": ")[2]) for d in lost] == [
        ("/away", "a redirect to /a does nothing any more"),
        ("/live", "window is not defined"),
    ]
    assert "An old page." in text_of([post(site, "src/pages/old.js").body])


RECENT = """\
import list from '@generated/docusaurus-plugin-content-blog/default/blog-post-list-prop-default.json';
const folder = '@generated/docusaurus-plugin-content-blog/default';
const context = require.context(folder, false, /site-blog-.*\\.json$/);
const known = Object.fromEntries(context.keys().map((key) => [context(key).permalink, context(key)]));
const Post = ({permalink, title}) => <li><a href={permalink}>{title}</a> {known[permalink].description}</li>;
export default () => <ul>{list.items.map((post) => <Post {...post} />)}</ul>;
"""


def test_a_home_page_lists_the_recent_posts(tmp_path: Path) -> None:
    files = {f"blog/2024-01-0{n}-p{n}.md": f"---\ndescription: About {n}\n---\n\n# Post {n}\n" for n in range(1, 8)}
    config = "export default {title: 'T', url: 'https://a.org', baseUrl: '/', presets: [['classic', {}]]};"
    write(tmp_path, {"docusaurus.config.js": config, "src/pages/index.jsx": RECENT, **files})
    reader = DocusaurusReader(tmp_path)
    home = next(meta for meta in reader.site.posts if meta.kind == "page")
    html = HtmlWriter().blocks(reader.read(home).body.children)
    assert html.count("<li>") == 5
    assert html.startswith('<ul><li><a href="/blog/2024/01/07/p7">Post 7</a> About 7</li>')


def test_components_of_known_packages_keep_their_meaning(site: Path) -> None:
    write(
        site,
        {
            "src/components/Note.js": "import Markdown from 'react-markdown'; import {Tweet} from 'react-tweet';"
            "export default ({text}) => <section><Markdown>{text.trim()}</Markdown><Tweet id='20' /></section>;",
            "docs/page.mdx": "import Note from '@site/src/components/Note';\n\n<Note text=' a **lamp** ' />\n",
        },
    )
    page = post(site, "docs/page.mdx")
    assert [text_of([node]) for node in of(page, Strong)] == ["lamp"]
    links = [node.attributes["href"] for node in of(page, Element) if node.name == "a"]
    assert links == ["https://x.com/i/status/20"]
    assert [d.code for d in page.diagnostics] == [Code.STILL_PICTURE]


@pytest.mark.parametrize("inner", ["{children}", "<div>{children}</div>"])
def test_a_summary_that_a_component_draws_is_written(site: Path, inner: str) -> None:
    write(
        site,
        {
            "src/More.js": "export default ({title = 'More', children}) => "
            f"<details><summary><b>{{title}}</b></summary>{inner}</details>;",
            "docs/page.mdx": "import More from '../src/More';\n\n"
            "<More>\n\nLit *late*.\n\n</More>\n\n<More title='Oil'>\ntight\n\n</More>\n",
        },
    )
    reader = DocusaurusReader(site)
    (meta,) = reader.site.posts
    for adapter in (HugoAdapter(reader.site, Options()), JekyllAdapter(reader.site, Options())):
        text = next(str(file.content) for file in adapter.convert(reader.read(meta)).files if "page" in str(file.path))
        assert "<b>More</b></summary>" in text
        assert "<b>Oil</b></summary>" in text
        assert "Lit *late*." in text


def test_a_tab_outside_of_tabs_stays_itself(site: Path) -> None:
    text = 'import TabItem from \'@theme/TabItem\';\n\n<TabItem value="a" label="A">\n\nShown.\n\n</TabItem>\n'
    write(site, {"docs/a.mdx": text})
    page = post(site, "docs/a.mdx")
    assert [one.code for one in page.diagnostics] == [Code.COMPONENT]
    assert text_of([page.body]).strip() == "Shown."


def test_what_another_plugin_has_gathered_is_not_known(site: Path, stage: Stage) -> None:
    scene = (
        "import {usePluginData} from '@docusaurus/useGlobalData';\n"
        "const Newest = () => <p>New: {usePluginData('own-plugin').posts.slice(0, 3).map((one) => <b>{one}</b>)}</p>;"
    )
    picture = stage.draw(Scene(site / "docs/page.mdx", scene), "<Newest />")
    assert HtmlWriter().inlines(picture.nodes([])) == "<p>New: </p>"
    assert any("own-plugin" in what for what in picture.unknown)
