"""The Ghost adapter: a site as files that Ghost imports, and the settings that keep its addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar
from urllib.parse import urlsplit

from migrator.adapter import Converted, Options, OutputFile
from migrator.diagnostics import Code, Diagnostic
from migrator.post import Post
from migrator.site import Site
from migrator.targets import Asset
from migrator.writers.files import unique_assets
from migrator.writers.urls import PageUrls
from migrator_ghost.body import shown_title, title_stays, write_body
from migrator_ghost.bundle import Bundler
from migrator_ghost.content_files import ContentFiles, disguised
from migrator_ghost.limits import Limiter
from migrator_ghost.listings import Listings
from migrator_ghost.old_addresses import GHOSTS_OWN, old_addresses
from migrator_ghost.options import SETTINGS, Choices
from migrator_ghost.page import document, head, page_fields
from migrator_ghost.places import Place, Places
from migrator_ghost.redirects import redirects_yaml
from migrator_ghost.routes import page_route, routes_yaml
from migrator_ghost.settings import settings_json
from migrator_ghost.slugs import slugify
from migrator_ghost.tags import Tags
from migrator_ghost.urls import GhostUrls
from migrator_ghost.users import Users

#: The date of pages on a site where nothing has one.
_NO_DATE = datetime(2020, 1, 1, tzinfo=UTC)


class GhostAdapter:
    """Writes a site for Ghost 5 and 6."""

    name: ClassVar[str] = "ghost"
    settings: ClassVar[Mapping[str, str]] = SETTINGS
    served: ClassVar[PurePosixPath] = PurePosixPath()
    next_step: ClassVar[str] = (
        "in Ghost, Settings > Migration tools > Import takes each zip of {output}/import; "
        "or: migrate publish {output} --url https://YOUR-GHOST"
    )

    def __init__(self, site: Site, options: Options) -> None:
        self._site = site
        self._choices = Choices.of(options.settings)
        self._name = site_name(site)
        self._now = datetime.now(UTC)
        dates = (date for one in site.editions for meta in one.posts for date in (meta.date, meta.last_update) if date)
        self._undated = max((date for date in dates if date <= self._now), default=_NO_DATE)
        self._tags = Tags(site)
        self._places = Places(site, self._tags, self._choices.routes)
        self._listings = Listings(site, self._places, self._tags)
        self._files = ContentFiles(site.root, self._name)
        self._urls = GhostUrls(site, self._files, self._places.moved)
        self._users = Users(site, self._urls)
        for edition in site.translations:
            self._tags.internal(edition.locale.lower())

    def convert(self, post: Post) -> Converted:
        """Write one page and its files; nothing for a page of a translation that is not translated."""
        if self._places.is_copy(post.meta):
            return Converted([], [])
        return self._write(post, self._places.page(post.meta))

    def finish(self, staged: Path | None) -> Iterator[OutputFile | Diagnostic]:
        """Yield the lists, the site's tags and authors, its addresses and files, and the files to import."""
        routes: dict[str, dict[str, Any]] = {}
        for place, post in self._listings.posts():
            written = self._write(post, place)
            yield from written.files
            yield from written.diagnostics
        for place in self._places.all():
            if place.routed:
                path, route = page_route(place)
                routes[path] = route
        routes |= dict(self._listings.routes(self._users))
        yield OutputFile(
            PurePosixPath("routes.yaml"),
            routes_yaml(routes, self._places.collections, self._listings.taxonomies),
        )
        redirects = old_addresses(self._site, self._places, self._listings, self._files)
        yield OutputFile(PurePosixPath("redirects.yaml"), redirects_yaml(redirects))
        tags, users = self._tags.all(), self._users.all()
        yield OutputFile(PurePosixPath("site.json"), self._site_json(tags, users))
        limiter = Limiter()
        settings = settings_json(self._site, self._urls, limiter, self._undated)
        yield OutputFile(PurePosixPath("import") / f"{self._name}-settings.json", settings)
        for asset in unique_assets([self._site.logo, self._site.favicon, self._site.image, *self._users.images]):
            yield self._file(asset)
        for name, source in self._site.static.items():
            if not GHOSTS_OWN.fullmatch(name):
                yield OutputFile(self._files.static(name), source)
        yield from [*limiter.diagnostics, *self._said()]
        if staged is not None:
            yield from Bundler(
                staged, self._name, self._choices.import_size, tags=tags, users=users, exported=self._undated
            ).files()

    def _write(self, post: Post, place: Place) -> Converted:
        meta = post.meta
        limiter = Limiter(meta.path)
        locale = meta.locale or self._site.locale
        tags = [self._tags.slug(tag) for tag in meta.tags]
        collection = self._places.collection(meta) if place.type == "post" else None
        if collection and collection.tag:
            tags.append(collection.tag)
        tags += self._places.also.get(meta.permalink, [])
        if locale != self._site.locale:
            tags.append(f"hash-{locale.lower()}")
        fields = page_fields(
            meta,
            shown_title(post).strip() or "(Untitled)",
            place,
            self._urls,
            limiter,
            tags=list(dict.fromkeys(tags)),
            authors=self._users.slugs(meta, locale),
            titled=title_stays(post),
            now=self._now,
            undated=self._undated,
        )
        body = write_body(post, PageUrls(self._urls, meta.permalink, {}), math=self._site.math)
        for name, text in (("codeinjection_head", head(meta, body.head)), ("codeinjection_foot", body.foot)):
            if text and (text := limiter.fit(name, text)):
                fields[name] = text
        fields["url"] = self._urls.page(meta.permalink)
        fields["lexical"] = body.lexical
        files = [OutputFile(PurePosixPath("posts") / f"{place.slug}.json", document(fields))]
        assets = unique_assets([*post.assets, meta.image])
        files += [self._file(asset) for asset in assets]
        told = [_renamed([asset.source.name], meta.path) for asset in assets if disguised(asset.source.name)]
        return Converted(files, [*body.diagnostics, *limiter.diagnostics, *told])

    def _file(self, asset: Asset) -> OutputFile:
        return OutputFile(self._files.place(asset), asset.source)

    def _site_json(self, tags: list[dict[str, object]], users: list[dict[str, object]]) -> str:
        site = self._site
        about = {
            "site": self._name,
            "title": site.title,
            "description": site.tagline,
            "url": site.url,
            "locale": site.locale,
            "tags": tags,
            "users": users,
        }
        return json.dumps(about, ensure_ascii=False, indent=1) + "\n"

    def _said(self) -> Iterator[Diagnostic]:
        """What is to be said of the site as a whole."""
        yield from self._places.diagnostics
        yield from self._tags.limiter.diagnostics
        yield from self._users.limiter.diagnostics
        if odd := sorted(name for name in self._site.static if disguised(name) and not GHOSTS_OWN.fullmatch(name)):
            yield _renamed(odd)
        if pages := sorted(name for name in self._site.static if name.lower().endswith((".html", ".htm"))):
            message = f"Ghost shows a file of HTML as plain text: {_few(pages)}."
            yield Diagnostic(Code.NOT_IN_TARGET, message, subject="file")
        if lists := [one.permalink for one in self._site.listings if one.page_size and len(one.items) > one.page_size]:
            message = f"Ghost's theme says how many posts a page of a list has, so {_few(lists)} may have other pages."
            yield Diagnostic(Code.NOT_IN_TARGET, message, subject="pages of lists")
        for name, other in self._users.renamed:
            yield Diagnostic(
                Code.NOT_IN_TARGET,
                f"{other} is called {name} in all languages: an author has one name in Ghost.",
                subject="author",
            )
        if self._users.invented:
            count = self._users.invented
            yield Diagnostic(
                Code.NOT_IN_TARGET,
                f"{count} author{'s' if count > 1 else ''} got an address that no mail reaches, for Ghost wants one of "
                "everybody: change it in Ghost before they log in.",
                subject="email",
            )


def _renamed(names: list[str], path: PurePosixPath | None = None) -> Diagnostic:
    message = f"Ghost does not store files of this kind: .txt stands behind the name of {_few(names)}."
    return Diagnostic(Code.NOT_IN_TARGET, message, path, subject="file")


def _few(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def site_name(site: Site) -> str:
    """Return a name for the site's own folder in Ghost's storage: its host, title or folder."""
    host = urlsplit(site.url).hostname or ""
    return slugify(host) or slugify(site.title) or slugify(site.root.name) or "site"
