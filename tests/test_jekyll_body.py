"""The body for Jekyll: what kramdown reads in another way, and that nothing else changes."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from migrator import nodes as n
from migrator.adapter import Options
from migrator.docusaurus.markdown import Settings, parse
from migrator.post import Post, PostKind, PostMeta, Source
from migrator.site import Site
from migrator_jekyll import JekyllAdapter
from migrator_jekyll.liquid import literal

NOWHERE = Path("/nowhere")


def convert(text: str, *, kind: PostKind = "doc", math: bool = False) -> str:
    """Return the body that a page with this text gets."""
    source = Source(PurePosixPath("docs/a.md"), text)
    root = parse(source, Settings(math=math)).root
    adapter = JekyllAdapter(Site(NOWHERE, math=math), Options())
    content = adapter.convert(Post(PostMeta(kind, "/a", "A"), root, source)).files[0].content
    assert isinstance(content, str)
    return content.split("---\n", 2)[2]


CASES = {
    "admonition": (
        ":::tip A *title*\n- a\n:::\nText\n",
        '<div class="admonition admonition-tip" markdown="1">\n<p class="admonition-title">A <em>title</em></p>\n\n'
        "- a\n\n</div>\n\nText\n",
    ),
    "a fence has a language alone": (
        '```js title="a.js" {1,3-4} showLineNumbers\nx\n```\n',
        '<div class="code-title">a.js</div>\n```js\nx\n```\n{: .titled data-lines="1,3-4" data-start="1"}\n',
    ),
    "an indented fence": ("- a\n\n   ```\n   x\n   ```\n", "- a\n\n  ```\n  x\n  ```\n"),
    "what looks like a list in a fence": ("- a\n  ```\n  - b\n  ```\n", "- a\n\n  ```\n  - b\n  ```\n"),
    "a fence without an end": ("```js\nx\n", "```js\nx\n```\n"),
    "heading ids": ("## A b\n\n## 👍 x {#이름}\n", '## A b\n\n## 👍 x\n{: id="이름"}\n'),
    "a pipe is no table": ("a | b\n\n- c | d\n", "a \\| b\n\n- c \\| d\n"),
    "a table behind a heading": ("## a\n| b |\n|---|\n| c |\ntext\n", "## a\n\n| b |\n| --- |\n| c |\n| text |\n"),
    "numbers with a parenthesis": ("1) a\n2) b\n", "1. a\n2. b\n"),
    "a list's first number": ("3. a\n4. b\n", '{: start="3"}\n3. a\n4. b\n'),
    "two lists": ("- a\n\n* b\n", "- a\n\n\n^\n\n* b\n"),
    "a quote ends": ("> a\n\n## b\n", "> a\n\n## b\n"),
    "a number at a line's start": ("In the year\n1986. It was\n", "In the year\n1986\\. It was\n"),
    "a definition": ("a\n: b\n", "a\n\\: b\n"),
    "attributes": ("a {: .b}\n", "a \\{: .b}\n"),
    "emphasis that is none": ("\\* a *b* **c(d)**e **f\n", "\\* a *b* \\*\\*c(d)\\*\\*e \\*\\*f\n"),
    "one tilde": ("~a~\n", "~~a~~\n"),
    "bare links": ("https://a.org/x and www.b.org\n", "<https://a.org/x> and [www.b.org](http://www.b.org)\n"),
    "code spans": ("`` ` `` ` a` `a`\n", "`` ` `` ``  a `` `a`\n"),
    "a tag in text": ("a <hr/> b\n", "<div>a <hr> b</div>\n"),
    "a formula without math": ("a $$b$$\n", "a \\$\\$b\\$\\$\n"),
    "escapes that kramdown does not know": ("a\\/b \\& c\n", "a/b &amp; c\n"),
    "entities that kramdown does not know": ("&check; &copy;\n", "✓ &copy;\n"),
    "a definition over two lines": ("[a]\n\n[a]:\n  https://a.org\n", "[a]\n\n[a]: https://a.org\n"),
    "footnotes": ("a[^이름]\n\n[^이름]: b\nc\n", "a[^note-1]\n\n[^note-1]: b\n    c\n"),
    "details": (
        "<details>\n<summary>A</summary>\n\nb\n\n</details>\n",
        '<details markdown="1">\n<summary>A</summary>\n\nb\n\n</details>\n',
    ),
    "Liquid": ("`{{ a }}` b\n", "`{% raw %}{{ a }}{% endraw %}` b\n"),
}


@pytest.mark.parametrize(("text", "wanted"), CASES.values(), ids=CASES.keys())
def test_what_changes(text: str, wanted: str) -> None:
    assert convert(text) == wanted


def test_formulas() -> None:
    text = "a $b$ c\n\n$$\nd\n$$\n\n```math\ne\n```\n"
    assert convert(text, math=True) == "a $$b$$ c\n\n$$\nd\n$$\n\n$$\ne\n$$\n"


def test_plain_markdown_stays() -> None:
    text = (Path(__file__).parents[1] / "fixtures/cases/commonmark-plain.md").read_text("utf-8")
    assert sum(a != b for a, b in zip(text.split("\n"), convert(text).split("\n"), strict=False)) < 40


def test_a_page_made_by_hand() -> None:
    body = n.Root(
        [
            n.Heading([n.Text("한글")], 2, "own"),
            n.Admonition([n.Paragraph([n.Text("a | b")])], kind="tip"),
            n.Tabs([n.Tab([n.Code("x", "js", title="a.js")], label="A")]),
            n.Diagram("a-->b"),
            n.Details([n.Paragraph([n.InlineMath("x"), n.InlineCode("`")])], summary=[n.Text("S")], is_open=True),
            n.TableOfContents(),
        ]
    )
    made = JekyllAdapter(Site(NOWHERE), Options()).convert(Post(PostMeta("page", "/p", "P"), body)).files[0]
    assert str(made.path) == "p.md"
    for part in (
        "## 한글 {#own}",
        'class="admonition admonition-tip" markdown="1"',
        "a \\| b",
        "{:toc}",
        "$$x$$`` ` ``",
    ):
        assert part in str(made.content)


LIQUID = [
    "{{ a }}",
    "{% raw %}",
    "a {{ b\nc }} d",
    "{% endraw %}{{",
    "{%- if x -%}",
    "{{{ a }}}",
    "{% raw %}{{ x }}{% endraw %}",
]


def test_liquid_prints_it_all(tmp_path: Path) -> None:
    ruby = shutil.which("ruby")
    if ruby is None or subprocess.run([ruby, "-rliquid", "-e", ""], capture_output=True).returncode:
        pytest.skip("no Liquid here: apt-get install jekyll")
    text = "\n".join(LIQUID)
    script = tmp_path / "print.rb"
    script.write_text('require "liquid"; print Liquid::Template.parse(STDIN.read, error_mode: :strict).render')
    run = subprocess.run([ruby, script], input=literal(text).encode(), capture_output=True, check=True, timeout=30)
    assert run.stdout.decode() == text


def test_a_line_without_liquid_stays() -> None:
    assert literal("a { b }\n") == "a { b }\n"
    assert re.fullmatch(r"a \{% raw %\}.*\{% endraw %\} b", literal("a {{ x }} b"))
