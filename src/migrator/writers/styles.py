"""The site's own style sheets as one."""

from __future__ import annotations

import posixpath
import re
from functools import partial
from urllib.parse import quote

from migrator import css
from migrator.site import NavItem, Site, StyleSheet
from migrator.targets import Asset
from migrator.writers.urls import SAFE_PATH, Urls


def style_sheet(site: Site, urls: Urls, at: str) -> str:
    """Return one style sheet for all pages: nothing where the site brings none.

    ``at`` is the address that it will have, without the base path.  Its own URLs are relative to that.
    """
    folder = posixpath.dirname(at)

    def spelled(sheet: StyleSheet, url: str) -> str:
        target = sheet.targets.get(url)
        if not isinstance(target, Asset):
            return url
        path = quote(posixpath.relpath(urls.asset_route(target), folder), safe=SAFE_PATH)
        return path + (f"?{target.query}" if target.query else "") + (f"#{target.fragment}" if target.fragment else "")

    imports = [rule for sheet in site.styles for rule in sheet.imports]
    parts = ["\n".join(imports) + "\n"] if imports else []
    for sheet in site.styles:
        text = css.with_urls(sheet.text, partial(spelled, sheet)).strip()
        parts.append(f"/* {sheet.path} */\n{text}\n")
    return "\n".join(parts)


def is_icon(item: NavItem, site: Site) -> bool:
    """Whether an entry of a menu has no label but an icon, which the site's own styles draw."""
    names = [] if item.label or item.html else (item.class_name or "").split()
    drawn = [re.compile(rf"\.{re.escape(name)}(?![\w-])[^,{{}}]*::?(?:before|after)") for name in names]
    return any(pattern.search(sheet.text) for pattern in drawn for sheet in site.styles)


def style_assets(site: Site) -> list[Asset]:
    """Return the pictures and fonts that the style sheets show."""
    return [target for sheet in site.styles for target in sheet.targets.values() if isinstance(target, Asset)]
