"""Pictures drawn by components: themed, lazily loaded, and SVG files imported as components."""

from __future__ import annotations

from migrator.docusaurus.markdown.semantics.context import Context
from migrator.nodes import Attribute, Component, Element, Js


def themed_image(node: Component, context: Context) -> Element | None:
    """``<ThemedImage sources={{light, dark}}>`` as ``<picture>``, which chooses by the reader's colour scheme."""
    given = node.attributes.pop("sources", None)
    sources = given.value if isinstance(given, Js) else None
    if not isinstance(sources, dict) or not isinstance(sources.get("light"), str):
        return None
    image = Element(name="img", attributes={"src": sources["light"], **node.attributes}, inline=True, span=node.span)
    if not isinstance(sources.get("dark"), str):
        image.inline = node.inline
        return image
    dark: dict[str, Attribute] = {"srcset": sources["dark"], "media": "(prefers-color-scheme: dark)"}
    source = Element(name="source", attributes=dark, inline=True, span=node.span)
    return Element([source, image], name="picture", inline=node.inline, span=node.span)


def ideal_image(node: Component, context: Context) -> Element | None:
    """``<Image img={require('./a.png')}>`` (`plugin-ideal-image/lib/theme/IdealImage`)."""
    source = node.attributes.pop("img", None)
    if not isinstance(source, str):
        return None
    return Element(name="img", attributes={"src": source, **node.attributes}, inline=node.inline, span=node.span)


def drawing(node: Component, path: str) -> Element:
    """``import Logo from './logo.svg'; <Logo />``: the file as an image."""
    node.attributes.pop("title", None)
    return Element(name="img", attributes={"src": path, **node.attributes}, inline=node.inline, span=node.span)
