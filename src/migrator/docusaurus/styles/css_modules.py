"""CSS modules: style sheets whose classes belong to the files that import them.

A class gets a name that no other file has (`core/lib/webpack/utils.js: getStyleLoaders`: ``[local]_[contenthash]``;
ours is made of the file's path, so that it can be told without the others).  The rules are css-loader's and
postcss-modules-local-by-default's: ``:global`` takes a selector out, ``composes`` lends a class the names of others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b

from migrator.css import TOKEN

_CLASS = re.compile(r"\.(-?[A-Za-z_\u0080-\U0010ffff][\w-]*)")
_SWITCH = re.compile(r":(global|local)\b(\(?)[ \t]*")
#: Stands for a comment or a string; a style sheet holds no such character (`CSS Syntax Level 3`, 3.3).
_KEPT = "\0"
_COMPOSES = re.compile(r"\bcomposes\s*:\s*([\w\s-]+?)(\s+from\b[^;}]*)?\s*(?:;|(?=\}))")


def is_module(path: str) -> bool:
    """Whether a style sheet is a module, by its name."""
    return path.endswith((".module.css", ".module.scss", ".module.sass", ".module.less"))


def class_names(text: str, path: str) -> dict[str, str]:
    """Return the classes of the module at ``path`` (as the site names it), and what pages are to call them."""
    scoped, names = _scope(text, path)
    for match in _COMPOSES.finditer(scoped):
        owner = _CLASS.findall(scoped[: match.start()].rpartition("{")[0].rpartition("}")[2])
        others = [names.get(one, one) for one in match[1].split()] if "from" not in (match[2] or "") else []
        if owner:
            local = owner[-1].removesuffix(suffix(path))
            names[local] = " ".join(dict.fromkeys([*names.get(local, owner[-1]).split(), *others]))
    return names


def scoped(text: str, path: str) -> str:
    """Return the module at ``path`` with its classes called as pages call them."""
    return _COMPOSES.sub("", _scope(text, path)[0])


def suffix(path: str) -> str:
    """Return what the classes of the module at ``path`` end with."""
    return "_" + blake2b(path.encode(), digest_size=3).hexdigest()


def _scope(text: str, path: str) -> tuple[str, dict[str, str]]:
    ending = suffix(path)
    names: dict[str, str] = {}

    def rename(match: re.Match[str]) -> str:
        names[match[1]] = match[1] + ending
        return "." + names[match[1]]

    # Comments and strings are kept out of the way behind a character that no style sheet holds.
    text = text.replace(_KEPT, "\ufffd")
    kept = iter([token[0] for token in TOKEN.finditer(text)])
    renamed = _renamed(TOKEN.sub(_KEPT, text), rename)
    return re.sub(_KEPT, lambda _: next(kept), renamed), names


def _renamed(text: str, rename: Callable[[re.Match[str]], str]) -> str:
    """Rename the classes of a style sheet that holds neither comments nor strings."""
    done: list[str] = []
    at = 0
    for switch in _SWITCH.finditer(text):
        if switch.start() < at:
            continue
        done.append(_CLASS.sub(rename, text[at : switch.start()]))
        start = switch.end()
        end = _closing(text, start) if switch[2] else _end_of_selector(text, start)
        inner = text[start:end]
        done.append(inner if switch[1] == "global" else _CLASS.sub(rename, inner))
        at = min(end + 1, len(text)) if switch[2] else end
    done.append(_CLASS.sub(rename, text[at:]))
    return "".join(done)


def _closing(text: str, start: int) -> int:
    """Return where the parenthesis that was opened before ``start`` is closed."""
    depth = 1
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
    return len(text)


def _end_of_selector(text: str, start: int) -> int:
    ends = [at for at in (text.find(mark, start) for mark in ",{};") if at >= 0]
    return min(ends, default=len(text))
