"""Publishing to real Ghost."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.ghost.server import Ghost

from migrator.pipeline import migrate

pytestmark = pytest.mark.ghost

SITE = Path(__file__).parents[2] / "fixtures" / "sites" / "book-blog" / "site"
COMMAND = [sys.executable, "-c", "from migrator.cli import main; main()", "publish"]
#: What is another each time, or told apart by nothing that a reader could see.
_UNSTABLE = ["id", "uuid", "comment_id", "created_at", "updated_at", "url"]


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("migrated") / "out"
    migrate(SITE, "ghost", out)
    return out


@pytest.fixture
def folder(migrated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(migrated, tmp_path / "out"))


def publish(folder: Path, ghost: Ghost, *options: str, staff: bool = False) -> str:
    """Run the command; return what it says."""
    done = subprocess.run(
        [*COMMAND, str(folder), "--url", ghost.url, *options],
        env=environment(ghost, staff=staff),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr + ghost.told()
    return done.stdout


def environment(ghost: Ghost, *, staff: bool = False) -> dict[str, str]:
    return {**os.environ, "GHOST_ADMIN_API_KEY": ghost.keys.staff if staff else ghost.keys.integration}


def state(ghost: Ghost) -> dict[str, Any]:
    """What Ghost holds: posts and pages, tags, files."""
    kept = [
        {name: value for name, value in row.items() if name not in _UNSTABLE and not isinstance(value, list | dict)}
        | {relation: [one["slug"] for one in row[relation]] for relation in ("tags", "authors")}
        for row in ghost.posts() + ghost.pages()
    ]
    files = sorted(path.relative_to(ghost.content).as_posix() for path in ghost.content.glob("[fim]*/**/*.*"))
    whole = {"posts": kept, "tags": [(tag["slug"], tag["description"]) for tag in ghost.tags()], "files": files}
    known: dict[str, Any] = json.loads(json.dumps(whole).replace(ghost.url, "GHOST"))
    return known


def marks(ghost: Ghost) -> dict[str, str]:
    return {row["slug"]: row["updated_at"] for row in ghost.posts() + ghost.pages()}


def test_twice_changes_nothing(folder: Path, ghost: Ghost) -> None:
    assert "created; " in publish(folder, ghost)
    before, changed = state(ghost), marks(ghost)
    files = json.dumps(before["files"])
    assert len(before["posts"]) == len(list((folder / "posts").glob("[!i]*.json"))) + len(
        [path for path in (folder / "posts").glob("i*.json") if not path.stem.startswith("imported-already")]
    )
    assert "flow-" in files
    said = publish(folder, ghost)
    assert f"posts and pages {len(before['posts'])} unchanged; tags 0 made, files 0 uploaded." in said
    assert (state(ghost), marks(ghost)) == (before, changed)


def test_killed_half_way_and_run_again_it_ends_as_one_clean_run(
    folder: Path, migrated: Path, tmp_path: Path, ghost: Ghost
) -> None:
    publish(folder, ghost)
    clean = state(ghost)
    ghost.reset()
    again = Path(shutil.copytree(migrated, tmp_path / "again"))
    process = subprocess.Popen(
        [*COMMAND, str(again), "--url", ghost.url],
        env=environment(ghost),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    journal = again / ".publish"
    while process.poll() is None and "".join(map(Path.read_text, journal.glob("*"))).count("updated_at") < 12:
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert 12 <= len(marks(ghost)) < len(clean["posts"])
    publish(again, ghost)
    assert state(ghost) == clean


def test_a_post_that_was_edited_in_ghost_is_left_alone(folder: Path, ghost: Ghost) -> None:
    publish(folder, ghost)
    post = next(row for row in ghost.posts() if row["slug"] == "one-picture")
    time.sleep(1)  # Ghost counts in seconds: an edit within the same one has the time of the publishing
    assert ghost.edit(post, title="By hand")["updated_at"] != post["updated_at"]
    said = publish(folder, ghost)
    assert "posts/one-picture" in said
    assert "edited in Ghost since" in said
    assert "By hand" in [row["title"] for row in ghost.posts()]
    publish(folder, ghost, "--overwrite")
    assert "By hand" not in [row["title"] for row in ghost.posts()]


def test_what_was_imported_is_not_published_again(folder: Path, ghost: Ghost) -> None:
    for path in sorted((folder / "import").glob("*.zip")):
        assert ghost.import_file(path) == []
    before, changed = state(ghost), marks(ghost)
    assert " unchanged; tags 0 made, files 0 uploaded." in publish(folder, ghost)
    assert (state(ghost), marks(ghost)) == (before, changed)


def test_what_changed_since_the_import_is_published(folder: Path, ghost: Ghost) -> None:
    for path in sorted((folder / "import").glob("*.zip")):
        ghost.import_file(path)
    path = folder / "posts" / "one-picture.json"
    path.write_text(path.read_text("utf-8").replace("그림 한 장", "그림 두 장"), "utf-8")
    assert "1 updated" in publish(folder, ghost)
    assert "그림 두 장" in [row["title"] for row in ghost.posts()]


def test_the_staff_uploads_redirects_and_routes(folder: Path, ghost: Ghost) -> None:
    said = publish(folder, ghost, staff=True)
    assert "redirects.yaml: uploaded" in said
    assert "routes.yaml: uploaded" in said
    picture = ghost.get("/img/minji.png", follow=True)
    assert picture.headers["Content-Type"] == "image/png"
    for row in ghost.posts() + ghost.pages():
        if row["status"] == "published":
            assert ghost.get(row["url"].removeprefix(ghost.url), follow=True).ok
        for file in re.findall(rf'"{ghost.url}(/content/[^"]+)"', row["html"]):
            assert ghost.get(file).ok, file
    said = publish(folder, ghost, staff=True)
    assert "redirects.yaml" not in said
    assert "routes.yaml" not in said
