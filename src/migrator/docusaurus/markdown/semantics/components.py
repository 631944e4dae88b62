"""React components: those of Docusaurus's theme mean something, every other one is kept and reported."""

from __future__ import annotations

from collections.abc import Callable

from migrator.diagnostics import Code
from migrator.docusaurus.markdown.semantics import (
    admonition_component,
    card_list,
    code_component,
    details,
    packages,
    pictures,
    staged,
    tabs,
    toc,
)
from migrator.docusaurus.markdown.semantics.attributes import settle_attributes
from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.docusaurus.markdown.semantics.esm import file_path
from migrator.docusaurus.markdown.semantics.operators import UNKNOWN, interpolated
from migrator.nodes import Attribute, Comment, Component, Element, Expression, Js, Node, Text

#: What a component of the theme becomes; ``None`` where this use of it cannot be told.
Meaning = Callable[[Component, Context], Replacement | None]


def component(node: Component, context: Context) -> Replacement:
    """Return what a component of the theme means; keep and report any other."""
    settle_attributes(node, context)
    node.module = module = node.module or context.imports.get(node.name.split(".", 1)[0])
    meaning = _MEANINGS.get(theme_name(node.name, module) or "")
    made = meaning(node, context) if meaning else None
    if made is None and module is not None and (path := file_path(module)) and path.lower().endswith(".svg"):
        made = pictures.drawing(node, path)
    if made is None:
        made = packages.package_component(node, context)
    if made is None and node.name in context.components:
        made = _own(node, context)
    if made is not None:
        return made
    if module is not None and context.modules is not None:
        node.module = module = context.modules.drawn(node.name, module, context.source.path) or module
    if module is not None and module.endswith((".md", ".mdx")) and "raw-loader" not in module:
        return node  # a partial, which the reader puts in its place
    shown = "" if meaning else staged.component(node, context)
    if isinstance(shown, Element):
        return shown
    why = f": {shown}" if shown else ""
    context.report(Code.COMPONENT, f"<{node.name}> has no equivalent{why}", node, node.name)
    return node


def theme_name(name: str, module: str | None) -> str | None:
    """Return the name that a component has in Docusaurus's theme, ``None`` where it is another's.

    A page may import the theme's components by any name; without an import they are the site's global ones
    (`theme-classic/lib/theme/MDXComponents`).  Tabs are told by their name alone: sites wrap them.
    """
    if module is None or name in ("Tabs", "TabItem"):
        return name
    for prefix in ("@theme/", "@theme-original/", "@theme-init/", "@docusaurus/"):
        if module.startswith(prefix):
            return module.removeprefix(prefix).rsplit("/", 1)[-1]
    return None


def _link(node: Component, context: Context) -> Replacement:
    """``<Link to="/a">`` (`core/lib/client/exports/Link.js`)."""
    href = node.attributes.pop("to", None)
    attributes: dict[str, Attribute] = {"href": href} if href is not None else {}
    attributes.update(node.attributes)
    return _as_element(node, "a", attributes)


def _heading(node: Component, context: Context) -> Replacement | None:
    """``<Heading as="h2" id="a">`` (`theme-classic/lib/theme/Heading`)."""
    level = node.attributes.pop("as", "h1")
    return _as_element(node, level, node.attributes) if isinstance(level, str) else None


def _head(node: Component, context: Context) -> Replacement:
    return _as_element(node, "head", node.attributes)


def _translate(node: Component, context: Context) -> Replacement | None:
    """``<Translate id="a">Text</Translate>``: its text, with ``values`` in the place of ``{name}``.

    A translation is known by the ``id`` or, without one, by the text (`core/lib/client/exports/Translate.js`).
    """
    text = code_component.constant_text(node, context) if node.children else None
    key = node.attributes.get("id", text)
    translation = context.settings.messages.get(key) if isinstance(key, str) else None
    values = node.attributes.get("values")
    if values is None and translation is None:
        return _as_element(node, "", {}) if node.children else None
    text = text if translation is None else translation
    known = None if values is None else values.value if isinstance(values, Js) and values.static else UNKNOWN
    made = UNKNOWN if text is None or known is UNKNOWN else interpolated(text, known)
    return Element([Text(made, plain=False)], inline=node.inline, span=node.span) if isinstance(made, str) else None


def _browser_only(node: Component, context: Context) -> Replacement | None:
    """``<BrowserOnly fallback={...}>{() => ...}</BrowserOnly>``: what its function draws, else what stands in for it.

    The latter is what a page shows before it runs.
    """
    functions = [child for child in node.children if isinstance(child, Expression)]
    made = context.drawn(functions[0].value, node) if len(functions) == 1 else None
    if made is not None:
        return Element(made, inline=node.inline, span=node.span)
    fallback = node.attributes.get("fallback")
    made = context.drawn(fallback.source, node) if isinstance(fallback, Js) else None
    if not made or node.span is None:
        return None
    context.report(Code.COMPONENT, "what <BrowserOnly> draws is known only when the page runs", node, node.name)
    typed = Comment(context.source.slice(node.span), inline=node.inline, span=node.span)
    return Element([typed, *made], inline=node.inline, span=node.span)


def _own(node: Component, context: Context) -> Element | None:
    """Draw a component that the page defines; one that only wraps what it is given keeps that as typed."""
    names = list(context.components)
    later = set(names[names.index(node.name) :])
    made = context.components[node.name].drawn(node, context.constants, context.limits, later)
    if made is None:
        return None
    if len(made) == 1 and isinstance(made[0], Element) and _same(made[0].children, node.children):
        return _as_element(node, made[0].name, made[0].attributes)
    return Element(made, inline=node.inline, span=node.span)


def _same(one: list[Node], other: list[Node]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _as_element(node: Component, name: str, attributes: dict[str, Attribute]) -> Element:
    return Element(
        node.children,
        name=name,
        attributes=attributes,
        inline=node.inline,
        span=node.span,
        open=node.open,
        close=node.close,
    )


_MEANINGS: dict[str, Meaning] = {
    "Tabs": tabs.tabs,
    "Details": details.details,
    "Admonition": admonition_component.admonition,
    "CodeBlock": code_component.code_block,
    "Mermaid": lambda node, context: code_component.mermaid(node),
    "TOCInline": toc.table_of_contents,
    "Link": _link,
    "Heading": _heading,
    "Head": _head,
    "Translate": _translate,
    "Interpolate": _translate,
    "BrowserOnly": _browser_only,
    "DocCardList": card_list.card_list,
    "ThemedImage": pictures.themed_image,
    "IdealImage": pictures.ideal_image,
}
