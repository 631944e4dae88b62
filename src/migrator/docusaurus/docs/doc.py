"""One doc: what its file says of itself.  Reading it needs nothing of the other docs.

The rules are those of ``plugin-content-docs/lib`` (``docs.js``, ``slug.js``, ``frontMatter.js``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import (
    NumberPrefixParser,
    keep_number_prefix,
    resolve_pathname,
    strip_number_prefixes,
)
from migrator.docusaurus.content import Content
from migrator.docusaurus.docs.versions import DocsVersion
from migrator.docusaurus.files.data_file import shown
from migrator.docusaurus.files.page_file import opens_with_title, read_page
from migrator.docusaurus.tags import read_tags
from migrator.post import PostMeta, Tag


@dataclass(slots=True)
class Doc:
    """A doc's metadata, and what its front matter says of its place in sidebars.

    ``folder`` is relative to the docs folder, "." for that folder itself; ``name`` is the file's name.  ``choices``
    holds ``displayed_sidebar``, ``pagination_next`` and ``pagination_prev`` where the author gave them; ``None`` is
    "none".
    """

    meta: PostMeta
    folder: str
    name: str
    key: str | None = None
    class_name: str | None = None
    custom_props: dict[str, object] | None = None
    pagination_label: str | None = None
    choices: dict[str, str | None] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.meta.id

    @property
    def is_index(self) -> bool:
        """Whether the file is its folder's page by name (``isCategoryIndex``)."""
        return is_category_index(self.folder, self.name)


def is_category_index(folder: str, name: str) -> bool:
    """Say whether a file is the page of its folder: index, README, or named as the folder."""
    stem = name.rpartition(".")[0].lower()
    return stem in ("index", "readme", folder.rpartition("/")[2].lower())


class DocReader:
    """Reads the docs of one version, each by its path relative to the version's folder.

    Can be pickled, so that files can be read in several processes.
    """

    def __init__(
        self, content: Content, version: DocsVersion, tags: Mapping[str, Tag], parser: NumberPrefixParser
    ) -> None:
        self.content = content
        self.version = version
        self.tags = tags
        self.parser = parser

    def __call__(self, path: str) -> Doc:
        content, version = self.content, self.version
        folder, name = path.rpartition("/")[::2] if "/" in path else (".", path)
        file = content.file(path)
        page = read_page(file, shown(file, content.config))
        fields = page.fields
        parser = keep_number_prefix if fields.flag("parse_number_prefixes") is False else self.parser
        stem, prefix = parser(name.rpartition(".")[0])
        base_id = fields.text("id") or stem
        if "/" in base_id:
            fields.refuse("id", "without a slash")
            base_id = stem
        stripped = "" if folder == "." else strip_number_prefixes(folder, parser)
        slug = self._slug(fields.text("slug"), base_id, stripped, is_category_index(folder, name))
        title = fields.text("title", empty=True)
        if title is None:
            title = base_id if page.content_title is None else page.content_title
        description = fields.text("description", empty=True)
        position = fields.number("sidebar_position")
        last_update, last_author = content.last_update(fields)
        meta = PostMeta(
            "doc",
            content.address(version.route, slug),
            title,
            page.source.path,
            content.plugin.id,
            version.name,
            content.config.locale,
            f"{stripped}/{base_id}" if stripped else base_id,
            slug,
            page.excerpt or "" if description is None else description,
            excerpted=not description,
            head_title=fields.text("title_meta", empty=True) or None,
            front_matter=page.front_matter,
            title_in_body=page.content_title is not None
            or (content.config.generation > 2 and opens_with_title(page.source.body)),
            hide_title=bool(fields.flag("hide_title")),
            sidebar_label=fields.text("sidebar_label"),
            position=prefix if position is None else position,
            last_update=last_update,
            last_author=last_author,
            tags=read_tags(fields, self.tags, version.tags_route, content.config),
            keywords=fields.texts("keywords") or [],
            image=content.image(file, fields),
            draft=bool(fields.flag("draft")),
            unlisted=bool(fields.flag("unlisted")),
            hide_toc=bool(fields.flag("hide_table_of_contents")),
            toc_depths=fields.toc_depths(content.toc_depths),
            inside=PurePosixPath(path),
        )
        if fields.has("custom_edit_url"):
            meta.edit_url = fields.nullable_text("custom_edit_url")
        else:
            editable = content.plugin.folder if content.plugin.options.get("editCurrentVersion") else None
            meta.edit_url = content.edit_url(file, path, editable)
        choices = ("displayed_sidebar", "pagination_next", "pagination_prev")
        doc = Doc(
            meta,
            folder,
            name,
            key=fields.text("sidebar_key"),
            class_name=fields.text("sidebar_class_name"),
            custom_props=fields.mapping("sidebar_custom_props"),
            pagination_label=fields.text("pagination_label"),
            choices={choice: fields.nullable_text(choice) for choice in choices if fields.has(choice)},
            diagnostics=page.diagnostics,
        )
        if meta.draft:
            doc.diagnostics.append(Diagnostic(Code.DRAFT, f"{title!r} is a draft.", meta.path))
        return doc

    @staticmethod
    def _slug(written: str | None, base_id: str, folder: str, is_index: bool) -> str:
        """The doc's address below its version's (``getSlug``)."""
        if written and written.startswith("/"):
            return written
        base = f"/{folder}/" if folder else "/"
        if not written and is_index:
            return base
        return resolve_pathname(written or base_id, base)
