"""``redirects.yaml``: where old addresses lead.

Each is a regular expression that Ghost tries in order (``services/lib/dynamic-redirect-manager.js``), on the address
as the browser sends it, below the folder that Ghost is installed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from migrator_ghost.routes import address

#: What a browser leaves as it is in a path.
_SAFE = "/!$&'()*+,;=:@-._~"
_PLAIN = r"\\\g<0>"
_TAIL = re.compile(r"[?#].*", re.DOTALL)


def as_sent(path: str) -> str:
    """Return a path as a browser sends it."""
    return quote(path, safe=_SAFE)


def exact(path: str) -> str:
    """Return the expression that matches one address, with and without a slash at its end."""
    return f"^{_escaped(path.rstrip('/'))}/?$"


def unescaped(path: str) -> str:
    """Return the same for an address just as a browser sends it, and not with more of it encoded."""
    return f"^{re.sub(r'[.$()*+]', _PLAIN, as_sent(path.rstrip('/')))}/?$"


def below(path: str, rest: str) -> str:
    """Return the expression for the addresses below a folder; ``rest`` is an expression itself."""
    return f"^{_escaped(path)}{rest}$"


def target(url: str) -> str:
    """Return where a redirect leads; a ``$`` would mean a part of the expression."""
    if not url.startswith("/"):
        return url.replace("$", "%24")
    return address(_TAIL.sub("", url)) + quote("".join(_TAIL.findall(url)), safe=_SAFE.replace("$", "") + "?#%")


def _escaped(path: str) -> str:
    """Escape a path; what a browser need not encode matches encoded, too."""
    return "".join(_one(char) for char in as_sent(path))


def _one(char: str) -> str:
    plain = re.sub(r"[.$()*+]", _PLAIN, char)
    return f"(?:{plain}|{quote(char, safe='')})" if char in "!$&'()*+,;=:@" else plain


def redirects_yaml(redirects: Iterable[tuple[str, str]]) -> str:
    """Return the file for some expressions and where each leads; of two that are the same the first counts."""
    lines = ["301:"]
    seen: dict[str, str] = {}
    for source, to in redirects:
        seen.setdefault(source, to)
    if not seen:
        return "301: {}\n"
    lines += [f"  {_quoted(source)}: {_quoted(to)}" for source, to in seen.items()]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
