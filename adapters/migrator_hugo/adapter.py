"""The Hugo adapter: a site as Hugo >= 0.146 wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import ClassVar

from migrator.adapter import Converted, Options, OutputFile
from migrator.post import Post
from migrator.site import Site
from migrator.writers.files import LOOK, WORDS, package_files
from migrator.writers.styles import style_sheet
from migrator_hugo.config import hugo_toml
from migrator_hugo.content import ContentTree
from migrator_hugo.edition import STATIC, Edition
from migrator_hugo.taxonomies import Taxonomies, taxonomy_names
from migrator_hugo.urls import HugoUrls

_HERE = Path(__file__).parent
#: Files of the package that go into every site: shortcodes and render hooks without which text would be lost.
REQUIRED = _HERE / "required"
#: Files that go along unless the user brings a theme.
STARTER = _HERE / "starter"


class HugoAdapter:
    """Writes a site for Hugo."""

    name: ClassVar[str] = "hugo"
    settings: ClassVar[Mapping[str, str]] = {}
    served: ClassVar[PurePosixPath] = PurePosixPath("static")
    next_step: ClassVar[str] = "hugo server --source {output}"

    def __init__(self, site: Site, options: Options) -> None:
        self._site = site
        self._options = options
        urls = [HugoUrls(edition, site) for edition in site.editions]
        trees = [ContentTree(edition, own) for edition, own in zip(site.editions, urls, strict=True)]
        names = taxonomy_names(site, {name for tree in trees for name in tree.top_folders})
        self._editions = {
            edition.locale: Edition(edition, own, tree, Taxonomies(edition, names))
            for edition, own, tree in zip(site.editions, urls, trees, strict=True)
        }

    def convert(self, post: Post) -> Converted:
        """Write one page: its file, and those of its assets that no static folder holds."""
        edition = self._editions.get(post.meta.locale or self._site.locale)
        return (edition or self._editions[self._site.locale]).convert(post)

    def finish(self, staged: Path | None) -> Iterator[OutputFile]:
        """Yield the configuration, what each language has of its own, ``static/`` and the layouts."""
        editions = list(self._editions.values())
        yield OutputFile(PurePosixPath("hugo.toml"), hugo_toml(editions, self._options))
        seen: set[PurePosixPath] = set()
        for file in (file for edition in editions for file in edition.finish()):
            if file.path not in seen:  # an image that several languages have
                seen.add(file.path)
                yield file
        if styles := style_sheet(self._site, editions[0].urls, "/css/custom.css"):
            yield OutputFile(PurePosixPath("assets/css/custom.css"), styles)
        yield from package_files([STARTER, REQUIRED] if self._options.layouts else [REQUIRED])
        if self._options.layouts:
            yield from package_files([LOOK], PurePosixPath("assets"))
            yield from package_files([WORDS], PurePosixPath("i18n"))
            for key in sorted({edition.urls.language.key for edition in editions}):
                # Hugo finds the words of "ko-kr" under this very name.
                words = WORDS / f"{key.partition('-')[0]}.toml"
                if "-" in key and words.is_file():
                    yield OutputFile(PurePosixPath("i18n", f"{key}.toml"), words.read_bytes())
        for name, path in self._site.static.items():
            yield OutputFile(STATIC / name, path)
