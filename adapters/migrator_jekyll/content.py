"""Where each page lies, decided once for the whole site.

A page keeps the folder and the name that it has in the source; ``permalink`` says its address.  The posts of the first
blog lie in ``_posts``, those of another in a ``_posts`` of its own folder.  What begins the addresses of a language is
the folder of all that is in it.
"""

from __future__ import annotations

import os.path
import re
from pathlib import Path, PurePosixPath

from migrator.post import PostMeta
from migrator.site import PLUGIN, Listing, Site
from migrator.writers.places import inside_instance, version_route
from migrator_jekyll.urls import JekyllUrls, visible, visible_path

_DATE = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}[-/ ]")
_ODD = re.compile(r"[^\w.-]+")


class ContentTree:
    """The places of all pages and listings of a site, relative to the output folder."""

    def __init__(self, site: Site, urls: JekyllUrls) -> None:
        self._urls = urls
        #: The folder of the language, ``.`` for one at the root.
        self.folder = visible_path(urls.prefix)
        self._root = Path(os.path.normpath(site.root))
        self._instances = {(one.kind, one.id): one for one in site.instances}
        blogs = sorted((one for one in site.instances if one.kind == "blog"), key=lambda one: one.id != "default")
        self._first_blog = blogs[0].id if blogs else "default"
        self._older = {
            (one.id, version.name) for one in site.instances for version in one.versions if not version.is_last
        }
        self._taken = {name.lower() for name in site.static}
        self._places = {(meta.locale, str(meta.path)): self._page(meta) for meta in site.posts}

    def page(self, meta: PostMeta) -> PurePosixPath:
        place = self._places.get((meta.locale, str(meta.path)))
        return self._page(meta) if place is None else place

    def listing(self, listing: Listing, number: int = 1) -> PurePosixPath:
        """Return the place of a listing's page ``number``."""
        folder = visible_path(self._urls.path(listing.permalink))
        if folder.suffix in (".html", ".htm"):
            folder = folder.with_suffix("")
        return self._free(folder if number == 1 else folder / "page" / str(number), "index", ".html")

    def section(self, kind: str, instance: str, version: str | None = None) -> str:
        """Return the name of a part of the site: ``blog``, ``docs``, ``blog/projects``, ``docs/1.0``."""
        first = self._first_blog if kind == "blog" else "default"
        older = version if (instance, version) in self._older else None
        return "/".join(part for part in (kind, instance if instance != first else None, older) if part)

    def _page(self, meta: PostMeta) -> PurePosixPath:
        instance = self._instances.get((PLUGIN[meta.kind], meta.instance))
        inside = inside_instance(meta, instance, self._root, self._urls.path)
        route = visible_path(self._urls.path(version_route(meta, instance))) if instance else self.folder
        if meta.kind == "post":
            return self._post(meta, inside, self.folder if meta.instance == self._first_blog else route)
        return self._free(route / visible_path(str(inside.parent)), visible(inside.stem), ".md")

    def _post(self, meta: PostMeta, inside: PurePosixPath, above: PurePosixPath) -> PurePosixPath:
        name = str(inside.with_suffix(""))
        name = name.removesuffix("/index") if name.lower().endswith("/index") else name
        name = _ODD.sub("-", _DATE.sub("", name + "/", count=1).strip("/") or "post").strip("-.") or "post"
        if meta.draft:
            return self._free(above / "_drafts", name, ".md")
        day = meta.date.strftime("%Y-%m-%d") if meta.date else "1970-01-01"
        return self._free(above / "_posts", f"{day}-{name}", ".md")

    def _free(self, folder: PurePosixPath, name: str, ending: str) -> PurePosixPath:
        """Return a path that no other file has, capitals or not."""
        count = 1
        while True:
            path = folder / f"{name}{'' if count == 1 else f'-{count}'}{ending}"
            if str(path).lower() not in self._taken:
                self._taken.add(str(path).lower())
                return path
            count += 1
