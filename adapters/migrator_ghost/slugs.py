"""Slugs as Ghost keeps them: one flat space for posts and pages, ASCII in small letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import blake2b
from itertools import chain, count

from anyascii import anyascii

#: Ghost's limit is 191 characters (``posts.slug`` in its schema); it leaves room for a number behind the slug.
LIMIT = 185
#: What Ghost keeps for itself (``config/overrides.json``, ``slugs.protected``), or serves at a flat address.
RESERVED = frozenset(
    {"amp", "assets", "author", "content", "email", "ghost", "members", "p", "page", "private", "public", "r", "rss"}
    | {"sitemap", "tag", "unsubscribe", "webmentions"}
)
_OTHER = re.compile(r"[^a-z0-9_]+")


def slugify(text: str) -> str:
    """Return a text as a slug that Ghost leaves as it is (``@tryghost/string``, ``slugify.js``); may be empty.

    Ghost spells everything in ASCII; other scripts are transliterated.
    """
    slug = _OTHER.sub("-", anyascii(text).lower().replace("'", "")).strip("-")
    return slug if len(slug) <= LIMIT else f"{slug[: LIMIT - 9].rstrip('-')}-{_digest(slug)}"


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


class Slugs:
    """The slugs that are taken."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {"", *taken}

    def free(self, slug: str) -> bool:
        """Whether nobody has a slug yet."""
        return slug not in self._taken

    def take(self, *wishes: str, default: str = "page", suits: Callable[[str], bool] = lambda slug: True) -> str:
        """Return the first of some wishes that is free once it is a slug; else one made of the last, with a number.

        ``suits`` says whether a slug may be taken.
        """
        made = [slug for wish in wishes if (slug := slugify(wish))] or [default]
        numbered = (f"{made[-1]}-{number}" for number in count(2))
        slug = next(slug for slug in chain(made, numbered) if slug not in self._taken and suits(slug))
        self._taken.add(slug)
        return slug
