"""YAML as npm ``js-yaml`` 4 reads it: its types (``lib/schema``, ``lib/type``), on PyYAML's C parser."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import yaml

from migrator.docusaurus.files.scalars import to_text

MAX_NODES = 100_000
"""More values than this in one YAML document, aliases counted where they are used, are refused."""

MAX_DEPTH = 500
"""Lists and mappings nested deeper than this are refused; texts shorter than ``_SHALLOW`` cannot do harm."""

_SHALLOW = 10_000
_INTEGER = re.compile(r"[-+]?(?:0b[01]{1,900}|0x[0-9a-fA-F]{1,200}|0o[0-7]{1,300}|[0-9]{1,300})\Z")
_FLOAT = re.compile(
    r"(?:[-+]?[0-9]{1,300}(?:\.[0-9]*)?(?:[eE][-+]?[0-9]{1,2})?|\.[0-9]+(?:[eE][-+]?[0-9]{1,2})?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?"
    r"(?:[ \t]*(?:Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?\Z"
)


class YamlError(ValueError):
    """The text is no YAML that can be used.  ``line`` is 1-based within the text, 0 for unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


class _Loader(yaml.CSafeLoader):
    """PyYAML's C parser with the types of js-yaml's default schema."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 (PyYAML's own way to declare a schema)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        self.flatten_mapping(node)
        mapping: dict[str, Any] = {}
        for key_node, value_node in node.value:
            mapping[_key(self.construct_object(key_node, deep=True))] = self.construct_object(value_node, deep=deep)
        return mapping


def _key(value: object) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return "null"
    return to_text(value)


def _construct_integer(loader: _Loader, node: yaml.ScalarNode) -> int:
    text = node.value
    sign = -1 if text[0] == "-" else 1
    digits = text.lstrip("+-")
    base = {"0b": 2, "0x": 16, "0o": 8}.get(digits[:2], 10)
    return sign * int(digits if base == 10 else digits[2:], base)


def _construct_float(loader: _Loader, node: yaml.ScalarNode) -> float:
    return float(node.value.lower().replace(".inf", "inf").replace(".nan", "nan"))


def _construct_boolean(loader: _Loader, node: yaml.ScalarNode) -> bool:
    return bool(node.value.lower() == "true")


def _construct_timestamp(loader: _Loader, node: yaml.ScalarNode) -> date | datetime | str:
    text: str = node.value
    try:
        day = _DATE.match(text)
        if day:
            year, month, of_month = map(int, day.groups())
            return _rolled(year, month, of_month).date()
        match = _TIMESTAMP.match(text)
        if match is None:
            return text
        year, month, of_month, hour, minute, second = map(int, match.groups()[:6])
        moment = _rolled(year, month, of_month) + timedelta(hours=hour, minutes=minute, seconds=second)
        moment += timedelta(milliseconds=int((match.group(7) or "0")[:3].ljust(3, "0")))
        if match.group(8):
            offset = timedelta(hours=int(match.group(9)), minutes=int(match.group(10) or 0))
            zone = timezone(offset if match.group(8) == "+" else -offset)
            return moment.replace(tzinfo=zone)
        return moment
    except (ValueError, OverflowError):
        return text


def _rolled(year: int, month: int, day: int) -> datetime:
    """A date as JavaScript makes it: 31 February is 3 March."""
    months = year * 12 + month - 1
    return datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC) + timedelta(days=day - 1)


_YAML = "tag:yaml.org,2002:"
for _tag, _pattern, _first in (
    ("null", re.compile(r"(?:~|null|Null|NULL|)\Z"), ["~", "n", "N", ""]),
    ("bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), list("tTfF")),
    ("int", _INTEGER, list("-+0123456789")),
    ("float", _FLOAT, list("-+0123456789.")),
    ("timestamp", re.compile(f"{_DATE.pattern}|{_TIMESTAMP.pattern}"), list("0123456789")),
    ("merge", re.compile(r"<<\Z"), ["<"]),
):
    _Loader.add_implicit_resolver(_YAML + _tag, _pattern, _first)
_Loader.add_constructor(_YAML + "int", _construct_integer)
_Loader.add_constructor(_YAML + "float", _construct_float)
_Loader.add_constructor(_YAML + "bool", _construct_boolean)
_Loader.add_constructor(_YAML + "timestamp", _construct_timestamp)


def load_yaml(text: str) -> tuple[object, list[tuple[str, int]]]:
    """Read one YAML (or JSON) document as js-yaml does.

    Keys become strings.  Dates become ``date`` and ``datetime`` (with a zone; UTC where none is written).  Returns
    the value and the keys given twice in a mapping, each with its line; the last value counts.  Raises ``YamlError``.
    """
    if len(text) > _SHALLOW:
        _refuse_depth(text)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return None, []
        duplicates = _examine(node)
        return loader.construct_document(node), duplicates
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlError(error.problem or "invalid YAML", mark.line + 1 if mark else 0) from error
    except yaml.YAMLError as error:
        raise YamlError(str(error).splitlines()[0] if str(error) else "invalid YAML") from error
    except YamlError:
        raise
    except (RecursionError, ValueError, TypeError, AttributeError) as error:
        raise YamlError(str(error) or "invalid YAML") from error
    finally:
        loader.dispose()


def _line(part: yaml.Node | yaml.Event) -> int:
    return part.start_mark.line + 1 if part.start_mark else 0


def _refuse_depth(text: str) -> None:
    """Refuse nesting so deep that libyaml's recursion would end the process."""
    loader = _Loader(text)
    depth = 0
    try:
        while event := loader.get_event():
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise YamlError("nested too deeply", _line(event))
    except yaml.YAMLError:
        return  # the reading that follows says where
    finally:
        loader.dispose()


def _examine(root: yaml.Node) -> list[tuple[str, int]]:
    """Find doubled keys; refuse aliases that expand without bound, and a node that contains itself."""
    duplicates: list[tuple[str, int]] = []
    sizes: dict[int, int] = {}
    stack: list[tuple[yaml.Node, bool]] = [(root, False)]
    while stack:
        node, done = stack.pop()
        if not isinstance(node, yaml.CollectionNode):
            continue
        children: list[yaml.Node] = (
            [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else node.value
        )
        if done:
            size = 1 + sum(sizes.get(id(child), 1) for child in children)
            if size > MAX_NODES:
                raise YamlError("too many values", _line(node))
            sizes[id(node)] = size
            continue
        if id(node) in sizes:
            if sizes[id(node)] == 0:
                raise YamlError("an alias contains itself", _line(node))
            continue
        sizes[id(node)] = 0
        stack.append((node, True))
        stack.extend((child, False) for child in children)
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, _ in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value != "<<":
                    if key.value in seen:
                        duplicates.append((key.value, _line(key)))
                    seen.add(key.value)
    return duplicates
