"""A page of a site: what is known about it, and its body."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal

from migrator.diagnostics import Diagnostic
from migrator.nodes import Root, Span
from migrator.targets import Asset, Target

PostKind = Literal["doc", "post", "page"]


@dataclass(slots=True)
class Source:
    """The text of one file; every ``Span`` of a page's nodes counts in ``text``.

    ``path`` is relative to the site's folder (it may start with ``..``).  ``body_start`` is the offset
    behind the front matter.  Line ends are as in the file.
    """

    path: PurePosixPath
    text: str
    body_start: int = 0
    _lines: list[int] | None = field(default=None, repr=False, compare=False)

    @property
    def body(self) -> str:
        return self.text[self.body_start :]

    def place(self, offset: int) -> tuple[int, int]:
        """Return the 1-based line and column of a character offset."""
        if self._lines is None:
            starts = [0]
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._lines = starts
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag.  ``permalink`` is the address of its own page."""

    label: str
    permalink: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """An author.  ``key`` is the one of ``authors.yml``; ``permalink`` that of a page of their own."""

    name: str | None = None
    key: str | None = None
    title: str | None = None
    url: str | None = None
    email: str | None = None
    image: Target | None = None
    description: str | None = None
    permalink: str | None = None
    socials: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page with the text to show for it (previous and next pages, cards)."""

    label: str
    permalink: str


@dataclass(frozen=True, slots=True)
class AnchorLink:
    """A link to a place on another page.

    ``permalink`` is that page's, ``fragment`` the id there, percent-decoded.  ``path``, ``line`` and ``column`` say
    where the link stands, ``url`` how it is written.
    """

    permalink: str
    fragment: str
    url: str
    path: PurePosixPath
    line: int
    column: int


@dataclass(slots=True)
class PostMeta:
    """All that is known of a page without reading its body.  This is what a site's index holds.

    ``permalink`` is the full path of the page ("/base/docs/intro"), as Docusaurus serves it, not
    percent-encoded.  ``front_matter`` is the author's, whole.  ``title`` is the title Docusaurus shows and
    ``title_in_body`` says that the page's first heading is the title (so that a layout must not print it
    again); ``head_title`` stands in its place in the document's head, where the author wants another one there.
    ``description`` is the author's or, where it is ``excerpted``, what Docusaurus takes from the text.  ``inside`` is
    the path of the file in its content folder, the same in all languages and, mostly, versions.  ``date``,
    ``last_update`` and ``changed`` carry a time zone; the last one is for search engines, where readers are not told.
    ``reading_minutes`` is how long it takes to read a post, where readers are told.  ``position`` orders pages in their
    folder.  ``full_width``: the page brings its own frame, and stands in no column.
    """

    kind: PostKind
    permalink: str
    title: str
    path: PurePosixPath = PurePosixPath("page.md")
    instance: str = "default"
    version: str | None = None
    locale: str | None = None
    id: str = ""
    slug: str = ""
    description: str | None = None
    excerpted: bool = False
    head_title: str | None = None
    front_matter: dict[str, object] = field(default_factory=dict)
    title_in_body: bool = False
    hide_title: bool = False
    sidebar_label: str | None = None
    position: float | None = None
    date: datetime | None = None
    last_update: datetime | None = None
    last_author: str | None = None
    tags: list[Tag] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    image: Target | None = None
    draft: bool = False
    unlisted: bool = False
    hide_toc: bool = False
    full_width: bool = False
    toc_depths: tuple[int, int] = (2, 3)
    sidebar: str | None = None
    previous: PageLink | None = None
    next: PageLink | None = None
    edit_url: str | None = None
    changed: datetime | None = None
    reading_minutes: int | None = None
    inside: PurePosixPath | None = None


@dataclass(slots=True)
class Post:
    """A page with its body.

    A post made by hand needs a meta and a body::

        Post(PostMeta("post", "/blog/hi", "Hi"), Root([Paragraph([Text("Hello")])]))

    ``source`` is ``None`` then, and a writer prints the tree instead of patching the source.
    ``assets`` lists every asset that the page shows or links, once, in order.
    ``anchors`` are the ids that a link can lead to on the page; ``None`` where not all of them are known.
    ``anchor_links`` are its links to places on other pages, which are looked for when all pages have been read.
    """

    meta: PostMeta
    body: Root
    source: Source | None = None
    truncated: bool = False
    assets: list[Asset] = field(default_factory=list)
    anchors: frozenset[str] | None = None
    anchor_links: list[AnchorLink] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
