"""The files that Ghost imports: zips, each with some posts, what belongs to them and the files that they show.

Ghost and the servers before it refuse or give up on large uploads, so there are several, none larger than a size that
the user sets.  Each can be imported alone and in any order: tags and authors are in every one that needs them, and
Ghost knows them by their slugs.  One post at a time is in memory.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from migrator.adapter import OutputFile
from migrator_ghost.content_files import kind
from migrator_ghost.guard import guard
from migrator_ghost.page import document, moment
from migrator_ghost.urls import GHOST_URL

#: Posts in one import file: Ghost imports a file in one transaction.
MOST_POSTS = 2000
#: The version of Ghost's export format that is written; all versions since read it.
FORMAT = "5.0.0"
#: Columns of the table ``posts_meta``.
META = re.compile("(?:og|twitter)_(?:image|title|description)|meta_(?:title|description)|feature_image_(?:alt|caption)")
#: What is a column of neither.
_APART = re.compile("tags|authors|url|lexical")
_USED = re.compile(re.escape(GHOST_URL) + r"/(content/(?:images|media|files)/[A-Za-z0-9_@./-]+)")
_PUBLISHED = re.compile(rb'"published_at": "([^"]*)"')
_HEAD = 8192
_MOMENT = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20
#: What a file's place in a zip takes, apart from its bytes.
_ENTRY = 300


@dataclass(slots=True)
class Part:
    """One import file: names of files below ``posts/``, and paths below the output folder, each with its size."""

    posts: list[str] = field(default_factory=list)
    files: dict[str, int] = field(default_factory=dict)
    size: int = 0


class Bundler:
    """Makes the import files of what lies in the folder ``staged``.

    None is larger than ``size`` bytes, if its largest post is not.  ``tags`` and ``users`` are those of ``site.json``;
    ``exported`` is the moment that the files bear.
    """

    def __init__(
        self,
        staged: Path,
        name: str,
        size: int,
        *,
        tags: list[dict[str, object]],
        users: list[dict[str, object]],
        exported: datetime,
    ) -> None:
        self._staged = staged
        self._name = name
        self._most = size
        self._tags = {str(tag["slug"]): tag for tag in tags}
        self._users = {str(user["slug"]): user for user in users}
        self._exported = exported

    def files(self) -> Iterator[OutputFile]:
        """Yield the import files: those with posts, then those with files that no post shows."""
        used: set[str] = set()
        for number, part in enumerate(list(self._parts()), 1):
            used.update(part.files)
            name = f"{self._name}-{number:03}"
            draft = guard(name, moment(self._exported))
            yield OutputFile(PurePosixPath("posts") / f"{draft['slug']}.json", document(draft))
            part.posts.insert(0, f"{draft['slug']}.json")
            yield self._file(name, part)
        for number, part in enumerate(self._rest(used), 1):
            yield self._file(f"{self._name}-files-{number:03}", part)

    def _file(self, name: str, part: Part) -> OutputFile:
        return OutputFile(PurePosixPath("import") / f"{name}.zip", partial(self._write, part, name))

    # -------------------------------------------------------------- what goes where

    def _posts(self) -> list[Path]:
        """The posts, oldest first, so that new ones come into the last file and leave the others as they are.

        Of two with one date Ghost lists that first which was imported last: that whose slug comes first here.
        """
        slugs = sorted((self._staged / "posts").glob("*.json"), reverse=True)
        return sorted(slugs, key=_date)

    def _parts(self) -> Iterator[Part]:
        part = Part()
        for path in self._posts():
            text = path.read_text("utf-8")
            post = json.loads(text)
            files = {name: size for name in self._shown(text, post) if (size := self._size(name)) is not None}
            new = len(text.encode("utf-8", "surrogatepass")) + _ENTRY
            new += sum(size for name, size in files.items() if name not in part.files)
            if part.posts and (len(part.posts) == MOST_POSTS or part.size + new > self._most):
                yield part
                part = Part()
                new = len(text) + sum(files.values())
            part.posts.append(path.name)
            part.files |= files
            part.size += new
        if part.posts:
            yield part

    def _rest(self, used: set[str]) -> Iterator[Part]:
        part = Part()
        for path in sorted((self._staged / "content").rglob("*")):
            name = path.relative_to(self._staged).as_posix()
            if name in used or not path.is_file():
                continue
            size = path.stat().st_size + _ENTRY
            if part.files and part.size + size > self._most:
                yield part
                part = Part()
            part.files[name] = size
            part.size += size
        if part.files:
            yield part

    def _shown(self, text: str, post: Mapping[str, Any]) -> list[str]:
        """The files that a post and its authors show."""
        users = "".join(str(self._users[slug].get("profile_image")) for slug in post.get("authors", ()))
        return sorted(set(_USED.findall(text + users)))

    def _size(self, name: str) -> int | None:
        try:
            return (self._staged / name).stat().st_size + _ENTRY
        except OSError:
            return None

    # -------------------------------------------------------------- writing

    def _write(self, part: Part, name: str, stream: BinaryIO) -> None:
        with zipfile.ZipFile(stream, "w") as archive:
            if part.posts:
                with archive.open(_entry(f"{name}.json"), "w", force_zip64=True) as data:
                    self._write_data(part, data)
            for path in sorted(part.files):
                with (self._staged / path).open("rb") as source, archive.open(_entry(path), "w") as copy:
                    while chunk := source.read(_CHUNK):
                        copy.write(chunk)

    def _write_data(self, part: Part, data: IO[bytes]) -> None:
        """Write the JSON of an import file; the posts one at a time, what belongs to them behind."""
        meta = {"exported_on": milliseconds(self._exported), "version": FORMAT}
        data.write(f'{{"db": [{{"meta": {json.dumps(meta)}, "data": {{\n"posts": ['.encode())
        tables: dict[str, list[dict[str, object]]] = {"posts_meta": [], "posts_tags": [], "posts_authors": []}
        for number, name in enumerate(part.posts):
            post = json.loads((self._staged / "posts" / name).read_text("utf-8"))
            data.write(b",\n" if number else b"\n")
            data.write(_json(_rows(post, tables)).encode("utf-8", "surrogatepass"))
        data.write(b"\n]")
        tags = sorted({str(row["tag_id"]) for row in tables["posts_tags"]})
        users = sorted({str(row["author_id"]) for row in tables["posts_authors"]})
        tables["tags"] = [{"id": tag_id(slug), **self._tags[slug]} for slug in self._tags if tag_id(slug) in tags]
        tables["users"] = [{"id": user_id(slug), **self._users[slug]} for slug in self._users if user_id(slug) in users]
        for name, rows in tables.items():
            lines = ",\n".join(_json(row) for row in rows)
            data.write(f',\n"{name}": [\n{lines}\n]'.encode("utf-8", "surrogatepass"))
        data.write(b"\n}}]}\n")


def _date(post: Path) -> str:
    """Return when a post was published; it is said at the beginning of its file."""
    with post.open("rb") as stream:
        found = _PUBLISHED.search(stream.read(_HEAD))
    return found[1].decode() if found else ""


def _rows(post: dict[str, Any], tables: dict[str, list[dict[str, object]]]) -> dict[str, object]:
    """Return a post's row, and add the rows of the other tables that belong to it."""
    post_id = _id("post", post["slug"])
    meta = {name: value for name, value in post.items() if META.fullmatch(name)}
    if meta:
        tables["posts_meta"].append({"id": _id("meta", post_id), "post_id": post_id, **meta})
    for order, slug in enumerate(post.get("tags", ())):
        tables["posts_tags"].append({"post_id": post_id, "tag_id": tag_id(slug), "sort_order": order})
    for order, slug in enumerate(post.get("authors", ())):
        tables["posts_authors"].append({"post_id": post_id, "author_id": user_id(slug), "sort_order": order})
    row = {name: value for name, value in post.items() if not (_APART.fullmatch(name) or META.fullmatch(name))}
    if "feature_image" in row:
        row["feature_image"] = _safe(row["feature_image"])
    return {"id": post_id, **row, "lexical": _json(post["lexical"])}


def _safe(image: str) -> str:
    """Return a picture's address in a spelling in which the importer does not find it.

    Where it does, it puts the address of the second copy, below ``content/files``, of which Ghost makes no small
    pictures (``importers/content-file-importer.js``).
    """
    return image.replace(f"{GHOST_URL}/content/images/", f"{GHOST_URL}/content/images/./", 1)


def milliseconds(moment: datetime) -> int:
    """Return a moment as an import file has it."""
    return int(moment.timestamp() * 1000)


def tag_id(slug: str) -> str:
    return _id("tag", slug)


def user_id(slug: str) -> str:
    return _id("user", slug)


def _id(table: str, name: str) -> str:
    """Return an id as Ghost has them, always the same for the same thing."""
    return blake2b(f"{table} {name}".encode(), digest_size=12).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry of a zip that is the same each time; what is packed already is not packed again."""
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.external_attr = 0o644 << 16
    packed = kind(name) != "files" and not name.lower().endswith(".svg")
    entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    return entry
