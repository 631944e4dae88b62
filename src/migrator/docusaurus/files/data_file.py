"""Data files of a site (``tags.yml``, ``authors.yml``, ``_category_.json``), and the border of the repository."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.js_yaml import YamlError, load_yaml
from migrator.docusaurus.files.page_file import read_text


def shown(path: Path, config: Config) -> PurePosixPath:
    """Return a path as diagnostics and ``PostMeta.path`` name it: relative to the site's folder."""
    name, root = str(path), f"{config.root}{os.sep}"
    inside = name.startswith(root) and ".." not in name
    return PurePosixPath((name[len(root) :] if inside else os.path.relpath(path, config.root)).replace(os.sep, "/"))


def is_inside(path: Path, config: Config) -> bool:
    """Say whether a path, with all symbolic links followed, lies in the repository."""
    return path.resolve().is_relative_to(config.repository.resolve())


def read_data(path: Path, config: Config, *, required: bool = False) -> tuple[object, list[Diagnostic]]:
    """Read a YAML or JSON file as js-yaml does; ``None`` where there is none or it cannot be read.

    A missing file is worth a diagnostic only where it is ``required``.
    """
    name = shown(path, config)
    if not path.is_file():
        return None, [Diagnostic(Code.DATA_INVALID, f"The file {name} does not exist.", name)] if required else []
    if not is_inside(path, config):
        return None, [Diagnostic(Code.OUTSIDE_SITE, f"The file {name} lies outside of the repository.", name)]
    text, diagnostics = read_text(path, name)
    try:
        value, duplicates = load_yaml(text.removeprefix("\ufeff"))
    except YamlError as error:
        return None, [*diagnostics, Diagnostic(Code.DATA_INVALID, f"The file is not valid: {error}.", name, error.line)]
    for key, line in duplicates:
        diagnostics.append(Diagnostic(Code.DATA_INVALID, f"The key {key!r} is given twice.", name, line, subject=key))
    return value, diagnostics


def read_mapping(path: Path, config: Config, *, required: bool = False) -> tuple[dict[str, object], list[Diagnostic]]:
    """As ``read_data``, for a file that must hold a mapping; ``{}`` where it holds none."""
    value, diagnostics = read_data(path, config, required=required)
    if value is None:
        return {}, diagnostics
    if not isinstance(value, dict):
        name = shown(path, config)
        return {}, [*diagnostics, Diagnostic(Code.DATA_INVALID, "The file holds no mapping of keys.", name, 1)]
    return value, diagnostics


def read_messages(path: Path, config: Config) -> tuple[dict[str, str], list[Diagnostic]]:
    """Read a file of translations (``code.json``, ``navbar.json``): key -> message."""
    data, diagnostics = read_mapping(path, config)
    messages = {key: entry.get("message") for key, entry in data.items() if isinstance(entry, dict)}
    return {key: message for key, message in messages.items() if isinstance(message, str)}, diagnostics
