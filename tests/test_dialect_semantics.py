"""What a page's Markdown means to Docusaurus: from source text to semantic nodes."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TypeVar

import pytest

from migrator.diagnostics import Code
from migrator.docusaurus.markdown import MagicComment, Settings, parse
from migrator.docusaurus.markdown.semantics.html import css
from migrator.nodes import (
    Admonition,
    Card,
    CardList,
    Comment,
    Component,
    Details,
    Diagram,
    Element,
    Esm,
    Expression,
    Heading,
    Js,
    Node,
    Paragraph,
    TableOfContents,
    Tabs,
    Text,
    Truncate,
    text_of,
)
from migrator.nodes import Code as CodeBlock
from migrator.post import Source

T = TypeVar("T", bound=Node)
PAGE = PurePosixPath("docs/page.mdx")


def tree(text: str, **settings: object) -> list[Node]:
    return parse(Source(PAGE, text), Settings(**settings)).root.children  # type: ignore[arg-type]


def first(text: str, kind: type[T], **settings: object) -> T:
    """Return the first node of a kind on a page."""
    for top in tree(text, **settings):
        for node in top.walk():
            if isinstance(node, kind):
                return node
    raise AssertionError(f"no {kind.__name__} in {text!r}")


def codes(text: str) -> list[Code]:
    return [d.code for d in parse(Source(PAGE, text), Settings()).diagnostics]


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize(
    ("source", "id", "shown"),
    [
        ("## Hello World", "hello-world", "Hello World"),
        ("## 안녕 세상! 🎉 `code`", "안녕-세상--code", "안녕 세상! 🎉 code"),
        ("## Title {#own-id}", "own-id", "Title"),
        (r"## Title \{#own-id}", "own-id", "Title"),
        ("## Title {/* #own-id */}", "own-id", "Title"),
        ("## Has *em* and [link](x.md)", "has-em-and-link", "Has em and link"),
        ("## Fun :smile:", "fun-smile", "Fun 😄"),
        ("## Camel_Case", "camel_case", "Camel_Case"),
    ],
)
def test_heading_id(source: str, id: str, shown: str) -> None:
    heading = first(source, Heading)
    assert (heading.id, text_of(heading.children)) == (id, shown)


def test_heading_ids_are_unique_and_counted_inside_containers() -> None:
    page = "# A\n\n> ## A\n\n:::note\n\n## A\n\n:::\n\n## a-1\n"
    headings = [n for top in tree(page) for n in top.walk() if isinstance(n, Heading)]
    assert [h.id for h in headings] == ["a", "a-1", "a-2", "a-1-1"]


def test_heading_marker_has_a_span() -> None:
    source = "## Title {#own}\n"
    heading = first(source, Heading)
    assert heading.id_span is not None
    assert source[slice(*heading.id_span)] == " {#own}"


def test_maintain_case() -> None:
    assert first("## Hello World", Heading, maintain_case=True).id == "Hello-World"


# ---------------------------------------------------------------- directives


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (":::tip Good *idea*\n\nx\n\n:::", "Good idea"),
        (":::tip[Good *idea*]\n\nx\n\n:::", "Good idea"),
        (':::tip{title="Good idea"}\n\nx\n\n:::', "Good idea"),
        (":::tip\n\nx\n\n:::", ""),
    ],
)
def test_admonition_title(source: str, title: str) -> None:
    node = first(source, Admonition, admonition_titles={"tip": "팁"})
    assert (node.kind, text_of(node.title), node.default_title) == ("tip", title, "팁")
    assert [text_of(n.children) for n in node.children if isinstance(n, Paragraph)] == ["x"]


def test_admonition_class_id_and_custom_keyword() -> None:
    node = first(":::mine{.a .b #c}\nx\n:::", Admonition, admonitions=("mine",))
    assert (node.kind, node.classes, node.id) == ("mine", ["a", "b"], "c")


def test_unknown_directives_are_the_text_that_was_typed() -> None:
    assert codes("at 10:a[b]{c=d} o'clock") == []
    assert text_of(tree("see std:vec[*a*]{.b} there")) == "see std:vec[a]{.b} there"
    assert text_of(tree("::leaf[x]")) == "::leaf[x]"
    assert [text_of([n]) for n in tree(":::other\n\nx\n\n:::")] == [":::other", "x", ":::"]
    assert codes(":::other\n\nx\n\n:::") == [Code.DIRECTIVE]


# ---------------------------------------------------------------- code


def test_code_info_string() -> None:
    code = first('```js title="a b.js" {1,3-4} showLineNumbers=5 live noInline\nx\n```', CodeBlock)
    assert (code.lang, code.title, code.highlighted, code.line_numbers, code.live) == (
        "js",
        "a b.js",
        [(1, 1), (3, 4)],
        5,
        True,
    )


@pytest.mark.parametrize(
    ("lang", "comment"),
    [
        ("js", "// {}"),
        ("js", "/* {} */"),
        ("jsx", "{{/* {} */}}"),
        ("python", "# {}"),
        ("html", "<!-- {} -->"),
        ("sql", "-- {}"),
        ("latex", "% {}"),
        ("vb", "' {}"),
        ("ocaml", "(* {} *)"),
        ("", "# {}"),
    ],
)
def test_magic_comments(lang: str, comment: str) -> None:
    lines = ["a", "highlight-next-line", "b", "highlight-start", "c", "d", "highlight-end", "e"]
    body = "\n".join(comment.format(line) if line.startswith("highlight") else line for line in lines)
    source = f"```{lang}\n{body}\n```\n"
    code = first(source, CodeBlock)
    assert code.value == "a\nb\nc\nd\ne"
    assert code.highlighted == [(2, 4)]
    assert [source[slice(*span)] for span in code.dropped] == [
        line + "\n" for line in body.split("\n") if "high" in line
    ]


def test_custom_magic_comment() -> None:
    settings = {"magic_comments": (MagicComment("hl"), MagicComment("error-line", "This fails"))}
    code = first("```js\n// This fails\nx()\n```", CodeBlock, **settings)
    assert (code.value, code.marks) == ("x()", {"error-line": [(1, 1)]})


def test_a_comment_of_another_language_is_code() -> None:
    assert first("```python\n// highlight-next-line\n```", CodeBlock).value == "// highlight-next-line"


def test_mermaid() -> None:
    page = "```mermaid\ngraph TD\n```"
    assert first(page, Diagram, mermaid=True).value == "graph TD"
    assert first(page, CodeBlock).lang == "mermaid"


def test_mdx_code_block_is_unwrapped() -> None:
    page = "before\n\n```mdx-code-block\n<details>\n\nx *y*\n\n</details>\n```\n\nafter\n"
    assert first(page, Details)
    assert not any(isinstance(n, CodeBlock) for n in tree(page))


# ---------------------------------------------------------------- components of the theme


def test_tabs() -> None:
    page = """
<Tabs groupId="os" defaultValue="mac" values={[{label: 'Windows', value: 'win'}, {label: 'macOS', value: 'mac'}]}>
<TabItem value="win">

a

</TabItem>
<TabItem value="mac">b</TabItem>
</Tabs>
"""
    tabs = first(page, Tabs)
    assert tabs.group == "os"
    shown = [(t.label, t.value, t.default) for t in tabs.children]  # type: ignore[attr-defined]
    assert shown == [("Windows", "win", False), ("macOS", "mac", True)]
    assert text_of(tabs.children) == "ab"


def test_tab_label_is_its_value_by_default() -> None:
    tabs = first('<Tabs><TabItem value="npm">x</TabItem><TabItem value="b" label="B" default>y</TabItem></Tabs>', Tabs)
    assert [(t.label, t.default) for t in tabs.children] == [("npm", False), ("B", True)]  # type: ignore[attr-defined]


def test_details() -> None:
    node = first("<details open>\n<summary>*More* `x`</summary>\n\ntext\n\n</details>", Details)
    assert (text_of(node.summary), text_of(node.children), node.is_open) == ("More x", "text", True)
    assert text_of(first("<details>\n\ntext\n\n</details>", Details).summary) == "Details"


def test_components_with_an_equivalent() -> None:
    page = """import Img from './a.png';
import Logo from './logo.svg';

<Admonition type="danger" title="Stop">x</Admonition>

<CodeBlock language="js" title="a.js">{`let a = \\`1\\`;
// highlight-next-line
b`}</CodeBlock>

<TOCInline toc={toc} maxHeadingLevel={4} />

<Link to="/docs">go</Link>

<img src={Img} />

<img src={require('./b.png').default} alt="b" />

<Logo />
"""
    admonition = first(page, Admonition)
    assert (admonition.kind, text_of(admonition.title)) == ("danger", "Stop")
    code = first(page, CodeBlock)
    assert (code.value, code.title, code.highlighted) == ("let a = `1`;\nb", "a.js", [(2, 2)])
    assert first(page, TableOfContents).max_depth == 4
    elements = [n for top in tree(page) for n in top.walk() if isinstance(n, Element)]
    assert [(e.name, e.attributes) for e in elements] == [
        ("a", {"href": "/docs"}),
        ("img", {"src": "./a.png"}),
        ("img", {"src": "./b.png", "alt": "b"}),
        ("img", {"src": "./logo.svg"}),
    ]
    assert codes(page) == []


def test_any_other_component_is_kept_and_reported() -> None:
    page = "import Chart from '@site/src/Chart';\n\n<Chart data={x} kind=\"bar\">\n\ntext\n\n</Chart>\n"
    node = first(page, Component)
    assert (node.module, node.attributes) == ("@site/src/Chart", {"data": Js("x"), "kind": "bar"})
    (report,) = parse(Source(PAGE, page), Settings()).diagnostics
    assert (report.code, report.subject, report.line) == (Code.COMPONENT, "Chart", 3)


# ---------------------------------------------------------------- MDX


def test_element_attributes_are_html() -> None:
    style = "style={{marginTop: 3, flex: 1, color: 'red'}}"
    page = f'<div className="a" {style} tabIndex={{3}} hidden draggable={{false}}>x</div>'
    assert first(page, Element).attributes == {
        "class": "a",
        "style": "margin-top:3px;flex:1;color:red",
        "tabindex": "3",
        "hidden": True,
        "draggable": "false",
    }
    assert css({"WebkitTransform": "none", "--x": 1, "msFlex": 2}) == "-webkit-transform:none;--x:1;-ms-flex:2"


def test_expressions() -> None:
    page = "export const name = 'Kim';\n\na {'b'} {1 + 2} {`c`} {name} {null} {frontMatter.title}\n"
    assert codes(page) == [Code.EXPORT, Code.EXPRESSION]
    paragraph = first(page, Paragraph)
    assert text_of(paragraph.children) == "a b 3 c Kim  "
    assert [n.value for n in paragraph.children if isinstance(n, Expression)] == ["frontMatter.title"]
    assert [n.value for n in paragraph.children if isinstance(n, Text) and not n.plain] == ["b", "3", "c", "Kim"]


def test_braces_around_what_nothing_defines_are_text() -> None:
    page = "in {ROCKETMQ_HOME}/bin and {user.home} and {props.x}\n"
    assert codes("{주제이름}") == [Code.INVALID_MDX]
    assert text_of(tree(page)) == "in {ROCKETMQ_HOME}/bin and {user.home} and "
    assert codes(page) == [Code.INVALID_MDX, Code.INVALID_MDX, Code.EXPRESSION]
    assert codes("export function f() {}\n\n{f(1)} {Math.PI} {'a' + b}\n") == [
        Code.EXPORT,
        Code.EXPRESSION,
        Code.EXPRESSION,
        Code.INVALID_MDX,
    ]


def test_comments_and_truncate() -> None:
    for marker in ("<!-- truncate -->", "<!--truncate-->", "{/* truncate */}"):
        assert isinstance(tree(f"a\n\n{marker}\n\nb\n")[1], Truncate)
    assert isinstance(tree("{/* hidden */}\n")[0], Comment)
    assert isinstance(tree("import A from 'a'\n\ntext\n")[0], Esm)


def test_emoji() -> None:
    source = "a \\* :+1: b :none: :smile:\n"
    paragraph = first(source, Paragraph)
    assert text_of(paragraph.children) == "a * 👍 b :none: 😄"
    thumb = next(n for n in paragraph.children if isinstance(n, Text) and n.value == "👍")
    assert (thumb.plain, thumb.span and source[slice(*thumb.span)]) == (False, ":+1:")
    assert text_of(tree(":smile:", emoji=False)) == ":smile:"


def test_what_react_does_not_draw_leaves_nothing() -> None:
    assert [node.name for node in tree("{true} {null} {''}\n") if isinstance(node, Element)] == ["", "", ""]
    assert first("{\n  // a comment\n}\n", Comment).value.strip() == "// a comment"
    assert codes("{\n  // a: comment\n}\n\n{}\n") == []


def test_translations_are_their_text() -> None:
    page = "<Translate values={{who: 'Ada'}}>{'Hi {who}'}</Translate>, <Translate>*there*</Translate>\n"
    assert text_of(tree(page)) == "Hi Ada, there"
    assert codes("<Translate id='a' />\n") == [Code.COMPONENT]


def test_cards() -> None:
    page = "export const all = [{type: 'link', label: 'A', href: '/a', description: 'B'}];\n"
    (card,) = first(f"{page}\n<DocCardList items={{all}} />\n", CardList).children
    assert isinstance(card, Card)
    assert (card.label, card.url, card.description) == ("A", "/a", "B")
    assert first("<DocCardList />\n", CardList).children == []
    assert codes("<DocCardList items={all()} />\n") == [Code.COMPONENT]
