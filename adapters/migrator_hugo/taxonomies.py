"""Tags and authors as Hugo's taxonomies.

Docusaurus's tags belong to one content instance (``/blog/tags/x`` and ``/docs/tags/x`` are two tags), Hugo's terms to a
taxonomy: so each instance that has tag pages gets a taxonomy of its own, the first blog the usual ``tags`` and
``authors``.  A term's page says its address and its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from migrator.post import Author, PostMeta, Tag
from migrator.site import PLUGIN, Listing, Site
from migrator.writers.authors import Authors

_TERM = re.compile(r"[\w-]+")
_OTHER = re.compile(r"[^\w-]+")
_LABEL = re.compile(r"[\w -]+")


@dataclass(slots=True)
class Taxonomy:
    """``name`` is the plural, as in the front matter; ``terms`` maps permalinks to terms.

    ``without_page`` are the authors of posts that have no page of their own in Docusaurus, by term.
    """

    name: str
    singular: str
    plugin: str
    instance: str
    about: str
    listings: list[Listing] = field(default_factory=list)
    overview: Listing | None = None
    terms: dict[str, str] = field(default_factory=dict)
    without_page: dict[str, Author] = field(default_factory=dict)

    def term(self, key: str, wanted: str) -> str:
        """Return the term of ``key``, unlike that of any other key."""
        if key not in self.terms:
            base = wanted if _TERM.fullmatch(wanted) else _OTHER.sub("-", wanted).strip("-") or self.singular
            found, count = base.lower(), 1
            used = set(self.terms.values())
            while found in used:
                count += 1
                found = f"{base.lower()}-{count}"
            self.terms[key] = found
        return self.terms[key]


class Taxonomies:
    """The taxonomies of a site.  ``reserved`` are folder names that content has already."""

    def __init__(self, site: Site, reserved: set[str]) -> None:
        self._by_instance: dict[tuple[str, str, str], Taxonomy] = {}
        self.authors = Authors(site)
        order = sorted(site.instances, key=lambda one: (one.kind != "blog", one.id != "default"))
        for about, kinds in (("tag", ("tags", "tag")), ("author", ("authors", "author"))):
            names: set[str] = set()
            for instance in order:
                listings = [
                    one
                    for one in site.listings
                    if one.kind in kinds and one.instance == instance.id and one.plugin == instance.kind
                ]
                if not listings:
                    continue
                own = instance.kind if instance.id == "default" else f"{instance.kind}_{instance.id}"
                singular = about if not names else f"{_OTHER.sub('_', own)}_{about}"
                while f"{singular}s" in names or f"{singular}s" in reserved:
                    singular = f"site_{singular}"
                names.add(f"{singular}s")
                taxonomy = Taxonomy(f"{singular}s", singular, instance.kind, instance.id, about)
                self._by_instance[about, instance.kind, instance.id] = taxonomy
                for listing in listings:
                    if listing.kind == kinds[0]:
                        taxonomy.overview = taxonomy.overview or listing
                    else:
                        taxonomy.listings.append(listing)
                        self._register(taxonomy, listing)
        for meta in site.posts:
            for author in meta.authors:
                key = self.authors.key(meta.instance, author)
                own_pages = self._by_instance.get(("author", PLUGIN[meta.kind], meta.instance))
                if own_pages is not None:
                    own_pages.without_page.setdefault(key, author)

    def _register(self, taxonomy: Taxonomy, listing: Listing) -> None:
        if listing.author is not None:
            taxonomy.term(listing.permalink, self.authors.key(taxonomy.instance, listing.author))
        else:
            taxonomy.term(listing.permalink, _last_segment(listing.permalink))

    def __iter__(self) -> Iterator[Taxonomy]:
        return iter(self._by_instance.values())

    def tags(self, meta: PostMeta) -> tuple[str, list[str]]:
        """Return the front matter's field for a page's tags, and its value."""
        taxonomy = self._by_instance.get(("tag", PLUGIN[meta.kind], meta.instance))
        if taxonomy is None:
            return "tags", [tag.label for tag in meta.tags]
        return taxonomy.name, [self._tag(taxonomy, tag) for tag in meta.tags]

    def _tag(self, taxonomy: Taxonomy, tag: Tag) -> str:
        term = taxonomy.terms.get(tag.permalink) or _OTHER.sub("-", _last_segment(tag.permalink)).strip("-").lower()
        made = normalize("NFC", tag.label).lower().replace(" ", "-")
        return tag.label if made == term and _LABEL.fullmatch(tag.label) else term or tag.label

    def author_field(self, meta: PostMeta) -> tuple[str, list[str]]:
        """Return the front matter's field for a page's authors, and its value: keys of ``data/authors.json``."""
        taxonomy = self._by_instance.get(("author", PLUGIN[meta.kind], meta.instance))
        return taxonomy.name if taxonomy else "authors", [self.authors.key(meta.instance, one) for one in meta.authors]


def _last_segment(permalink: str) -> str:
    path = permalink.rstrip("/").removesuffix(".html")
    return normalize("NFC", path.rpartition("/")[2])
