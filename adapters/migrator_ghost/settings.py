"""What a site is called, its language and its navigation, as settings that Ghost imports.

They are a file of their own, for whoever imports into a Ghost that has settings already will leave it out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime

from migrator.site import NavItem, Site
from migrator.targets import Asset
from migrator_ghost.bundle import FORMAT, milliseconds
from migrator_ghost.limits import Limiter
from migrator_ghost.urls import GhostUrls


def settings_json(site: Site, urls: GhostUrls, limiter: Limiter, exported: datetime) -> str:
    """Return the file; ``exported`` is the moment that it bears."""
    values: dict[str, object] = {
        "title": limiter.fit("site title", site.title),
        "description": limiter.fit("site description", site.tagline),
        "locale": site.locale,
        "logo": urls.final(site.logo),
        "icon": urls.final(site.favicon) if isinstance(site.favicon, Asset) else None,
        "og_image": urls.final(site.image),
        "twitter_image": urls.final(site.image),
        "navigation": list(_links(site.navbar, site, urls)),
        "secondary_navigation": list(_links(site.footer, site, urls)),
    }
    settings: list[dict[str, object]] = [
        {
            "key": key,
            "value": value if isinstance(value, str) else json.dumps(value, ensure_ascii=False),
            "group": "site",
            "type": "string" if isinstance(value, str) else "array",
        }
        for key, value in values.items()
        if value
    ]
    # Else Ghost puts "?ref=" with its own name behind every link to elsewhere.
    settings.append({"key": "outbound_link_tagging", "value": "false", "group": "analytics", "type": "boolean"})
    data = {
        "db": [{"meta": {"exported_on": milliseconds(exported), "version": FORMAT}, "data": {"settings": settings}}]
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def nav_links(items: list[NavItem], site: Site) -> Iterator[NavItem]:
    """Yield the links of a navbar or a footer, those of its menus, too: Ghost has no menus."""
    for item in items:
        if item.locale != site.locale and item.label and (item.permalink or item.href):
            yield item
        yield from nav_links(item.items, site)


def _links(items: list[NavItem], site: Site, urls: GhostUrls) -> Iterator[dict[str, str]]:
    seen: set[str] = set()
    for item in nav_links(items, site):
        url = urls.path(item.permalink) if item.permalink else item.href or ""
        if url not in seen:
            seen.add(url)
            yield {"label": item.label, "url": url}
