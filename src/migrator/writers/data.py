"""What layouts need to know of a whole site, as plain values for data files.  All URLs in them are final."""

from __future__ import annotations

from migrator.post import Author, PageLink, PostMeta
from migrator.site import Listing, Site
from migrator.writers.urls import Urls


def sidebar_key(instance: str, sidebar: str) -> str:
    """Return the name of a sidebar in the whole site; that of an older version begins with the version's."""
    return sidebar if instance == "default" and "/" not in sidebar else f"{instance}/{sidebar}"


def pagination(site: Site, urls: Urls) -> dict[str, dict[str, dict[str, str]]]:
    """Return what stands before and behind each page, by its address: ``previous``, ``next``, where there is one."""
    pages: list[PostMeta | Listing] = [*site.posts, *site.listings]
    return {
        urls.page(page.permalink): {
            side: _link(link, urls) for side, link in (("previous", page.previous), ("next", page.next)) if link
        }
        for page in pages
        if page.previous or page.next
    }


def versions(site: Site, urls: Urls) -> dict[str, list[dict[str, object]]]:
    """Return what is said of each version of those docs that have several, by instance."""
    return {
        instance.id: [
            {
                "name": version.name,
                "label": version.label,
                "url": urls.page(version.main or version.route),
                "last": version.is_last,
                "banner": version.banner,
                "badge": version.badge,
                "noindex": version.no_index,
            }
            for version in instance.versions
        ]
        for instance in site.instances
        if len(instance.versions) > 1
    }


def versioned_docs(site: Site, urls: Urls) -> dict[str, dict[str, dict[str, str]]]:
    """Return where each of those docs is in the versions that have it: by instance, id and version."""
    found: dict[str, dict[str, dict[str, str]]] = {one.id: {} for one in site.instances if len(one.versions) > 1}
    for meta in site.posts:
        if meta.kind == "doc" and meta.instance in found and meta.version is not None and not meta.draft:
            found[meta.instance].setdefault(meta.id, {})[meta.version] = urls.page(meta.permalink)
    return found


def _link(link: PageLink, urls: Urls) -> dict[str, str]:
    return {"label": link.label, "url": urls.page(link.permalink)}


def author_fields(author: Author, urls: Urls) -> dict[str, object]:
    """Return what is known of an author."""
    made: dict[str, object] = {"name": author.name or author.key or ""}
    for name in ("title", "url", "email", "description"):
        if value := getattr(author, name):
            made[name] = value
    if (image := urls.final(author.image)) is not None:
        made["image"] = image
    if author.permalink is not None:
        made["permalink"] = urls.page(author.permalink)
    if author.socials:
        made["socials"] = [{"platform": platform, "url": url} for platform, url in author.socials]
    return made
