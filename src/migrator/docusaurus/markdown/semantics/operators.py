"""What JavaScript's operators, members and methods make of constants.

Nothing here raises for a value of the wrong kind: what JavaScript would not do, or what is not known, is ``UNKNOWN``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

#: No text made of constants may be longer.
_LONGEST = 1_000_000
_SAFE = 2**53
_BLANK = re.compile(r"\{(\w+)\}")

#: Each operator with its rank: those of a higher rank bind closer.
RANKS = {"??": 0, "||": 0, "&&": 1, "===": 2, "!==": 2, "==": 2, "!=": 2, "<": 3, ">": 3, "<=": 3, ">=": 3}
RANKS |= {"+": 4, "-": 4, "*": 5, "/": 5, "%": 5}


class Unknown(Enum):
    """The type of ``UNKNOWN``, a value that only the running page has."""

    UNKNOWN = "unknown"


UNKNOWN = Unknown.UNKNOWN


def number_text(value: float) -> str:
    """Return a number as JavaScript writes it: ``1``, not ``1.0``."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e21 else repr(value)


def as_text(value: object) -> str | None:
    """Return a constant as JavaScript joins it to a string, ``None`` where it is no text or number."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, int | float) else None


def truthy(value: object) -> bool:
    """Say whether JavaScript takes a value for true: an empty list and an empty object are."""
    return isinstance(value, list | dict) or (bool(value) and value == value)


def concatenated(parts: Sequence[str]) -> str | Unknown:
    """Return texts put together, as long as that is no trap."""
    return "".join(parts) if sum(map(len, parts)) <= _LONGEST else UNKNOWN


def binary(operator: str, left: object, right: object) -> object:
    """Return what an operator of ``RANKS`` makes of two values."""
    if left is UNKNOWN:
        return UNKNOWN
    if operator == "??":
        return right if left is None else left
    if operator == "||":
        return left if truthy(left) else right
    if operator == "&&":
        return right if truthy(left) else left
    if right is UNKNOWN:
        return UNKNOWN
    if operator in ("===", "==", "!==", "!="):
        return _equal(left, right, operator)
    if operator == "+" and (isinstance(left, str) or isinstance(right, str)):
        texts = [text for text in (as_text(left), as_text(right)) if text is not None]
        return concatenated(texts) if len(texts) == 2 else UNKNOWN
    if _is_number(left) and _is_number(right):
        return _arithmetic(operator, left, right)
    return UNKNOWN


def _equal(left: object, right: object, operator: str) -> bool | Unknown:
    if isinstance(left, list | dict) or isinstance(right, list | dict):
        return UNKNOWN
    same_kind = isinstance(left, bool) == isinstance(right, bool) and isinstance(left, str) == isinstance(right, str)
    if len(operator) == 2 and not same_kind:
        return UNKNOWN
    return (same_kind and left == right) is (operator[0] == "=")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_ARITHMETIC: dict[str, Callable[[Any, Any], object]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "%": math.fmod,
    "<": lambda a, b: a < b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b,
}


def _arithmetic(operator: str, left: object, right: object) -> object:
    try:
        made = _ARITHMETIC[operator](left, right)
    except (ArithmeticError, ValueError):
        return UNKNOWN
    if isinstance(made, bool):
        return made
    return made if isinstance(made, int | float) and abs(made) < _SAFE else UNKNOWN


def member(value: object, key: object) -> object:
    """Return ``value.key`` or ``value[key]``; what an object does not have is ``undefined``."""
    if isinstance(value, dict) and isinstance(key, str | int):
        found = value.get(str(key))
        return found if found is None or isinstance(found, str | int | float | list | dict) else UNKNOWN
    if key == "length" and isinstance(value, str | list):
        return len(value)
    if isinstance(value, list) and isinstance(key, int):
        return value[key] if 0 <= key < len(value) else None
    return UNKNOWN


_TEXT_METHODS: dict[str, Callable[..., object]] = {
    "toUpperCase": str.upper,
    "toLowerCase": str.lower,
    "trim": str.strip,
    "includes": str.__contains__,
    "startsWith": str.startswith,
    "endsWith": str.endswith,
    "toString": str,
}


def call(value: object, name: str, arguments: Sequence[object]) -> object:
    """Return what the method ``name`` of a text or a list gives."""
    if UNKNOWN in arguments:
        return UNKNOWN
    if isinstance(value, str) and name in _TEXT_METHODS:
        wanted = 0 if name.startswith("to") or name == "trim" else 1
        fits = len(arguments) == wanted and all(isinstance(one, str) for one in arguments)
        return _TEXT_METHODS[name](value, *arguments) if fits else UNKNOWN
    if isinstance(value, list) and name == "join" and len(arguments) <= 1:
        separator = arguments[0] if arguments else ","
        texts = ["" if item is None else as_text(item) for item in value]
        if not isinstance(separator, str) or None in texts or len(separator) * len(texts) > _LONGEST:
            return UNKNOWN
        return concatenated([text for part in texts for text in (separator, part or "")][1:])
    if isinstance(value, list) and name == "includes" and len(arguments) == 1:
        found = [_equal(item, arguments[0], "===") for item in value]
        return UNKNOWN if UNKNOWN in found else True in found
    return UNKNOWN


def interpolated(text: str, values: object) -> str | Unknown:
    """Put values in the place of ``{name}`` in a text (`core/lib/client/exports/Interpolate.js`)."""
    if values is None:
        return text
    if not isinstance(values, dict):
        return UNKNOWN
    parts: list[str] = []
    at = 0
    for found in _BLANK.finditer(text):
        if found[1] not in values:
            continue
        value = as_text(values[found[1]])
        if value is None:
            return UNKNOWN
        parts += text[at : found.start()], value
        at = found.end()
    return concatenated([*parts, text[at:]])
