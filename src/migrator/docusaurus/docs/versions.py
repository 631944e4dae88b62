"""The versions of a docs instance: their folders, sidebars and addresses.

The rules are those of ``plugin-content-docs/lib/versions`` (``files.js``, ``version.js``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import normalize_url
from migrator.docusaurus.config import Config, ContentPlugin
from migrator.docusaurus.content import Content
from migrator.docusaurus.files.data_file import is_inside, read_data, shown
from migrator.site import Banner

CURRENT = "current"


@dataclass(frozen=True, slots=True)
class DocsVersion:
    """One version of a docs instance.

    ``sidebars`` is the sidebars file, ``None`` for one sidebar made from the folders, ``False`` for none at all.
    ``part`` is the name of its folder among translations, ``route`` its full base path without the site's trailing
    slash.  ``is_last``: it is the one that Docusaurus shows first.  ``banner``, ``badge`` and ``no_index`` are as in
    ``migrator.site.Version``.  ``words`` are the translations of its own texts, by key.
    """

    name: str
    label: str
    folder: Path
    part: str
    sidebars: Path | Literal[False] | None
    route: str
    tags_route: str
    is_last: bool
    banner: Banner | None = None
    badge: bool = False
    no_index: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


def read_versions(plugin: ContentPlugin, config: Config) -> tuple[list[DocsVersion], list[Diagnostic]]:
    """Return all versions that are served, in the order of ``versions.json`` with the current one first."""
    names, diagnostics = _read_names(plugin, config)
    options = plugin.options
    only = options.get("onlyIncludeVersions")
    if isinstance(only, list):
        names = [name for name in names if name in only] or names
    last = options.get("lastVersion")
    if last not in names:
        last = next((name for name in names if name != CURRENT), names[0])
    versions = []
    for name in names:
        words, problems = Content(plugin, config).messages(f"{part_of_version(name)}.json")
        versions.append(_version(name, names, last, words, plugin, config))
        diagnostics += problems
    return versions, diagnostics


def _read_names(plugin: ContentPlugin, config: Config) -> tuple[list[str], list[Diagnostic]]:
    names: list[str] = []
    diagnostics: list[Diagnostic] = []
    if plugin.options.get("disableVersioning") is not True:
        path = config.root / f"{_prefix(plugin)}versions.json"
        value, diagnostics = read_data(path, config)
        if isinstance(value, list):
            names = [name for name in value if _is_name(name)]
        if value is not None and (not isinstance(value, list) or len(names) < len(value)):
            problem = "The file is not a list of names of versions."
            diagnostics.append(Diagnostic(Code.DATA_INVALID, problem, shown(path, config), 1))
    names = [name for name in names if is_inside(_folder(name, plugin, config), config)]
    if CURRENT not in names and (plugin.options.get("includeCurrentVersion") is not False or not names):
        names.insert(0, CURRENT)
    return list(dict.fromkeys(names)), diagnostics


def _is_name(name: object) -> bool:
    return isinstance(name, str) and bool(name.strip()) and "/" not in name and "\\" not in name and "\0" not in name


def _version(
    name: str, names: Sequence[str], last: str, words: Mapping[str, str], plugin: ContentPlugin, config: Config
) -> DocsVersion:
    own = plugin.options.get("versions")
    settings = own.get(name) if isinstance(own, dict) else None
    settings = settings if isinstance(settings, dict) else {}
    current = name == CURRENT
    path = settings.get("path")
    if not isinstance(path, str):
        path = "" if name == last else "next" if current else name
    label = settings.get("label")
    label = label if isinstance(label, str) else "Next" if current else name
    badge = settings.get("badge")
    route = normalize_url([config.base_url, plugin.route_base_path, path])
    return DocsVersion(
        name,
        words.get("version.label", label),
        _folder(name, plugin, config),
        part_of_version(name),
        _sidebars(name, plugin, config),
        route,
        normalize_url([route, str(plugin.options.get("tagsBasePath") or "tags")]),
        name == last,
        _banner(settings.get("banner"), names.index(name) - names.index(last)),
        badge if isinstance(badge, bool) else len(names) > 1,
        settings.get("noIndex") is True,
        words,
    )


def _banner(wanted: object, behind: int) -> Banner | None:
    """What is told above a version's docs; it stands ``behind`` places after the last one (``getVersionBanner``)."""
    if wanted == "none":
        return None
    if wanted in ("unreleased", "unmaintained"):
        return "unreleased" if wanted == "unreleased" else "unmaintained"
    return None if not behind else "unreleased" if behind < 0 else "unmaintained"


def part_of_version(name: str) -> str:
    """The name of a version's folder among translations."""
    return name if name == CURRENT else f"version-{name}"


def _folder(name: str, plugin: ContentPlugin, config: Config) -> Path:
    if name == CURRENT:
        return plugin.folder
    return config.root / f"{_prefix(plugin)}versioned_docs" / f"version-{name}"


def _sidebars(name: str, plugin: ContentPlugin, config: Config) -> Path | Literal[False] | None:
    if name != CURRENT:
        return config.root / f"{_prefix(plugin)}versioned_sidebars" / f"version-{name}-sidebars.json"
    option = plugin.options.get("sidebarPath")
    if option is False:
        return False
    return config.root / option if isinstance(option, str) and option else None


def _prefix(plugin: ContentPlugin) -> str:
    return "" if plugin.id == "default" else f"{plugin.id}_"
