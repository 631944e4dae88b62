"""Which generation of Docusaurus a site is built with: what is text to version 2 may be code to version 3."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

#: What new sites are built with: major and minor version.
NEWEST = (3, 10)

_PACKAGES = ("@docusaurus/core", "@docusaurus/preset-classic")
_FIELDS = ("dependencies", "devDependencies", "peerDependencies", "resolutions")
_VERSION = re.compile(r"[\s=v^~><]*([1-9])(?:\.(\d+))?(?:[.\s]|$)")
_LARGEST = 1_000_000


def read_version(root: Path, repository: Path) -> tuple[int, int]:
    """Return major and minor version, the least that the nearest ``package.json`` asks for, from ``root`` up.

    ``repository`` is the last folder looked into.  Where no version is asked for it is the newest; before 2 there is 2.
    """
    for folder in (root, *root.parents):
        if not folder.is_relative_to(repository):
            break
        if (found := _asked(folder / "package.json", repository)) is not None:
            return max(found, (2, 0))
    return NEWEST


def _asked(path: Path, repository: Path) -> tuple[int, int] | None:
    """Return the version that a ``package.json`` asks for, ``None`` where it names none."""
    try:
        if not path.resolve().is_relative_to(repository) or path.stat().st_size > _LARGEST:
            return None
        manifest: Any = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError, RuntimeError):
        return None
    for field in _FIELDS if isinstance(manifest, dict) else ():
        listed = manifest.get(field)
        for package in _PACKAGES if isinstance(listed, dict) else ():
            asked = listed.get(package)
            if isinstance(asked, str) and (found := _VERSION.match(asked)):
                return int(found[1]), int(found[2] or 0)
    return None
