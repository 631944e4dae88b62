"""Putting files into the output folder: atomically, and never over what a person edited.

Files are first written to a staging folder beside the output (``stage``), by as many processes as there are.
At the end ``OutputFolder.commit`` moves them into place.  A manifest in the output remembers the digest of every
file, so that the next run can tell its own files from edited ones.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from migrator.adapter import OutputFile
from migrator.diagnostics import Code, Diagnostic
from migrator.errors import OutputError

MANIFEST = ".migrate.json"
_CHUNK = 1 << 20


class Staged(NamedTuple):
    """A file ready in the staging folder: its path in the output, the digest of its bytes, who wanted it.

    ``page`` is the number of the page it belongs to, -1 for a file of the site as a whole.  ``copied`` tells a
    copied file from a generated one.
    """

    path: str
    digest: str
    page: int
    copied: bool


def stage(folder: Path | None, file: OutputFile, page: int = -1) -> Staged:
    """Write ``file`` below the staging ``folder``; with no folder (a dry run), only check that it could be.

    Raises ``OutputError`` where its path leads out of the folder, ``OSError`` where it cannot be written or the
    file to copy cannot be read.
    """
    path = file.path
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise OutputError(f"An adapter wants to write outside of the output folder: {path}")
    if isinstance(file.content, Path):
        digest = digest_of(file.content)
        if folder:
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.content, place)
        return Staged(str(path), digest, page, copied=True)
    if callable(file.content):
        place = folder / path if folder else Path(os.devnull)
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as stream:
            file.content(stream)
        return Staged(str(path), digest_of(place), page, copied=False)
    data = file.content.encode("utf-8", "surrogatepass") if isinstance(file.content, str) else file.content
    if folder:
        _write(folder / path, data)
    return Staged(str(path), blake2b(data, digest_size=16).hexdigest(), page, copied=False)


def _write(place: Path, data: bytes) -> None:
    """Write a file.  Its folder is there as a rule, for another page has made it."""
    try:
        place.write_bytes(data)
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def digest_of(path: Path) -> str:
    """Return the digest of a file's bytes, reading it in pieces."""
    state = blake2b(digest_size=16)
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            state.update(chunk)
    return state.hexdigest()


class OutputFolder:
    """The folder a site is written to.

    Raises ``OutputError`` at once where the folder must not be written: it lies inside ``source`` (or the other
    way round), or it holds files and no manifest of an earlier run.  ``force`` lifts both; even then a file that
    this tool did not write is never overwritten.
    """

    def __init__(self, path: Path, source: Path, *, force: bool = False) -> None:
        self.path = path.resolve()
        source = source.resolve()
        if self.path == source or self.path in source.parents:
            raise OutputError(f"The output folder {path} holds the source. Choose another one with -o.")
        if source in self.path.parents and not force:
            raise OutputError(f"The output folder {path} lies inside the source. Choose another one, or use --force.")
        if self.path.exists() and not self.path.is_dir():
            raise OutputError(f"{path} is a file.")
        self._known = self._read_manifest()
        if self._known is None and self.path.is_dir() and any(self.path.iterdir()) and not force:
            raise OutputError(f"The output folder {path} holds something else. Choose another one, or use --force.")
        self._staging: Path | None = None

    def __enter__(self) -> OutputFolder:
        return self

    def __exit__(self, *_: object) -> None:
        if self._staging is not None:
            shutil.rmtree(self._staging, ignore_errors=True)

    @property
    def staging(self) -> Path:
        """The staging folder, made on first use on the same file system as the output."""
        if self._staging is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._staging = Path(tempfile.mkdtemp(prefix=f".{self.path.name}-", dir=self.path.parent))
            self._staging.chmod(0o755)
        return self._staging

    def _read_manifest(self) -> dict[str, str] | None:
        try:
            known = json.loads((self.path / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        files = known.get("files") if isinstance(known, dict) else None
        return files if isinstance(files, dict) else None

    def commit(self, staged: Iterable[Staged]) -> list[Diagnostic]:
        """Move the staged files into place; remove those of the last run that are no longer wanted.

        Returns a diagnostic for each file that was left alone because somebody edited it.
        """
        known = self._known or {}
        files = {file.path: file.digest for file in staged}
        found: list[Diagnostic] = []
        if self.path.is_dir():
            for path in sorted(files.keys() | known.keys()):
                if self._edited(path, known.get(path), files.get(path)):
                    found.append(
                        Diagnostic(Code.OUTPUT_EDITED, f"{path} was edited; it was left alone.", PurePosixPath(path))
                    )
                    if path in known:
                        files[path] = known[path]
                    else:
                        del files[path]
                    continue
                if path in files:
                    self._move(path)
                else:
                    self._remove(path)
        else:
            self.staging.rename(self.path)
            self._staging = None
        self._write_manifest(files)
        return found

    def _edited(self, path: str, known: str | None, new: str | None) -> bool:
        """Whether the file in the output is neither what the last run wrote nor what this one writes."""
        try:
            now = digest_of(self.path / path)
        except OSError:
            return False
        return now not in (known, new)

    def _move(self, path: str) -> None:
        place = self.path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        (self.staging / path).replace(place)

    def _remove(self, path: str) -> None:
        place = self.path / path
        place.unlink(missing_ok=True)
        for parent in place.parents:
            if parent == self.path:
                break
            try:
                parent.rmdir()
            except OSError:
                break

    def _write_manifest(self, files: dict[str, str]) -> None:
        text = json.dumps({"files": dict(sorted(files.items()))}, indent=0, ensure_ascii=False)
        temporary = self.path / f"{MANIFEST}.new"
        temporary.write_text(text + "\n", "utf-8")
        temporary.replace(self.path / MANIFEST)
