"""The body for Ghost: which of its nodes and cards everything becomes, and that nothing gets lost."""

from __future__ import annotations

import struct
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from migrator import nodes as n
from migrator.docusaurus.markdown import Settings, parse
from migrator.post import Post, PostMeta, Source
from migrator.site import Site
from migrator.targets import Asset, External, Internal
from migrator.writers.urls import PageUrls, Urls
from migrator_ghost.body import Body, shown_title, title_stays, write_body
from migrator_ghost.lexical import inline_html

NOWHERE = Path("/nowhere")
META = PostMeta("doc", "/docs/a", "A")


def write(root: n.Root, meta: PostMeta = META, source: Source | None = None, *, math: bool = False) -> Body:
    return write_body(Post(meta, root, source), PageUrls(Urls(Site(NOWHERE)), meta.permalink, {}), math=math)


def convert(text: str, *, math: bool = False) -> Body:
    """Return the body of a page with this text."""
    source = Source(PurePosixPath("docs/a.md"), text)
    return write(parse(source, Settings(math=math, mermaid=True)).root, source=source, math=math)


def outline(body: Body) -> list[str]:
    """Return a document as lines: a node's name, and its text as HTML; items of a list are indented."""
    return [line for node in body.lexical["root"]["children"] for line in _lines(node)]


def _lines(node: dict[str, Any], depth: int = 0) -> list[str]:
    match node["type"]:
        case "paragraph":
            return [f"p {inline_html(node['children'])}"]
        case "extended-heading":
            return [f"{node['tag']} {inline_html(node['children'])}"]
        case "extended-quote":
            return [f"quote {inline_html(node['children'])}"]
        case "list":
            start = f" {node['start']}" if node["tag"] == "ol" else ""
            lines = [f"{'  ' * depth}{node['tag']}{start}"]
            for item in node["children"]:
                if item["children"] and item["children"][0]["type"] == "list":
                    lines += _lines(item["children"][0], depth + 1)
                else:
                    lines.append(f"{'  ' * depth}- {inline_html(item['children'])}")
            return lines
        case "html":
            return [f"html {node['html']}"]
        case "codeblock":
            return [f"code {node['language']} {node['caption']!r} {node['code']!r}"]
        case "callout":
            return [f"callout {node['calloutEmoji']} {node['backgroundColor']} {node['calloutText']}"]
        case "toggle":
            return [f"toggle {node['heading']} | {node['content']}"]
        case "image":
            extra = {name: node[name] for name in ("title", "caption", "width", "height", "href") if node[name]}
            return [f"image {node['src']} {node['alt']!r} {extra}"]
        case "bookmark":
            metadata = node["metadata"]
            return [f"bookmark {node['url']} {metadata['title']!r} {metadata['description']!r}"]
        case "embed":
            return [f"embed {node['url']} {node['html']}"]
    return [node["type"]]


STACK = "display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.8em"
BOX = (
    'html <div class="kg-card kg-callout-card kg-callout-card-{colour} admonition admonition-{kind}">\n'
    '<div class="kg-callout-emoji">{emoji}</div>\n<div class="kg-callout-text" style="flex: 1; {stack}">\n'
    '<p class="admonition-title"><strong>{title}</strong></p>\n{content}\n</div>\n</div>'
)
INLINE_PICTURE = ' style="display: inline"'
TIP = {"stack": STACK, "colour": "green", "kind": "tip", "emoji": "💡", "title": "Tip"}

CASES: dict[str, tuple[str, list[str]]] = {
    "text": (
        "a *b* **c *d*** `e`\n~~f~~\\\ng <u>h</u><sup>i</sup>\n",
        ["p a <em>b</em> <strong>c <em>d</em></strong> <code>e</code> <s>f</s><br>g <u>h</u><sup>i</sup>"],
    ),
    "white space as it is seen": ("a   b\n\tc  \n\nd&nbsp; e\n", ["p a b c", "p d\u00a0 e"]),
    "links": (
        "[a *b*](https://a.org 'T') **[c](https://c.org)** https://d.org [e]()\n",
        [
            'p <a href="https://a.org" title="T">a <em>b</em></a> <a href="https://c.org"><strong>c</strong></a> '
            '<a href="https://d.org">https://d.org</a> <a href="">e</a>'
        ],
    ),
    "a tag that text cannot hold": (
        'a <abbr title="B">b</abbr> *c*\n',
        ['html <p>a <abbr title="B">b</abbr> <em>c</em></p>'],
    ),
    "tags of text": (
        'a <u>b</u>, <span>c</span> <kbd>d</kbd> <a href="/e" target="_blank">e</a>\n\n'
        '<b>f</b> <i>g</i>\n\n<a href="/h">\n  h\n</a>\n\n---\n\n<span style="color: red">i</span>\n',
        [
            'p a <u>b</u>, c <code>d</code> <a href="/e">e</a>',
            'p <strong>f</strong> <em>g</em> <a href="/h">h</a>',
            "horizontalrule",
            'html <p><span style="color: red">i</span></p>',
        ],
    ),
    "tags around blocks": (
        '<p>\n\na\n\n</p>\n\n<h2 id="b">B</h2>\n\n<hr />\n\n<br />\n\n<hr class="c" />\n\n<>\n\n- d\n\n</>\n',
        ["p a", "h2 B", "horizontalrule", 'html <hr class="c">', "ul", "- d"],
    ),
    "comments": ("<!-- a -->\n\nb <!-- c --> d\n", ["html <!-- a -->", "p b d"]),
    "headings": (
        "## A *b*\n\n### C {#own}\n\n## A *b*\n",
        ["h2 A <em>b</em>", 'html <a name="own" style="margin: 0"></a>', "h3 C", "h2 A <em>b</em>"],
    ),
    "a heading with a picture": (
        "## A ![b](/c.png)\n",
        [f'html <h2 id="a-b">A <img src="/c.png" alt="b"{INLINE_PICTURE}></h2>'],
    ),
    "a heading whose id would be another's": (
        "## A & B\n\n## C {#a-b}\n",
        ['html <h2 id="a--b">A &amp; B</h2>', 'html <a name="a-b" style="margin: 0"></a>', "h2 C"],
    ),
    "an anchor in text": (
        '## <a id="x"></a>A\n\n<a name="y"></a>b\n',
        ['html <a id="x"></a>', "h2 A", 'html <a name="y"></a>', "p b"],
    ),
    "a quote": ("> a\n> b\n>\n> c\n", ["quote a b<br><br>c"]),
    "a quote with a list": (
        "> a\n>\n> - b\n",
        [f'html <blockquote style="{STACK}">\n<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n</blockquote>'],
    ),
    "lists": (
        "3. a\n\n   b\n   - c\n     1. d\n   - e\n4. f\n",
        ["ol 3", "- a<br><br>b", "  ul", "  - c", "    ol 1", "    - d", "  - e", "- f"],
    ),
    "two numbered lists": ("1. a\n\n1) b\n", ["ol 1", "- a", "html <!-- -->", "ol 1", "- b"]),
    "tasks": ("- [x] a\n- [ ] **b**\n", ["ul", "- ☑ a", "- ☐ <strong>b</strong>"]),
    "a list with code": (
        "1. a\n   ```\n   b\n   ```\n",
        [f'html <ol>\n<li>a<div style="{STACK}; margin-top: 0.8em"><pre><code>b</code></pre></div></li>\n</ol>'],
    ),
    "code": (
        '```js title="a.js"\nb < c\n\nd\n```\n\n```\n```\n',
        ["code js 'a.js' 'b < c\\n\\nd'", "html <pre><code></code></pre>"],
    ),
    "highlighted lines": (
        "```js {1}\na\nb\n```\n",
        ['html <pre data-line="1"><code class="language-js"><mark>a</mark>\nb</code></pre>'],
    ),
    "a rule": ("a\n\n---\n", ["p a", "horizontalrule"]),
    "an admonition": (
        ":::tip A *title*\na **b**\n\nc\n:::\n\n:::danger\n:::\n",
        [
            "callout 💡 green <strong>A <em>title</em></strong><br>a <strong>b</strong><br><br>c",
            "callout 🔥 red <strong>Danger</strong>",
        ],
    ),
    "an admonition with more than text": (":::tip\n- a\n:::\n", [BOX.format(**TIP, content="<ul>\n<li>a</li>\n</ul>")]),
    "details": (
        "<details>\n<summary>A `b`</summary>\n\nc\n\n- d\n\n</details>\n",
        ["toggle A <code>b</code> | <p>c</p><ul>\n<li>d</li>\n</ul>"],
    ),
    "details with more than text": (
        '<details id="x">\n<summary>A</summary>\n\n## B\n\n</details>\n',
        [
            'html <details class="kg-card kg-toggle-card" id="x">\n<summary style="cursor: pointer; font-weight: 700">A'
            f'</summary>\n<div style="{STACK}; margin-top: 0.8em">\n<h2 id="b">B</h2>\n'
            "</div>\n</details>"
        ],
    ),
    "a table": (
        "|a|b|\n|-|:-:|\n|`c`|\n",
        [
            'html <table>\n<thead>\n<tr><th>a</th><th style="text-align: center">b</th></tr>\n</thead>\n<tbody>\n'
            '<tr><td><code>c</code></td><td style="text-align: center"></td></tr>\n</tbody>\n</table>'
        ],
    ),
    "tabs": (
        "<Tabs groupId='os'>\n<TabItem value='a' label='A & a'>\n\n- b\n\n</TabItem>\n"
        "<TabItem value='c'>d</TabItem>\n</Tabs>\n",
        [
            'html <div class="tabs" data-group="os">\n<div class="tab" data-value="a" data-default>\n'
            '<p class="tab-label"><strong>A &amp; a</strong></p>\n<ul>\n<li>b</li>\n</ul>\n</div>\n'
            '<div class="tab" data-value="c">\n<p class="tab-label"><strong>c</strong></p>\n<p>d</p>\n</div>\n</div>'
        ],
    ),
    "footnotes": (
        "a[^b] c[^d] e[^b]\n\n[^d]: D\n\n[^b]: B[^d]\n\n[^f]: not shown\n",
        [
            'p a<a href="#fn-1"><sup>1</sup></a> c<a href="#fn-2"><sup>2</sup></a> e<a href="#fn-1"><sup>1</sup></a>',
            'html <hr>\n<section class="footnotes" role="doc-endnotes">\n<ol>\n'
            '<li id="fn-1">B<sup><a href="#fn-2" class="footnote-ref" role="doc-noteref">2</a></sup></li>\n'
            '<li id="fn-2">D</li>\n</ol>\n</section>',
        ],
    ),
    "pictures": (
        "![a](/a.png 'T')\n\n[![b](/b.png)](https://b.org)\n\nc ![d](/d.png) e\n\nf\n![g](/g.png)\nh\n",
        [
            "image /a.png 'a' {'title': 'T'}",
            "image /b.png 'b' {'href': 'https://b.org'}",
            'html <p>c <img src="/d.png" alt="d" style="display: inline"> e</p>',
            "p f",
            "image /g.png 'g' {}",
            "p h",
        ],
    ),
    "badges": (
        "![a](/a.svg) ![b](/b.svg)\n\n![a](/a.svg)\n![b](/b.svg)\n",
        [
            f'html <p><img src="/a.svg" alt="a"{INLINE_PICTURE}> <img src="/b.svg" alt="b"{INLINE_PICTURE}></p>',
            f'html <p><img src="/a.svg" alt="a"{INLINE_PICTURE}>\n<img src="/b.svg" alt="b"{INLINE_PICTURE}></p>',
        ],
    ),
    "pictures as tags": (
        '<img src="/a.png" alt="a" width="300" height="200" />\n\n---\n\n<img src="/b.png" width="50%" />\n\n---\n\n'
        '<a href="https://d.org"><img src="/d.png" alt="d" /></a>\n\n---\n\n'
        '<img src="data:image/gif;base64,R0lGOD" />\n\n'
        "<figure>\n![c](/c.png)\n<figcaption>*C*</figcaption>\n</figure>\n",
        [
            "image /a.png 'a' {'width': 300, 'height': 200}",
            "horizontalrule",
            f'html <p><img src="/b.png" width="50%"{INLINE_PICTURE}></p>',
            "horizontalrule",
            "image /d.png 'd' {'href': 'https://d.org'}",
            "horizontalrule",
            f'html <p><img src="data:image/gif;base64,R0lGOD"{INLINE_PICTURE}></p>',
            "image /c.png 'c' {'caption': '<em>C</em>'}",
        ],
    ),
    "a picture in the text": (
        "![a](data:image/gif;base64,R0lGOD)\n",
        ['html <p><img src="data:image/gif;base64,R0lGOD" alt="a" style="display: inline"></p>'],
    ),
    "groups around a part of the page": (
        '<div>\n\na\n\n</div>\n\n<section className="b">\n\n## C\n\nd\n\n</section>\n\n'
        '<div className="e">\n\nf\n\n</div>\n',
        ["p a", 'html <section class="b">', "h2 C", "p d", "html </section>", 'html <div class="e"><p>f</p></div>'],
    ),
    "a video": (
        '<iframe src="https://www.youtube.com/embed/a"></iframe>\n\n<video src="/a.mp4" controls />\n',
        [
            'embed https://www.youtube.com/embed/a <iframe src="https://www.youtube.com/embed/a"></iframe>',
            'html <video src="/a.mp4" controls></video>',
        ],
    ),
    "what nothing here can draw": (
        "<Chart data={[1]} />\n\na <Badge>b</Badge>\n\n<Card title='c'>\n\n- d\n\n</Card>\n",
        [
            "html <!-- <Chart data={[1]} /> -->",
            "html <p>a <!-- <Badge> -->b</p>",
            "html <!-- <Card title='c'> -->",
            "ul",
            "- d",
        ],
    ),
    "contents": (
        "<TOCInline toc={toc} />\n\n## A\n\n### B\n\n#### C\n\n## `D`\n",
        [
            'html <nav class="table-of-contents">\n<ul>\n<li><a href="#a">A</a>\n<ul>\n'
            '<li><a href="#b">B</a></li>\n</ul>'
            '</li>\n<li><a href="#d">D</a></li>\n</ul>\n</nav>',
            "h2 A",
            "h3 B",
            "h4 C",
            "h2 <code>D</code>",
        ],
    ),
    "nothing": ("", ["p "]),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_what_becomes_of(text: str, wanted: list[str]) -> None:
    assert outline(convert(text)) == wanted


def test_formulas() -> None:
    body = convert("a $b_1 < c$\n\n$$\nd\n$$\n\n```math\ne\n```\n", math=True)
    assert outline(body) == [r"p a \(b_1 &lt; c\)", r"html <p>\[d\]</p>", r"html <p>\[e\]</p>"]
    assert outline(convert("```math\ne\n```\n")) == ["code math '' 'e'"]


def test_code_is_injected_only_where_it_is_needed() -> None:
    assert (convert("a `b`\n").head, convert("a `b`\n").foot) == ("", "")
    assert "tex-chtml.js" in convert("$a$", math=True).foot
    assert "tex-chtml.js" in convert("```math\na\n```\n", math=True).foot
    assert "mermaid" in convert("```mermaid\ngraph TD\n```\n").foot
    tabs = convert("<Tabs>\n<TabItem value='a'>b</TabItem>\n</Tabs>\n")
    assert (tabs.head.startswith("<style>"), tabs.foot.startswith("<script>")) == (True, True)
    assert convert('<head>\n  <meta name="robots" content="noindex" />\n</head>\n').head == (
        '<meta name="robots" content="noindex">'
    )


def test_the_title_is_left_out() -> None:
    source = Source(PurePosixPath("docs/a.md"), "# The [*title*](/b)\n\n# Another\n")
    root = parse(source, Settings()).root
    meta = PostMeta("doc", "/docs/a", "A", title_in_body=True)
    body = write(root, meta, source)
    assert outline(body) == ["h1 Another"]
    assert shown_title(Post(meta, root)) == "The title"
    assert [(one.code.value, one.line) for one in body.diagnostics] == [("not-in-target", 1)]
    assert shown_title(Post(META, root)) == "A"


@pytest.mark.parametrize(
    ("text", "stays"),
    [("# A\n", False), ("{/* x */}\n\n# A\n", False), ("Text.\n\n# A\n", True), ("<div>\n\n# A\n\n</div>\n", True)],
)
def test_a_title_further_down_stays(text: str, stays: bool) -> None:
    source = Source(PurePosixPath("docs/a.mdx"), text)
    page = Post(PostMeta("doc", "/docs/a", "A", title_in_body=True), parse(source, Settings()).root, source)
    assert title_stays(page) is stays
    assert not title_stays(Post(META, page.body, source))


def test_what_ghost_cannot_say_is_told_once_a_page() -> None:
    body = convert("```js showLineNumbers\na\n```\n\n```js showLineNumbers\nb\n```\n\nc [d](/d 'D')\n")
    assert [str(one) for one in body.diagnostics] == [
        "docs/a.md:1:1: warning: The line numbering of code is left out: Ghost has no place for it [not-in-target]",
        "docs/a.md:9:3: warning: The tooltip of a link is left out: Ghost has no place for it [not-in-target]",
    ]


def test_addresses() -> None:
    picture = Asset(NOWHERE / "static/a.png", "/a.png")
    root = n.Root(
        [
            n.Paragraph(
                [
                    n.Link([n.Text("here")], url="#b c", target=Internal("/docs/a", "b c")),
                    n.Link([n.Text("there")], url="./b.md#c", target=Internal("/docs/b", "c")),
                    n.Link([n.Text("out")], url="pathname:///x", target=External("/x")),
                    n.Link([n.Text("gone")], url="./gone.md"),
                ]
            ),
            n.Paragraph([n.Image(url="./a.png", alt="A", target=picture)]),
            n.CardList([n.Card("B  b", "/docs/b", "About\n B", Internal("/docs/b"))]),
        ]
    )
    assert outline(write(root)) == [
        'p <a href="#b c">here</a><a href="/docs/b/#c">there</a><a href="/x">out</a><a href="./gone.md">gone</a>',
        "image /a.png 'A' {}",
        "bookmark /docs/b/ 'B b' 'About B'",
    ]


def test_raw_tags_in_text() -> None:
    def body(*values: str) -> list[str]:
        nodes: list[n.Node] = [n.Html(value, inline=True) if "<" in value else n.Text(value) for value in values]
        return outline(write(n.Root([n.Paragraph(nodes)])))

    assert body("a", "<sub>", "b", "</sub>", "<!-- c -->", "<br/>", "d") == ["p a<sub>b</sub><br>d"]
    assert body("<b>", "a", "</i>") == ["html <p><b>a</i></p>"]
    assert body("<b>", "a") == ["html <p><b>a</p>"]
    assert body("a", "<b class='c'>", "d", "</b>") == ["html <p>a<b class='c'>d</b></p>"]


def test_formulas_of_several_lines() -> None:
    def body(value: str) -> list[str]:
        return outline(write(n.Root([n.Paragraph([n.InlineMath(value)])])))

    assert body("a\n b") == [r"p \(a b\)"]
    assert body("a % b\n c") == ["html <p>\\(a % b\n c\\)</p>"]


def test_white_space_at_edges() -> None:
    link = n.Link([n.Text(" a "), n.Break(), n.Text(" ")], url="/a")
    code = n.InlineCode(" b ")
    nodes = [n.Text(" "), link, n.Text(" "), n.Strong([n.Text(" ")]), code, n.Text(" c "), n.Break(), n.Text(" ")]
    assert outline(write(n.Root([n.Paragraph(nodes)]))) == ['p <a href="/a">a</a><code> b </code>c']


def test_half_a_character_does_not_stop_ghost() -> None:
    assert outline(write(n.Root([n.Paragraph([n.Text("a\ud800b\0c")]), n.Code("\udfff")]))) == [
        "p a\ufffdbc",
        "code  '' '\ufffd'",
    ]


def test_pictures_have_their_size(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480))
    shot = n.Image(url="a.png", target=Asset(tmp_path / "a.png", "/a.png"))
    lines = n.Root([n.Paragraph([shot, n.Text("\n"), shot])])
    card = "image /a.png '' {'width': 640, 'height': 480}"
    assert outline(write(lines)) == [card, card]
