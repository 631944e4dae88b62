"""Fences that `@docusaurus/remark-plugin-npm2yarn` makes into tabs, one a package manager."""

from __future__ import annotations

from migrator.docusaurus.markdown.semantics.npm_commands import convert
from migrator.docusaurus.markdown.settings import Npm2Yarn
from migrator.nodes import Code, Tab, Tabs

_LABELS = {"yarn": "Yarn", "bun": "Bun"}


def manager_tabs(node: Code, options: Npm2Yarn) -> Tabs | None:
    """Return the tabs of a code block marked ``npm2yarn``, ``None`` for any other.

    The plugin wants the word alone: ``npm2yarn title="x"`` means nothing to it.
    """
    if node.meta != "npm2yarn":
        return None
    made = [Tab([Code(node.value, lang=node.lang)], label="npm", value="npm", default=True)]
    for manager in options.managers:
        code = Code(convert(node.value, manager), lang=node.lang)
        made.append(Tab([code], label=_LABELS.get(manager, manager), value=manager))
    return Tabs(list(made), group="npm2yarn" if options.sync else None, span=node.span)
