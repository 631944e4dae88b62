"""`migrate verify` reads Ghost's cards as what they were in Docusaurus."""

from __future__ import annotations

from pathlib import Path

from migrator.verify.compare import compare_sites
from migrator.verify.sites import open_site

DOCUSAURUS = """<!doctype html><html><head><meta name=generator content="Docusaurus v3.10.2">
<title>A</title></head><body>
<div id=__docusaurus><main><a rel=tag href=/t>Tea</a></main>
<article><div class="theme-doc-markdown markdown"><header><h1>A</h1></header>
<div class="theme-admonition theme-admonition-tip admonition_x"><div class=admonitionHeading_x>tip</div>
<div class=admonitionContent_x><p>Try it.</p></div></div>
<div class="theme-admonition theme-admonition-note admonition_x"><div class=admonitionHeading_x>Mind the Gap</div>
<div class=admonitionContent_x><ul><li>Gap</li></ul></div></div>
<details><summary>More</summary><p>Hidden.</p></details>
<h2 id=설치-방법>설치 방법</h2><ul><li><input type=checkbox disabled checked> Done</li></ul>
<p><a href=#설치-방법>Up</a><a href=https://a.org></a></p></div></article></div></body></html>"""
GHOST = """<!doctype html><html><head><title>A</title><meta property="article:tag" content="Tea">
<script type="application/ld+json">[]</script>
<script type="application/ld+json">{"@type": "Article", "author": {"@type": "Person", "name": "Ada"}}</script></head>
<body><article><h1>A</h1><section class="gh-content">
<div class="kg-card kg-callout-card kg-callout-card-green"><div class="kg-callout-emoji">💡</div>
<div class="kg-callout-text"><strong>Tip</strong><br>Try it.</div></div>
<div class="kg-card kg-callout-card kg-callout-card-grey admonition admonition-note"><div class="kg-callout-emoji">📝
</div><div class="kg-callout-text"><p class="admonition-title"><strong>Mind the Gap</strong></p><ul><li>Gap</li></ul>
</div></div>
<div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading">
<h4 class="kg-toggle-heading-text">More</h4><button class="kg-toggle-card-icon"><svg></svg></button></div>
<div class="kg-toggle-content"><p>Hidden.</p></div></div>
<h2 id="%EC%84%A4%EC%B9%98-%EB%B0%A9%EB%B2%95">설치 방법</h2><ul><li>☑ Done</li></ul>
<p><a href="#설치-방법">Up</a></p></section></article></body></html>"""


def test_a_page_in_cards_is_the_same(tmp_path: Path) -> None:
    for name, source in (("before", DOCUSAURUS), ("after", GHOST)):
        (tmp_path / name / "a").mkdir(parents=True)
        (tmp_path / name / "a" / "index.html").write_text(source, "utf-8")
    before = open_site(str(tmp_path / "before"))
    after = open_site(str(tmp_path / "after"), like=before)
    page = next(one for one in compare_sites(before, after).pages)
    assert (page.words.changes, page.findings) == ((), [])
    assert page.scores["admonitions"].total == 2
    assert page.scores["metadata"].total == 1, "tags"
    assert after.pages["/a"].authors == ["Ada"]
    assert page.scores["links"].total == 1, "a link that shows nothing is none"
