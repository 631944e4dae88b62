"""``docusaurus.config.*``: what a site is made of, with Docusaurus's defaults filled in.

The rules are those of ``core/lib/server`` (``config.js``, ``configValidation.js``, ``i18n.js``), the defaults of the
content plugins those of ``plugin-content-*/lib/options.js``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.config.generation import NEWEST, read_version
from migrator.docusaurus.config.markdown_options import markdown_options
from migrator.docusaurus.config.plugins import PACKAGES, Plugin, PluginKind, Plugins
from migrator.docusaurus.config.remark_plugins import markdown_plugins, unknown_plugins
from migrator.docusaurus.javascript.sandbox import Evaluated, Pattern, SandboxError, evaluate_module, relative_path
from migrator.errors import SourceError

CONFIG_FILES = tuple(f"docusaurus.config.{ending}" for ending in ("ts", "mts", "cts", "js", "mjs", "cjs"))


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
        """The plugin's base path under ``baseUrl``, with a leading slash ("/blog", "/")."""
        return str(self.options["routeBasePath"])


@dataclass(frozen=True, slots=True)
class Config:
    """A site's configuration.

    ``root`` is the folder of the configuration, ``repository`` that of the git repository (or ``root``); nothing
    outside of ``repository`` is read.  ``path`` is the configuration file.  ``url`` has no trailing slash;
    ``base_url`` begins and ends with one; both are those of ``locale``, whose translations lie in the folder
    ``localization``; ``translate`` is off where its pages are those of the default locale.  ``markdown`` has the keys
    format, mermaid, emoji, maintain_case, and mdx1_compat with comments, admonitions, heading_ids.
    ``theme`` is ``themeConfig``; ``redirects`` the options of plugin-client-redirects;
    ``plugins`` all plugins and themes with their options, ``plugin_names`` all presets, plugins and themes, remark and
    rehype plugins too.  ``styles`` are the style sheets of the theme's option ``customCss``, as written.  ``raw`` is
    the whole configuration as it was evaluated.  ``version`` is Docusaurus's, major and minor.
    """

    root: Path
    repository: Path
    path: Path | None = None
    title: str = ""
    title_delimiter: str = "|"
    tagline: str = ""
    url: str = ""
    base_url: str = "/"
    trailing_slash: bool | None = None
    favicon: str | None = None
    locale: str = "en"
    locales: tuple[str, ...] = ("en",)
    localization: Path = Path("i18n/en")
    translate: bool = True
    label: str = ""
    html_lang: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    static_directories: tuple[Path, ...] = ()
    content: tuple[ContentPlugin, ...] = ()
    redirects: dict[str, object] = field(default_factory=dict)
    theme: dict[str, object] = field(default_factory=dict)
    markdown: dict[str, object] = field(default_factory=dict)
    custom_fields: dict[str, object] = field(default_factory=dict)
    plugins: tuple[Plugin, ...] = ()
    plugin_names: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    raw: dict[str, object] = field(default_factory=dict, repr=False)
    version: tuple[int, int] = NEWEST
    redirect_makers: tuple[tuple[str | int, ...], ...] = ()
    styles: tuple[str, ...] = ()
    evaluated: Evaluated | None = field(default=None, repr=False)

    @property
    def generation(self) -> int:
        """The major version of Docusaurus, 2 or 3."""
        return self.version[0]

    def created_redirects(self, routes: Sequence[str]) -> list[tuple[str, str]]:
        """Call ``createRedirects`` of plugin-client-redirects for every route; return (old path, route), both as in it.

        ``routes`` are without ``baseUrl``.  Raises ``SandboxError`` where the function fails.
        """
        created: list[tuple[str, str]] = []
        if self.evaluated is None:
            return created
        for place in self.redirect_makers:
            answers = self.evaluated.call(place, [[route] for route in routes]).value
            for route, answer in zip(routes, answers, strict=True):
                olds = answer if isinstance(answer, list) else [answer]
                created += [(old, route) for old in olds if isinstance(old, str)]
        return created


_EXCLUDE = ["**/_*.{js,jsx,ts,tsx,md,mdx}", "**/_*/**", "**/*.test.{js,jsx,ts,tsx}", "**/__tests__/**"]
_MARKDOWN = {
    "remarkPlugins": [],
    "rehypePlugins": [],
    "recmaPlugins": [],
    "beforeDefaultRemarkPlugins": [],
    "beforeDefaultRehypePlugins": [],
    "admonitions": True,
    "showLastUpdateTime": False,
    "showLastUpdateAuthor": False,
    "editLocalizedFiles": False,
    "exclude": _EXCLUDE,
}
_DEFAULTS: dict[PluginKind, dict[str, object]] = {
    "docs": _MARKDOWN
    | {
        "path": "docs",
        "routeBasePath": "/docs",
        "tagsBasePath": "tags",
        "include": ["**/*.{md,mdx}"],
        "numberPrefixParser": True,
        "includeCurrentVersion": True,
        "disableVersioning": False,
        "versions": {},
        "editCurrentVersion": False,
        "sidebarCollapsible": True,
        "sidebarCollapsed": True,
        "breadcrumbs": True,
        "onInlineTags": "warn",
    },
    "blog": _MARKDOWN
    | {
        "path": "blog",
        "routeBasePath": "/blog",
        "tagsBasePath": "tags",
        "archiveBasePath": "archive",
        "pageBasePath": "page",
        "authorsBasePath": "authors",
        "authorsMapPath": "authors.yml",
        "include": ["**/*.{md,mdx}"],
        "truncateMarker": Pattern(r"<!--\s*truncate\s*-->|\{\/\*\s*truncate\s*\*\/\}"),
        "showReadingTime": True,
        "blogTitle": "Blog",
        "blogDescription": "Blog",
        "blogSidebarCount": 5,
        "blogSidebarTitle": "Recent posts",
        "postsPerPage": 10,
        "sortPosts": "descending",
        "onInlineTags": "warn",
        "onInlineAuthors": "warn",
        "onUntruncatedBlogPosts": "warn",
    },
    "pages": _MARKDOWN
    | {
        "path": "src/pages",
        "routeBasePath": "/",
        "include": ["**/*.{js,jsx,ts,tsx,md,mdx}"],
    },
}
_NAME = re.compile(r"[\w-]{1,80}")
_LOCALE = "DOCUSAURUS_CURRENT_LOCALE"
_LANGUAGES = Path(__file__).with_name("languages.js")
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ku", "ps", "sd", "ug", "ur", "yi"}


def load_config(
    root: Path, *, repository: Path | None = None, env: Mapping[str, str] | None = None, locale: str = ""
) -> Config:
    """Read the configuration in ``root`` for one locale, by default the site's main one.

    ``repository`` is the folder outside of which nothing is read; by default the nearest one that holds ``.git``,
    else ``root``.  ``env`` is what the configuration finds in ``process.env``.  A configuration that is
    missing or fails gives Docusaurus's conventions and a diagnostic.  Raises ``SourceError`` if ``root`` is no folder.
    """
    root = root.resolve()
    if not root.is_dir():
        raise SourceError(f"{root} is not a folder.")
    repository = repository.resolve() if repository else _repository(root)
    path = next((root / name for name in CONFIG_FILES if (root / name).is_file()), None)
    if path is None:
        missing = Diagnostic(Code.CONFIG_MISSING, "No docusaurus.config file was found; conventions were used.")
        return _Reading(root, repository, None, None, [missing]).config()
    env = {**(env or {}), **({_LOCALE: locale} if locale else {})}
    try:
        evaluated = _evaluate(path, repository, root, env)
    except SandboxError as error:
        failed = Diagnostic(Code.CONFIG_FAILED, error.message, relative_path(error.path, root), error.line)
        return _Reading(root, repository, path, None, [failed], locale).config()
    return _Reading(root, repository, path, evaluated, list(evaluated.diagnostics), locale).config()


def load_configs(
    root: Path, *, repository: Path | None = None, env: Mapping[str, str] | None = None
) -> tuple[Config, ...]:
    """Read the configuration for each of the site's locales, the main one first.  Raises as ``load_config`` does."""
    first = load_config(root, repository=repository, env=env)
    others = [locale for locale in first.locales if locale != first.locale]
    if not (first.path and first.evaluated and others):
        return (first,)
    if _tells_locales(first.path):
        configs = [first, *(load_config(root, repository=repository, env=env, locale=locale) for locale in others)]
    else:
        found = list(first.evaluated.diagnostics)
        readings = [_Reading(first.root, first.repository, first.path, first.evaluated, found, one) for one in others]
        configs = [first, *(reading.config() for reading in readings)]
    return _labelled(configs)


def _labelled(configs: Sequence[Config]) -> tuple[Config, ...]:
    """Name the languages that the configuration does not name."""
    unnamed = [config.html_lang for config in configs if not config.label]
    try:
        names = evaluate_module(_LANGUAGES, _LANGUAGES.parent, arguments=unnamed).value if unnamed else []
    except SandboxError:
        names = unnamed
    labels = dict(zip(unnamed, names, strict=True))
    return tuple(config if config.label else replace(config, label=labels[config.html_lang]) for config in configs)


def _evaluate(path: Path, repository: Path, root: Path, env: dict[str, str]) -> Evaluated:
    evaluated = evaluate_module(path, repository, site=root, env=env, watch=tuple(PACKAGES))
    if not isinstance(evaluated.value, dict):
        raise SandboxError("It exports no object", path)
    if _LOCALE not in env and _tells_locales(path):
        # A build sets it to the locale it builds (`core/lib/commands/build/buildLocale.js`), which is the default here.
        env[_LOCALE] = _text(_mapping(evaluated.value, "i18n"), "defaultLocale") or "en"
        return _evaluate(path, repository, root, env)
    return evaluated


def _tells_locales(path: Path) -> bool:
    """Whether a configuration asks for which locale it is read."""
    return _LOCALE in path.read_text(encoding="utf-8", errors="replace")


def _repository(root: Path) -> Path:
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)


class _Reading:
    def __init__(
        self,
        root: Path,
        repository: Path,
        path: Path | None,
        evaluated: Evaluated | None,
        found: list[Diagnostic],
        locale: str = "",
    ) -> None:
        self.root = root
        self.repository = repository
        self.path = path
        self.evaluated = evaluated
        self.raw: dict[str, Any] = evaluated.value if evaluated else {"presets": ["classic"]}
        self.diagnostics = found
        self.locale = locale
        self.version = read_version(root, repository)

    def config(self) -> Config:
        raw = self.raw
        evaluated = self.evaluated or Evaluated(raw)
        i18n = _mapping(raw, "i18n")
        default = _name(i18n, "defaultLocale") or "en"
        locale = self.locale or default
        own = _mapping(_mapping(i18n, "localeConfigs"), locale)
        html_lang = _text(own, "htmlLang") or locale
        folder = f"{_text(i18n, 'path') or 'i18n'}/{_text(own, 'path') or locale}"
        localization = self._inside(folder) or self.root / "i18n" / locale
        path = self.path or self.root / CONFIG_FILES[0]
        reader = Plugins(evaluated, path, self.root, self.repository, locale, localization)
        plugins = reader.all()
        content = self._content(plugins)
        redirecting = [plugin for plugin in plugins if "client-redirects" in plugin.name]
        names = [*reader.preset_names, *(plugin.name for plugin in plugins if plugin.name)]
        names += [name for plugin in content for name in plugin.remark_plugins]
        return Config(
            root=self.root,
            repository=self.repository,
            path=self.path,
            title=_text(raw, "title"),
            title_delimiter=_text(raw, "titleDelimiter") or "|",
            tagline=_text(raw, "tagline"),
            url=(_text(own, "url") or _text(raw, "url")).rstrip("/"),
            base_url=_base_url(
                _text(own, "baseUrl") or _text(raw, "baseUrl").rstrip("/") + ("" if locale == default else f"/{locale}")
            ),
            trailing_slash=_bool_or_none(raw.get("trailingSlash")),
            favicon=_text(raw, "favicon") or None,
            locale=locale,
            locales=tuple(name for name in _texts(i18n.get("locales")) if _NAME.fullmatch(name)) or (locale,),
            localization=localization,
            translate=own.get("translate") is not False,
            label=_text(own, "label"),
            html_lang=html_lang,
            direction=_direction(own.get("direction"), html_lang),
            static_directories=self._static(),
            content=content,
            redirects=_merged([plugin.options for plugin in redirecting]),
            theme=_mapping(raw, "themeConfig"),
            markdown=markdown_options(raw, self.version),
            custom_fields=_mapping(raw, "customFields"),
            plugins=tuple(plugins),
            plugin_names=tuple(dict.fromkeys(names)),
            diagnostics=tuple(self.diagnostics),
            raw=raw,
            version=self.version,
            redirect_makers=tuple(
                (*plugin.place, "createRedirects")
                for plugin in redirecting
                if plugin.place and plugin.options.get("createRedirects") is not None
            ),
            styles=tuple(sheet for plugin in plugins for sheet in _texts(plugin.options.get("customCss"))),
            evaluated=self.evaluated,
        )

    def _content(self, plugins: Sequence[Plugin]) -> tuple[ContentPlugin, ...]:
        content: dict[tuple[PluginKind, str], ContentPlugin] = {}
        for plugin in plugins:
            if plugin.kind is None:
                continue
            options = _options(plugin.kind, plugin.options, self.version[0])
            folder = self._inside(str(options["path"]))
            if folder is None:
                continue
            id_ = _name(plugin.options, "id") or "default"
            if (plugin.kind, id_) in content:  # two plugins of different names, in Docusaurus
                id_ = next(new for n in range(2, len(plugins) + 2) if (plugin.kind, new := f"{id_}-{n}") not in content)
            options["id"] = id_
            names = tuple(one.name for one in markdown_plugins(options))
            content[plugin.kind, id_] = ContentPlugin(plugin.kind, id_, options, folder, names)
            instance = plugin.kind if id_ == "default" else f"{plugin.kind} `{id_}`"
            self.diagnostics += unknown_plugins(options, instance, self.root, self.path)
        return tuple(content.values())

    def _static(self) -> tuple[Path, ...]:
        names = self.raw.get("staticDirectories")
        folders = [self._inside(name) for name in (_texts(names) if isinstance(names, list) else ("static",))]
        return tuple(dict.fromkeys(folder for folder in folders if folder and folder.is_dir()))

    def _inside(self, name: str) -> Path | None:
        """Return the absolute path of a folder of the site, or ``None``, and say so, for one out of the repository."""
        path = Path(os.path.normpath(self.root / name))
        try:
            inside = path.resolve().is_relative_to(self.repository)
            path.exists()
        except (OSError, RuntimeError, ValueError):  # a name that no file can have
            inside = False
        if inside:
            return path
        shown = relative_path(self.path, self.root) if self.path else None
        message = f"The folder `{name}` lies outside of the repository and was not read."
        self.diagnostics.append(Diagnostic(Code.OUTSIDE_SITE, message, shown, subject=name))
        return None


def _options(kind: PluginKind, given: Mapping[str, Any], generation: int) -> dict[str, object]:
    """Fill in the defaults and spell out the shorthands of a content plugin's options."""
    defaults = _DEFAULTS[kind]
    options = {**defaults, **{key: value for key, value in given.items() if _usable(defaults.get(key), value)}}
    options["routeBasePath"] = "/" + str(options["routeBasePath"]).removeprefix("/")
    if kind == "docs" and options["sidebarCollapsible"] is False:
        options["sidebarCollapsed"] = False
    if kind == "blog":
        options["feedOptions"] = _feeds(_mapping(given, "feedOptions"), generation)
    return options


def _usable(default: object, value: object) -> bool:
    """Whether a value is of a kind that the option can have; a wrong one counts as not given."""
    if isinstance(default, str):
        return isinstance(value, str) or value is None
    return not isinstance(default, list | dict) or isinstance(value, type(default))


def _feeds(given: Mapping[str, Any], generation: int) -> dict[str, object]:
    """Spell out the options of feeds; those of version 2 have all posts."""
    kinds = given.get("type", ["rss", "atom"])
    if kinds == "all":
        kinds = ["rss", "atom", "json"]
    elif isinstance(kinds, str):
        kinds = [kinds]
    return {"copyright": "", "limit": 20 if generation > 2 else False, **given, "type": list(_texts(kinds))}


def _merged(options: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """Join the options of several redirect plugins."""
    merged: dict[str, object] = {}
    for given in options:
        for key, value in given.items():
            before = merged.get(key)
            merged[key] = before + value if isinstance(before, list) and isinstance(value, list) else value
    return merged


def _base_url(value: str) -> str:
    path = value.strip("/")
    return f"/{path}/" if path else "/"


def _direction(value: object, language: str) -> Literal["ltr", "rtl"]:
    if value in ("ltr", "rtl"):
        return "rtl" if value == "rtl" else "ltr"
    parts = language.lower().replace("_", "-").split("-")
    return "rtl" if parts[0] in _RIGHT_TO_LEFT or {"arab", "hebr"} & set(parts[1:]) else "ltr"


def _text(mapping: Mapping[str, Any], key: str) -> str:
    value = mapping.get(key)
    return value if isinstance(value, str) else ""


def _name(mapping: Mapping[str, Any], key: str) -> str:
    """A text that becomes part of folder names (`utils-validation/lib/validationSchemas.js: PluginIdSchema`)."""
    value = _text(mapping, key)
    return value if _NAME.fullmatch(value) else ""


def _texts(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(item for item in values if isinstance(item, str))


def _mapping(mapping: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = mapping.get(key)
    return value if isinstance(value, dict) else {}


def _bool_or_none(value: object) -> bool | None:
    return value if isinstance(value, bool) else None
