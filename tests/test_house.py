"""What the project promises about itself: its documentation, its public face, its golden fixtures."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from tools.diagnostics_page import PAGE, render

import migrator
from migrator.snapshot import check_fixtures

ROOT = Path(__file__).parents[1]


def test_golden_fixtures() -> None:
    differences = check_fixtures(ROOT / "fixtures")
    assert not differences, "\n".join(differences)


def test_the_page_of_diagnostics_is_current() -> None:
    assert PAGE.read_text("utf-8") == render()


def test_everything_public_is_documented() -> None:
    assert sorted(migrator.__all__) == migrator.__all__
    assert [name for name in migrator.__all__ if not getattr(migrator, name).__doc__] == []


def test_the_scripts_of_the_readme_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert len(scripts) == 2
    blog = tmp_path / "blog"
    blog.mkdir()
    (blog / "2024-01-01-hello.md").write_text("# Hello\n\nWorld.\n")
    (tmp_path / "my-site/docs").mkdir(parents=True)
    (tmp_path / "my-site/docs/a.md").write_text("# A\n")
    monkeypatch.chdir(tmp_path)
    for number, script in enumerate(scripts):
        path = tmp_path / f"script_{number}.py"
        path.write_text(script)
        runpy.run_path(str(path))
    assert (tmp_path / "new-site/content/docs/a.md").exists()
