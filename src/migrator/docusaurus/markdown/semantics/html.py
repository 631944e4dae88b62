"""JSX attributes as React DOM writes them into HTML (`react-dom/server`)."""

from __future__ import annotations

import re

from migrator.docusaurus.markdown.semantics.html_names import (
    BOOLEAN,
    DROPPED,
    HYPHENATED,
    RENAMED,
    SVG,
    UNITLESS,
    WRITTEN_OUT,
)
from migrator.docusaurus.markdown.semantics.operators import number_text
from migrator.nodes import Attribute, Js

_UPPER = re.compile(r"([A-Z])")
_HANDLER = re.compile(r"on[A-Z]")


def html_attributes(element: str, attributes: dict[str, Attribute]) -> dict[str, Attribute]:
    """Return an element's attributes named and valued as in HTML.

    ``True`` is an attribute without a value.  What React leaves out (``false``, ``null``, ``key``) is left out;
    values that are no constants stay ``Js``.
    """
    made: dict[str, Attribute] = {}
    for name, value in attributes.items():
        if name in DROPPED:
            continue
        if name.startswith("...") or (_HANDLER.match(name) and isinstance(value, Js) and not value.static):
            made[name] = value
            continue
        html_name = attribute_name(element, name)
        written = _value(html_name, value)
        if written is not False:
            made[html_name] = written
    return made


def attribute_name(element: str, name: str) -> str:
    """Return the HTML name of a JSX attribute: ``class`` for ``className``."""
    if name in RENAMED:
        return RENAMED[name]
    if name in HYPHENATED:
        return HYPHENATED[name]
    return name if element in SVG or "-" in element else name.lower()


def _value(name: str, value: Attribute) -> Attribute:
    """Return an attribute's value; ``False`` where React leaves it out."""
    if isinstance(value, str):
        return True if value and name in BOOLEAN else value
    if isinstance(value, Js):
        if not value.static:
            return value
        constant = value.value
    else:
        constant = value
    if constant is None:
        return False
    if isinstance(constant, bool):
        if name in WRITTEN_OUT or name.startswith(("aria-", "data-")):
            return "true" if constant else "false"
        return constant
    if isinstance(constant, int | float):
        return number_text(constant)
    if isinstance(constant, dict):
        if name == "style":
            return css(constant) or False
        return "[object Object]"
    if isinstance(constant, list):
        return ",".join(str(item) for item in constant)
    return str(constant)


def css(style: dict[str, object]) -> str:
    """Return a style object as CSS: ``{marginTop: 3}`` as ``margin-top:3px``."""
    parts: list[str] = []
    for name, value in style.items():
        if value is None or isinstance(value, bool) or value == "":
            continue
        if isinstance(value, int | float):
            text = number_text(value) + ("" if value == 0 or name in UNITLESS or name.startswith("--") else "px")
        else:
            text = str(value).strip()
        hyphenated = name if name.startswith("--") else _UPPER.sub(r"-\1", name).lower()
        parts.append(f"{'-' if hyphenated.startswith('ms-') else ''}{hyphenated}:{text}")
    return ";".join(parts)
