"""The Jekyll adapter: a site as Jekyll 4 and GitHub Pages want it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import ClassVar

from migrator.adapter import Converted, Options, OutputFile
from migrator.post import Post
from migrator.site import PLUGIN, Site
from migrator.writers.authors import Authors
from migrator.writers.data import data_files
from migrator.writers.files import LOOK, WORDS, package_files, unique_assets
from migrator.writers.redirects import redirects, refresh_page
from migrator.writers.urls import PageUrls
from migrator.writers.yaml_text import front_matter
from migrator_jekyll.body import write_body
from migrator_jekyll.config import GEMFILE, config_yml
from migrator_jekyll.content import ContentTree
from migrator_jekyll.listings import Listings
from migrator_jekyll.page import page_fields, several_versions
from migrator_jekyll.urls import JekyllUrls

_HERE = Path(__file__).parent
#: Files of the package that go into every site: the includes that draw the lists.
REQUIRED = _HERE / "required"
#: Files that go along unless the user brings a theme.
STARTER = _HERE / "starter"


class JekyllAdapter:
    """Writes a site for Jekyll."""

    name: ClassVar[str] = "jekyll"
    languages: ClassVar[bool] = False
    settings: ClassVar[Mapping[str, str]] = {}
    served: ClassVar[PurePosixPath] = PurePosixPath()

    def __init__(self, site: Site, options: Options) -> None:
        self._site = site
        self._options = options
        self._urls = JekyllUrls(site)
        self._tree = ContentTree(site, self._urls)
        self._authors = Authors(site)
        self._versions = several_versions(site)
        self._redirects, self._refreshes = redirects(site, self._urls)

    def convert(self, post: Post) -> Converted:
        """Write one page: its file, and those of its assets that no static folder holds."""
        meta = post.meta
        page_urls = PageUrls(self._urls, meta.permalink, {})
        fields = page_fields(
            meta,
            self._urls,
            page_urls,
            self._authors,
            section=self._tree.section(PLUGIN[meta.kind], meta.instance, meta.version),
            redirect_from=self._redirects.get(self._urls.path(meta.permalink), []),
            layouts=self._options.layouts,
            version=self._versions.get((meta.instance, meta.version)) if meta.kind == "doc" else None,
        )
        body = write_body(post, page_urls, math=self._site.math)
        if body.head:
            fields["head"] = body.head
        files = [OutputFile(self._tree.page(meta), front_matter(fields) + body.text)]
        files += [
            OutputFile(self._urls.shared_file(asset), asset.source)
            for asset in unique_assets([*post.assets, meta.image])
            if asset.route is None
        ]
        return Converted(files, list(body.diagnostics))

    def finish(self, staged: Path | None) -> Iterator[OutputFile]:
        """Yield the configuration, the listings, the data, the static files and the layouts."""
        site = self._site
        yield OutputFile(PurePosixPath("_config.yml"), config_yml(site, self._urls, self._options))
        yield OutputFile(PurePosixPath("Gemfile"), GEMFILE)
        listings = Listings(site, self._urls, self._tree, self._authors, self._options)
        yield from listings.files()
        for file in data_files(site, self._urls, self._authors.known):
            if file.path.name != "sidebar_paths.json":  # the script of the starter layouts finds the current page
                yield OutputFile(PurePosixPath("_data") / file.path.name, file.content)
        yield OutputFile(
            PurePosixPath("_data/words.json"), json.dumps(_words(site.locale), ensure_ascii=False, indent=1) + "\n"
        )
        images = [one.image for one in site.listings] + [one.image for one in self._authors.known.values()]
        for asset in unique_assets([site.logo, site.favicon, site.image, *images]):
            if asset.route is None:
                yield OutputFile(self._urls.shared_file(asset), asset.source)
        for source, target in self._refreshes:
            yield OutputFile(PurePosixPath(source), refresh_page(target))
        yield from package_files([STARTER, REQUIRED] if self._options.layouts else [REQUIRED])
        if self._options.layouts:
            yield from package_files([LOOK], PurePosixPath("assets/migrator"))
            if not listings.has_home:
                yield OutputFile(PurePosixPath("index.html"), front_matter({"layout": "home", "title": site.title}))
        for name, static in site.static.items():
            if name != ".nojekyll":  # it would switch Jekyll off on GitHub Pages
                yield OutputFile(PurePosixPath(name), static)


def _words(locale: str) -> dict[str, str]:
    """The words of the interface in a language, in English where there is no translation."""
    files = {path.stem: path for path in WORDS.iterdir()}
    words: dict[str, str] = {}
    for language in ("en", locale.partition("-")[0].lower()):
        if language in files:
            words |= tomllib.loads(files[language].read_text("utf-8"))
    return words
