"""The whole chain: a site is migrated, the real target builds it, and it is held against what Docusaurus rendered."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from tools.oracle.feeds import read_feeds
from tools.oracle.sidebars import Item, read_sidebars
from tools.oracle.sitemaps import read_sitemaps

from migrator.pipeline import Report, migrate
from migrator.verify.address import Home
from migrator.verify.command import read_exceptions
from migrator.verify.compare import Comparison, compare_sites
from migrator.verify.report_text import percent
from migrator.verify.sites import open_site
from migrator.verify.told import Told

FIXTURES = Path(__file__).parents[1] / "fixtures"
HUGO = Path(sysconfig.get_path("scripts")) / "hugo"
JEKYLL = shutil.which("jekyll")
TARGETS = [
    "hugo",
    pytest.param(
        "jekyll", marks=pytest.mark.skipif(JEKYLL is None, reason="there is no jekyll (apt-get install jekyll)")
    ),
]
SITES = sorted(path.parent.name for path in FIXTURES.glob("sites/*/site"))
_SNAPSHOT = re.compile(r"\.(?:ghost|hugo|jekyll)\.(?:json|md|txt)$")
UNCOUNTED = {"metadata", "programs"}


@dataclass
class Chain:
    report: Report
    public: Path
    comparison: Comparison


def build(source: Path, output: Path, target: str, *more: str) -> tuple[Report, Path]:
    """Migrate the site and build it with the target, which must have nothing to say; ``more`` are arguments of its."""
    report = migrate(source, target, output, jobs=1)
    commands: dict[str, list[str | Path]] = {
        "hugo": [HUGO, "--source", output, "--printPathWarnings", "--panicOnWarning"],
        "jekyll": [
            JEKYLL or "",
            "build",
            "--source",
            output,
            "--destination",
            output / "public",
            "--disable-disk-cache",
        ],
    }
    env = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true"}
    run = subprocess.run([*commands[target], *more], capture_output=True, text=True, timeout=120, cwd=output, env=env)
    said = run.stdout + run.stderr
    assert run.returncode == 0, said
    assert not re.search("warn|error|conflict", said, re.I), said
    return report, output / "public"


@pytest.fixture(scope="module", params=TARGETS)
def target(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=SITES)
def chain(request: pytest.FixtureRequest, target: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Chain]:
    place = FIXTURES / "sites" / request.param
    report, public = build(place / "site", tmp_path_factory.mktemp(request.param) / target, target)
    before = open_site(str(place / "truth.json"))
    exceptions = place / "exceptions.txt"
    comparison = compare_sites(
        before,
        open_site(str(public), like=before),
        exceptions=read_exceptions(exceptions) if exceptions.exists() else [],
        told=Told(report.to_json(), Home(base=before.base)),
    )
    return request.param, Chain(report, public, comparison)


def test_nothing_is_lost_but_what_is_listed(chain: tuple[str, Chain]) -> None:
    comparison = chain[1].comparison
    lower = {figure.name: percent(figure.total) for figure in comparison.figures() if figure.least < 100}
    worst = [(page.route, page.words.changes, page.findings) for page in comparison.pages if page.worst < 1]
    assert {name: value for name, value in lower.items() if name not in UNCOUNTED} == {}, worst


def test_what_is_lost_has_a_diagnostic(chain: tuple[str, Chain]) -> None:
    for page in chain[1].comparison.pages:
        if page.words.lost:
            assert "words" in page.explained, page.route


def test_feeds_hold_the_same_items(chain: tuple[str, Chain]) -> None:
    name, made = chain
    wanted = json.loads((FIXTURES / "sites" / name / "feeds.json").read_text("utf-8"))
    found = read_feeds(made.public)
    assert {path: found.get(path) for path in wanted} == wanted


def test_lists_and_feeds_name_a_post_by_themselves(chain: tuple[str, Chain]) -> None:
    public = chain[1].public
    for path in public.rglob("index.html"):
        assert not BeautifulSoup(path.read_text("utf-8"), "lxml").select(".teaser h1"), path
    for path in public.rglob("*.xml"):
        assert "&lt;h1" not in path.read_text("utf-8"), path


def test_sitemaps_hold_the_same(chain: tuple[str, Chain]) -> None:
    name, made = chain
    wanted = json.loads((FIXTURES / "sites" / name / "sitemaps.json").read_text("utf-8"))
    found = read_sitemaps(made.public)
    url = json.loads((FIXTURES / "sites" / name / "truth.json").read_text("utf-8"))["url"]
    for path, entries in wanted.items():
        # There is a home page also where Docusaurus had none.
        assert [entry for entry in found[path] if entry in entries or entry[0] != url] == entries


def test_sidebars_are_the_same(chain: tuple[str, Chain]) -> None:
    name, made = chain
    wanted = json.loads((FIXTURES / "sites" / name / "sidebars.json").read_text("utf-8"))
    found = read_sidebars(made.public)
    pages = wanted["pages"]
    assert set(pages) <= set(found["pages"])
    for page, number in pages.items():
        assert_same_items(wanted["sidebars"][number], found["sidebars"][found["pages"][page]], page)


def assert_same_items(wanted: list[Item], found: list[Item], page: str) -> None:
    """Compare labels, addresses and nesting; Docusaurus draws what is in a category only when that is open."""
    assert [item[:2] for item in wanted] == [item[:2] for item in found], page
    for one, other in zip(wanted, found, strict=True):
        if one[2]:
            assert_same_items(one[2], other[2], page)


def test_all_cases_make_one_site(target: str, tmp_path: Path) -> None:
    docs = tmp_path / "site" / "docs"
    docs.mkdir(parents=True)
    cases = [path for path in sorted((FIXTURES / "cases").iterdir()) if not _SNAPSHOT.search(path.name)]
    for path in cases:
        # Some say a slug; in a folder of its own none is in the way of another.
        (docs / path.stem).mkdir()
        shutil.copy(path, docs / path.stem / f"case{path.suffix}")
    _, public = build(tmp_path / "site", tmp_path / target, target)
    assert len(list(public.glob("docs/**/index.html"))) >= len(cases)


def test_switches_lead_to_the_page_itself(chain: tuple[str, Chain]) -> None:
    name, made = chain
    if name != "handbook":
        return  # one language, one version
    there = "docs/guides/first-loaf"
    for language in ("", "ko/", "ar/"):
        page = BeautifulSoup((made.public / language / there / "index.html").read_text("utf-8"), "lxml")
        switches = {str(link["href"]) for link in page.select(".entries .right a")}
        assert {f"/{there}/", f"/ko/{there}/", f"/ar/{there}/"} <= switches
        assert {f"/{language}docs/next/guides/first-loaf/", f"/{language}docs/first/guides/first-loaf/"} <= switches
        alternates = {str(link["hreflang"]): str(link["href"]) for link in page.select("link[hreflang]")}
        host = "https://handbook.example.org"
        assert alternates == {
            **{"en": f"{host}/{there}/", "ko-KR": f"{host}/ko/{there}/", "ar": f"{host}/ar/{there}/"},
            "x-default": f"{host}/{there}/",
        }


@pytest.mark.skipif(JEKYLL is None, reason="there is no jekyll (apt-get install jekyll)")
@pytest.mark.parametrize("name", SITES)
def test_another_base_path_needs_no_other_text(name: str, tmp_path: Path) -> None:
    _, public = build(FIXTURES / "sites" / name / "site", tmp_path / "out", "jekyll", "--baseurl", "/else")
    wrong: list[tuple[str, str]] = []
    for path in sorted(public.rglob("*.html")):
        page = BeautifulSoup(path.read_text("utf-8"), "lxml")
        for kind in ("href", "src"):
            for element in page.select(f"[{kind}^='/']:not([{kind}^='//'])"):
                url = unquote(urlsplit(str(element[kind])).path)
                place = public / url.removeprefix("/else/")
                if not url.startswith("/else/") or not (place.is_file() or (place / "index.html").is_file()):
                    wrong.append((str(path.relative_to(public)), url))
    # HTML in a file that is no MDX is kept as it is.
    assert set(wrong) <= {("docs/reference/plain/index.html", "/kit/img/day.png")}
