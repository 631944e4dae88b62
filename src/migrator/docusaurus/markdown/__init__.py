"""The dialect: Docusaurus Markdown and MDX to the body tree."""

from __future__ import annotations

from collections.abc import Mapping

from migrator.docusaurus.markdown.semantics import interpret
from migrator.docusaurus.markdown.semantics.context import ModuleValues
from migrator.docusaurus.markdown.settings import MagicComment, Parsed, Settings
from migrator.docusaurus.markdown.syntax import parse_syntax
from migrator.post import Source

__all__ = ["MagicComment", "Parsed", "Settings", "parse", "parse_syntax"]


def parse(
    source: Source,
    settings: Settings,
    *,
    modules: ModuleValues | None = None,
    constants: Mapping[str, object] | None = None,
) -> Parsed:
    """Parse a page: its finished tree, links not yet resolved, and what is wrong with it.

    ``modules`` and ``constants`` are what the page's expressions may name (see ``semantics.interpret``).
    """
    parsed = parse_syntax(source, settings)
    parsed.diagnostics += interpret(parsed.root, source, settings, modules=modules, constants=constants)
    return parsed
