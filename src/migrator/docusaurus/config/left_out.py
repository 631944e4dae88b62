"""Plugins and programs of a configuration whose work is not carried over."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.config.load import Config
from migrator.docusaurus.files.data_file import shown
from migrator.docusaurus.javascript.functions import not_called
from migrator.docusaurus.javascript.sandbox import Function, Stub

#: Parts of the names of plugins and themes whose work is done here or by the target, or is of use in Docusaurus alone.
_KNOWN = (
    *("content-docs", "content-blog", "content-pages", "client-redirects", "google-", "sitemap", "theme-classic"),
    *("svgr", "debug", "cascade-layers", "ideal-image", "theme-mermaid", "rsdoctor", "module-alias", "npm2yarn"),
    *("sass", "less", "stylus", "tailwind", "postcss", "webpack"),
)


def left_out(config: Config) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each plugin, theme and client module whose work is not carried over."""
    place = shown(config.path, config) if config.path else None
    names = [one.name or "that is a function of the configuration" for one in config.plugins if one.kind is None]
    for name in dict.fromkeys(names):
        if not any(part in name for part in _KNOWN):
            yield Diagnostic(Code.PLUGIN, f"The plugin {name} does nothing in the target.", place, subject=name)
    modules = config.raw.get("clientModules")
    for module in modules if isinstance(modules, list) else []:
        if isinstance(module, str):
            message = f"{module}, which runs on every page, does not run in the target."
            yield Diagnostic(Code.PLUGIN, message, place, subject=module)
    markdown = config.raw.get("markdown")
    if isinstance(markdown, dict) and isinstance(markdown.get("parseFrontMatter"), Function | Stub):
        yield not_called("markdown.parseFrontMatter", config, "it is given another function")
    if config.theme.get("algolia"):
        yield Diagnostic(Code.PLUGIN, "The search by Algolia is not in the target.", place, subject="algolia")
