"""A running Ghost for the tests, with a database of its own."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from tests.ghost.install import environment, install

#: Seconds until Ghost must answer after its start, and until it must have answered one request (an import is one).
START, ANSWER = 120, 900
OWNER = {"name": "Site Owner", "email": "owner@example.com", "password": "correct-horse-battery"}
#: A name of ours that begins with "testing".  In any other environment an import is a background job whose problems
#: Ghost tells nobody, not even in its mail (``data/importer/import-manager.js``); in such a one it answers with them.
#: No configuration of Ghost's own goes by this name, so everything else is as it is for a user.
ENVIRONMENT = "testing-import"

Row = dict[str, Any]


class GhostError(Exception):
    """Ghost did not start, or refused what a test asked of it."""


@dataclass(frozen=True)
class Keys:
    """The two kinds of Admin API keys: of a custom integration, and the staff access token of the owner."""

    integration: str
    staff: str


class Ghost:
    """Ghost at ``url`` with everything of its own below ``folder``.

    ``path`` is the folder of its address ("/blog") from its next start on.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.log = folder / "ghost.log"
        self.url = ""
        self.path = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._session = requests.Session()

    @property
    def keys(self) -> Keys:
        return Keys(**json.loads((self.folder / "keys.json").read_text("utf-8")))

    def start(self) -> None:
        """Start it on a free port, and return when it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}{self.path}"
        (self.content / "data").mkdir(parents=True, exist_ok=True)
        configuration = {
            "url": f"{self.url}/",
            "server__host": "127.0.0.1",
            "server__port": str(port),
            "database__client": "better-sqlite3",
            "database__connection__filename": str(self.content / "data" / "ghost.db"),
            "paths__contentPath": f"{self.content}/",
            "logging__transports": '["stdout"]',
            "logging__level": "warn",
            # A sign-in from a browser it has not seen would wait for a code by mail.
            "security__staffDeviceVerification": "false",
            "imageOptimization__resize": "false",
            # It keeps tests from asking machines of the world: for pictures' sizes, updates, and the like.
            "privacy__useTinfoil": "true",
        }
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                ["node", "index.js"],
                cwd=install() / "package",
                env={**environment(), "NODE_ENV": ENVIRONMENT, **configuration},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + START
        while True:
            if self._process.poll() is not None or time.monotonic() > until:
                raise GhostError(f"Ghost did not start:\n{self.told()}")
            # It answers 503 while it prepares its database.
            try:
                if requests.get(f"{self.url}/ghost/api/admin/site/", timeout=5).ok:
                    break
            except requests.RequestException:
                pass
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it; nothing happens where it does not run."""
        if self._process:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def reset(self) -> None:
        """Start it anew, as it was before the first test: no posts, one user, no settings of anybody."""
        self.stop()
        shutil.rmtree(self.folder)
        shutil.copytree(_seed(), self.folder)
        self._session = requests.Session()
        self.start()

    def told(self) -> str:
        """Return the end of what Ghost wrote to its log."""
        return self.log.read_text("utf-8", "replace")[-4000:]

    # What a person does in Ghost's admin.

    def import_file(self, path: Path) -> list[Row]:
        """Import a zip or JSON file, wait for the end, and return the problems that Ghost tells of.

        Raises ``GhostError`` where it refuses the file as a whole.
        """
        before = self.log.stat().st_size
        with path.open("rb") as file:
            answer = self._ask("POST", "db/", files={"importfile": (path.name, file, _type(path))})
        # An import that was rolled back is answered like one without problems; that it was is in the log alone.
        if b"site-content-import error" in (told := self.log.read_bytes()[before:]):
            raise GhostError(f"{path.name} was not imported:\n{told.decode('utf-8', 'replace')[-4000:]}")
        problems: list[Row] = answer.json()["problems"]
        return problems

    def upload_redirects(self, path: Path) -> None:
        """Upload ``redirects.yaml``."""
        with path.open("rb") as file:
            self._ask("POST", "redirects/upload/", files={"redirects": (path.name, file, "application/x-yaml")})

    def upload_routes(self, path: Path) -> None:
        """Upload ``routes.yaml``."""
        with path.open("rb") as file:
            self._ask("POST", "settings/routes/yaml/", files={"routes": (path.name, file, "application/x-yaml")})

    def posts(self) -> list[Row]:
        """Return every post, with its ``html``, ``lexical``, ``plaintext``, tags and authors, sorted by slug."""
        return self._browse("posts", include="tags,authors", formats="html,lexical,plaintext")

    def pages(self) -> list[Row]:
        """Return every page, as ``posts`` does."""
        return self._browse("pages", include="tags,authors", formats="html,lexical,plaintext")

    def tags(self) -> list[Row]:
        """Return every tag, internal ones too, sorted by slug."""
        return self._browse("tags", include="count.posts")

    def users(self) -> list[Row]:
        """Return every member of the staff, sorted by slug."""
        return self._browse("users", include="roles", filter="status:-none")

    def edit(self, post: Row, **changes: object) -> Row:
        """Change fields of a post or page, as someone does in the editor."""
        kind = "pages" if post["url"] and post.get("type") == "page" else "posts"
        body = {kind: [{"updated_at": post["updated_at"], **changes}]}
        changed: Row = self._ask("PUT", f"{kind}/{post['id']}/", json=body).json()[kind][0]
        return changed

    # What a visitor does.

    def get(self, path: str, *, follow: bool = False) -> requests.Response:
        """Fetch an address of the site; redirects are followed only if asked."""
        return requests.get(self.url + path, timeout=60, allow_redirects=follow)

    # What is needed for that.

    def prepare(self) -> None:
        """Make the owner and the keys, and delete what Ghost brings for a start."""
        self._ask("POST", "authentication/setup/", json={"setup": [{**OWNER, "blogTitle": "Test"}]}, signed=False)
        integration = self._ask("POST", "integrations/?include=api_keys", json={"integrations": [{"name": "migrate"}]})
        admin = next(key for key in integration.json()["integrations"][0]["api_keys"] if key["type"] == "admin")
        token = self._ask("GET", "users/me/token/").json()["apiKey"]
        # A staff token is shown without its id here, unlike in the admin.
        keys = Keys(admin["secret"], f"{token['id']}:{token['secret']}")
        (self.folder / "keys.json").write_text(json.dumps(keys.__dict__), "utf-8")
        self._ask("DELETE", "db/")

    def _ask(self, method: str, path: str, *, signed: bool = True, **arguments: Any) -> requests.Response:
        # Ghost takes a session only from requests that say where they come from, as a browser's do.
        self._session.headers["Origin"] = self.url.removesuffix(self.path)
        if signed and not self._session.cookies:
            login = {"username": OWNER["email"], "password": OWNER["password"]}
            self._ask("POST", "session/", json=login, signed=False)
        address = f"{self.url}/ghost/api/admin/{path}"
        answer = self._session.request(method, address, timeout=ANSWER, **arguments)
        if not answer.ok:
            raise GhostError(f"{method} {path}: {answer.status_code}\n{answer.text[:2000]}")
        return answer

    def _browse(self, kind: str, **query: str) -> list[Row]:
        rows: list[Row] = []
        page: int | None = 1
        while page:
            # Ghost 6 gives a hundred at a time and no more.
            answer = self._ask("GET", f"{kind}/", params={**query, "limit": "100", "page": str(page)}).json()
            rows += answer[kind]
            page = answer["meta"]["pagination"]["next"]
        return sorted(rows, key=lambda row: str(row["slug"]))


@contextmanager
def running() -> Iterator[Ghost]:
    """Yield an empty Ghost that runs, and stop it."""
    with tempfile.TemporaryDirectory(prefix="ghost-") as folder:
        ghost = Ghost(Path(folder) / "site")
        try:
            shutil.copytree(_seed(), ghost.folder)
            ghost.start()
            yield ghost
        finally:
            ghost.stop()


def _seed() -> Path:
    """Return the folder of an empty Ghost with an owner, made once: its tables alone take ten seconds."""
    home = install()
    seed = home / "seed"
    with (home / "seed.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not seed.exists():
            growing = home / f"seed.{os.getpid()}"
            shutil.rmtree(growing, ignore_errors=True)
            shutil.copytree(home / "package" / "content", growing / "content")
            ghost = Ghost(growing)
            try:
                ghost.start()
                ghost.prepare()
            finally:
                ghost.stop()
            ghost.log.unlink()
            growing.rename(seed)
    return seed


def _type(path: Path) -> str:
    return "application/zip" if path.suffix == ".zip" else "application/json"


def slugs(rows: Iterable[Row]) -> list[str]:
    """Return the slugs of posts, tags or users."""
    return [row["slug"] for row in rows]
