"""What the sitemaps of a rendered site hold."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

_URL = re.compile(r"<url>(.*?)</url>", re.DOTALL)
_TAGS = ("loc", "lastmod", "changefreq", "priority")


def read_sitemaps(folder: Path) -> dict[str, list[list[str]]]:
    """Return the entries of every sitemap under ``folder``, by its path: address, change, frequency, priority.

    Addresses are decoded and without a slash at their end; where there is no such tag, its text is empty.
    """
    paths = sorted(folder.rglob("sitemap*.xml"))
    return {path.relative_to(folder).as_posix(): sorted(map(_entry, _entries(path))) for path in paths}


def _entries(path: Path) -> list[str]:
    return _URL.findall(path.read_text("utf-8"))


def _entry(text: str) -> list[str]:
    found = (re.search(f"<{tag}>(.*?)</{tag}>", text) for tag in _TAGS)
    address, *rest = (unescape(one[1]) if one else "" for one in found)
    return [unquote(address).rstrip("/"), *rest]
