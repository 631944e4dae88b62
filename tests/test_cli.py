"""The command as a user types it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from migrator.cli import main
from migrator.diagnostics import Code

BLOG = Path(__file__).parents[1] / "fixtures/sites/book-blog/site"


def run(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=stdin)


def test_a_site(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run(str(BLOG), "--to", "hugo", "-o", str(out))
    assert result.exit_code == 0, result.output
    assert re.match(r"Wrote \d+ pages, \d+ listings, \d+ assets and 0 redirects to ", result.stdout)
    assert result.stdout.endswith(f"\nNext: hugo server --source {out}\n")
    assert (out / "hugo.toml").exists()


def test_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    dry = run(str(BLOG), "--to", "hugo", "-o", str(tmp_path / "out"), "--dry-run", "--json")
    assert list(tmp_path.iterdir()) == []
    wet = run(str(BLOG), "--to", "hugo", "-o", str(tmp_path / "out"), "--json")
    assert {**json.loads(dry.stdout), "seconds": 0} == {**json.loads(wet.stdout), "seconds": 0}


def test_same_input_same_bytes_with_any_number_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migrator.pipeline.BATCH", 2)
    for jobs in ("1", "3"):
        run(str(BLOG), "--to", "hugo", "-o", str(tmp_path / jobs), "-j", jobs)
    one, three = (
        {p.relative_to(tmp_path / jobs): p.read_bytes() for p in (tmp_path / jobs).rglob("*") if p.is_file()}
        for jobs in ("1", "3")
    )
    assert one == three


def test_only_some_kinds_of_content(tmp_path: Path) -> None:
    run(str(BLOG), "--to", "hugo", "-o", str(tmp_path / "out"), "--only", "docs")
    assert (tmp_path / "out/content/wiki").is_dir()
    assert not (tmp_path / "out/content/blog").exists()


def test_redirects_for_a_host(tmp_path: Path) -> None:
    docs = BLOG.parents[1] / "product-docs/site"
    for host, place in (("netlify", "static/_redirects"), ("nginx", "redirects.nginx.conf")):
        run(str(docs), "--to", "hugo", "-o", str(tmp_path / host), "--redirects", host)
        assert "/kit/install" in (tmp_path / host / place).read_text()


def test_a_file_goes_to_standard_output(tmp_path: Path) -> None:
    page = tmp_path / "page.mdx"
    page.write_text("---\ntitle: T\n---\n\n:::tip Look\n\nHere.\n\n:::\n")
    result = run(str(page), "--to", "hugo")
    assert "> [!TIP] Look" in result.stdout
    assert run("-", "--to", "hugo", stdin=page.read_text()).stdout == result.stdout


def test_inspect_prints_the_model(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Hello *you*\n")
    tree = json.loads(run("inspect", str(page)).stdout)
    heading = tree["body"]["children"][0]
    assert heading["type"] == "heading"
    assert heading["id"] == "hello-you"
    assert heading["position"]["start"] == {"line": 1, "column": 1, "offset": 0}
    site = json.loads(run("inspect", str(BLOG)).stdout)
    assert site["title"] == "책장 옆 책상"


@pytest.mark.parametrize("code", list(Code))
def test_every_code_is_explained(code: Code) -> None:
    result = run("explain", code.value)
    assert result.exit_code == 0
    assert result.output.startswith(f"## {code.value}\n")


def test_snapshot_finds_a_difference(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/a.md").write_text("Hello\n")
    assert run("snapshot", str(tmp_path), "--update").exit_code == 0
    assert run("snapshot", str(tmp_path)).exit_code == 0
    (tmp_path / "cases/a.hugo.md").write_text("Bye\n")
    result = run("snapshot", str(tmp_path))
    assert result.exit_code == 1
    assert "-Bye" in result.output


def test_a_targets_own_settings(tmp_path: Path) -> None:
    assert "import-size" in run("site", "--help").output
    for said, wrong in (("import-size=huge", "import-size is a number"), ("colour=red", "no setting 'colour'")):
        result = run(str(BLOG), "--to", "ghost", "-o", str(tmp_path / "out"), "--set", said)
        assert (result.exit_code, wrong in result.output) == (2, True)
    assert not (tmp_path / "out").exists()
