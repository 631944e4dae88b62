"""``{...}`` in MDX: constants are text, what renders nothing is a comment, the rest is kept and reported."""

from __future__ import annotations

import re

from migrator.diagnostics import Code
from migrator.docusaurus.markdown.semantics import mdx1, staged
from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.docusaurus.markdown.semantics.operators import number_text
from migrator.nodes import Comment, Component, Element, Expression, Paragraph, Text

#: What a page shows between the tags of the component that it is.
CHILDREN = "props.children"

#: Names that are there on every page: JavaScript's, and those of a page itself (`mdx-loader/lib/loader.js`).
_GLOBAL_NAMES = (
    "Array BigInt Boolean Date Infinity Intl JSON Map Math NaN Number Object Promise React RegExp Set String Symbol "
    "console decodeURI decodeURIComponent document encodeURI encodeURIComponent false global globalThis history in "
    "instanceof isFinite isNaN localStorage location navigator new null parseFloat parseInt process require this true "
    "typeof undefined useBaseUrl void window "
    "assets components contentTitle frontMatter metadata props toc"
)
_GLOBALS = frozenset(_GLOBAL_NAMES.split())
_LONGEST = 1_000
_LOCAL = re.compile(r"=>|\bfunction\b|<|\bclass\b")
_NO_CODE = re.compile(
    r"(?<=[(,=:!&|?])\s*+/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/\w*+"  # a regular expression
    r"|//[^\n]*+|/\*.*?\*/"
    r"|'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\"|`(?:[^`\\]|\\.)*+`",
    re.S,
)
_NAME = re.compile(r"(?<![\w$.])((?!\d)[\w$]++)(?!\s*:)")
_COMMENTS = re.compile(r"(?:\s++|//[^\n]*+|/\*.*?\*/)++", re.S)


def expression(node: Expression, context: Context) -> Replacement:
    """Return what React draws for an expression, as far as it is known."""
    typed = Text(f"{{{node.value}}}", span=node.span)
    if mdx1.is_text(node, context):
        return _text(typed, node, context)
    if not node.value.strip():
        return nothing(node)
    if _COMMENTS.fullmatch(node.value):
        return Comment(node.value, inline=node.inline, span=node.span)
    if node.value.strip() == CHILDREN and CHILDREN in context.constants:
        return node  # the partial's user says what stands here
    constant = context.constant(node.value)
    if constant is None or isinstance(constant.value, list):
        nodes = context.drawn(node.value, node)
        if nodes:
            return Element(nodes, inline=node.inline, span=node.span)
        if nodes is not None:
            return nothing(node)
    if constant is None and (word := undefined_name(node.value, context)):
        context.report(
            Code.INVALID_MDX, f"{{{word}}} names nothing that is known to the page: kept as text", node, word
        )
        return _text(typed, node, context)
    if constant is None or not isinstance(constant.value, str | int | float | None):
        why = staged.expression(node, context)
        if isinstance(why, Element):
            return why
    if constant is None:
        shown = " ".join(node.value.split())
        shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
        because = f": {why}" if why else ""
        message = f"the value of {{{shown}}} is known only when the page runs{because}"
        context.report(Code.EXPRESSION, message, node, shown)
        return node
    value = constant.value
    if value is None or isinstance(value, bool) or value == "":
        return nothing(node)
    if isinstance(value, int | float):
        value = number_text(value)
    if not isinstance(value, str):
        context.report(Code.EXPRESSION, "an object or a list cannot be shown as text", node, "object")
        return node
    return _text(Text(value, plain=False, span=node.span), node, context)


def _text(text: Text, node: Expression, context: Context) -> Replacement:
    """Return a text fit for the place where the expression stands."""
    if node.inline or isinstance(context.parent, Element | Component):
        return text
    if not text.value.strip():
        return nothing(node)
    return Paragraph([text], span=node.span)


def nothing(node: Expression) -> Element:
    """Return an empty fragment: what ``{null}`` draws."""
    return Element(inline=node.inline, span=node.span, open=node.span)


def undefined_name(source: str, context: Context) -> str | None:
    """Return a name in an expression that nothing defines, ``None`` where there is none or it cannot be told.

    Such a page cannot be shown by Docusaurus 3; to older versions braces in text were but text.
    """
    if len(source) > _LONGEST or _LOCAL.search(source):
        return None
    for found in _NAME.finditer(_NO_CODE.sub('""', source)):
        name = found[1]
        if name not in _GLOBALS and name not in context.defined and name not in context.constants:
            return name
    return None
