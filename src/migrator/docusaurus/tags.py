"""Tags: what a front matter names, what ``tags.yml`` says of them, and the pages of a tag.

The rules are those of ``@docusaurus/utils`` (``tags.js``) and ``utils-validation`` (``tagsFile.js``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import apply_trailing_slash, clean_path, kebab_case, normalize_url
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.data_file import read_mapping, shown
from migrator.docusaurus.files.front_matter import Fields
from migrator.docusaurus.files.scalars import to_text
from migrator.post import PostMeta, Tag

DEFAULT_FILE = "tags.yml"


@dataclass(slots=True)
class TagGroup:
    """A tag and the pages that carry it.  ``unlisted``: all of them are unlisted."""

    tag: Tag
    posts: list[PostMeta]
    unlisted: bool


def read_tags_file(folder: Path, option: object, base: str, config: Config) -> tuple[dict[str, Tag], list[Diagnostic]]:
    """Read the tags file of a content plugin: key -> tag.

    ``option`` is the plugin's ``tags`` option (a file name, ``None`` for the default, ``False`` for no file), ``base``
    the full path below which tags have their pages.
    """
    if option is False:
        return {}, []
    name = option if isinstance(option, str) and option else DEFAULT_FILE
    data, diagnostics = read_mapping(folder / name, config, required=name is option)
    tags: dict[str, Tag] = {}
    for key, value in data.items():
        fields = value if isinstance(value, dict) else {}
        if value is not None and not isinstance(value, dict):
            problem = f"The tag {key!r} of {name} is not an object."
            diagnostics.append(Diagnostic(Code.DATA_INVALID, problem, shown(folder / name, config), subject=key))
        label, permalink, description = (_text(fields.get(part)) for part in ("label", "permalink", "description"))
        tags[key] = Tag(label or capitalize(key), _address(base, permalink or kebab_case(key), config), description)
    return tags, diagnostics


def read_tags(fields: Fields, known: Mapping[str, Tag], base: str, config: Config) -> list[Tag]:
    """Return the tags of a page, in the order of its front matter."""
    value = fields.values.get("tags")
    if value is None:
        return []
    if not isinstance(value, list):
        fields.refuse("tags", "a list")
        return []
    tags = []
    for item in value:
        tag = _read_tag(item, known, base, config)
        if tag:
            tags.append(tag)
        else:
            fields.refuse("tags", "a list of texts or of objects with label and permalink")
    return tags


def _read_tag(item: object, known: Mapping[str, Tag], base: str, config: Config) -> Tag | None:
    if isinstance(item, dict):
        label, permalink = _text(item.get("label")), _text(item.get("permalink"))
        return Tag(label, _address(base, permalink, config)) if label and permalink else None
    if isinstance(item, bool) or item is None or isinstance(item, list):
        return None
    label = to_text(item)
    if not label:
        return None
    return known.get(label) or Tag(label, _address(base, kebab_case(label), config))


def group_by_tag(posts: Iterable[PostMeta]) -> list[TagGroup]:
    """Group pages by tag, in the order of first use.  Two tags with one permalink are one; the first one's label wins.

    Unlisted pages are left out of a tag unless it has no others.
    """
    groups: dict[str, tuple[Tag, dict[str, PostMeta]]] = {}
    for post in posts:
        for tag in post.tags:
            groups.setdefault(tag.permalink, (tag, {}))[1][str(post.path)] = post
    result = []
    for tag, members in groups.values():
        listed = [post for post in members.values() if not post.unlisted]
        result.append(TagGroup(tag, listed or list(members.values()), not listed))
    return result


def capitalize(text: str) -> str:
    """lodash's ``capitalize``: the first letter upper, the rest lower case."""
    return text[:1].upper() + text[1:].lower()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _address(base: str, permalink: str, config: Config) -> str:
    return apply_trailing_slash(normalize_url([base, clean_path(permalink)]), config)
