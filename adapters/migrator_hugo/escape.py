"""What Hugo reads in a text beyond Markdown, and how it is written so that it stands for itself.

One table for shortcodes and the summary divider (hugo: ``parser/pageparser``), one for the values of attributes
(``markup/goldmark/codeblocks/render.go``: a value may hold no brace).
"""

from __future__ import annotations

import re

#: Stands for ``{{`` and ``<!--more-->`` that the adapter itself writes, until ``finish`` puts them in.
OPEN = "\ue0f8"
MORE = "\ue0f9"

_RIGHT = {"<": ">}}", "%": "%}}"}
_SPECIAL = re.compile(r"\{\{([<%])(?!/\*)|<!--more-->|\{\{([<%])/\*")
#: A shortcode that is longer than this is none.
_LONGEST = 4000
_ENTITY = {"{": "&#123;", "}": "&#125;", "`": "&#96;", "\n": " "}


def shortcode(name: str, *, markdown: bool = False, **params: str | int | bool | None) -> str:
    """Return a shortcode's tag.  ``markdown`` chooses ``{{% %}}``, whose output is read as Markdown."""
    parts = [name]
    for key, value in params.items():
        if value is None or value is False:
            continue
        parts.append(f"{key}={_param(value)}")
    left, right = ("%", "%}}") if markdown else ("<", ">}}")
    return f"{OPEN}{left} {' '.join(parts)} {right}"


def _param(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true"
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def literal(text: str) -> str:
    """Return a shortcode that prints ``text``, for characters that may not stand together."""
    return f'{OPEN}% literal "{text}" %}}}}'


def finish(text: str) -> str:
    """Escape what Hugo would read as a shortcode or as the summary's end; put in what the adapter wrote.

    ``{{< x >}}`` becomes ``{{</* x */>}}``, in text as in code.
    """
    if "{{" in text or "<!--more-->" in text:
        text = _escape(text)
    if OPEN in text:
        text = text.replace(OPEN, "{{")
    if MORE in text:
        text = text.replace(MORE, "<!--more-->", 1).replace(MORE, "")
    return text


def _escape(text: str) -> str:
    parts: list[str] = []
    at = 0
    closes = {"<": -2, "%": -2}  # where each kind ends next
    while found := _SPECIAL.search(text, at):
        parts.append(text[at : found.start()])
        kind = found[1] or found[2]
        if kind is None:
            parts.append(f"<!--{literal('more')}-->")
            at = found.end()
            continue
        begin = found.start() + 3
        if closes[kind] != -1 and closes[kind] < begin:
            closes[kind] = text.find(_RIGHT[kind], begin)
        close = closes[kind]
        inner = text[begin:close] if 0 <= close - begin < _LONGEST else ""
        if not inner.strip("/* \t\n") or inner.endswith("*/") or OPEN in inner:
            parts.append(literal("{") + "{")
            at = found.start() + 2
        else:
            parts.append(f"{{{{{kind}/*{inner}*/{_RIGHT[kind]}")
            at = close + 3
    parts.append(text[at:])
    return "".join(parts)


def attribute(name: str, value: str | int | bool) -> str:
    """Return an attribute for the braces behind a fence.  The hooks unescape the entities."""
    if isinstance(value, bool):
        return f"{name}={'true' if value else 'false'}"
    if isinstance(value, int):
        return f"{name}={value}"
    if re.search(r"[{}`]|&#?\w+;", value):
        value = value.replace("&", "&amp;")
    value = re.sub(r"[{}`\n]", lambda found: _ENTITY[found[0]], value)
    return f'{name}="' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
