"""Redirects: the options of plugin-client-redirects as pairs of addresses.

The rules are those of `plugin-client-redirects/lib`: ``collectRedirects.js``, ``extensionRedirects.js``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import apply_trailing_slash, normalize_url
from migrator.docusaurus.config import Config
from migrator.docusaurus.javascript.sandbox import SandboxError, relative_path
from migrator.redirects import settle
from migrator.site import Redirect


def collect_redirects(config: Config, routes: Iterable[str]) -> tuple[list[Redirect], list[Diagnostic]]:
    """Return the redirects of a site whose pages are served at ``routes``, one for each address they start from.

    A redirect from an address that is a page's is left out.
    """
    known = sorted({route.removeprefix(config.base_url.rstrip("/")) or "/" for route in routes})
    pairs = list(_pairs(config.redirects, known))
    diagnostics = []
    try:
        pairs += config.created_redirects(known)
    except SandboxError as error:
        problem = f"createRedirects failed, its redirects are missing: {error.message}"
        diagnostics.append(Diagnostic(Code.CONFIG_FAILED, problem, relative_path(error.path, config.root), error.line))
    redirects: dict[str, Redirect] = {}
    pages = set(known)
    for source, target in pairs:
        if source.startswith("/") and source not in pages:
            goal = apply_trailing_slash(target, config)
            full = normalize_url([config.base_url, goal]) if target.startswith("/") else target
            redirects.setdefault(source, Redirect(normalize_url([config.base_url, source]), full))
    settled, loops = settle(redirects.values())
    return settled, [*diagnostics, *loops]


def _pairs(options: Mapping[str, object], routes: list[str]) -> Iterator[tuple[str, str]]:
    """Yield where from and where to, both without ``baseUrl``."""
    endings = [f".{ending}" for ending in _texts(options.get("fromExtensions"))]
    for route in routes:
        if route != "/" and not route.endswith(tuple(endings)):
            path = route.removesuffix("/")
            yield from ((path + ending + route[len(path) :], route) for ending in endings)
    for route in routes:
        for ending in _texts(options.get("toExtensions")):
            if route.endswith(f".{ending}"):
                yield route.removesuffix(f".{ending}"), route
                break
    listed = options.get("redirects")
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item, dict) and isinstance(item.get("to"), str):
            yield from ((source, item["to"]) for source in _texts(item.get("from")))


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
