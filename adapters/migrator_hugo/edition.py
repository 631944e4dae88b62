"""A site in one of its languages, as content files for Hugo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from migrator.adapter import Converted, OutputFile
from migrator.post import Post, PostKind
from migrator.site import PLUGIN, Site
from migrator.targets import Asset
from migrator.writers.files import unique_assets
from migrator.writers.head import keeps_search_out
from migrator.writers.redirects import redirects, refresh_page
from migrator.writers.styles import style_assets
from migrator.writers.urls import PageUrls
from migrator.writers.yaml_text import front_matter
from migrator_hugo.body import write_body
from migrator_hugo.content import ContentTree
from migrator_hugo.data import data_files
from migrator_hugo.listings import SITEMAP_FORMAT, Listings
from migrator_hugo.page import bundle_names, page_fields
from migrator_hugo.taxonomies import Taxonomies
from migrator_hugo.urls import HugoUrls

STATIC = PurePosixPath("static")


class Edition:
    """Writes a site in one of its languages."""

    def __init__(self, site: Site, urls: HugoUrls, tree: ContentTree, taxonomies: Taxonomies) -> None:
        self.site = site
        self.urls = urls
        self.taxonomies = taxonomies
        self._tree = tree
        self._content = PurePosixPath("content") / urls.language.folder
        kinds = [instance.kind for instance in site.instances]
        self._several = {kind for kind, plugin in PLUGIN.items() if kinds.count(plugin) > 1}
        versioned = [instance for instance in site.instances if len(instance.versions) > 1]
        self._versions = {(one.id, version.name): version for one in versioned for version in one.versions}
        self._unmapped = site.sitemap.left_out if site.sitemap else frozenset[str]()
        self._aliases, self._refreshes = redirects(site, urls, urls.language.own_prefix)

    def has_several(self, kind: PostKind) -> bool:
        """Whether several instances serve this kind of page, which are then told apart in the front matter."""
        return kind in self._several

    def convert(self, post: Post) -> Converted:
        """Write one page: its file, and those of its assets that no static folder holds."""
        meta = post.meta
        place = self._tree.page(meta)
        beside = [asset for asset in unique_assets([*post.assets, meta.image]) if asset.route is None]
        names = bundle_names([asset.source for asset in beside], place.own_folder)
        page_urls = PageUrls(self.urls, meta.permalink, names)
        path = place.bundle / "index.md" if names else place.path
        fields = page_fields(
            meta,
            place,
            self.urls,
            page_urls,
            self.taxonomies,
            aliases=self._aliases.get(self.urls.path(meta.permalink), []),
            several=meta.kind in self._several,
            version=self._versions.get((meta.instance, meta.version or "")) if meta.kind == "doc" else None,
        )
        body = write_body(post, page_urls, math=self.site.math)
        if meta.permalink in self._unmapped or keeps_search_out(body.head):
            fields["sitemap"] = {"disable": True}
        if meta.permalink == self.site.base_url and self.site.sitemap and self.urls.has_capitals:
            fields["outputs"] = ["html", SITEMAP_FORMAT]
        if body.head:
            params = fields.setdefault("params", {})
            if isinstance(params, dict):
                params["head"] = body.head
        files = [OutputFile(self._content / path, front_matter(fields) + body.text)]
        for asset in beside:
            name = names.get(asset.source)
            where = STATIC / self.urls.shared_file(asset) if name is None else self._content / place.bundle / name
            files.append(OutputFile(where, asset.source))
        return Converted(files, list(body.diagnostics))

    def finish(self) -> Iterator[OutputFile]:
        """Yield the listings, the data, and the redirects and images that no page brings along."""
        site = self.site
        for file in Listings(site, self.urls, self._tree, self.taxonomies).files():
            yield OutputFile(self._content / file.path, file.content)
        data = PurePosixPath("data") / self.urls.language.folder
        for file in data_files(site, self.urls, self.taxonomies.authors.known):
            yield OutputFile(data / file.path, file.content)
        for asset in self._assets():
            if asset.route is None:
                yield OutputFile(STATIC / self.urls.shared_file(asset), asset.source)
        for source, target in self._refreshes:
            yield OutputFile(STATIC / source, refresh_page(target))

    def _assets(self) -> list[Asset]:
        """The images of the site, its style sheets, its lists and its authors."""
        listing_images = [listing.image for listing in self.site.listings]
        authors = [author.image for author in self.taxonomies.authors.known.values()]
        own = [self.site.logo, self.site.favicon, self.site.image, *style_assets(self.site)]
        return unique_assets([*own, *listing_images, *authors])
