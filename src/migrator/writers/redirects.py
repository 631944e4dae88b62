"""Old addresses that lead to new ones."""

from __future__ import annotations

from html import escape

from migrator.site import Site
from migrator.writers.urls import Urls


def redirects(site: Site, urls: Urls, prefix: str = "") -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Return old addresses: by the page they lead to, and as files of their own with where they lead elsewhere.

    All are without the base path, but for the targets of the second.  ``prefix`` is what the target itself puts before
    the old addresses of a page.
    """
    pages = {urls.path(meta.permalink) for meta in site.posts}
    taken = pages | {urls.path(listing.permalink) for listing in site.listings}
    aliases: dict[str, list[str]] = {}
    refreshes: list[tuple[str, str]] = []
    for redirect in site.redirects:
        source = urls.path(redirect.source)
        if source in taken:
            continue
        taken.add(source)
        target = urls.path(redirect.target)
        if redirect.target.startswith("/") and target in pages and source.startswith(prefix + "/"):
            aliases.setdefault(target, []).append(source[len(prefix) :])
        else:
            file = source.lstrip("/") + ("index.html" if source.endswith("/") else "")
            refreshes.append((file, redirect.target))
    return aliases, refreshes


def refresh_page(target: str) -> str:
    """Return a page that sends a browser to ``target``."""
    url = escape(target)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{url}</title><link rel="canonical" href="{url}">'
        f'<meta http-equiv="refresh" content="0; url={url}"></head></html>\n'
    )
