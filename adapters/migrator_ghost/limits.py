"""What Ghost takes of a text (``core/server/data/schema/schema.js``); a longer one would stop a whole import."""

from __future__ import annotations

from pathlib import PurePosixPath

from migrator.diagnostics import Code, Diagnostic

#: The most characters that a field may have.
LIMITS = {
    "title": 255,
    "custom_excerpt": 300,
    "meta_title": 300,
    "meta_description": 500,
    "og_title": 300,
    "og_description": 500,
    "feature_image": 2000,
    "feature_image_alt": 191,
    "og_image": 2000,
    "twitter_image": 2000,
    "canonical_url": 2000,
    "codeinjection_head": 65535,
    "codeinjection_foot": 65535,
    "site title": 150,
    "site description": 200,
    "tag name": 191,
    "tag description": 500,
    "user name": 191,
    "user email": 191,
    "user bio": 250,
    "user website": 2000,
}
#: Fields that mean nothing when they are cut.
_WHOLE = frozenset({"feature_image", "og_image", "twitter_image", "canonical_url", "user website"}) | {
    "codeinjection_head",
    "codeinjection_foot",
}


class Limiter:
    """Shortens what is too long, and remembers what is to be said of it."""

    def __init__(self, path: PurePosixPath | None = None) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._path = path

    def fit(self, field: str, text: str) -> str:
        """Return a text as it fits into a field: cut at a word, or left out where a part of it means nothing."""
        limit = LIMITS[field]
        if len(text) <= limit:
            return text
        shown = f"{text[:40]}…" if len(text) > 40 else text
        if field in _WHOLE:
            self._say(f"{field} is left out: Ghost takes {limit} characters, this has {len(text)} ({shown})", field)
            return ""
        self._say(f"{field} is cut: Ghost takes {limit} characters, this has {len(text)} ({shown})", field)
        return shorten(text, limit)

    def _say(self, message: str, field: str) -> None:
        self.diagnostics.append(Diagnostic(Code.NOT_IN_TARGET, message, self._path, subject=field))


def shorten(text: str, limit: int) -> str:
    """Return the beginning of a text, cut at a word where one ends near the limit, with an ellipsis."""
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    if space > len(cut) * 3 // 4:
        cut = cut[:space]
    return cut.rstrip() + "…"
