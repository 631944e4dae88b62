"""Ghost's cards.  Fields that are HTML say so; the rest is text."""

from __future__ import annotations

from migrator_ghost.lexical.elements import LexicalNode


def codeblock(code: str, language: str = "", caption: str = "") -> LexicalNode:
    """Return a code card; ``caption`` is HTML."""
    return {"type": "codeblock", "version": 1, "code": code, "language": language, "caption": caption}


def image(
    src: str,
    *,
    alt: str = "",
    title: str = "",
    caption: str = "",
    width: int | None = None,
    height: int | None = None,
    href: str = "",
) -> LexicalNode:
    """Return an image card; ``caption`` is HTML, ``width`` and ``height`` are pixels, ``href`` where a click leads."""
    return {
        "type": "image",
        "version": 1,
        "src": src,
        "width": width,
        "height": height,
        "title": title,
        "alt": alt,
        "caption": caption,
        "cardWidth": "regular",
        "href": href,
    }


def html(source: str) -> LexicalNode:
    """Return an HTML card, which stands in the page as it is."""
    return {"type": "html", "version": 1, "html": source}


def callout(source: str, emoji: str, colour: str) -> LexicalNode:
    """Return a callout; ``source`` is HTML of which Ghost keeps inline tags alone (``callout-renderer``).

    ``colour`` is one of grey, white, blue, green, yellow, red, pink, purple, accent.
    """
    return {
        "type": "callout",
        "version": 1,
        "calloutText": source,
        "calloutEmoji": emoji,
        "backgroundColor": colour,
    }


def toggle(heading: str, content: str) -> LexicalNode:
    """Return a toggle; both are HTML.

    The editor keeps text, links and lists of ``content`` and flattens all else (Koenig's ``BASIC_NODES``).
    """
    return {"type": "toggle", "version": 1, "heading": heading, "content": content}


def horizontal_rule() -> LexicalNode:
    return {"type": "horizontalrule", "version": 1}


def bookmark(url: str, title: str, description: str = "") -> LexicalNode:
    """Return a link to a page that shows its title and what it is about."""
    metadata = {"icon": "", "title": title, "description": description, "author": "", "publisher": "", "thumbnail": ""}
    return {"type": "bookmark", "version": 1, "url": url, "metadata": metadata, "caption": ""}


def embed(url: str, source: str) -> LexicalNode:
    """Return a video of another site: its address, and the HTML that shows it."""
    return {
        "type": "embed",
        "version": 1,
        "url": url,
        "embedType": "video",
        "html": source,
        "metadata": {},
        "caption": "",
    }
