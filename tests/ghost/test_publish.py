"""Publishing, against a fake Admin API that can be told to fail."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import requests
import yaml
from click.testing import CliRunner, Result
from tests.ghost.fake_api import KEY, KEY_ID, SECRET, FakeGhost, Trouble, picture, post, serving, text, write

from migrator.cli import main
from migrator.errors import MigratorError, SourceError
from migrator_ghost.publish.client import LONGEST, WAITS, Client, GhostUnreachable
from migrator_ghost.publish.folder import Folder
from migrator_ghost.publish.key import AdminKey, BadKey
from migrator_ghost.publish.run import Outcome, Report, publish

TAG = {"slug": "books", "name": "Books", "description": "On books", "visibility": "public"}
#: A post of somebody else's.
THERE = {"status": "draft", "tags": [], "authors": [], "lexical": "{}"}
ANNA = {"slug": "anna", "name": "Anna", "email": "anna@example.com"}


@pytest.fixture
def ghost() -> Iterator[FakeGhost]:
    with serving() as ghost:
        yield ghost


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three posts and a page with two pictures, one of which two posts show."""
    return write(
        tmp_path / "out",
        post("one", text("Hello"), picture("a.png"), tags=["books"], feature_image=picture("b.png")["src"]),
        post("two", picture("a.png"), authors=["anna"], title=" Two "),
        post("three", text("안녕"), canonical_url="__GHOST_URL__/글/"),
        post("about", text("About"), type="page"),
        tags=(TAG,),
        users=(ANNA,),
        files={"content/images/site/a.png": b"picture a", "content/images/site/b.png": b"picture b"},
    )


def run(folder: Path, ghost: FakeGhost, waited: list[float] | None = None, **options: Any) -> Report:
    client = Client(ghost.url, AdminKey(KEY), sleep=(waited if waited is not None else []).append)
    return publish(Folder(folder), client, **options)


def names(report: Report) -> dict[str, list[str]]:
    return {outcome.value: list(posts) for outcome, posts in report.posts.items() if posts}


# ---------------------------------------------------------------- what is sent


def test_posts_pages_tags_and_files_arrive(folder: Path, ghost: FakeGhost) -> None:
    report = run(folder, ghost)
    assert names(report) == {"created": ["pages/about", "posts/one", "posts/three", "posts/two"]}
    assert (report.tags, report.uploads, report.strangers, report.failed) == (["books"], 2, ["Anna"], False)
    one = ghost.post("one")
    nodes = json.loads(one["lexical"])["root"]["children"]
    assert [requests.get(url, timeout=5).content for url in (nodes[1]["src"], one["feature_image"])] == [
        b"picture a",
        b"picture b",
    ]
    assert one["custom_excerpt"] is None
    assert "url" not in one
    assert [tag["description"] for tag in one["tags"]] == ["On books"]
    assert ghost.post("two")["authors"] == [{"id": "owner"}]
    assert ghost.post("three")["canonical_url"] == f"{ghost.url}/%EA%B8%80/"
    assert [row["slug"] for row in ghost.rows["pages"]] == ["about"]


def test_an_author_is_known_by_email_or_name(folder: Path, ghost: FakeGhost) -> None:
    ghost.users.append({"id": "a", "slug": "someone", "email": "Anna@Example.com", "roles": []})
    assert run(folder, ghost).strangers == []
    assert ghost.post("two")["authors"] == [{"id": "a"}]
    ghost.users[1] |= {"email": "else@example.com", "slug": "anna", "id": "b"}
    assert names(run(folder, ghost))["updated"] == ["posts/two"]
    assert ghost.post("two")["authors"] == [{"id": "b"}]


def test_twice_changes_nothing(folder: Path, ghost: FakeGhost) -> None:
    run(folder, ghost)
    before = ghost.state()
    ghost.asked.clear()
    assert names(run(folder, ghost)) == {"unchanged": ["pages/about", "posts/one", "posts/three", "posts/two"]}
    assert (ghost.written, ghost.state()) == ([], before)


def test_without_its_journal_it_knows_its_posts_by_their_content(folder: Path, ghost: FakeGhost) -> None:
    run(folder, ghost)
    for journal in (folder / ".publish").iterdir():
        journal.unlink()
    ghost.asked.clear()
    report = run(folder, ghost)
    # Where Ghost has put pictures only the journal knows.
    assert names(report) == {"unchanged": ["pages/about", "posts/three"], "foreign": ["posts/one", "posts/two"]}
    assert ghost.written == []


def test_a_scheduled_post_whose_time_has_come_is_the_same(tmp_path: Path, ghost: FakeGhost) -> None:
    folder = write(tmp_path, post("one", status="scheduled", published_at="2999-01-01T00:00:00.000Z"), files={})
    run(folder, ghost)
    assert ghost.post("one")["status"] == "scheduled"
    ghost.edit("one", status="published")
    assert names(run(folder, ghost)) == {"unchanged": ["posts/one"]}
    write(folder, post("two", status="scheduled"), files={})
    run(folder, ghost)
    assert ghost.post("two")["status"] == "published"


def test_a_changed_post_is_updated(folder: Path, ghost: FakeGhost) -> None:
    run(folder, ghost)
    write(folder, post("one", text("Changed")), tags=(TAG,), files={})
    assert names(run(folder, ghost))["updated"] == ["posts/one"]
    assert "Changed" in ghost.post("one")["lexical"]
    assert ghost.post("one")["feature_image"] is None


def test_a_dry_run_sends_nothing(folder: Path, ghost: FakeGhost) -> None:
    report = run(folder, ghost, dry_run=True)
    assert names(report) == {"created": ["pages/about", "posts/one", "posts/three", "posts/two"]}
    assert (report.tags, report.uploads, ghost.written) == (["books"], 2, [])
    assert not (folder / ".publish").exists()
    run(folder, ghost)
    assert names(run(folder, ghost, dry_run=True)) == {
        "unchanged": ["pages/about", "posts/one", "posts/three", "posts/two"]
    }


def test_a_file_that_an_import_brought_is_not_uploaded(folder: Path, ghost: FakeGhost) -> None:
    ghost.files = {"/content/images/site/a.png": b"picture a", "/content/images/site/b.png": b"another"}
    assert run(folder, ghost).uploads == 1
    assert f"{ghost.url}/content/images/site/a.png" in ghost.post("two")["lexical"]


def test_two_files_with_the_same_bytes_are_uploaded_once(tmp_path: Path, ghost: FakeGhost) -> None:
    files = {"content/images/site/a.png": b"same", "content/images/site/b.png": b"same"}
    folder = write(tmp_path, post("one", picture("a.png"), picture("b.png")), files=files)
    assert run(folder, ghost).uploads == 1
    assert len(ghost.files) == 1


def test_files_outside_of_the_folder_are_not_sent(tmp_path: Path, ghost: FakeGhost) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    folder = write(tmp_path / "out", post("one", picture("../../../../secret.png"), picture("no.png")), files={})
    report = run(folder, ghost)
    assert report.missing == ["content/images/site/../../../../secret.png", "content/images/site/no.png"]
    assert ghost.files == {}


# ---------------------------------------------------------------- what somebody else wrote


def test_an_edited_post_is_left_alone(folder: Path, ghost: FakeGhost) -> None:
    run(folder, ghost)
    ghost.edit("one", title="By hand")
    write(folder, post("one", text("Changed")), post("two", text("Changed")), tags=(TAG,), files={})
    assert names(run(folder, ghost)) == {
        "updated": ["posts/two"],
        "unchanged": ["pages/about", "posts/three"],
        "edited": ["posts/one"],
    }
    assert ghost.post("one")["title"] == "By hand"
    assert names(run(folder, ghost, overwrite=True))["updated"] == ["posts/one"]
    assert ghost.post("one")["title"] == "One"


def test_a_post_that_was_only_saved_again_is_ours(folder: Path, ghost: FakeGhost) -> None:
    run(folder, ghost)
    ghost.edit("one")
    write(folder, post("one", text("Changed")), tags=(TAG,), files={})
    assert names(run(folder, ghost))["updated"] == ["posts/one"]


def test_a_post_that_was_there_is_left_alone(folder: Path, ghost: FakeGhost) -> None:
    ghost.rows["posts"].append(
        {
            "id": "x",
            "slug": "one",
            "title": "Mine",
            "status": "draft",
            "tags": [],
            "authors": [],
            "lexical": "{}",
            "updated_at": "1",
        }
    )
    assert names(run(folder, ghost))["foreign"] == ["posts/one"]
    assert ghost.post("one")["title"] == "Mine"


def test_a_post_that_our_import_brought_is_ours_until_it_is_edited(folder: Path, ghost: FakeGhost) -> None:
    brought = {"id": "i", "slug": "hash-import-2026-01-01-00-00", "created_at": "2026-01-01T00:00:00.000Z"}
    there = {**THERE, "title": "As imported", "tags": [brought]}
    ghost.rows["tags"].append(brought)
    guard = {"id": "g", "slug": "imported-already-site-001-zzz", "updated_at": "1"}
    ghost.rows["pages"].append({**there, **guard})
    ghost.rows["posts"] += [
        {**there, "id": "x", "slug": "one", "updated_at": "2024-01-01T00:00:00.000Z"},
        {**there, "id": "y", "slug": "two", "updated_at": "2026-02-01T00:00:00.000Z"},
    ]
    assert names(run(folder, ghost)) == {
        "created": ["pages/about", "posts/three"],
        "updated": ["posts/one"],
        "foreign": ["posts/two"],
    }


def test_a_post_that_is_edited_at_this_moment_is_left_alone(folder: Path, ghost: FakeGhost) -> None:
    run(folder, ghost)
    write(folder, post("one", text("Changed")), tags=(TAG,), files={})
    ghost.troubles.append(Trouble("PUT", "posts/", 409))
    assert names(run(folder, ghost))["edited"] == ["posts/one"]


# ---------------------------------------------------------------- trouble


@pytest.mark.parametrize(
    ("after", "seconds"),
    [
        ("7", 7),
        (format_datetime(datetime(2999, 1, 1, tzinfo=UTC)), LONGEST),
        (format_datetime(datetime(1999, 1, 1, tzinfo=UTC)), WAITS[0]),
        ("soon", WAITS[0]),
    ],
)
def test_it_waits_as_long_as_it_is_asked_to(folder: Path, ghost: FakeGhost, after: str, seconds: float) -> None:
    ghost.troubles = [Trouble("POST", "posts/", 429, {"Retry-After": after}), Trouble("POST", "posts/", 503)]
    waited: list[float] = []
    assert not run(folder, ghost, waited).failed
    assert waited == [seconds, WAITS[1]]


@pytest.mark.parametrize("arrived", [False, True])
@pytest.mark.parametrize("path", ["posts/", "pages/", "tags/", "images/upload/"])
def test_a_broken_connection_makes_nothing_twice(folder: Path, ghost: FakeGhost, path: str, arrived: bool) -> None:
    clean = _clean(folder)
    ghost.troubles = [Trouble("POST", path, arrived=arrived)] * 2
    assert not run(folder, ghost).failed
    assert ghost.state() == _at(clean, ghost)


@pytest.mark.parametrize("arrived", [False, True])
def test_a_broken_connection_does_not_lose_an_update(folder: Path, ghost: FakeGhost, arrived: bool) -> None:
    run(folder, ghost)
    write(folder, post("one", text("Changed")), tags=(TAG,), files={})
    ghost.troubles = [Trouble("PUT", "posts/", arrived=arrived)]
    report = run(folder, ghost)
    assert not report.failed
    assert not report.posts[Outcome.EDITED]
    assert "Changed" in ghost.post("one")["lexical"]


class Killed(BaseException):
    """The process is dead."""


class Mortal(Client):
    """Dies at its ``life``-th request: before it is sent, or after it has arrived."""

    life = 0
    arrived = False

    def ask(self, method: str, path: str, **arguments: Any) -> requests.Response:
        self.life -= 1
        if self.life == 0 and not self.arrived:
            raise Killed
        answer = super().ask(method, path, **arguments)
        if self.life == 0:
            raise Killed
        return answer


@pytest.mark.parametrize("arrived", [False, True])
def test_killed_at_any_request_and_run_again_it_ends_as_if_it_had_not(
    folder: Path, tmp_path: Path, arrived: bool
) -> None:
    clean = _clean(folder)
    requests_sent = len(clean.asked)
    assert requests_sent > 15
    for life in range(1, requests_sent + 1):
        with serving() as ghost:
            out = write(tmp_path / f"{life}", *_posts(folder), tags=(TAG,), users=(ANNA,), files=_files(folder))
            client = Mortal(ghost.url, AdminKey(KEY), sleep=lambda seconds: None)
            client.life, client.arrived = life, arrived
            try:
                publish(Folder(out), client)
            except Killed:
                assert not run(out, ghost).failed
            assert ghost.state() == _at(clean, ghost), life


def _clean(folder: Path) -> FakeGhost:
    """A Ghost to which the folder was published without trouble; the folder has no memory of it."""
    with serving() as ghost:
        assert not run(folder, ghost).failed
    for journal in (folder / ".publish").iterdir():
        journal.unlink()
    return ghost


def _at(clean: FakeGhost, ghost: FakeGhost) -> Any:
    return json.loads(json.dumps(clean.state()).replace(clean.url, ghost.url))


def _posts(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((folder / "posts").iterdir())]


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted((folder / "content").rglob("*"))
        if path.is_file()
    }


def test_a_line_of_the_journal_that_was_cut_off_does_no_harm(folder: Path, ghost: FakeGhost) -> None:
    run(folder, ghost)
    (journal,) = (folder / ".publish").iterdir()
    journal.write_bytes(journal.read_bytes()[:-20])
    assert names(run(folder, ghost)) == {"unchanged": ["pages/about", "posts/one", "posts/three", "posts/two"]}
    ghost.asked.clear()
    run(folder, ghost)
    assert f"GET posts/{ghost.post('two')['id']}/" not in ghost.asked


def test_a_post_that_ghost_refuses_does_not_stop_the_others(folder: Path, ghost: FakeGhost) -> None:
    write(folder, post("bad", title=" "), tags=(TAG,), files={})
    report = run(folder, ghost)
    assert report.posts[Outcome.FAILED] == {"posts/bad": "Validation error, cannot save."}
    assert len(report.posts[Outcome.CREATED]) == 4
    assert report.failed


def test_a_post_that_ghost_would_call_otherwise_is_taken_back(tmp_path: Path, ghost: FakeGhost) -> None:
    folder = write(tmp_path, post("x" * 190), files={})
    (reason,) = run(folder, ghost).posts[Outcome.FAILED].values()
    assert "another slug" in reason
    assert ghost.rows["posts"] == []


def test_a_file_that_ghost_refuses_is_told_and_changes_nothing_the_second_time(
    tmp_path: Path, ghost: FakeGhost
) -> None:
    folder = write(tmp_path, post("one", picture("a.bad")), files={"content/images/site/a.bad": b"?"})
    for outcome in ("created", "unchanged"):
        report = run(folder, ghost)
        assert report.refused == {"content/images/site/a.bad": "Please select a valid image."}
        assert report.failed
        assert names(report) == {outcome: ["posts/one"]}


def test_a_ghost_that_has_gone_ends_the_run(folder: Path, ghost: FakeGhost) -> None:
    ghost.troubles = [Trouble("POST", "p", 502)] * 18
    waited: list[float] = []
    with pytest.raises(GhostUnreachable, match="502"):
        run(folder, ghost, waited)
    assert waited == list(WAITS) * 3
    assert not run(folder, ghost).failed


def test_one_post_that_is_too_much_does_not_end_the_run(folder: Path, ghost: FakeGhost) -> None:
    ghost.troubles = [Trouble("POST", "pages/", 504)] * 6
    report = run(folder, ghost)
    assert report.posts[Outcome.FAILED] == {"pages/about": "Ghost answered 504"}
    assert len(report.posts[Outcome.CREATED]) == 3


def test_addresses_that_are_no_ghost(folder: Path, ghost: FakeGhost) -> None:
    def said() -> str:
        with pytest.raises(GhostUnreachable) as caught:
            run(folder, ghost)
        return str(caught.value)

    ghost.moved_to = "https://www.example.org"
    assert "https://www.example.org: give that address" in said()
    ghost.moved_to = ""
    ghost.version = "4.48"
    assert "4.48" in said()
    ghost.url += "/nowhere"
    assert "No Ghost answers" in said()
    ghost.url = "http://127.0.0.1:1"
    assert "No Ghost answers" in said()
    ghost.url = "ftp://example.org"
    assert "no address" in said()


def test_a_key_that_may_not_read(folder: Path, ghost: FakeGhost) -> None:
    ghost.troubles = [Trouble("GET", "users/", 403)]
    with pytest.raises(GhostUnreachable, match="does not let"):
        run(folder, ghost)


def test_folders_that_are_not_ours(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"site\.json"):
        Folder(tmp_path)
    folder = write(tmp_path / "out", files={})
    (folder / "posts/a.json").write_text("{")
    with pytest.raises(SourceError, match=r"a\.json"):
        list(Folder(folder).posts())
    (folder / "posts/a.json").write_text("{}")
    with pytest.raises(SourceError, match="has no lexical"):
        list(Folder(folder).posts())


# ---------------------------------------------------------------- redirects and routes


@pytest.fixture
def addresses(folder: Path) -> Path:
    (folder / "redirects.yaml").write_text("301:\n  ^/img/(.+)$: /content/images/site/$1\n  ^/old/?$: /one/\n")
    (folder / "routes.yaml").write_text("collections:\n  /blog/:\n    permalink: /blog/{slug}/\n")
    (folder / "content/images/site/icons").mkdir()
    (folder / "content/images/site/icons/static.png").write_bytes(b"static")
    return folder


def fates(report: Report) -> dict[str, str]:
    return {file.name: file.fate.value for file in report.addresses}


def test_the_staff_uploads_redirects_and_routes(addresses: Path, ghost: FakeGhost) -> None:
    report = run(addresses, ghost)
    assert fates(report) == {"redirects.yaml": "uploaded", "routes.yaml": "uploaded"}
    assert report.missing == []
    redirects = yaml.safe_load(ghost.texts["redirects/download/"])[301]
    assert list(redirects)[:2] == ["^/img/(.+)$", "^/old/?$"]
    moved = redirects[r"^/content/images/site/icons/static\.png/?$"]
    assert ghost.files[moved] == b"static"
    assert fates(run(addresses, ghost)) == {"redirects.yaml": "unchanged", "routes.yaml": "unchanged"}
    ghost.texts["redirects/download/"] = "301:\n  /mine: /here\n"
    assert fates(run(addresses, ghost)) == {"redirects.yaml": "kept", "routes.yaml": "unchanged"}
    assert fates(run(addresses, ghost, overwrite=True))["redirects.yaml"] == "uploaded"


def test_an_integration_leaves_them_to_a_person(addresses: Path, ghost: FakeGhost) -> None:
    ghost.forbidden = {"redirects/download/", "redirects/upload/", "settings/routes/yaml/"}
    report = run(addresses, ghost)
    assert fates(report) == {"redirects.yaml": "by hand", "routes.yaml": "by hand"}
    assert not report.failed
    redirects, routes = (file.path for file in report.addresses)
    assert "static" in redirects.read_text("utf-8")
    assert routes == addresses / "routes.yaml"


def test_a_broken_file_of_addresses_does_not_stop_the_other(addresses: Path, ghost: FakeGhost) -> None:
    (addresses / "redirects.yaml").write_text("301:\n  a: [")
    assert fates(run(addresses, ghost)) == {"redirects.yaml": "failed", "routes.yaml": "uploaded"}
    (addresses / "redirects.yaml").write_text("- a\n")
    assert fates(run(addresses, ghost)) == {"redirects.yaml": "unchanged", "routes.yaml": "unchanged"}


# ---------------------------------------------------------------- the key, the command


def command(folder: Path, url: str, *options: str, key: str = KEY) -> Result:
    return CliRunner().invoke(main, ["publish", str(folder), "--url", url, *options], env={"GHOST_ADMIN_API_KEY": key})


@pytest.mark.parametrize("case", ["good", "refused", "broken", "moved"])
def test_the_key_is_shown_nowhere(
    folder: Path, ghost: FakeGhost, case: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = KEY[:-1] + "0"
    ghost.troubles = [Trouble("POST", "posts/", 422), Trouble("GET", "tags/", arrived=True)] if case == "broken" else []
    ghost.moved_to = "https://example.org" if case == "moved" else ""
    result = command(folder, ghost.url, key=wrong if case == "refused" else KEY)
    assert result.exit_code == {"good": 0, "refused": 2, "broken": 1, "moved": 2}[case]
    journals = "".join(path.read_text() for path in folder.rglob(".publish/*"))
    shown = f"{result.output}{result.exception!r}{caplog.text}{capfd.readouterr()}{journals}"
    for secret in (SECRET, wrong.partition(":")[2], KEY_ID, *ghost.tokens):
        assert not secret or secret not in shown


@pytest.mark.parametrize("text", ["", "abc", f"{KEY}0", SECRET, f"{KEY_ID}:{SECRET[:-1]}g"])
def test_what_is_no_key_is_not_repeated(text: str, folder: Path, ghost: FakeGhost) -> None:
    with pytest.raises(BadKey) as caught:
        AdminKey(text)
    assert not text or text not in str(caught.value)
    assert SECRET not in repr(AdminKey(KEY)) + str(vars(AdminKey(KEY)))
    if text:
        result = command(folder, ghost.url, key=text)
        assert (result.exit_code, text in result.output) == (2, False)


def test_without_a_key_the_command_asks_for_the_variable(folder: Path, ghost: FakeGhost) -> None:
    result = command(folder, ghost.url, key="")
    assert result.exit_code == 2
    assert "GHOST_ADMIN_API_KEY" in result.output


def test_the_key_is_asked_for_on_a_terminal(folder: Path, ghost: FakeGhost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migrator_ghost.publish.command._asks", lambda: True)
    result = CliRunner().invoke(
        main, ["publish", str(folder), "--url", ghost.url], input=KEY + "\n", env={"GHOST_ADMIN_API_KEY": ""}
    )
    assert result.exit_code == 0
    assert SECRET not in result.output


def test_the_command_says_what_needs_attention(addresses: Path, ghost: FakeGhost) -> None:
    ghost.forbidden = {"redirects/download/", "redirects/upload/"}
    write(addresses, post("bad", title=" "), post("lost", picture("no.png")), tags=(TAG,), users=(ANNA,), files={})
    dry = command(addresses, ghost.url, "--dry-run")
    assert dry.output.startswith("Would be done: posts and pages 6 created; tags 1 made, files 3 uploaded.\n")
    assert "routes.yaml: would be uploaded" in dry.output
    result = command(addresses, ghost.url, "--quiet")
    assert result.exit_code == 1
    assert "Posts failed (1)\n  posts/bad: Validation error, cannot save.\n" in result.output
    assert "Shown in posts, but not in the folder (1)\n  content/images/site/no.png\n" in result.output
    assert "(1)\n  Anna\n" in result.output
    assert "redirects.yaml: upload " in result.output
    assert "created" not in result.output


def test_a_clear_connection_is_warned_of(folder: Path) -> None:
    result = command(folder, "http://ghost.invalid", key="abc")
    assert "no https" in result.output
    assert isinstance(result.exception, SystemExit | MigratorError)
