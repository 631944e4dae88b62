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
from migrator.site import PLUGIN, Instance, Listing, Site
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


_AUTHORS = "authors"
_LISTED = {"tag": ("tags", "tag"), "author": ("authors", "author")}

#: What a taxonomy is about, and of which pages: plugin, instance, and version where that is not the last.
Key = tuple[str, str, str, str]


def taxonomy_names(site: Site, reserved: set[str]) -> dict[Key, str]:
    """Return the singular names of a site's taxonomies, in all its languages.

    ``reserved`` are folder names that content has already.
    """
    found: dict[Key, str] = {}
    listed = {
        (one.kind, one.plugin, one.instance, one.version) for edition in site.editions for one in edition.listings
    }
    for about, kinds in _LISTED.items():
        names: set[str] = set()
        for instance in _blogs_first(site):
            for version, older in _versions(instance):
                if not any((kind, instance.kind, instance.id, version) in listed for kind in kinds):
                    continue
                own = "_".join(part for part in (instance.kind, instance.id, older) if part and part != "default")
                singular = about if not names else f"{_OTHER.sub('_', own)}_{about}"
                while f"{singular}s" in names or f"{singular}s" in reserved:
                    singular = f"site_{singular}"
                names.add(f"{singular}s")
                found[about, instance.kind, instance.id, older] = singular
    return found


def _versions(instance: Instance) -> list[tuple[str | None, str]]:
    """The versions of an instance, the last one first, with the name each has in a ``Key``."""
    versions = [(one.name, "" if one.is_last else one.name) for one in instance.versions]
    return sorted(versions, key=lambda one: one[1] != "") or [(None, "")]


def _blogs_first(site: Site) -> list[Instance]:
    return sorted(site.instances, key=lambda one: (one.kind != "blog", one.id != "default"))


class Taxonomies:
    """The taxonomies of a site in one language; ``names`` are those in all of them."""

    def __init__(self, site: Site, names: dict[Key, str]) -> None:
        self._by_part: dict[Key, Taxonomy] = {}
        self._older = {(one.id, name): older for one in site.instances for name, older in _versions(one)}
        self.authors = Authors(site)
        for (about, plugin, id_, version), singular in names.items():
            taxonomy = Taxonomy(f"{singular}s", singular, plugin, id_, about)
            self._by_part[about, plugin, id_, version] = taxonomy
            overview, own = _LISTED[about]
            for listing in site.listings:
                older = self._older.get((listing.instance, listing.version), "")
                if (listing.plugin, listing.instance, older) != (plugin, id_, version):
                    continue
                if listing.kind == overview:
                    taxonomy.overview = taxonomy.overview or listing
                elif listing.kind == own:
                    taxonomy.listings.append(listing)
                    self._register(taxonomy, listing)
        # A blog without pages for its authors names them in the field of one that has such pages.
        shared = next((one for one in self._by_part.values() if one.name == _AUTHORS), None)
        for meta in site.posts:
            authors = self._of("author", meta) or shared
            for author in meta.authors:
                if authors is not None:
                    authors.without_page.setdefault(self.authors.key(meta.instance, author), author)

    def _register(self, taxonomy: Taxonomy, listing: Listing) -> None:
        if listing.author is not None:
            taxonomy.term(listing.permalink, self.authors.key(taxonomy.instance, listing.author))
        else:
            taxonomy.term(listing.permalink, _last_segment(listing.permalink))

    def __iter__(self) -> Iterator[Taxonomy]:
        return iter(self._by_part.values())

    def _of(self, about: str, meta: PostMeta) -> Taxonomy | None:
        older = self._older.get((meta.instance, meta.version), "")
        return self._by_part.get((about, PLUGIN[meta.kind], meta.instance, older))

    def tags(self, meta: PostMeta) -> tuple[str, list[str]]:
        """Return the front matter's field for a page's tags, and its value."""
        taxonomy = self._of("tag", meta)
        if taxonomy is None:
            return "tags", [tag.label for tag in meta.tags]
        return taxonomy.name, [self._tag(taxonomy, tag) for tag in meta.tags]

    def _tag(self, taxonomy: Taxonomy, tag: Tag) -> str:
        term = taxonomy.terms.get(tag.permalink) or _OTHER.sub("-", _last_segment(tag.permalink)).strip("-").lower()
        made = normalize("NFC", tag.label).lower().replace(" ", "-")
        return tag.label if made == term and _LABEL.fullmatch(tag.label) else term or tag.label

    def author_field(self, meta: PostMeta) -> tuple[str, list[str]]:
        """Return the front matter's field for a page's authors, and its value: keys of ``data/authors.json``."""
        taxonomy = self._of("author", meta)
        return taxonomy.name if taxonomy else _AUTHORS, [self.authors.key(meta.instance, one) for one in meta.authors]


def _last_segment(permalink: str) -> str:
    path = permalink.rstrip("/").removesuffix(".html")
    return normalize("NFC", path.rpartition("/")[2])
