"""What the feeds of a rendered site hold."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import feedparser

Items = list[dict[str, str]]


def read_feeds(folder: Path) -> dict[str, Items]:
    """Return the items of every feed under ``folder``, by its path: id, link (decoded), title and date."""
    paths = [path for name in ("rss.xml", "atom.xml", "feed.json") for path in folder.rglob(name)]
    return {path.relative_to(folder).as_posix(): _items(path) for path in sorted(paths)}


def _items(path: Path) -> Items:
    if path.suffix == ".json":
        entries = json.loads(path.read_text("utf-8"))["items"]
        return [
            {
                "id": entry["id"],
                "link": unquote(entry["url"]),
                "title": entry["title"],
                "date": entry["date_modified"][:19],
            }
            for entry in entries
        ]
    return [
        {"id": entry.id, "link": unquote(entry.link), "title": entry.title, "date": _date(entry)}
        for entry in feedparser.parse(path.read_bytes()).entries
    ]


def _date(entry: Any) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", entry.get("published_parsed") or entry.updated_parsed)
