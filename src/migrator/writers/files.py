"""Files that a site takes along as they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from migrator.adapter import OutputFile
from migrator.targets import Asset, Target

#: The stylesheets and the script of the starter layouts, the same for every target.
LOOK = Path(__file__).parent / "look"
#: The words of their interface, a file a language.
WORDS = Path(__file__).parent / "words"


def unique_assets(targets: Iterable[Asset | Target | None]) -> list[Asset]:
    """Return the assets among some targets, one a file, in order."""
    found: dict[Path, Asset] = {}
    for target in targets:
        if isinstance(target, Asset):
            found.setdefault(target.source, target)
    return list(found.values())


def package_files(folders: list[Path], prefix: PurePosixPath = PurePosixPath()) -> Iterator[OutputFile]:
    """Yield all files of some folders of a package, sorted; of two with the same path the first."""
    files: dict[str, Path] = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                files.setdefault(path.relative_to(folder).as_posix(), path)
    for name, path in sorted(files.items()):
        yield OutputFile(prefix / name, path.read_bytes())
