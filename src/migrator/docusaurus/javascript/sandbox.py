"""Evaluate the site's own JavaScript without giving it anything.

``docusaurus.config.*``, sidebars and the modules they import are programs.  They run in V8, in a process of their
own, without network, processes, the user's environment or writing; they read files of the repository only.  Time
and memory are limited.  No package is loaded for them: a stub takes the place of each.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from migrator.diagnostics import Code, Diagnostic

SECONDS = 10.0
MEGABYTES = 256


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the module's value.  ``module`` is the file that exports it, as far as that is known."""

    name: str
    module: str = ""


@dataclass(frozen=True, slots=True)
class Stub:
    """What stands for a package: ``require("module").member``, ``member`` ending with "()" for the result of a call."""

    module: str
    member: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression, as JavaScript writes it."""

    source: str
    flags: str = ""


class SandboxError(Exception):
    """The module could not be evaluated.  ``line`` is 1-based, 0 for unknown; ``path`` the file that failed."""

    def __init__(self, message: str, path: Path, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line


@dataclass(frozen=True, slots=True)
class Evaluated:
    """``value`` is the default export: JSON's types, ``inf`` and ``nan``, and the markers above.

    ``watched`` are the calls of watched stubs: (module, arguments).
    """

    value: Any
    diagnostics: tuple[Diagnostic, ...] = ()
    watched: tuple[tuple[str, list[Any]], ...] = ()
    request: dict[str, Any] = field(default_factory=dict, repr=False)

    def call(self, path: Sequence[str | int], calls: Sequence[Sequence[object]], prepare: str = "") -> Evaluated:
        """Call the function at ``path`` in the value once for each list of arguments (JSON).

        ``prepare`` is JavaScript: a function that makes the arguments of such a list, where JSON cannot say them.
        ``value`` of the answer is the list of results.  The module is evaluated anew, so calls see no state of
        each other's process.  Raises ``SandboxError``.
        """
        call = {"path": list(path), "calls": [list(args) for args in calls], "prepare": prepare}
        return _evaluate(self.request | {"call": call})


def evaluate_module(
    path: Path,
    repository: Path,
    *,
    site: Path | None = None,
    env: Mapping[str, str] | None = None,
    arguments: Sequence[object] | None = (),
    watch: Sequence[str] = (),
    whole: bool = False,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
) -> Evaluated:
    """Evaluate a module and return its default export, awaited; a function is called with ``arguments`` first.

    ``site`` is the folder that is "@site" and the current one, by default the module's.  ``env`` is all of
    ``process.env`` beside ``NODE_ENV``.  ``arguments=None`` leaves a function uncalled.  ``watch`` names packages
    whose calls are wanted (``Evaluated.watched``).  ``whole`` asks for an object of all exports.
    Raises ``SandboxError``, within about ``seconds``.
    """
    return _evaluate(
        {
            "entry": str(path.resolve()),
            "repository": str(repository.resolve()),
            "site": str((site or path.parent).resolve()),
            "env": {"NODE_ENV": "production", **(env or {})},
            "arguments": None if arguments is None else list(arguments),
            "watch": list(watch),
            "call": None,
            "whole": whole,
            "seconds": seconds,
            "megabytes": megabytes,
        }
    )


def _evaluate(request: dict[str, Any]) -> Evaluated:
    entry = Path(request["entry"])
    try:
        finished = subprocess.run(
            # -P: the current folder, which may be the site's, is no place to import from.
            [sys.executable, "-P", "-m", "migrator.docusaurus.javascript.worker"],
            input=json.dumps(request) + "\n",
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            env=environment(),
            timeout=request["seconds"] + 10,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SandboxError(f"It ran for more than {request['seconds']:g} seconds", entry) from None
    try:
        outcome = json.loads(finished.stdout)
    except ValueError:
        # V8 ends its process where a single allocation fails.
        ended = finished.returncode < 0 or "MemoryError" in finished.stderr
        reason = f"It needs more than {request['megabytes']} MB of memory" if ended else "Its value cannot be read"
        raise SandboxError(reason, entry) from None
    try:
        if "error" in outcome:
            path, line = outcome.get("path"), outcome.get("line")
            raise SandboxError(str(outcome["error"]), Path(path or entry), line if isinstance(line, int) else 0)
        return Evaluated(
            _decode(outcome["value"]),
            tuple(_missing(*item, site=Path(request["site"])) for item in outcome["missing"]),
            tuple((module, args) for module, args in _decode(outcome["watched"])),
            request,
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):  # made up by the module itself
        raise SandboxError("Its value cannot be read", entry) from None


def environment() -> dict[str, str]:
    """Return the environment of a process that runs the site's code: what Python needs to start."""
    return {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith("PYTHON")}


_KEPT = {"SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV", "HOME"}


def _decode(value: Any) -> Any:
    """Undo ``encode`` of ``sandbox.js``."""
    if isinstance(value, list):
        return [_decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    match value.get("\0"):
        case None:
            return {key: _decode(item) for key, item in value.items()}
        case "function":
            return Function(str(value["name"]), str(value["module"]))
        case "stub":
            return Stub(str(value["module"]), str(value["member"]))
        case "regexp":
            return Pattern(str(value["source"]), str(value["flags"]))
        case "integer":
            return int(value["text"])
        case _:
            return float(value["text"].replace("Infinity", "inf"))


def _missing(name: str, origin: str, line: int, outside: bool, *, site: Path) -> Diagnostic:
    code = Code.OUTSIDE_SITE if outside else Code.CONFIG_IMPORT
    message = f"`{name}` lies outside of the repository" if outside else f"`{name}` is not here; a stub took its place"
    return Diagnostic(code, message, relative_path(Path(origin), site), line, subject=name)


def relative_path(path: Path, root: Path) -> PurePosixPath:
    """Return ``path`` as seen from ``root``, with ".." where it lies beside it."""
    return PurePosixPath(Path(os.path.relpath(path, root)).as_posix())
