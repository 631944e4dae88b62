"""Remark and rehype plugins of a content plugin: what is known of them, and the names of all the others.

They change a page's tree in ways that only running them tells, and they need packages that are not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.javascript.sandbox import Function, Stub
from migrator.docusaurus.markdown.semantics.npm_commands import MANAGERS
from migrator.docusaurus.markdown.settings import Npm2Yarn, TabBlocks
from migrator.post import Source

NPM2YARN = "@docusaurus/remark-plugin-npm2yarn"
GITHUB_ALERTS = "remark-github-admonitions-to-directives"
MERMAID = "mdx-mermaid"
TAB_BLOCKS = "docusaurus-remark-plugin-tab-blocks"

#: Plugins that the reader does the work of, that Docusaurus itself uses, or that leave the words alone.
_KNOWN_NAMES = (
    f"{NPM2YARN} {GITHUB_ALERTS} {MERMAID} {TAB_BLOCKS} "
    "remark-math rehype-katex rehype-mathjax remark-gfm remark-emoji remark-directive remark-frontmatter "
    "remark-unwrap-images rehype-raw rehype-slug rehype-autolink-headings rehype-external-links "
    "rehype-prism rehype-prism-plus rehype-highlight rehype-pretty-code rehype-shiki @shikijs/rehype"
)
_KNOWN = frozenset(_KNOWN_NAMES.split())
_LISTS = ("beforeDefaultRemarkPlugins", "remarkPlugins", "beforeDefaultRehypePlugins", "rehypePlugins", "recmaPlugins")
#: `remark-github-admonitions-to-directives`, ``DEFAULT_MAPPING``.
_ALERTS = {"NOTE": "note", "TIP": "tip", "IMPORTANT": "info", "WARNING": "warning", "CAUTION": "danger"}

#: What shows in a page's source that a plugin, whose work is not done here, has some there.
_TRACES = {
    "remark-typescript-tools.linkDocblocks": re.compile(r"\]\(docblock:"),
    "remark-typescript-tools.transpileCodeblocks": re.compile(
        r"^[ \t]*[`~]{3,}tsx?\b[^\n]*\n(?:[ \t]*\n)?[ \t]*//[ \t]*file:", re.M
    ),
    "remark-code-import": re.compile(r"^[ \t]*[`~]{3,}[^\n]*\bfile=", re.M),
}
#: More findings of one plugin on a page tell nobody more.
_MOST = 100


class MarkdownPlugin(NamedTuple):
    """``name`` is the package, or the file of a plugin of the site's own; ``options`` what it is given."""

    name: str
    options: Mapping[str, Any]


def markdown_plugins(options: Mapping[str, Any]) -> tuple[MarkdownPlugin, ...]:
    """Return the remark and rehype plugins in the options of a content plugin."""
    return tuple(_plugins(options))


def _plugins(options: Mapping[str, Any]) -> Iterator[MarkdownPlugin]:
    for module, given in _entries(options):
        if name := _name(module):
            yield MarkdownPlugin(name, given)


def _entries(options: Mapping[str, Any]) -> Iterator[tuple[object, Mapping[str, Any]]]:
    """Yield each plugin as the configuration has it, and its options."""
    for key in _LISTS:
        entries = options.get(key)
        for entry in entries if isinstance(entries, list) else []:
            module, given = (entry[0], entry[1:2]) if isinstance(entry, list) and entry else (entry, [])
            yield module, given[0] if given and isinstance(given[0], dict) else {}


def _name(module: object) -> str:
    if isinstance(module, Stub):
        return module.module
    if isinstance(module, Function):
        return module.module or module.name or "(a function)"
    return module if isinstance(module, str) else ""


def _full_name(module: object) -> str:
    """The name of a plugin that may be one of several in its package."""
    if isinstance(module, Stub) and module.member not in ("", "default"):
        return f"{module.module}.{module.member}"
    return _name(module)


def find_plugin(options: Mapping[str, Any], name: str) -> MarkdownPlugin | None:
    return next((plugin for plugin in markdown_plugins(options) if plugin.name == name), None)


def draws_mermaid(options: Mapping[str, Any]) -> bool:
    """Tell whether a plugin draws Mermaid's diagrams, as sites did before Docusaurus could."""
    return find_plugin(options, MERMAID) is not None


def npm2yarn(options: Mapping[str, Any], generation: int) -> Npm2Yarn | None:
    """Return the options of npm2yarn, ``None`` where a content plugin does not use it.

    Converters that are the site's own functions are left out.
    """
    plugin = find_plugin(options, NPM2YARN)
    if plugin is None:
        return None
    wanted = plugin.options.get("converters")
    default = MANAGERS if generation > 2 else ("yarn", "pnpm")
    managers = tuple(one for one in wanted if one in MANAGERS) if isinstance(wanted, list) else default
    return Npm2Yarn(managers, plugin.options.get("sync") is True)


def tab_blocks(options: Mapping[str, Any]) -> TabBlocks | None:
    """Return the options of tab-blocks, ``None`` where a content plugin does not use it."""
    plugin = find_plugin(options, TAB_BLOCKS)
    if plugin is None:
        return None
    default = TabBlocks()
    given = plugin.options.get("labels")
    pairs = [pair for pair in given if isinstance(pair, list) and len(pair) == 2] if isinstance(given, list) else []
    labels = {str(language): str(label) for language, label in pairs}
    group = plugin.options.get("groupId") or default.group
    return TabBlocks({**default.labels, **labels}, str(group) if plugin.options.get("sync") is not False else None)


def github_alerts(options: Mapping[str, Any]) -> dict[str, str]:
    """Return the admonition that each GitHub alert (``NOTE``) becomes; empty where it stays a quote."""
    plugin = find_plugin(options, GITHUB_ALERTS)
    if plugin is None:
        return {}
    mapping = plugin.options.get("mapping")
    if not isinstance(mapping, dict):
        return dict(_ALERTS)
    return {alert: kind for alert, kind in mapping.items() if alert in _ALERTS and isinstance(kind, str)}


def unknown_plugins(options: Mapping[str, Any], instance: str, root: Path, config: Path | None) -> Iterator[Diagnostic]:
    """Name each plugin of a content plugin that may change its pages, at its line of the configuration."""
    names = dict.fromkeys(plugin.name for plugin in markdown_plugins(options) if plugin.name not in _KNOWN)
    if not names:
        return
    text = config.read_text(encoding="utf-8", errors="replace") if config else ""
    for name in names:
        path = Path(name)
        shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else name
        message = f"The plugin `{shown}` changes the pages of the {instance} in ways that are not known here"
        place = PurePosixPath(config.name) if config else None
        yield Diagnostic(Code.REMARK_PLUGIN, message, place, _line(text, path.stem), subject=shown)


def traced_plugins(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the plugins of a content plugin whose work is not done here, but known by what it is done to."""
    names = (name for module, _ in _entries(options) if (name := _full_name(module)) in _TRACES)
    return tuple(dict.fromkeys(names))


def plugin_traces(names: tuple[str, ...], source: Source) -> Iterator[Diagnostic]:
    """Name each place of a page where one of ``traced_plugins`` would have put something else."""
    for name in names:
        for found in islice(_TRACES[name].finditer(source.text, source.body_start), _MOST):
            line, column = source.place(found.start())
            message = f"The plugin `{name}` puts something else here, which is not known"
            yield Diagnostic(Code.REMARK_PLUGIN, message, source.path, line, column, name)


def _line(text: str, word: str) -> int:
    found = re.search(re.escape(word), text)
    return text.count("\n", 0, found.start()) + 1 if found else 0
