"""A page by itself: what its file says of it, where there is no site around.

Its front matter and its name tell which of Docusaurus's content plugins it was written for; the rest follows that one's
rules (``doc.py``, ``blog.py``).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Literal

from migrator.docusaurus.addresses import parse_number_prefix
from migrator.docusaurus.blog.authors import authors_of
from migrator.docusaurus.blog.index import parse_file_name
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.dates import parse_date
from migrator.docusaurus.files.front_matter import Fields
from migrator.docusaurus.files.page_file import PageFile, opens_with_title
from migrator.docusaurus.tags import read_tags
from migrator.post import Author, PostMeta
from migrator.targets import External

_OF_A_POST = ("date", "authors", "author", "author_title", "author_url", "author_image_url", "authorTitle", "authorURL")


def lone_meta(page: PageFile, name: PurePosixPath) -> PostMeta:
    """Return what is known of the page in the file ``name``; what is unusable is added to its diagnostics.

    ``slug`` is set where its author gave one.
    """
    fields = page.fields
    dated = parse_file_name(name.name)
    kind: Literal["doc", "post", "page"] = "doc"
    if dated.date or any(fields.has(field) for field in _OF_A_POST):
        kind = "post"
    elif fields.has("wrapperClassName"):
        kind = "page"
    stem = dated.text if kind == "post" else parse_number_prefix(name.stem)[0]
    title = fields.text("title", empty=True)
    if title is None:
        title = page.content_title if page.content_title is not None else fields.text("id") or stem
    slug = fields.text("slug") or ""
    in_body = page.content_title == title if kind == "post" else page.content_title is not None
    description = fields.text("description", empty=True)
    image = fields.text("image")
    last_update, last_author = fields.last_update() if fields.has("last_update") else (None, None)
    config = Config(Path(), Path())
    return PostMeta(
        kind,
        "/" + (slug or fields.text("id") or name.stem).lstrip("/"),
        title,
        name,
        id=fields.text("id") or stem,
        slug=slug,
        description=page.excerpt if description is None else description,
        excerpted=not description,
        head_title=fields.text("title_meta", empty=True) or None,
        front_matter=page.front_matter,
        title_in_body=in_body or (kind == "doc" and opens_with_title(page.source.body)),
        hide_title=bool(fields.flag("hide_title")),
        sidebar_label=fields.text("sidebar_label"),
        position=fields.number("sidebar_position"),
        date=_date(fields, dated.date),
        last_update=last_update,
        last_author=last_author,
        tags=read_tags(fields, {}, "/tags", config),
        authors=authors_of(fields, _named(fields), _as_written) if kind == "post" else [],
        keywords=fields.texts("keywords") or [],
        image=_as_written(image),
        draft=bool(fields.flag("draft")),
        unlisted=bool(fields.flag("unlisted")),
        hide_toc=bool(fields.flag("hide_table_of_contents")),
        toc_depths=fields.toc_depths((2, 3)),
        edit_url=fields.nullable_text("custom_edit_url"),
    )


def _date(fields: Fields, in_name: str | None) -> datetime | None:
    """A post's date: the author's, else that in the file's name."""
    written = fields.values.get("date")
    if written:
        moment = parse_date(written)
        if moment:
            return moment.replace(tzinfo=UTC) if isinstance(written, str) else moment
        fields.refuse("date", "a date")
    return parse_date(in_name)


def _as_written(url: object) -> External | None:
    return External(url) if isinstance(url, str) and url else None


def _named(fields: Fields) -> dict[str, Author]:
    """The authors whose keys the page names; the file that knows more of them is not there."""
    given = fields.values.get("authors")
    items = given if isinstance(given, list) else [given]
    keys = [item.get("key") if isinstance(item, dict) else item for item in items]
    return {key: Author(name=key, key=key) for key in keys if isinstance(key, str)}
