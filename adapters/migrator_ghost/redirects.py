"""``redirects.yaml``: where old addresses lead.

Each is a regular expression that Ghost tries in order (``services/lib/dynamic-redirect-manager.js``), on the address
as the browser sends it, below the folder that Ghost is installed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

#: What a browser leaves as it is in a path.
_SAFE = "/!$&'()*+,;=:@-._~"
_SPECIAL = re.compile(r"[.*+?^${}()|\[\]\\/-]")


def exact(path: str) -> str:
    """Return the expression that matches one address, with and without a slash at its end."""
    return f"^{_escaped(path.rstrip('/') or '')}/?$"


def below(path: str, rest: str) -> str:
    """Return the expression for the addresses below a folder; ``rest`` is an expression itself."""
    return f"^{_escaped(path)}{rest}$"


def target(url: str) -> str:
    """Return where a redirect leads; a ``$`` would mean a part of the expression."""
    return (
        quote(unquote(url), safe=_SAFE.replace("$", "") + "?#%[]") if url.startswith("/") else url.replace("$", "%24")
    )


def _escaped(path: str) -> str:
    return _SPECIAL.sub(lambda found: found[0] if found[0] in "/-" else "\\" + found[0], quote(path, safe=_SAFE))


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
