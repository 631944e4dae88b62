"""Which generation of Docusaurus a site is built with: what is text to version 2 may be code to version 3."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

#: What new sites are built with.
NEWEST = 3

_PACKAGES = ("@docusaurus/core", "@docusaurus/preset-classic")
_FIELDS = ("dependencies", "devDependencies", "peerDependencies", "resolutions")
_MAJOR = re.compile(r"[\s=v^~><]*([1-9])(?:\.|$)")
_LARGEST = 1_000_000


def read_generation(root: Path, repository: Path) -> int:
    """Return 2 or 3, from the range of versions in the nearest ``package.json``, from ``root`` up to ``repository``."""
    for folder in (root, *root.parents):
        if not folder.is_relative_to(repository):
            break
        if (found := _major(folder / "package.json", repository)) is not None:
            return 2 if found <= 2 else NEWEST
    return NEWEST


def _major(path: Path, repository: Path) -> int | None:
    """Return the major version that a ``package.json`` asks for, ``None`` where it names none."""
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
            if isinstance(asked, str) and (found := _MAJOR.match(asked)):
                return int(found[1])
    return None
