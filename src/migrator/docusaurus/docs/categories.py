"""``_category_.json`` and its YAML kin: what a folder says about its place in a generated sidebar.

The rules are those of ``plugin-content-docs/lib/sidebars`` (``index.js``, ``validation.js``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.data_file import read_mapping, shown
from migrator.docusaurus.files.globs import find_files
from migrator.docusaurus.files.scalars import to_number

T = TypeVar("T")

_FILES = ("**/_category_.{json,yml,yaml}",)


@dataclass(frozen=True, slots=True)
class CategoryLink:
    """Where a category leads: to the doc ``id``, or, with an empty ``id``, to a generated index of its items.

    ``permalink`` is that of a generated index, known once the sidebars are complete.
    """

    id: str = ""
    slug: str | None = None
    title: str | None = None
    description: str | None = None
    image: str | None = None
    keywords: tuple[str, ...] = ()
    permalink: str = ""

    def value(self) -> dict[str, object]:
        """Return the link as a sidebars file would spell it: JSON."""
        if self.id:
            return {"type": "doc", "id": self.id}
        value = {name: getattr(self, name) for name in ("slug", "title", "description", "image")}
        said: dict[str, object] = {name: text for name, text in value.items() if text is not None}
        return {"type": "generated-index", **said, "keywords": list(self.keywords)}


@dataclass(frozen=True, slots=True)
class Category:
    """What a folder's category file says; ``None`` where it says nothing.  ``no_link``: it is to have no link."""

    label: str | None = None
    description: str | None = None
    position: float | None = None
    collapsed: bool | None = None
    collapsible: bool | None = None
    class_name: str | None = None
    custom_props: dict[str, object] | None = None
    key: str | None = None
    link: CategoryLink | None = None
    no_link: bool = False


@dataclass(slots=True)
class Checked:
    """Typed reading of the fields of a data object; what is of the wrong type is reported and left out."""

    values: Mapping[str, object]
    path: PurePosixPath
    code: Code
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return self._checked(name, value if isinstance(value, str) else None, "a text")

    def flag(self, name: str) -> bool | None:
        value = self.values.get(name)
        return self._checked(name, value if isinstance(value, bool) else None, "true or false")

    def number(self, name: str) -> float | None:
        return self._checked(name, to_number(self.values.get(name)), "a number")

    def mapping(self, name: str) -> dict[str, object] | None:
        value = self.values.get(name)
        return self._checked(name, value if isinstance(value, dict) else None, "an object")

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.values.get(name)
        items = [value] if isinstance(value, str) else value
        texts = tuple(item for item in items if isinstance(item, str)) if isinstance(items, list) else None
        return self._checked(name, texts, "a list of texts") or ()

    def _checked(self, name: str, value: T | None, wanted: str) -> T | None:
        if value is None and self.values.get(name) is not None:
            self.report(f"{name!r} is not {wanted}.", name)
        return value

    def report(self, problem: str, subject: str = "") -> None:
        self.diagnostics.append(Diagnostic(self.code, problem, self.path, subject=subject))


def read_link(fields: Checked) -> CategoryLink | None:
    """Read the ``link`` of a category, in a category file or a sidebars file."""
    link = fields.mapping("link")
    if link is None:
        return None
    part = Checked(link, fields.path, fields.code, fields.diagnostics)
    kind = link.get("type")
    if kind == "doc":
        target = part.text("id")
        return CategoryLink(target) if target else None
    if kind == "generated-index":
        return CategoryLink(
            slug=part.text("slug"),
            title=part.text("title"),
            description=part.text("description"),
            image=part.text("image"),
            keywords=part.texts("keywords"),
        )
    fields.report(f"A category's link is of the unknown type {kind!r}.", "link")
    return None


def read_categories(folder: Path, config: Config) -> tuple[dict[str, Category], list[Diagnostic]]:
    """Read all category files below a docs folder: path of the folder ("." for the docs folder itself) -> category."""
    categories: dict[str, Category] = {}
    diagnostics: list[Diagnostic] = []
    for name in _first_of_each_folder(find_files(folder, _FILES, (), config)):
        path = folder / name
        data, problems = read_mapping(path, config)
        fields = Checked(data, shown(path, config), Code.DATA_INVALID, problems)
        categories[str(PurePosixPath(name).parent)] = Category(
            label=fields.text("label"),
            description=fields.text("description"),
            position=fields.number("position"),
            collapsed=fields.flag("collapsed"),
            collapsible=fields.flag("collapsible"),
            class_name=fields.text("className"),
            custom_props=fields.mapping("customProps"),
            key=fields.text("key"),
            link=read_link(fields),
            no_link="link" in data and data["link"] is None,
        )
        diagnostics += problems
    return categories, diagnostics


def _first_of_each_folder(names: Iterable[str]) -> list[str]:
    by_folder: dict[str, str] = {}
    for name in names:
        by_folder.setdefault(name.rpartition("/")[0], name)
    return list(by_folder.values())
