"""Where a link leads or an image comes from, resolved once by the reader.

An adapter only decides how a target's URL is spelled in its own world.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Internal:
    """A page of the site: ``permalink`` is that of a post or of a listing (see ``Site``).

    ``query`` and ``fragment`` are as written, without ``?`` and ``#``; ``fragment`` is percent-decoded.
    """

    permalink: str
    fragment: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site that is served as it is: an image, a PDF.

    ``source`` is the absolute path of the file.  ``route`` is its address under ``baseUrl`` ("/img/a.png")
    when it lies in a static folder; ``None`` for a file beside a page, whose address the adapter chooses.
    """

    source: Path
    route: str | None = None
    fragment: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class External:
    """Somewhere else: another site, ``mailto:``, ``pathname://`` (then ``url`` has no such prefix)."""

    url: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Nowhere: already broken in the source.  The URL is written as the author wrote it."""

    url: str


Target = Internal | Asset | External | Broken
