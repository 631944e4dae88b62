"""The exceptions a caller may see.

    MigratorError
    ├── UnknownTarget     no adapter of that name is installed
    ├── SourceError       the source is not there or is no Docusaurus site or page
    ├── OutputError       the output folder must not be written
    └── BadSetting        the target has no such setting, or the value means nothing

Bad content never raises: it is a diagnostic (see ``migrator.diagnostics``).
"""

from __future__ import annotations


class MigratorError(Exception):
    """The run cannot go on.  ``str()`` is a sentence for the user; ``exit_code`` is the command's."""

    exit_code = 2


class SourceError(MigratorError):
    """The source is not there, or is nothing that can be read as a site or a page."""


class OutputError(MigratorError):
    """The output folder must not be written."""


class BadSetting(MigratorError):
    """The target has no such setting, or the value means nothing to it."""


class UnknownTarget(MigratorError):
    """No adapter of that name is installed."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"No target is called {name!r}. Installed: {', '.join(known) or 'none'}.")
        self.name = name
        self.known = known
