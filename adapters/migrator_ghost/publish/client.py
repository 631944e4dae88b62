"""Ghost's Admin API over HTTP (https://docs.ghost.org/admin-api/)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import requests

from migrator.errors import MigratorError
from migrator_ghost.publish.key import AdminKey

#: Seconds to wait before each further attempt.
WAITS = (1.0, 2.0, 4.0, 8.0, 16.0)
#: No server is waited for longer than this, whatever it asks for.
LONGEST = 300.0
#: Seconds for a connection and for an answer: Ghost draws large pictures anew while one waits.
TIMEOUT = (10, 300)
#: Ghost gives no more at once.
PAGE = 100

_BUSY = {429, 500, 502, 503, 504}

Row = dict[str, Any]
Result = TypeVar("Result")


class GhostUnreachable(MigratorError):
    """There is no Ghost at the address, or it does not let us in."""


class Refused(Exception):
    """Ghost answered that it will not do what was asked.  ``status`` is that of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Interrupted(Exception):
    """It is not known whether Ghost did what was asked: the connection broke, or it was busy.

    ``after`` is how many seconds it asks to be left alone, 0 where it does not say.
    """

    def __init__(self, message: str, after: float = 0.0) -> None:
        super().__init__(message)
        self.after = after


class GaveUp(Exception):
    """Every attempt was interrupted."""


class Client:
    """Talks to the Ghost whose admin is at ``url``.  ``sleep`` waits some seconds."""

    def __init__(self, url: str, key: AdminKey, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.url = url.rstrip("/").removesuffix("/ghost")
        self._sleep = sleep
        self._session = requests.Session()
        # As the session's own, it comes before what a .netrc of the user says of this host.
        self._session.auth = key

    def patiently(self, action: Callable[[], Result]) -> Result:
        """Do ``action``, which finds out by itself what is left to do, until it is not interrupted.

        Raises ``GaveUp``.
        """
        for wait in WAITS:
            try:
                return action()
            except Interrupted as interrupted:
                self._sleep(min(max(wait, interrupted.after), LONGEST))
        try:
            return action()
        except Interrupted as interrupted:
            raise GaveUp(str(interrupted)) from None

    def get_once(self, path: str, **query: str) -> Row:
        """Read something."""
        return self._json(self.ask("GET", path, params=query))

    def get(self, path: str, **query: str) -> Row:
        """Read something; patiently, for reading twice does no harm."""
        return self.patiently(lambda: self.get_once(path, **query))

    def browse(self, kind: str, **query: str) -> Iterator[Row]:
        """Yield all the rows of a kind: posts, pages, tags, users."""
        page: int | None = 1
        while page:
            answer = self.get(f"{kind}/", limit=str(PAGE), page=str(page), **query)
            yield from answer[kind]
            page = answer["meta"]["pagination"]["next"]

    def text(self, path: str) -> str:
        """Read a file."""
        return self.patiently(lambda: self.ask("GET", path).text)

    def send(self, method: str, path: str, body: Row) -> Row:
        """Send JSON once."""
        return self._json(self.ask(method, path, json=body))

    def upload(self, path: str, field: str, name: str, data: bytes, type_: str) -> Row:
        """Send a file once."""
        return self._json(self.ask("POST", path, files={field: (name, data, type_)}))

    def ask(self, method: str, path: str, **arguments: Any) -> requests.Response:
        """Send one request to the Admin API.

        Raises ``Interrupted``, ``Refused``, and ``GhostUnreachable`` where no further request would do better.
        """
        address = f"{self.url}/ghost/api/admin/{path}"
        try:
            answer = self._session.request(method, address, timeout=TIMEOUT, allow_redirects=False, **arguments)
        except (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError) as error:
            raise Interrupted(f"the connection broke ({type(error).__name__})") from None
        except requests.RequestException as error:
            raise GhostUnreachable(f"{self.url} is no address to send to ({type(error).__name__}).") from None
        if answer.is_redirect:
            place = urlsplit(urljoin(address, answer.headers["Location"]))
            raise GhostUnreachable(f"{self.url} sends to {place.scheme}://{place.netloc}: give that address as --url.")
        if answer.status_code in _BUSY:
            raise _busy(answer)
        if answer.status_code == 401:
            raise GhostUnreachable(f"Ghost at {self.url} does not know this key: {_said(answer)}")
        if not answer.ok:
            raise Refused(answer.status_code, _said(answer))
        return answer

    def public(self, address: str, *, head: bool = False) -> requests.Response | None:
        """Fetch a public address as a visitor, or only its ``head``; None where it does not answer with 200."""

        def fetch() -> requests.Response | None:
            try:
                # Not by the session: who serves pictures need not see the key's token.
                # A redirect may lead to a page for people, which is there but not what was asked for.
                method = "HEAD" if head else "GET"
                answer = requests.request(method, address, timeout=TIMEOUT, allow_redirects=False)
            except requests.RequestException:
                return None
            if answer.status_code in _BUSY:
                raise Interrupted(
                    f"{address} answered {answer.status_code}", _seconds(answer.headers.get("Retry-After"))
                )
            return answer if answer.status_code == 200 else None

        return self.patiently(fetch)

    def _json(self, answer: requests.Response) -> Row:
        try:
            rows: Row = answer.json()
        except ValueError:
            raise GhostUnreachable(f"What answers at {self.url} is no Ghost.") from None
        return rows


def _said(answer: requests.Response) -> str:
    """What Ghost says of a request that it refuses."""
    try:
        error = answer.json()["errors"][0]
        parts = [error["message"], error.get("context")]
    except (ValueError, LookupError, TypeError):
        return f"HTTP {answer.status_code}"
    return " ".join(dict.fromkeys(str(part) for part in parts if part))


def _busy(answer: requests.Response) -> Interrupted:
    return Interrupted(f"Ghost answered {answer.status_code}", _seconds(answer.headers.get("Retry-After")))


def _seconds(after: str | None) -> float:
    """Read the header ``Retry-After``: seconds, or a date."""
    if not after:
        return 0.0
    if after.strip().isdigit():
        return float(after)
    try:
        return max(0.0, (parsedate_to_datetime(after) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
