"""The Hugo adapter: a site as Hugo >= 0.146 wants it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import ClassVar

from migrator.adapter import Converted, Options, OutputFile
from migrator.post import Post
from migrator.site import PLUGIN, Site
from migrator.writers.data import data_files
from migrator.writers.files import LOOK, WORDS, package_files, unique_assets
from migrator.writers.redirects import redirects, refresh_page
from migrator.writers.urls import PageUrls, Urls
from migrator.writers.yaml_text import front_matter
from migrator_hugo.body import write_body
from migrator_hugo.config import hugo_toml
from migrator_hugo.content import ContentTree
from migrator_hugo.listings import Listings
from migrator_hugo.page import bundle_names, page_fields
from migrator_hugo.taxonomies import Taxonomies

STATIC = PurePosixPath("static")
_HERE = Path(__file__).parent
#: Files of the package that go into every site: shortcodes and render hooks without which text would be lost.
REQUIRED = _HERE / "required"
#: Files that go along unless the user brings a theme.
STARTER = _HERE / "starter"


class HugoAdapter:
    """Writes a site for Hugo."""

    name: ClassVar[str] = "hugo"

    def __init__(self, site: Site, options: Options) -> None:
        self._site = site
        self._options = options
        self._base = site.base_url.rstrip("/")
        self._urls = Urls(site)
        self._tree = ContentTree(site, self._urls)
        self._taxonomies = Taxonomies(site, self._tree.top_folders)
        kinds = [instance.kind for instance in site.instances]
        self._several = {kind for kind, plugin in PLUGIN.items() if kinds.count(plugin) > 1}
        self._aliases, self._refreshes = redirects(site, self._urls)

    def convert(self, post: Post) -> Converted:
        """Write one page: its file, and those of its assets that no static folder holds."""
        meta = post.meta
        place = self._tree.page(meta)
        beside = [asset for asset in unique_assets([*post.assets, meta.image]) if asset.route is None]
        names = bundle_names([asset.source for asset in beside], place.own_folder)
        page_urls = PageUrls(self._urls, self._base, meta.permalink, names)
        path = place.bundle / "index.md" if names else place.path
        fields = page_fields(
            meta,
            place,
            self._urls,
            page_urls,
            self._taxonomies,
            aliases=self._aliases.get(self._urls.path(meta.permalink), []),
            several=meta.kind in self._several,
        )
        body = write_body(post, page_urls, math=self._site.math)
        if body.head:
            params = fields.setdefault("params", {})
            if isinstance(params, dict):
                params["head"] = body.head
        content = PurePosixPath("content")
        files = [OutputFile(content / path, front_matter(fields) + body.text)]
        for asset in beside:
            name = names.get(asset.source)
            where = STATIC / self._urls.shared_file(asset) if name is None else content / place.bundle / name
            files.append(OutputFile(where, asset.source))
        return Converted(files, list(body.diagnostics))

    def finish(self) -> Iterator[OutputFile]:
        """Yield the configuration, the listings, the data, ``static/`` and the layouts."""
        site = self._site
        yield OutputFile(PurePosixPath("hugo.toml"), hugo_toml(site, self._urls, self._taxonomies, self._options))
        yield from Listings(site, self._urls, self._tree, self._taxonomies).files()
        yield from data_files(site, self._urls, self._taxonomies.authors.known)
        yield from self._site_assets()
        for source, target in self._refreshes:
            yield OutputFile(STATIC / source, refresh_page(target))
        yield from package_files([STARTER, REQUIRED] if self._options.layouts else [REQUIRED])
        if self._options.layouts:
            yield from package_files([LOOK], PurePosixPath("assets"))
            yield from package_files([WORDS], PurePosixPath("i18n"))
        for name, file in site.static.items():
            yield OutputFile(STATIC / name, file)

    def _site_assets(self) -> Iterator[OutputFile]:
        """The images of the site and of its authors that lie in no static folder."""
        listing_images = [listing.image for listing in self._site.listings]
        authors = [author.image for author in self._taxonomies.authors.known.values()]
        for asset in unique_assets([self._site.logo, self._site.favicon, self._site.image, *listing_images, *authors]):
            if asset.route is None:
                yield OutputFile(STATIC / self._urls.shared_file(asset), asset.source)
