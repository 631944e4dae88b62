"""The process in which libsass runs.  A request (JSON) on standard input, an answer for each style sheet on output."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import sass

_MEGABYTES = 1_000
_REASON = re.compile(r"Error: +(\S.*)")
_LARGEST = 2_000_000
#: Functions of today's CSS that libsass takes for its own of the same name.  CSS does not mind a capital letter.
_OF_CSS = re.compile(
    r"\b(?:(?:rgb|hsl)a?\((?=[^,()$]*\))|(?:rgb|hsl)\((?=(?:[^,()$]*,){3}[^,()$]*\))|(?:min|max)\((?=[^$;{}]*[;}]))"
)


class Files:
    """The files that style sheets may import: those below ``repository``."""

    def __init__(self, repository: Path, site: Path) -> None:
        self.repository = repository
        self.site = site

    def read(self, path: Path) -> str:
        """Return a style sheet for libsass.  Raises ``OSError`` where there is none."""
        real = path.resolve(strict=True)
        if not real.is_relative_to(self.repository) or not real.is_file() or real.stat().st_size > _LARGEST:
            raise FileNotFoundError(f"{path.name} is not in the repository")
        return _OF_CSS.sub(lambda found: found[0].capitalize(), real.read_text("utf-8-sig", "replace"))

    def imported(self, name: str, folder: Path) -> tuple[str, str]:
        """Return path and text of what an ``@import`` in a folder names."""
        inside = name.removeprefix("~").removeprefix("@site/")
        path = self.site / inside if inside != name.removeprefix("~") else folder / name
        for one in _candidates(path):
            if one.is_file():
                return str(one), self.read(one)
        raise FileNotFoundError(f"{name} is not there")


def _candidates(path: Path) -> list[Path]:
    names = (
        [path.name] if path.suffix in (".scss", ".sass", ".css") else [f"{path.name}{end}" for end in (".scss", ".css")]
    )
    partials = [path.with_name(f"{mark}{name}") for name in names for mark in ("", "_")]
    return [*partials, path / "_index.scss", path / "index.scss"]


def compiled(path: Path, files: Files) -> str:
    """Return the CSS of a style sheet.  Raises ``OSError``, ``sass.CompileError``."""

    def load(name: str, previous: str) -> list[tuple[str, str]]:
        folder = path.parent if previous == "stdin" else Path(previous).parent
        return [files.imported(name, folder)]

    made: str = sass.compile(
        string=files.read(path), indented=path.suffix == ".sass", importers=[(0, load)], output_style="expanded"
    )
    return made.removeprefix("\ufeff").removeprefix('@charset "UTF-8";\n')


def main() -> None:
    request = json.loads(sys.stdin.read())
    _limit(request["seconds"])
    files = Files(Path(request["repository"]), Path(request["site"]))
    answers = []
    for name in request["paths"]:
        try:
            answers.append({"css": compiled(Path(name), files)})
        except Exception as error:
            # What an importer raised stands behind libsass's own word for it.
            reasons = _REASON.findall(f"Error: {error}")
            answers.append({"error": reasons[-1][:300].rstrip(".") if reasons else type(error).__name__})
    sys.stdout.write(json.dumps(answers))


def _limit(seconds: int) -> None:
    """Bound time and memory, where the system can."""
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (_MEGABYTES << 20, _MEGABYTES << 20))


if __name__ == "__main__":
    main()
