"""The body for Hugo: what changes, and that nothing else does."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from migrator import nodes as n
from migrator.adapter import Options
from migrator.docusaurus.markdown import Settings, parse
from migrator.post import Post, PostKind, PostMeta, Source
from migrator.site import Site
from migrator.targets import Asset, Internal
from migrator_hugo import HugoAdapter

NOWHERE = Path("/nowhere")


def convert(text: str, *, kind: PostKind = "doc", math: bool = False, format_: str = "mdx") -> str:
    """Return the body that a page with this text gets."""
    source = Source(PurePosixPath("docs/a.md"), text)
    root = parse(source, Settings(format="md" if format_ == "md" else "mdx", math=math)).root
    adapter = HugoAdapter(Site(NOWHERE, math=math), Options())
    content = adapter.convert(Post(PostMeta(kind, "/a", "A"), root, source)).files[0].content
    assert isinstance(content, str)
    return content.split("---\n", 2)[2]


CASES = {
    "tags on one line": (
        '<a className="b">x</a> <b>y</b> <img src="a.png"/>\n',
        '<a class="b">x</a> <b>y</b> <img src="a.png"/>\n',
    ),
    "tags on lines": ('<a className="b">x</a>\n<b>y</b>\n', '<a class="b">x</a>\n<b>y</b>\n'),
    "tags with Markdown on one line": ("<b>*x*</b> <i>y</i>\nText\n", "<b>*x*</b> <i>y</i>\nText\n"),
    "what draws nothing": ("a {null} b {true} {''}\nc\n\n{}\n\nd\n", "a b\nc\n\n\nd\n"),
    "a fragment": ("a <>*b*</> c\n", "a *b* c\n"),
    "a diagram": ("<Mermaid value={`a-->b`} />\nText\n", "```mermaid\na-->b\n```\n\nText\n"),
    "admonition": (":::note\n\nText.\n\n:::\n", "> [!NOTE]\n> Text.\n"),
    "admonition with a title": (
        ":::tip A *title*\n- a\n:::\nText\n",
        "> [!TIP] A *title*\n> - a\n\nText\n",
    ),
    "admonition of a custom kind": (":::my-kind\n\nx\n\n:::\n", ":::my-kind\n\nx\n\n:::\n"),
    "admonition in a list": (
        "- a\n\n  :::note\n\n  b\n\n  :::\n\n- c\n",
        "- a\n\n  > [!NOTE]\n  > b\n\n- c\n",
    ),
    "admonition in a quote": ("> :::note\n> b\n> :::\n", "> > [!NOTE]\n> > b\n"),
    "nested admonitions": (
        "::::note\n\na\n\n:::tip\n\nb\n\n:::\n\nc\n\n::::\n",
        "> [!NOTE]\n> a\n>\n> > [!TIP]\n> > b\n>\n> c\n",
    ),
    "admonition with id and class": (
        ":::note{.wide #x}\n\na\n\n:::\n",
        '<div id="x" class="wide">\n\n> [!NOTE]\n> a\n\n</div>\n',
    ),
    "a rule first in an admonition is no underline": (":::note\n---\n:::\n", "> [!NOTE]\n>\n> ---\n"),
    "two admonitions in a row": (":::note\na\n:::\n:::tip\nb\n:::\n", "> [!NOTE]\n> a\n\n> [!TIP]\n> b\n"),
    "an alert that is none to Docusaurus": ("> [!NOTE]\n> a\n", "> [<!-- -->!NOTE]\n> a\n"),
    "tabs": (
        '<Tabs groupId="os">\n  <TabItem value="a" label="A" default>\n    text\n  </TabItem>\n</Tabs>\n',
        '{{% tabs group="os" %}}\n\n{{< tab label="A" value="a" default=true >}}\n\ntext\n\n'
        "{{< /tab >}}\n\n{{% /tabs %}}\n",
    ),
    "code title and lines": (
        '```js title="a.js" {1,3-4} showLineNumbers\nx\n```\n',
        '```js {title="a.js" hl_lines="1 3-4" linenos=true}\nx\n```\n',
    ),
    "code without a language": ("```{2}\na\nb\n```\n", "```\na\nb\n```\n"),
    "braces in a title": ('```js title="{x}"\nx\n```\n', '```js {title="&#123;x&#125;"}\nx\n```\n'),
    "magic comments": ("```js\n// highlight-next-line\na\nb\n```\n", '```js {hl_lines="1"}\na\nb\n```\n'),
    "shortcodes": (
        "`{{< a >}}`\n\n```\n{{% b %}} {{ c }}\n{{<\n```\n",
        '`{{</* a */>}}`\n\n```\n{{%/* b */%}} {{ c }}\n{{% literal "{" %}}{<\n```\n',
    ),
    "more in code": ("```\n<!--more-->\n```\n", '```\n<!--{{% literal "more" %}}-->\n```\n'),
    "heading with an id": ("## Text {#text}\n\n## Other {/* #own */}\n", "## Text {#text}\n\n## Other {#own}\n"),
    "heading id in front of closing hashes": ("## Text {#own} ##\n", "## Text {#own}\n"),
    "comments": ("{/* a */}\n\nb {/* c */} d\n", "<!-- a -->\n\nb <!-- c --> d\n"),
    "a comment at a line's start": ("{/* a */} *b*\n", " *b* <!-- a -->\n"),
    "imports": ("import A from 'a';\n\nText\n", "Text\n"),
    "an unknown component": (
        "<Card a={1}>\n\n*b*\n\n</Card>\n",
        "<!-- <Card a={1}> -->\n\n*b*\n\n<!-- </Card> -->\n",
    ),
    "Markdown in a tag on one line": ("<div>*a* b</div>\n\nc\n", "<div><em>a</em> b</div>\n\nc\n"),
    "JSX spelling": (
        '<p className="a" style={{marginTop: 4}}>x</p>\n',
        '<p class="a" style="margin-top:4px">x</p>\n',
    ),
    "indentation that is no code in MDX": (
        "<div>\n    text\n\n    - a\n</div>\n",
        "<div>\n\ntext\n\n- a\n\n</div>\n",
    ),
    "code deep in lists": (
        "- a\n    - b\n        \n        ```\n        x\n        ```\n        \n        - c\n",
        "- a\n    - b\n        \n        ```\n        x\n        ```\n        \n        - c\n",
    ),
    "a bare link that ends elsewhere in Goldmark": (
        "https://a.org/끝까지 https://a.org/b\n",
        "<https://a.org/끝까지> https://a.org/b\n",
    ),
    "a tag that closes itself": ('<a name="x" />text\n', '<a name="x"></a>text\n'),
    "details": (
        "<details>\n<summary>**A**</summary>\n\ntext\n</details>\n",
        "<details>\n<summary><strong>A</strong></summary>\n\ntext\n\n</details>\n",
    ),
    "literal angle brackets": ("이 글은 <나는 리뷰어다> 활동\n", "이 글은 \\<나는 리뷰어다> 활동\n"),
    "truncate": ("a\n\n{/* truncate */}\n\nb\n", "a\n\n<!-- truncate -->\n\nb\n"),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES)
def test_case(text: str, wanted: str) -> None:
    assert convert(text) == wanted


def test_lines_end_as_in_the_source() -> None:
    text = ":::note\n\na\n\n:::\nb\n\n<Tabs>\n<TabItem value='a'>\nx\n</TabItem>\n</Tabs>\n"
    assert convert(text.replace("\n", "\r\n")) == convert(text).replace("\n", "\r\n")


def test_truncate_in_a_post() -> None:
    assert convert("a\n\n<!-- truncate -->\n\nb\n", kind="post") == "a\n\n<!--more-->\n\nb\n"


def test_math() -> None:
    text = "a $x_1$ and $$y$$ for \\$5 or 6$\n\n$$\na\n$$\n\n$$\na\n= b\n$$\n"
    wanted = "a $x_1$ and $y$ for \\$5 or 6\\$\n\n$$\na\n$$\n\n```math\na\n= b\n```\n"
    assert convert(text, math=True) == wanted
    assert convert("costs $5 or $6\n") == "costs $5 or $6\n"


@pytest.mark.parametrize(
    ("headings", "written"),
    [
        ([("A b", "a-b"), ("A b", "a-b-1")], "## A b\n\n## A b\n"),
        ([("좋아요 👍", "좋아요-"), ("!", "")], "## 좋아요 👍\n\n## !\n"),
        ([("A", "b"), ("B", "b-1")], "## A {#b}\n\n## B\n"),
        ([("x", "한 글")], '## x {id="한 글"}\n'),
    ],
)
def test_heading_ids_are_written_where_hugo_makes_others(headings: list[tuple[str, str]], written: str) -> None:
    tree: list[n.Node] = [n.Heading([n.Text(text)], 2, one) for text, one in headings]
    adapter = HugoAdapter(Site(NOWHERE), Options())
    content = adapter.convert(Post(PostMeta("doc", "/a", "A"), n.Root(tree))).files[0].content
    assert isinstance(content, str)
    assert content.endswith("---\n" + written)


def test_only_urls_that_must_change_are_changed() -> None:
    text = "[a](./b.md#x) [b](/base/docs/b) ![c](img/c.png) [d][ref]\n\n[ref]: b.md 'T'\n"
    source = Source(PurePosixPath("docs/a.md"), text)
    root = parse(source, Settings()).root
    page, image = Internal("/base/docs/b", "x"), Asset(Path("/site/docs/img/c.png"))
    for node in root.walk():
        if isinstance(node, n.Link | n.Definition):
            node.target = page if node.url == "./b.md#x" else Internal("/base/docs/b")
        elif isinstance(node, n.Image):
            node.target = image
    adapter = HugoAdapter(Site(Path("/site"), base_url="/base/"), Options())
    converted = adapter.convert(Post(PostMeta("doc", "/base/docs/a", "A"), root, source, assets=[image]))
    content = converted.files[0].content
    assert isinstance(content, str)
    assert content.split("---\n", 2)[2] == (
        "[a](/base/docs/b/#x) [b](/base/docs/b) ![c](/base/assets/docs/img/c.png) [d][ref]\n\n"
        "[ref]: /base/docs/b/ 'T'\n"
    )
    assert str(converted.files[1].path) == "static/assets/docs/img/c.png"


def test_a_page_made_by_hand() -> None:
    tree: list[n.Node] = [
        n.Admonition([n.Paragraph([n.Text("x")])], "my-kind", [n.Text("T")]),
        n.Tabs([n.Tab([n.Code(value="{{< x >}}", lang="sh", title="t")], label='A "q"', value="a")], group="g"),
    ]
    adapter = HugoAdapter(Site(NOWHERE), Options())
    content = adapter.convert(Post(PostMeta("page", "/a", "A"), n.Root(tree))).files[0].content
    assert isinstance(content, str)
    assert content.split("---\n", 2)[2] == textwrap.dedent("""\
        > [!MYKIND] T
        >
        > x

        {{% tabs group="g" %}}

        {{< tab label="A \\"q\\"" value="a" >}}

        ```sh {title="t"}
        {{</* x */>}}
        ```

        {{< /tab >}}

        {{% /tabs %}}
        """)


# ------------------------------------------------------------ promise 1: plain Markdown, byte for byte

_WORD = st.text("abcABC 한글é.,;*_`()!?'\"-+1", min_size=1, max_size=30).map(str.strip).filter(bool)
_INLINE = st.one_of(
    _WORD,
    _WORD.map(lambda word: f"**{word}**"),
    _WORD.map(lambda word: f"[{word}](https://example.org/a_b 'T')"),
    st.just("`code {x} <y>`"),
    st.just("&amp; \\* \\# &copy;"),
    st.just("![alt](https://example.org/i.png)"),
)
_LINE = st.lists(_INLINE, min_size=1, max_size=4).map(" ".join)
_PARAGRAPH = st.lists(_LINE, min_size=1, max_size=3).map("\n".join)


def _indented(text: str, first: str) -> str:
    return first + text.replace("\n", "\n" + " " * len(first))


_BLOCK = st.recursive(
    st.one_of(
        _PARAGRAPH,
        st.tuples(st.integers(2, 6), _WORD).map(lambda pair: "#" * pair[0] + " " + pair[1]),
        st.just("***"),
        st.just("```python\ndef f(x):\n\treturn {x: '<y>'}\n\n```"),
        st.just("~~~~\n```\n~~~~"),
        st.just("| a | b |\n|---|:-:|\n| 1 | `x \\| y` |"),
        st.just("[ref]: https://example.org 'Title'"),
        st.just("Setext\n------"),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=2).map(lambda blocks: _indented("\n\n".join(blocks), "- ")),
        st.lists(inner, min_size=1, max_size=2).map(lambda blocks: _indented("\n\n".join(blocks), "10. ")),
        inner.map(lambda block: "> " + block.replace("\n", "\n> ")),
    ),
    max_leaves=4,
)
_PAGE = st.lists(_BLOCK, max_size=6).map(lambda blocks: "\n\n".join(blocks) + "\n")


@example("1\n\n- 10. 10. 1\n          \n          ```python\n          x\n          ```\n", "\n")
@given(_PAGE, st.sampled_from(["\n", "\r\n"]))
def test_plain_markdown_comes_out_byte_for_byte(page: str, newline: str) -> None:
    text = page.replace("\n", newline)
    assert _without_ids(convert(text, format_="md")) == text


def _without_ids(text: str) -> str:
    """Leave out the ids of headings for which Docusaurus and Hugo disagree."""
    return re.sub(r" \{(?:#|id=)[^\n]*\}(?=\r?\n|$)", "", text)
