"""Authors of blog posts: ``authors.yml``, and what a post's front matter says.

The rules are those of `plugin-content-blog/lib`: ``authors.js``, ``authorsMap.js``, ``authorsSocials.js``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import apply_trailing_slash, kebab_case, normalize_url
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.data_file import read_mapping, shown
from migrator.docusaurus.files.front_matter import Fields
from migrator.docusaurus.files.scalars import to_text
from migrator.post import Author
from migrator.targets import Target

#: What a platform's handle becomes part of (``PredefinedPlatformNormalizers``).
PLATFORMS = {
    "x": "https://x.com/{}",
    "twitter": "https://twitter.com/{}",
    "github": "https://github.com/{}",
    "linkedin": "https://www.linkedin.com/in/{}/",
    "stackoverflow": "https://stackoverflow.com/users/{}",
    "bluesky": "https://bsky.app/profile/{}",
    "instagram": "https://www.instagram.com/{}",
    "threads": "https://www.threads.net/@{}",
    "mastodon": "https://mastodon.social/@{}",
    "twitch": "https://twitch.tv/{}",
    "youtube": "https://youtube.com/@{}",
    "email": "mailto:{}",
}

_IMAGE = ("image_url", "imageURL")

#: An author's image by its URL in the data.
ImageFinder = Callable[[object], Target | None]


def read_authors(
    path: Path, base: str, config: Config, image: ImageFinder
) -> tuple[dict[str, Author], list[Diagnostic]]:
    """Read ``authors.yml``: key -> author.

    ``base`` is the full path below which authors have their pages.  A file that is not there has no authors.
    """
    data, diagnostics = read_mapping(path, config)
    authors: dict[str, Author] = {}
    for key, value in data.items():
        if not isinstance(value, dict):
            problem = f"The author {key!r} is no object with a name."
            diagnostics.append(Diagnostic(Code.DATA_INVALID, problem, shown(path, config), subject=key))
            continue
        authors[key] = replace(_override(Author(), value, image), key=key, permalink=_page(key, value, base, config))
    return authors, diagnostics


def authors_of(fields: Fields, known: Mapping[str, Author], image: ImageFinder) -> list[Author]:
    """Return the authors of a post, in the order of its front matter.

    A key that ``authors.yml`` has not is taken for a name.
    """
    listed = fields.values.get("authors")
    if listed is None or listed == []:
        return _legacy(fields, image)
    authors = []
    for item in listed if isinstance(listed, list) else [listed]:
        if isinstance(item, dict):
            key = _text(item.get("key"))
            author = _override(known.get(key or "", Author(key=key)), item, image)
        else:
            key = None if isinstance(item, bool) else _text(item)
            author = known.get(key or "", Author(key=key))
        if key and key not in known:
            fields.refuse("authors", f"a list of keys of the authors file: it has no {key!r}")
            author = replace(author, name=author.name or key)
        if author.name or author.image:
            authors.append(author)
        else:
            fields.refuse("authors", "a list of authors with a key or a name")
    return authors


def _legacy(fields: Fields, image: ImageFinder) -> list[Author]:
    """The fields of Docusaurus 1: ``author``, ``author_url``, ``author_title``, ``author_image_url``."""
    values = fields.values

    def first(*names: str) -> object:
        return next((values[name] for name in names if values.get(name) is not None), None)

    author = Author(
        name=_text(values.get("author")),
        title=_text(first("author_title", "authorTitle")),
        url=_text(first("author_url", "authorURL")),
        image=image(first("author_image_url", "authorImageURL")),
    )
    return [] if author == Author() else [author]


def _override(author: Author, values: Mapping[str, object], image: ImageFinder) -> Author:
    """Return ``author`` with what ``values`` say otherwise."""
    changes: dict[str, Any] = {
        name: text
        for name in ("name", "title", "url", "email", "description")
        if (text := _text(values.get(name))) is not None
    }
    picture = next((values[name] for name in _IMAGE if values.get(name)), None)
    if picture:
        changes["image"] = image(picture)
    socials = values.get("socials")
    if isinstance(socials, dict):
        changes["socials"] = tuple(_social(platform, handle) for platform, handle in socials.items() if _text(handle))
    return replace(author, **changes)


def _social(platform: str, value: object) -> tuple[str, str]:
    """Return a platform and the address of the profile there, made from a handle where the platform is known."""
    handle = to_text(value)
    pattern = PLATFORMS.get(platform.lower())
    if pattern is None or handle.startswith(("http://", "https://", "mailto:")):
        return platform, handle
    return platform.lower(), pattern.format(handle)


def _page(key: str, values: Mapping[str, object], base: str, config: Config) -> str | None:
    page = values.get("page")
    if not page:
        return None
    permalink = _text(page.get("permalink")) if isinstance(page, dict) else None
    return apply_trailing_slash(normalize_url([base, permalink or kebab_case(key)]), config)


def _text(value: object) -> str | None:
    """A text or a number as text; ``None`` for nothing and for what is no text."""
    return to_text(value) or None if isinstance(value, str | int | float) and not isinstance(value, bool) else None
