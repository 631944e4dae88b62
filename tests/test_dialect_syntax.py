# ruff: noqa: E501
"""The dialect's syntax, case by case: what a text is, in a short form of the tree."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

import pytest

from migrator.diagnostics import Code as Finding
from migrator.docusaurus.markdown import Settings, parse_syntax
from migrator.docusaurus.markdown.javascript_scan import static_value
from migrator.nodes import (
    Code,
    Comment,
    Component,
    Container,
    Definition,
    Directive,
    Element,
    Esm,
    Expression,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    Html,
    Image,
    InlineCode,
    InlineMath,
    Js,
    Link,
    List,
    ListItem,
    Math,
    Node,
    Parent,
    Text,
)
from migrator.post import Source

Format = Literal["mdx", "md"]


def parse(text: str, format: Format = "mdx", *, math: bool = False) -> list[Node]:
    return parse_syntax(Source(PurePosixPath("a.md"), text), Settings(format=format, math=math)).root.children


def short(text: str, format: Format = "mdx", *, math: bool = False) -> str:
    return " ".join(form(node) for node in parse(text, format, math=math))


def form(node: Node) -> str:
    """A node in short: its kind or name, then what is in it."""
    match node:
        case Text():
            return repr(node.value)[1:-1]
        case Code() | InlineCode() | Math() | InlineMath():
            return f"{node.type}`{node.value!r}`".replace("'", "")
        case Comment() | Esm() | Expression() | Html():
            return f"{node.type}<{node.value.strip()}>"
        case Image():
            return f"image({node.url} {node.alt})"
        case Definition() | FootnoteReference():
            return f"{node.type}({node.identifier})"
        case Directive():
            label = "".join(form(child) for child in node.label)
            name = ":" * node.level + node.name + (f"[{label}]" if label else "")
        case Element() | Component():
            name = f"<{node.name}>" if not node.inline else f"<{node.name}/>"
        case Heading():
            name = f"h{node.depth}"
        case Link():
            name = f"link:{node.url}"
        case FootnoteDefinition():
            name = f"footnote:{node.identifier}"
        case ListItem():
            name = "item" if node.checked is None else f"task:{node.checked}"
        case _:
            name = {"paragraph": "p", "blockquote": "quote"}.get(node.type, node.type)
    inner = " ".join(form(child) for child in node.children) if isinstance(node, Parent) else ""
    return f"{name}({inner})"


CASES = {
    # directives
    "an admonition": (":::note\n\ntext\n\n:::", ":::note(p(text))"),
    "without blank lines": ("before\n:::tip\ntext\n:::\nafter", "p(before) :::tip(p(text)) p(after)"),
    "with a title": (":::info A *title*\nx\n:::", ":::info[A em](p(x))".replace("em", "emphasis(title)")),
    "with a label": (":::info[A `b`]{.c}\nx\n:::", ":::info[A inlineCode`b`](p(x))"),
    "nested by colons": ("::::note\n:::tip\na\n:::\nb\n::::", "::::note(:::tip(p(a)) p(b))"),
    "the outer one closes first": (":::note\n:::tip\na\n:::\n:::", ":::note(:::tip(p(a))) p(:::)"),
    "open to the end": ("- :::note\n  a\n\nb", "list(item(:::note(p(a)))) p(b)"),
    "after a list": (":::note\n- a\n- b\n:::", ":::note(list(item(p(a)) item(p(b))))"),
    "closed with indentation": (":::note\n- a\n  :::", ":::note(list(item(p(a))))"),
    "closed inside of code": (":::tip\n~~~\na\n:::\nb", ":::tip(code`a`) p(b)"),
    "in a quote closed inside of code": ("> :::tip\n> ```\n> a\n> :::\n>\n> b", "quote(:::tip(code`a`) p(b))"),
    "code with fewer colons": ("::::tip\n```\n:::\n```\n::::", "::::tip(code`:::`)"),
    "in a quote": ("> :::tip\n> a\n> :::\n\nb", "quote(:::tip(p(a))) p(b)"),
    "in a list item": ("1. a\n\n   :::tip\n\n   b\n\n   :::\n\n2. c", "list(item(p(a) :::tip(p(b))) item(p(c)))"),
    "a title right behind a bullet is text": ("- :::note Title", "list(item(p(:::note Title)))"),
    "unknown words after a name": (":::foo bar", "p(:::foo bar)"),
    "a leaf": ("::video[a *b*]{id=c}", "::video[a emphasis(b)]()"),
    "in text": ("a :abbr[b *c*]{d} e:f 10:30", "p(a  :abbr(b  emphasis(c))  e:f 10:30)"),
    "in code": ("```\n:::note\n```", "code`:::note`"),
    "a lone end": (":::", "p(:::)"),
    # JSX
    "flow": ("<A>\n\n*x*\n\n</A>", "<A>(p(emphasis(x)))"),
    "flow without blank lines": ("<A>\n*x*\n</A>", "<A>(p(emphasis(x)))"),
    "text": ("a <b>c *d*</b> e", "p(a  <b/>(c  emphasis(d))  e)"),
    "a paragraph of JSX alone": ("<b>c</b> {d}", "<b>(c) mdxExpression<d>"),
    "in a heading": ("# a <b>c</b>", "h1(a  <b/>(c))"),
    "in a cell": ("| a |\n|-|\n| <b>c</b> {d} |", "table(tableRow(tableCell(a)) tableRow(tableCell(<b/>(c)   mdxExpression<d>)))"),
    "fragments and members": ("<>\n<A.B c:d='e' />\n</>", "<>(<A.B>())"),
    "on many lines": ('<A\n  b="c > d"\n\n  e={{f: "}"}}\n>\nx\n</A>', "<A>(p(x))"),
    "in running text on many lines": ("a <b\n  c='d'>e</b> f", "p(a  <b/>(e)  f)"),
    "on many lines of a quote": ("> <A\n>   b='c'\n> >\n>\n> d <e\n> f={{\n>   g}}> h</e>\n>\n> </A>", "quote(<A>(p(d  <e/>( h))))"),
    "lines of a tag are no blocks": ("<a b='c'\n>d</a> e", "p(<a/>(d)  e)"),
    "indented content": ("<A>\n    text\n\n    ```js\n    x\n      y\n    ```\n</A>", "<A>(p(text) code`x\\n  y`)"),
    "deep lists": ("- a\n      - b\n\n        c", "list(item(p(a) list(item(p(b) p(c)))))"),
    "no indented code": ("    # a", "h1(a)"),
    "tabs in a list": ("- <Tabs>\n  <Tab>\n\n  a\n\n  </Tab>\n  </Tabs>\n- b", "list(item(<Tabs>(<Tab>(p(a)))) item(p(b)))"),
    "details on one line": ("<details><summary>a</summary>\n\nb\n\n</details>", "<details>(<summary>(a) p(b))"),
    "details closed by the text": ("<details>\n<summary>a</summary>\nb</details>", "<details>(<summary>(a) p(b))"),
    "tags in two paragraphs": ("<b>a\n\nc</b>", "<b>(p(a) p(c))"),
    "void elements": ("a<br>b <img src='c'>\n\n<hr>", "p(a <br/>() b  <img/>()) <hr>()"),
    "void elements that are closed": ("<br></br>", "<br>()"),
    "emphasis beside a tag": ("가**<b>a</b>**나", "p(가** <b/>(a) **나)"),
    # not MDX
    "words in angle brackets": ("<나는 리뷰어다>", "p(<나는 리뷰어다>)"),
    "a tag has no space at its start": ("[< link >](a) < b >", "p(link:a(< link >)  < b >)"),
    "a comparison": ("a < b, {", "p(a < b, {)"),
    "an open tag": ("a <b> c", "p(a  <b>  c)"),
    "HTML with bare attributes": ("<a href=b>c", "p(< a href=b>c)"),
    "a link in angle brackets": ("<https://a.b>", "p(link:https://a.b(https://a.b))"),
    "crossed tags": ("<a><b></a>", "<a>(p(<b>))"),
    "no JavaScript": ("{a b} x", "p({a b} x)"),
    # expressions, comments, modules
    "expressions": ("{a}\n\nb {`}`} {'}'} {/[}]/.test(c)} {x ? {y: 1} : `${z}`}", "mdxExpression<a> p(b  mdxExpression<`}`>   mdxExpression<'}'>   mdxExpression</[}]/.test(c)>   mdxExpression<x ? {y: 1} : `${z}`>)"),
    "JSX in an expression": ("{a.map(b => <li>it's {b}</li>)}", "mdxExpression<a.map(b => <li>it's {b}</li>)>"),
    "braces in code": ("`{a}` ``<b>``", "p(inlineCode`{a}`   inlineCode`<b>`)"),
    "escapes": ("\\{a} \\<b> \\:c[d]", "p({a} <b> :c[d])"),
    "comments": ("a <!-- b --> {/* c */}\n<!-- d\n\ne -->\nf", "p(a  comment<b>   comment<c>) comment<d\n\ne> p(f)"),
    "a comment before text": ("<!-- a --> # b", "comment<a> h1(b)"),
    "comments in code": ("`<!-- a -->`", "p(inlineCode`<!-- a -->`)"),
    "modules": ("import A from 'b'\nexport const c = {\n\n  d\n}\n\ne", "mdxjsEsm<import A from 'b'\nexport const c = {\n\n  d\n}> p(e)"),
    "words like modules": ("import taxes are high\n\nexport it", "p(import taxes are high) p(export it)"),
    "a module must begin a paragraph": ("a\nimport b from 'c'", "p(a\\nimport b from 'c')"),
    "heading ids": ("# a {#b}\n\n# c {/* #d */}", "h1(a {#b}) h1(c  comment<#d>)"),
    "unwrapped code": ("```mdx-code-block\n<A>\n```\nb\n```mdx-code-block\n</A>\n```", "<A>(p(b))"),
    # GFM
    "bare URLs": ("(https://a.b/c_d_e), www.x.y. me@x.org", "p(( link:https://a.b/c_d_e(https://a.b/c_d_e) ),  link:http://www.x.y(www.x.y) .  link:mailto:me@x.org(me@x.org))"),
    "an address behind a slash": ("a/me@x.org [b](/c/d@e.org)", "p(a/ link:mailto:me@x.org(me@x.org)   link:/c/d@e.org(b))"),
    "URLs in links": ("[https://a.b](c) ![www.x.y](d)", "p(link:c(https://a.b)   image(d www.x.y))"),
    "no URLs": ('"http://" http://: a@b', 'p("http://" http://: a@b)'),
    "deleted text": ("2~3 a 4~5 ~~b~~ 가~~（나）~~", "p(2 delete(3 a 4) 5  delete(b)  가~~（나）~~)"),
    "tasks": ("- [x] a\n- [ ] b", "list(task:True(p(a)) task:False(p(b)))"),
    "footnotes": ("a[^B]\n\n[^B]: c\n\n    d", "p(a footnoteReference(b)) footnote:b(p(c) p(d))"),
    "definitions": ("[a][B] ![c]\n\n[b]: <d>\n[C]: e", "p(link:d(a)   image(e c)) definition(b) definition(c)"),
    "URLs with braces": ("[a](b/{c}) [d](<e f> '<g>')", "p(link:b/{c}(a)   link:e f(d))"),
    "short rows": ("|a|b|\n|-|-|\n|c|", "table(tableRow(tableCell(a) tableCell(b)) tableRow(tableCell(c)))"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_case(text: str, expected: str) -> None:
    assert short(text) == expected


def test_markdown_format_has_html_and_directives_but_no_jsx() -> None:
    assert short("<B>\nc\n</B>\n\n:::note\na {b} <i>c</i> <!-- d -->\n:::", "md") == (
        "html<<B>\nc\n</B>> :::note(p(a {b}  html<<i>> c html<</i>>   comment<d>))"
    )
    assert short("    code", "md") == "code`code`"


def test_math() -> None:
    text = "a $b_{c}$ $$d$$\n\n$$\n\\frac{e}{f}\n$$\n\n- $$\n  g\n  $$"
    assert short(text, math=True) == (
        "p(a  inlineMath`b_{c}`   inlineMath`d`) math`\\\\frac{e}{f}` list(item(math`g`))"
    )
    assert short("$a$") == "p($a$)"


def test_attributes() -> None:
    (node,) = parse('<A b="c &amp; d" e=\'f\' g h={1 + 1} i={"j"} {...k} l:m={null} />')
    assert isinstance(node, Component)
    assert node.attributes == {
        "b": "c & d",
        "e": "f",
        "g": True,
        "h": Js("1 + 1"),
        "i": Js('"j"', static=True, value="j"),
        "...5": Js("...k"),
        "l:m": Js("null", static=True, value=None),
    }


def test_directive_attributes() -> None:
    (node,) = parse(':::note{#a .b .c title="d &lt; e" f}\n:::')
    assert isinstance(node, Directive)
    assert node.attributes == {"id": "a", "class": "b c", "title": "d < e", "f": ""}


def test_places_of_marks() -> None:
    text = "- <A b>\n\n  c\n\n  </A>\n\n:::note\nd\n  ::: \n"
    spans = [(node.open, node.close) for top in parse(text) for node in top.walk() if isinstance(node, Container)]
    assert [[span and text[slice(*span)] for span in pair] for pair in spans] == [["<A b>", "</A>"], [":::note", ":::"]]


def test_what_is_text_only_here_is_marked() -> None:
    text = "a <b> &amp; \\* <나>"
    plain = [(node.value, node.plain) for top in parse(text) for node in top.walk() if isinstance(node, Text)]
    assert plain == [("a ", True), ("<b>", False), (" & * ", True), ("<나>", False)]


def test_findings_have_places() -> None:
    parsed = parse_syntax(Source(PurePosixPath("a.md"), "ok\n\na <b> {c d}\n<https://x.y>\n"), Settings())
    assert [(d.code, d.line, d.column) for d in parsed.diagnostics] == [
        (Finding.INVALID_MDX, 3, 3),
        (Finding.INVALID_MDX, 3, 7),
        (Finding.INVALID_MDX, 4, 1),
    ]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1", 1),
        ("-1.5", -1.5),
        ("'a\\n'", "a\n"),
        ("`b`", "b"),
        ("true", True),
        ("[1, 'x',]", [1, "x"]),
        ("{a: 1, 'b-c': [null], /* d */ 3: {}}", {"a": 1, "b-c": [None], "3": {}}),
    ],
)
def test_constants(source: str, value: object) -> None:
    assert static_value(source) == (True, value)


@pytest.mark.parametrize("source", ["a", "1 + 1", "`${a}`", "[a]", "{...a}", "'", "[" * 1000, "() => 1", ""])
def test_no_constants(source: str) -> None:
    assert static_value(source) == (False, None)


def test_half_characters_are_no_error() -> None:
    assert short("a \ud800 *b*") == "p(a \ufffd  emphasis(b))"


def test_findings_on_one_page_are_bounded() -> None:
    parsed = parse_syntax(Source(PurePosixPath("a.md"), "{ " * 5000), Settings())
    assert len(parsed.diagnostics) == 100


def test_items_indented_with_tabs_begin_at_their_bullets() -> None:
    text = "- a\n\t- b\n\n\t- c\n"
    nodes = [node for top in parse(text) for node in top.walk()]
    assert [text[slice(*node.span)] for node in nodes if isinstance(node, ListItem) and node.span][1:] == ["- b", "- c"]
    assert [node.spread for node in nodes if isinstance(node, List)] == [False, True]
