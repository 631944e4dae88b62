"""``_data/words.yml``: the words of the interface and the way to show a date, in a language."""

from __future__ import annotations

import tomllib
from pathlib import Path

from migrator.writers.files import WORDS

_DATES = Path(__file__).with_name("dates.toml")


def words(locale: str) -> dict[str, object]:
    """Return the words in the language of ``locale``, in English where there is no translation."""
    language = locale.partition("-")[0].lower()
    files = {path.stem: path for path in WORDS.iterdir()}
    found: dict[str, object] = {}
    for name in ("en", language):
        if name in files:
            found |= tomllib.loads(files[name].read_text("utf-8"))
    dates: dict[str, object] = tomllib.loads(_DATES.read_text("utf-8")).get(language, {"date": "%Y-%m-%d"})
    return found | dates
