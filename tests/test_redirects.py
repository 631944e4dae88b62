"""Redirects: chains, loops, and the files that hosts read."""

from __future__ import annotations

import json

import pytest

from migrator.diagnostics import Code
from migrator.redirects import HOSTS, host_file, settle
from migrator.site import Redirect

RULES = [Redirect("/b (old)", "/new/"), Redirect("/책", "/책장/"), Redirect("/away", "https://example.org/x?y=1")]


def test_chains_are_shortened() -> None:
    settled, found = settle([Redirect("/a", "/b"), Redirect("/b", "/c"), Redirect("/x", "/y")])
    assert settled == [Redirect("/a", "/c"), Redirect("/b", "/c"), Redirect("/x", "/y")]
    assert found == []


@pytest.mark.parametrize("rules", [[("/a", "/a")], [("/a", "/b"), ("/b", "/a")], [("/a", "/b"), ("/b", "/b")]])
def test_loops_are_reported(rules: list[tuple[str, str]]) -> None:
    settled, found = settle(Redirect(*rule) for rule in rules)
    assert settled == []
    assert {d.code for d in found} == {Code.REDIRECT_LOOP}


def test_netlify_and_cloudflare() -> None:
    name, text = host_file("netlify", RULES)
    assert name == "_redirects"
    assert text.splitlines() == [
        "/away https://example.org/x?y=1 301",
        "/b%20(old) /new/ 301",
        "/%EC%B1%85 /%EC%B1%85%EC%9E%A5/ 301",
    ]
    assert host_file("cloudflare", RULES) == (name, text)


def test_vercel_has_no_patterns() -> None:
    name, text = host_file("vercel", RULES)
    assert name == "vercel.json"
    assert json.loads(text)["redirects"][1] == {"source": "/b%20\\(old\\)", "destination": "/new/", "permanent": True}


def test_nginx_and_apache_match_decoded_addresses() -> None:
    assert host_file("nginx", RULES)[1].splitlines()[1] == r'rewrite "^/b\ \(old\)/?$" "/new/" permanent;'
    assert host_file("apache", RULES)[1].splitlines()[2] == 'RedirectMatch 301 "^/책/?$" "/%EC%B1%85%EC%9E%A5/"'


def test_every_host_writes_something() -> None:
    assert all(host_file(host, RULES)[1] for host in HOSTS)
