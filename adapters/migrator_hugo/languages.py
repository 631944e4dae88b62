"""The languages of a site as Hugo has them: each has a key, which is the first part of its addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from migrator.site import Site
from migrator.writers.languages import prefixes

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    ``key`` is Hugo's name for it.  ``own_prefix`` is what Hugo would put before its addresses below the base path
    ("/zh-tw" for "/zh-TW"), empty for a main language at the root.  ``folder`` is the part of ``content/`` and
    ``data/`` that is its own, empty where there is only one.
    """

    site: Site
    key: str
    own_prefix: str = ""
    folder: str = ""


def languages_of(site: Site) -> list[Language]:
    """Return the site's languages, the main one first."""
    if not site.translations:
        return [Language(site, site.locale.lower())]
    found: list[Language] = []
    for one, prefix in zip(site.editions, prefixes(site), strict=True):
        key = prefix[1:].lower()
        if not _KEY.fullmatch(key) or key in [other.key for other in found]:
            key = one.locale.lower()
        found.append(Language(one, key, f"/{key}" if prefix else "", key))
    return found
