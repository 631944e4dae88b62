"""YAML for front matter: few kinds of values, written fast and always in the same way."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime

_PLAIN = re.compile(r"[^\W\d_][\w ./()+-]*(?<! )")
_NOT_STRINGS = frozenset(["true", "false", "yes", "no", "on", "off", "null", "none", "nan", "inf", "y", "n"])
_KEY = re.compile(r"[A-Za-z_][\w-]*")
#: Characters that YAML's double-quoted strings want escaped and JSON's do not.
_UNPRINTABLE = re.compile("[\x7f-\x84\x86-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def front_matter(fields: Mapping[str, object]) -> str:
    """Return ``fields`` between two ``---`` lines, in the order given."""
    return f"---\n{document(fields)}---\n"


def document(fields: Mapping[str, object]) -> str:
    """Return ``fields`` as the text of a file of their own."""
    return _mapping(fields, "")


def plain(value: object) -> object:
    """Return a value of the author's as YAML can hold it."""
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if value is None or isinstance(value, str | bool | int | float | date):
        return value
    return str(value)


def _mapping(fields: Mapping[str, object], indent: str) -> str:
    return "".join(f"{indent}{_key(key)}:{_value(value, indent)}" for key, value in fields.items())


def _value(value: object, indent: str) -> str:
    if isinstance(value, Mapping):
        return "\n" + _mapping(value, indent + "  ") if value else " {}\n"
    if isinstance(value, list | tuple):
        if not value:
            return " []\n"
        if all(isinstance(item, str | int | float | bool) for item in value) and len(value) < 20:
            line = ", ".join(scalar(item, flow=True) for item in value)
            if len(line) < 100:
                return f" [{line}]\n"
        return "\n" + "".join(f"{indent}  -{_item(item, indent + '  ')}" for item in value)
    return f" {scalar(value)}\n"


def _item(value: object, indent: str) -> str:
    if isinstance(value, Mapping) and value:
        return " " + _mapping(value, indent + "  ")[len(indent) + 2 :]
    return _value(value, indent + "  ")


def _key(key: object) -> str:
    text = str(key)
    return text if _KEY.fullmatch(text) and text.lower() not in _NOT_STRINGS else _quoted(text)


def scalar(value: object, *, flow: bool = False) -> str:
    """Return one value; a string is quoted only where it would be read as something else."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value) if value == value and abs(value) != float("inf") else _quoted(str(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_STRINGS and not (flow and "," in text):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
