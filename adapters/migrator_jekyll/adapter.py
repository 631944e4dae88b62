"""The Jekyll adapter: a site as Jekyll 4 and GitHub Pages want it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import ClassVar

from migrator.adapter import Converted, Options, OutputFile
from migrator.post import Post
from migrator.site import Site
from migrator.writers.files import LOOK, package_files
from migrator.writers.styles import style_sheet
from migrator_jekyll.config import GEMFILE, config_yml, languages_yml
from migrator_jekyll.edition import Edition
from migrator_jekyll.languages import Counterparts, languages_of
from migrator_jekyll.urls import STYLES, JekyllUrls

_HERE = Path(__file__).parent
#: Files of the package that go into every site: the includes that draw the lists, the script for tabs and code.
REQUIRED = _HERE / "required"
#: Files that go along unless the user brings a theme.
STARTER = _HERE / "starter"


class JekyllAdapter:
    """Writes a site for Jekyll."""

    name: ClassVar[str] = "jekyll"
    settings: ClassVar[Mapping[str, str]] = {}
    served: ClassVar[PurePosixPath] = PurePosixPath()
    next_step: ClassVar[str] = "cd {output} && bundle install && bundle exec jekyll serve"

    def __init__(self, site: Site, options: Options) -> None:
        self._site = site
        self._options = options
        urls = [JekyllUrls(edition, site) for edition in site.editions]
        counterparts = Counterparts(site, urls)
        languages = languages_of(site)
        tags = {edition.locale: one.tag for edition, one in zip(site.editions, languages, strict=True)}
        self._editions = {
            edition.locale: Edition(edition, own, language, tags, counterparts, options)
            for edition, own, language in zip(site.editions, urls, languages, strict=True)
        }

    def convert(self, post: Post) -> Converted:
        """Write one page: its file, and those of its assets that no static folder holds."""
        edition = self._editions.get(post.meta.locale or self._site.locale)
        return (edition or self._editions[self._site.locale]).convert(post)

    def finish(self, staged: Path | None) -> Iterator[OutputFile]:
        """Yield the configuration, what each language has of its own, the static files and the layouts."""
        editions = list(self._editions.values())
        yield OutputFile(PurePosixPath("_config.yml"), config_yml(editions, self._options))
        yield OutputFile(PurePosixPath("Gemfile"), GEMFILE)
        if len(editions) > 1:
            yield OutputFile(PurePosixPath("_data/languages.yml"), languages_yml(editions))
        seen: set[PurePosixPath] = set()
        for file in (file for edition in editions for file in edition.finish()):
            if file.path not in seen:  # an image that several languages have
                seen.add(file.path)
                yield file
        if styles := style_sheet(self._site, editions[0].urls, f"/{STYLES}"):
            yield OutputFile(STYLES, styles)
        yield from package_files([STARTER, REQUIRED] if self._options.layouts else [REQUIRED])
        yield from package_files([LOOK], PurePosixPath("assets/migrator"))
        for name, static in self._site.static.items():
            if name != ".nojekyll":  # it would switch Jekyll off on GitHub Pages
                yield OutputFile(PurePosixPath(name), static)
