"""The site's own style sheets as one."""

from __future__ import annotations

import re

from migrator import css
from migrator.site import NavItem, Site
from migrator.targets import Asset
from migrator.writers.urls import Urls


def style_sheet(site: Site, urls: Urls) -> str:
    """Return one style sheet for all pages: nothing where the site brings none."""
    imports = [rule for sheet in site.styles for rule in sheet.imports]
    parts = ["\n".join(imports) + "\n"] if imports else []
    for sheet in site.styles:
        targets = sheet.targets
        text = css.with_urls(sheet.text, lambda url, targets=targets: urls.final(targets.get(url)) or url)  # type: ignore[misc]
        parts.append(f"/* {sheet.path} */\n{text.strip()}\n")
    return "\n".join(parts)


def is_icon(item: NavItem, site: Site) -> bool:
    """Whether an entry of a menu has no label but an icon, which the site's own styles draw."""
    names = [] if item.label or item.html else (item.class_name or "").split()
    drawn = [re.compile(rf"\.{re.escape(name)}(?![\w-])[^,{{}}]*::?(?:before|after)") for name in names]
    return any(pattern.search(sheet.text) for pattern in drawn for sheet in site.styles)


def style_assets(site: Site) -> list[Asset]:
    """Return the pictures and fonts that the style sheets show."""
    return [target for sheet in site.styles for target in sheet.targets.values() if isinstance(target, Asset)]
