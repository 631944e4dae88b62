"""The normal form in which two trees are compared; ``dump.mjs`` makes the same of Docusaurus's trees."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from migrator import nodes as n
from migrator.post import Source

COMPUTED = "COMPUTED"


@dataclass(slots=True)
class Tree:
    """A node: its kind, its properties (JSON values) and its children; ``line`` is not compared."""

    kind: str
    properties: dict[str, object] = field(default_factory=dict)
    children: list[Tree] = field(default_factory=list)
    line: int = 0

    @classmethod
    def from_json(cls, value: list[object]) -> Tree:
        kind, properties, *children = value
        assert isinstance(kind, str)
        assert isinstance(properties, dict)
        line = properties.pop("@", 0)
        for name in ("value", "alt"):
            if isinstance(properties.get(name), str):
                properties[name] = _canonical(kind, properties[name])
        if kind.startswith("jsx") and isinstance(properties["attributes"], dict) and _is_html(properties["name"]):
            properties["attributes"] = {k.lower(): v for k, v in properties["attributes"].items()}
        return cls(kind, properties, [cls.from_json(child) for child in children], line)  # type: ignore[arg-type]

    def key(self) -> object:
        """What must be equal for two nodes to be taken for the same one."""
        return (self.kind, json.dumps(self.properties, sort_keys=True, default=str))

    def show(self, names: list[str] | None = None) -> str:
        shown = {k: v for k, v in self.properties.items() if names is None or k in names}
        inner = f"({' '.join(c.kind for c in self.children[:4])})" if self.children and names is None else ""
        return f"{self.kind}{json.dumps(shown, ensure_ascii=False) if shown else ''}{inner}"


def _is_html(name: object) -> bool:
    return isinstance(name, str) and (not name or name[0].islower())


def _canonical(kind: str, value: str) -> str:
    """Undo differences that no reader of a page can see.

    Docusaurus rewrites ``:::note Title`` in code as well; our trees keep what the author typed.
    """
    value = value.replace("\r\n", "\n")
    if kind == "expression":
        return re.sub(r"\n\s*", "\n", value)
    if kind == "code":
        return _TITLED.sub(r"\1 \2", value) if ":::" in value else value
    return value.replace("\n", " ") if kind == "inlineCode" else value.strip() if kind == "html" else value


_TITLED = re.compile(r"(:{3,}\w+)(?:\[| +)(.*?)\]?$", re.M)


def normal_form(root: n.Root, source: Source) -> Tree:
    """Return the normal form of one of our own trees."""
    return Tree("root", {}, _children(root.children, source))


#: Components of the theme that become something of another kind here, case by case: not compared.
_INTERPRETED = {"Link", "Image", "IdealImage", "ThemedImage", "Heading", "Head", "CodeBlock", "Translate", "Mermaid"}

#: Components of the theme that our trees have nodes for, and what is compared of them besides their children.
_MEANINGS = {"Tabs": "tabs", "details": "details", "TOCInline": "tableOfContents", "DocCardList": "cardList"}


def semantic(tree: Tree) -> Tree:
    """Give components of the theme in one of Docusaurus's trees the form that our semantic nodes have here."""
    if tree.kind == "table" and isinstance(columns := tree.properties["align"], list):
        for row in tree.children:
            del row.children[len(columns) :]  # never drawn (`mdast-util-to-hast`)
    in_tabs = tree.properties.get("name") == "Tabs"
    for index, child in enumerate(tree.children):
        tree.children[index] = semantic(child)
        if in_tabs and child.properties.get("name") == "TabItem":
            child.kind, child.properties = "tab", {}
    if tree.kind in ("jsxFlow", "jsxText"):
        name = tree.properties["name"]
        attributes = tree.properties["attributes"]
        assert isinstance(attributes, dict)
        if name == "Admonition":
            title = attributes.get("title", "")
            shown = Tree("title", {}, [Tree("text", {"value": title})] if title else [])
            properties: dict[str, object] = {
                "kind": attributes.get("type", "note"),
                "class": attributes.get("className", ""),
                "id": None,
            }
            return Tree("admonition", properties, [shown, *tree.children], tree.line)
        if name in _INTERPRETED:
            tree.kind, tree.properties = "interpreted", {"name": name}
        if name in ("Tabs", "TOCInline", "DocCardList") or (name == "details" and tree.kind == "jsxFlow"):
            tree.properties = {}
            tree.kind = _MEANINGS[str(name)]
            if name == "details":
                _put_summary_first(tree)
    return tree


def _put_summary_first(details: Tree) -> None:
    for index, child in enumerate(details.children):
        if child.kind == "jsxFlow" and child.properties["name"] == "summary":
            inline = [one for part in child.children for one in (part.children if part.kind == "paragraph" else [part])]
            for one in inline:
                one.kind = one.kind.replace("jsxFlow", "jsxText")
            del details.children[index]
            details.children.insert(0, Tree("summary", {}, inline, child.line))
            return
    details.children.insert(0, Tree("summary", {}, [Tree("text", {"value": "Details"})]))


def _children(nodes: list[n.Node], source: Source) -> list[Tree]:
    out: list[Tree] = []
    for node in nodes:
        tree = _tree(node, source)
        if tree is None or (tree.kind == "text" and not tree.properties["value"]):
            continue
        tree.line = tree.line or (source.place(node.span.start)[0] if node.span else 0)
        if tree.kind == "text" and out and out[-1].kind == "text":
            out[-1].properties["value"] = f"{out[-1].properties['value']}{tree.properties['value']}"
        else:
            out.append(tree)
    return out


def _identifier(text: str) -> str:
    return " ".join(text.split()).lower()


def _lines(ranges: list[tuple[int, int]]) -> list[int]:
    return sorted({line for start, end in ranges for line in range(start, end + 1)})


def _jsx(node: n.Element | n.Component, source: Source, inline: bool) -> Tree:
    attributes: dict[str, object] = {}
    for name, value in node.attributes.items():
        if isinstance(node, n.Element):
            if name.startswith("...") or name in ("key", "ref"):
                continue
            name = name.lower()
            attributes[name] = "" if value is True else value
        else:
            attributes[name] = value
        if isinstance(value, n.Js):
            attributes[name] = value.value if value.static else COMPUTED
    return Tree(
        "jsxText" if inline else "jsxFlow",
        {"name": node.name, "attributes": attributes},
        _children(node.children, source),
    )


def _tree(node: n.Node, source: Source) -> Tree | None:
    def simple(**properties: object) -> Tree:
        return Tree(node.type, properties, _children(node.children, source) if isinstance(node, n.Parent) else [])

    match node:
        case n.Comment() | n.Truncate():
            return None
        case n.Text() | n.InlineCode() | n.InlineMath() | n.Math():
            return simple(value=_canonical(node.type, node.value))
        case n.Html():
            value = node.value.strip()
            return None if value.startswith("<!--") and value.endswith("-->") else simple(value=value)
        case n.Heading():
            return simple(depth=node.depth, id=node.id)
        case n.List():
            return simple(start=node.start, spread=node.spread)
        case n.ListItem():
            return simple(checked=node.checked, spread=node.spread)
        case n.Table():
            return simple(align=node.align)
        case n.Code():
            lines = {name: _lines(ranges) for name, ranges in node.marks.items()}
            if node.highlighted:
                lines["theme-code-block-highlighted-line"] = _lines(node.highlighted)
            return simple(
                value=_canonical("code", node.value),
                lang=node.lang,
                title=node.title,
                lines=lines,
                lineNumbers=node.line_numbers,
                live=node.live,
            )
        case n.Diagram():
            return simple(value=node.value)
        case n.Definition():
            return simple(identifier=_identifier(node.identifier), url=node.url, title=node.title)
        case n.FootnoteDefinition() | n.FootnoteReference():
            return simple(identifier=_identifier(node.identifier))
        case n.Link():
            return simple(url=node.url, title=node.title)
        case n.Image():
            return simple(url=node.url, title=node.title, alt=_canonical("image", node.alt))
        case n.Esm():
            return Tree("esm", {"value": _canonical("esm", node.value.strip())})
        case n.Expression():
            return Tree("expression", {"value": _canonical("expression", node.value.strip())})
        case n.Tabs() | n.Tab() | n.TableOfContents() | n.CardList():
            return simple()
        case n.Details():
            tree = simple()
            tree.children.insert(0, Tree("summary", {}, _children(node.summary, source)))
            return tree
        case n.Element() | n.Component():
            return _jsx(node, source, node.inline)
        case n.Admonition():
            tree = simple(kind=node.kind, **{"class": " ".join(node.classes)}, id=node.id)
            tree.children.insert(0, Tree("title", {}, _children(node.title, source)))
            return tree
        case _:
            return simple()
