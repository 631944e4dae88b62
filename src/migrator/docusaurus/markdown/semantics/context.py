"""What the concepts share while they work on one page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.javascript.picture import Picture
from migrator.docusaurus.markdown.semantics.constants import Constant, expression_value
from migrator.docusaurus.markdown.semantics.drawn import Limits, OwnComponent, drawn
from migrator.docusaurus.markdown.settings import Settings
from migrator.docusaurus.slugger import Slugger
from migrator.nodes import Node, Parent, Root
from migrator.post import Source

#: What stands in a node's place: the node itself, another one, or several.
Replacement = Node | list[Node]

_NAME = re.compile(r"(?<![\w$.])[A-Za-z_$][\w$]*+")
_COMPONENT = re.compile(r"[A-Z]\w*[a-z]")


class ModuleValues(Protocol):
    """Knows the values of the site's own modules."""

    def value(self, specifier: str, importer: PurePosixPath, name: str = "default") -> object:
        """Return what a module exports under a name, ``None`` where it is not known."""

    def drawn(self, name: str, specifier: str, importer: PurePosixPath) -> str | None:
        """Return the specifier of the page that a module's component draws and nothing else."""

    @property
    def registers(self) -> bool:
        """Whether the site registers components for all pages (as ``$registered`` in a scene)."""

    def draw(self, scene: str, code: str, importer: PurePosixPath) -> Picture:
        """Return what an expression shows where ``scene`` has the names; raises ``SandboxError``."""


@dataclass(slots=True)
class Context:
    """One page: its source, the site's settings, and what has been found so far.

    ``imports`` maps a name that the page imports to its module, ``imported`` to its name there (until it is looked up).
    ``defined`` has every word of its ``import`` and ``export`` lines.  ``constants`` maps a name to a value that is
    known without running the page: an ``export const`` of a constant, the path of an imported image.  ``components``
    are those that the page defines, in order; ``code`` are its ``import`` and ``export`` lines, ``limits`` of
    what they run.  ``parent`` is that of the node at hand.
    """

    source: Source
    settings: Settings
    modules: ModuleValues | None = None
    imports: dict[str, str] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)
    constants: dict[str, object] = field(default_factory=dict)
    defined: set[str] = field(default_factory=set)
    components: dict[str, OwnComponent] = field(default_factory=dict)
    code: list[str] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)
    parent: Parent = field(default_factory=Root)
    slugger: Slugger = field(default_factory=Slugger)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _room: int = 10_000_000

    def report(self, code: Code, message: str, node: Node, subject: str = "") -> None:
        """Add a diagnostic at a node's place."""
        line, column = self.source.place(node.span.start) if node.span else (0, 0)
        self.diagnostics.append(Diagnostic(code, message, self.source.path, line, column, subject))

    def constant(self, source: str) -> Constant | None:
        """Return the constant that an expression is, ``None`` where it is none or not known.

        A name that the page imports from the site's own data or code is looked up when it is asked for.
        """
        self._look_up(source)
        found = expression_value(source, self.constants)
        if found is not None and isinstance(found.value, str):
            self._room -= len(found.value)  # a page of nothing but long constants is a trap
        return found if self._room >= 0 else None

    def _look_up(self, source: str) -> None:
        """Make constants of the values that an expression names and the page imports; components have none."""
        if self.modules is None or not self.imported:
            return
        for name in _NAME.findall(source):
            exported = self.imported.pop(name, None)
            module = self.imports.get(name, "")
            is_data = module.endswith(".json") or "raw-loader" in module
            if exported is None or name in self.constants or (_COMPONENT.match(name) and not is_data):
                continue
            value = self.modules.value(module, self.source.path, exported)
            if isinstance(value, str | int | float | list | dict):
                self.constants[name] = value

    def drawn(self, source: str, node: Node) -> list[Node] | None:
        """Return what an expression with JSX draws in the place of ``node``, ``None`` where it is not known."""
        self._look_up(source)
        return drawn(source, self.constants, node.span, self.limits)

    def typed(self, start: int, end: int) -> str:
        """Return what the author typed between two offsets."""
        return self.source.text[start:end]
