"""Liquid, which Jekyll runs over a page before it reads its Markdown, code and all."""

from __future__ import annotations

import re

_MARK = re.compile(r"\{[{%]")
_LINE = re.compile(r"^.*\{[{%].*$", re.M)
_END = re.compile(r"\{%-?\s*endraw")


def literal(text: str) -> str:
    """Return ``text`` so that Liquid prints it as it is.

    What lies between the first and the last mark of a line (where that one opens, the line's rest) goes between
    ``{% raw %}`` and ``{% endraw %}``; ``raw`` does not nest, so a line that holds ``endraw`` itself has each of its
    marks printed.
    """
    return _LINE.sub(_line, text) if _MARK.search(text) else text


def _line(found: re.Match[str]) -> str:
    line = found[0]
    if _END.search(line):
        return _MARK.sub(lambda mark: f'{{{{ "{mark[0]}" }}}}', line)
    opened = [mark.start() for mark in _MARK.finditer(line)]
    end = max(line.rfind("}}"), line.rfind("%}")) + 2
    if end < opened[-1] + 2:
        end = len(line.rstrip())
    return f"{line[: opened[0]]}{{% raw %}}{line[opened[0] : end]}{{% endraw %}}{line[end:]}"
