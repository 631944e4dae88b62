"""Telling whether two addresses, one in each site, are the same file.

Docusaurus puts a hash into the names of the files it bundles and writes small images into the page, a target moves,
resizes or converts them.  So the digest decides first, then the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from migrator.verify.page import RenderedSite

# webpack's contenthash before the extension; Hugo's fingerprint and size after the name.
_STAMP = re.compile(r"(?:[-.][0-9a-f]{8,64}|_hu_?[0-9a-f]{8,}(?:_\w+)?)+$")


def name_of(address: str) -> str:
    """Return a file's name without folder, extension and what builds put into it; "" where it has none."""
    if address.startswith("data:"):
        return ""
    name = address.partition("?")[0].rpartition("/")[2]
    stem = name.rpartition(".")[0] or name
    return _STAMP.sub("", stem).casefold()


def digest_of(site: RenderedSite, address: str) -> str:
    """Return the digest of what is at an address; "" where that is not known."""
    return address[5:] if address.startswith("data:") else site.files.get(address, "")


def resolves(site: RenderedSite, address: str) -> bool:
    """Tell whether a file is there; of one outside of the site nothing is known, so that it counts as there."""
    return not address.startswith("/") or address in site.files or address in site.pages


def pair(before: RenderedSite, wanted: Sequence[str], after: RenderedSite, found: Sequence[str]) -> list[int | None]:
    """For every wanted file of the site before, return the index of its successor in ``found``, each used once.

    One that is in the page only by an address that leads nowhere is taken too.
    """
    partners: list[int | None] = [None] * len(wanted)
    used: set[int] = set()
    for key_before, key_after in (
        (partial(digest_of, before), partial(digest_of, after)),
        (_address, _address),
        (name_of, name_of),
    ):
        left: dict[str, list[int]] = {}
        for at in range(len(found) - 1, -1, -1):
            if at not in used:
                left.setdefault(key_after(found[at]), []).append(at)
        for index, address in enumerate(wanted):
            key = key_before(address)
            if partners[index] is None and key and left.get(key):
                partners[index] = at = left[key].pop()
                used.add(at)
    return partners


def _address(address: str) -> str:
    return "" if address.startswith("data:") else address
