"""The reader of Docusaurus sites: the index of a whole site, and its pages one at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.blog.content_title import settle_title
from migrator.docusaurus.blog.index import index_blog
from migrator.docusaurus.blog.truncation import mark_truncation, read_marker
from migrator.docusaurus.config import Config, ContentPlugin, load_configs
from migrator.docusaurus.config.head import read_head
from migrator.docusaurus.config.left_out import left_out
from migrator.docusaurus.config.remark_plugins import draws_mermaid, plugin_traces, traced_plugins
from migrator.docusaurus.config.search_pages import search_pages
from migrator.docusaurus.config.theme import read_theme
from migrator.docusaurus.config.theme_files import replaced_components
from migrator.docusaurus.content import Content, site_toc_depths
from migrator.docusaurus.docs.cards import Cards
from migrator.docusaurus.docs.index import index_docs
from migrator.docusaurus.docs.versions import part_of_version
from migrator.docusaurus.files.front_matter import parse_front_matter
from migrator.docusaurus.files.globs import find_files
from migrator.docusaurus.files.page_file import decode, parse_page, read_text
from migrator.docusaurus.indexed import Indexed
from migrator.docusaurus.javascript.generated import generated_modules
from migrator.docusaurus.javascript.modules import Modules
from migrator.docusaurus.javascript.sandbox import SandboxError
from migrator.docusaurus.javascript.stage import Stage
from migrator.docusaurus.links.assets import Assets
from migrator.docusaurus.links.menus import broken_menu_links
from migrator.docusaurus.links.resolve import Resolver
from migrator.docusaurus.links.site_index import Part, SiteIndex, page_routes
from migrator.docusaurus.lone import lone_meta
from migrator.docusaurus.markdown import Settings, parse
from migrator.docusaurus.markdown.semantics import interpret
from migrator.docusaurus.markdown.settings import Npm2Yarn, TabBlocks
from migrator.docusaurus.page_settings import page_settings, plugin_settings
from migrator.docusaurus.pages import draw_program, index_pages, is_program
from migrator.docusaurus.partials import Partials, is_partial, not_shown
from migrator.docusaurus.preprocessor import Preprocessor
from migrator.docusaurus.redirects import collect_redirects
from migrator.docusaurus.sitemap import ask_when_changed, read_sitemap
from migrator.docusaurus.styles.site_styles import Styles
from migrator.errors import SourceError
from migrator.nodes import CardList, Root, Truncate
from migrator.nodes import Code as CodeBlock
from migrator.post import Post, PostMeta, Source
from migrator.site import Listing, Site

_INDEXERS = {"docs": index_docs, "blog": index_blog}
_KINDS = {"docs": "doc", "blog": "post", "pages": "page"}


class DocusaurusReader:
    """Reads the site whose configuration stands in the folder ``root``.

    ``repository`` is the folder outside of which nothing is read; by default the nearest one that holds ``.git``, else
    ``root``.  ``env`` is what the configuration finds in ``process.env``.  Raises ``SourceError`` where there is no
    such folder or nothing in it that is a site.  Can be pickled.
    """

    def __init__(self, root: Path, *, repository: Path | None = None, env: Mapping[str, str] | None = None) -> None:
        configs = load_configs(root, repository=repository, env=env)
        self._editions = {config.locale: _Edition(config, configs) for config in configs}
        self.site, *self.site.translations = (edition.site for edition in self._editions.values())
        if not configs[0].path and not self.site.posts:
            raise SourceError(f"{root} has neither a docusaurus.config.* nor pages in docs, blog or src/pages.")
        for edition in self._editions.values():
            edition.index.others = [one.index for one in self._editions.values() if one is not edition]
        for edition in self._editions.values():
            place = PurePosixPath(configs[0].path.name) if configs[0].path else None
            edition.site.diagnostics += broken_menu_links(edition.site, edition.index, place)

    def read(self, meta: PostMeta) -> Post:
        """Read and parse one page.  Never raises: should anything go wrong, the page is its text as typed."""
        return self._editions[meta.locale or self.site.locale].read(meta)

    def read_all(self) -> Iterator[Post]:
        """Read every page of the site in all its languages, one at a time."""
        return (self.read(meta) for site in self.site.editions for meta in site.posts)


class _Edition:
    """A site in one of its languages; ``configs`` are those of all."""

    def __init__(self, config: Config, configs: Sequence[Config]) -> None:
        found = {
            _key(plugin): _INDEXERS[plugin.kind](plugin, config) for plugin in config.content if plugin.kind != "pages"
        }
        self._stage = Stage.of(config, generated_modules(config.root, found.values()))
        found |= {
            _key(plugin): index_pages(plugin, config, self._stage)
            for plugin in config.content
            if plugin.kind == "pages"
        }
        indexed = [found[_key(plugin)] for plugin in config.content]
        assets = Assets(config.root, config.repository, config.static_directories, config.base_url)
        self.site = _assemble(config, indexed, assets, configs)
        self.site.diagnostics += replaced_components(config)
        react_routes = {d.subject for d in self.site.diagnostics if d.code is Code.REACT_PAGE}
        routes = [*_routes(self.site), *react_routes]
        self.site.redirects, problems = collect_redirects(config, routes)
        self.site.sitemap, more_problems = read_sitemap(config, routes)
        self.site.diagnostics += [*problems, *more_problems]
        ask_when_changed(config, self.site.posts)
        self.index = SiteIndex(
            self.site,
            assets,
            folders=_folders(config, indexed),
            react_routes=react_routes,
            generation=config.generation,
        )
        self._resolver = Resolver(self.index)
        self._cards = Cards(self.site)
        for listing in self.site.listings:
            for card in listing.cards:
                card.description = self._cards.description(card)
        self._modules = Modules(config.root, config.repository, self._stage)
        pages = (meta.path for meta in self.site.posts if not is_program(meta.path))
        self._preprocessor = Preprocessor(config, pages, self.site.diagnostics)
        self._partials = Partials(self._modules, config.markdown.get("format"), self._preprocessor)
        self._format = config.markdown.get("format")
        self._settings = {_key(plugin): plugin_settings(plugin, config) for plugin in config.content}
        self._traced = {_key(plugin): traced_plugins(plugin.options) for plugin in config.content}
        self._markers = {_key(plugin): read_marker(plugin.options.get("truncateMarker")) for plugin in config.content}

    def read(self, meta: PostMeta) -> Post:
        """Read and parse one page."""
        if meta.kind == "page" and is_program(meta.path):
            return self._read_program(meta)
        text, _ = read_text(self.site.root / meta.path, meta.path)
        source = Source(meta.path, self._preprocessor(meta.path, text))
        parse_front_matter(source)
        try:
            key = (meta.kind, meta.instance)
            settings = page_settings(self._settings[key], meta.path.name, meta.front_matter, self._format)
            post = _parse(meta, source, settings, self._markers[key], self._modules.on(meta))
            post.diagnostics += plugin_traces(self._traced[key], source)
            if "import" in source.text or self._modules.registers:
                post.diagnostics += self._partials.inline(post.body, source, settings)
            post.diagnostics += [_no_cards(node, source) for node in self._cards.fill(post.body, meta)]
            self._resolve(post, source)
        except Exception as error:
            return _verbatim(meta, source, error)
        return post

    def _resolve(self, post: Post, source: Source) -> None:
        resolved = self._resolver.resolve(post.body, post.meta, source)
        post.assets, post.anchors, post.anchor_links = resolved.assets, resolved.anchors, resolved.anchor_links
        post.diagnostics += resolved.diagnostics

    def _read_program(self, meta: PostMeta) -> Post:
        """Draw a React page."""
        source = Source(meta.path, read_text(self.site.root / meta.path, meta.path)[0])
        root = Root()
        post = Post(meta, root)
        try:
            picture = draw_program(self.site.root / meta.path, meta.permalink, self._stage)
            root.children = picture.nodes()
            settings = self._settings[meta.kind, meta.instance]
            post.diagnostics += interpret(root, source, settings, modules=self._modules.on(meta))
            post.diagnostics += self._partials.inline(root, source, settings)
            message = f"The page {meta.permalink} was drawn as it first appears"
            message += f": {picture.lacks}" if picture.lacks else ", by running it once"
            post.diagnostics.append(Diagnostic(Code.STILL_PICTURE, message, meta.path, 1, subject=meta.permalink))
            self._resolve(post, source)
        except SandboxError as error:
            post.diagnostics.append(Diagnostic(Code.REACT_PAGE, error.message, meta.path, 1, subject=meta.permalink))
        except Exception as error:
            return _verbatim(meta, source, error)
        return post


def read_lone(data: bytes, path: Path) -> Post:
    """Read one page by itself, from the bytes of its file.

    There is no site: links and images have no targets and stay as they are written.
    """
    name = PurePosixPath(path.name)
    page = parse_page(*decode(data, name), name)
    meta = lone_meta(page, name)
    try:
        settings = Settings(math=True, mermaid=True, npm2yarn=Npm2Yarn(), tab_blocks=TabBlocks())
        post = _parse(meta, page.source, page_settings(settings, path.name, meta.front_matter, None))
    except Exception as error:
        post = _verbatim(meta, page.source, error)
    post.diagnostics[:0] = page.diagnostics
    post.diagnostics += [not_shown(node, page.source) for node in post.body.walk() if is_partial(node)]
    lists = (node for node in post.body.walk() if isinstance(node, CardList) and not node.children)
    post.diagnostics += [_no_cards(node, page.source) for node in lists]
    return post


# ---------------------------------------------------------------- a site


def _static_files(config: Config, diagnostics: list[Diagnostic]) -> dict[str, Path]:
    """Return the files of all static folders; of two with the same address the first (``core/lib/server/index.js``)."""
    everything = ["**/*", "**/.*", "**/.*/**"]
    found: dict[str, Path] = {}
    for folder in config.static_directories:
        for name in find_files(folder, everything, [], config, diagnostics):
            found.setdefault(name, folder / name)
    return dict(sorted(found.items()))


def _assemble(config: Config, indexed: list[Indexed], assets: Assets, configs: Sequence[Config]) -> Site:
    """Put the parts of a site together."""
    folder = str(config.root)
    diagnostics = [*config.diagnostics, *(d for one in indexed for d in one.diagnostics)]
    posts = [post for one in indexed for post in one.posts]
    searches = list(search_pages(config))
    diagnostics += [problem for _, problem in searches]
    listings = [*(listing for one in indexed for listing in one.listings), *(listing for listing, _ in searches)]
    diagnostics += _settle_routes(posts, listings)
    theme = read_theme(config, indexed, assets, configs)
    diagnostics += theme.diagnostics
    head = read_head(config)
    diagnostics += left_out(config)
    styles = Styles(config, assets)
    diagnostics += styles.diagnostics
    return Site(
        root=config.root,
        title=config.title,
        title_delimiter=config.title_delimiter,
        tagline=config.tagline,
        url=config.url,
        base_url=config.base_url,
        trailing_slash=config.trailing_slash,
        locale=config.locale,
        label=config.label,
        html_lang=config.html_lang,
        direction=config.direction,
        favicon=assets.named(config.favicon, folder),
        image=assets.named(config.theme.get("image"), folder),
        head=head.tags,
        analytics=head.analytics,
        no_index=config.raw.get("noIndex") is True,
        instances=[one.instance for one in indexed],
        posts=posts,
        listings=listings,
        static=_static_files(config, diagnostics),
        styles=styles.sheets,
        navbar=theme.navbar,
        navbar_title=theme.navbar_title,
        navbar_style=theme.navbar_style,
        logo=theme.logo,
        footer=theme.footer,
        footer_style=theme.footer_style,
        toc_depths=site_toc_depths(config),
        copyright=theme.copyright,
        announcement=theme.announcement,
        math=any("remark-math" in name for plugin in config.content for name in plugin.remark_plugins),
        mermaid=config.markdown.get("mermaid") is True or any(draws_mermaid(one.options) for one in config.content),
        theme=config.theme,
        custom_fields=config.custom_fields,
        diagnostics=diagnostics,
    )


def _settle_routes(posts: list[PostMeta], listings: list[Listing]) -> list[Diagnostic]:
    """Give every page an address of its own, in place.

    A draft, which Docusaurus does not serve, makes way for any other page; a listing, which has no text, for both.
    """
    taken: dict[str, PostMeta] = {}
    diagnostics = []
    for post in sorted(posts, key=lambda post: post.draft):
        first = taken.setdefault(post.permalink.rstrip("/"), post)
        if first is post:
            continue
        number = 2
        while (own := f"{post.permalink.rstrip('/')}-{number}") in taken:
            number += 1
        problem = f"{post.permalink} is the address of {first.path} as well; this page is now at {own}."
        diagnostics.append(Diagnostic(Code.DUPLICATE_ROUTE, problem, post.path, subject=post.permalink))
        post.permalink = own + ("/" if post.permalink.endswith("/") else "")
        taken[own] = post
    for listing in list(listings):
        page = taken.get(listing.permalink.rstrip("/"))
        if page and not page.draft:
            problem = f"{listing.permalink} is the address of a list as well ({listing.title}), which was left out."
            diagnostics.append(Diagnostic(Code.DUPLICATE_ROUTE, problem, page.path, subject=listing.permalink))
            listings.remove(listing)
    return diagnostics


def _routes(site: Site) -> Iterator[str]:
    """Every address at which the site has a page."""
    yield from (post.permalink for post in site.posts if not post.draft)
    for listing in site.listings:
        yield listing.permalink
        yield from page_routes(listing, site)


def _folders(config: Config, indexed: list[Indexed]) -> dict[Part, tuple[str, ...]]:
    """The content folders of each part of the site, translations first."""
    folders: dict[Part, tuple[str, ...]] = {}
    for plugin, one in zip(config.content, indexed, strict=True):
        kind, name = _key(plugin)
        content = Content(plugin, config)
        folders[kind, name, None] = tuple(map(str, content.folders))
        for version in one.instance.versions:
            own = Content(plugin, config, version.folder, part_of_version(version.name))
            folders[kind, name, version.name] = tuple(map(str, own.folders))
    return folders


def _key(plugin: ContentPlugin) -> tuple[str, str]:
    return _KINDS[plugin.kind], plugin.id


# ---------------------------------------------------------------- a page


def _parse(
    meta: PostMeta,
    source: Source,
    settings: Settings,
    marker: re.Pattern[str] | None = None,
    modules: Modules | None = None,
) -> Post:
    parsed = parse(source, settings, modules=modules, constants={"frontMatter": meta.front_matter, "props": {}})
    if marker:
        mark_truncation(parsed.root, source, marker)
    if (
        meta.kind == "post"
        and (stays := settle_title(parsed.root, meta.title, source, settings)) is not meta.title_in_body
    ):
        meta = replace(meta, title_in_body=stays)
    truncated = meta.kind == "post" and any(type(node) is Truncate for node in parsed.root.walk())
    return Post(meta, parsed.root, source, truncated, diagnostics=parsed.diagnostics)


def _no_cards(node: CardList, source: Source) -> Diagnostic:
    line, column = source.place(node.span.start) if node.span else (0, 0)
    message = "<DocCardList> shows the pages of a sidebar's category, and this page stands in none"
    return Diagnostic(Code.COMPONENT, message, source.path, line, column, "DocCardList")


def _verbatim(meta: PostMeta, source: Source, error: Exception) -> Post:
    """A page that could not be read: its text as typed, so that nothing is lost."""
    problem = Diagnostic(Code.INTERNAL, f"{type(error).__name__}: {error}", meta.path)
    return Post(meta, Root([CodeBlock(value=source.body, lang="md")]), diagnostics=[problem])
