"""Which style sheets a site brings itself, and what they refer to.

The option ``customCss`` comes first (`theme-classic/lib/index.js: getClientModules`), then what the site's components
import.  As in Docusaurus's build, a style sheet that one page imports holds for all (`core/lib/webpack/base.js`).
"""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath

from migrator import css
from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.globs import find_files
from migrator.docusaurus.links.assets import Assets, Outside, is_elsewhere
from migrator.docusaurus.styles.css_modules import is_module, scoped
from migrator.docusaurus.styles.import_order import imports_in_order
from migrator.docusaurus.styles.own_compiler import compile_own
from migrator.docusaurus.styles.sass import SASS, SassError, compile_sass
from migrator.site import StyleSheet
from migrator.targets import Broken, Target

_PROGRAMS = ["**/*.{js,jsx,ts,tsx,mdx}"]
_TESTS = ["**/*.test.*", "**/__tests__/**", "**/*.d.ts"]
_IMPORT = re.compile(r"""^\s*import\s+(?:[\w*{}$,\s]+?\s+from\s+)?['"]([^'"\n]+)['"]""", re.M)
_STYLES = (".css", ".scss", ".sass", ".less")
_AT_IMPORT = re.compile(
    r"/\*.*?\*/|(?P<rule>@import\s+)"
    rf"(?:(?P<string>{css.STRING})|url\(\s*(?:(?P<quoted>{css.STRING})|(?P<bare>[^\s\"'()]+))\s*\))(?P<conditions>[^;]*);?",
    re.I | re.S,
)
#: At-rules that a tool takes away before a browser sees them.
_COMPILED = re.compile(r"@(?:tailwind|apply|theme|plugin|use|include|mixin)\b")
_PLAIN = (".css", ".pcss", ".postcss")


class Styles:
    """Collects the style sheets of a site, each once.

    ``sheets`` are in the order in which a page needs them; ``diagnostics`` tell what has to be compiled first, and what
    is not there.
    """

    def __init__(self, config: Config, assets: Assets) -> None:
        self.sheets: list[StyleSheet] = []
        self.diagnostics: list[Diagnostic] = []
        self._config = config
        self._assets = assets
        paths = list(dict.fromkeys([*self._configured(), *self._imported()]))
        sheets = [(path, text) for path in paths if (text := self._text(path)) is not None]
        own = compile_own(sheets, config.repository, config.root)
        sass = [path for path, _ in sheets if path.endswith(SASS) and path not in own]
        self._made: dict[str, str | SassError] = {**compile_sass(sass, config.repository, config.root), **own}
        for path in paths:
            self._add(path)

    def _configured(self) -> list[str]:
        root = str(self._config.root)
        return [self._path(name, root) or posixpath.normpath(f"{root}/{name}") for name in self._config.styles]

    def _imported(self) -> list[str]:
        """Return the paths of the style sheets that the site's components import, in the order of imports.

        Modules come last.  Of two rules of the same weight the later one holds.
        """
        source = self._config.root / "src"
        programs: dict[str, list[str]] = {}
        for name in find_files(source, _PROGRAMS, _TESTS, self._config):
            path = str(source / name)
            names = (self._path(one, posixpath.dirname(path)) for one in _IMPORT.findall(self._text(path) or ""))
            programs[path] = list(filter(None, names))
        return sorted(imports_in_order(programs, _STYLES), key=is_module)

    def _path(self, name: str, folder: str) -> str | None:
        """Return the absolute path that a file in ``folder`` means by ``name``; ``None`` for a package."""
        name = name.partition("?")[0].rpartition("!")[2]
        if name.startswith("@site/"):
            return posixpath.normpath(f"{self._config.root}/{name[6:]}")
        return posixpath.normpath(posixpath.join(folder, name)) if name.startswith((".", "/")) else None

    def _add(self, path: str) -> None:
        shown = PurePosixPath(posixpath.relpath(path, self._config.root))
        text = self._text(path)
        if text is None:
            self._report(f"The style sheet {shown} is not there", shown)
            return
        made = self._made.get(path)
        if isinstance(made, SassError):
            self._report(f"{shown} could not be compiled: {made}", shown)
        elif made is None and not path.endswith(_PLAIN):
            self._report(f"{shown} is no plain CSS; it has to be compiled", shown)
        else:
            text = text if made is None else made
            if compiled := _COMPILED.search(text):
                above = text.count("\n", 0, compiled.start())
                self._report(f"{shown} needs a tool that knows {compiled[0]}", shown, above)
            text = scoped(text, str(shown)) if is_module(path) else text
            folder = posixpath.dirname(path)
            imports, text = self._inline(text, folder, (path,))
            targets = {url: target for url in css.urls(text) if (target := self._target(url, folder))}
            for url, target in targets.items():
                if isinstance(target, Broken):
                    self.diagnostics.append(Diagnostic(Code.MISSING_ASSET, f"{url} is not there.", shown, subject=url))
            self.sheets.append(StyleSheet(shown, text, tuple(imports), targets))

    def _inline(self, text: str, folder: str, within: tuple[str, ...]) -> tuple[list[str], str]:
        """Return the imports of other sites' style sheets, and the text with the site's own put in place."""
        imports: list[str] = []

        def inlined(match: re.Match[str]) -> str:
            if match["rule"] is None:
                return match[0]
            string = match["string"] or match["quoted"]
            url = css.unquoted(string) if string else match["bare"]
            if is_elsewhere(url):
                imports.append(match[0].rstrip(";") + ";")
                return ""
            path = self._path(url, folder) or posixpath.normpath(f"{folder}/{url}")
            imported = self._text(path) if path not in within else ""
            if imported is None:
                shown = PurePosixPath(posixpath.relpath(within[-1], self._config.root))
                self._report(f"The style sheet {url} that {shown} imports is not there", shown)
                return ""
            more, imported = self._inline(imported, posixpath.dirname(path), (*within, path))
            imports.extend(more)
            imported = css.with_urls(imported, lambda url: self._moved(url, posixpath.dirname(path), folder))
            conditions = match["conditions"].strip()
            return f"@media {conditions} {{\n{imported}\n}}" if conditions else imported

        return imports, _AT_IMPORT.sub(inlined, text)

    def _moved(self, url: str, source: str, folder: str) -> str:
        """Return a URL of a style sheet in ``source`` as one in ``folder`` has to write it."""
        if is_elsewhere(url) or url.startswith(("/", "#", "~", "@")) or source == folder:
            return url
        return "./" + posixpath.relpath(f"{source}/{url}", folder)

    def _target(self, url: str, folder: str) -> Target | None:
        """Return what a URL leads to; ``None`` for one that stays as it is written."""
        if not url or url.startswith("#") or is_elsewhere(url):
            return None
        if url.startswith("/"):
            return self._assets.named(url, folder)
        name, _, fragment = url.partition("#")
        name, _, query = name.partition("?")
        try:
            path = self._path(name, folder) or posixpath.normpath(f"{folder}/{name}")
            return self._assets.at(path, query=query, fragment=fragment) or Broken(url)
        except Outside:
            return Broken(url)

    def _text(self, path: str) -> str | None:
        """Return a file's text; ``None`` where there is none in the repository."""
        try:
            found = self._assets.at(path)
            return found.source.read_text("utf-8-sig", "replace") if found else None
        except (Outside, OSError):
            return None

    def _report(self, message: str, shown: PurePosixPath, lines_above: int | None = None) -> None:
        line = 0 if lines_above is None else lines_above + 1
        self.diagnostics.append(Diagnostic(Code.STYLES, f"{message}.", shown, line, subject=str(shown)))
