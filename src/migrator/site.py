"""A site: its settings, an index of its pages, its listings and its navigation.

The index is small on purpose: bodies are read one page at a time (``Reader.read``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal, Protocol

from migrator.diagnostics import Diagnostic
from migrator.post import Author, PageLink, Post, PostKind, PostMeta, Tag
from migrator.targets import Asset, Target

PluginKind = Literal["docs", "blog", "pages"]
#: The plugin that serves a kind of page.
PLUGIN: dict[PostKind, PluginKind] = {"doc": "docs", "post": "blog", "page": "pages"}

Banner = Literal["unreleased", "unmaintained"]

ListingKind = Literal[
    "category",  # a docs category with a generated index
    "blog",  # a blog's list of posts
    "tags",  # all tags of an instance
    "tag",  # the pages of one tag
    "archive",  # a blog's archive by year
    "authors",  # all authors of a blog
    "author",  # the posts of one author
    "search",  # where a reader searches the site
]


@dataclass(slots=True)
class Listing:
    """A page that Docusaurus makes from other pages.  ``items`` are permalinks, in order.

    ``page_size`` is the number of items on a page of a paginated listing, ``None`` where all are on one;
    page N > 1 is served at ``<permalink>/page/N``.  ``tag``, ``author``: what the listing is about.
    ``plugin`` and ``instance`` say which part of the site it lists (``Site.instance``).
    ``cards`` is what a category's generated index shows: its items with their labels and descriptions, among them links
    to elsewhere; a sub-category without a page of its own leads to its first page.
    """

    kind: ListingKind
    permalink: str
    title: str
    items: list[str] = field(default_factory=list)
    plugin: PluginKind = "docs"
    instance: str = "default"
    description: str | None = None
    page_size: int | None = None
    tag: Tag | None = None
    author: Author | None = None
    image: Target | None = None
    keywords: list[str] = field(default_factory=list)
    sidebar: str | None = None
    previous: PageLink | None = None
    next: PageLink | None = None
    version: str | None = None
    locale: str | None = None
    unlisted: bool = False
    cards: list[SidebarItem] = field(default_factory=list)


@dataclass(slots=True)
class SidebarItem:
    """An entry of a sidebar.  A category has ``items``; ``html`` is raw HTML to show instead of a label.

    ``permalink`` leads to a page of the site, ``href`` elsewhere; a category may have neither.
    """

    kind: Literal["doc", "category", "link", "html"]
    label: str = ""
    permalink: str | None = None
    href: str | None = None
    items: list[SidebarItem] = field(default_factory=list)
    html: str | None = None
    collapsed: bool = True
    collapsible: bool = True
    description: str | None = None
    class_name: str | None = None
    unlisted: bool = False
    custom_props: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a set of docs.  ``route`` is its full base path; ``is_last``: it is the one shown first.

    ``main`` is the permalink of the page that a link to the version leads to.  ``banner`` says what is told above its
    docs, ``badge`` that its label is shown there, ``no_index`` that search engines are to stay away.
    """

    name: str
    label: str
    route: str
    folder: Path
    is_last: bool = True
    main: str | None = None
    banner: Banner | None = None
    badge: bool = False
    no_index: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of a blog.  ``limit`` is the number of posts in it, ``None`` for all."""

    kind: Literal["rss", "atom", "json"]
    permalink: str
    title: str
    description: str
    limit: int | None = 20


@dataclass(frozen=True, slots=True)
class RecentPosts:
    """The list of a blog's newest posts beside each of them.  ``count`` is how many, ``None`` for all."""

    title: str
    count: int | None = 5


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The list of addresses for search engines.

    ``frequency`` and ``priority`` are said of every page.  ``dates`` tells whether and how it says when a page was
    changed.  ``left_out`` are the permalinks that the author keeps out of it, those of a list's further pages included.
    """

    permalink: str
    frequency: str | None = "weekly"
    priority: float | None = 0.5
    dates: Literal["date", "datetime"] | None = None
    left_out: frozenset[str] = frozenset()


@dataclass(slots=True)
class Instance:
    """A part of the site that one content plugin serves: a set of docs, a blog, a set of pages.

    ``route`` is its full base path ("/base/blog").  ``folder`` is the content folder, absolute.
    ``options`` are what the plugin was given, as read.
    ``breadcrumbs``: above a doc stands the way to it through its sidebar.
    ``sidebars`` of a version that is not the last have its name before theirs ("1.0/docs"), as in ``PostMeta.sidebar``.
    """

    kind: PluginKind
    id: str
    route: str
    folder: Path
    title: str = ""
    description: str = ""
    options: dict[str, object] = field(default_factory=dict)
    sidebars: dict[str, list[SidebarItem]] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    authors: dict[str, Author] = field(default_factory=dict)
    tags: dict[str, Tag] = field(default_factory=dict)
    breadcrumbs: bool = True
    feeds: list[Feed] = field(default_factory=list)
    recent: RecentPosts | None = None


@dataclass(frozen=True, slots=True)
class HeadTag:
    """A tag that stands in the head of every page: metadata, a script, a style sheet.

    An attribute without a value is ``None``.  ``content`` is what stands between the tags, as it is.  Addresses are as
    the browser is to ask for them.
    """

    name: str
    attributes: tuple[tuple[str, str | None], ...] = ()
    content: str = ""

    def get(self, name: str) -> str:
        """Return the value of an attribute, nothing where there is none."""
        return next((value or "" for one, value in self.attributes if one == name), "")


@dataclass(slots=True)
class NavItem:
    """An entry of the navbar or the footer.  A dropdown has ``items``; ``html`` as in ``SidebarItem``.  An entry with a
    ``class_name`` and no label may be an icon that the site's own styles draw.

    The items of a list of versions (``kind`` docsVersionDropdown) say which ``version`` of the docs ``instance`` they
    lead to, those of a list of languages (localeDropdown) which ``locale``.  An entry for a doc or a sidebar names the
    ``sidebar`` of its ``instance`` whose pages, of whatever version, it stands for.
    """

    label: str = ""
    permalink: str | None = None
    href: str | None = None
    items: list[NavItem] = field(default_factory=list)
    html: str | None = None
    position: Literal["left", "right"] = "left"
    kind: str = "link"
    aria_label: str | None = None
    class_name: str | None = None
    instance: str | None = None
    sidebar: str | None = None
    version: str | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A style sheet of the site's own: plain CSS.

    ``path`` is that of its file, relative to the site.  ``imports`` are rules that fetch others from elsewhere; they
    must stand first.  ``targets`` says what the URLs in ``text`` lead to, as they are written there.
    """

    path: PurePosixPath
    text: str
    imports: tuple[str, ...] = ()
    targets: dict[str, Target] = field(default_factory=dict)


@dataclass(slots=True)
class Redirect:
    """An old address and where it leads now; both full paths."""

    source: str
    target: str


@dataclass(slots=True)
class Site:
    """A whole site in one language, without the bodies of its pages.

    ``root`` is the folder of the configuration.  ``url`` has no trailing slash ("https://a.org"),
    ``base_url`` begins and ends with one.  ``trailing_slash`` is Docusaurus's setting (``None``: each address
    as the author wrote it).  ``static`` are the files that are served as they are: their address below ``base_url``
    ("img/a.png") and where they lie.  ``styles`` hold for all pages, in this order.  ``toc_depths`` are
    the levels of headings that tables of contents show.  ``copyright`` and ``announcement`` are HTML.
    ``theme`` is ``themeConfig`` and ``custom_fields`` ``customFields``, as read.
    ``title_delimiter`` stands between a page's title and the site's.  ``head`` are tags of all pages; a page's own
    metadata goes before theirs.  ``analytics`` are the ids under which Google counts visits; what does so is in
    ``head`` already.  ``no_index``: search engines are to stay away.
    ``translations`` are the same site in its other languages; the pages of each are its own, also those that are not
    translated.  ``label`` is the language's name for readers.
    """

    root: Path
    title: str = ""
    title_delimiter: str = "|"
    tagline: str = ""
    url: str = ""
    base_url: str = "/"
    trailing_slash: bool | None = None
    locale: str = "en"
    label: str = ""
    html_lang: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    favicon: Target | None = None
    image: Target | None = None
    head: list[HeadTag] = field(default_factory=list)
    analytics: list[str] = field(default_factory=list)
    no_index: bool = False
    sitemap: Sitemap | None = None
    instances: list[Instance] = field(default_factory=list)
    posts: list[PostMeta] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)
    static: dict[str, Path] = field(default_factory=dict)
    styles: list[StyleSheet] = field(default_factory=list)
    navbar: list[NavItem] = field(default_factory=list)
    navbar_title: str = ""
    navbar_style: Literal["light", "dark", "primary"] = "light"
    logo: Asset | None = None
    footer: list[NavItem] = field(default_factory=list)
    footer_style: Literal["light", "dark"] = "light"
    toc_depths: tuple[int, int] = (2, 3)
    copyright: str = ""
    announcement: str = ""
    math: bool = False
    mermaid: bool = False
    theme: dict[str, object] = field(default_factory=dict)
    custom_fields: dict[str, object] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    translations: list[Site] = field(default_factory=list)

    @property
    def editions(self) -> list[Site]:
        """The site in all its languages, the main one first."""
        return [self, *self.translations]

    def instance(self, kind: str, id: str = "default") -> Instance:
        """Return the content instance; raise ``KeyError`` where there is none."""
        for instance in self.instances:
            if instance.kind == kind and instance.id == id:
                return instance
        raise KeyError((kind, id))


class Reader(Protocol):
    """What gives a site and its pages: the other end of an adapter.

    A reader must survive pickling, so that pages can be read in several processes.
    """

    site: Site

    def read(self, meta: PostMeta) -> Post:
        """Read and parse one page.  Never raises for bad content: see ``Post.diagnostics``."""
        ...

    def read_all(self) -> Iterator[Post]:
        """Read every page of the site in all its languages, one at a time."""
        ...
