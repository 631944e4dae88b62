"""The outcome of a comparison as one self-contained page for the owner of the site."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from typing import Any

from migrator.verify.compare import Comparison
from migrator.verify.report_text import NAMES, to_data

_MOST_CHANGES = 200  # a page; more do not help, and the report must open
_LONG = 1200


def to_html(comparison: Comparison) -> str:
    """Return the report: no outside style, script, font or image."""
    data = to_data(comparison)
    data["names"] = NAMES
    for page in data["pages"]:
        _shorten(page)
    # "</script>" and "<!--" inside of a script element end or change it.
    embedded = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    template = (files("migrator.verify") / "report.html").read_text("utf-8")
    return template.replace("{{title}}", escape(comparison.after)).replace("{{data}}", embedded)


def _shorten(page: dict[str, Any]) -> None:
    changes = page.get("changes", [])
    if len(changes) > _MOST_CHANGES:
        page["more"] = len(changes) - _MOST_CHANGES
        del changes[_MOST_CHANGES:]
    for change in changes:
        change[:] = [text if len(text) <= _LONG else text[:_LONG] + " …" for text in change]
