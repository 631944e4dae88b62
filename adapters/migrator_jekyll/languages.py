"""The languages of a site.

Jekyll knows none.  What makes a page one of a language is the folder it lies in: ``defaults`` in ``_config.yml`` give
it its ``lang``, by which the layouts find the language's data and words.  The main language has ``_data``, another
``_data/<lang>``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from migrator.post import PostMeta
from migrator.site import PLUGIN, Listing, Site
from migrator.writers.urls import slashed
from migrator_jekyll.urls import JekyllUrls

_TAG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its tag for ``<html lang>`` ("ko-KR") and the folder of its data."""

    tag: str
    data: PurePosixPath


def languages_of(site: Site) -> list[Language]:
    """Return the site's languages, the main one first."""
    found: list[Language] = []
    for one in site.editions:
        tag = one.html_lang
        if not _TAG.fullmatch(tag) or tag in [other.tag for other in found]:
            tag = one.locale
        found.append(Language(tag, PurePosixPath("_data", tag if found else "")))
    return found


class Counterparts:
    """Where each page is in the other languages.

    Mostly at the same address behind what the language's begin with, which a layout can tell by itself.
    """

    def __init__(self, site: Site, urls: Sequence[JekyllUrls]) -> None:
        languages = languages_of(site)
        self._urls = {language.tag: own for language, own in zip(languages, urls, strict=True)}
        self._pages: dict[str, dict[tuple[str, ...], str]] = {}
        self._taken: dict[str, set[str]] = {}
        for edition, language, own in zip(site.editions, languages, urls, strict=True):
            pages = {_key(meta): own.path(meta.permalink) for meta in edition.posts if not meta.draft}
            listings = [own.path(page) for one in edition.listings for page in pages_of(one)]
            self._pages[language.tag] = pages
            self._taken[language.tag] = {*pages.values(), *listings}

    def exceptions(self, urls: JekyllUrls, page: PostMeta | str) -> dict[str, str | bool]:
        """Return, by language, where a page is instead, and ``False`` where it is not.

        ``page`` is a page of the language of ``urls``, or the permalink of one of a listing's pages.
        """
        found: dict[str, str | bool] = {}
        inside = urls.inside(page if isinstance(page, str) else page.permalink)
        for tag, other in self._urls.items():
            if other is urls:
                continue
            usual = slashed(other.prefix + inside)
            same = None if isinstance(page, str) else self._pages[tag].get(_key(page))
            if (same or usual) != usual or usual not in self._taken[tag]:
                found[tag] = other.spell(same) if same else False
        return found


def pages_of(listing: Listing) -> list[str]:
    """Return the permalinks of all pages of a listing."""
    size = listing.page_size or 0
    count = max(1, -(-len(listing.items) // size)) if size else 1
    return [listing.permalink, *(f"{listing.permalink.rstrip('/')}/page/{number}" for number in range(2, count + 1))]


def _key(meta: PostMeta) -> tuple[str, ...]:
    """What a page and its translations have in common."""
    return PLUGIN[meta.kind], meta.instance, meta.version or "", str(meta.inside or meta.id or meta.path)
