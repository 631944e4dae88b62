"""What a page's raw tree means: Docusaurus's remark plugins and theme components, as one walk over the tree.

Each module here holds one concept, as a function that takes a node and returns the node, or what stands
in its place.  The walk goes in document order and gives a node to its function before it goes down into
it, so a heading's id is made of the text as typed, as in Docusaurus, whose ``headings`` plugin runs
before emoji and directives (`mdx-loader/lib/processor.js`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from migrator.diagnostics import Diagnostic
from migrator.docusaurus.markdown.semantics import (
    code_blocks,
    comments,
    components,
    directives,
    elements,
    emoji,
    esm,
    expressions,
    github_alerts,
    headings,
    mdx1,
    tab_blocks,
    unravel,
)
from migrator.docusaurus.markdown.semantics.context import Context, ModuleValues, Replacement
from migrator.docusaurus.markdown.settings import Settings
from migrator.nodes import Node, Parent, Root
from migrator.post import Source

#: A concept's function.  It returns the node it was given (then the walk goes down into it) or what stands in its place
#: (then each of these is given to its own function).
Concept = Callable[[Any, Context], Replacement]

CONCEPTS: dict[str, Concept] = {
    "paragraph": unravel.paragraph,
    "heading": headings.heading,
    "code": code_blocks.code,
    "blockquote": github_alerts.blockquote,
    "delete": mdx1.delete,
    "text": emoji.text,
    "comment": comments.comment,
    "html": comments.html,
    "mdxjsEsm": esm.drop_code,
    "mdxExpression": expressions.expression,
    "directive": directives.directive,
    "element": elements.element,
    "component": components.component,
}


def interpret(
    root: Root,
    source: Source,
    settings: Settings,
    *,
    modules: ModuleValues | None = None,
    constants: Mapping[str, object] | None = None,
) -> list[Diagnostic]:
    """Give the raw tree of a page its meaning, in place; return what could not be carried over.

    ``modules`` knows what the site's own modules hold, ``constants`` are names that have a value on the page
    (``props`` of a partial).
    """
    context = Context(source, settings, modules, constants=dict(constants or {}))
    esm.collect(root, context)
    if settings.tab_blocks:
        tab_blocks.group_tabs(root, settings.tab_blocks)
    _walk(root, context)
    return context.diagnostics


def _walk(root: Root, context: Context) -> None:
    """Give every node to its concept, in document order; without recursion, for pages may be nested deep."""
    concept_of = CONCEPTS.get
    frames: list[tuple[Parent, list[Node], list[Node], bool]] = [(root, root.children[::-1], [], False)]
    while frames:
        parent, pending, done, is_heading = frames[-1]
        if not pending:
            frames.pop()
            if is_heading:
                parent.heading_nodes()[:] = done
            else:
                parent.children = done
            continue
        node = pending.pop()
        concept = concept_of(node.type)
        if concept is not None:
            context.parent = parent
            made = concept(node, context)
            if made is not node:
                pending.extend(made[::-1] if isinstance(made, list) else (made,))
                continue
        done.append(node)
        if isinstance(node, Parent):
            if node.children:
                frames.append((node, node.children[::-1], [], False))
            title = node.heading_nodes()
            if title:
                frames.append((node, title[::-1], [], True))


__all__ = ["interpret"]
