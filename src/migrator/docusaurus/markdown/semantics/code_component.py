"""``<CodeBlock language="js">{`...`}</CodeBlock>`` and ``<Mermaid value={`...`}/>``."""

from __future__ import annotations

from migrator.docusaurus.markdown.semantics import staged
from migrator.docusaurus.markdown.semantics.code_blocks import read_meta
from migrator.docusaurus.markdown.semantics.context import Context
from migrator.docusaurus.markdown.semantics.unravel import flow_children
from migrator.nodes import Attribute, Code, Comment, Component, Diagram, Expression, Js, Text


def code_block(node: Component, context: Context) -> Code | None:
    """Return the code block that the component draws, ``None`` where its code is not known."""
    value = node.attributes.get("children")
    if node.children:
        value = constant_text(node, context)
        value = staged.text(node, context) if value is None else value
    if not isinstance(value, str):
        return None
    language = _string(node.attributes.get("language")) or _language_of_class(_string(node.attributes.get("className")))
    code = Code(
        value.removesuffix("\n"),
        lang=language,
        meta=_string(node.attributes.get("metastring")),
        title=_string(node.attributes.get("title")),
        line_numbers=_line_numbers(node.attributes.get("showLineNumbers")),
        fenced=False,
        span=node.span,
    )
    read_meta(code, context)
    return code


def mermaid(node: Component) -> Diagram | None:
    """Return the diagram of a ``<Mermaid>``, ``None`` where it is not known."""
    value = node.attributes.get("value")
    return Diagram(value, span=node.span) if isinstance(value, str) else None


def constant_text(node: Component, context: Context) -> str | None:
    """Return what stands between a component's tags, ``None`` where it is more than constant text."""
    parts: list[str] = []
    for child in flow_children(node, context):
        if isinstance(child, Text):
            parts.append(child.value)
        elif isinstance(child, Expression):
            constant = context.constant(child.value)
            if constant is None or not isinstance(constant.value, str):
                return None
            parts.append(constant.value)
        elif not isinstance(child, Comment):
            return None
    return "".join(parts)


def _string(value: Attribute | None) -> str | None:
    return value if isinstance(value, str) and value else None


def _language_of_class(names: str | None) -> str | None:
    found = [name for name in (names or "").split() if name.startswith("language-")]
    return found[0].removeprefix("language-") if found else None


def _line_numbers(value: Attribute | None) -> int | None:
    given = value.value if isinstance(value, Js) and value.static else value
    if given is True:
        return 1
    return given if isinstance(given, int) and not isinstance(given, bool) else None
