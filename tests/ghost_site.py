"""A site made by hand, written for Ghost into a folder."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from migrator import nodes as n
from migrator.adapter import Options
from migrator.diagnostics import Diagnostic
from migrator.output import stage
from migrator.post import Post, PostMeta
from migrator.site import Instance, Listing, Site
from migrator.targets import Asset
from migrator_ghost import GhostAdapter

DAY = datetime(2024, 2, 3, 4, 5, 6, 7000, tzinfo=UTC)


@dataclass
class Written:
    """What a site has become: the folder, and what was said."""

    folder: Path
    said: list[Diagnostic]

    def json(self, name: str) -> dict[str, Any]:
        made: dict[str, Any] = json.loads((self.folder / name).read_text("utf-8"))
        return made

    def post(self, slug: str) -> dict[str, Any]:
        return self.json(f"posts/{slug}.json")

    @property
    def slugs(self) -> list[str]:
        """The slugs of all posts and pages but for the drafts that guard the import files."""
        names = sorted(path.stem for path in (self.folder / "posts").iterdir())
        return [name for name in names if not name.startswith("imported-already")]

    @property
    def routes(self) -> dict[str, Any]:
        made: dict[str, Any] = yaml.safe_load((self.folder / "routes.yaml").read_text("utf-8"))
        return made

    @property
    def redirects(self) -> dict[str, str]:
        made: dict[str, str] = yaml.safe_load((self.folder / "redirects.yaml").read_text("utf-8"))[301] or {}
        return made

    @property
    def messages(self) -> list[str]:
        return [one.message for one in self.said]


def write(site: Site, folder: Path, *, images: dict[str, Path] | None = None, **settings: str) -> Written:
    """Write a site; ``images`` are shown by the pages at these addresses."""
    adapter = GhostAdapter(site, Options(settings={name.replace("_", "-"): value for name, value in settings.items()}))
    said: list[Diagnostic] = []
    for edition in site.editions:
        for meta in edition.posts:
            image = (images or {}).get(meta.permalink)
            assets = [Asset(image)] if image else []
            body: list[n.Node] = [n.Paragraph([n.Text(f"Text of {meta.title}.")])]
            body += [n.Paragraph([n.Image(target=asset, alt="A")]) for asset in assets]
            converted = adapter.convert(Post(meta, n.Root(body), assets=assets))
            said += converted.diagnostics
            for file in converted.files:
                with suppress(FileNotFoundError):
                    stage(folder, file)
    for made in adapter.finish(folder):
        if isinstance(made, Diagnostic):
            said.append(made)
        else:
            stage(folder, made)
    return Written(folder, said)


def make(root: Path, *posts: PostMeta, listings: tuple[Listing, ...] = (), **fields: Any) -> Site:
    """Return a site with docs, two blogs and pages, and these posts."""
    instances = [
        Instance("docs", "default", "/docs", root / "docs"),
        Instance("blog", "default", "/blog", root / "blog"),
        Instance("blog", "news", "/news", root / "news"),
        Instance("pages", "default", "/", root / "src/pages"),
    ]
    made: dict[str, Any] = {"title": "A site", "url": "https://a.example.org", "instances": instances, **fields}
    return Site(root, posts=list(posts), listings=list(listings), **made)


def doc(permalink: str, title: str = "Doc", **fields: Any) -> PostMeta:
    return PostMeta("doc", permalink, title, PurePosixPath(f"docs{permalink}.md"), **fields)


def post(permalink: str, title: str = "Post", **fields: Any) -> PostMeta:
    return PostMeta("post", permalink, title, PurePosixPath(f"blog{permalink}.md"), **{"date": DAY, **fields})


def page(permalink: str, title: str = "Page", **fields: Any) -> PostMeta:
    return PostMeta("page", permalink, title, PurePosixPath(f"src/pages{permalink}.md"), **fields)
