"""The key of Ghost's Admin API, and the tokens made of it (https://docs.ghost.org/admin-api/#token-authentication)."""

from __future__ import annotations

import re
import time

import jwt
from requests import PreparedRequest
from requests.auth import AuthBase

from migrator.errors import MigratorError

_FORM = re.compile(r"([0-9a-f]{24}):([0-9a-f]{64})")
#: Seconds that a token is good for: as long as Ghost allows.
_LIFE = 300


class BadKey(MigratorError):
    """What was given is no Admin API key.  The message does not repeat it."""

    def __init__(self) -> None:
        super().__init__(
            "This is no Admin API key: it has 24 characters, a colon and 64 more. Copy it from a custom integration "
            "(Settings → Integrations), or your staff access token from your profile."
        )


class AdminKey(AuthBase):
    """An Admin API key ``id:secret``, which signs requests.  Neither ``repr`` nor an exception shows it.

    Raises ``BadKey`` where ``text`` is none.
    """

    def __init__(self, text: str) -> None:
        found = _FORM.fullmatch(text.strip())
        if not found:
            raise BadKey
        self._id = found[1]
        self._secret = bytes.fromhex(found[2])

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Ghost {self._token()}"
        return request

    def _token(self) -> str:
        now = int(time.time())
        claims = {"iat": now, "exp": now + _LIFE, "aud": "/admin/"}
        return jwt.encode(claims, self._secret, algorithm="HS256", headers={"kid": self._id})
