"""Installed packages: which file below ``node_modules`` a module specifier names (Node's rules, CommonJS first)."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

_SPECIFIER = re.compile(r"(?P<name>(?:@[\w.~-]+/)?[\w~-][\w.~-]*)(?P<inside>(?:/[^/\\\0]+)*)")
#: What webpack resolves for Docusaurus, or what needs a whole site around it.
_NOT_PACKAGES = ("@docusaurus/", "@theme/", "@theme-original/", "@theme-init/", "@site/", "@generated/")
_ENDINGS = ("", ".js", ".cjs", ".mjs", ".json")
_CONDITIONS = ({"require", "node", "default"}, {"import", "module", "node", "default"})
_LARGEST_MANIFEST = 1_000_000


class Packages:
    """Finds the files of packages.

    ``inside`` returns the real path of a file or folder that may be read, ``None`` for any other; ``repository`` is the
    outermost folder with a ``node_modules``.
    """

    def __init__(self, inside: Callable[[Path], Path | None], repository: Path) -> None:
        self._inside = inside
        self._repository = repository
        self._prefix = f"{repository}/".replace("//", "/")
        self._homes: dict[Path, list[Path]] = {}  # the folders of packages that a folder sees
        self._entries: dict[tuple[Path, str], Path | None] = {}
        self._files: dict[Path, Path | None] = {}
        self._folders: dict[Path, Path | None] = {}

    def holds(self, path: Path) -> bool:
        """Tell whether a file belongs to a package."""
        return str(path).startswith(self._prefix) and "/node_modules/" in str(path)[len(self._prefix) - 1 :]

    def find(self, specifier: str, origin: Path) -> Path | None:
        """Return the file that ``origin`` imports from a package; ``None`` where it is not installed."""
        found = _SPECIFIER.fullmatch(specifier)
        if found is None or specifier.startswith(_NOT_PACKAGES) or ".." in specifier.split("/"):
            return None
        for home in self._seen_from(origin.parent):
            key = home / found["name"], found["inside"]
            if key not in self._entries:
                self._entries[key] = self._entry(*key)
            if self._entries[key]:
                return self._entries[key]
        return None

    def _seen_from(self, folder: Path) -> list[Path]:
        if folder not in self._homes:
            home, outer = folder / "node_modules", folder.parent
            above = self._seen_from(outer) if outer != folder and outer.is_relative_to(self._repository) else []
            self._homes[folder] = [home, *above] if home.is_dir() else above
        return self._homes[folder]

    def file(self, path: Path) -> Path | None:
        """Return the file that a path names without its ending, or as a folder."""
        path = Path(os.path.normpath(path))
        if path not in self._files:
            self._files[path] = self._look_up(path)
        return self._files[path]

    def _look_up(self, path: Path) -> Path | None:
        manifest: Mapping[str, object] | None = None
        for key in ("", "main", "index", "module"):
            if key in ("main", "module"):
                manifest = manifest or _manifest(self._regular(path / "package.json"))
            name = manifest.get(key) if manifest and key != "index" else key
            if isinstance(name, str):
                whole = path / name
                for ending in (*_ENDINGS, "/index.js") if key else _ENDINGS:
                    if found := self._regular(Path(f"{whole}{ending}")):
                        return found
        return None

    def _regular(self, path: Path) -> Path | None:
        """Return the real path of a file, ``None`` for anything else; only the folders' paths are resolved each."""
        folder = path.parent
        if folder not in self._folders:
            self._folders[folder] = self._inside(folder)
        real = self._folders[folder]
        if real is None or path.name in ("", ".."):
            return None
        try:
            mode = (real / path.name).lstat().st_mode
        except (OSError, ValueError):
            return None
        if stat.S_ISLNK(mode):
            target = self._inside(path)
            return target if target and target.is_file() else None
        return real / path.name if stat.S_ISREG(mode) else None

    def _entry(self, package: Path, inside: str) -> Path | None:
        real = self._inside(package)
        if real is None or not real.is_dir():
            return None
        exports = _manifest(self._regular(real / "package.json")).get("exports")
        entry = self.file(real / inside[1:] if inside else real) if exports is None else None
        for conditions in _CONDITIONS if exports is not None else ():
            target = _exported(exports, f".{inside}", conditions)
            entry = entry or (self._regular(real / target) if target else None)
        return entry if entry and entry.is_relative_to(real) else None


def _manifest(path: Path | None) -> Mapping[str, object]:
    try:
        if path is None or path.stat().st_size > _LARGEST_MANIFEST:
            return {}
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _exported(exports: object, wanted: str, conditions: set[str]) -> str | None:
    """Return the path that a package's ``exports`` give to a subpath of it."""
    if not isinstance(exports, dict) or not any(str(key).startswith(".") for key in exports):
        return _chosen(exports, conditions) if wanted == "." else None
    if wanted in exports:
        return _chosen(exports[wanted], conditions)
    for key in sorted((key for key in exports if key.count("*") == 1), key=len, reverse=True):
        before, after = key.split("*")
        if wanted.startswith(before) and wanted.endswith(after) and len(wanted) > len(before) + len(after):
            target = _chosen(exports[key], conditions)
            return target.replace("*", wanted[len(before) : len(wanted) - len(after)]) if target else None
    return None


def _chosen(target: object, conditions: set[str]) -> str | None:
    if isinstance(target, str):
        return target
    choices = target if isinstance(target, list) else []
    if isinstance(target, dict):
        choices = [value for condition, value in target.items() if condition in conditions]
    return next((found for choice in choices if (found := _chosen(choice, conditions))), None)
