"""``hugo.toml``: the site's settings, and those that make Hugo read a text as Docusaurus does."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from migrator.adapter import Options
from migrator.site import NavItem, Site, Sitemap
from migrator.writers.data import sidebar_key
from migrator.writers.head import site_head
from migrator.writers.styles import is_icon
from migrator_hugo.edition import Edition
from migrator_hugo.listings import SITEMAP_FORMAT
from migrator_hugo.urls import HugoUrls


def hugo_toml(editions: Sequence[Edition], options: Options) -> str:
    """Return the text of ``hugo.toml``; ``editions`` are those of all languages, the main one first."""
    main = editions[0]
    site, urls, taxonomies = main.site, main.urls, main.taxonomies
    several = len(editions) > 1
    parts = [
        _table(
            "",
            {
                "baseURL": (site.url or "https://example.org") + urls.base + "/",
                "title": site.title,
                "locale": None if several else site.html_lang or site.locale,
                "defaultContentLanguage": urls.language.key,
                "defaultContentLanguageInSubdir": True if urls.prefix else None,
                "disableDefaultLanguageRedirect": True if several else None,
                "copyright": None if several else site.copyright or None,
                "buildFuture": True,
                "timeout": "120s",
                "disableKinds": _unused_kinds(main) or None,
            },
        )
    ]
    if list(taxonomies):
        parts.append(_table("taxonomies", {one.singular: one.name for one in taxonomies}))
    sizes = [listing.page_size for listing in site.listings if listing.page_size]
    parts.append(_table("pagination", {"pagerSize": sizes[0] if sizes else 10, "path": "page"}))
    parts += _feeds(site)
    if site.analytics:
        parts.append(_table("services.googleAnalytics", {"id": site.analytics[0]}))
    params = _params(main)
    parts.append(_table("params", params))
    parts += _markup(site, options)
    if not several:
        return "\n".join(part for part in [*parts, *_menus(main, "menus")] if part)
    # Docusaurus serves the static files once for each language.
    places = dict.fromkeys(["static", *(f"static{edition.urls.prefix}" for edition in editions)])
    parts += [_table("module.mounts", {"source": "static", "target": place}, array=True) for place in places]
    for weight, edition in enumerate(editions, 1):
        parts += _language(edition, weight, params)
    return "\n".join(part for part in parts if part)


def _language(edition: Edition, weight: int, shared: Mapping[str, object]) -> list[str]:
    """What one language has of its own; ``shared`` are the parameters of all."""
    site, language = edition.site, edition.urls.language
    name = f"languages.{language.key}"
    own = {
        "label": site.label or site.locale,
        "locale": site.html_lang or site.locale,
        "direction": site.direction,
        "contentDir": f"content/{language.folder}",
        "weight": weight,
        "title": site.title,
        "copyright": site.copyright or None,
    }
    params = {key: value for key, value in _params(edition).items() if value != shared.get(key)}
    return [_table(name, own), _table(f"{name}.params", params), *_menus(edition, f"{name}.menus")]


def _menus(edition: Edition, name: str) -> list[str]:
    site, urls = edition.site, edition.urls
    return [*_menu(f"{name}.main", "main", site.navbar, urls), *_menu(f"{name}.footer", "footer", site.footer, urls)]


def _unused_kinds(main: Edition) -> list[str]:
    """Kinds of pages that Hugo would make by itself; the sitemap is an output of the home page's instead."""
    kinds = [] if list(main.taxonomies) else ["taxonomy", "term"]
    return [*kinds, "sitemap"] if main.site.sitemap else kinds


def _feeds(site: Site) -> list[str]:
    """Feeds under Docusaurus's names; a list of posts asks for those it had in its front matter.

    Docusaurus has a sitemap for each language, Hugo an index of them in their place.  So it is a format of its own.
    """
    outputs = {kind: ["html"] for kind in ("home", "section", "taxonomy", "term")}
    if site.sitemap:
        outputs["home"] = ["html", SITEMAP_FORMAT]
    return [
        _table("outputs", outputs),
        *(_sitemap(site.sitemap) if site.sitemap else ()),
        _table("outputFormats.rss", {"baseName": "rss"}),
        _table('mediaTypes."application/atom+xml"', {"suffixes": ["xml"]}),
        _table("outputFormats.atom", {"mediaType": "application/atom+xml", "baseName": "atom"}),
        _table("outputFormats.jsonfeed", {"mediaType": "application/json", "baseName": "feed", "isPlainText": True}),
    ]


def _sitemap(sitemap: Sitemap) -> list[str]:
    name = PurePosixPath(sitemap.permalink).name.removesuffix(".xml") or "sitemap"
    said = {"changeFreq": sitemap.frequency, "priority": sitemap.priority}
    about = {"mediaType": "application/xml", "baseName": name, "isPlainText": True, "notAlternative": True}
    return [_table("sitemap", said), _table(f"outputFormats.{SITEMAP_FORMAT}", about)]


def _blogs(edition: Edition) -> dict[str, object]:
    """What is shown beside the posts of each blog."""
    blogs: dict[str, object] = {}
    for one in edition.site.instances:
        recent = {"title": one.recent.title, "count": one.recent.count or 0} if one.recent else None
        if one.kind == "blog" and recent:
            blogs[one.id.lower() if edition.has_several("post") else "default"] = {"recent": recent}
    return blogs


def _params(edition: Edition) -> dict[str, object]:
    site, urls, taxonomies = edition.site, edition.urls, edition.taxonomies
    head = site_head(site)
    image = head.image or urls.final(site.image)
    return {
        "title_delimiter": site.title_delimiter if site.title_delimiter != "|" else None,
        "description": head.description,
        "keywords": head.keywords,
        "head": "\n".join(head.tags) or None,
        "noindex": True if site.no_index else None,
        "sitemap_dates": site.sitemap.dates if site.sitemap else None,
        "blogs": _blogs(edition) or None,
        "tagline": site.tagline or None,
        "home": urls.page(site.base_url) if urls.has_capitals else None,
        "html_lang": site.html_lang,
        "direction": site.direction,
        "favicon": urls.final(site.favicon),
        "logo": urls.final(site.logo),
        "navbar_title": site.navbar_title or None,
        "images": [image] if image else None,
        "announcement": site.announcement or None,
        "navbar_style": site.navbar_style if site.navbar_style != "light" else None,
        "footer_style": "dark" if site.footer_style == "dark" else None,
        "search": next((urls.page(one.permalink) for one in site.listings if one.kind == "search"), None),
        "no_breadcrumbs": _without_breadcrumbs(site) or None,
        "trailing_slash": site.trailing_slash is True,
        "math": site.math,
        "mermaid": site.mermaid,
        "tag_taxonomies": [one.name for one in taxonomies if one.about == "tag"] or None,
        "author_taxonomies": [one.name for one in taxonomies if one.about == "author"] or None,
        "toc": {"min": site.toc_depths[0], "max": site.toc_depths[1]},
    }


def _without_breadcrumbs(site: Site) -> list[str]:
    """The sidebars whose docs do not show the way to them."""
    return [sidebar_key(one.id, name) for one in site.instances if not one.breadcrumbs for name in sorted(one.sidebars)]


def _markup(site: Site, options: Options) -> list[str]:
    parts = [
        _table("markup.goldmark.renderer", {"unsafe": True}),
        # A site in several languages would get a hook that takes `file:`, `tel:`, `webcal:` out of links.
        _table("markup.goldmark.renderHooks.link", {"useEmbedded": "never"}),
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
    start, end = site.toc_depths
    parts.append(_table("markup.tableOfContents", {"startLevel": start, "endLevel": end}))
    return parts


def _menu(table: str, name: str, items: Iterable[NavItem], urls: HugoUrls, parent: str = "") -> list[str]:
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
            "class": item.class_name,
            "icon": True if is_icon(item, urls.language.site) else None,
            "external": True if item.permalink is None and item.href else None,
            "url": urls.page(item.permalink) if item.permalink is not None and urls.has_capitals else None,
            "instance": item.instance if item.version else None,
            "sidebar": f"{item.instance}/{item.sidebar}" if item.sidebar else None,
            "version": item.version,
            "language": urls.keys.get(item.locale or ""),
        }
        parts.append(_table(table, entry, array=True) + _table(f"{table}.params", params))
        parts += _menu(table, name, item.items, urls, identifier)
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
