"""Golden fixtures: single cases and whole sites with the output they must convert to.

    fixtures/
      cases/<name>.md|.mdx             one construct a file
      cases/<name>.<target>.md         what it becomes (Ghost's pages are .json), and
      cases/<name>.<target>.txt        what is said about it, where anything is
      sites/<name>/site/               a small whole site
      sites/<name>/<target>/           the tree it becomes, and
      sites/<name>/<target>.txt        what is said about it
      ignore                           glob patterns of output that no snapshot holds (starter layouts)

A target is checked where it has a snapshot; ``update`` writes those of every installed target.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

from migrator.adapter import Options, adapter_names
from migrator.api import convert_page
from migrator.diagnostics import Diagnostic
from migrator.output import MANIFEST
from migrator.pipeline import migrate

MARKDOWN = (".md", ".mdx")


def check_fixtures(fixtures: Path, *, update: bool = False) -> list[str]:
    """Convert all fixtures; return a unified diff for each file that differs from its snapshot.

    With ``update`` the snapshots are rewritten, and the diffs say what was changed.
    """
    return [*_check_cases(fixtures / "cases", update), *_check_sites(fixtures, update)]


def _check_cases(folder: Path, update: bool) -> Iterator[str]:
    targets = adapter_names()
    outputs = tuple(f".{target}.md" for target in targets)
    for path in sorted(folder.glob("*")):
        if path.suffix not in MARKDOWN or path.name.endswith(outputs):
            continue
        for target in targets:
            converted = convert_page(path.read_bytes(), target, name=path.name)
            page = converted.files[0]
            wanted = {
                f"{path.stem}.{target}{page.path.suffix}": str(page.content).encode(),
                f"{path.stem}.{target}.txt": _said(converted.diagnostics),
            }
            for name, data in wanted.items():
                yield from _compare(folder / name, data, update)


def _check_sites(fixtures: Path, update: bool) -> Iterator[str]:
    ignored = _patterns(fixtures / "ignore")
    for site in sorted((fixtures / "sites").glob("*/site")):
        for target in adapter_names():
            with tempfile.TemporaryDirectory() as scratch:
                output = Path(scratch) / target
                report = migrate(site, target, output, options=Options(layouts=False), jobs=1)
                (output / MANIFEST).unlink()
                for pattern in ignored:
                    for path in sorted(output.glob(pattern), reverse=True):
                        path.unlink() if path.is_file() else shutil.rmtree(path)
                yield from _compare_trees(site.parent / target, output, update)
            yield from _compare(site.parent / f"{target}.txt", _said(report.diagnostics), update)


def _patterns(path: Path) -> list[str]:
    return path.read_text("utf-8").split() if path.exists() else []


def _said(diagnostics: list[Diagnostic]) -> bytes:
    return "".join(f"{diagnostic}\n" for diagnostic in diagnostics).encode()


def _compare_trees(snapshot: Path, output: Path, update: bool) -> Iterator[str]:
    files = {p.relative_to(top) for top in (snapshot, output) for p in top.rglob("*") if p.is_file()}
    for path in sorted(files):
        place = output / path
        yield from _compare(snapshot / path, place.read_bytes() if place.exists() else b"", update)


def _compare(snapshot: Path, data: bytes, update: bool) -> Iterator[str]:
    """Compare a snapshot with the bytes it should have; no bytes means that there should be no file."""
    before = snapshot.read_bytes() if snapshot.exists() else b""
    if before == data:
        return
    if update:
        if data:
            snapshot.parent.mkdir(parents=True, exist_ok=True)
            snapshot.write_bytes(data)
        else:
            snapshot.unlink()
    try:
        old, new = before.decode().splitlines(keepends=True), data.decode().splitlines(keepends=True)
    except UnicodeDecodeError:
        yield f"Binary file {snapshot} differs"
        return
    yield "".join(unified_diff(old, new, str(snapshot), f"{snapshot} (now)"))
