"""Which of the translations that come with Docusaurus a locale shows (``theme-translations/lib/index.js``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

Words = TypeVar("Words")

#: Regions that write Chinese with traditional characters, as ``Intl.Locale`` maximizes them.
_TRADITIONAL = {"TW", "HK", "MO"}


def theme_words(translations: Mapping[str, Words], locale: str) -> Words | None:
    """Return the first of ``translations``, which are by locale, that Docusaurus tries for ``locale``."""
    return next((translations[name] for name in _tried(locale) if name in translations), None)


def _tried(locale: str) -> Iterator[str]:
    """The locale itself, then its language with a region, with a script, alone; what is not said is the usual one."""
    yield locale
    language, *rest = locale.split("-")
    language = language.lower()
    if language == "pt" and not rest:
        yield "pt-BR"
    if language == "zh":
        script = next((part.title() for part in rest if len(part) == 4), "")
        region = next((part.upper() for part in rest if len(part) == 2), "")
        yield f"zh-{script or ('Hant' if region in _TRADITIONAL else 'Hans')}"
    yield language
