"""Small sites for the tests of the docs and pages indexes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from migrator.diagnostics import Diagnostic
from migrator.docusaurus.config import Config, load_config
from migrator.docusaurus.docs.index import index_docs
from migrator.docusaurus.indexed import Indexed
from migrator.docusaurus.javascript.stage import Stage
from migrator.docusaurus.pages import index_pages
from migrator.post import PostMeta
from migrator.site import Listing


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def index(
    root: Path, files: dict[str, str], options: dict[str, object] | None = None, *, kind: str = "docs", **config: Any
) -> Indexed:
    """Write the files of a site without a configuration, and index its docs or pages."""
    write(root, files)
    (root / "docs").mkdir(exist_ok=True)
    (root / "src/pages").mkdir(parents=True, exist_ok=True)
    site: Config = replace(load_config(root, repository=root), **config)
    plugin = next(plugin for plugin in site.content if plugin.kind == kind)
    plugin = replace(plugin, options=plugin.options | (options or {}))
    return index_docs(plugin, site) if kind == "docs" else index_pages(plugin, site, Stage.of(site))


def by_path(indexed: Indexed, prefix: str = "docs/") -> dict[str, PostMeta]:
    return {str(post.path).removeprefix(prefix): post for post in indexed.posts}


def listings(indexed: Indexed) -> dict[str, Listing]:
    return {listing.permalink: listing for listing in indexed.listings}


def reported(indexed: Indexed) -> list[tuple[str, str, int]]:
    """The diagnostics as code, path and line."""
    return [_summary(diagnostic) for diagnostic in indexed.diagnostics]


def _summary(diagnostic: Diagnostic) -> tuple[str, str, int]:
    return diagnostic.code.value, str(diagnostic.path), diagnostic.line
