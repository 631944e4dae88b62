"""The lists of a site: what Ghost draws itself becomes a route, the others become pages that list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from migrator import nodes as n
from migrator.post import Post, PostMeta
from migrator.site import Instance, Listing, Site
from migrator.targets import External, Internal
from migrator_ghost.places import Collection, Place, Places
from migrator_ghost.routes import channel, posts_filter
from migrator_ghost.settings import nav_links
from migrator_ghost.tags import Tags
from migrator_ghost.users import Users


@dataclass(frozen=True, slots=True)
class Channel:
    """A list of posts that Ghost draws: those of a tag or an author of a blog, or all."""

    path: str
    collection: Collection
    listing: Listing


class Listings:
    """Decides what becomes of each list.

    ``channels`` are drawn by Ghost, ``pages`` are written, ``has_home`` tells of a front page that the site's
    own pages do not have.  ``gone`` are lists of a translation in which nothing is
    translated: their addresses, and those of the lists in the main language that take their place.  ``searches`` are
    addresses of a search, for which Ghost has a box over any page.
    """

    def __init__(self, site: Site, places: Places, tags: Tags) -> None:
        self._site = site
        self._places = places
        self._tags = tags
        self.channels: list[Channel] = []
        self.pages: list[tuple[Site, Listing, Place]] = []
        self.gone: list[tuple[str, str]] = []
        self.searches: list[str] = []
        self._main = {places.path(one.permalink): one for one in site.listings}
        self._blogs = {(one.site.locale, one.instance.id): one for one in places.collections}
        self._metas = {one.permalink: one for edition in site.editions for one in edition.posts}
        for edition in site.editions:
            for listing in edition.listings:
                self._decide(edition, listing)
        self.has_home = not places.taken("/")
        self._home = places.home() if self.has_home and not self._blogs else None
        self._taxonomies = {kind: base for kind in ("tag", "author") if (base := self._base(kind))}

    def _decide(self, edition: Site, listing: Listing) -> None:
        path = self._places.path(listing.permalink)
        if listing.kind == "search":
            self.searches.append(path)
            return
        counterpart = self._counterpart(edition, listing)
        if counterpart is not None:
            self._places.moved[path] = counterpart
            self.gone.append((path, counterpart))
            return
        blog = self._blogs.get((edition.locale, listing.instance)) if listing.plugin == "blog" else None
        if blog and listing.kind == "blog" and path == blog.path:
            if blog.lent:
                self.channels.append(Channel(path, blog, listing))
            return
        if blog and listing.kind in ("blog", "tag", "author") and self._places.take(path):
            self.channels.append(Channel(path, blog, listing))
            return
        self.pages.append((edition, listing, self._places.listing(edition, listing)))

    def _counterpart(self, edition: Site, listing: Listing) -> str | None:
        """Return the address of the list in the main language, for a list in which nothing is translated."""
        if edition is self._site:
            return None
        own = any(
            meta.kind == {"docs": "doc", "blog": "post", "pages": "page"}[listing.plugin]
            and meta.instance == listing.instance
            and (edition.locale, meta.permalink) not in self._places.copies
            for meta in edition.posts
        )
        items = [*listing.items, *(one.permalink for one in listing.cards if one.permalink)]
        if own and not (items and all((edition.locale, one) in self._places.copies for one in items)):
            return None
        path = self._in_main(edition, listing)
        return path if path in self._main and (not own or self._main[path].title == listing.title) else None

    def _in_main(self, edition: Site, listing: Listing) -> str:
        """Return the address that a list has in the main language."""
        inside = listing.permalink.removeprefix(edition.base_url.rstrip("/"))
        return self._places.path(self._site.base_url.rstrip("/") + inside)

    # -------------------------------------------------------------- what Ghost draws

    def _base(self, kind: str) -> str | None:
        """Return what the addresses of most tags or authors begin with, and end with their slug."""
        bases: Counter[str] = Counter()
        for one in self.channels:
            if one.listing.kind == kind and one.collection.tag is None:
                bases[one.path.rstrip("/").rpartition("/")[0] + "/"] += 1
        return bases.most_common(1)[0][0] if bases else None

    @property
    def taxonomies(self) -> dict[str, str]:
        """The forms of the addresses of tags and authors, for ``routes.yaml``."""
        return {kind: f"{self._taxonomies.get(kind, f'/{kind}/')}{{slug}}/" for kind in ("tag", "author")}

    def routes(self, users: Users) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the routes of the lists that Ghost would not have at their address, or not with these posts alone."""
        if self.has_home and self._home is None:
            others = [f"tag:-{one.tag}" for one in self._places.collections if one.tag and one.site is not self._site]
            yield channel("/", "+".join(others), None, None, None)
        used: dict[str, set[str | None]] = {}
        for blog in self._places.collections:
            for meta in blog.posts:
                for tag in meta.tags:
                    used.setdefault(self._tags.slug(tag), set()).add(blog.tag)
                for author in users.slugs(meta, blog.site.locale):
                    used.setdefault(f"@{author}", set()).add(blog.tag)
        for one in self.channels:
            kind = one.listing.kind
            slug: str | None = None
            shared = True
            if one.listing.tag is not None:
                slug = self._tags.slug(one.listing.tag)
                shared = used.get(slug, set()) > {one.collection.tag}
            elif one.listing.author is not None:
                slug = users.slug(one.listing.instance, one.listing.author, one.collection.site.locale)
                shared = used.get(f"@{slug}", set()) > {one.collection.tag}
            shared = shared or one.collection.lent is not None
            if slug and not shared and one.path == f"{self._taxonomies.get(kind)}{slug}/":
                continue
            parts = [self._about(one, slug)] if slug else []
            if (own := posts_filter(one.collection, self._places.collections)) and shared:
                parts.append(own)
            yield channel(one.path, "+".join(parts), kind if slug else None, slug, one.listing.page_size)

    def _about(self, one: Channel, slug: str) -> str:
        """Return the filter for a tag or an author; posts that are not translated have the tag of the main language."""
        counterpart = self._main.get(self._in_main(one.collection.site, one.listing)) if one.collection.lent else None
        if counterpart is not None and counterpart.tag is not None:
            slugs = dict.fromkeys([slug, self._tags.slug(counterpart.tag)])
            return f"tag:[{','.join(slugs)}]"
        return f"{one.listing.kind}:{slug}"

    # -------------------------------------------------------------- what becomes a page

    def posts(self) -> Iterator[tuple[Place, Post]]:
        """Yield the lists that become pages."""
        for edition, listing, place in self.pages:
            yield place, _titled(_meta(edition, listing), self._body(edition, listing))
        if self._home is not None:
            yield self._home, self._front_page()

    def _front_page(self) -> Post:
        """A home page for a site whose own was no page of text: where its navigation leads."""
        site = self._site
        targets = [
            (one.label, Internal(one.permalink) if one.permalink else External(one.href or ""))
            for one in nav_links(site.navbar, site)
        ]
        links = [n.ListItem([n.Paragraph([n.Link([n.Text(label)], target=target)])]) for label, target in targets]
        body: list[n.Node] = [n.Paragraph([n.Text(site.tagline)])] if site.tagline else []
        meta = PostMeta("page", site.base_url, site.title or "Home", PurePosixPath("home"), title_in_body=True)
        return _titled(meta, [*body, n.List(list(links))])

    def _body(self, edition: Site, listing: Listing) -> list[n.Node]:
        body: list[n.Node] = []
        description = (listing.tag.description if listing.tag else None) or listing.description
        if description:
            body.append(n.Paragraph([n.Text(description)]))
        match listing.kind:
            case "category":
                body.append(n.CardList(list(_cards(listing))))
            case "tags":
                body.append(n.List([n.ListItem([n.Paragraph([link])]) for link in self._tag_links(edition, listing)]))
            case "authors":
                body += self._authors(edition, listing)
            case "archive":
                body += self._years(listing)
            case _:
                body += self._entries(listing)
        return body

    def _entries(self, listing: Listing) -> Iterator[n.Node]:
        """The pages of a list, each with what it is about."""
        for permalink in listing.items:
            meta = self._metas.get(permalink)
            yield n.Heading([_link(meta.title if meta else permalink, permalink)], depth=2)
            if meta and meta.description:
                yield n.Paragraph([n.Text(meta.description)])

    def _years(self, listing: Listing) -> Iterator[n.Node]:
        years: dict[str, list[n.Node]] = {}
        for permalink in listing.items:
            meta = self._metas.get(permalink)
            year = f"{meta.date.year}" if meta and meta.date else ""
            item = n.ListItem([n.Paragraph([_link(meta.title if meta else permalink, permalink)])])
            years.setdefault(year, []).append(item)
        for year, items in years.items():
            if year:
                yield n.Heading([n.Text(year)], depth=2)
            yield n.List(items)

    def _tag_links(self, edition: Site, listing: Listing) -> Iterator[n.Node]:
        tags = [
            one
            for one in edition.listings
            if (one.kind, one.plugin, one.instance, one.version)
            == ("tag", listing.plugin, listing.instance, listing.version)
            and one.tag is not None
            and not one.unlisted
        ]
        for one in sorted(tags, key=lambda one: one.tag.label.casefold() if one.tag else ""):
            yield _link(f"{one.tag.label if one.tag else one.title} ({len(one.items)})", one.permalink)

    def _authors(self, edition: Site, listing: Listing) -> Iterator[n.Node]:
        instance: Instance = edition.instance(listing.plugin, listing.instance)
        for author in instance.authors.values():
            name = author.name or author.key or ""
            title = _link(name, author.permalink) if author.permalink else n.Text(name)
            yield n.Heading([title], depth=2)
            about = author.description or author.title
            if about:
                yield n.Paragraph([n.Text(about)])


def _link(label: str, permalink: str) -> n.Link:
    return n.Link([n.Text(label)], url=permalink, target=Internal(permalink))


def _cards(listing: Listing) -> Iterator[n.Node]:
    for item in listing.cards:
        target = Internal(item.permalink) if item.permalink else External(item.href) if item.href else None
        yield n.Card(
            label=item.label, url=item.permalink or item.href or "", description=item.description, target=target
        )


def _titled(meta: PostMeta, body: list[n.Node]) -> Post:
    return Post(meta, n.Root([n.Heading([n.Text(meta.title)], depth=1), *body]))


def _meta(edition: Site, listing: Listing) -> PostMeta:
    title = listing.title
    if listing.kind == "tag" and listing.tag is not None and not title:
        title = listing.tag.label
    return PostMeta(
        "page",
        listing.permalink,
        title or listing.kind,
        PurePosixPath(f"{listing.kind} {listing.permalink}"),
        instance=listing.instance,
        locale=edition.locale,
        description=listing.description,
        title_in_body=True,
        keywords=list(listing.keywords),
        image=listing.image,
        unlisted=listing.unlisted,
    )
