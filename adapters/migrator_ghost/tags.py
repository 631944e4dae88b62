"""The tags of a site: in Ghost one set for all posts and pages; those that begin with ``#`` readers do not see."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.post import Tag
from migrator.site import Site
from migrator_ghost.limits import Limiter
from migrator_ghost.slugs import Slugs, slugify


class Tags:
    """``slugs`` maps the address of a tag's page to the tag's slug.

    Two tags that Docusaurus keeps apart (of two blogs, of two languages) are one in Ghost where they are called the
    same.
    """

    def __init__(self, site: Site) -> None:
        self.slugs: dict[str, str] = {}
        self._made: dict[str, dict[str, object]] = {}
        self._limiter = Limiter()
        taken = Slugs()
        labels: dict[tuple[str, str], str] = {}
        for tag in _all_tags(site):
            wish = slugify(tag.permalink.rstrip("/").rpartition("/")[2]) or slugify(tag.label)
            slug = labels.get((wish, tag.label))
            if slug is None:
                slug = taken.take(wish, default="tag")
                labels[wish, tag.label] = slug
                self._made[slug] = self._fields(tag, slug)
            self.slugs[tag.permalink] = slug

    def _fields(self, tag: Tag, slug: str) -> dict[str, object]:
        name = tag.label.lstrip("#, ") or slug
        fields: dict[str, object] = {"slug": slug, "name": self._limiter.fit("tag name", name), "visibility": "public"}
        if tag.description:
            fields["description"] = self._limiter.fit("tag description", tag.description)
        return fields

    @property
    def limiter(self) -> Limiter:
        return self._limiter

    def slug(self, tag: Tag) -> str:
        """Return the slug of a tag; that of one that is in no list of the site is made of its name."""
        return self.slugs.get(tag.permalink) or slugify(tag.label) or "tag"

    def internal(self, name: str) -> str:
        """Return the slug of the internal tag ``#name``, and remember it."""
        slug = f"hash-{name}"
        self._made[slug] = {"slug": slug, "name": f"#{name}", "visibility": "internal"}
        return slug

    def all(self) -> list[dict[str, object]]:
        """Return all tags, by slug."""
        return [fields for _, fields in sorted(self._made.items())]


def _all_tags(site: Site) -> Iterator[Tag]:
    """All tags that a page or a list has; a blog's first, for they keep their address best."""
    tags: dict[str, Tag] = {}
    for edition in site.editions:
        for listing in sorted(edition.listings, key=lambda one: one.plugin != "blog"):
            if listing.tag is not None:
                tags.setdefault(listing.tag.permalink, listing.tag)
        for meta in sorted(edition.posts, key=lambda one: one.kind != "post"):
            for tag in meta.tags:
                tags.setdefault(tag.permalink, tag)
    yield from tags.values()
