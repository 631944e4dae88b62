"""Sass in a site's own styles: compiled where libsass is installed (``pip install "docusaurus-migrator[sass]"``).

A style sheet is a program of its author's, and libsass is C++ that opens what it is told to.  So it works in a process
of its own (``sass_worker.py``), in bounded time, and is handed each file: those of the repository, and no others.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from migrator.docusaurus.javascript.sandbox import environment

_SECONDS = 10

#: How the names of Sass's files end.
SASS = (".scss", ".sass")


class SassError(Exception):
    """A style sheet could not be compiled; the message says why."""


def compile_sass(paths: Sequence[str], repository: Path, site: Path) -> dict[str, str | SassError]:
    """Return the CSS of each style sheet, or why there is none; nothing at all where libsass is not installed.

    ``paths`` are absolute, ``site`` is the folder that "@site" stands for; only files below ``repository`` are read.
    """
    if not paths or find_spec("sass") is None:
        return {}
    return dict(zip(paths, _compiled(tuple(paths), repository, site), strict=True))


@cache  # the languages of a site share its styles
def _compiled(paths: tuple[str, ...], repository: Path, site: Path) -> list[str | SassError]:
    request = {"paths": paths, "repository": str(repository.resolve()), "site": str(site), "seconds": _SECONDS}
    try:
        finished = subprocess.run(
            [sys.executable, "-P", "-m", "migrator.docusaurus.styles.sass_worker"],
            input=json.dumps(request),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=environment(),
            timeout=_SECONDS + 10,
            check=False,
        )
        return [one["css"] if "css" in one else SassError(one["error"]) for one in json.loads(finished.stdout)]
    except (subprocess.TimeoutExpired, ValueError):
        return [SassError(f"Sass was stopped: more than {_SECONDS} seconds, or too much memory") for _ in paths]
