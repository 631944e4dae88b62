"""Handling of parsed HTML."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

from migrator.verify.text import clean

Element: TypeAlias = etree._Element

_TEXT = etree.XPath("string()")


def parse(data: bytes) -> Element | None:
    """Parse a page, however broken; ``None`` where it is empty.

    Real builds hold NUL bytes, which would end the text.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(data.replace(b"\0", b"") or b"<p>", parser)
    return root if root is not None and root.tag == "html" else None


def text_of(element: Element) -> str:
    """Return the text of an element, comments left out, as a reader sees it."""
    return clean(str(_TEXT(element)))


def drop(element: Element) -> None:
    """Take an element out of its tree, but not the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + element.tail
        else:
            previous.tail = (previous.tail or "") + element.tail
    parent.remove(element)
