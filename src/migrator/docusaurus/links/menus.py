"""Links of the navbar, the footer, the sidebars and the head that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.links.site_index import SiteIndex
from migrator.site import NavItem, SidebarItem, Site


def broken_menu_links(site: Site, index: SiteIndex, config: PurePosixPath | None) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each address in a menu or in the head at which there is nothing.

    ``config`` is where they are written.

    An address of a page without one of its own (a program that could not be drawn) is reported as such elsewhere.
    """
    sidebars = [items for instance in site.instances for items in instance.sidebars.values()]
    menus: list[tuple[str, Sequence[NavItem | SidebarItem]]] = [("navbar", site.navbar), ("footer", site.footer)]
    for menu, items in (*menus, *(("sidebar", one) for one in sidebars)):
        for item in _items(items):
            path = item.permalink
            if path is not None and not index.leads(path) and not index.is_react_page(path):
                problem = f"The {menu}'s link {item.label!r} leads to {path}, where there is nothing."
                yield Diagnostic(Code.BROKEN_LINK, problem, config if menu != "sidebar" else None, subject=path)

    for tag in site.head:
        path = (tag.get("src") or tag.get("href")).split("#")[0].split("?")[0]
        if path.startswith("/") and not path.startswith("//") and not index.leads(path):
            problem = f"A tag <{tag.name}> of every page wants {path}, where there is nothing."
            yield Diagnostic(Code.MISSING_ASSET, problem, config, subject=path)


def _items(items: Sequence[NavItem | SidebarItem]) -> Iterator[NavItem | SidebarItem]:
    for item in items:
        yield item
        yield from _items(item.items)
