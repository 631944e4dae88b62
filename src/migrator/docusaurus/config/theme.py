"""``themeConfig``: the navbar, the footer, the logo and the announcement of a site.

The rules are those of ``theme-classic/lib`` (``options.js``, ``translations.js``, ``theme/NavbarItem``,
``theme/Footer``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import apply_trailing_slash, normalize_url
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.data_file import read_messages, shown
from migrator.docusaurus.indexed import Indexed
from migrator.docusaurus.links.assets import Assets
from migrator.post import PageLink, PostMeta
from migrator.site import NavItem
from migrator.targets import Asset

_NAVBAR_STYLES: dict[str, Literal["light", "dark", "primary"]] = {"dark": "dark", "primary": "primary"}
_COLOR = re.compile(r"[\w#(),.%/ -]+")


@dataclass(slots=True)
class Theme:
    """What a site shows around its pages.  ``announcement`` and ``copyright`` are HTML.

    An item of the navbar that is a widget (``kind`` search, localeDropdown, docsVersionDropdown, custom-…) leads
    nowhere by itself.
    """

    navbar: list[NavItem] = field(default_factory=list)
    navbar_title: str = ""
    navbar_style: Literal["light", "dark", "primary"] = "light"
    logo: Asset | None = None
    footer: list[NavItem] = field(default_factory=list)
    footer_style: Literal["light", "dark"] = "light"
    copyright: str = ""
    announcement: str = ""
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_theme(config: Config, indexed: Sequence[Indexed], assets: Assets, languages: Sequence[Config] = ()) -> Theme:
    """Read ``themeConfig``; ``indexed`` tells where the docs and sidebars are that items name.

    ``languages`` are the configurations for each of the site's locales.
    """
    return _Reading(config, indexed, assets, languages).theme()


class _Reading:
    def __init__(self, config: Config, indexed: Sequence[Indexed], assets: Assets, languages: Sequence[Config]) -> None:
        self.config = config
        self.languages = languages
        self.assets = assets
        self.docs = {one.instance.id: one for one in indexed if one.instance.kind == "docs"}
        self.diagnostics: list[Diagnostic] = []

    def theme(self) -> Theme:
        navbar, footer, bar = (_dict(self.config.theme.get(name)) for name in ("navbar", "footer", "announcementBar"))
        self.words = self._translations("navbar")
        items = [self._navbar_item(item) for item in _dicts(navbar.get("items"))]
        title = self.words.get("title", _text(navbar.get("title")))
        logo = self.assets.named(_dict(navbar.get("logo")).get("src"), str(self.config.root))
        self.words = self._translations("footer")
        return Theme(
            navbar=[item for item in items if item],
            navbar_title=title,
            navbar_style=_NAVBAR_STYLES.get(_text(navbar.get("style")), "light"),
            logo=logo if isinstance(logo, Asset) else None,
            footer=[self._footer_item(item) for item in _dicts(footer.get("links"))],
            footer_style="dark" if footer.get("style") == "dark" else "light",
            copyright=self.words.get("copyright", _text(footer.get("copyright"))),
            announcement=_announcement(bar),
            diagnostics=self.diagnostics,
        )

    def _navbar_item(self, item: Mapping[str, Any]) -> NavItem | None:
        kind = _text(item.get("type"))
        nav = NavItem(
            label=self._word("item.label.", item.get("label")),
            html=_text(item.get("html")) or (_text(item.get("value")) if kind == "html" else None),
            position="right" if item.get("position") == "right" else "left",
            kind=kind or ("dropdown" if isinstance(item.get("items"), list) else "link"),
            aria_label=_text(item.get("aria-label")) or None,
            class_name=_text(item.get("className")) or None,
        )
        if kind in ("doc", "docSidebar", "docsVersion"):
            link = self._docs_link(kind, item)
            if link is None:
                return None
            nav.label, nav.permalink = nav.label or link.label, link.permalink
            if sidebar := self._sidebar(kind, item):
                nav.instance, nav.sidebar = _text(item.get("docsPluginId")) or "default", sidebar
        else:
            self._aim(nav, item)
        for key in ("dropdownItemsBefore", "items", "dropdownItemsAfter"):
            nav.items += [inner for inner in map(self._navbar_item, _dicts(item.get(key))) if inner]
            if key == "items" and kind == "docsVersionDropdown":
                self._list_versions(nav, item)
            elif key == "items" and kind == "localeDropdown" and len(self.languages) > 1:
                nav.items += (
                    NavItem(one.label, one.base_url, kind="locale", locale=one.locale) for one in self.languages
                )
        return nav

    def _list_versions(self, nav: NavItem, item: Mapping[str, Any]) -> None:
        """Put in the versions that the item names, all by default (``DocsVersionDropdownNavbarItem``)."""
        instance = _text(item.get("docsPluginId")) or "default"
        indexed = self.docs.get(instance)
        versions = {version.name: version for version in indexed.instance.versions} if indexed else {}
        named = item.get("versions")
        labels = named if isinstance(named, dict) else {}
        for name in named if isinstance(named, list | dict) else versions:
            if isinstance(name, str) and (version := versions.get(name)):
                label = _text(_dict(labels.get(name)).get("label")) or version.label
                link = version.main or version.route
                nav.items.append(NavItem(label, link, kind="version", instance=instance, version=name))
        last = next((version.label for version in versions.values() if version.is_last), "")
        nav.label = nav.label or last

    def _footer_item(self, item: Mapping[str, Any]) -> NavItem:
        """A column or a link; a column's label is its title."""
        if isinstance(item.get("items"), list):
            links = [self._footer_item(inner) for inner in _dicts(item["items"])]
            return NavItem(self._word("link.title.", item.get("title")), items=links, kind="column")
        label = self._word("link.item.label.", item.get("label"))
        nav = NavItem(
            label,
            html=_text(item.get("html")) or None,
            aria_label=_text(item.get("aria-label")) or None,
            class_name=_text(item.get("className")) or None,
        )
        self._aim(nav, item)
        return nav

    def _aim(self, nav: NavItem, item: Mapping[str, Any]) -> None:
        """Set where an item leads: ``to`` is a path of the site, ``href`` is elsewhere or a path as it is."""
        to, href = _text(item.get("to")), _text(item.get("href"))
        if to.startswith("pathname://"):
            nav.href = normalize_url([self.config.base_url, to.removeprefix("pathname://")])
        elif "://" in to or to.startswith(("mailto:", "tel:", "//", "#")):
            nav.href = to
        elif to:
            path = normalize_url([self.config.base_url, apply_trailing_slash(to, self.config)])
            if "#" in path or "?" in path:
                nav.href = path
            else:
                nav.permalink = path
        elif href:
            base = self.config.base_url if item.get("prependBaseUrlToHref") else ""
            nav.href = normalize_url([base, href]) if base else href

    def _docs_link(self, kind: str, item: Mapping[str, Any]) -> PageLink | None:
        instance = _text(item.get("docsPluginId")) or "default"
        indexed = self.docs.get(instance)
        if kind == "docsVersion":
            return self._version_link(indexed, item)
        name = _text(item.get("docId" if kind == "doc" else "sidebarId"))
        doc = _find_doc(indexed, name) if indexed and kind == "doc" else None
        if doc and (doc.unlisted or doc.draft):
            return None  # it is there, and shown to nobody
        link = PageLink(doc.id, doc.permalink) if doc else None
        if indexed and kind == "docSidebar":
            link = indexed.sidebar_starts.get(name)
        if link is None:
            what = "doc" if kind == "doc" else "sidebar"
            place = shown(self.config.path, self.config) if self.config.path else None
            problem = f"The navbar names the {what} {name!r} of {instance!r}, which does not exist."
            self.diagnostics.append(Diagnostic(Code.SIDEBAR_ITEM, problem, place, subject=name))
        return link

    def _sidebar(self, kind: str, item: Mapping[str, Any]) -> str | None:
        """Name the sidebar on whose pages the item is marked (``DocNavbarItem``, ``DocSidebarNavbarItem``)."""
        if kind == "docSidebar":
            return _text(item.get("sidebarId")) or None
        indexed = self.docs.get(_text(item.get("docsPluginId")) or "default")
        found = _find_doc(indexed, _text(item.get("docId"))) if indexed and kind == "doc" else None
        return found.sidebar.rsplit("/", 1)[-1] if found and found.sidebar else None

    def _version_link(self, indexed: Indexed | None, item: Mapping[str, Any]) -> PageLink | None:
        version = next((version for version in indexed.instance.versions if version.is_last), None) if indexed else None
        if version is None:
            return None
        to = _text(item.get("to"))
        path = normalize_url([self.config.base_url, apply_trailing_slash(to, self.config)]) if to else version.route
        return PageLink(version.label, path)

    def _translations(self, name: str) -> dict[str, str]:
        """What the site's own translation says, by key."""
        if not self.config.translate:
            return {}
        path = self.config.localization / "docusaurus-theme-classic" / f"{name}.json"
        messages, diagnostics = read_messages(path, self.config)
        self.diagnostics += diagnostics
        return messages

    def _word(self, prefix: str, label: object) -> str:
        text = _text(label)
        return self.words.get(prefix + text, text) if text else ""


def _find_doc(indexed: Indexed, id_: str) -> PostMeta | None:
    """Find a doc, in the version that is shown first if there are several; a draft where there is no other."""
    last = next((version.name for version in indexed.instance.versions if version.is_last), None)
    found = [post for post in indexed.posts if post.id == id_]
    return min(found, key=lambda post: (post.draft, post.version != last), default=None)


def _announcement(given: Mapping[str, Any]) -> str:
    """Return what the bar at the top says; in a box where it has colours of its own."""
    content = _text(given.get("content"))
    colors = {"background-color": given.get("backgroundColor"), "color": given.get("textColor")}
    style = "; ".join(f"{name}: {color}" for name, color in colors.items() if _COLOR.fullmatch(_text(color)))
    return f'<div style="{style}">{content}</div>' if content and style else content


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
