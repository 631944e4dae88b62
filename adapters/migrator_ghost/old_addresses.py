"""The addresses of the site that lead elsewhere in Ghost, as redirects in the order in which they are tried."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from migrator.site import Feed, Site
from migrator_ghost.content_files import ContentFiles, kind, stored_name
from migrator_ghost.listings import Listings
from migrator_ghost.places import Places
from migrator_ghost.redirects import as_sent, below, exact, target, unescaped
from migrator_ghost.routes import address

#: Files at the root of a site that Ghost has itself, or that speak to another host.
GHOSTS_OWN = re.compile(r"favicon\.ico|robots\.txt|sitemap.*\.xml|CNAME|_redirects|_headers|\..*|404\.html")

#: Where Ghost's own search opens.
SEARCH = "/#/search"


def old_addresses(site: Site, places: Places, listings: Listings, files: ContentFiles) -> Iterator[tuple[str, str]]:
    """Yield expressions and where they lead."""
    for edition in site.editions:
        for feed in _feeds(edition):
            path = places.path(feed.permalink).rstrip("/")
            blog = posixpath.dirname(path).rstrip("/") + "/"
            yield exact(path), target(f"{places.moved.get(blog, blog)}rss/")
    for path, to in listings.gone:
        yield below(path, r"page/(\d+)/?"), f"{target(to)}page/$1/"
    for path in listings.searches:
        yield exact(path), SEARCH
    for path, to in places.moved.items():
        yield exact(path), target(to)
    routed = [place.path for place in places.all() if place.routed] + [one.path for one in listings.channels]
    for path in routed:
        if as_sent(path) != address(path):
            yield unescaped(path), address(path)
    for redirect in (one for edition in site.editions for one in edition.redirects):
        source = places.path(redirect.source)
        if not places.taken(source) and source not in places.moved:
            yield exact(source), target(_in_ghost(redirect.target, places))
    yield from _static(site, files)


def _in_ghost(url: str, places: Places) -> str:
    """Return where a redirect of the site leads in Ghost."""
    if not url.startswith("/"):
        return url
    path = re.split("[?#]", url, maxsplit=1)[0]
    to = places.path(path)
    return places.moved.get(to, to) + url[len(path) :]


def _feeds(edition: Site) -> Iterator[Feed]:
    for instance in edition.instances:
        yield from instance.feeds


def _static(site: Site, files: ContentFiles) -> Iterator[tuple[str, str]]:
    """Static files: those with a name of their own in Ghost one by one, the others by folder and kind."""
    folders: dict[tuple[str, str], set[str]] = {}
    for name in site.static:
        top, slash, _ = name.partition("/")
        if not slash and GHOSTS_OWN.fullmatch(name):
            continue
        ending = posixpath.splitext(name)[1]
        if slash and stored_name(name) == name and ending:
            folders.setdefault((top, kind(name)), set()).add(ending[1:])
        else:
            yield exact("/" + name), target(f"/{files.static(name)}")
    for (top, sort), endings in sorted(folders.items()):
        either = "|".join(sorted(re.escape(ending) for ending in endings))
        to = files.static(f"{top}/x").parent.parts[2:]
        yield below(f"/{top}/", rf"(.+\.(?:{either}))"), f"/content/{sort}/{'/'.join(to)}/$1"
