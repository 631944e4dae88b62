"""Single values of front matter and data files, as JavaScript sees them."""

from __future__ import annotations

import math
from datetime import UTC, date

from migrator.docusaurus.files.dates import parse_date


def is_textual(value: object) -> bool:
    """Say whether a value is a text, or a number or date that stands for one (``JoiFrontMatter.js``)."""
    return isinstance(value, str | int | float | date) and not isinstance(value, bool)


def to_text(value: object) -> str:
    """Spell a scalar as JavaScript's ``toString`` does (dates in UTC)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
        return str(int(value)) if value == int(value) and abs(value) < 1e21 else repr(value)
    if isinstance(value, date):
        moment = parse_date(value)
        if moment is not None:
            utc = moment.astimezone(UTC)
            day = f"{_DAYS[utc.weekday()]} {_MONTHS[utc.month - 1]} {utc.day:02} {utc.year:04}"
            return f"{day} {utc:%H:%M:%S} GMT+0000 (Coordinated Universal Time)"
    return str(value)


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def to_number(value: object) -> float | None:
    """Return a number, also one written as a text; ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and value.strip() != value:
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None
