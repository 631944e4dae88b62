"""`migrate verify`: nothing is reported of a site that is the same, and everything that a reader would miss is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from migrator.errors import SourceError
from migrator.verify.command import verify
from migrator.verify.compare import Comparison, PageResult, compare_sites
from migrator.verify.folder import read_folder
from migrator.verify.page import Page, RenderedSite, from_json, to_json
from migrator.verify.report_html import to_html
from migrator.verify.sites import open_site

HEAD = (
    '<meta name=generator content="Docusaurus v3.10.2"><title data-rh=true>{title} | Site</title>'
    '<meta data-rh=true name=description content="About {title}">'
    '<link data-rh=true rel=canonical href="https://a.org/base{route}">'
)
DOC = """<!doctype html><html lang=en dir=ltr class="docs-wrapper plugin-docs docs-doc-page"><head>{head}</head><body>
<nav class=navbar><a href=/base/>Site</a></nav><div id=__docusaurus><main><article>
<nav class=theme-doc-breadcrumbs><ul><li>Home</ul></nav>
<div class="tocCollapsible_x theme-doc-toc-mobile"><button>On this page</button></div>
<div class="theme-doc-markdown markdown"><header><h1>{title}</h1></header>{body}</div>
<footer class=theme-doc-footer><a class=theme-edit-this-page href=/x>Edit this page</a></footer></article>
<nav class=pagination-nav><a href=/base/docs/b>Next</a></nav></main></div></body></html>"""
BODY = """<p>One two&nbsp;three\u200b four.</p>
<h2 class=anchor id=first-part>First part<a href=#first-part class=hash-link>\u200b</a></h2>
<p><img src=/base/assets/images/dog-0123456789abcdef0123456789abcdef.png alt="A dog" class=img_x loading=lazy>
See <a href=/base/docs/b#there>the other page</a>, <a href=/base/docs/gone>what is gone</a>,
<a href=https://out.org/>outside</a>.</p>
<div class="language-js codeBlockContainer_x theme-code-block"><div class=codeBlockTitle_x>app.js</div>
<div class=codeBlockContent_x><pre class="prism-code language-js"><code><span class=token-line style=color:#393A34>
<span class="token keyword">let</span><span class="token plain"> a </span><br></span><span class=token-line>
<span class="token plain" style=display:inline-block></span><br></span><span class=token-line>
<span class="token plain">  b</span><br></span></code></pre><div class=buttonGroup_x>
<button aria-label="Copy code to clipboard"></button></div></div></div>
<div class="theme-admonition theme-admonition-tip admonition_x alert"><div class=admonitionHeading_x><span
class=admonitionIcon_x><svg><path d=M0></svg></span>tip</div><div class=admonitionContent_x><p>Try it.</p></div></div>
<div class="tabs-container"><ul role=tablist class=tabs><li role=tab class=tabs__item>npm<li role=tab>yarn</ul><div>
<div role=tabpanel><p>npm it</p></div><div role=tabpanel hidden><p>yarn it</p></div></div></div>
<table><thead><tr><th>Key<th>Value<tbody><tr><td>a<td>1</table>
<p>So <span class=katex><span class=katex-mathml><math><semantics><mrow><mi>x</mi></mrow>
<annotation encoding="application/x-tex">x^2 + 1</annotation></semantics></math></span><span class=katex-html
aria-hidden=true>x2+1</span></span> it is<sup><a href=#user-content-fn-1 id=user-content-fnref-1
data-footnote-ref>1</a></sup>.</p>
<section data-footnotes class=footnotes><h2 class="anchor sr-only" id=footnote-label>Footnotes</h2><ol>
<li id=user-content-fn-1><p>A note. <a href=#user-content-fnref-1 data-footnote-backref>↩</a></p></li></ol></section>
""".replace("\n<span", "<span")

HUGO = """<!doctype html><html lang="en"><head><title>{title}</title>
<link rel="canonical" href="https://a.org/base{route}/"><meta name="description" content="About {title}">
<meta name="description" content="Not made by Docusaurus"></head>
<body><header><a href="/base/">Site</a></header><main><article><h1 class="p-name">{title}</h1>
<div class="e-content">{body}</div></article><aside>More</aside></main></body></html>"""
HUGO_BODY = r"""<p>One two
three four.</p><h2 id="first-part">First part<a class="anchor" href="#first-part" aria-hidden="true"></a></h2>
<p><img src="dog.png" alt="A dog"> See <a href="../b/#there">the other page</a>, <a href="/base/docs/gone">what is
gone</a>, <a href="https://out.org">outside</a>.</p><p>app.js</p>
<div class="highlight"><table class="lntable"><tr><td><pre>1
2
3</pre></td><td><pre class="chroma"><code><span class="line"><span class="cl"><span class="kd">let</span> a
</span></span><span class="line"><span class="cl">
</span></span><span class="line"><span class="cl">  b
</span></span></code></pre></td></tr></table></div>
<div class="admonition admonition-tip"><p class="admonition-title">Tip</p><p>Try it.</p></div>
<details><summary>npm</summary><p>npm it</p></details><details><summary>yarn</summary><p>yarn it</p></details>
<table><tr><th>Key</th><th>Value</th></tr><tr><td>a</td><td>1</td></tr></table>
<p>So \( x^2+1 \) it is<sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup>.</p>
<div class="footnotes" role="doc-endnotes"><hr><ol><li id="fn:1"><p>A note.&#160;<a href="#fnref:1"
class="footnote-backref" role="doc-backlink">&#x21a9;&#xfe0e;</a></p></li></ol></div>"""

PICTURE = b"not really a picture"
Sites = tuple[Path, Path]


def docusaurus(title: str, route: str, body: str) -> str:
    return DOC.format(head=HEAD.format(title=title, route=route), title=title, body=body)


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    """A Docusaurus build, and the same site from another generator."""
    before: dict[str, str | bytes] = {
        "docs/a/index.html": docusaurus("Page A", "/docs/a", BODY),
        "docs/b.html": docusaurus("Page B", "/docs/b", "<h2 id=there>There</h2><p>Words.</p>"),
        "assets/images/dog-0123456789abcdef0123456789abcdef.png": PICTURE,
        "404.html": docusaurus("Not found", "/404", "").replace("theme-doc-markdown markdown", ""),
    }
    after: dict[str, str | bytes] = {
        "docs/a/index.html": HUGO.format(title="Page A", route="/docs/a", body=HUGO_BODY),
        "docs/a/dog.png": PICTURE,
        "docs/b/index.html": HUGO.format(
            title="Page B", route="/docs/b", body='<h2 id="there">There</h2><p>Words.</p>'
        ),
    }
    return write(tmp_path / "before", before), write(tmp_path / "after", after)


def compare(sites: Sites) -> Comparison:
    before = open_site(str(sites[0]))
    return compare_sites(before, open_site(str(sites[1]), like=before))


def page(comparison: Comparison, route: str) -> PageResult:
    return next(page for page in comparison.pages if page.route == route)


def all_findings(comparison: Comparison) -> list[object]:
    return [
        [page.route, page.findings, page.words.changes]
        for page in comparison.pages
        if page.kind != "other" and not page.is_same
    ]


def edit(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, "utf-8")


def test_what_a_docusaurus_page_holds(sites: Sites) -> None:
    site = read_folder(sites[0])
    assert (site.url, site.base) == ("https://a.org", "/base/")
    held = site.pages["/docs/a"]
    assert (held.kind, held.title, held.description, held.canonical) == ("doc", "Page A", "About Page A", "/docs/a")
    assert held.text == [
        "One two three four.",
        "First part",
        "See the other page, what is gone, outside.",
        "app.js",
        "tip",
        "Try it.",
        "npm",
        "npm it",
        "yarn",
        "yarn it",
        "Key",
        "Value",
        "a",
        "1",
        r"So \(x^2+1\) it is1.",
        "A note.",
    ]
    assert held.headings == [(2, "first-part", "First part")]
    assert held.anchors == ["first-part"]
    assert held.code == ["let a \n\n  b"]
    assert held.images == [("/assets/images/dog-0123456789abcdef0123456789abcdef.png", "A dog")]
    assert held.links == [
        ("/docs/b#there", "the other page"),
        ("/docs/gone", "what is gone"),
        ("https://out.org", "outside"),
    ]
    assert held.admonitions == [("tip", "tip")]
    assert held.tables == [[["Key", "Value"], ["a", "1"]]]
    assert site.pages["/404"].kind == "other"


def test_a_build_is_the_same_as_itself(sites: Sites) -> None:
    comparison = compare((sites[0], sites[0]))
    assert all(figure.total == figure.least == 100 for figure in comparison.figures())
    assert all(page.is_same for page in comparison.pages)


def test_another_generator_s_markup_is_the_same_page(sites: Sites) -> None:
    edit(sites[1] / "docs/a/index.html", ("let</span> a\n", "let</span> a \n"))
    comparison = compare(sites)
    assert all_findings(comparison) == []
    assert comparison.lowest() == 100


DAMAGES: dict[str, tuple[str, str, str, str]] = {
    "a word": ("words", "two\nthree", "two", "three"),
    "an anchor": ("anchors", 'id="first-part"', 'id="part-one"', "#first-part"),
    "a picture": ("images", '<img src="dog.png" alt="A dog">', "", "“A dog”"),
    "a picture's file": ("images", "dog.png", "cat.png", "dog-0123456789abcdef"),
    "a link": ("links", '<a href="../b/#there">the other page</a>', "the other page", "/docs/b#there"),
    "a link's place": ("links", "../b/#there", "../b/#here", "/docs/b#there"),
    "a line of code": ("code", "  b\n", "  c\n", "line 3:   b"),
    "a cell": ("tables", "<td>1</td>", "<td>2</td>", "line 2: a | 1"),
    "an admonition": ("admonitions", "admonition admonition-tip", "box", "tip: tip"),
    "a description": ("metadata", "About Page A", "", "About Page A"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_missing_is_found_and_named(sites: Sites, damage: str) -> None:
    part, old, new, named = DAMAGES[damage]
    file = sites[1] / "docs/a/index.html"
    edit(file, ("let</span> a\n", "let</span> a \n"), (old, new))
    comparison = compare(sites)
    result = page(comparison, "/docs/a")
    assert result.ratio(part) < 1
    assert comparison.pages[0] is result, "the worst page comes first"
    if part == "words":
        assert [(change.before, change.after) for change in result.words.changes] == [(named, "")]
    else:
        assert [finding for finding in result.findings if finding.part == part and named in finding.before]
    assert page(comparison, "/docs/b").is_same


def test_docusaurus_may_percent_encode_the_name_of_a_folder(sites: Sites) -> None:
    (sites[0] / "docs/a").rename(sites[0] / "docs/a%20b")
    (sites[1] / "docs/a").rename(sites[1] / "docs/a b")
    assert page(compare(sites), "/docs/a b").status == "present"


def test_what_was_broken_before_does_not_count(sites: Sites) -> None:
    edit(sites[0] / "docs/a/index.html", ("/base/docs/b#there", "/base/docs/b#nowhere"))
    (sites[0] / "assets/images/dog-0123456789abcdef0123456789abcdef.png").unlink()
    edit(sites[1] / "docs/a/index.html", ("../b/#there", "../b/#nowhere"), ("dog.png", "cat.png"))
    result = page(compare(sites), "/docs/a")
    assert [finding for finding in result.findings if finding.part in ("links", "images")] == []


def test_a_page_that_moved_with_a_redirect_is_found(sites: Sites) -> None:
    (sites[1] / "docs/b").rename(sites[1] / "docs/c")
    assert page(compare(sites), "/docs/b").status == "missing"
    moved = "<html><head><meta http-equiv=refresh content='0; url=/base/docs/c/'></head></html>"
    write(sites[1], {"docs/b/index.html": moved})
    by_page = page(compare(sites), "/docs/b")
    assert (by_page.status, by_page.at, by_page.words.ratio) == ("redirected", "/docs/c", 1.0)
    (sites[1] / "docs/b/index.html").unlink()
    write(sites[1], {"_redirects": "# moved\n/base/docs/b /base/docs/c 301\n/old/* /new/:splat\n"})
    assert page(compare(sites), "/docs/b").status == "redirected"


def test_the_title_counts_once_wherever_it_stands(sites: Sites) -> None:
    after = sites[1] / "docs/b/index.html"
    edit(after, ('<h1 class="p-name">Page B</h1>', ""), ('"e-content">', '"e-content"><h1 id="x">Page B</h1>'))
    assert page(compare(sites), "/docs/b").is_same
    edit(after, ("<article>", "<article><h1>Page B</h1>"))
    assert [change.after for change in page(compare(sites), "/docs/b").words.changes] == ["Page B"]
    edit(after, ("Page B</h1>", "Another</h1>"))
    assert page(compare(sites), "/docs/b").words.ratio < 1


def test_what_the_old_layout_put_on_every_page_is_told_once(tmp_path: Path) -> None:
    bodies = {
        f"docs/{n}.html": docusaurus(f"P{n}", f"/docs/{n}", f"<p>Please donate</p><p>Text {n}</p>") for n in range(12)
    }
    before = write(tmp_path / "before", dict(bodies))
    after = write(
        tmp_path / "after",
        {
            name: HUGO.format(title=f"P{n}", route=f"/docs/{n}", body=f"<p>Text {n}</p>")
            for n, name in enumerate(bodies)
        },
    )
    comparison = compare((before, after))
    assert all_findings(comparison) == []
    assert comparison.furniture == ["text: Please donate"]


def test_an_extract_takes_the_place_of_a_build(sites: Sites, tmp_path: Path) -> None:
    site = read_folder(sites[0])
    extract = tmp_path / "truth.json"
    extract.write_text(to_json(site), "utf-8")
    again = from_json(extract)
    again.place = site.place
    assert again == site
    extract.write_text("{}", "utf-8")
    with pytest.raises(SourceError):
        from_json(extract)


def test_nothing_outside_of_the_folder_is_read(sites: Sites, tmp_path: Path) -> None:
    write(tmp_path, {"secret.png": b"secret"})
    edit(sites[1] / "docs/a/index.html", ("dog.png", "/base/%2e%2e/secret.png"))
    after = read_folder(sites[1])
    assert not any("secret" in route for route in after.files)


@pytest.mark.parametrize(
    "content", [b"", b"\0", b"<html", b"\xff\xfe<p>x", b"<p>" * 5000, b"<h1><table><tr><td><a href='//['>x"]
)
def test_no_page_is_too_broken_to_read(tmp_path: Path, content: bytes) -> None:
    before = write(
        tmp_path / "site", {"index.html": content, "a.html": docusaurus("A", "/a", content.decode("latin-1"))}
    )
    assert compare((before, before)).lowest() == 100


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run() -> Run:
    def invoke(*arguments: str | Path) -> tuple[int, str]:
        result = CliRunner().invoke(verify, [str(argument) for argument in arguments], catch_exceptions=False)
        return result.exit_code, result.stdout

    return invoke


def test_the_command(sites: Sites, tmp_path: Path, run: Run) -> None:
    edit(sites[1] / "docs/a/index.html", ("let</span> a\n", "let</span> a \n"), ("four.", "five."))
    code, shown = run(*sites)
    assert code == 0
    assert "[-four.-]" in shown
    assert run(*sites, "--fail-under", "99.99")[0] == 1
    assert run(*sites, "--fail-under", "50")[0] == 0
    code, shown = run(*sites, "--json")
    data = json.loads(shown)
    worst = data["pages"][0]
    assert (worst["route"], worst["words"]["lost"], worst["words"]["added"]) == ("/docs/a", 1, 1)
    assert worst["changes"] == [["Page A One two three", "four.", "five.", "First part See the other page,"]]
    exceptions = tmp_path / "exceptions.txt"
    exceptions.write_text("# meant\n/docs/* words The example counts to five now.\n")
    assert run(*sites, "--fail-under", "100", "--exceptions", exceptions)[0] == 0
    truth = tmp_path / "truth.json"
    truth.write_text(run(sites[0], "--extract")[1], "utf-8")
    assert run(truth, sites[1], "--json")[1].replace(str(truth), str(sites[0])) == shown


def test_a_selector_says_where_the_content_is(sites: Sites, run: Run) -> None:
    for name in ("a", "b"):
        edit(sites[1] / f"docs/{name}/index.html", ("e-content", "prose"), ("<h1", "<p>Share this</p><h1"))
    assert run(*sites, "--fail-under", "99")[0] == 1
    edit(sites[1] / "docs/a/index.html", ("let</span> a\n", "let</span> a \n"))
    assert run(*sites, "--fail-under", "100", "--selector", "div.prose")[0] == 0


def test_the_report_holds_hostile_text_as_text() -> None:
    before, after = RenderedSite("<before>"), RenderedSite("after")
    before.pages["/x"] = Page("/x", "doc", "</script><script>alert(1)</script>", text=["<!-- a"])
    report = to_html(compare_sites(before, after))
    assert "<script>alert" not in report
    assert "http://" not in report
    assert "https://" not in report
