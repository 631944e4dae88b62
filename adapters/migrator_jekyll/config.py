"""``_config.yml`` and the ``Gemfile``: a site's settings, and those that let kramdown read it as Docusaurus does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from migrator.adapter import Options
from migrator.redirects import HOSTS, SERVED
from migrator.site import Site
from migrator.writers.head import site_head
from migrator.writers.languages import base_path
from migrator.writers.yaml_text import document
from migrator_jekyll.edition import Edition
from migrator_jekyll.navigation import nav_name
from migrator_jekyll.urls import STYLES, visible

#: A plug-in that GitHub Pages allows.
PLUGIN = "jekyll-redirect-from"

#: What Jekyll 3 leaves out as long as nothing is said of it (``Configuration::DEFAULTS``).
_EXCLUDED = (
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)

GEMFILE = f"""\
source "https://rubygems.org"

# For GitHub Pages: gem "github-pages", group: :jekyll_plugins
gem "jekyll", ">= 3.9"
gem "kramdown-parser-gfm"
gem "webrick"

group :jekyll_plugins do
  gem "{PLUGIN}"
end
"""


def config_yml(editions: Sequence[Edition], options: Options) -> str:
    """Return the text of ``_config.yml``; ``editions`` are those of all languages, the main one first."""
    main = editions[0]
    site = main.site
    low, high = site.toc_depths
    shown = _shown(main)
    fields: dict[str, object] = {
        "title": shown.pop("title"),
        "tagline": shown.pop("tagline"),
        "url": site.url,
        "baseurl": base_path(site) or None,  # unset, GitHub Pages sets that of a project's site
        "lang": main.language.tag,
        "timezone": "UTC",
        "future": True,
        "markdown": "kramdown",
        "kramdown": {
            "input": "GFM",
            "hard_wrap": False,
            "auto_ids": True,
            "toc_levels": f"{low}..{high}",
            "smart_quotes": ["apos", "apos", "quot", "quot"],
            "gfm_quirks": ["paragraph_end", "no_auto_typographic"],
            "syntax_highlighter": "rouge",
            "math_engine": "mathjax",
        },
        "excerpt_separator": "<!-- truncate -->",
        "plugins": [PLUGIN],
        "include": _hidden(site, options) or None,
        "exclude": [*_EXCLUDED, HOSTS[options.host].file]
        if options.host and HOSTS[options.host].file not in SERVED
        else None,
        "defaults": [_default(one) for one in editions] if site.translations else None,
        "migrated": {
            **shown,
            "favicon": main.urls.final(site.favicon),
            "styles": f"/{STYLES}" if site.styles else None,
            "navbar_style": site.navbar_style if site.navbar_style != "light" else None,
            "footer_style": "dark" if site.footer_style == "dark" else None,
            "no_breadcrumbs": [
                nav_name(one.id, name) for one in site.instances if not one.breadcrumbs for name in sorted(one.sidebars)
            ],
            "trailing_slash": True if site.trailing_slash else None,
            "math": site.math,
            "toc": {"min": low, "max": high},
        },
    }
    return document(_known(fields))


def languages_yml(editions: Sequence[Edition]) -> str:
    """Return the text of ``_data/languages.yml``: each language, and what it shows that the main one does not."""
    main = _shown(editions[0])
    return document(
        {
            one.language.tag: {
                "label": one.site.label or one.site.locale,
                "home": one.urls.home,
                **_known({name: value for name, value in _shown(one).items() if value != main[name]}),
            }
            for one in editions
        }
    )


def _default(edition: Edition) -> dict[str, object]:
    """What makes the pages in the folder of a language pages of that language."""
    folder = str(edition.tree.folder)
    return {"scope": {"path": "" if folder == "." else folder}, "values": {"lang": edition.language.tag}}


def _shown(edition: Edition) -> dict[str, object]:
    """What a page shows of its site."""
    site = edition.site
    head = site_head(site)
    return {
        "title": site.title,
        "tagline": site.tagline or None,
        "direction": site.direction,
        "logo": edition.urls.final(site.logo),
        "image": edition.urls.entry(None, head.image) or edition.urls.final(site.image),
        "description": head.description,
        "keywords": head.keywords,
        "title_delimiter": site.title_delimiter if site.title_delimiter != "|" else None,
        "noindex": True if site.no_index else None,
        "head": edition.urls.html("\n".join(head.tags)),
        "navbar_title": site.navbar_title or None,
        "search": next((edition.urls.page(one.permalink) for one in site.listings if one.kind == "search"), None),
        "copyright": edition.urls.html(site.copyright),
        "announcement": edition.urls.html(site.announcement),
    }


def _known(fields: Mapping[str, object]) -> dict[str, object]:
    """Leave out what is not set."""
    return {
        key: _known(value) if isinstance(value, Mapping) else value
        for key, value in fields.items()
        if value is not None and value != []
    }


def _hidden(site: Site, options: Options) -> list[str]:
    """The static files and folders whose names make Jekyll leave them out unless they are named."""
    redirects = SERVED if options.host else frozenset()
    parts = {part for name in site.static for part in PurePosixPath(name).parts} | redirects
    return sorted(part for part in parts if visible(part) != part and part != ".nojekyll")
