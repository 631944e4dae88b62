"""Whole sites in real Ghost, held against what Docusaurus rendered."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from tests.ghost.server import Ghost, GhostError, Row, slugs

from migrator.adapter import Options
from migrator.pipeline import Report, migrate
from migrator.verify.address import Home
from migrator.verify.command import read_exceptions
from migrator.verify.compare import Comparison, Exceptions, compare_sites
from migrator.verify.live import Manners
from migrator.verify.page import RenderedSite
from migrator.verify.report_text import percent
from migrator.verify.sites import open_site
from migrator.verify.told import Told

pytestmark = pytest.mark.ghost

FIXTURES = Path(__file__).parents[2] / "fixtures"
SITES = sorted(path.parent.name for path in FIXTURES.glob("sites/*/site"))
#: Where the theme that Ghost brings has a page's content.
CONTENT = ".gh-content"
#: A theme decides what it shows of these; the tests ask Ghost itself.
UNCOUNTED = {"metadata", "programs"}
EXCEPTIONS: Exceptions = [
    ("*/404", "routes", "Ghost has a page of its own for what is not there."),
    ("/ko/blog*", "entries", "Docusaurus lists an author at an address for each language; in Ghost they have one."),
    ("/projects*", "entries", "Docusaurus links an author without a page to an address of theirs, Ghost to none."),
]


@dataclass
class Moved:
    """A site in Ghost: what the migration said, its folder, Docusaurus's pages and Ghost's posts and pages."""

    report: Report
    folder: Path
    before: RenderedSite
    rows: dict[str, Row]
    problems: list[Row]
    comparison: Comparison


def bring(ghost: Ghost, folder: Path) -> list[Row]:
    """Import all that a migration wrote; return the problems that Ghost tells of."""
    problems = [problem for file in sorted((folder / "import").iterdir()) for problem in ghost.import_file(file)]
    ghost.upload_routes(folder / "routes.yaml")
    ghost.upload_redirects(folder / "redirects.yaml")
    return problems


@pytest.fixture(scope="module", params=SITES)
def moved(
    request: pytest.FixtureRequest, ghost_running: Ghost, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Moved]:
    place, scratch = FIXTURES / "sites" / request.param, tmp_path_factory.mktemp(request.param)
    report = migrate(place / "site", "ghost", scratch / "out", jobs=1)
    before = open_site(str(place / "truth.json"))
    ghost_running.path = before.base.rstrip("/")
    ghost_running.reset()
    problems = bring(ghost_running, scratch / "out")
    manners = Manners(0, cache=scratch / "cache")
    after = open_site(f"{ghost_running.url}/", like=before, selector=CONTENT, manners=manners)
    told = Told(report.to_json(), Home(base=before.base))
    listed = read_exceptions(place / "exceptions.txt") if (place / "exceptions.txt").exists() else []
    # A page that is not translated is in Ghost the one in the main language.
    theirs = re.compile(r"/(?:ko|ar)(?:/|$)")
    copies = [at for at in before.pages if theirs.match(at) and not theirs.match(after.redirects.get(at, at))]
    before.pages = {at: one for at, one in before.pages.items() if at not in copies}
    rows = {row["slug"]: row for row in [*ghost_running.posts(), *ghost_running.pages()]}
    comparison = compare_sites(before, after, exceptions=[*listed, *EXCEPTIONS], told=told)
    yield Moved(report, scratch / "out", before, rows, problems, comparison)
    ghost_running.path = ""


def written(moved: Moved) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((moved.folder / "posts").iterdir())]


def test_ghost_imports_everything_without_a_problem(moved: Moved) -> None:
    assert moved.problems == []
    assert sorted(moved.rows) == sorted(post["slug"] for post in written(moved))


def test_nothing_is_lost_but_what_is_listed(moved: Moved) -> None:
    comparison = moved.comparison
    lower = {figure.name: percent(figure.total) for figure in comparison.figures() if figure.least < 100}
    worst = [(page.route, page.words.changes, page.findings) for page in comparison.pages if page.worst < 1]
    assert {name: value for name, value in lower.items() if name not in UNCOUNTED} == {}, worst


def test_fields_are_as_written(moved: Moved, ghost_running: Ghost) -> None:
    for post in written(moved):
        row = moved.rows[post["slug"]]
        for name in ("title", "status", "visibility", "custom_excerpt", "meta_title", "meta_description", "og_image"):
            wanted = post.get(name)
            wanted = wanted.replace("__GHOST_URL__", ghost_running.url) if isinstance(wanted, str) else wanted
            assert row.get(name) == wanted, (post["slug"], name)
        if "published_at" in post:
            assert row["published_at"] == post["published_at"]
        assert [tag["slug"] for tag in row["tags"] if not tag["name"].startswith("#Import")] == post.get("tags", [])
        if "authors" in post:
            assert slugs(row["authors"]) == post["authors"]


def test_dates_tags_and_authors_are_docusauruss(moved: Moved) -> None:
    at = {
        post["url"].removeprefix("__GHOST_URL__").rstrip("/"): post["slug"] for post in written(moved) if "url" in post
    }
    for route, page in moved.before.pages.items():
        row = moved.rows.get(at.get(quoted(route), ""))
        if page.kind not in ("post", "doc", "page") or row is None:
            continue
        if page.date:
            assert row["published_at"][:10] == page.date[:10], route
        public = [tag["name"] for tag in row["tags"] if tag["visibility"] == "public"]
        assert sorted(public) == sorted(page.tags), route
        if page.authors and not route.startswith("/ko/"):  # an author has one name in Ghost
            assert [author["name"] for author in row["authors"]] == page.authors, route


def quoted(route: str) -> str:
    """Return a route as the address of a page is written."""
    return quote(route.lower().rstrip("/"), safe="/-_.~$&+,;=:@")


def test_every_picture_loads(moved: Moved, ghost_running: Ghost) -> None:
    found: set[str] = set()
    for row in moved.rows.values():
        found |= set(re.findall(r'(?:src|href)="([^"#?]*/content/[^"#?]*)"', row["html"] or ""))
        found |= {row[name] for name in ("feature_image", "og_image") if row.get(name)}
    found |= {user["profile_image"] for user in ghost_running.users() if user.get("profile_image")}
    ours = sorted(url.removeprefix(ghost_running.url) for url in found if not re.match("https?://(?!127)", url))
    assert [url for url in ours if ghost_running.get(url).status_code != 200] == []


def test_an_import_file_is_not_taken_twice(moved: Moved, ghost_running: Ghost) -> None:
    with suppress(GhostError):  # the reason may come into the log a little later
        ghost_running.import_file(next((moved.folder / "import").glob("*-001.zip")))
    assert sorted(slugs([*ghost_running.posts(), *ghost_running.pages()])) == sorted(moved.rows)


def test_several_import_files_in_any_order(ghost: Ghost, tmp_path: Path) -> None:
    site = FIXTURES / "sites/book-blog/site"
    migrate(site, "ghost", tmp_path / "out", jobs=1, options=Options(settings={"import-size": "24K"}))
    files = sorted((tmp_path / "out/import").glob("*.zip"), reverse=True)
    assert len(files) > 3
    problems = [problem for file in files for problem in ghost.import_file(file)]
    assert {(problem["help"], problem["message"]) for problem in problems} <= {
        ("User", "Entry was not imported and ignored. Detected duplicated entry.")
    }
    wanted = sorted(path.stem for path in (tmp_path / "out/posts").iterdir())
    rows = {row["slug"]: row for row in [*ghost.posts(), *ghost.pages()]}
    assert sorted(rows) == wanted
    for slug, row in rows.items():
        authors = json.loads((tmp_path / "out/posts" / f"{slug}.json").read_text("utf-8")).get("authors")
        if authors:
            assert slugs(row["authors"]) == authors


def test_every_golden_case_imports(ghost: Ghost, tmp_path: Path) -> None:
    cases = [path for path in sorted((FIXTURES / "cases").iterdir()) if path.suffix in (".md", ".mdx")]
    cases = [path for path in cases if not re.search(r"\.(?:ghost|hugo|jekyll)\.md$", path.name)]
    for path in cases:
        (tmp_path / "site/docs" / path.stem).mkdir(parents=True)
        shutil.copy(path, tmp_path / "site/docs" / path.stem / f"case{path.suffix}")
    migrate(tmp_path / "site", "ghost", tmp_path / "out", jobs=1)
    assert bring(ghost, tmp_path / "out") == []
    pages = {row["slug"] for row in ghost.pages()}
    assert pages == {path.stem for path in (tmp_path / "out/posts").iterdir()}
    assert len(pages) >= len(cases)
