"""``_config.yml`` and the ``Gemfile``: a site's settings, and those that let kramdown read it as Docusaurus does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from migrator.adapter import Options
from migrator.redirects import SERVED
from migrator.site import NavItem, Site
from migrator.writers.yaml_text import front_matter
from migrator_jekyll.urls import JekyllUrls, visible

#: Plug-ins that GitHub Pages allows.
PLUGINS = ("jekyll-redirect-from", "jekyll-sitemap")

GEMFILE = (
    """\
source "https://rubygems.org"

# For GitHub Pages: gem "github-pages", group: :jekyll_plugins
gem "jekyll", ">= 3.9"
gem "kramdown-parser-gfm"
gem "webrick"

group :jekyll_plugins do
"""
    + "".join(f'  gem "{name}"\n' for name in PLUGINS)
    + "end\n"
)


def config_yml(site: Site, urls: JekyllUrls, options: Options) -> str:
    """Return the text of ``_config.yml``."""
    toc = site.theme.get("tableOfContents")
    levels = toc if isinstance(toc, Mapping) else {}
    low, high = levels.get("minHeadingLevel", 2), levels.get("maxHeadingLevel", 3)
    image = urls.final(site.image)
    fields: dict[str, object] = {
        "title": site.title,
        "tagline": site.tagline or None,
        "url": site.url,
        "baseurl": site.base_url.rstrip("/"),
        "lang": site.html_lang or site.locale,
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
        "plugins": list(PLUGINS),
        "include": _hidden(site, options) or None,
        "migrated": {
            "direction": site.direction,
            "favicon": urls.final(site.favicon),
            "logo": urls.final(site.logo),
            "image": image,
            "navbar_title": site.navbar_title or None,
            "copyright": site.copyright or None,
            "announcement": site.announcement or None,
            "trailing_slash": True if site.trailing_slash else None,
            "math": site.math,
            "toc": {"min": low, "max": high},
            "navbar": [_entry(one, urls) for one in site.navbar],
            "footer": [_entry(one, urls) for one in site.footer],
        },
    }
    return front_matter(_known(fields)).removeprefix("---\n").removesuffix("---\n")


def _known(fields: Mapping[str, object]) -> dict[str, object]:
    """Leave out what is not set."""
    return {
        key: _known(value) if isinstance(value, Mapping) else value
        for key, value in fields.items()
        if value is not None and value != []
    }


def _entry(item: NavItem, urls: JekyllUrls) -> dict[str, object]:
    return _known(
        {
            "label": item.label or item.aria_label or "",
            "url": urls.page(item.permalink) if item.permalink is not None else item.href,
            "html": item.html,
            "right": True if item.position == "right" else None,
            "items": [_entry(one, urls) for one in item.items],
        }
    )


def _hidden(site: Site, options: Options) -> list[str]:
    """The static files and folders whose names make Jekyll leave them out unless they are named."""
    redirects = SERVED if options.host else frozenset()
    parts = {part for name in site.static for part in PurePosixPath(name).parts} | redirects
    return sorted(part for part in parts if visible(part) != part and part != ".nojekyll")
