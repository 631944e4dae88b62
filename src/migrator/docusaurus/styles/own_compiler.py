"""Sass and Less in a site's own styles, compiled by the compiler that is installed in the site's ``node_modules``.

Both are JavaScript, so they work where the site's components are drawn: with no files but the repository's, in bounded
time and memory.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from migrator.docusaurus.javascript.sandbox import SandboxError
from migrator.docusaurus.javascript.stage import Scene, Stage

_COMPILERS = {".scss": "sass", ".sass": "sass", ".less": "less"}
#: JavaScript that is the CSS of a style sheet.  What fails inside of a package answers with nothing (``react.js``).
_USES = {
    "sass": "compiler.compile($path, {loadPaths: $folders}).css",
    "less": """(() => {
      let made;
      const options = {filename: $path, paths: $folders, syncImport: true};
      compiler.render($text, options, (error, output) => (made = error ? undefined : output.css));
      if (made === undefined) throw new Error('It cannot be compiled');
      return made;
    })()""",
}


def compile_own(sheets: Iterable[tuple[str, str]], repository: Path, site: Path) -> dict[str, str]:
    """Return the CSS of those style sheets, by path, that a compiler of the site's own makes CSS of.

    ``sheets`` are absolute paths with their texts; only files below ``repository`` are read.
    """
    wanted = [
        (path, text) for path, text in sheets if _is_installed(_COMPILERS.get(Path(path).suffix), repository, site)
    ]
    return _compiled(tuple(wanted), repository, site) if wanted else {}


def _is_installed(name: str | None, repository: Path, site: Path) -> bool:
    folders = (folder for folder in (site, *site.parents) if folder.is_relative_to(repository))
    return name is not None and any((folder / "node_modules" / name).is_dir() for folder in folders)


@lru_cache(maxsize=1)  # the languages of a site share its styles
def _compiled(sheets: tuple[tuple[str, str], ...], repository: Path, site: Path) -> dict[str, str]:
    stage = Stage.bare(repository, site)
    made: dict[str, str] = {}
    for path, text in sheets:
        name = _COMPILERS[Path(path).suffix]
        use = _USES[name]
        for variable, value in {"$path": path, "$folders": [str(site / "node_modules")], "$text": text}.items():
            use = use.replace(variable, json.dumps(value))
        code = f"import * as $all from '{name}'; const compiler = $all.default ?? $all"
        with suppress(SandboxError):
            picture = stage.draw(Scene(site / "src" / "styles.js", code), f"$jsx('pre', null, {use})")
            if not picture.unknown:
                made[path] = picture.text
    stage.close()
    return made
