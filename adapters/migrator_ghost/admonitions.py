"""What an admonition looks like in Ghost: an emoji and a colour for each kind."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """``colour`` is one of those that a callout has."""

    emoji: str
    colour: str


_OTHER = Look("📝", "grey")
_LOOKS = {
    "note": _OTHER,
    "secondary": _OTHER,
    "tip": Look("💡", "green"),
    "success": Look("✅", "green"),
    "info": Look("ℹ️", "blue"),
    "important": Look("❗", "purple"),
    "warning": Look("⚠️", "yellow"),
    "caution": Look("⚠️", "yellow"),
    "danger": Look("🔥", "red"),
}


def look(kind: str) -> Look:
    """Return the look of a kind of admonition; a site's own kinds look like notes."""
    return _LOOKS.get(kind.lower(), _OTHER)


def shown_title(default: str) -> str:
    """Return a kind's own title with a capital letter: Docusaurus's style sheet shows it in capitals."""
    return default[:1].upper() + default[1:]
