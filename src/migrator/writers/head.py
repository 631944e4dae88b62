"""What stands in the head of every page of a site."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from migrator.site import HeadTag, Site

_NO_INDEX = re.compile(r"<meta[^>]*\bnoindex\b")
_VOID = frozenset({"meta", "link", "base"})
#: Metadata of which each page has its own, or none.
_OF_PAGES = frozenset({"og:title", "og:url", "og:description", "og:locale"})


@dataclass(slots=True)
class SiteHead:
    """``description``, ``keywords`` and ``image`` are for pages without their own, ``tags`` HTML for every page."""

    description: str | None = None
    keywords: str | None = None
    image: str | None = None
    tags: list[str] = field(default_factory=list)


def site_head(site: Site) -> SiteHead:
    """Tell the tags of a site's pages from what each page may say better."""
    head = SiteHead()
    for tag in site.head:
        about = (tag.get("name") or tag.get("property")).lower() if tag.name == "meta" else ""
        if about == "description":
            head.description = tag.get("content") or None
        elif about == "keywords":
            head.keywords = tag.get("content") or None
        elif about == "og:image" or (about == "twitter:image" and not head.image):
            head.image = tag.get("content") or None
        elif about != "twitter:image" and about not in _OF_PAGES:
            head.tags.append(tag_html(tag))
    return head


def keeps_search_out(head: str) -> bool:
    """Tell whether HTML for a page's head tells search engines to stay away."""
    return _NO_INDEX.search(head) is not None


def tag_html(tag: HeadTag) -> str:
    """Return a tag as HTML."""
    values = (name if value is None else f'{name}="{escape(value)}"' for name, value in tag.attributes)
    opening = f"<{' '.join([tag.name, *values])}>"
    return opening if tag.name in _VOID else f"{opening}{tag.content}</{tag.name}>"
