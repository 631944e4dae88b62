"""What the migration has said of each page, so that a loss can be told from one that nobody knew of.

It is read from what ``migrate --json`` prints: the diagnostics, and by address the files that each page is made of.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path, PurePosixPath
from typing import Any

from migrator.diagnostics import Code, Diagnostic
from migrator.errors import SourceError
from migrator.verify.address import Home

_CONTENT = frozenset(
    {
        Code.COMPONENT,
        Code.EXPRESSION,
        Code.INVALID_MDX,
        Code.NOT_IN_TARGET,
        Code.REMARK_PLUGIN,
        Code.ENCODING,
        Code.FRONT_MATTER,
        Code.OUTPUT_EDITED,
        Code.INTERNAL,
    }
)
_LINKS = _CONTENT | {Code.BROKEN_LINK, Code.BROKEN_ANCHOR, Code.OUTSIDE_SITE}
_FILES = _CONTENT | {Code.MISSING_ASSET, Code.OUTSIDE_SITE, Code.FILE_UNREADABLE}

# Which diagnostics of a page explain that a part of it is not the same.
_EXPLAIN: dict[str, frozenset[Code]] = {
    **dict.fromkeys(["words", "anchors", "code", "tables", "admonitions"], _CONTENT),
    "links": _LINKS,
    "images": _FILES,
    "embeds": _FILES,
    "metadata": _FILES | {Code.FRONT_MATTER_FIELD, Code.DATA_INVALID},
    "routes": frozenset([Code.REACT_PAGE, Code.SEARCH_PAGE, Code.DUPLICATE_ROUTE, Code.OUTPUT_COLLISION]),
    "programs": _LINKS | {Code.REACT_PAGE, Code.SEARCH_PAGE, Code.STILL_PICTURE, Code.EXPORT},
}


# What is said of the whole site, and may be behind a difference on any page.
_OF_ALL = frozenset([Code.REMARK_PLUGIN, Code.THEME_COMPONENT])


class Told:
    """The diagnostics of a migration, by the route of the page that they are about.

    ``of_all`` are those that may explain a difference on any page.
    """

    def __init__(self, report: dict[str, Any], home: Home) -> None:
        by_path: dict[str, list[Diagnostic]] = defaultdict(list)
        self._by_route: dict[str, list[Diagnostic]] = {}
        self.of_all: list[str] = []
        pages = {path for paths in report["sources"].values() for path in paths}
        for entry in report["diagnostics"]:
            path = PurePosixPath(entry["path"]) if entry["path"] else None
            place = entry["line"], entry["column"]
            said = Diagnostic(Code(entry["code"]), entry["message"], path, *place, entry["subject"])
            by_path[str(path)].append(said)
            if said.code in _OF_ALL and str(path) not in pages:
                self.of_all.append(str(said))
            elif said.code in (Code.REACT_PAGE, Code.SEARCH_PAGE):
                self._by_route[home.route(said.subject)] = [said]
        for permalink, paths in report["sources"].items():
            self._by_route[home.route(permalink)] = [said for path in paths for said in by_path[path]]

    def explains(self, route: str, part: str) -> list[str]:
        """Return what was said of the page that explains why a part of it differs, each thing once."""
        codes = _EXPLAIN.get(part, frozenset())
        return list(dict.fromkeys(str(said) for said in self._by_route.get(route, ()) if said.code in codes))


def read_told(path: Path, home: Home) -> Told:
    """Read the report of a migration; ``home`` is where the site before is served.  Raise ``SourceError``."""
    try:
        return Told(json.loads(path.read_text("utf-8")), home)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SourceError(f"{path} is not what migrate --json prints: {error}") from error
