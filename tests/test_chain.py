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
from typing import Any

import pytest
from tools.oracle.feeds import read_feeds
from tools.oracle.sidebars import Item, read_sidebars
from tools.oracle.sitemaps import read_sitemaps

from migrator.adapter import find_adapter
from migrator.api import load_site
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
_SNAPSHOT = re.compile(r"\.(?:hugo|jekyll)\.(?:md|txt)$")
UNCOUNTED = {"metadata", "programs"}


@dataclass
class Chain:
    """``other_languages``: what the addresses begin with of those languages that the target has no place for."""

    report: Report
    public: Path
    comparison: Comparison
    other_languages: tuple[str, ...]


def build(source: Path, output: Path, target: str) -> tuple[Report, Path]:
    """Migrate the site and build it with the target, which must have nothing to say."""
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
    run = subprocess.run(commands[target], capture_output=True, text=True, timeout=120, cwd=output, env=env)
    said = run.stdout + run.stderr
    assert run.returncode == 0, said
    assert not re.search("warn|error|conflict", said, re.I), said
    return report, output / "public"


def expected(truth: dict[str, Any], others: tuple[str, ...]) -> dict[str, Any]:
    """Leave out of what Docusaurus has, by address, the languages that the target has no place for."""
    return {at: one for at, one in truth.items() if not f"/{at.strip('/')}/".startswith(others)}


@pytest.fixture(scope="module", params=TARGETS)
def target(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=SITES)
def chain(request: pytest.FixtureRequest, target: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Chain]:
    place = FIXTURES / "sites" / request.param
    report, public = build(place / "site", tmp_path_factory.mktemp(request.param) / target, target)
    others: tuple[str, ...] = ()
    if not find_adapter(target).languages:
        others = tuple(one.base_url for one in load_site(place / "site").site.translations)
    before = open_site(str(place / "truth.json"))
    before.pages = expected(before.pages, others)
    before.redirects = expected(before.redirects, others)
    before.feeds = list(expected(dict.fromkeys(before.feeds), others))
    exceptions = place / "exceptions.txt"
    comparison = compare_sites(
        before,
        open_site(str(public), like=before),
        exceptions=read_exceptions(exceptions) if exceptions.exists() else [],
        told=Told(report.to_json(), Home(base=before.base)),
    )
    return request.param, Chain(report, public, comparison, others)


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
    wanted = expected(json.loads((FIXTURES / "sites" / name / "feeds.json").read_text("utf-8")), made.other_languages)
    found = read_feeds(made.public)
    assert {path: found.get(path) for path in wanted} == wanted


def test_sitemaps_hold_the_same(chain: tuple[str, Chain], target: str) -> None:
    name, made = chain
    if target != "hugo":
        pytest.skip("only Hugo's sitemaps are written by us")
    wanted = json.loads((FIXTURES / "sites" / name / "sitemaps.json").read_text("utf-8"))
    found = read_sitemaps(made.public)
    url = json.loads((FIXTURES / "sites" / name / "truth.json").read_text("utf-8"))["url"]
    for path, entries in wanted.items():
        # Hugo has a home page also where Docusaurus had none.
        assert [entry for entry in found[path] if entry in entries or entry[0] != url] == entries


def test_sidebars_are_the_same(chain: tuple[str, Chain]) -> None:
    name, made = chain
    wanted = json.loads((FIXTURES / "sites" / name / "sidebars.json").read_text("utf-8"))
    found = read_sidebars(made.public)
    pages = expected(wanted["pages"], made.other_languages)
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
