"""A docs instance: its pages, sidebars and listings.

The rules are those of ``plugin-content-docs/lib`` (``docs.js``, ``routes.js``, ``versions/loadVersion.js``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.collation import collation_key
from migrator.docusaurus.config import Config, ContentPlugin
from migrator.docusaurus.content import Content
from migrator.docusaurus.docs.doc import Doc, DocReader
from migrator.docusaurus.docs.navigation import Navigation
from migrator.docusaurus.docs.sidebars import load_sidebars
from migrator.docusaurus.docs.versions import DocsVersion, read_versions
from migrator.docusaurus.files.data_file import shown
from migrator.docusaurus.files.page_file import read_page
from migrator.docusaurus.indexed import Indexed
from migrator.docusaurus.javascript.functions import PrefixParser, set_edit_urls
from migrator.docusaurus.listing_titles import listing_title
from migrator.docusaurus.tags import TagGroup, group_by_tag, read_tags_file
from migrator.post import PostMeta
from migrator.site import Instance, Listing, Version

Mapper = Callable[[DocReader, Sequence[str]], Iterable[Doc]]
"""How files are read: ``map``, or that of a pool of processes."""


def index_docs(plugin: ContentPlugin, config: Config, read: Mapper = map) -> Indexed:
    """Index one docs instance, all its versions.

    Drafts are among the posts, but in no sidebar and no listing.
    """
    versions, diagnostics = read_versions(plugin, config)
    route = Content(plugin, config).address(config.base_url, plugin.route_base_path)
    instance = Instance("docs", plugin.id, route, plugin.folder, options=plugin.options)
    instance.breadcrumbs = plugin.options.get("breadcrumbs") is not False
    indexed = Indexed(instance, diagnostics=diagnostics)
    contents = [(version, Content(plugin, config, version.folder, version.part)) for version in versions]
    files = [content.files(diagnostics) for _, content in contents]
    parser = PrefixParser(plugin, config, chain.from_iterable(files), diagnostics)
    editable: list[tuple[Doc, Content]] = []
    for (version, content), names in zip(contents, files, strict=True):
        docs = _index_version(version, indexed, content, names, parser, read)
        editable += ((doc, content) for doc in docs if "custom_edit_url" not in doc.meta.front_matter)
    set_edit_urls(plugin, config, (_told(doc, content) for doc, content in editable), diagnostics)
    return indexed


def _index_version(
    version: DocsVersion,
    indexed: Indexed,
    content: Content,
    names: Sequence[str],
    parser: PrefixParser,
    read: Mapper,
) -> list[Doc]:
    """Add one version to the index; return its docs."""
    config, instance = content.config, indexed.instance
    option = content.plugin.options.get("tags")
    tags_name = option if isinstance(option, str) and option else "tags.yml"
    tags, diagnostics = read_tags_file(content.file(tags_name).parent, option, version.tags_route, config)
    all_docs = list(read(DocReader(content, version, tags, parser), names))
    docs = [doc for doc in all_docs if not doc.meta.draft]
    for doc in all_docs:
        diagnostics += doc.diagnostics
    diagnostics += _doubled_ids(docs)
    sidebars, problems = load_sidebars(content, version, docs, [doc for doc in all_docs if doc.meta.draft], parser)
    diagnostics += problems
    navigation = Navigation(sidebars, docs, config)
    for doc in docs:
        diagnostics += [_names_nothing(doc, field, content) for field in navigation.place(doc)]
    posts = [doc.meta for doc in all_docs]
    content.ask_history(posts)
    docs.sort(key=lambda doc: collation_key(doc.id))
    listings = navigation.indexes() + _tag_listings([doc.meta for doc in docs], version, content)
    for listing in listings:
        listing.plugin = "docs"
        listing.instance = instance.id
        listing.version = version.name
        listing.locale = config.locale
    trees, starts = navigation.trees(), navigation.starts()
    if version.is_last:
        instance.folder, instance.tags = version.folder, tags
    else:
        prefix = f"{version.name}/"
        trees = {prefix + name: tree for name, tree in trees.items()}
        starts = {prefix + name: start for name, start in starts.items()}
        pages: list[PostMeta | Listing] = [*posts, *listings]
        for page in pages:
            page.sidebar = prefix + page.sidebar if page.sidebar else None
    instance.sidebars |= trees
    instance.versions.append(
        Version(
            version.name,
            version.label,
            content.address(version.route),
            version.folder,
            version.is_last,
            navigation.main(),
            version.banner,
            version.badge,
            version.no_index,
        )
    )
    indexed.posts += posts
    indexed.listings += listings
    indexed.diagnostics += diagnostics
    indexed.sidebar_starts |= starts
    return all_docs


def _told(doc: Doc, content: Content) -> tuple[PostMeta, dict[str, object]]:
    """A doc with what an ``editUrl`` that is a function is told of it (``docs.js``)."""
    return doc.meta, {
        "version": doc.meta.version,
        "versionDocsDirPath": str(shown(content.folder, content.config)),
        "docPath": doc.name if doc.folder == "." else f"{doc.folder}/{doc.name}",
        "permalink": doc.meta.permalink,
        "locale": content.config.locale,
    }


def _tag_listings(posts: list[PostMeta], version: DocsVersion, content: Content) -> list[Listing]:
    groups = group_by_tag(posts)
    if not groups:
        return []
    named = sorted((group for group in groups if not group.unlisted), key=_letter_order)
    title = listing_title("tags", content.config)
    listings = [Listing("tags", content.address(version.tags_route), title, [group.tag.permalink for group in named])]
    for group in groups:
        members = sorted(group.posts, key=lambda post: collation_key(post.title))
        listings.append(
            Listing(
                "tag",
                group.tag.permalink,
                group.tag.label,
                [post.permalink for post in members],
                description=group.tag.description,
                tag=group.tag,
                unlisted=group.unlisted,
            )
        )
    return listings if named else listings[1:]


def _letter_order(group: TagGroup) -> tuple[object, object]:
    label = group.tag.label
    return collation_key(label[:1].upper()), collation_key(label)


def _doubled_ids(docs: Iterable[Doc]) -> list[Diagnostic]:
    first: dict[str, Doc] = {}
    diagnostics = []
    for doc in docs:
        other = first.setdefault(doc.id, doc)
        if other is not doc:
            problem = f"The doc has the id {doc.id!r}, as {other.meta.path} has."
            diagnostics.append(Diagnostic(Code.DUPLICATE_ROUTE, problem, doc.meta.path, subject=doc.id))
    return diagnostics


def _names_nothing(doc: Doc, field: str, content: Content) -> Diagnostic:
    page = read_page(content.config.root / doc.meta.path, doc.meta.path)
    problem = f"The front matter field {field!r} names {doc.choices[field]!r}, which does not exist."
    return Diagnostic(Code.FRONT_MATTER_FIELD, problem, doc.meta.path, page.fields.line(field), subject=field)
