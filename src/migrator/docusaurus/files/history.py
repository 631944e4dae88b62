"""What git knows of files: when each was made and last changed, and by whom.

Docusaurus asks git for a page's date where the author gave none (`utils/lib/vcs/gitUtils.js`).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path

_MARK = "\x01"
_SECONDS = 60

#: A repository's own configuration must not run programs or reach the network.
_HARMLESS = ("log.showSignature=false", "core.fsmonitor=false", "protocol.allow=never")


@dataclass(frozen=True, slots=True)
class Commit:
    """When and by whom a file was changed."""

    date: datetime
    author: str


@dataclass(slots=True)
class FileHistory:
    """A file's first and last commit."""

    created: Commit
    updated: Commit
    complete: bool = False


@dataclass
class History:
    """The history of the files below ``folder``: one run of git for a repository, at the first question."""

    folder: Path

    def of(self, path: Path) -> FileHistory | None:
        """Return the history of the file at ``path``; ``None`` where git has none, or is not there."""
        if not path.is_relative_to(self.folder):
            return None
        prefix, files = self._files
        return files.get(prefix + path.relative_to(self.folder).as_posix())

    @cached_property
    def _files(self) -> tuple[str, Mapping[str, FileHistory]]:
        """Where the folder lies in its repository, and the repository's files."""
        places = _git(self.folder, "rev-parse", "--show-prefix", "--show-toplevel", "HEAD").split("\n")
        if len(places) < 3:
            return "", {}
        prefix, top, head = places[:3]
        return prefix, _histories(top, head)


@lru_cache(maxsize=4)
def _histories(top: str, head: str) -> dict[str, FileHistory]:
    """The histories of a repository's files; what was done under an earlier name counts for the file it became."""
    files: dict[str, FileHistory] = {}
    later_names: dict[str, str] = {}
    commit = Commit(datetime.fromtimestamp(0, UTC), "")
    fields = iter(_log(Path(top), head).split("\0"))
    for text in fields:
        text = text.lstrip("\n")
        if text.startswith(_MARK):
            seconds, _, author = text[1:].partition(",")
            commit = Commit(datetime.fromtimestamp(int(seconds), UTC), author)
        elif text:
            path = next(fields, "")
            if text[0] == "R":
                path, earlier = next(fields, ""), path
                later_names[earlier] = later_names.get(path, path)
            current = later_names.get(path, path)
            known = files.setdefault(current, FileHistory(commit, commit))
            if not known.complete:
                known.created = commit
                known.complete = text[0] == "A"
    return files


def _log(top: Path, head: str) -> str:
    """Return git's log, newest first: marked heads, and status and names of files, all NUL-terminated.

    A file that was renamed and changed at once is known by what is in it; a partial clone has not all of that, and in
    a huge one it takes too long.
    """
    arguments = ("log", "-z", f"--format={_MARK}%ct,%an", "--name-status", head)
    return _git(top, *arguments, "--find-renames") or _git(top, *arguments, "--find-renames=100%")


def _git(folder: Path, *arguments: str) -> str:
    """Run git and return what it prints, nothing where it fails."""
    command = ["git", "--no-pager", *(word for setting in _HARMLESS for word in ("-c", setting)), *arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
    try:
        done = subprocess.run(  # noqa: S603  # git, with arguments of our own
            command, cwd=folder, env=environment, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
