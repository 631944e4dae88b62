"""What was published: a file of JSON lines in the migrated folder, one for each Ghost that it was published to.

Lines are only ever added, and a line that was cut off in the middle is passed over, so a run may end at any moment.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TextIO

FOLDER = ".publish"


class Journal:
    """Remembers uploaded files and sent posts.  Written to from the first thing worth remembering on.

    ``ghost`` is the name of the Ghost: its identity, so that one that was set up anew at the same address has another.
    """

    def __init__(self, folder: Path, ghost: str) -> None:
        self._path = folder / FOLDER / f"{ghost}.jsonl"
        self._files: dict[str, str] = {}
        self._seen: dict[str, tuple[str, str]] = {}
        self._known: dict[str, set[str]] = {}
        self._stream: TextIO | None = None
        for line in self._lines():
            self._read(line)

    def close(self) -> None:
        if self._stream:
            self._stream.close()

    # ------------------------------------------------------------ files

    def url(self, digest: str) -> str | None:
        """Return the address of a file of ours with these bytes."""
        return self._files.get(digest)

    def uploaded(self, digest: str, url: str) -> None:
        """Remember where a file is."""
        self._write({"file": digest, "url": url})

    # ------------------------------------------------------------ posts, and the like

    def seen(self, name: str) -> tuple[str, str] | None:
        """Return what was sent at last, and when Ghost says that it was changed then."""
        return self._seen.get(name)

    def known(self, name: str) -> set[str]:
        """Return every fingerprint that it had when we sent it: what bears one of them nobody has edited."""
        return self._known.get(name, set())

    def sending(self, name: str, fingerprint: str) -> None:
        """Remember what is about to be sent: whether it arrives this process may not live to see."""
        self._write({"post": name, "print": fingerprint})

    def sent(self, name: str, fingerprint: str, updated_at: str) -> None:
        """Remember that Ghost holds what was sent."""
        if self.seen(name) != (fingerprint, updated_at):
            self._write({"post": name, "print": fingerprint, "updated_at": updated_at})

    # ------------------------------------------------------------ the file

    def _lines(self) -> list[dict[str, Any]]:
        try:
            text = self._path.read_text("utf-8", "replace")
        except OSError:
            return []
        lines = []
        for line in text.splitlines():
            try:
                lines.append(json.loads(line))
            except ValueError:
                continue
        return [line for line in lines if isinstance(line, dict)]

    def _read(self, line: dict[str, Any]) -> None:
        if "file" in line and "url" in line:
            self._files[str(line["file"])] = str(line["url"])
        elif "post" in line and "print" in line:
            name = str(line["post"])
            self._known.setdefault(name, set()).add(str(line["print"]))
            if "updated_at" in line:
                self._seen[name] = (str(line["print"]), str(line["updated_at"]))

    def _write(self, line: dict[str, str]) -> None:
        self._read(line)
        if self._stream is None:
            self._path.parent.mkdir(exist_ok=True)
            self._stream = self._path.open("a", encoding="utf-8")
            if self._stream.tell():
                self._stream.write("\n")  # behind a line that was cut off
        self._stream.write(json.dumps(line) + "\n")
        self._stream.flush()
