"""How addresses are spelled for Hugo, where those of a language have something before them."""

from __future__ import annotations

from urllib.parse import quote

from migrator.site import Site
from migrator.writers.urls import SAFE_PATH, Urls, slashed
from migrator_hugo.languages import base_path, languages_of


class HugoUrls(Urls):
    """Spells the addresses of a site in one of its languages; ``main`` is the site with its translations."""

    def __init__(self, site: Site, main: Site | None = None) -> None:
        super().__init__(site)
        languages = languages_of(main or site)
        self.base = base_path(main or site)
        self.language = next(one for one in languages if one.site is site)
        self.keys = {one.site.locale: one.key for one in languages}
        # Longer roots are tried first: "/en" lies below "/", where the main language may be.
        self._roots = sorted(
            ((one.site.base_url.rstrip("/"), one.prefix) for one in languages),
            key=lambda root: (-len(root[0]), root[1] != self.language.prefix),
        )

    def menu(self, permalink: str) -> str:
        """Return the URL for a menu entry, to which Hugo itself adds the base path."""
        return quote(self.path(permalink), safe=SAFE_PATH)

    @property
    def has_capitals(self) -> bool:
        """Whether Hugo spells what stands before the language's addresses in another way, as it does with "/zh-TW"."""
        return self.language.prefix != self.language.own_prefix

    def path(self, permalink: str) -> str:
        for root, prefix in self._roots:
            if permalink == root or permalink.startswith(root + "/"):
                return slashed(prefix + permalink[len(root) :])
        return slashed(permalink)

    def inside(self, permalink: str) -> str:
        """Return the path of a page of this language without what stands before all of them: ``/docs/intro/``."""
        path = self.path(permalink)
        prefix = self.language.prefix
        return path[len(prefix) :] if path.startswith(prefix + "/") else path
