"""Front matter: where it ends, its YAML as js-yaml reads it, and its fields as Docusaurus checks them.

The rules are those of ``@11ty/gray-matter`` (``index.js``), js-yaml 4 (``lib/schema``, ``lib/type``) and of the Joi
schemas in ``@docusaurus/utils-validation`` (``validationSchemas.js``, ``JoiFrontMatter.js``).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, TypeVar

import yaml
from frontmatter.default_handlers import BaseHandler

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.dates import parse_date
from migrator.post import Source

T = TypeVar("T")

MAX_NODES = 100_000
"""More values than this in one YAML document, aliases counted where they are used, are refused."""

MAX_DEPTH = 500
"""Lists and mappings nested deeper than this are refused; texts shorter than ``_SHALLOW`` cannot do harm."""

_SHALLOW = 10_000
_INTEGER = re.compile(r"[-+]?(?:0b[01]+|0x[0-9a-fA-F]+|0o[0-7]+|[0-9]{1,300})\Z")
_FLOAT = re.compile(
    r"(?:[-+]?[0-9]{1,300}(?:\.[0-9]*)?(?:[eE][-+]?[0-9]{1,2})?|\.[0-9]+(?:[eE][-+]?[0-9]{1,2})?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?"
    r"(?:[ \t]*(?:Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?\Z"
)
_ONLY_COMMENTS = re.compile(r"(?:\s|^[^\S\n]*#[^\n]+)*\Z", re.MULTILINE)


class YamlError(ValueError):
    """The text is no YAML that can be used.  ``line`` is 1-based within the text, 0 for unknown."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


# ---------------------------------------------------------------- YAML as js-yaml reads it


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


# ---------------------------------------------------------------- where it stands


class FrontMatterHandler(BaseHandler):
    """A python-frontmatter handler that finds and reads front matter as Docusaurus does."""

    FM_BOUNDARY = re.compile(r"---(?!-)")
    START_DELIMITER = END_DELIMITER = "---"

    def find(self, text: str) -> tuple[int, int, int] | None:
        """Return where the YAML starts and ends and where the body starts; ``None`` without front matter.

        A block that is never closed reaches to the end of the text.
        """
        if not self.detect(text):
            return None
        start = 3
        end = text.find("\n---", start)
        if end < 0:
            return start, len(text), len(text)
        body = end + 4
        if text.startswith("\r", body):
            body += 1
        if text.startswith("\n", body):
            body += 1
        return start, end, body

    def split(self, text: str) -> tuple[str, str]:
        found = self.find(text)
        if found is None:
            return "", text
        start, end, body = found
        return text[start:end], text[body:]

    def load(self, fm: str) -> dict[str, Any]:
        """Parse the text between the delimiters, the language behind the first one included.

        Raises ``YamlError``.
        """
        return self.read(fm)[0]

    def read(self, fm: str) -> tuple[dict[str, Any], list[tuple[str, int]]]:
        """As ``load``, with the keys that are given twice and their lines."""
        first, _, rest = fm.partition("\n")
        language = first.strip().lower()
        duplicates: list[tuple[str, int]] = []
        if language == "json":
            try:
                value = json.loads(rest)
            except (ValueError, RecursionError) as error:
                raise YamlError(f"invalid JSON: {error}", 1) from error
        elif language in ("", "yaml", "yml"):
            block = "\n" + rest
            if _ONLY_COMMENTS.match(block):
                return {}, []
            value, duplicates = load_yaml(block)
        else:
            raise YamlError(f"unknown language {language[:40]!r} behind ---", 1)
        if value is None:
            return {}, duplicates
        if not isinstance(value, dict):
            raise YamlError("not a mapping of fields", 1)
        return value, duplicates


_HANDLER = FrontMatterHandler()


def parse_front_matter(source: Source) -> tuple[dict[str, object], list[Diagnostic]]:
    """Read the front matter of a page and set ``source.body_start``.

    What cannot be read costs one diagnostic; the fields are empty then and the body is kept.
    """
    text = source.text
    at = 1 if text.startswith("\ufeff") else 0
    found = _HANDLER.find(text[at:] if at else text)
    if found is None:
        source.body_start = at
        return {}, []
    start, end, body = (offset + at for offset in found)
    source.body_start = body
    try:
        values, duplicates = _HANDLER.read(text[start:end])
    except YamlError as error:
        if end == len(text) or text[start : text.find("\n", start)].strip():
            source.body_start = at
        problem = "The front matter is no valid YAML: " + str(error)
        return {}, [Diagnostic(Code.FRONT_MATTER, problem, source.path, error.line)]
    return values, [
        Diagnostic(Code.FRONT_MATTER, f"The front matter has the field {key!r} twice.", source.path, line, subject=key)
        for key, line in duplicates
    ]


# ---------------------------------------------------------------- its fields


@dataclass(slots=True)
class Fields:
    """The checked view on a front matter: each getter gives a usable value or ``None``.

    A value that Docusaurus refuses costs a ``FRONT_MATTER_FIELD`` diagnostic and counts as not there.
    """

    values: Mapping[str, object]
    source: Source
    diagnostics: list[Diagnostic]

    def has(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, *, empty: bool = False) -> str | None:
        """A string; numbers and dates become one.  ``empty``: "" is a value too."""
        value = self.values.get(name)
        text = to_text(value) if _is_textual(value) else None
        return self._checked(name, text if text or empty else None, "a text")

    def nullable_text(self, name: str) -> str | None:
        """As ``text``, where ``null`` (and "") are allowed and mean nothing."""
        return None if self.values.get(name) in (None, "") else self.text(name)

    def flag(self, name: str) -> bool | None:
        value = self.values.get(name)
        if isinstance(value, str) and value.lower() in ("true", "false"):
            value = value.lower() == "true"
        return self._checked(name, value if isinstance(value, bool) else None, "true or false")

    def number(self, name: str) -> float | None:
        return self._checked(name, to_number(self.values.get(name)), "a number")

    def texts(self, name: str) -> list[str] | None:
        value = self.values.get(name)
        items = value if isinstance(value, list) and all(map(_is_textual, value)) else None
        return self._checked(name, None if items is None else list(map(to_text, items)), "a list of texts")

    def mapping(self, name: str) -> dict[str, object] | None:
        value = self.values.get(name)
        return self._checked(name, value if isinstance(value, dict) else None, "a mapping")

    def _checked(self, name: str, value: T | None, wanted: str) -> T | None:
        if value is None and name in self.values:
            self.refuse(name, wanted)
        return value

    def refuse(self, name: str, wanted: str) -> None:
        """Report that a field's value is of no use."""
        problem = f"The front matter field {name!r} is not {wanted}."
        line = self.line(name)
        self.diagnostics.append(Diagnostic(Code.FRONT_MATTER_FIELD, problem, self.source.path, line, subject=name))

    def line(self, name: str) -> int:
        """The line on which a field stands, 0 if that cannot be told."""
        head = self.source.text[: self.source.body_start]
        match = re.search(rf"^[ \t{{]*[\"']?{re.escape(name)}[\"']?\s*:", head, re.MULTILINE)
        return self.source.place(match.start())[0] if match else 0

    def toc_depths(self, default: tuple[int, int] = (2, 3)) -> tuple[int, int]:
        """``toc_min_heading_level`` and ``toc_max_heading_level``."""
        lowest, highest = self.number("toc_min_heading_level"), self.number("toc_max_heading_level")
        if highest is not None and not 2 <= highest <= 6:
            self.refuse("toc_max_heading_level", "between 2 and 6")
            highest = None
        if lowest is not None and not 2 <= lowest <= (highest or 6):
            self.refuse("toc_min_heading_level", "between 2 and toc_max_heading_level")
            lowest = None
        return int(lowest or default[0]), int(highest or default[1])

    def last_update(self) -> tuple[datetime | None, str | None]:
        """The date and the author of ``last_update``."""
        value = self.mapping("last_update")
        if value is None:
            return None, None
        moment, author = value.get("date"), value.get("author")
        when = None if moment is None else parse_date(moment)
        if (moment is not None and when is None) or not isinstance(author, str | None) or moment is author is None:
            self.refuse("last_update", "an object with a date or an author")
        return when, author if isinstance(author, str) else None


def _is_textual(value: object) -> bool:
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
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        try:
            value = float(value) if value.strip() == value else None
        except ValueError:
            return None
    if isinstance(value, int | float) and math.isfinite(value):
        return float(value)
    return None
