"""Accounts elsewhere, as Ghost keeps them: what it puts into its own addresses (``@tryghost/social-urls``)."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Ghost's fields: the addresses that it makes, and what stands before the part that it keeps.
_FIELDS = {
    "twitter": (r"(?:x|twitter)\.com/@?([\w.]+)", "@"),
    "facebook": (r"facebook\.com/([\w./-]+)", ""),
    "threads": (r"threads\.(?:net|com)/@?([\w.]+)", "@"),
    "bluesky": (r"bsky\.app/profile/([\w.:-]+)", ""),
    "mastodon": (r"([\w.-]+/@[\w.@-]+)", ""),
    "tiktok": (r"tiktok\.com/@?([\w.]+)", "@"),
    "youtube": (r"youtube\.com/([\w./@-]+)", ""),
    "instagram": (r"instagram\.com/([\w.]+)", ""),
    "linkedin": (r"(?:\w+\.)?linkedin\.com/((?:in|company|school|pub)/[\w%-]+)", ""),
}


def accounts(socials: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return Ghost's fields for some accounts, given by platform and address; the others have none in Ghost."""
    found: dict[str, str] = {}
    for platform, url in socials:
        name = "twitter" if platform == "x" else platform
        pattern, before = _FIELDS.get(name, ("", ""))
        match = re.fullmatch(rf"https?://(?:www\.)?{pattern}/?(?:\?.*)?", url) if pattern else None
        if match and len(match[1]) < 190:
            found[name] = before + match[1].rstrip("/")
    return found
