"""Liquid, which Jekyll runs over a page before it reads its Markdown, code and all."""

from __future__ import annotations

import re

_MARK = re.compile(r"\{[{%]")
_LINE = re.compile(r"^.*\{[{%].*$", re.M)
_END = re.compile(r"\{%-?\s*endraw")


def literal(text: str) -> str:
    """Return ``text`` so that Liquid prints it as it is.

    What lies between the first and the last mark of a line goes between ``{% raw %}`` and ``{% endraw %}``; ``raw``
    does not nest, so a line that holds ``endraw`` itself has each of its marks printed.
    """
    return _LINE.sub(_line, text) if _MARK.search(text) else text


def _line(found: re.Match[str]) -> str:
    line = found[0]
    if _END.search(line):
        return _MARK.sub(lambda mark: f'{{{{ "{mark[0]}" }}}}', line)
    first = _MARK.search(line)
    start = first.start() if first else 0
    end = max(line.rfind("}}"), line.rfind("%}"))
    end = end + 2 if end > start else line.rfind("{") + 1
    return f"{line[:start]}{{% raw %}}{line[start:end]}{{% endraw %}}{line[end:]}"
