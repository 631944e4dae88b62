"""What Docusaurus generates for its own pages, and a site's components may import or ask for too (``@generated/…``).

plugin-content-blog/lib/routes.js and props.js: the list of recent posts, and what is known of each post.
plugin-content-docs/lib/globalData.js: the versions of the docs, and the address of each page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from migrator.docusaurus.indexed import Indexed
from migrator.post import PostMeta
from migrator.site import Instance

_BLOG = "docusaurus-plugin-content-blog"
_DOCS = "docusaurus-plugin-content-docs"
_DATA = "globalData"
#: What code says that uses the data.
_ASKS = {
    _BLOG: re.compile(f"@generated/{_BLOG}"),
    _DATA: re.compile(r"plugin-content-docs/client|@theme/hooks/useDocs|[gG]lobalData|usePluginData|theme-common"),
}
_PROGRAMS = frozenset([".js", ".jsx", ".ts", ".tsx", ".mdx"])
#: How many posts the sidebar of a blog lists by default (`plugin-content-blog/lib/options.js`).
_RECENT = 5


def generated_modules(root: Path, indexes: Iterable[Indexed]) -> dict[str, object]:
    """Return the data modules by their names behind ``@generated/``.

    What grows with the site is left out where no component asks for it.
    """
    asked = _asked_for(root / "src")
    docs: dict[str, object] = {}
    made: dict[str, object] = {"globalData.json": {_DOCS: docs}}
    for indexed in indexes:
        if indexed.instance.kind == "docs":
            docs[indexed.instance.id] = _docs(indexed, whole=_DATA in asked)
        elif _BLOG in asked:
            made.update(_blog(indexed))
    return made


def page_facts(meta: PostMeta) -> dict[str, object]:
    """Return what components may ask of the page on which they stand."""
    return {
        "id": meta.id,
        "permalink": meta.permalink,
        "title": meta.title,
        "description": meta.description,
        "frontMatter": meta.front_matter,
    }


def _asked_for(source: Path) -> set[str]:
    """Return which kinds of data the code in a folder names."""
    files = (path for path in sorted(source.rglob("*")) if path.suffix in _PROGRAMS and path.is_file())
    return {
        found for path in files for found, names in _ASKS.items() if names.search(path.read_text("utf-8", "replace"))
    }


def _docs(indexed: Indexed, *, whole: bool) -> dict[str, object]:
    """Return the global data of a docs instance: of its pages the main one of each version, or all."""
    instance = indexed.instance
    versions = []
    for version in instance.versions:
        own = [meta for meta in indexed.posts if meta.version == version.name and not meta.draft]
        main = next((meta.id for meta in own if meta.permalink == version.main), None)
        docs = [
            {"id": meta.id, "path": meta.permalink, "sidebar": meta.sidebar}
            for meta in own
            if whole or meta.permalink == version.main
        ]
        versions.append(
            {
                "name": version.name,
                "label": version.label,
                "isLast": version.is_last,
                "path": version.route,
                "mainDocId": main,
                "docs": docs,
                "draftIds": [],
                "sidebars": {},
            }
        )
    return {"path": instance.route, "versions": versions, "breadcrumbs": instance.breadcrumbs}


def _blog(indexed: Indexed) -> Iterator[tuple[str, object]]:
    """Yield the modules of a blog."""
    blog = indexed.instance
    posts = [meta for meta in indexed.posts if not meta.draft]
    posts.sort(key=lambda meta: meta.date.timestamp() if meta.date else 0, reverse=True)
    folder = f"{_BLOG}/{blog.id}"
    yield f"{folder}/blog-post-list-prop-{blog.id}.json", _recent(blog, posts)
    for meta in posts:
        yield f"{folder}/{_name(meta.path)}", _known(meta)


def _recent(blog: Instance, posts: list[PostMeta]) -> dict[str, object]:
    count = blog.options.get("blogSidebarCount", _RECENT)
    chosen = posts[:count] if isinstance(count, int) else posts
    items = [
        {
            "title": meta.sidebar_label or meta.title,
            "permalink": meta.permalink,
            "unlisted": meta.unlisted,
            "date": _moment(meta),
        }
        for meta in chosen
    ]
    return {"title": blog.options.get("blogSidebarTitle") or "Recent posts", "items": items}


def _known(meta: PostMeta) -> dict[str, object]:
    return {
        "permalink": meta.permalink,
        "source": f"@site/{meta.path}",
        "title": meta.title,
        "description": meta.description or "",
        "date": _moment(meta),
        "tags": [{"label": tag.label, "permalink": tag.permalink} for tag in meta.tags],
        "authors": [{"name": author.name, "key": author.key, "title": author.title} for author in meta.authors],
        "unlisted": meta.unlisted,
        "frontMatter": meta.front_matter,
    }


def _name(path: PurePosixPath) -> str:
    """Return a module's name, which is that of `@docusaurus/utils/lib/hashUtils.js: docuHash` without the hash."""
    return "site-" + re.sub(r"[^\w]+", "-", str(path).lower()).strip("-") + ".json"


def _moment(meta: PostMeta) -> str | None:
    return meta.date.isoformat() if meta.date else None
