"""The few CSS selectors that say where a page has its content: ``main``, ``.post-body``, ``#content p``."""

from __future__ import annotations

import re
from typing import cast

from migrator.verify.tree import Element

_STEP = re.compile(r"(?:[a-zA-Z][\w-]*|\*)?(?:\.[\w-]+|#[\w-]+|\[[\w-]+(?:=\"?[^\]\"]*\"?)?\])*")
_PART = re.compile(r"\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:=\"?([^\]\"]*)\"?)?\]")


def to_xpath(selector: str) -> str:
    """Translate selectors (names, ``.class``, ``#id``, ``[attribute=value]``, descendants, commas) to XPath.

    Raise ``ValueError`` for any other selector.
    """
    return " | ".join("".join(_step(step) for step in one.split()) for one in selector.split(",") if one.strip())


def _step(step: str) -> str:
    if not _STEP.fullmatch(step):
        raise ValueError(f"{step!r} is no selector that is understood: use names, .class, #id and [attribute=value].")
    name = re.match(r"[\w*-]*", step)
    path = "//" + (name[0] if name and name[0] else "*")
    for class_, name_, attribute, value in _PART.findall(step):
        if class_:
            path += f"[contains(concat(' ', normalize-space(@class), ' '), ' {class_} ')]"
        elif name_:
            path += f"[@id='{name_}']"
        else:
            path += f'[@{attribute}="{value}"]' if value else f"[@{attribute}]"
    return path


def elements(root: Element, xpath: str) -> list[Element]:
    """Return the elements that an XPath finds, in the order of the page."""
    return cast("list[Element]", root.xpath(xpath))


def strings(root: Element, xpath: str) -> list[str]:
    """Return the attributes' values that an XPath finds."""
    return [str(found) for found in cast("list[object]", root.xpath(xpath))]


def first(root: Element, xpath: str) -> Element | None:
    """Return the first element that an XPath finds."""
    found = elements(root, xpath)
    return found[0] if found else None
