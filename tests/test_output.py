"""The output folder: what may be written, and what is never overwritten."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import BinaryIO

import pytest

from migrator.adapter import OutputFile
from migrator.diagnostics import Code, Diagnostic
from migrator.errors import OutputError
from migrator.output import OutputFolder, stage


def run(out: Path, source: Path, files: dict[str, str], *, force: bool = False) -> list[Diagnostic]:
    with OutputFolder(out, source, force=force) as folder:
        return folder.commit(
            [stage(folder.staging, OutputFile(PurePosixPath(path), text)) for path, text in files.items()]
        )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def test_second_run_brings_what_is_new_and_removes_what_is_gone(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    run(out, source, {"a.md": "one", "b/c.md": "two"})
    assert run(out, source, {"a.md": "ONE", "d.md": "three"}) == []
    assert (out / "a.md").read_text() == "ONE"
    assert (out / "d.md").read_text() == "three"
    assert not (out / "b").exists()


def test_an_edited_file_is_left_alone_and_reported_every_time(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    run(out, source, {"a.md": "one", "b.md": "two"})
    (out / "a.md").write_text("mine")
    for files in ({"a.md": "ONE", "b.md": "two"}, {"a.md": "newer", "b.md": "two"}, {"b.md": "two"}):
        found = run(out, source, files)
        assert [(d.code, str(d.path)) for d in found] == [(Code.OUTPUT_EDITED, "a.md")]
        assert (out / "a.md").read_text() == "mine"


def test_an_edit_equal_to_what_would_be_written_is_no_edit(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    run(out, source, {"a.md": "one"})
    (out / "a.md").write_text("ONE")
    assert run(out, source, {"a.md": "ONE"}) == []


def test_a_file_of_somebody_else_is_never_overwritten(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "notes.md").write_text("mine")
    with pytest.raises(OutputError, match="something else"):
        run(out, source, {"notes.md": "theirs"})
    found = run(out, source, {"notes.md": "theirs", "new.md": "new"}, force=True)
    assert [d.code for d in found] == [Code.OUTPUT_EDITED]
    assert (out / "notes.md").read_text() == "mine"
    assert (out / "new.md").read_text() == "new"


def test_places_that_are_refused(tmp_path: Path, source: Path) -> None:
    (tmp_path / "file").write_text("")
    for out in (source, tmp_path, source / "out", tmp_path / "file"):
        with pytest.raises(OutputError):
            OutputFolder(out, source)
    OutputFolder(source / "out", source, force=True)


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x"])
def test_no_file_leaves_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutputError):
        stage(tmp_path, OutputFile(PurePosixPath(path), "x"))


def test_nothing_is_left_behind_when_a_run_fails(tmp_path: Path, source: Path) -> None:
    def fail() -> None:
        with OutputFolder(tmp_path / "out", source) as folder:
            stage(folder.staging, OutputFile(PurePosixPath("a"), "x"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_function_writes_what_is_too_large_for_memory(tmp_path: Path) -> None:
    def write(stream: BinaryIO) -> None:
        for _ in range(3):
            stream.write(b"x")

    file = OutputFile(PurePosixPath("a/b.bin"), write)
    staged = stage(tmp_path, file)
    assert (tmp_path / "a/b.bin").read_bytes() == b"xxx"
    assert staged.digest == stage(tmp_path, OutputFile(PurePosixPath("c"), b"xxx")).digest
    assert stage(None, file).path == "a/b.bin"
