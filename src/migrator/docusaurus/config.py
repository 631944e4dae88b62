"""``docusaurus.config.*``: what a site is made of, with Docusaurus's defaults filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from migrator.diagnostics import Diagnostic

PluginKind = Literal["docs", "blog", "pages"]


@dataclass(frozen=True, slots=True)
class ContentPlugin:
    """One instance of a content plugin.

    ``options`` are the plugin's, by Docusaurus's names ("routeBasePath"), with every default filled in.
    ``folder`` is the content folder (``options["path"]``), absolute; it need not exist.
    ``remark_plugins`` are the names of its remark and rehype plugins, as far as they can be told.
    """

    kind: PluginKind
    id: str
    options: dict[str, object]
    folder: Path
    remark_plugins: tuple[str, ...] = ()

    @property
    def route_base_path(self) -> str:
        """The plugin's base path as the author wrote it ("blog", "/")."""
        return str(self.options["routeBasePath"])


@dataclass(frozen=True, slots=True)
class Config:
    """A site's configuration.

    ``root`` is the folder of the configuration, ``repository`` that of the git repository (or ``root``); nothing
    outside of ``repository`` is read.  ``path`` is the configuration file.  ``url`` has no trailing slash;
    ``base_url`` begins and ends with one and is that of the default locale.  ``markdown`` has snake_case keys:
    format, mermaid, emoji, maintain_case, and mdx1_compat with comments, admonitions, heading_ids.
    ``theme`` is ``themeConfig``; ``redirects`` the options of plugin-client-redirects;
    ``plugin_names`` all plugins, themes and presets, remark and rehype plugins too.
    """

    root: Path
    repository: Path
    path: Path | None = None
    title: str = ""
    tagline: str = ""
    url: str = ""
    base_url: str = "/"
    trailing_slash: bool | None = None
    favicon: str | None = None
    locale: str = "en"
    locales: tuple[str, ...] = ("en",)
    html_lang: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    static_directories: tuple[Path, ...] = ()
    content: tuple[ContentPlugin, ...] = ()
    redirects: dict[str, object] = field(default_factory=dict)
    theme: dict[str, object] = field(default_factory=dict)
    markdown: dict[str, object] = field(default_factory=dict)
    custom_fields: dict[str, object] = field(default_factory=dict)
    plugin_names: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
