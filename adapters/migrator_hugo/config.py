"""``hugo.toml``: the site's settings, and those that make Hugo read a text as Docusaurus does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from migrator.adapter import Options
from migrator.site import NavItem, Site
from migrator.writers.urls import Urls
from migrator_hugo.taxonomies import Taxonomies


def hugo_toml(site: Site, urls: Urls, taxonomies: Taxonomies, options: Options) -> str:
    """Return the text of ``hugo.toml``."""
    parts = [
        _table(
            "",
            {
                "baseURL": (site.url or "https://example.org") + site.base_url,
                "title": site.title,
                "locale": site.html_lang or site.locale,
                "defaultContentLanguage": site.locale.lower(),
                "copyright": site.copyright or None,
                "buildFuture": True,
                "enableRobotsTXT": True,
                "timeout": "120s",
                **({} if list(taxonomies) else {"disableKinds": ["taxonomy", "term"]}),
            },
        )
    ]
    if list(taxonomies):
        parts.append(_table("taxonomies", {one.singular: one.name for one in taxonomies}))
    sizes = [listing.page_size for listing in site.listings if listing.page_size]
    parts.append(_table("pagination", {"pagerSize": sizes[0] if sizes else 10, "path": "page"}))
    parts += _feeds()
    parts.append(_table("params", _params(site, urls, taxonomies)))
    parts += _markup(site, options)
    parts += _menu("main", site.navbar, urls)
    parts += _menu("footer", site.footer, urls)
    return "\n".join(part for part in parts if part)


def _feeds() -> list[str]:
    """Feeds under Docusaurus's names; a list of posts asks for those it had in its front matter."""
    return [
        _table("outputs", {kind: ["html"] for kind in ("home", "section", "taxonomy", "term")}),
        _table("outputFormats.rss", {"baseName": "rss"}),
        _table('mediaTypes."application/atom+xml"', {"suffixes": ["xml"]}),
        _table("outputFormats.atom", {"mediaType": "application/atom+xml", "baseName": "atom"}),
        _table("outputFormats.jsonfeed", {"mediaType": "application/json", "baseName": "feed", "isPlainText": True}),
    ]


def _params(site: Site, urls: Urls, taxonomies: Taxonomies) -> dict[str, object]:
    toc = site.theme.get("tableOfContents")
    levels = toc if isinstance(toc, Mapping) else {}
    bar = site.theme.get("announcementBar")
    announcement = bar.get("content") if isinstance(bar, Mapping) else None
    return {
        "tagline": site.tagline or None,
        "html_lang": site.html_lang,
        "direction": site.direction,
        "favicon": urls.final(site.favicon),
        "logo": urls.final(site.logo),
        "navbar_title": site.navbar_title or None,
        "images": [image] if (image := urls.final(site.image)) else None,
        "announcement": str(announcement) if announcement else None,
        "trailing_slash": site.trailing_slash is True,
        "math": site.math,
        "mermaid": site.mermaid,
        "tag_taxonomies": [one.name for one in taxonomies if one.about == "tag"] or None,
        "author_taxonomies": [one.name for one in taxonomies if one.about == "author"] or None,
        "toc": {"min": levels.get("minHeadingLevel", 2), "max": levels.get("maxHeadingLevel", 3)},
    }


def _markup(site: Site, options: Options) -> list[str]:
    toc = site.theme.get("tableOfContents")
    levels = toc if isinstance(toc, Mapping) else {}
    parts = [
        _table("markup.goldmark.renderer", {"unsafe": True}),
        _table("markup.goldmark.parser.attribute", {"block": False, "title": True}),
        _table("markup.goldmark.extensions", {"definitionList": False, "linkifyProtocol": "http"}),
        _table("markup.goldmark.extensions.typographer", {"disable": True}),
    ]
    if site.math:
        parts.append(_table("markup.goldmark.extensions.passthrough", {"enable": True}))
        delimiters: dict[str, object] = {"block": [["$$", "$$"]], "inline": [["$", "$"]]}
        parts.append(_table("markup.goldmark.extensions.passthrough.delimiters", delimiters))
    if options.layouts:
        parts.append(_table("markup.highlight", {"noClasses": False}))
    start, end = levels.get("minHeadingLevel", 2), levels.get("maxHeadingLevel", 3)
    parts.append(_table("markup.tableOfContents", {"startLevel": start, "endLevel": end}))
    return parts


def _menu(name: str, items: Iterable[NavItem], urls: Urls, parent: str = "") -> list[str]:
    parts: list[str] = []
    for weight, item in enumerate(items, 1):
        identifier = f"{parent}.{weight}" if parent else f"{name}-{weight}"
        entry: dict[str, object] = {
            "identifier": identifier,
            "name": item.label or item.aria_label or "",
            "parent": parent or None,
            "weight": weight,
            "url": urls.menu(item.permalink) if item.permalink is not None else item.href,
        }
        params: dict[str, object] = {
            "kind": item.kind,
            "position": item.position,
            "html": item.html,
            "label": item.aria_label,
            "external": True if item.permalink is None and item.href else None,
        }
        parts.append(_table(f"menus.{name}", entry, array=True) + _table(f"menus.{name}.params", params))
        parts += _menu(name, item.items, urls, identifier)
    return parts


def _table(name: str, values: Mapping[str, object], *, array: bool = False) -> str:
    """Return a table of TOML; values that are ``None`` are left out."""
    lines = [f"{key} = {_value(value)}\n" for key, value in values.items() if value is not None]
    if not lines:
        return ""
    head = "" if not name else f"[[{name}]]\n" if array else f"[{name}]\n"
    return head + "".join(lines)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_value(one)}" for key, one in value.items()) + "}"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
