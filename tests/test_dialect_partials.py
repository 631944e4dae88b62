"""Pages that import other pages, data and code of their site."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.javascript.modules import Modules
from migrator.docusaurus.markdown import Settings, parse
from migrator.docusaurus.partials import Partials
from migrator.nodes import Code as CodeBlock
from migrator.nodes import Heading, Image, Node, Root, Tabs, text_of
from migrator.post import Source

FILES = {
    "docs/a/_part.mdx": "## Install {props.name}\n\n![x](./x.png) {props.children}\n\n[next](../b.md)\n",
    "docs/a/x.png": "",
    "docs/b.md": "# B\n",
    "docs/_drawn.jsx": "import A from './b.md';\n\nexport function Drawn() {\n  return <A />;\n}\n",
    "docs/_loop.mdx": "import Loop from './_loop.mdx';\n\n<Loop />\n",
    "docs/data.json": '{"version": "1.2"}',
    "docs/script.py": "print(1)\n",
    "src/values.ts": "export const VERSION: string = '2';\nexport const os = ['mac', 'tux'];\nexport default {n: 1};\n",
    "src/tabs.js": "export default {os: [{label: 'macOS', value: 'mac'}, {label: 'Linux', value: 'linux'}]};\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def read(site: Path, text: str) -> tuple[Root, list[Diagnostic]]:
    modules = Modules(site, site)
    source = Source(PurePosixPath("docs/page.mdx"), text)
    parsed = parse(source, Settings(), modules=modules)
    problems = Partials(modules, "mdx", lambda _, text: text).inline(parsed.root, source, Settings())
    return parsed.root, parsed.diagnostics + problems


def of(root: Root, kind: type[Node]) -> list[Node]:
    return [node for node in root.walk() if isinstance(node, kind)]


def test_a_partial_stands_where_it_is_shown(site: Path) -> None:
    page = "import Part from './a/_part.mdx';\n\n## Install Hugo\n\n<Part name=\"Hugo\">*really*</Part>\n"
    root, problems = read(site, page)
    assert problems == []
    headings = [(node.id, text_of([node])) for node in of(root, Heading) if isinstance(node, Heading)]
    assert headings == [("install-hugo", "Install Hugo"), ("install-propsname", "Install Hugo")]
    (image,) = of(root, Image)
    assert isinstance(image, Image)
    assert (image.url, image.span) == ("@site/docs/a/x.png", None)
    assert "really" in text_of([root])
    assert [node.url for node in root.walk() if hasattr(node, "url")] == ["@site/docs/a/x.png", "@site/docs/b.md"]


@pytest.mark.parametrize("specifier", ["./_none.mdx", "../../outside.md", "./_loop.mdx"])
def test_a_partial_that_cannot_be_shown_is_reported(site: Path, specifier: str) -> None:
    _, problems = read(site, f"import X from '{specifier}';\n\n<X />\n")
    assert [problem.code for problem in problems] == [Code.COMPONENT]


def test_data_raw_text_and_constants_of_code(site: Path) -> None:
    page = """import data from './data.json'; import script from '!!raw-loader!./script.py';
import tabs from '@site/src/tabs';

Version {data.version}

<CodeBlock language="py">{script}</CodeBlock>

<Tabs values={tabs.os}>
<TabItem value="mac">a</TabItem>
<TabItem value="linux">b</TabItem>
</Tabs>
"""
    root, problems = read(site, page)
    assert problems == []
    assert "Version 1.2" in text_of([root])
    assert [node.value for node in of(root, CodeBlock) if isinstance(node, CodeBlock)] == ["print(1)"]
    (tabs,) = of(root, Tabs)
    assert isinstance(tabs, Tabs)
    assert [tab.label for tab in tabs.children] == ["macOS", "Linux"]  # type: ignore[attr-defined]


def test_a_component_that_draws_a_page_and_nothing_else_is_that_page(site: Path) -> None:
    root, problems = read(site, "import {Drawn} from './_drawn';\n\n<Drawn />\n")
    assert problems == []
    assert text_of([root]) == "B"
    assert [p.code for p in read(site, "import {Other} from './_drawn';\n\n<Other />\n")[1]] == [Code.COMPONENT]


def test_what_is_imported_by_name_is_known(site: Path) -> None:
    page = (
        "import all, {VERSION, os as systems} from '@site/src/values';\nimport * as data from './data.json';\n\n"
        "{VERSION} {`v${data.version}`} {all.n + 1} {systems.map(one => <b>{one}</b>)} x\n"
    )
    root, problems = read(site, page)
    assert problems == []
    assert text_of([root]) == "2 v1.2 2 mactux x"
