"""What Ghost has: its staff, tags, posts and pages."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

from migrator_ghost.guard import PREFIX as GUARD
from migrator_ghost.publish.client import Client, GhostUnreachable, Interrupted, Refused, Row
from migrator_ghost.publish.fields import IMPORTED

#: The oldest Ghost that has the editor of our documents.
OLDEST = 5
_WHOLE = {"formats": "lexical", "include": "tags,authors"}


class Entry(NamedTuple):
    """A post or page in Ghost; ``updated_at`` tells whether it is still the same."""

    id: str
    updated_at: str


class Remote:
    """The Ghost that ``client`` talks to, as it was when this was made and as we changed it since.

    Raises ``GhostUnreachable`` where there is none, it is too old, or the key is not its own.
    """

    def __init__(self, client: Client) -> None:
        self._client = client
        try:
            about = client.get_once("site/")["site"]
            self.url, self.version = str(about["url"]).rstrip("/"), str(about["version"])
            major = int(self.version.partition(".")[0])
        except (Interrupted, Refused, LookupError, TypeError, ValueError) as error:
            raise GhostUnreachable(f"No Ghost answers at {client.url} ({error}).") from None
        if major < OLDEST:
            raise GhostUnreachable(f"This is Ghost {self.version}; it must be {OLDEST} or newer.")
        #: Its identity; Ghosts that have none yet are known by their address.
        self.name = re.sub(r"[^A-Za-z0-9.-]+", "_", str(about.get("site_uuid") or self.url.partition("://")[2]))
        staff = list(client.browse("users", include="roles"))
        self._by_email = {str(user["email"]).casefold(): str(user["id"]) for user in staff if user.get("email")}
        self._by_slug = {str(user["slug"]): str(user["id"]) for user in staff}
        self.owner = next(str(user["id"]) for user in staff if any(role["name"] == "Owner" for role in user["roles"]))
        self.tags = {str(tag["slug"]): str(tag["id"]) for tag in client.browse("tags")}
        self._entries: dict[str, Entry] = {}
        for kind in ("posts", "pages"):
            for row in client.browse(kind, fields="id,slug,updated_at", order="id asc"):
                self._entries[f"{kind}/{row['slug']}"] = _entry(row)

    def entry(self, name: str) -> Entry | None:
        """Return the post or page called ``posts/slug`` or ``pages/slug``; None where there is none."""
        return self._entries.get(name)

    def look_again(self, name: str) -> None:
        """Find out anew whether a post is there: it is not known whether the last request arrived."""
        kind, _, slug = name.partition("/")
        try:
            self._entries[name] = _entry(self._client.get(f"{kind}/slug/{quote(slug, safe='')}/")[kind][0])
        except Refused as refused:
            if refused.status != 404:
                raise
            self._entries.pop(name, None)

    def read(self, name: str) -> Row:
        """Return a post or page that is there, whole."""
        kind = name.partition("/")[0]
        row: Row = self._client.get(f"{kind}/{self._entries[name].id}/", **_WHOLE)[kind][0]
        return row

    def imports(self, site: str) -> dict[str, str]:
        """Return the ids of the tags that Ghost's importer gave the posts of this site, and when it did.

        ``site`` is the name of our files; the drafts that keep them from being imported twice bear the same tags.
        """
        tags: dict[str, str] = {}
        for name in self._entries:
            if name.startswith(f"pages/{GUARD}{site}-"):
                given = (tag for tag in self.read(name)["tags"] if str(tag["slug"]).startswith(IMPORTED))
                tags |= {str(tag["id"]): str(tag["created_at"]) for tag in given}
        return tags

    def save(self, name: str, row: Row) -> Row:
        """Create a post or page, or change the one that is there, once; return what Ghost made of it.

        Raises ``Refused`` with status 409 where it was changed since it was read.
        """
        kind = name.partition("/")[0]
        entry = self._entries.get(name)
        if entry:
            method, path, body = "PUT", f"{kind}/{entry.id}/", {**row, "updated_at": entry.updated_at}
        else:
            method, path, body = "POST", f"{kind}/", row
        saved: Row = self._client.send(method, f"{path}?formats=lexical&include=tags,authors", {kind: [body]})[kind][0]
        self._entries[f"{kind}/{saved['slug']}"] = _entry(saved)
        return saved

    def delete(self, name: str) -> None:
        """Take back a post that was made just now."""
        kind = name.partition("/")[0]
        self._client.ask("DELETE", f"{kind}/{self._entries.pop(name).id}/")

    def author(self, user: Row) -> str | None:
        """Return the id of the member of the staff who is this author; None where there is none."""
        return self._by_email.get(str(user.get("email")).casefold()) or self._by_slug.get(str(user["slug"]))

    def add_tag(self, tag: Row) -> None:
        """Make a tag that is not there."""

        def add() -> None:
            slug = str(tag["slug"])
            try:
                # A request that was cut off may have arrived.
                made = self._client.get(f"tags/slug/{slug}/")["tags"][0]
            except Refused as refused:
                if refused.status != 404:
                    raise
                fields = {name: tag[name] for name in ("name", "slug", "description", "visibility") if name in tag}
                made = self._client.send("POST", "tags/", {"tags": [fields]})["tags"][0]
            self.tags[slug] = str(made["id"])

        self._client.patiently(add)


def _entry(row: Row) -> Entry:
    return Entry(str(row["id"]), str(row["updated_at"]))
