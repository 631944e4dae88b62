"""What a migrated folder holds to be published: posts, tags, authors, files, and the files with its addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from migrator.errors import SourceError
from migrator_ghost.guard import PREFIX as GUARD
from migrator_ghost.urls import GHOST_URL

_FILE = re.compile(re.escape(GHOST_URL) + r"/(content/(?:images|media|files)/[A-Za-z0-9_@./-]+)")


@dataclass(frozen=True, slots=True)
class LocalPost:
    """A post or page of ours: its fields as in its file, and the paths of the files that it shows."""

    kind: str
    slug: str
    fields: dict[str, Any]
    files: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called in reports and in the journal."""
        return f"{self.kind}/{self.slug}"


class Folder:
    """The folder that ``migrate --to ghost`` wrote.  Raises ``SourceError`` where it is none, or a file is broken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not (path / "site.json").is_file() or not (path / "posts").is_dir():
            raise SourceError(f"{path} was not written by migrate --to ghost: it has no site.json and no posts.")
        site = _json(path / "site.json")
        self.site = str(site.get("site"))
        self.tags: list[dict[str, Any]] = site.get("tags", [])
        self.users: dict[str, dict[str, Any]] = {str(user["slug"]): user for user in site.get("users", [])}
        # The drafts that keep an import file from being imported twice are no pages of the site.
        self.paths = sorted(post for post in (path / "posts").glob("*.json") if not post.stem.startswith(GUARD))

    def posts(self) -> Iterator[LocalPost]:
        """Yield the posts and pages in the order of their files, one at a time."""
        for path in self.paths:
            fields = _json(path)
            if lacking := {"type", "slug", "title", "lexical"} - fields.keys():
                raise SourceError(f"{path} has no {min(lacking)}.")
            kind = "pages" if fields["type"] == "page" else "posts"
            yield LocalPost(kind, str(fields["slug"]), fields, tuple(sorted(set(_files(fields)))))

    def files(self) -> list[str]:
        """Return the paths of all files below ``content``, sorted."""
        paths = (path for path in (self.path / "content").rglob("*") if path.is_file())
        return sorted(path.relative_to(self.path).as_posix() for path in paths)

    def file(self, name: str) -> bytes | None:
        """Return a file below ``content``; None where there is none, or its name leads out of there."""
        content = (self.path / "content").resolve()
        path = (self.path / name).resolve()
        if not path.is_relative_to(content):
            return None
        try:
            return path.read_bytes()
        except OSError:
            return None

    def text(self, name: str) -> str | None:
        """Return the text of a file of the folder; None where there is none."""
        try:
            return (self.path / name).read_text("utf-8")
        except OSError:
            return None


def digest(data: bytes) -> str:
    """Return the digest by which the journal knows a file."""
    return blake2b(data, digest_size=16).hexdigest()


def _files(value: object) -> Iterator[str]:
    """The paths of the files that are mentioned in a value of JSON, however deep."""
    if isinstance(value, str):
        yield from _FILE.findall(value)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _files(one)
    elif isinstance(value, list):
        for one in value:
            yield from _files(one)


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: {error}") from None
    if not isinstance(value, dict):
        raise SourceError(f"{path} holds no object.")
    return value
