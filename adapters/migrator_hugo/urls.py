"""How addresses are spelled for Hugo, which may put something else before those of a language."""

from __future__ import annotations

from urllib.parse import quote

from migrator.site import Site
from migrator.writers.urls import SAFE_PATH, Urls
from migrator_hugo.languages import languages_of


class HugoUrls(Urls):
    """Spells the addresses of a site in one of its languages; ``main`` is the site with its translations."""

    def __init__(self, site: Site, main: Site | None = None) -> None:
        super().__init__(site, main)
        languages = languages_of(main or site)
        self.language = next(one for one in languages if one.site is site)
        self.keys = {one.site.locale: one.key for one in languages}

    def menu(self, permalink: str) -> str:
        """Return the URL for a menu entry, to which Hugo itself adds the base path."""
        return quote(self.path(permalink), safe=SAFE_PATH)

    @property
    def has_capitals(self) -> bool:
        """Whether Hugo spells what stands before the language's addresses in another way, as it does with "/zh-TW"."""
        return self.prefix != self.language.own_prefix
