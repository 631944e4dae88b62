"""Front matter: where it ends, its YAML as js-yaml reads it, and its fields as Docusaurus checks them.

The rules are those of ``@11ty/gray-matter`` (``index.js``), js-yaml 4 (``lib/schema``, ``lib/type``) and of the Joi
schemas in ``@docusaurus/utils-validation`` (``validationSchemas.js``, ``JoiFrontMatter.js``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from frontmatter.default_handlers import BaseHandler

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.files.dates import parse_date
from migrator.docusaurus.files.js_yaml import YamlError, load_yaml
from migrator.docusaurus.files.scalars import is_textual, to_number, to_text
from migrator.post import Source

T = TypeVar("T")


# ---------------------------------------------------------------- where it stands


class NotFields(YamlError):
    """What stands between the delimiters was not meant as front matter, or cannot be told to be."""


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
            value, duplicates = load_yaml(f"\n{rest}\n")
        else:
            raise NotFields(f"unknown language {language[:40]!r} behind ---", 1)
        if value is None:
            return {}, duplicates
        if not isinstance(value, dict):
            raise NotFields("not a mapping of fields", 1)
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
        if end == len(text) or isinstance(error, NotFields):
            source.body_start = at  # rather two rules around text than front matter: nothing must be lost
        problem = "The front matter is no valid YAML: " + str(error)
        line = min(error.line, text.count("\n", 0, end) + 1)
        return {}, [Diagnostic(Code.FRONT_MATTER, problem, source.path, line)]
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
        text = to_text(value) if is_textual(value) else None
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
        items = value if isinstance(value, list) and all(map(is_textual, value)) else None
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
