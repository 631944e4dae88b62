"""The authors of a site as Ghost's users, who need an e-mail address each."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from migrator.post import Author, PostMeta
from migrator.site import Site
from migrator.targets import Asset
from migrator.writers.authors import Authors
from migrator_ghost.limits import Limiter
from migrator_ghost.slugs import Slugs
from migrator_ghost.socials import accounts
from migrator_ghost.urls import GhostUrls

_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_WEB = re.compile(r"https?://[^\s/]+\.[^\s]+")


class Users:
    """``images`` are the pictures of the authors.

    ``invented`` is the number of made-up addresses, ``renamed`` are names that are other ones in a translation.
    """

    def __init__(self, site: Site, urls: GhostUrls) -> None:
        self.images: list[Asset] = []
        self.invented = 0
        self.renamed: list[tuple[str, str]] = []
        self.limiter = Limiter()
        self._urls = urls
        self._host = urlsplit(site.url).hostname or "site"
        self._keys = {edition.locale: Authors(edition) for edition in site.editions}
        self._slugs: dict[str, str] = {}
        self._made: list[dict[str, object]] = []
        taken, self._emails, names = Slugs(), set[str](), dict[str, str]()
        for authors in self._keys.values():
            for key, author in authors.known.items():
                if key not in self._slugs:
                    self._slugs[key] = taken.take(key, author.name or "", default="author")
                    self._made.append(self._fields(author, self._slugs[key]))
                elif author.name not in (None, names[key]):
                    self.renamed.append((names[key], author.name))
                names.setdefault(key, author.name or key)

    def slugs(self, meta: PostMeta, locale: str) -> list[str]:
        """Return the slugs of a page's authors."""
        return [slug for author in meta.authors if (slug := self.slug(meta.instance, author, locale))]

    def slug(self, instance: str, author: Author, locale: str) -> str | None:
        """Return the slug of an author of a content instance."""
        authors = self._keys.get(locale)
        return self._slugs.get(authors.key(instance, author)) if authors else None

    def all(self) -> list[dict[str, object]]:
        """Return all users, by slug."""
        return sorted(self._made, key=lambda user: str(user["slug"]))

    def _fields(self, author: Author, slug: str) -> dict[str, object]:
        fit = self.limiter.fit
        fields: dict[str, object] = {
            "slug": slug,
            "name": fit("user name", author.name or author.key or slug),
            "email": self._email(author, slug),
        }
        bio = author.description or author.title
        if bio:
            fields["bio"] = fit("user bio", bio)
        if author.url and _WEB.fullmatch(author.url):
            fields["website"] = fit("user website", author.url)
        if isinstance(author.image, Asset):
            self.images.append(author.image)
        if author.image is not None and (image := self._urls.final(author.image)):
            fields["profile_image"] = image
        return fields | accounts(author.socials)

    def _email(self, author: Author, slug: str) -> str:
        """Return the author's address or, as Ghost wants one of its own for everybody, one that can never be."""
        email = author.email or ""
        if not _EMAIL.fullmatch(email) or email.lower() in self._emails:
            self.invented += 1
            email = f"{slug[:50].strip('-')}@{self._host}.invalid"
            count = 1
            while email in self._emails:
                count += 1
                email = f"{slug[:44].strip('-')}-{count}@{self._host}.invalid"
        self._emails.add(email.lower())
        return email
