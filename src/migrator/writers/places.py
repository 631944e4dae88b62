"""Where a page lies in the source, which is where its author will look for it."""

from __future__ import annotations

import os.path
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from migrator.post import PostMeta
from migrator.site import Instance


def version_route(meta: PostMeta, instance: Instance) -> str:
    """Return the base path of the pages that stand beside a page: its instance's, or that of an older version."""
    older = (one.route for one in instance.versions if one.name == meta.version and not one.is_last)
    return next(older, instance.route)


def inside_instance(meta: PostMeta, instance: Instance | None, root: Path, path: Callable[[str], str]) -> PurePosixPath:
    """Return a page's path inside the folder of its instance; one made of its address where it does not lie there.

    ``root`` is the site's folder, normalised; ``path`` returns an address without what stands before all of them.
    """
    if meta.inside is not None:
        return meta.inside
    route = ""
    if instance is not None:
        start = os.path.relpath(instance.folder, root).replace(os.sep, "/")
        if start == ".":
            return meta.path
        if str(meta.path).startswith(start + "/"):
            return meta.path.relative_to(start)
        route = path(instance.route).strip("/")
    inside = path(meta.permalink).strip("/").removeprefix(route).strip("/")
    return PurePosixPath(inside or "index").with_suffix("").with_name((inside.rpartition("/")[2] or "index") + ".md")
