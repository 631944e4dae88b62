"""Telling whether two addresses, one in each site, are the same file.

Docusaurus puts a hash into the names of the files it bundles and writes small images into the page, a target moves,
resizes or converts them.  So the digest decides first, then the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from migrator.verify.page import RenderedSite

File = tuple[str, str]
"""The address of a file, and the text that stands for it."""

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


def pair(before: RenderedSite, wanted: Sequence[File], after: RenderedSite, found: Sequence[File]) -> list[int | None]:
    """For every wanted file of the site before, return the index of its successor in ``found``, each used once.

    Files are (address, text), and where one is there several times the text decides.  One that is in the page only by
    an address that leads nowhere is taken too.
    """
    partners: list[int | None] = [None] * len(wanted)
    used: set[int] = set()
    for key in (_content_and_text, _content, _address, _name):
        left: dict[str, list[int]] = {}
        for at in range(len(found) - 1, -1, -1):
            if at not in used:
                left.setdefault(key(after, found[at]), []).append(at)
        for index, file in enumerate(wanted):
            same = key(before, file) if partners[index] is None else ""
            if same and left.get(same):
                partners[index] = at = left[same].pop()
                used.add(at)
    return partners


def _content_and_text(site: RenderedSite, file: File) -> str:
    found = digest_of(site, file[0])
    return f"{found} {unescape(file[1])}" if found else ""


def _content(site: RenderedSite, file: File) -> str:
    return digest_of(site, file[0])


def _address(_: RenderedSite, file: File) -> str:
    return "" if file[0].startswith("data:") else file[0]


def _name(_: RenderedSite, file: File) -> str:
    return name_of(file[0])
