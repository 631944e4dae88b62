"""Files that are served as they are: whether they are there, and at which address.

Static files keep their path (``staticDirectories``); a file beside a page is bundled with it
(`mdx-loader/lib/remark/transformImage`, `transformLinks`, `mdx-loader/lib/utils.js: createAssetsExportCode`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from enum import Enum, auto
from pathlib import Path
from unicodedata import normalize

from migrator.docusaurus.addresses import decode_path
from migrator.targets import Asset, Broken, External, Target

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z\d+.-]*:|//")
_TAIL = re.compile(r"[?#].*", re.DOTALL)


class Outside(Exception):
    """A path leads out of the repository."""


def is_elsewhere(url: str) -> bool:
    """Whether a URL has a protocol or a host of its own."""
    return _ELSEWHERE.match(url) is not None


class _Entry(Enum):
    FILE = auto()
    OUTSIDE = auto()
    OTHER = auto()


class Files:
    """Which files there are below a folder; every folder is read once, at the first question about it.

    Names are compared exactly, whatever the file system does, but for Unicode's two ways to write one letter.
    """

    def __init__(self, repository: Path) -> None:
        self._given = str(repository.absolute())
        self._real = os.path.realpath(repository)
        self._folders: dict[str, dict[str, _Entry]] = {}

    def find(self, path: str) -> str | None:
        """Return the absolute path of the file at ``path``, ``None`` where there is no such file.

        Raises ``Outside`` where the path, or a symbolic link in it, leads out of the repository.
        """
        path = os.path.normpath(path)
        if not _within(path, self._given):
            raise Outside(path)
        folder, name = os.path.split(path)
        entry = self._entries(folder).get(name)
        if entry is None and not path.isascii() and (spelled := self._spelled(path)):
            path = spelled
            folder, name = os.path.split(path)
            entry = self._entries(folder).get(name)
        if entry is _Entry.OUTSIDE:
            raise Outside(path)
        return path if entry is _Entry.FILE else None

    def _spelled(self, path: str) -> str | None:
        """Return ``path`` with its letters composed as in the file system."""
        if path == self._given:
            return path
        parent, name = os.path.split(path)
        spelled = self._spelled(parent)
        if spelled is None:
            return None
        wanted = normalize("NFC", name)
        return next(
            (f"{spelled}/{other}" for other in self._entries(spelled) if normalize("NFC", other) == wanted), None
        )

    def _entries(self, folder: str) -> dict[str, _Entry]:
        if folder not in self._folders:
            self._folders[folder] = self._scan(folder)
        return self._folders[folder]

    def _scan(self, folder: str) -> dict[str, _Entry]:
        found: dict[str, _Entry] = {}
        try:
            own = _Entry.FILE if _within(os.path.realpath(folder), self._real) else _Entry.OUTSIDE
            with os.scandir(folder) as entries:
                for entry in entries:
                    if not entry.is_file():
                        found[entry.name] = _Entry.OTHER
                    elif entry.is_symlink() and not _within(os.path.realpath(entry.path), self._real):
                        found[entry.name] = _Entry.OUTSIDE
                    else:
                        found[entry.name] = own
        except (OSError, ValueError):  # no such folder, or no name that a file system could have
            return {}
        return found


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


class Assets:
    """The files of a site, by path and by address.  ``base_url`` begins and ends with a slash."""

    def __init__(self, root: Path, repository: Path, static: Iterable[Path], base_url: str) -> None:
        self.root = str(root)
        self.base_url = base_url
        self._files = Files(repository)
        self._static = [str(folder) for folder in static]

    def at(self, path: str, *, query: str = "", fragment: str = "") -> Asset | None:
        """Return the file at an absolute path.  Raises ``Outside``."""
        found = self._files.find(path)
        return Asset(Path(found), self._route(found), fragment, query) if found else None

    def static(self, path: str, *, query: str = "", fragment: str = "") -> Asset | None:
        """Return the static file that is served at ``path`` below ``baseUrl``, percent-encoded or not.

        Raises ``Outside``.
        """
        for spelling in dict.fromkeys((path, decode_path(path))):
            name = spelling.lstrip("/")
            for folder in self._static:
                found = self._files.find(f"{folder}/{name}") if name else None
                if found:
                    return Asset(Path(found), f"/{os.path.relpath(found, folder)}", fragment, query)
        return None

    def named(self, url: object, folder: str) -> Target | None:
        """Return what an image named outside of a text is: in front matter, in data files, in the configuration.

        ``./x.png`` lies in ``folder``, everything else is an address.  ``None`` where no image is named.
        """
        if not isinstance(url, str) or not url:
            return None
        if is_elsewhere(url):
            return External(url)
        name = _TAIL.sub("", url)
        try:
            if name.startswith("@site/"):
                found = self.at(f"{self.root}/{name[6:]}")
            elif name.startswith(("./", "../")):
                found = self.at(f"{folder}/{name}")
            else:
                found = self.static(self.below_base(name)) or self.at(f"{folder}/{name}")
        except Outside:
            found = None
        return found or Broken(url)

    def below_base(self, path: str) -> str:
        """Return an address without the site's ``baseUrl``."""
        return "/" + path.removeprefix(self.base_url) if path.startswith(self.base_url) else path

    def _route(self, path: str) -> str | None:
        for folder in self._static:
            if _within(path, folder):
                route = os.path.relpath(path, folder)
                first = next((f"{f}/{route}" for f in self._static if self._files.find(f"{f}/{route}")), path)
                return f"/{route}" if first == path else None
        return None
