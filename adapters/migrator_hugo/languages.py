"""The languages of a site as Hugo has them: each has a key, which is the first part of its addresses."""

from __future__ import annotations

import os.path
import re
from dataclasses import dataclass

from migrator.site import Site

_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site.

    ``key`` is Hugo's name for it.  ``prefix`` stands before its addresses below the base path, as in Docusaurus
    ("/zh-TW"), ``own_prefix`` is the one that Hugo would put there ("/zh-tw"); both are empty for a main language at
    the root.  ``folder`` is the part of ``content/`` and ``data/`` that is its own, empty where there is only one.
    """

    site: Site
    key: str
    prefix: str = ""
    own_prefix: str = ""
    folder: str = ""


def base_path(site: Site) -> str:
    """Return the path that the addresses of all the site's languages begin with, without a slash at its end."""
    return os.path.commonpath([one.base_url for one in site.editions]).rstrip("/")


def languages_of(site: Site) -> list[Language]:
    """Return the site's languages, the main one first."""
    if not site.translations:
        return [Language(site, site.locale.lower())]
    base = base_path(site)
    found: list[Language] = []
    for one in site.editions:
        prefix = one.base_url[len(base) :].rstrip("/")
        if found and (not prefix or prefix in [other.prefix for other in found]):
            prefix = f"/{one.locale.lower()}"  # a host of its own, in Docusaurus
        key = prefix[1:].lower()
        if not _KEY.fullmatch(key) or key in [other.key for other in found]:
            key = one.locale.lower()
        found.append(Language(one, key, prefix, f"/{key}" if prefix else "", key))
    return found
