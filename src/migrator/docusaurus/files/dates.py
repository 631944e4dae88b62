"""Dates as JavaScript reads them: in front matter, in file names, in ``last_update``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
_TIME = (
    r"(?:(?:T|[ ]+)(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?P<fraction>\.\d+)?)?\s*" + _ZONE + ")?"
)
_SHAPES = tuple(
    re.compile(rf"\s*{shape}{_TIME}\s*", re.ASCII)
    for shape in (
        r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?",
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})",
        r"(?:[A-Za-z]+,?\s+)?(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})",
        r"(?:[A-Za-z]+,?\s+)?(?P<day>\d{1,2})\s+(?P<name>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})",
    )
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def parse_date(value: object) -> datetime | None:
    """Return the moment that a front matter value means, with a time zone, or ``None`` where it is no date.

    A date without a zone is meant in UTC (`plugin-content-blog/lib/blogUtils.js` adds a ``Z``).  The shapes are those
    of JavaScript's ``Date`` that people write: ISO, with dashes, dots or slashes, with month names.  As there, the 31st
    of a shorter month is a day of the next.
    """
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if not isinstance(value, str) or len(value) > 64:
        return None
    for shape in _SHAPES:
        if found := shape.fullmatch(value):
            return _moment(found.groupdict())
    return None


def _moment(part: dict[str, str | None]) -> datetime | None:
    name = part.get("name")
    if name is not None:
        if name[:3].lower() not in _MONTHS:
            return None
        month = _MONTHS.index(name[:3].lower()) + 1
    else:
        month = int(part.get("month") or 1)
    day, hour = int(part["day"] or 1), int(part["hour"] or 0)
    minute, second = int(part["minute"] or 0), int(part["second"] or 0)
    if not 1 <= day <= 31 or hour > 24 or minute > 59 or second > 59:
        return None
    offset = timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second + float(part["fraction"] or 0))
    try:
        return datetime(int(part["year"] or 0), month, 1, tzinfo=_zone(part["zone"])) + offset
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    if text is None or not text[-1].isdigit():
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
