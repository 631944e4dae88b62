"""The authors of a whole site, each with a key."""

from __future__ import annotations

import re

from migrator.post import Author
from migrator.site import Site

_OTHER = re.compile(r"[^\w-]+")


class Authors:
    """``known`` maps keys to authors.

    Two blogs may use one key for two people: the second gets its blog's name before it.
    """

    def __init__(self, site: Site) -> None:
        self.known: dict[str, Author] = {}
        self._keys: dict[tuple[str, str], str] = {}
        for instance in sorted(site.instances, key=lambda one: (one.kind != "blog", one.id != "default")):
            for author in instance.authors.values():
                self.key(instance.id, author)
        for meta in site.posts:
            for author in meta.authors:
                self.key(meta.instance, author)

    def key(self, instance: str, author: Author) -> str:
        """Return the key of an author in the whole site; an author without one is known by the name."""
        own = author.key or _OTHER.sub("-", author.name or author.email or author.url or "author").strip("-").lower()
        key = self._keys.get((instance, own))
        if key is None:
            key = own
            if own in self.known and self.known[own] != author:
                key = f"{instance}-{own}"
            self._keys[instance, own] = key
            self.known.setdefault(key, author)
        return key
