"""What a migration has said of a page is held against what the page has lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from migrator.errors import SourceError
from migrator.pipeline import migrate
from migrator.verify.address import Home
from migrator.verify.command import verify
from migrator.verify.compare import Comparison, compare_sites
from migrator.verify.page import Page, RenderedSite, to_json
from migrator.verify.told import Told, read_told

COMPONENT = {"code": "component", "message": "<Box> has no equivalent", "line": 3, "column": 1, "subject": "Box"}
BROKEN = {"code": "broken-link", "message": "It leads nowhere.", "line": 4, "column": 1, "subject": "x"}
PLUGIN = {"code": "remark-plugin", "message": "It changes pages.", "line": 2, "column": 0, "subject": "p"}
PROGRAM = {"code": "react-page", "message": "It is a program.", "line": 1, "column": 0, "subject": "/base/app/"}
REPORT = {
    "diagnostics": [
        COMPONENT | {"path": "docs/_part.md"},
        BROKEN | {"path": "docs/b.md"},
        PLUGIN | {"path": "docusaurus.config.js"},
        PROGRAM | {"path": "src/pages/app.js"},
    ],
    "sources": {"/base/docs/a/": ["docs/a.md", "docs/_part.md"], "/base/docs/b/": ["docs/b.md"]},
}


def site(place: str, *pages: Page) -> RenderedSite:
    return RenderedSite(place, base="/base/", pages={page.route: page for page in pages})


BEFORE = site(
    "before",
    Page("/docs/a", "doc", text=["One.", "From the box."], links=[("/app", "the app")]),
    Page("/docs/b", "doc", text=["Two words."]),
    Page("/app", "other"),
)
AFTER = site("after", Page("/docs/a", text=["One."]), Page("/docs/b", text=["Two"]))


def compare() -> Comparison:
    return compare_sites(BEFORE, AFTER, told=Told(REPORT, Home(base="/base/")))


def test_each_page_names_what_explains_it() -> None:
    pages = {page.route: page for page in compare().pages}
    assert pages["/docs/a"].explained["words"] == ["docs/_part.md:3:1: error: <Box> has no equivalent [component]"]
    assert pages["/app"].explained["programs"] == ["src/pages/app.js:1: error: It is a program. [react-page]"]
    assert pages["/docs/b"].explained == {}, "a broken link explains no lost word"


def test_a_link_to_a_program_is_told_and_does_not_count() -> None:
    page = next(page for page in compare().pages if page.route == "/docs/a")
    assert page.scores["links"].total == 0
    assert [finding.before for finding in page.findings if finding.part == "programs"] == ["/app"]


def test_figures_tell_what_is_not_explained() -> None:
    comparison = compare()
    words = next(figure for figure in comparison.figures() if figure.name == "words")
    rest = next(figure for figure in comparison.figures(explained=False) if figure.name == "words")
    assert (words.lost, rest.lost) == (4, 1)
    assert comparison.of_all == ["docusaurus.config.js:2: warning: It changes pages. [remark-plugin]"]


def test_on_the_terminal(tmp_path: Path) -> None:
    for name, content in (("before", to_json(BEFORE)), ("after", to_json(AFTER)), ("told", json.dumps(REPORT))):
        (tmp_path / name).write_text(content)
    shown = CliRunner().invoke(verify, [str(tmp_path / name) for name in ("before", "after")])
    assert "explained" not in shown.output
    arguments = [str(tmp_path / "before"), str(tmp_path / "after"), "--told", str(tmp_path / "told")]
    shown = CliRunner().invoke(verify, arguments)
    assert "explained by docs/_part.md:3:1" in shown.output
    assert "Said of all pages: docusaurus.config.js:2" in shown.output


def test_another_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "told.json").write_text("[]")
    with pytest.raises(SourceError):
        read_told(tmp_path / "told.json", Home())


def test_a_report_names_the_files_of_each_page(tmp_path: Path) -> None:
    for name, text in {
        "site/docs/a.md": "import Part from './_part.md';\n\n<Part />\n",
        "site/docs/_part.md": "<Box />\n",
        "site/src/theme/CodeBlock/index.js": "",
        "site/src/theme/Footer.js": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    report = migrate(tmp_path / "site", "hugo", tmp_path / "out", jobs=1)
    assert report.sources == {"/docs/a": ["docs/a.md", "docs/_part.md"]}
    told = Told(report.to_json(), Home())
    assert "Box" in told.explains("/docs/a", "words")[0]
    assert [line.partition(":")[0] for line in told.of_all] == ["src/theme/CodeBlock/index.js", "src/theme/Footer.js"]
