"""What the theme calls the lists that it makes of a blog or of docs, in the site's language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from migrator.docusaurus.config import Config
from migrator.docusaurus.files.data_file import read_messages
from migrator.docusaurus.theme_words import theme_words

ListKind = Literal["archive", "authors", "tags"]

_KEYS: Mapping[ListKind, str] = {
    "archive": "theme.blog.archive.title",
    "authors": "theme.blog.authorsList.pageTitle",
    "tags": "theme.tags.tagsPageTitle",
}
_ENGLISH: Mapping[ListKind, str] = {"archive": "Archive", "authors": "Authors", "tags": "Tags"}


def listing_title(kind: ListKind, config: Config) -> str:
    """Return the title of a list: the site's own translation (``code.json``), else Docusaurus's."""
    own = read_messages(config.localization / "code.json", config)[0].get(_KEYS[kind])
    return own or (theme_words(_titles(), config.locale) or {}).get(kind) or _ENGLISH[kind]


@cache
def _titles() -> dict[str, dict[ListKind, str]]:
    """What `@docusaurus/theme-translations` calls them, by locale."""
    titles: dict[str, dict[ListKind, str]] = json.loads(
        files(__package__).joinpath("listing_titles.json").read_text("utf-8")
    )
    return titles
