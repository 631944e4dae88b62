"""What Docusaurus generates for its own pages, and a site's components may import too (``@generated/…``).

plugin-content-blog/lib/routes.js and props.js: the list of recent posts, and what is known of each post.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from migrator.docusaurus.indexed import Indexed
from migrator.post import PostMeta
from migrator.site import Instance

_BLOG = "docusaurus-plugin-content-blog"
_PROGRAMS = frozenset([".js", ".jsx", ".ts", ".tsx", ".mdx"])
#: How many posts the sidebar of a blog lists by default (`plugin-content-blog/lib/options.js`).
_RECENT = 5


def generated_modules(root: Path, blogs: Iterable[Indexed]) -> dict[str, object]:
    """Return the data modules by their names behind ``@generated/``: none where no component asks for them."""
    if not _is_asked_for(root / "src"):
        return {}
    made: dict[str, object] = {}
    for indexed in blogs:
        blog = indexed.instance
        posts = [meta for meta in indexed.posts if not meta.draft]
        posts.sort(key=lambda meta: meta.date.timestamp() if meta.date else 0, reverse=True)
        folder = f"{_BLOG}/{blog.id}"
        made[f"{folder}/blog-post-list-prop-{blog.id}.json"] = _recent(blog, posts)
        for meta in posts:
            made[f"{folder}/{_name(meta.path)}"] = _known(meta)
    return made


def _is_asked_for(source: Path) -> bool:
    files = (path for path in sorted(source.rglob("*")) if path.suffix in _PROGRAMS and path.is_file())
    return any(f"@generated/{_BLOG}" in path.read_text("utf-8", "replace") for path in files)


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
