"""What the docs and the pages plugin share: options, files and their translations, links to edit them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import apply_trailing_slash, clean_path, edit_url, normalize_url
from migrator.docusaurus.config import Config, ContentPlugin
from migrator.docusaurus.files.data_file import is_inside, read_messages, shown
from migrator.docusaurus.files.front_matter import Fields
from migrator.docusaurus.files.globs import find_files
from migrator.docusaurus.files.history import History
from migrator.docusaurus.links.assets import Assets
from migrator.post import PostMeta
from migrator.targets import Broken, Target


class Content:
    """A content plugin's folder of files, and the folder of their translations to the locale that is read.

    ``part`` is the folder of a docs version in the latter; both are ``None`` where nothing is to be translated.  Can be
    pickled.
    """

    def __init__(self, plugin: ContentPlugin, config: Config, folder: Path | None = None, part: str = "") -> None:
        self.plugin = plugin
        self.config = config
        self.folder = folder or plugin.folder
        suffix = "" if plugin.id == "default" else f"-{plugin.id}"
        name = f"docusaurus-plugin-content-{plugin.kind}{suffix}"
        self.translations = config.localization / name if config.translate else None
        self.translated = self.translations / part if self.translations else None
        self.toc_depths = site_toc_depths(config)
        self.assets = Assets(config.root, config.repository, config.static_directories, config.base_url)

    def files(self, problems: list[Diagnostic] | None = None) -> list[str]:
        """The content files that the options select, relative to the folder, sorted."""
        return find_files(self.folder, self.patterns("include"), self.patterns("exclude"), self.config, problems)

    def file(self, name: str) -> Path:
        """The file of a page: its translation where there is one (``getFolderContainingFile``)."""
        translated = self.translated / name if self.translated else None
        if translated and translated.is_file() and is_inside(translated, self.config):
            return translated
        return self.folder / name

    @property
    def folders(self) -> list[Path]:
        """The folders in which a page's file may be, translations first."""
        return [self.translated, self.folder] if self.translated else [self.folder]

    def messages(self, name: str) -> tuple[dict[str, str], list[Diagnostic]]:
        """What a file of translations of the plugin's own texts says, by key."""
        return read_messages(self.translations / name, self.config) if self.translations else ({}, [])

    def patterns(self, option: str) -> list[str]:
        value = self.plugin.options.get(option)
        return [str(pattern) for pattern in value] if isinstance(value, list | tuple) else []

    def text(self, option: str) -> str:
        value = self.plugin.options.get(option)
        return value if isinstance(value, str) else ""

    def address(self, *parts: str) -> str:
        """A full path as it is served: cleaned, percent-decoded, with the site's kind of trailing slash."""
        return apply_trailing_slash(normalize_url([clean_path(part) for part in parts]), self.config)

    def edit_url(self, path: Path, name: str, folder: Path | None = None) -> str | None:
        """Where a file can be edited, by the option ``editUrl``; ``folder`` stands in for the content folder."""
        base = self.text("editUrl")
        if not base:
            return None
        edited = folder or self.folder
        if self.translated and path.is_relative_to(self.translated) and self.plugin.options.get("editLocalizedFiles"):
            edited = self.translated
        return edit_url(base, str(shown(edited, self.config)), name)

    def last_update(self, fields: Fields) -> tuple[datetime | None, str | None]:
        """When and by whom a page was changed, as its author says."""
        return fields.last_update() if fields.has("last_update") else (None, None)

    def ask_history(self, posts: Iterable[PostMeta]) -> None:
        """Take from git when and by whom pages were changed, where the options want it shown and no author says it."""
        want_time, want_author = (bool(self.plugin.options.get(f"showLastUpdate{what}")) for what in ("Time", "Author"))
        if not (want_time or want_author):
            return
        histories = [History(folder) for folder in self.folders]
        for post in posts:
            path = self.config.root / post.path
            if known := next((found for history in histories if (found := history.of(path))), None):
                if want_time and not post.last_update:
                    post.last_update = known.updated.date
                if want_author and not post.last_author:
                    post.last_author = known.updated.author

    def image(self, path: Path, fields: Fields) -> Target | None:
        """The page's image for social media."""
        image = self.assets.named(fields.text("image"), str(path.parent))
        if isinstance(image, Broken):
            problem = f"The image {image.url} is not there."
            line = fields.line("image")
            fields.diagnostics.append(
                Diagnostic(Code.MISSING_ASSET, problem, fields.source.path, line, subject=image.url)
            )
        return image


def site_toc_depths(config: Config) -> tuple[int, int]:
    """Return the levels of headings in a table of contents, where a page says nothing else."""
    contents = config.theme.get("tableOfContents")
    if not isinstance(contents, Mapping):
        return 2, 3
    lowest, highest = contents.get("minHeadingLevel"), contents.get("maxHeadingLevel")
    return (lowest if isinstance(lowest, int) else 2), (highest if isinstance(highest, int) else 3)
