"""What the pages of a site import from its own files: other pages, data, raw text, and constants of its code."""

from __future__ import annotations

import json
import os
import re
from copy import copy
from pathlib import Path, PurePosixPath

from migrator.docusaurus.javascript.generated import page_facts
from migrator.docusaurus.javascript.picture import Picture
from migrator.docusaurus.javascript.sandbox import SandboxError, evaluate_module
from migrator.docusaurus.javascript.stage import Scene, Stage
from migrator.docusaurus.links.assets import Files, Outside
from migrator.post import PostMeta

_CODE = ("", ".js", ".ts", ".jsx", ".tsx", ".mjs", "/index.js", "/index.ts")
_PAGES = (".md", ".mdx")
_LARGEST = 1_000_000
_SECONDS = 5.0
_IMPORTED_PAGE = re.compile(r"""^[ \t]*import\s+(\w+)\s+from\s+(['"])([^'"\n]+\.mdx?)\2""", re.M)
_DRAWS = re.compile(
    r"""^[ \t]*export\s+(?:default\s+)?(?:function\s+(\w+)\s*\([^)]{0,200}\)\s*\{\s*return\b"""
    r"""|const\s+(\w+)\s*=\s*\([^)]{0,200}\)\s*=>)\s*\(?\s*<(\w+)\s*/>""",
    re.M,
)


class Modules:
    """Finds and reads what module specifiers name.  ``root`` is the site's folder, ``repository`` what may be read.

    ``stage`` draws the site's components; without one they are not drawn.
    """

    def __init__(self, root: Path, repository: Path, stage: Stage | None = None) -> None:
        self.root = root
        self._repository = repository
        self._files = Files(repository)
        self._values: dict[str, dict[str, object]] = {}
        self._drawn: dict[str, dict[str, str]] = {}
        self._stage = stage
        self._facts: dict[str, object] = {}

    def on(self, page: PostMeta) -> Modules:
        """Return the same modules for components that stand on a page, and may ask for its address and its data."""
        there = copy(self)
        there._facts = page_facts(page)
        return there

    @property
    def registers(self) -> bool:
        """Whether the site registers components for all pages, which need not import them then."""
        return self._stage is not None and self._stage.registers

    def draw(self, scene: str, code: str, importer: PurePosixPath) -> Picture:
        """Return what ``code`` shows on a page; ``scene`` is the page's own code.  Raises ``SandboxError``."""
        if self._stage is None:
            raise SandboxError("there is no site that could draw it", self.root / importer)
        if self.registers:
            scene = f"import $registered from '@site/src/theme/MDXComponents';{scene}"
        return self._stage.draw(Scene(self.root / importer, scene, self._facts), code)

    def page(self, specifier: str, importer: PurePosixPath) -> PurePosixPath | None:
        """Return the path, relative to the site, of the page that ``importer`` imports; ``None`` for anything else."""
        found = self._find(specifier, importer, ("",)) if is_page(specifier) else None
        return PurePosixPath(os.path.relpath(found, self.root)) if found else None

    def drawn(self, name: str, specifier: str, importer: PurePosixPath) -> str | None:
        """Return the page, as ``@site/...``, that a component of the site's own draws and nothing else.

        Such a component is ``export function A() { return <B />; }``, where ``B`` is imported from a page.
        """
        found = self._find(specifier, importer, _CODE)
        if found is None or is_page(found):
            return None
        if found not in self._drawn:
            self._drawn[found] = self._drawn_pages(found)
        return self._drawn[found].get(name)

    def _drawn_pages(self, path: str) -> dict[str, str]:
        try:
            with Path(path).open("rb") as file:
                source = file.read(_LARGEST).decode("utf-8", "replace")
        except OSError:
            return {}
        here = PurePosixPath(os.path.relpath(path, self.root))
        pages = {name: self.rebased(url, here) for name, _, url in _IMPORTED_PAGE.findall(source)}
        drawn = ((one[1] or one[2], one[3]) for one in _DRAWS.finditer(source))
        return {name: pages[shown] for name, shown in drawn if shown in pages}

    def rebased(self, url: str, importer: PurePosixPath) -> str:
        """Return a relative URL of a file as one that means the same on any page (``@site/...``)."""
        path = url.partition("#")[0].partition("?")[0]
        if not path or path.startswith(("/", "@", "~")) or ":" in path:
            return url
        found = self._find(path if path.startswith(".") else f"./{path}", importer, ("",))
        return f"@site/{os.path.relpath(found, self.root)}{url[len(path) :]}" if found else url

    def value(self, specifier: str, importer: PurePosixPath, name: str = "default") -> object:
        """Return what a module exports under a name ("*": all): a string for raw text, JSON-like for data and code.

        ``None`` where there is no such module, or its value cannot be told.
        """
        raw = "raw-loader" in specifier
        found = self._find(specifier.rsplit("!", 1)[-1], importer, _CODE)
        if found is None:
            return None
        key = f"{'raw ' if raw else ''}{found}"
        if key not in self._values:
            self._values[key] = self._read(found, raw)
        exports = self._values[key]
        return exports if name == "*" else exports.get(name)

    def _find(self, specifier: str, importer: PurePosixPath, endings: tuple[str, ...]) -> str | None:
        if specifier.startswith("@site/"):
            path = self.root / specifier.removeprefix("@site/")
        elif specifier.startswith("."):
            path = self.root / importer.parent / specifier
        else:
            return None
        for ending in endings:
            try:
                if found := self._files.find(f"{path}{ending}"):
                    return found
            except (Outside, ValueError):
                return None
        return None

    def _read(self, path: str, raw: bool) -> dict[str, object]:
        """Return the exports of a file."""
        try:
            if not raw and not path.endswith(".json"):
                exports = evaluate_module(
                    Path(path), self._repository, site=self.root, arguments=None, whole=True, seconds=_SECONDS
                ).value
                return exports if isinstance(exports, dict) else {}
            with Path(path).open("rb") as file:
                text = file.read(_LARGEST).decode("utf-8", "replace")
            value = text if raw else json.loads(text)
            return {**value, "default": value} if isinstance(value, dict) else {"default": value}
        except (OSError, ValueError, RecursionError, SandboxError):
            return {}


def is_page(specifier: str) -> bool:
    """Tell whether a module is another page (a partial, as a rule)."""
    return specifier.endswith(_PAGES) and "raw-loader" not in specifier
