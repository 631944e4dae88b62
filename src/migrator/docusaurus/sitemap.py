"""The sitemap of a site (`plugin-sitemap/lib`: ``options.js``, ``createSitemap.js``)."""

from __future__ import annotations

import os.path
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import normalize_url
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.data_file import shown
from migrator.docusaurus.files.globs import compile_globs
from migrator.docusaurus.files.history import History
from migrator.post import PostMeta
from migrator.site import Sitemap

_FREQUENCIES = frozenset({"hourly", "daily", "weekly", "monthly", "yearly", "always", "never"})


def read_sitemap(config: Config, routes: Iterable[str]) -> tuple[Sitemap | None, list[Diagnostic]]:
    """Return the sitemap that the configuration asks for; ``routes`` are the addresses of all pages."""
    options = _options(config)
    if options is None or config.raw.get("noIndex") is True:
        return None, []
    diagnostics = []
    if options.get("createSitemapItems") is not None:
        problem = "createSitemapItems was not called: the sitemap names every page."
        place = shown(config.path, config) if config.path else None
        diagnostics.append(Diagnostic(Code.CONFIG_FUNCTION, problem, place, subject="createSitemapItems"))
    patterns = options.get("ignorePatterns")
    ignored = compile_globs([one for one in patterns if isinstance(one, str)] if isinstance(patterns, list) else ())
    filename, frequency, priority = (options.get(key) for key in ("filename", "changefreq", "priority"))
    known = isinstance(frequency, str) and frequency in _FREQUENCIES
    return Sitemap(
        normalize_url([config.base_url, filename if isinstance(filename, str) and filename else "sitemap.xml"]),
        str(frequency) if known else "weekly" if "changefreq" not in options else None,
        float(priority) if isinstance(priority, int | float) else 0.5 if "priority" not in options else None,
        _dates(options),
        frozenset(route for route in routes if ignored(route)),
    ), diagnostics


def ask_when_changed(config: Config, posts: Iterable[PostMeta]) -> None:
    """Take from git when pages were changed, where the sitemap says it."""
    options = _options(config)
    if options is None or not _dates(options):
        return
    history = History(config.repository)
    for post in posts:
        if post.last_update is None and (known := history.of(Path(os.path.normpath(config.root / post.path)))):
            post.changed = known.updated.date


def _options(config: Config) -> Mapping[str, Any] | None:
    return next((one.options for one in config.plugins if one.name.endswith("plugin-sitemap")), None)


def _dates(options: Mapping[str, Any]) -> Literal["date", "datetime"] | None:
    given = options.get("lastmod")
    return "date" if given == "date" else "datetime" if given == "datetime" else None
