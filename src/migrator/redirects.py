"""Redirects: chains and loops, and the files in which hosts want them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from urllib.parse import quote, unquote

from migrator.diagnostics import Code, Diagnostic
from migrator.site import Redirect

#: Characters that an address may have unencoded.
_SAFE = "/:?#[]@!$&'()*+,;=-._~%"


def settle(redirects: Iterable[Redirect]) -> tuple[list[Redirect], list[Diagnostic]]:
    """Let every redirect lead to its end at once: chains are shortened, loops are left out and reported."""
    leads = {redirect.source: redirect.target for redirect in redirects}
    settled: list[Redirect] = []
    found: list[Diagnostic] = []
    for source, target in leads.items():
        seen = [source]
        while target in leads and target not in seen:
            seen.append(target)
            target = leads[target]
        if target in seen:
            found.append(
                Diagnostic(Code.REDIRECT_LOOP, f"The redirects run in a circle: {' → '.join([*seen, target])}")
            )
        else:
            settled.append(Redirect(source, target))
    return settled, found


def host_file(host: str, redirects: Iterable[Redirect]) -> tuple[str, str]:
    """Return the name and the text of the file that tells ``host`` (a key of ``HOSTS``) of permanent redirects.

    Those in ``SERVED`` are read from the folder that is served; Vercel reads its file from the project's folder, and
    nginx includes its own in a ``server`` block.
    """
    name, write = HOSTS[host]
    return name, write(sorted(redirects, key=lambda redirect: redirect.source))


def _plain(redirects: list[Redirect]) -> str:
    return "".join(f"{_url(one.source)} {_url(one.target)} 301\n" for one in redirects)


def _vercel(redirects: list[Redirect]) -> str:
    rules = [
        {"source": re.sub(r"([:()*+?{}\\])", r"\\\1", _url(one.source)), "destination": one.target, "permanent": True}
        for one in redirects
    ]
    return json.dumps({"redirects": rules}, ensure_ascii=False, indent=2) + "\n"


def _nginx(redirects: list[Redirect]) -> str:
    return "".join(f"rewrite {_pattern(one.source)} {_quoted(_url(one.target))} permanent;\n" for one in redirects)


def _apache(redirects: list[Redirect]) -> str:
    return "".join(f"RedirectMatch 301 {_pattern(one.source)} {_quoted(_url(one.target))}\n" for one in redirects)


def _pattern(source: str) -> str:
    """A regular expression for an address, decoded as servers match it, with or without a slash at its end."""
    return _quoted(f"^{re.escape(unquote(source).removesuffix('/'))}/?$")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def _url(address: str) -> str:
    return quote(address, safe=_SAFE)


#: Files that lie among those that are served.
SERVED = frozenset({"_redirects", ".htaccess"})

HOSTS: dict[str, tuple[str, Callable[[list[Redirect]], str]]] = {
    "netlify": ("_redirects", _plain),
    "cloudflare": ("_redirects", _plain),
    "vercel": ("vercel.json", _vercel),
    "nginx": ("redirects.nginx.conf", _nginx),
    "apache": (".htaccess", _apache),
}
