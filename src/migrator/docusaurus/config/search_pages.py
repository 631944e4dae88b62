"""The page of search results, which a plug-in adds to a site and draws in the reader's browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import apply_trailing_slash, normalize_url
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.data_file import shown

_LOCAL_SEARCH = "@easyops-cn/docusaurus-search-local"


def search_pages(config: Config) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each such page; its ``subject`` is the page's address.

    Algolia's is at ``searchPagePath`` (``theme-search-algolia/lib/index.js``).
    """
    algolia = config.theme.get("algolia")
    path = algolia.get("searchPagePath", "search") if isinstance(algolia, Mapping) else None
    pages = {"@docusaurus/theme-search-algolia": path}
    pages |= {name: "search" for name in config.plugin_names if name == _LOCAL_SEARCH}
    for plugin, path in pages.items():
        if isinstance(path, str) and path:
            route = apply_trailing_slash(normalize_url([config.base_url, path]), config)
            problem = f"The page {route} is drawn by {plugin} in the reader's browser and was not migrated."
            place = shown(config.path, config) if config.path else None
            yield Diagnostic(Code.SEARCH_PAGE, problem, place, subject=route)
