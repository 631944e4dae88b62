"""Redirects: chains and loops, and the files in which hosts want them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from migrator.diagnostics import Code, Diagnostic
from migrator.site import Redirect

#: What browsers leave as it is in an address; an escape is one already.
_SAFE = "/:?#[]@!$&'()*+,;=-._~%"
#: Of that, what a host may take for more than itself: placeholders, wildcards, variables.
_MEANT = ":?()*+$"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a host takes of redirects: rules in all, characters of a rule, bytes of the file."""

    rules: int
    line: int | None = None
    bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """A host that answers with redirects.

    ``file`` is read from the folder that is served if ``served``; else Vercel reads its file from the project's folder,
    and nginx includes its own in a ``server`` block.  ``limits`` are as documented: Cloudflare's "Redirects" (the size
    is seen in practice), ``redirectsSchema`` of ``@vercel/routing-utils``.
    """

    file: str
    write: Callable[[list[Redirect]], str]
    served: bool = False
    limits: Limits | None = None


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


def host_file(host: str, redirects: Iterable[Redirect]) -> tuple[str, list[Diagnostic]]:
    """Return the text of the file that tells ``host`` (a key of ``HOSTS``) of permanent redirects.

    What it may not take is reported.
    """
    rules = sorted(redirects, key=lambda redirect: redirect.source)
    text = HOSTS[host].write(rules)
    return text, list(_beyond(host, rules, text))


def _beyond(host: str, rules: list[Redirect], text: str) -> Iterator[Diagnostic]:
    limits = HOSTS[host].limits
    if limits is None:
        return
    problems = []
    if len(rules) > limits.rules:
        problems.append(f"{len(rules):,} redirects, of which it takes {limits.rules:,}")
    if limits.bytes and len(text.encode()) > limits.bytes:
        problems.append(f"a file of {len(text.encode()):,} bytes, of which it reads {limits.bytes:,}")
    if limits.line and (long := sum(len(line) > limits.line for line in text.splitlines())):
        problems.append(f"redirects of more than {limits.line:,} characters, which it leaves out: {long:,}")
    for problem in problems:
        yield Diagnostic(Code.NOT_IN_TARGET, f"{host} gets {problem}.", subject=HOSTS[host].file)


def _plain(redirects: list[Redirect]) -> str:
    return "".join(f"{_path(one.source, ':*')} {_url(one.target)} 301\n" for one in redirects)


def _vercel(redirects: list[Redirect]) -> str:
    rules = [
        {
            "source": re.sub(r"([:()*+?{}\\])", r"\\\1", _path(one.source)),
            "destination": _url(one.target),
            "permanent": True,
        }
        for one in redirects
    ]
    return json.dumps({"redirects": rules}, ensure_ascii=False, indent=2) + "\n"


def _nginx(redirects: list[Redirect]) -> str:
    return "".join(f"rewrite {_pattern(one.source)} {_quoted(_url(one.target))} permanent;\n" for one in redirects)


def _apache(redirects: list[Redirect]) -> str:
    """Apache encodes the path of a target itself, and cannot be told of an encoded question mark in it.

    Such a redirect is left to the page that stands at the old address.
    """
    rules = []
    for one in redirects:
        start, path, rest = _parts(one.target)
        if not _NOT_PATH.search(path):
            target = start + re.sub(r"[$\\]", r"\\\g<0>", unquote(path)) + quote(rest, safe=_SAFE)
            rules.append(f"RedirectMatch 301 {_pattern(one.source)} {_quoted(target)}\n")
    return "".join(rules)


def _pattern(source: str) -> str:
    """A regular expression for an address, decoded as servers match it, with or without a slash at its end."""
    return _quoted(f"^{re.escape(unquote(source).removesuffix('/'))}/?$")


def _quoted(text: str) -> str:
    """A string in the configuration of a server, in which a pair of backslashes is one."""
    return '"' + text.replace("\\\\", "\\" * 4).replace('"', '\\"') + '"'


def _url(target: str) -> str:
    """Where a rule leads, as every host understands it."""
    start, path, rest = _parts(target)
    return start + _path(path, _MEANT) + quote(rest, safe=_SAFE.replace("$", ""))


def _path(path: str, meant: str = "") -> str:
    """A path as browsers ask for it; the characters in ``meant`` are encoded as well."""
    return quote(path, safe="".join(one for one in _SAFE if one not in meant))


def _parts(address: str) -> tuple[str, str, str]:
    """Return protocol and host, the path, and the query with the fragment."""
    parts = _PARTS.fullmatch(address)
    return (parts[1], parts[2], parts[3]) if parts else ("", address, "")


_PARTS = re.compile(r"((?:[a-zA-Z][a-zA-Z+.-]*:)?(?://[^/?#]*)?)([^?#]*)(.*)", re.DOTALL)
_NOT_PATH = re.compile(r"%(?:3f|23)", re.IGNORECASE)

HOSTS: dict[str, Host] = {
    "netlify": Host("_redirects", _plain, served=True),
    "cloudflare": Host("_redirects", _plain, served=True, limits=Limits(2_000, line=1_000, bytes=100_000)),
    "vercel": Host("vercel.json", _vercel, limits=Limits(2_048)),
    "nginx": Host("redirects.nginx.conf", _nginx),
    "apache": Host(".htaccess", _apache, served=True),
}

#: Files that lie among those that are served.
SERVED = frozenset(host.file for host in HOSTS.values() if host.served)
