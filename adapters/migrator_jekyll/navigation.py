"""``_data/navigation.yml``: the navbar, the footer and the sidebars, in the form that themes share.

An entry has a ``title``, a ``url`` and ``children``; a page says in ``sidebar.nav`` which list it wants.
"""

from __future__ import annotations

from collections.abc import Mapping

from migrator.site import NavItem, SidebarItem, Site
from migrator.writers.data import sidebar_key
from migrator.writers.styles import is_icon
from migrator.writers.yaml_text import plain
from migrator_jekyll.urls import JekyllUrls

#: The lists that are no sidebar.
MAIN, FOOTER, FEEDS = "main", "footer", "feeds"
_MEDIA_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/json"}


def navigation(site: Site, urls: JekyllUrls, tags: Mapping[str, str]) -> dict[str, object]:
    """Return the lists by name; ``tags`` are those of the site's languages by their locale."""
    lists: dict[str, object] = {
        MAIN: [_entry(one, site, urls, tags) for one in site.navbar],
        FOOTER: [_entry(one, site, urls, tags) for one in site.footer],
    }
    lists[FEEDS] = [
        {"title": feed.title, "url": urls.spell(urls.path(feed.permalink).rstrip("/")), "type": _MEDIA_TYPES[feed.kind]}
        for instance in site.instances
        for feed in instance.feeds
    ]
    for instance in site.instances:
        for name, items in sorted(instance.sidebars.items()):
            lists[nav_name(instance.id, name)] = [_item(item, urls) for item in items]
    return {name: items for name, items in lists.items() if items}


def nav_name(instance: str, sidebar: str) -> str:
    """Return the name of a sidebar's list."""
    name = sidebar_key(instance, sidebar)
    return f"{name}-sidebar" if name in (MAIN, FOOTER, FEEDS) else name


def _entry(item: NavItem, site: Site, urls: JekyllUrls, tags: Mapping[str, str]) -> dict[str, object]:
    """One for a language has its ``lang``, one for a version of docs its ``version`` and their ``instance``."""
    here = (one.label for one in item.items if one.locale == site.locale)
    return _set(
        ("title", item.label or item.aria_label or next(here, "")),
        ("url", urls.entry(item.permalink, item.href)),
        ("html", urls.html(item.html)),
        ("class", item.class_name),
        ("icon", is_icon(item, site)),
        ("position", item.position if item.position == "right" else None),
        ("lang", tags.get(item.locale) if item.locale else None),
        ("instance", item.instance if item.version else None),
        ("sidebar", f"{item.instance}/{item.sidebar}" if item.sidebar else None),
        ("version", item.version),
        ("children", [_entry(one, site, urls, tags) for one in item.items]),
    )


def _item(item: SidebarItem, urls: JekyllUrls) -> dict[str, object]:
    return _set(
        ("title", item.label if item.html is None else ""),
        ("url", urls.entry(item.permalink, item.href)),
        ("html", urls.html(item.html)),
        ("description", item.description),
        ("class", item.class_name),
        ("unlisted", item.unlisted),
        ("custom_props", plain(item.custom_props)),
        ("collapsed", item.kind == "category" and item.collapsed and item.collapsible),
        ("children", [_item(one, urls) for one in item.items]),
    )


def _set(*fields: tuple[str, object]) -> dict[str, object]:
    """Leave out what says nothing."""
    return {name: value for name, value in fields if value}
