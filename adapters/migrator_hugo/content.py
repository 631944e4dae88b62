"""Where each page lies under ``content/``, decided once for the whole site.

A page keeps the folder and the name that it has in the source, so that its author finds it again; ``url`` says its
address where Hugo would make another from the path.  What Hugo's page bundles ask for is kept: a folder with several
pages has an ``_index.md``, never an ``index.md``, which would hide the others.
"""

from __future__ import annotations

import os.path
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from migrator.post import PostMeta
from migrator.site import PLUGIN, Listing, Site
from migrator.writers.places import inside_instance, version_route
from migrator.writers.urls import slashed
from migrator_hugo.urls import HugoUrls

#: A path that Hugo keeps as it is.
_PLAIN_PATH = re.compile(r"/(?:[a-z0-9_-]+/)*")
_ODD = re.compile(r"[^\w \-]")
_TYPES = {"doc": "docs", "post": "blog", "page": "page"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page lies.

    ``path`` is its file under ``content/``; ``own_folder`` the source folder that holds no other page, whose files may
    go into a bundle with it.  ``url`` and ``type`` are set where Hugo would find others.
    """

    path: PurePosixPath
    own_folder: Path | None = None
    url: str | None = None
    type: str | None = None

    @property
    def bundle(self) -> PurePosixPath:
        """The folder of the leaf bundle that the page makes with files of its own."""
        return self.path.parent if self.path.name == "index.md" else self.path.with_suffix("")


class ContentTree:
    """The places of all pages and listings of a site."""

    def __init__(self, site: Site, urls: HugoUrls) -> None:
        self._urls = urls
        self._root = Path(os.path.normpath(site.root))
        self._base_url = site.base_url
        self._instances = {(one.kind, one.id): one for one in site.instances}
        # Hugo's own home page keeps its address, in small letters; one at "/zh-TW/" is a section.
        self._home = "home" if urls.has_capitals else ""
        self._taken: set[str] = set()
        self._places: dict[tuple[str | None, str], Place] = {}
        self._listings: dict[str, Place] = {}
        natural = [(meta, *self._natural(meta)) for meta in site.posts]
        self._pages_in: Counter[str] = Counter()
        for _, folder, _ in natural:
            self._pages_in.update(_ancestors(folder))
        source_count: Counter[str] = Counter()
        for meta in site.posts:
            source_count.update(_ancestors(_parent(str(meta.path))))
        branches = [one for one in site.listings if one.kind in ("blog", "category")]
        for listing in branches:
            self._pages_in.update(_ancestors(_parent(self._segments(listing.permalink))))
        for listing in branches:
            self._listings[listing.permalink] = self._branch(listing)
        rest = []
        for meta, folder, stem in natural:
            own = self._own_folder(meta, source_count)
            index = self._index_place(meta, folder, stem, own)
            if index is None:
                rest.append((meta, folder, stem, own))
            else:
                self._places[_key(meta)] = index
        for meta, folder, stem, own in rest:
            self._places[_key(meta)] = self._page_place(meta, folder, stem, own)
        for listing in site.listings:
            if listing.kind in ("archive", "search"):
                segments = self._segments(listing.permalink)
                path = self._free(_parent(segments), segments.rpartition("/")[2] or listing.kind)
                kind = "blog" if listing.kind == "archive" else "page"
                self._listings[listing.permalink] = self._place(path, listing.permalink, kind)

    @property
    def top_folders(self) -> set[str]:
        """The names directly under ``content/``."""
        places = [*self._places.values(), *self._listings.values()]
        return {place.path.parts[0] for place in places if len(place.path.parts) > 1}

    def bare_sections(self) -> list[str]:
        """Return the top folders that have no page of their own, sorted: Hugo would make up a page for them."""
        taken = self._taken
        return sorted(
            name
            for name in self.top_folders
            if f"{_hugo_path(name)}/_index.md" not in taken and f"{_hugo_path(name)}.md" not in taken
        )

    def missing_home(self) -> Place | None:
        """Return where a home page lies that Hugo does not make by itself and the site does not have."""
        path = PurePosixPath(self._home) / "_index.md"
        return self._place(path, self._base_url, "page") if self._home and self._take(path) else None

    def page(self, meta: PostMeta) -> Place:
        place = self._places.get(_key(meta))
        if place is None:  # a page that is not in the site's index: made by hand, or a lone file
            folder, stem = self._natural(meta)
            path = PurePosixPath(folder) / f"{'index-page' if stem in ('index', '_index') else _clean(stem)}.md"
            if (PLUGIN[meta.kind], meta.instance) not in self._instances:  # there is no knowing where it will lie
                return Place(path, url=escape_url(meta.permalink) if meta.slug else None)
            place = self._place(path, meta.permalink, _TYPES[meta.kind])
        return place

    def listing(self, listing: Listing) -> Place:
        return self._listings[listing.permalink]

    # -------------------------------------------------------------- how

    def _segments(self, permalink: str) -> str:
        return self._urls.inside(permalink).strip("/")

    def _natural(self, meta: PostMeta) -> tuple[str, str]:
        """The folder and the name that a page has by its source."""
        instance = self._instances.get((PLUGIN[meta.kind], meta.instance))
        inside = inside_instance(meta, instance, self._root, self._urls.inside)
        route = self._segments(version_route(meta, instance)) if instance else ""
        folder = "/".join(part for part in (route, *(_clean(one) for one in inside.parent.parts)) if part)
        return folder, inside.stem

    def _own_folder(self, meta: PostMeta, source_count: Counter[str]) -> Path | None:
        folder = _parent(str(meta.path))
        instance = self._instances.get((PLUGIN[meta.kind], meta.instance))
        path = Path(os.path.normpath(self._root / folder))
        if source_count[folder] != 1 or (instance is not None and path == Path(os.path.normpath(instance.folder))):
            return None
        return path

    def _branch(self, listing: Listing) -> Place:
        segments = self._segments(listing.permalink)
        path = PurePosixPath(segments or self._home) / "_index.md"
        if not self._take(path):
            path = self._free(_parent(segments), segments.rpartition("/")[2] + "-list", "_index.md")
        return self._place(path, listing.permalink, "blog" if listing.kind == "blog" else "docs")

    def _index_place(self, meta: PostMeta, folder: str, stem: str, own: Path | None) -> Place | None:
        """The place of a page whose address is that of a folder: the folder's own page."""
        segments = self._segments(meta.permalink)
        if segments.endswith((".html", ".htm")):
            return None
        alone = self._pages_in[segments] == (1 if folder == segments else 0)
        if segments and "/" in segments and alone:
            return None
        if segments and alone and self._pages_in[segments] == 0:
            return None  # no such folder
        path = PurePosixPath(segments or self._home) / "_index.md"
        if not self._take(path):
            return None
        return self._place(path, meta.permalink, _TYPES[meta.kind])

    def _page_place(self, meta: PostMeta, folder: str, stem: str, own: Path | None) -> Place:
        if stem.lower() in ("index", "_index"):
            leaf = PurePosixPath(folder) / "index.md"
            branch = PurePosixPath(folder) / "_index.md"
            if (
                folder
                and self._pages_in[folder] == 1
                and _hugo_path(str(branch)) not in self._taken
                and self._take(leaf)
            ):
                path = leaf
            elif self._pages_in[folder] > 1 and folder and self._take(branch):
                path, own = branch, None
            else:
                path = self._free(folder, "index-page")
        else:
            path = self._free(folder, _clean(stem))
        return self._place(path, meta.permalink, _TYPES[meta.kind], own)

    def _free(self, folder: str, name: str, file: str | None = None) -> PurePosixPath:
        """Return a path that no other page has; Hugo does not tell capitals apart."""
        count = 1
        while True:
            numbered = name if count == 1 else f"{name}-{count}"
            path = PurePosixPath(folder) / numbered / file if file else PurePosixPath(folder) / f"{numbered}.md"
            if self._take(path):
                return path
            count += 1

    def _take(self, path: PurePosixPath) -> bool:
        key = _hugo_path(str(path))
        if key.endswith("/index.md"):
            key = key[: -len("/index.md")] + ".md"  # the same page to Hugo
        if key in self._taken:
            return False
        self._taken.add(key)
        return True

    def _place(self, path: PurePosixPath, permalink: str, type: str, own: Path | None = None) -> Place:
        natural = path.parent if path.name in ("index.md", "_index.md") else path.with_suffix("")
        made = slashed(f"{self._urls.language.own_prefix}/{'' if str(natural) == '.' else natural}")
        wanted = self._urls.path(permalink)
        url = None if wanted == made and _PLAIN_PATH.fullmatch(made) else escape_url(wanted)
        # Hugo takes the type from the top folder; a page without one has the type "page".
        top = path.parts[0] if len(path.parts) > 1 else "page"
        return Place(path, own, url, None if top == type else type)


def escape_url(path: str) -> str:
    """Return a path as the front matter's ``url`` wants it: a colon begins a token there, a ``%`` an escape."""
    return path.replace("%", "%25").replace(":", "\\:")


def _hugo_path(path: str) -> str:
    """A path as Hugo compares it."""
    return path.lower().replace(" ", "-")


def _key(meta: PostMeta) -> tuple[str | None, str]:
    return meta.locale, str(meta.path)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _ancestors(folder: str) -> list[str]:
    """The folder and all above it, the root ("") last."""
    found = [folder]
    while folder:
        folder = _parent(folder)
        found.append(folder)
    return found


def _clean(name: str) -> str:
    """Return a file or folder name without what Hugo gives a meaning (dots, which end a name, and the like)."""
    return _ODD.sub("-", name).strip() or "page"
