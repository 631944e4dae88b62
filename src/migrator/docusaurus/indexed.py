"""What the indexer of a content plugin gives: its instance, pages and listings."""

from __future__ import annotations

from dataclasses import dataclass, field

from migrator.diagnostics import Diagnostic
from migrator.post import PageLink, PostMeta
from migrator.site import Instance, Listing


@dataclass(slots=True)
class Indexed:
    """The index of one content plugin instance.

    ``sidebar_starts`` maps the name of each sidebar to the first page in it, which is where a navbar item of
    type ``docSidebar`` leads.
    """

    instance: Instance
    posts: list[PostMeta] = field(default_factory=list)
    listings: list[Listing] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sidebar_starts: dict[str, PageLink] = field(default_factory=dict)
