"""``import`` and ``export`` in a page: what names mean; the code itself is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.diagnostics import Code
from migrator.docusaurus.markdown.semantics.constants import evaluate, unescape
from migrator.docusaurus.markdown.semantics.context import Context, Replacement
from migrator.docusaurus.markdown.semantics.drawn import own_components
from migrator.nodes import Container, Esm, Node, Root

_IMPORT = re.compile(r"""(?:^|;)[ \t]*import\s++(?:type\s++)?([^'"`;=()]{1,600}?)\bfrom\s*+(["'])([^"'\n]+)\2""", re.M)
_WORD = re.compile(r"[\w$]++")
_NAMED = re.compile(r"([\w$]++)(?:\s++as\s++([\w$]++))?+\s*+(?:,|\}|$)")
_EXPORT = re.compile(
    r"^[ \t]*export\s++(?:default\s++)?(?:async\s++)?(?:const|let|var|function\*?|class)\s++([\w$]+)", re.M
)
_CONSTANT = re.compile(r"^[ \t]*export\s++const\s++([\w$]++)\s*+=\s*+", re.M)
_DEFINES = re.compile(r"^[ \t]*export\b(?!\s*+(?:\{[^}]*+\}|\*(?:\s++as\s++[\w$]++)?+)\s*+from\b)", re.M)

#: Modules that are files, so that their value is a path (webpack loaders: `utils/lib/webpackUtils.js`).
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|ico|bmp|mp4|webm|mov|mp3|wav|ogg|m4a|pdf|zip|docx?|xlsx?)$", re.I)


def collect(root: Root, context: Context) -> None:
    """Learn the names that a page's ``import`` and ``export`` lines define, wherever on the page they stand."""
    room = 1_000_000
    for node in _code(root):
        context.code.append(node.value)
        context.defined.update(_WORD.findall(node.value))
        for names, _, specifier in _IMPORT.findall(node.value):
            module = unescape(specifier)
            path = file_path(module)
            for name, exported in _imported(names):
                context.imports[name] = module
                context.imported[name] = exported
                if path is not None:
                    context.constants[name] = path
        context.components.update(own_components(node.value))
        for found in _CONSTANT.finditer(node.value):
            constant = evaluate(node.value, context.constants, found.end(), partial=True)
            if constant is not None:
                room -= _size(constant.value, room)
                if room > 0:
                    context.constants[found[1]] = constant.value


def _code(root: Root) -> Iterator[Esm]:
    """Yield a page's ``import`` and ``export`` lines: between tags they are that too."""
    pending: list[Node] = root.children[::-1]
    while pending:
        node = pending.pop()
        if isinstance(node, Esm):
            yield node
        elif isinstance(node, Container):
            pending += node.children[::-1]


def _size(value: object, most: int) -> int:
    """Return the size of a constant in characters and items, counting no further than ``most``."""
    size = 0
    pending = [value]
    while pending and size < most:
        item = pending.pop()
        size += len(item) if isinstance(item, str) else 1
        if isinstance(item, list):
            pending += item
        elif isinstance(item, dict):
            pending += item.values()
    return size


def file_path(module: str) -> str | None:
    """Return the path of the file that a module specifier names, if it is an image or another asset."""
    path = module.rsplit("!", 1)[-1]
    return path if _FILE.search(path.split("?", 1)[0]) and "raw-loader" not in module else None


def _imported(names: str) -> Iterator[tuple[str, str]]:
    """Yield the names that an import clause binds, and those they have there: ``A, {B, C as D}``, ``* as E``."""
    default, brace, named = names.partition("{")
    for part in default.split(","):
        word = part.strip().removeprefix("*").strip()
        whole = word.startswith("as ")
        word = word[3:].strip() if whole else word
        if word:
            yield word, "*" if whole else "default"
    if brace:
        yield from ((name or exported, exported) for exported, name in _NAMED.findall(named))


def drop_code(node: Esm, context: Context) -> Replacement:
    """Report code that a page defines.  The node stays, as the place of what is not text."""
    if _DEFINES.search(node.value):
        names = ", ".join(_EXPORT.findall(node.value)) or "export"
        context.report(Code.EXPORT, f"the page's own code was left out: {names}", node, names)
    return node
