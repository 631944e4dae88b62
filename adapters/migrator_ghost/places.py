"""Where each page and each list of a site lives in Ghost, decided once for the whole site.

In Ghost a slug is flat, and a post lives in the first collection of ``routes.yaml`` that takes it.  A page whose
address is none of these keeps it by a route of its own (``data: page.<slug>``), to which Ghost itself redirects from
the flat address.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from migrator.diagnostics import Code, Diagnostic
from migrator.post import PostMeta
from migrator.site import Instance, Listing, Site
from migrator_ghost.slugs import RESERVED, Slugs, slugify
from migrator_ghost.tags import Tags
from migrator_ghost.urls import base_path, in_ghost

#: The forms of a collection's addresses that are tried, the first that fits most posts wins.
PATTERNS = ("{slug}", "{year}/{month}/{day}/{slug}", "{year}/{month}/{slug}", "{year}/{slug}")


@dataclass(slots=True)
class Place:
    """Where a page lives.

    ``path`` is its address in Ghost, ``flat`` the one that Ghost gives it by itself.  Where they differ, a route has
    it there.
    """

    slug: str
    type: Literal["post", "page"]
    path: str
    flat: str

    @property
    def routed(self) -> bool:
        return self.path != self.flat


@dataclass(slots=True)
class Collection:
    """The posts of a blog in one language.

    ``tag`` is the internal tag that its posts have, ``None`` for the one that takes all other posts.  ``lent`` is that
    of posts that are not translated, and which its lists have all the same.
    """

    site: Site
    instance: Instance
    path: str
    pattern: str = PATTERNS[0]
    tag: str | None = None
    lent: str | None = None
    page_size: int | None = None
    posts: list[PostMeta] = field(default_factory=list)

    @property
    def permalink(self) -> str:
        return f"{self.path}{self.pattern}/"

    def address(self, slug: str, date: datetime | None) -> str:
        """Return the address of a post in this collection; Ghost takes the date in its time zone, at first UTC."""
        return self.path + fill(self.pattern, slug, date) + "/"


def fill(pattern: str, slug: str, date: datetime | None) -> str:
    """Return a permalink's pattern with the parts of a post in it."""
    moment = (date or datetime(1970, 1, 1, tzinfo=UTC)).astimezone(UTC)
    return (
        pattern.replace("{slug}", slug)
        .replace("{year}", f"{moment.year:04}")
        .replace("{month}", f"{moment.month:02}")
        .replace("{day}", f"{moment.day:02}")
    )


#: Endings of no file that a theme may show.
_NO_FILES = (".hbs", ".json", ".lock", ".log", ".md")


class Places:
    """The places of a site in all its languages.

    ``collections``: the blogs that have posts.  ``moved`` maps addresses whose page is elsewhere in Ghost to where: a
    page that is not translated is in its own language only.  ``copies`` are those pages, and ``also`` are the internal
    tags of such posts, by their address in the main language.
    """

    def __init__(self, site: Site, tags: Tags, most_routes: int) -> None:
        self._site = site
        self._base = base_path(site)
        self._slugs = Slugs(RESERVED)
        self._taken: set[str] = set()
        self._wanted = {self.path(one.permalink) for edition in site.editions for one in edition.posts}
        self._wanted |= {self.path(one.permalink) for edition in site.editions for one in edition.listings}
        self._pages: dict[tuple[str, str], Place] = {}
        self.diagnostics: list[Diagnostic] = []
        self.moved: dict[str, str] = {}
        self.copies: dict[tuple[str, str], str] = {}
        self.also: dict[str, list[str]] = {}
        self.collections: list[Collection] = []
        self.listings: dict[tuple[str, str], Place] = {}
        self._find_copies()
        self._collect(tags)
        self._place_pages()
        self._spare_routes(most_routes)
        for path, other in list(self.moved.items()):
            self.moved[path] = self.moved.get(other, other)

    def path(self, permalink: str) -> str:
        return in_ghost(permalink, self._base)

    def page(self, meta: PostMeta) -> Place:
        """Return the place of a page; that of one that is not in the site's index is made of its address."""
        place = self._pages.get(key(meta, self._site))
        if place is None:
            slug = slugify(meta.permalink.rstrip("/").rpartition("/")[2]) or slugify(meta.title) or "page"
            place = Place(slug, "post" if meta.kind == "post" else "page", self.path(meta.permalink), f"/{slug}/")
        return place

    def collection(self, meta: PostMeta) -> Collection | None:
        """Return the collection that a post belongs to."""
        locale = meta.locale or self._site.locale
        return next(
            (one for one in self.collections if (one.site.locale, one.instance.id) == (locale, meta.instance)), None
        )

    def is_copy(self, meta: PostMeta) -> bool:
        """Whether a page of a translation is not translated."""
        return key(meta, self._site) in self.copies

    def listing(self, edition: Site, listing: Listing) -> Place:
        """Return the place of a list that becomes a page in Ghost."""
        known = edition.locale, listing.permalink
        if known not in self.listings:
            path = self.path(listing.permalink)
            self.listings[known] = self._place(path, "page", listing.title, self._prefix(edition))
        return self.listings[known]

    def home(self) -> Place:
        """Return the place of a home page that no page of the site is."""
        known = self._site.locale, self._site.base_url
        if known not in self.listings:
            self.listings[known] = self._place("/", "page", "home", "")
        return self.listings[known]

    def all(self) -> list[Place]:
        """Return the places of all pages and of the lists that became pages."""
        return [*self._pages.values(), *self.listings.values()]

    def taken(self, path: str) -> bool:
        """Whether a page or a list is at an address."""
        return path in self._taken

    def take(self, path: str) -> bool:
        """Claim an address; say whether it was free."""
        if path in self._taken:
            return False
        self._taken.add(path)
        return True

    # -------------------------------------------------------------- how

    def _editions(self) -> Iterator[tuple[Site, list[PostMeta]]]:
        """The languages, each with the pages that are its own."""
        for edition in self._site.editions:
            yield edition, [meta for meta in edition.posts if key(meta, self._site) not in self.copies]

    def _prefix(self, edition: Site) -> str:
        return "" if edition is self._site else f"{edition.locale.lower()}-"

    def _find_copies(self) -> None:
        """Find the pages of a translation that Docusaurus takes from the main language: they have one file."""
        main = {(meta.kind, meta.instance, meta.path): meta.permalink for meta in self._site.posts}
        for edition in self._site.translations:
            for meta in edition.posts:
                permalink = main.get((meta.kind, meta.instance, meta.path))
                if permalink is not None:
                    self.copies[key(meta, self._site)] = permalink
                    if self.path(meta.permalink) != self.path(permalink):
                        self.moved[self.path(meta.permalink)] = self.path(permalink)

    def _collect(self, tags: Tags) -> None:
        found: list[Collection] = []
        for edition, pages in self._editions():
            for instance in edition.instances:
                posts = [one for one in pages if one.kind == "post" and one.instance == instance.id]
                if instance.kind != "blog" or not (posts or edition is self._site):
                    continue
                listing = next(
                    (one for one in edition.listings if one.kind == "blog" and one.instance == instance.id), None
                )
                path = self.path(listing.permalink if listing else instance.route)
                size = listing.page_size if listing else None
                made = Collection(edition, instance, path, page_size=size, posts=posts)
                made.pattern = _pattern([(self.path(one.permalink), one.date) for one in posts], path)
                found.append(made)
        # The first one takes all posts that no other has, also those that are written in Ghost later on.
        for one in found[1:]:
            name = slugify(one.path) or "blog"
            one.tag = tags.internal(name)
            self._lend(one, tags)
        self.collections = [*found[1:], *found[:1]]
        self._taken.update(one.path for one in found)

    def _lend(self, collection: Collection, tags: Tags) -> None:
        """Let a translation's lists have the posts that are not translated, which live in the main language."""
        for meta in collection.site.posts:
            permalink = self.copies.get(key(meta, self._site))
            if permalink and meta.kind == "post" and meta.instance == collection.instance.id and not meta.unlisted:
                collection.lent = tags.internal(f"also-in-{slugify(collection.path)}")
                self.also.setdefault(permalink, []).append(collection.lent)

    def _place_pages(self) -> None:
        """Give slugs: first to the pages whose address Ghost can make of it, then to the others."""
        waiting: list[tuple[Site, PostMeta, str]] = []
        for edition, pages in self._editions():
            for meta in pages:
                path = self.path(meta.permalink)
                last = path.strip("/").rpartition("/")[2]
                own = self.collection(meta) if meta.kind == "post" and not meta.unlisted else None
                flat = own.address(last, meta.date) if own else f"/{last}/"
                if path == flat and last == slugify(last) and self._slugs.free(last) and self.take(path):
                    self._slugs.take(last)
                    self._pages[key(meta, self._site)] = Place(last, "post" if own else "page", path, path)
                else:
                    waiting.append((edition, meta, path))
        for edition, meta, path in waiting:
            own = self.collection(meta) if meta.kind == "post" and not meta.unlisted else None
            place = self._place(path, "post" if own else "page", meta.title, self._prefix(edition), own, meta)
            self._pages[key(meta, self._site)] = place

    def _spare_routes(self, most: int) -> None:
        """Let the old addresses redirect where there would be too many routes: of posts first, then of all pages."""
        for sort in ("post", "page"):
            routed = [one for one in self._pages.values() if one.routed]
            if len(routed) <= most:
                return
            spared = [one for one in routed if one.type == sort]
            for place in spared:
                self.moved[place.path] = place.flat
                place.path = place.flat
            if spared:
                self.diagnostics.append(
                    Diagnostic(
                        Code.NOT_IN_TARGET,
                        f"{len(spared)} {sort}s have the address that Ghost makes of their slug, and the old one "
                        f"redirects: more than {most} routes make Ghost slow.",
                        subject="routes",
                    )
                )

    def _place(
        self,
        path: str,
        type: Literal["post", "page"],
        title: str,
        prefix: str,
        own: Collection | None = None,
        meta: PostMeta | None = None,
    ) -> Place:
        segments = path.strip("/")
        last = segments.rpartition("/")[2]
        wishes = [prefix + (slugify(last) or slugify(title)), prefix + slugify(segments.replace("/", "-"))]
        if prefix and segments.startswith(prefix.rstrip("-") + "/"):
            wishes[1] = slugify(segments.replace("/", "-"))

        def flat_address(slug: str) -> str:
            return own.address(slug, meta.date if meta else None) if own else f"/{slug}/"

        def suits(slug: str) -> bool:
            return flat_address(slug) not in self._wanted or flat_address(slug) == path

        slug = self._slugs.take(*wishes, default=type, suits=suits)
        flat = flat_address(slug)
        wanted = _served(path)
        if wanted in self._taken:
            self.diagnostics.append(
                Diagnostic(
                    Code.OUTPUT_COLLISION,
                    f"{path} is the address of two pages; this one is at {flat}.",
                    meta.path if meta else None,
                )
            )
            wanted = flat
        elif wanted != path:
            self.moved[path] = wanted
        self._taken.add(wanted)
        return Place(slug, type, wanted, flat)


def _served(path: str) -> str:
    """Return an address that Ghost serves: behind a dot it sees the ending of one of the theme's files, and looks no
    further (``frontend/web/middleware/static-theme.js``)."""
    folders, _, last = path.rstrip("/").rpartition("/")
    if last.endswith(_NO_FILES) or "." not in last[1:]:
        return path
    return f"{folders}/{last[0]}{last[1:].removesuffix('.html').replace('.', '-')}/"


def key(meta: PostMeta, site: Site) -> tuple[str, str]:
    """Return what a page is known by: its language and its address."""
    return meta.locale or site.locale, meta.permalink


def _pattern(addresses: list[tuple[str, datetime | None]], base: str) -> str:
    """Return the pattern that most addresses of a blog follow."""
    fits: Counter[str] = Counter()
    for path, date in addresses:
        last = path.strip("/").rpartition("/")[2]
        fits.update(one for one in PATTERNS if path == f"{base}{fill(one, last, date)}/")
    return max(PATTERNS, key=lambda one: fits[one])
