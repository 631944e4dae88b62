"""The languages of a site that a target serves below one address, told apart by what their addresses begin with."""

from __future__ import annotations

import os.path

from migrator.site import Site


def base_path(site: Site) -> str:
    """Return the path that the addresses of all the site's languages begin with, without a slash at its end."""
    return os.path.commonpath([one.base_url for one in site.editions]).rstrip("/")


def prefixes(site: Site) -> list[str]:
    """Return what stands before the addresses of each of ``site.editions`` below the base path ("", "/zh-TW")."""
    base = base_path(site)
    found: list[str] = []
    for one in site.editions:
        prefix = one.base_url[len(base) :].rstrip("/")
        if found and (not prefix or prefix in found):
            prefix = f"/{one.locale.lower()}"  # a host of its own, in Docusaurus
        found.append(prefix)
    return found
