"""Pages that other pages import and show (``import Part from './_part.mdx'``; ``<Part name="x" />``).

A partial is a page of its own to MDX: its headings get their ids by themselves, and its relative paths start at its own
file.  Its nodes have no span, for they stand in another file than the page's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeGuard

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.files.page_file import parse_page, read_text
from migrator.docusaurus.javascript.modules import Modules, is_page
from migrator.docusaurus.markdown import Settings, parse
from migrator.docusaurus.markdown.places import forget_place
from migrator.docusaurus.markdown.semantics.expressions import CHILDREN
from migrator.docusaurus.markdown.semantics.operators import UNKNOWN
from migrator.docusaurus.page_settings import page_settings
from migrator.docusaurus.preprocessor import Preprocess
from migrator.nodes import (
    Attribute,
    Comment,
    Component,
    Definition,
    Element,
    Esm,
    Expression,
    Image,
    Js,
    Link,
    Node,
    Parent,
    Root,
)
from migrator.post import Source

#: A page, or a component of the site's own, which may draw one.
_IMPORT = re.compile(r"\bfrom\s*[\"'](?:\.|@site/)|\.mdx?[\"'`]")
_DEEPEST = 5
_LARGEST = 5_000_000
_URLS = ("src", "href", "poster", "srcset")


@dataclass(slots=True)
class _Work:
    """What has been put into one page so far."""

    characters: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)


class Partials:
    """Puts partials in the place of their components."""

    def __init__(self, modules: Modules, site_format: object, preprocess: Preprocess) -> None:
        self._modules = modules
        self._format = site_format
        self._preprocess = preprocess

    def inline(self, root: Root, source: Source, settings: Settings) -> list[Diagnostic]:
        """Replace the partials that a parsed page shows by their content, in place; links are not resolved yet."""
        work = _Work()
        if self._modules.registers or _IMPORT.search(source.text):
            self._inline(root, source, settings, work, (str(source.path),))
        return work.diagnostics

    def _inline(self, root: Root, source: Source, settings: Settings, work: _Work, above: tuple[str, ...]) -> None:
        for parent in [node for node in root.walk() if isinstance(node, Parent)]:
            for index, child in enumerate(parent.children):
                if is_partial(child):
                    made = self._content(child, source, settings, work, above)
                    if made is None:
                        work.diagnostics.append(not_shown(child, source))
                    else:
                        parent.children[index] = made

    def _content(
        self,
        node: Component,
        source: Source,
        settings: Settings,
        work: _Work,
        above: tuple[str, ...],
    ) -> Element | None:
        path = self._modules.page(node.module or "", source.path)
        if path is None or str(path) in above or len(above) > _DEEPEST or work.characters > _LARGEST:
            return None
        text, problems = read_text(self._modules.root / path, path)
        page = parse_page(self._preprocess(path, text), problems, path)
        work.characters += len(page.source.text) + 1_000
        own = page_settings(settings, path.name, page.front_matter, self._format)
        parsed = parse(
            page.source, own, modules=self._modules, constants={"props": _props(node.attributes), CHILDREN: None}
        )
        work.diagnostics += page.diagnostics
        work.diagnostics += parsed.diagnostics
        self._inline(parsed.root, page.source, own, work, (*above, str(path)))
        self._settle(parsed.root, node, page.source)
        content = [child for child in parsed.root.children if not isinstance(child, Esm | Comment)]
        return Element(content, inline=node.inline, span=node.span)

    def _settle(self, root: Root, use: Component, source: Source) -> None:
        """Make a partial's nodes fit for another page: no spans, paths that hold anywhere, the children it is given."""
        for node in list(root.walk()):
            forget_place(node)
            if isinstance(node, Link | Image | Definition):
                node.url = self._modules.rebased(node.url, source.path)
            elif isinstance(node, Element | Component):
                for name in _URLS:
                    value = node.attributes.get(name)
                    if isinstance(value, str):
                        node.attributes[name] = self._modules.rebased(value, source.path)
            if isinstance(node, Parent):
                node.children = [part for child in node.children for part in _given(child, use)]


def _given(node: Node, use: Component) -> list[Node]:
    """Put what stands between a component's tags where its partial says ``{props.children}``."""
    if isinstance(node, Expression) and node.value.strip() == CHILDREN:
        return list(use.children)
    return [node]


def _props(attributes: Mapping[str, Attribute]) -> dict[str, object]:
    """Return a partial's properties."""
    return {
        name: value if not isinstance(value, Js) else value.value if value.static else UNKNOWN
        for name, value in attributes.items()
    }


def is_partial(node: Node) -> TypeGuard[Component]:
    """Tell whether a node is a use of another page."""
    return isinstance(node, Component) and node.module is not None and is_page(node.module)


def not_shown(node: Component, source: Source) -> Diagnostic:
    """The diagnostic for a partial that could not be put in its place."""
    line, column = source.place(node.span.start) if node.span else (0, 0)
    message = f"<{node.name}> shows {node.module}, which could not be read"
    return Diagnostic(Code.COMPONENT, message, source.path, line, column, node.name)
