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
    text, problems = host_file("netlify", RULES)
    assert HOSTS["netlify"].file == "_redirects"
    assert text.splitlines() == [
        "/away https://example.org/x?y=1 301",
        "/b%20(old) /new/ 301",
        "/%EC%B1%85 /%EC%B1%85%EC%9E%A5/ 301",
    ]
    assert host_file("cloudflare", RULES) == (text, problems) == (text, [])


def test_no_address_is_a_pattern() -> None:
    rules = [Redirect("/a:b/*", "/:splat/$1")]
    assert host_file("netlify", rules)[0] == "/a%3Ab/%2A /%3Asplat/%241 301\n"
    assert json.loads(host_file("vercel", rules)[0])["redirects"] == [
        {"source": "/a\\:b/\\*", "destination": "/%3Asplat/%241", "permanent": True}
    ]
    assert host_file("nginx", rules)[0] == r'rewrite "^/a:b/\*/?$" "/%3Asplat/%241" permanent;' + "\n"


def test_vercel_asks_for_what_browsers_ask_for() -> None:
    rules = json.loads(host_file("vercel", RULES)[0])["redirects"]
    assert HOSTS["vercel"].file == "vercel.json"
    assert rules[1] == {"source": "/b%20\\(old\\)", "destination": "/new/", "permanent": True}


def test_nginx_and_apache_match_decoded_addresses() -> None:
    assert host_file("nginx", RULES)[0].splitlines()[1] == r'rewrite "^/b\ \(old\)/?$" "/new/" permanent;'
    assert host_file("apache", RULES)[0].splitlines()[2] == 'RedirectMatch 301 "^/책/?$" "/책장/"'


def test_what_is_beyond_a_host_is_reported() -> None:
    many = [Redirect(f"/old/{number}/{'x' * 30}", f"/new/{number}/{'x' * 30}") for number in range(2_001)]
    said = [d.message for d in host_file("cloudflare", [*many, Redirect("/" + "a" * 1_090, "/b")])[1]]
    assert said == [
        "cloudflare gets 2,002 redirects, of which it takes 2,000.",
        "cloudflare gets a file of 170,965 bytes, of which it reads 100,000.",
        "cloudflare gets redirects of more than 1,000 characters, which it leaves out: 1.",
    ]
    assert host_file("nginx", many)[1] == []
