"""What git knows of files: when each was made and last changed, and by whom.

Docusaurus asks git for a page's date where the author gave none (`utils/lib/vcs/gitUtils.js`).
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
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
    """The history of the files below ``folder``: one run of git, at the first question."""

    folder: Path

    def of(self, path: Path) -> FileHistory | None:
        """Return the history of the file at ``path``; ``None`` where git has none, or is not there."""
        return self._files.get(os.path.relpath(path, self.folder)) if path.is_relative_to(self.folder) else None

    @cached_property
    def _files(self) -> dict[str, FileHistory]:
        """The files' histories by path; what was done under an earlier name counts for the file it became."""
        files: dict[str, FileHistory] = {}
        later_names: dict[str, str] = {}
        commit = Commit(datetime.fromtimestamp(0, UTC), "")
        fields = iter(self._log().split("\0"))
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

    def _log(self) -> str:
        """Return git's log of the folder, newest first: marked heads, and status and names, all NUL-terminated.

        Renames are found by what is in the files, which a partial clone has not.
        """
        return self._run("--find-renames") or self._run("--no-renames")

    def _run(self, renames: str) -> str:
        command = ["git", "--no-pager", *(word for setting in _HARMLESS for word in ("-c", setting))]
        command += ["log", "-z", f"--format={_MARK}%ct,%an", "--name-status", renames, "--relative", "--", "."]
        environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
        try:
            done = subprocess.run(  # noqa: S603  # a fixed command
                command, cwd=self.folder, env=environment, capture_output=True, timeout=_SECONDS, check=True
            )
        except (OSError, subprocess.SubprocessError):
            return ""
        return done.stdout.decode("utf-8", "replace")
