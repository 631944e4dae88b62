"""The page of search results, which a plug-in adds to a site and fills in the reader's browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import apply_trailing_slash, normalize_url
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.data_file import shown
from migrator.site import Listing

_LOCAL_SEARCH = "@easyops-cn/docusaurus-search-local"


def search_pages(config: Config) -> Iterator[tuple[Listing, Diagnostic]]:
    """Yield each such page, and what is to be said of it.

    Algolia's is at ``searchPagePath`` (``theme-search-algolia/lib/index.js``).
    """
    algolia = config.theme.get("algolia")
    path = algolia.get("searchPagePath", "search") if isinstance(algolia, Mapping) else None
    pages = {"@docusaurus/theme-search-algolia": path}
    pages |= {name: "search" for name in config.plugin_names if name == _LOCAL_SEARCH}
    for plugin, path in pages.items():
        if isinstance(path, str) and path:
            route = apply_trailing_slash(normalize_url([config.base_url, path]), config)
            problem = f"The page {route}, which {plugin} fills, searches in the target's way."
            place = shown(config.path, config) if config.path else None
            listing = Listing("search", route, "Search", plugin="pages", locale=config.locale)
            yield listing, Diagnostic(Code.SEARCH_PAGE, problem, place, subject=route)
