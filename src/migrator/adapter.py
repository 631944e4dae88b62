"""The contract between the pipeline and a target.

A target is a class with a ``name`` that fulfils ``Adapter``, registered under the entry-point group
``migrator.adapters``.  The pipeline makes one object a run, calls ``convert`` once for each page (in
several processes, in any order) and ``finish`` once at the end.  An adapter writes nothing itself: it returns
the files it wants, and the pipeline puts them into place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path, PurePosixPath
from typing import BinaryIO, ClassVar, Protocol

from migrator.diagnostics import Diagnostic
from migrator.errors import BadSetting, UnknownTarget
from migrator.post import Post
from migrator.site import Site

GROUP = "migrator.adapters"


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file to write: ``path`` relative to the output folder, and text, bytes or a file to copy.

    For what is too large to be held in memory, ``content`` is a function that writes it to a stream.
    """

    path: PurePosixPath
    content: str | bytes | Path | Callable[[BinaryIO], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may ask of any adapter.

    ``layouts``: add starter layouts and styles, for people who bring no theme.  ``host``: also write the redirects
    in the form that a host reads (a key of ``migrator.redirects.HOSTS``); the pipeline does that.  ``settings``
    are the target's own, by the names that ``Adapter.settings`` declares.
    """

    layouts: bool = True
    host: str | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Converted:
    """What became of a page: its files, the page itself first, and what could not be carried over."""

    files: list[OutputFile]
    diagnostics: list[Diagnostic]


class Adapter(Protocol):
    """A target.  Must survive pickling.

    It is handed a site with its translations (``Site.editions``); ``PostMeta.locale`` says which one a page is of.
    """

    name: ClassVar[str]
    #: The folder of the output whose files are served as they are.
    served: ClassVar[PurePosixPath]
    #: What a user may set for this target alone (``--set NAME=VALUE``): names, and what each means.
    settings: ClassVar[Mapping[str, str]]
    #: What a user does next, to see what was made: a command, as a rule; ``{output}`` stands for the output folder.
    next_step: ClassVar[str]

    def __init__(self, site: Site, options: Options) -> None:
        """Raise ``BadSetting`` for a value of ``Options.settings`` that means nothing."""
        ...

    def convert(self, post: Post) -> Converted:
        """Write one page of the site or of one of its translations.  Must not depend on other pages' bodies."""
        ...

    def finish(self, staged: Path | None) -> Iterable[OutputFile | Diagnostic]:
        """Yield what belongs to the site as a whole: configuration, listings, navigation, layouts; and what is to be
        said of it.

        ``staged`` is the folder that holds all files up to now, those of the pages and each that was yielded before;
        ``None`` in a dry run.
        """
        ...


@cache
def _installed() -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group=GROUP))


def adapter_names() -> list[str]:
    """Return the names of the installed targets, sorted."""
    return sorted({entry.name for entry in _installed()})


def check_settings(adapter: type[Adapter], settings: Mapping[str, str]) -> None:
    """Raise ``BadSetting`` for a setting that the target does not declare."""
    for name in sorted(settings.keys() - adapter.settings.keys()):
        known = ", ".join(sorted(adapter.settings)) or "none"
        raise BadSetting(f"{adapter.name} has no setting {name!r}. It has: {known}.")


def find_adapter(name: str) -> type[Adapter]:
    """Return the adapter class registered as ``name``.

    Raises ``UnknownTarget`` where none is.
    """
    for entry in _installed():
        if entry.name == name:
            adapter: type[Adapter] = entry.load()
            return adapter
    raise UnknownTarget(name, adapter_names())
