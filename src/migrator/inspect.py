"""The model as JSON, for people and scripts to look at."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import PurePath

from migrator.diagnostics import Diagnostic
from migrator.nodes import Node, Span
from migrator.post import Post, Source


def to_json(value: object, source: Source | None = None) -> object:
    """Return a JSON value for any part of the model.

    Nodes are written as mdast is: ``type``, the fields, and ``position`` with lines, columns and offsets
    (0-based offsets, 1-based lines and columns) where ``source`` is known.  Fields that say nothing (empty or
    ``None``) are left out.
    """
    if isinstance(value, Post):
        source = value.source
    if isinstance(value, Diagnostic):
        return value.to_json()
    if isinstance(value, Span):
        return _position(value, source) if source else list(value)
    if is_dataclass(value) and not isinstance(value, type):
        out: dict[str, object] = {"type": value.type} if isinstance(value, Node) else {}
        for f in fields(value):
            item = getattr(value, f.name)
            if f.name.startswith("_") or item is None or item in ("", [], {}, ()):
                continue
            name = "position" if f.name == "span" and isinstance(value, Node) else f.name
            out[name] = to_json(item, source)
        if not isinstance(value, Node) and type(value).__module__ == "migrator.targets":
            out = {"kind": type(value).__name__.lower(), **out}
        return out
    if isinstance(value, dict):
        return {str(key): to_json(item, source) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [to_json(item, source) for item in value]
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return value.as_posix() if isinstance(value, PurePath) else str(value)


def _position(span: Span, source: Source) -> dict[str, object]:
    def point(offset: int) -> dict[str, int]:
        line, column = source.place(offset)
        return {"line": line, "column": column, "offset": offset}

    return {"start": point(span.start), "end": point(span.end)}
