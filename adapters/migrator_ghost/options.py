"""What a user may set for Ghost alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from migrator.errors import BadSetting

SETTINGS = {
    "import-size": "the most bytes of one import file, such as 20MB (default: 50MB)",
    "routes": "the most routes; with more, old addresses redirect instead (default: 2000)",
}
_SIZE = re.compile(r"([0-9]{1,12})\s*([KMG]?)B?", re.IGNORECASE)
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}


@dataclass(frozen=True, slots=True)
class Choices:
    """``import_size``: bytes of one import file.

    ``routes``: routes of pages and posts.  Each costs Ghost 20 to 40 µs of every request, and 2 ms of its start.
    """

    import_size: int = 50 << 20
    routes: int = 2000

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> Choices:
        """Read what a user has set; raise ``BadSetting`` for a value that means nothing."""
        made = cls()
        size, routes = settings.get("import-size"), settings.get("routes")
        if size is not None:
            found = _SIZE.fullmatch(size.strip())
            if not found or not int(found[1]):
                raise BadSetting(f"import-size is a number of bytes such as 20MB, not {size!r}.")
            made = cls(int(found[1]) * _UNITS[found[2].upper()], made.routes)
        if routes is not None:
            if not re.fullmatch("[0-9]{1,9}", routes.strip()):
                raise BadSetting(f"routes is a number, not {routes!r}.")
            made = cls(made.import_size, int(routes))
        return made
