"""The reader of Docusaurus sites."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from migrator.post import Post, PostMeta
from migrator.site import Site


class DocusaurusReader:
    """Reads the site whose configuration stands in the folder ``root``."""

    def __init__(self, root: Path) -> None:
        self.site = Site(root)

    def read(self, meta: PostMeta) -> Post:
        raise NotImplementedError

    def read_all(self) -> Iterator[Post]:
        raise NotImplementedError


def read_lone(data: bytes, path: Path) -> Post:
    raise NotImplementedError
