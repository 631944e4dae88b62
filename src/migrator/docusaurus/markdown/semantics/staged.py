"""Components and expressions that are drawn by running the site's own code (``javascript/stage.py``)."""

from __future__ import annotations

import json
import re

from migrator.diagnostics import Code
from migrator.docusaurus.javascript.picture import Picture
from migrator.docusaurus.javascript.sandbox import SandboxError
from migrator.docusaurus.markdown.semantics.context import Context
from migrator.nodes import Comment, Component, Element, Expression, Js, Node, Paragraph, Text

_NAME = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_OWN = ("@site/", "@theme/", ".")
_LONGEST = 100_000


def component(node: Component, context: Context) -> Element | str:
    """Return what a component of the site's own shows, or why that is not known ("" where nobody was asked)."""
    modules = context.modules
    root = node.name.split(".", 1)[0]
    if modules is None or not _NAME.fullmatch(node.name):
        return ""
    if node.module is None:
        if root not in context.defined and not modules.registers:
            return ""
    elif not node.module.startswith(_OWN):
        return ""
    children = [child for child in node.children if not _is_nothing(child)]
    properties = [_property(name, value) for name, value in node.attributes.items()]
    if children:
        properties.append(f'"children": {_children(children)}')
    drawn = f"typeof {root} === 'undefined' ? $registered.{node.name} : {node.name}" if modules.registers else node.name
    picture = _picture(f"$jsx({drawn}, {{{', '.join(properties)}}})", context)
    if isinstance(picture, str):
        return picture
    if picture.shows_slot > 1 or (not picture.shows_slot and properties and properties[-1].endswith("$slot(0)")):
        return "it does not show what stands between its tags as it is"
    if not picture.shows_something and (picture.unknown or picture.moves):
        return picture.lacks
    _report(picture, node, f"<{node.name}>", context)
    nodes = picture.nodes(node.children, node.span)
    if len(nodes) == 1 and isinstance(nodes[0], Element) and picture.tree[0].get("c") == [{"s": 0}]:
        only = nodes[0]  # nothing but a wrapper: what it wraps is left as typed
        only.inline, only.open, only.close = node.inline, node.open, node.close
        return only
    return Element(nodes, inline=node.inline, span=node.span)


def expression(node: Expression, context: Context) -> Element | str:
    """Return what an expression shows, or why that is not known."""
    if len(node.value) > _LONGEST:
        return ""
    picture = _picture(f"({node.value}\n)", context)
    if isinstance(picture, str):
        return picture
    if not picture.shows_something and (picture.unknown or picture.moves):
        return picture.lacks
    _report(picture, node, "the expression", context)
    return Element(picture.nodes((), node.span), inline=node.inline, span=node.span)


def _picture(code: str, context: Context) -> Picture | str:
    if context.modules is None:
        return ""
    scene = "\n".join(context.code)
    for name in ("props", "frontMatter"):
        if name in context.constants and name not in context.defined and name in context.source.text:
            scene += f"\nconst {name} = {json.dumps(context.constants[name], default=str)};"
    try:
        return context.modules.draw(scene, code, context.source.path)
    except SandboxError as error:
        return error.message


def _report(picture: Picture, node: Node, what: str, context: Context) -> None:
    if picture.lacks:
        context.report(Code.STILL_PICTURE, f"{what} was drawn as it first appears: {picture.lacks}", node, what)


def _property(name: str, value: object) -> str:
    if isinstance(value, Js):
        if name.startswith("..."):
            return f"...({value.source.removeprefix('...')}\n)"
        return f"{json.dumps(name)}: {json.dumps(value.value) if value.static else f'({value.source})'}"
    return f"{json.dumps(name)}: {json.dumps(value)}"


def _children(children: list[Node]) -> str:
    """Return a component's children as code: what is no plain text is opaque to it."""
    inner = children
    if len(inner) == 1 and isinstance(inner[0], Paragraph):
        inner = inner[0].children
    if all(isinstance(child, Text) for child in inner):
        return json.dumps("".join(child.value for child in inner if isinstance(child, Text)))
    if len(children) == 1 and isinstance(children[0], Expression):
        return f"({children[0].value}\n)"
    return "$slot(0)"


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Comment) or (isinstance(node, Text) and not node.value.strip())
