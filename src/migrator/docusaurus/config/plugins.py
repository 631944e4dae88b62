"""Presets and plugins of a configuration, as a flat list of what they are called and what they were given.

The rules are those of ``core/lib/server/plugins`` (``presets.js``, ``configs.js``, ``moduleShorthand.js``) and
``preset-classic/lib/index.js``.  Packages are not there, so a preset of the site's own or of a company that takes
the options of the classic one is taken for it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from migrator.docusaurus.javascript.sandbox import Evaluated, Function, SandboxError, Stub, evaluate_module

PluginKind = Literal["docs", "blog", "pages"]
KINDS: tuple[PluginKind, ...] = ("docs", "blog", "pages")
PACKAGES: dict[str, PluginKind] = {f"@docusaurus/plugin-content-{kind}": kind for kind in KINDS}

_CONTENT = re.compile(r"(?:^|[/-])content-(docs|blog|pages)(?=$|/|\.)")
_EXTENDED = re.compile(
    r"""(?:\brequire\(\s*|\bimport\(\s*|^\s*import\b(?!\s+type\b)[^'";]{0,2000})"""
    r"""['"]@docusaurus/plugin-content-(docs|blog|pages)['"]""",
    re.M,
)
#: The function of a plugin that makes routes of what was read.
_CALLS_LOADED = re.compile(r"\.\s*contentLoaded\b")
_CLASSIC = re.compile(r"(?:^|[/-])classic(?=$|/|\.)")
#: Options of the classic preset that are those of a plugin.
_OF_PRESET = {
    "gtag": "google-gtag",
    "googleAnalytics": "google-analytics",
    "googleTagManager": "google-tag-manager",
    "sitemap": "sitemap",
}
_ENDINGS = (".js", ".ts", ".cjs", ".mjs", ".mts", ".cts")
_LARGEST_MODULE = 1_000_000


@dataclass(frozen=True, slots=True)
class Plugin:
    """An entry of ``plugins``, ``themes`` or a preset.  ``kind`` is set for a content plugin.

    ``place`` is where its options stand in the configuration.
    """

    name: str
    options: dict[str, Any] = field(default_factory=dict)
    kind: PluginKind | None = None
    place: tuple[str | int, ...] = ()


class Plugins:
    """Reads the plugins of an evaluated configuration, in Docusaurus's order: presets first."""

    def __init__(
        self, evaluated: Evaluated, path: Path, site: Path, repository: Path, locale: str, localization: Path
    ) -> None:
        self.locale = locale
        self.localization = localization
        self.evaluated = evaluated
        self.config: dict[str, Any] = evaluated.value
        self.path = path
        self.site = site
        self.repository = repository
        self.preset_names: list[str] = []

    def all(self) -> list[Plugin]:
        plugins: list[Plugin] = []
        for index, entry in enumerate(_list(self.config.get("presets"))):
            plugins += self._preset(entry, ("presets", index))
        for key in ("plugins", "themes"):
            for index, entry in enumerate(_list(self.config.get(key))):
                plugins += self._plugin(entry, (key, index))
        return plugins

    def _preset(self, entry: object, place: tuple[str | int, ...]) -> Iterator[Plugin]:
        module, options, place = _entry(entry, place)
        if not module:
            return
        name = module_name(module)
        self.preset_names.append(name)
        local = self._local(module)
        if local and not _CLASSIC.search(name):
            try:
                made = _dict(self._evaluate(local, options).value)
            except SandboxError:
                made = {}
            for part in (*_list(made.get("plugins")), *_list(made.get("themes"))):
                yield from self._plugin(part, ())
            if made:
                return
        if not _CLASSIC.search(name) and not any(kind in options for kind in KINDS):
            return
        for key, package in _OF_PRESET.items():
            if options.get(key) or (key == "sitemap" and options.get(key) is not False):
                yield Plugin(f"@docusaurus/plugin-{package}", _dict(options.get(key)), place=(*place, key))
        for kind in KINDS:
            if options.get(kind) is not False:
                yield Plugin(f"@docusaurus/plugin-content-{kind}", _dict(options.get(kind)), kind, (*place, kind))
        yield Plugin("@docusaurus/theme-classic", _dict(options.get("theme")), place=(*place, "theme"))

    def _plugin(self, entry: object, place: tuple[str | int, ...]) -> Iterator[Plugin]:
        module, options, options_place = _entry(entry, place)
        if not module:
            return
        name = module_name(module)
        if (found := _CONTENT.search(name)) and not self._local(module):
            yield Plugin(name, options, _kind(found[1]), options_place)
            return
        extended = list(self._extended(module, options, place, options_place))
        yield from extended or [Plugin(name, options, place=options_place)]

    def _extended(
        self,
        module: object,
        options: dict[str, Any],
        place: tuple[str | int, ...],
        options_place: tuple[str | int, ...],
    ) -> Iterator[Plugin]:
        """Yield the content plugins that a plugin of the site's own extends.

        It is run, and the options are taken that it hands on.  Where it cannot be run, or is but another name of the
        content plugin, its own options are.
        """
        local = self._local(module)
        source = local or (self.path if isinstance(module, Function) else None)
        code = _source(source) if source else ""
        mentioned = _EXTENDED.findall(code)
        if not mentioned:
            return
        name = module_name(module)
        try:
            ran = self._run(module, local, options, place)
        except SandboxError:
            if local:
                yield Plugin(name, options, _kind(mentioned[0]))
            return
        if ran and "contentLoaded" in _dict(ran.value) and not _CALLS_LOADED.search(code):
            return  # it asks the content plugin what there is, and serves none of it
        if ran and isinstance(ran.value, Stub) and ran.value.module in PACKAGES:
            yield Plugin(name, options, PACKAGES[ran.value.module], options_place)
        for package, arguments in ran.watched if ran else ():
            yield Plugin(name, _dict(arguments[1] if len(arguments) > 1 else None), PACKAGES[package])

    def _run(
        self, module: object, local: Path | None, options: dict[str, Any], place: tuple[str | int, ...]
    ) -> Evaluated | None:
        """Run a plugin, watching its calls of content plugins."""
        if isinstance(module, Function) and place:
            at = (*place, 0) if isinstance(self.config[str(place[0])][place[1]], list) else place
            return self.evaluated.call(at, [[self._context(), _json(options)]])
        return self._evaluate(local, options) if local else None

    def _evaluate(self, path: Path, options: dict[str, Any]) -> Evaluated:
        """Call the plugin or preset that a module exports."""
        arguments = [self._context(), _json(options)]
        return evaluate_module(
            path, self.repository, site=self.site, arguments=arguments, watch=tuple(PACKAGES), env=self._env()
        )

    def _env(self) -> dict[str, str]:
        env: dict[str, str] = self.evaluated.request.get("env", {})
        return env

    def _context(self) -> dict[str, object]:
        """What Docusaurus hands to every plugin, as far as it is data (``LoadContext``)."""
        i18n = _dict(self.config.get("i18n"))
        return {
            "siteDir": str(self.site),
            "siteConfig": _json(self.config),
            "siteConfigPath": str(self.path),
            "generatedFilesDir": str(self.site / ".docusaurus"),
            "outDir": str(self.site / "build"),
            "baseUrl": self.config.get("baseUrl", "/"),
            "localizationDir": str(self.localization),
            "i18n": {"localeConfigs": {}, "locales": [self.locale], **_dict(_json(i18n)), "currentLocale": self.locale},
        }

    def _local(self, module: object) -> Path | None:
        """Return the file of a plugin that lies in the repository."""
        if isinstance(module, Function):
            name = module.module
        elif isinstance(module, str) and module.startswith((".", "/")):
            name = module
        else:
            return None
        base = Path(os.path.normpath(self.path.parent / name)) if name else self.path
        for ending in ("", *_ENDINGS, *(f"/index{ending}" for ending in _ENDINGS)):
            path = Path(f"{base}{ending}")
            if path != self.path and _is_file(path) and path.resolve().is_relative_to(self.repository):
                return path
        return None


def module_name(module: object) -> str:
    """Return what a plugin is called: the package of a stub, the file or the name of a function, the string itself."""
    if isinstance(module, Stub):
        return module.module
    if isinstance(module, Function):
        return Path(module.module).stem if module.module and not module.name else module.name
    return module if isinstance(module, str) else ""


def _entry(entry: object, place: tuple[str | int, ...]) -> tuple[object, dict[str, Any], tuple[str | int, ...]]:
    """Return module, options and the place of the options; a module of ``None`` for an entry that is switched off."""
    if isinstance(entry, list):
        options = _dict(entry[1]) if len(entry) > 1 else {}
        return (entry[0] or None) if entry else None, options, (*place, 1)
    return entry or None, {}, place


def _kind(name: str) -> PluginKind:
    return next(kind for kind in KINDS if kind == name)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _source(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") if path.stat().st_size < _LARGEST_MODULE else ""
    except OSError:
        return ""


def _json(value: object) -> object:
    """A value without what is no data."""
    if isinstance(value, dict):
        return {key: _json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    if isinstance(value, float) and value not in (value, float("inf"), float("-inf")):
        return None
    return value if isinstance(value, str | int | float | bool | None) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
