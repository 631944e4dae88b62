"""In which order programs come to what they import: depth first, as their bundler walks through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

_ENDINGS = ("", *(f"{index}.{end}" for index in ("", "/index") for end in ("js", "jsx", "ts", "tsx", "mdx")))


def imports_in_order(programs: Mapping[str, Sequence[str]], wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield each import whose name ends as one of ``wanted`` when it is come to, again and again.

    ``programs`` are the absolute paths of files, and of what each imports, with or without an ending.  Those that
    nobody imports are the first.
    """
    below = {path: [_program(name, programs) or name for name in names] for path, names in programs.items()}
    imported = {name for names in below.values() for name in names}
    seen: set[str] = set()
    for root in sorted(programs, key=lambda path: (path in imported, path)):
        stack = [iter((root,))]
        while stack:
            name = next(stack[-1], None)
            if name is None:
                stack.pop()
            elif name in below and name not in seen:
                seen.add(name)
                stack.append(iter(below[name]))
            elif name.endswith(wanted):
                yield name


def _program(name: str, programs: Mapping[str, object]) -> str | None:
    return next((name + ending for ending in _ENDINGS if name + ending in programs), None)
