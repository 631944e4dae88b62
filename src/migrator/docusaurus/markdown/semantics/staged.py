"""Components and expressions that are drawn by running the site's own code (``javascript/stage.py``)."""

from __future__ import annotations

import json
import re

from migrator.diagnostics import Code
from migrator.docusaurus.javascript.picture import Picture
from migrator.docusaurus.javascript.sandbox import SandboxError
from migrator.docusaurus.markdown.semantics import as_code
from migrator.docusaurus.markdown.semantics.as_code import Between
from migrator.docusaurus.markdown.semantics.context import Context
from migrator.nodes import Component, Element, Expression, Node, text_of

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
    children = [child for child in node.children if not as_code.is_nothing(child)]
    if not children:
        return _drawn(node, as_code.call(node, context), context)
    why = ""
    for between in as_code.between(children, context):
        drawn = _drawn(node, as_code.call(node, context, between.code), context, between)
        if isinstance(drawn, Element):
            return drawn
        why = why or drawn
    return why


def _drawn(node: Component, code: str, context: Context, between: Between | None = None) -> Element | str:
    picture = _picture(code, context)
    if isinstance(picture, str):
        return picture
    if picture.itself and (node.module or "").startswith("@theme/"):
        return ""  # the theme's own, which has a meaning elsewhere: a tab outside of tabs
    shown = between.shown_in(picture) if between else True
    if shown is None:
        return "it does not show what stands between its tags as it is"
    if not picture.shows_something and (picture.unknown or picture.moves):
        return picture.lacks
    _report(picture, node, f"<{node.name}>", context)
    if not shown:
        message = f"<{node.name}> does not show all that stands between its tags"
        context.report(Code.STILL_PICTURE, message, node, node.name)
    nodes = picture.nodes(between.slots if between else [], node.span)
    made = nodes[0] if len(nodes) == 1 and isinstance(nodes[0], Element) else Element(nodes, span=node.span)
    made.inline = node.inline
    if between and picture.slots == [0]:  # what it wraps is left as typed
        made.open, made.close = node.open, node.close
        if made.children == between.slots[0]:
            made.children = node.children
    return made


def text(node: Component, context: Context) -> str | None:
    """Return the text that stands between a component's tags when the page runs, ``None`` where it is not known."""
    for between in as_code.between(node.children, context):
        picture = _picture(f"$jsx($jsx.Fragment, {{}}, {between.code})", context)
        if isinstance(picture, Picture) and not picture.lacks:
            made = picture.nodes(between.slots)
            if not any(isinstance(one, Component) for top in made for one in top.walk()):
                return text_of(made)
    return None


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
