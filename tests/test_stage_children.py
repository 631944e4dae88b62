"""What a site's own components are given between their tags, and what they ask of page and site."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.test_stage import CONFIG, of, post, write

from migrator.diagnostics import Code
from migrator.nodes import Code as CodeBlock
from migrator.nodes import Element, Link, Strong, Tabs, text_of
from migrator.targets import Internal


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "docusaurus.config.js").write_text(CONFIG)
    return tmp_path


ROWS = """\
import React, {Children, isValidElement} from 'react';
function first(node) {
  while (isValidElement(node)) [node] = Children.toArray(node.props.children);
  return node;
}
export default function Rows({children}) {
  if (children.type !== 'table') throw new Error('no table');
  const [head, body] = Children.toArray(children.props.children);
  const rows = Children.map(body.props.children, (row) => <tr id={first(row)}>{row.props.children}</tr>);
  return <table>{head}<tbody>{rows}</tbody></table>;
}
"""


def test_a_component_looks_into_a_table(site: Path) -> None:
    page = (
        "import Rows from '@site/src/Rows';\n\n<Rows>\n\n| Name | Type |\n| --- | --- |\n"
        "| `path` | **text**, [a](a.mdx) |\n| `size` | number |\n\n</Rows>\n"
    )
    write(site, {"docs/a.mdx": page, "src/Rows.jsx": ROWS})
    made = post(site, "docs/a.mdx")
    assert made.diagnostics == []
    assert [node.attributes.get("id") for node in of(made, Element) if node.name == "tr"] == [None, "path", "size"]
    (strong,) = of(made, Strong)
    assert strong.span is not None  # a cell's content is as the author typed it
    assert [link.target for link in of(made, Link)] == [Internal("/docs/a")]


STEPS = """\
import {Children, cloneElement} from 'react';
export default ({children}) => {
  let step = 0;
  const item = (one) => <li>{++step}: {cloneElement(one, {key: step})}</li>;
  return <ol>{Children.map(children, (one) => (one.type === 'h3' ? item(one) : one))}</ol>;
};
"""


def test_what_comes_out_as_it_went_in_is_as_typed(site: Path) -> None:
    steps = "<Steps>\n\n### One {#one}\n\n*text*\n\n### Two\n\n:::tip\nx\n:::\n\n</Steps>\n"
    page = f"import Steps from '@site/src/Steps';\n\n{steps}"
    write(site, {"docs/a.mdx": page, "src/Steps.jsx": STEPS})
    made = post(site, "docs/a.mdx")
    assert made.diagnostics == []
    assert text_of([made.body]) == "1: Onetext2: Twox"
    assert sorted(made.anchors or ()) == ["one", "two"]


def test_a_part_that_is_not_shown_is_told(site: Path) -> None:
    write(
        site,
        {
            "docs/a.mdx": "import First from '@site/src/First';\n\n<First>\n\nshown\n\nhidden *words*\n\n</First>\n",
            "src/First.jsx": "export default ({children}) => <div>{children[0]}</div>;",
            "docs/b.mdx": "import Twice from '@site/src/Twice';\n\n<Twice>\n\none\n\ntwo *words*\n\n</Twice>\n",
            "src/Twice.jsx": "export default ({children}) => <div>{children}{children}</div>;",
        },
    )
    made = post(site, "docs/a.mdx")
    assert [d.message for d in made.diagnostics] == ["<First> does not show all that stands between its tags"]
    assert text_of([made.body]) == "shown"
    assert text_of([post(site, "docs/b.mdx").body]) == "onetwo wordsonetwo words"


def test_code_that_is_known_only_when_the_page_runs(site: Path) -> None:
    page = (
        "<details>\n<summary>s</summary>\n\nimport Raw from '!!raw-loader!@site/src/raw.yml';\n"
        "import CodeBlock from '@theme/CodeBlock';\n\n<CodeBlock language=\"yaml\">\n"
        "  {Raw // comments go\n    .replace(/# [^\\n]*\\n/g, '').trim()}\n</CodeBlock>\n\n</details>\n"
    )
    write(site, {"docs/a.mdx": page, "src/raw.yml": "# it's a comment\na: 1\nb: 2\n"})
    made = post(site, "docs/a.mdx")
    assert made.diagnostics == []
    assert [(code.lang, code.value) for code in of(made, CodeBlock)] == [("yaml", "a: 1\nb: 2")]


def test_labels_of_tabs_come_from_the_list_of_values(site: Path) -> None:
    page = "<Tabs values={[{label: 'One', value: 'a'}]}>\n<TabItem value=\"a\" label=\"Other\">x</TabItem>\n</Tabs>\n"
    write(site, {"docs/a.mdx": page})
    (tabs,) = of(post(site, "docs/a.mdx"), Tabs)
    assert [tab.label for tab in tabs.children] == ["One"]


VERSIONS = """\
import {useVersions, useLatestVersion, useActiveDocContext} from '@docusaurus/plugin-content-docs/client';
import {useDocsPreferredVersion} from '@docusaurus/theme-common';
export function Where() {
  const {activeVersion, activeDoc} = useActiveDocContext();
  return <i>{activeDoc.id} of {activeVersion.label}</i>;
}
export default function Versions() {
  const main = (version) => version.docs.find((doc) => doc.id === version.mainDocId);
  const {preferredVersion} = useDocsPreferredVersion();
  return <ul>{useVersions().map((version) => <li><a href={main(version).path}>{version.label}</a></li>)}
    <li>{useLatestVersion().name}{preferredVersion?.label}</li></ul>;
}
"""


def test_versions_of_the_docs(site: Path) -> None:
    page = "import Versions, {Where} from '@site/src/Versions';\n\n<Versions/>\n\n<Where/>\n"
    write(
        site,
        {
            "docs/a.mdx": page,
            "versioned_docs/version-1.0/a.mdx": page,
            "versions.json": '["1.0"]',
            "src/Versions.jsx": VERSIONS,
            "src/pages/where.jsx": "import {useLocation} from '@docusaurus/router';\n"
            "export default () => <p>{useLocation().pathname}</p>;",
        },
    )
    for path, where in (("docs/a.mdx", "a of Next"), ("versioned_docs/version-1.0/a.mdx", "a of 1.0")):
        made = post(site, path)
        assert [d.code for d in made.diagnostics] == []
        assert text_of([made.body]) == f"Next1.01.0{where}"
        links = [node.targets["href"] for node in of(made, Element) if node.name == "a"]
        assert links == [Internal("/docs/next/a"), Internal("/docs/a")]
    assert text_of([post(site, "src/pages/where.jsx").body]) == "/where"
    assert Code.STILL_PICTURE in {d.code for d in post(site, "src/pages/where.jsx").diagnostics}


def test_what_markdown_becomes_as_components(site: Path) -> None:
    code = (
        "import Code from '@theme/MDXComponents/Code';\n\n<Code language=\"md\">{'# a\\n'}</Code>\n\n<Code>b</Code>\n"
    )
    write(site, {"docs/a.mdx": code})
    made = post(site, "docs/a.mdx")
    assert made.diagnostics == []
    assert [(node.lang, node.value) for node in of(made, CodeBlock)] == [("md", "# a")]
    assert [text_of(node.children) for node in of(made, Element) if node.name == "code"] == ["b"]
