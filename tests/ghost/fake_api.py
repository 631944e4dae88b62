"""A tiny Admin API, as much of it as publishing needs, that can be told to fail; and a folder to publish."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

KEY_ID = "0123456789abcdef01234567"
SECRET = "c0ffee" + "5ec2e7" * 9 + "abcd"
KEY = f"{KEY_ID}:{SECRET}"
API = "/ghost/api/admin/"
OWNER = {"id": "owner", "slug": "owner", "email": "owner@example.com", "roles": [{"name": "Owner"}]}
#: What a new Ghost has.
ROUTES = """routes:

collections:
  /:
    permalink: /{slug}/
    template: index

taxonomies:
  tag: /tag/{slug}/
  author: /author/{slug}/
"""

Row = dict[str, Any]


@dataclass
class Trouble:
    """What goes wrong with the next request of ``method`` to a path that begins with ``path``.

    With a ``status``, it is answered so.  Without, the connection is broken: before the request is heeded, or after
    (``arrived``), when only its answer is lost.
    """

    method: str
    path: str
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    arrived: bool = False


class FakeGhost:
    """The state of the fake, and what it was asked: ``asked`` has method and path of each request."""

    def __init__(self) -> None:
        self.url = ""
        self.version = "6.65"
        self.users: list[Row] = [OWNER]
        self.rows: dict[str, list[Row]] = {"posts": [], "pages": [], "tags": []}
        self.files: dict[str, bytes] = {}
        self.texts = {"redirects/download/": "301: {}\n302: {}\n", "settings/routes/yaml/": ROUTES}
        self.forbidden: set[str] = set()
        self.troubles: list[Trouble] = []
        self.asked: list[str] = []
        self.tokens: list[str] = []
        self.moved_to = ""
        self._now = datetime(2026, 1, 1, tzinfo=UTC)
        self._count = 0

    @property
    def written(self) -> list[str]:
        """The requests that change something."""
        return [one for one in self.asked if not one.startswith(("GET", "HEAD"))]

    def post(self, slug: str, kind: str = "posts") -> Row:
        return next(row for row in self.rows[kind] if row["slug"] == slug)

    def edit(self, slug: str, **changes: object) -> None:
        """Change a post, as someone does in the editor."""
        self.post(slug).update(changes, updated_at=self.tick())

    def tick(self) -> str:
        self._now += timedelta(seconds=1)
        return f"{self._now:%Y-%m-%dT%H:%M:%S}.000Z"

    def state(self) -> Row:
        """Everything that a reader could see."""
        hidden = ("id", "updated_at", "created_at", "tags")
        rows = {
            kind: [
                {name: value for name, value in row.items() if name not in hidden}
                | {"tags": [tag["slug"] for tag in row.get("tags", [])]}
                for row in sorted(rows, key=lambda row: str(row["slug"]))
            ]
            for kind, rows in self.rows.items()
        }
        return {**rows, "files": sorted(self.files), "texts": self.texts}

    # ------------------------------------------------------------ what it answers

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: Row) -> tuple[int, Any]:
        if path in self.forbidden:
            return _error(403, "API tokens do not have permission to access this endpoint")
        kind, _, rest = path.partition("/")
        if path == "site/":
            return 200, {"site": {"url": self.url + "/", "version": self.version, "site_uuid": "fake"}}
        if path in self.texts and method == "GET":
            return 200, self.texts[path]
        if kind == "users":
            return 200, _page("users", self.users, query)
        rows = self.rows[kind]
        if method == "GET" and not rest:
            return 200, _page(kind, rows, query)
        given = body[kind][0] if body else {}
        if method == "POST":
            return self._create(kind, given)
        name = rest.strip("/").removeprefix("slug/")
        row = next((row for row in rows if name in (row["id"], row["slug"])), None)
        if row is None:
            return _error(404, "Resource not found")
        if method == "DELETE":
            rows.remove(row)
        if method == "PUT":
            if given["updated_at"] != row["updated_at"]:
                return _error(409, "Someone else is editing this post.")
            row.update(self._whole(given), updated_at=self.tick())
        return 200, {kind: [row]}

    def _create(self, kind: str, given: Row) -> tuple[int, Any]:
        if not str(given.get("title", given.get("name"))).strip():
            return _error(422, "Validation error, cannot save.")
        self._count += 1
        slug = str(given["slug"])[:185]
        while any(row["slug"] == slug for row in self.rows[kind]):
            slug += "-2"
        row = self._whole(given) | {"id": f"{kind}{self._count}", "slug": slug, "updated_at": self.tick()}
        self.rows[kind].append(row)
        return 201, {kind: [row]}

    def _whole(self, given: Row) -> Row:
        """What Ghost makes of a post that it is sent."""
        if "tags" not in given:
            return dict(given)
        tags = {row["id"]: row for row in self.rows["tags"]}
        return {
            **given,
            "title": given["title"].strip(),
            "published_at": given["published_at"][:19] + ".000Z",
            "tags": [tags[tag["id"]] for tag in given["tags"]],
        }

    def upload(self, path: str, name: str, data: bytes) -> tuple[int, Any]:
        if path in self.forbidden:
            return _error(403, "API tokens do not have permission to access this endpoint")
        if path in ("redirects/upload/", "settings/routes/yaml/"):
            self.texts[path.replace("upload", "download")] = data.decode()
            return 200, {}
        if name.endswith(".bad"):
            return _error(415, "Please select a valid image.")
        kind = path.partition("/")[0]
        place = f"/content/{kind}/{datetime.now(UTC):%Y/%m}/{name}"
        assert place not in self.files
        self.files[place] = data
        return 201, {kind: [{"url": self.url + place}]}


def _page(kind: str, rows: list[Row], query: dict[str, list[str]]) -> Row:
    """Two rows a page, for pages to be turned."""
    page = int(query["page"][0])
    there = rows[2 * page - 2 : 2 * page]
    following = page + 1 if len(rows) > 2 * page else None
    return {kind: there, "meta": {"pagination": {"next": following}}}


def _error(status: int, message: str) -> tuple[int, Row]:
    return status, {"errors": [{"message": message, "context": None}]}


class _Handler(BaseHTTPRequestHandler):
    ghost: FakeGhost

    def _do(self) -> None:
        ghost = self.ghost
        parts = urlsplit(self.path)
        data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = parts.path.removeprefix(API) if parts.path.startswith(API) else parts.path
        ghost.asked.append(f"{self.command} {path}")
        trouble = self._trouble(path)
        if trouble and not trouble.status and not trouble.arrived:
            return self._break()
        if trouble and trouble.status:
            return self._send(trouble.status, b"busy", trouble.headers)
        if ghost.moved_to:
            return self._send(301, b"", {"Location": ghost.moved_to + parts.path})
        if not parts.path.startswith(API):
            found = ghost.files.get(parts.path)
            return self._send(200 if found is not None else 404, found or b"")
        if path != "site/" and not self._signed():
            return self._json(*_error(401, "Unknown Admin API Key"))
        if "multipart" in (type_ := self.headers.get("Content-Type", "")):
            whole = message_from_bytes(b"Content-Type: " + type_.encode() + b"\r\n\r\n" + data)
            part = next(part for part in whole.walk() if part.get_filename())
            payload = part.get_payload(decode=True)
            status, answer = ghost.upload(
                path, str(part.get_filename()), payload if isinstance(payload, bytes) else b""
            )
        else:
            body = json.loads(data) if data and self.command != "GET" else {}
            status, answer = ghost.answer(self.command, path, parse_qs(parts.query), body)
        if trouble:
            return self._break()
        return self._json(status, answer)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _do  # noqa: N815

    def _trouble(self, path: str) -> Trouble | None:
        for trouble in self.ghost.troubles:
            if trouble.method == self.command and path.startswith(trouble.path):
                self.ghost.troubles.remove(trouble)
                return trouble
        return None

    def _signed(self) -> bool:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        self.ghost.tokens.append(token)
        try:
            jwt.decode(token, bytes.fromhex(SECRET), algorithms=["HS256"], audience="/admin/")
        except jwt.InvalidTokenError:
            return False
        return scheme == "Ghost" and jwt.get_unverified_header(token)["kid"] == KEY_ID

    def _json(self, status: int, answer: object) -> None:
        self._send(status, answer.encode() if isinstance(answer, str) else json.dumps(answer).encode())

    def _send(self, status: int, data: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _break(self) -> None:
        """Break the connection as a crashed server does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def finish(self) -> None:
        with suppress(OSError):
            super().finish()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[FakeGhost]:
    """Yield a fake that listens."""
    ghost = FakeGhost()
    handler = type("Handler", (_Handler,), {"ghost": ghost})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        ghost.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield ghost
        finally:
            server.shutdown()
            thread.join()


# ---------------------------------------------------------------- a folder


def post(slug: str, *nodes: Row, **fields: object) -> Row:
    """Return a post as ``migrate --to ghost`` writes it."""
    return {
        "title": slug.title(),
        "slug": slug,
        "type": "post",
        "status": "published",
        "visibility": "public",
        "published_at": "2024-01-02T03:04:05.678Z",
        **fields,
        "url": f"__GHOST_URL__/blog/{slug}/",
        "lexical": {"root": {"type": "root", "version": 1, "children": [*nodes]}},
    }


def picture(name: str) -> Row:
    return {"type": "image", "version": 1, "src": f"__GHOST_URL__/content/images/site/{name}"}


def text(words: str) -> Row:
    return {"type": "paragraph", "version": 1, "children": [{"type": "extended-text", "version": 1, "text": words}]}


#: Makes the folder: from posts, and files by their path.
Write = Callable[..., Path]


def write(
    folder: Path, *posts: Row, tags: tuple[Row, ...] = (), users: tuple[Row, ...] = (), files: dict[str, bytes]
) -> Path:
    """Write a folder to publish."""
    (folder / "posts").mkdir(parents=True, exist_ok=True)
    for fields in posts:
        path = folder / "posts" / f"{fields['slug']}.json"
        path.write_text(json.dumps(fields, ensure_ascii=False, indent=1), "utf-8")
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    site = {"site": "site", "title": "Site", "tags": [*tags], "users": [*users]}
    (folder / "site.json").write_text(json.dumps(site), "utf-8")
    return folder
