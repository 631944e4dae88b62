"""Where a page lies in the source, which is where its author will look for it."""

from __future__ import annotations

import os.path
from pathlib import Path, PurePosixPath

from migrator.post import PostMeta
from migrator.site import Instance
from migrator.writers.urls import Urls


def inside_instance(meta: PostMeta, instance: Instance | None, root: Path, urls: Urls) -> PurePosixPath:
    """Return a page's path inside the folder of its instance; one made of its address where it does not lie there.

    ``root`` is the site's folder, normalised.
    """
    route = ""
    if instance is not None:
        start = os.path.relpath(instance.folder, root).replace(os.sep, "/")
        if start == ".":
            return meta.path
        if str(meta.path).startswith(start + "/"):
            return meta.path.relative_to(start)
        route = urls.path(instance.route).strip("/")
    inside = urls.path(meta.permalink).strip("/").removeprefix(route).strip("/")
    return PurePosixPath(inside or "index").with_suffix("").with_name((inside.rpartition("/")[2] or "index") + ".md")
