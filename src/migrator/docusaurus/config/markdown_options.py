"""What a configuration says of the dialect: the field ``markdown``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: The version in which ``future.v4: true`` began to switch off what MDX 1 allowed.
_STRICT_IN_V4 = (3, 10)
_COMPAT = {"comments": "comments", "admonitions": "admonitions", "heading_ids": "headingIds"}


def markdown_options(raw: Mapping[str, Any], version: tuple[int, int]) -> dict[str, object]:
    """Return format, mermaid, emoji, maintain_case and mdx1_compat, defaults filled in.

    ``raw`` is the configuration as evaluated, ``version`` Docusaurus's: ``future.v4: true`` means what a version knows
    of version 4 (`core/lib/server/configValidation.js`).
    """
    given = _mapping(raw, "markdown")
    v4 = _mapping(raw, "future").get("v4")
    if v4 is True:
        strict = version >= _STRICT_IN_V4
    else:
        strict = isinstance(v4, dict) and v4.get("mdx1CompatDisabledByDefault") is True
    compat = _mapping(given, "mdx1Compat")
    return {
        "format": given["format"] if given.get("format") in ("mdx", "md", "detect") else "mdx",
        "mermaid": given.get("mermaid") is True,
        "emoji": given.get("emoji") is not False,
        "maintain_case": _mapping(given, "anchors").get("maintainCase") is True,
        "mdx1_compat": {
            name: compat[key] if isinstance(compat.get(key), bool) else not strict for name, key in _COMPAT.items()
        },
    }


def _mapping(mapping: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = mapping.get(key)
    return value if isinstance(value, dict) else {}
