"""One publication, from beginning to end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum

from migrator_ghost.publish.addresses import Addresses, AddressFile, Fate
from migrator_ghost.publish.client import Client, GaveUp, GhostUnreachable, Refused, Row
from migrator_ghost.publish.fields import fingerprint, to_send
from migrator_ghost.publish.files import Files
from migrator_ghost.publish.folder import Folder, LocalPost
from migrator_ghost.publish.journal import Journal
from migrator_ghost.publish.remote import Remote

#: So many posts in a row that Ghost does not answer, and the run ends: it would go on so for all of them.
TOO_MANY = 3

Progress = Callable[[int, int], None]


class Outcome(Enum):
    """What became of a post."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    #: Somebody edited it in Ghost after it was published.
    EDITED = "edited"
    #: It was in Ghost before, with another content.
    FOREIGN = "foreign"
    FAILED = "failed"


@dataclass(slots=True)
class Report:
    """What was done, or would be: for each outcome the posts, with Ghost's reason where one failed."""

    posts: dict[Outcome, dict[str, str]] = field(default_factory=lambda: {outcome: {} for outcome in Outcome})
    tags: list[str] = field(default_factory=list)
    #: Tags and files that Ghost refused, with its reason.
    refused: dict[str, str] = field(default_factory=dict)
    #: Files that are mentioned and not in the folder.
    missing: list[str] = field(default_factory=list)
    uploads: int = 0
    #: Names of authors who are not in Ghost's staff.
    strangers: list[str] = field(default_factory=list)
    addresses: list[AddressFile] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything went wrong."""
        return bool(
            self.posts[Outcome.FAILED] or self.refused or any(file.fate is Fate.FAILED for file in self.addresses)
        )


def publish(
    folder: Folder,
    client: Client,
    *,
    overwrite: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda done, total: None,
) -> Report:
    """Bring what is in ``folder`` into the Ghost that ``client`` talks to, and return what was done.

    ``overwrite``: posts that were edited in Ghost, too.  ``dry_run``: only find out what there is to do.  Raises
    ``MigratorError`` where it cannot begin, or not go on.
    """
    try:
        remote = Remote(client)
        with closing(Journal(folder.path, remote.name)) as journal:
            return _Run(folder, client, remote, journal, overwrite=overwrite, dry_run=dry_run).run(progress)
    except GaveUp as gave_up:
        raise GhostUnreachable(f"{gave_up}, again and again. Run it again later: it goes on where it was.") from None
    except Refused as refused:
        raise GhostUnreachable(f"Ghost does not let this key read what is there: {refused}") from None


class _Run:
    def __init__(
        self, folder: Folder, client: Client, remote: Remote, journal: Journal, *, overwrite: bool, dry_run: bool
    ) -> None:
        self._folder = folder
        self._client = client
        self._remote = remote
        self._journal = journal
        self._files = Files(client, folder, journal, remote.url, dry_run=dry_run)
        self._overwrite = overwrite
        self._dry_run = dry_run
        self._report = Report()
        self._imports = remote.imports(folder.site)
        self._strangers: dict[str, str] = {}

    def run(self, progress: Progress) -> Report:
        report = self._report
        self._tags()
        silent = 0
        for done, post in enumerate(self._folder.posts()):
            progress(done, len(self._folder.paths))
            try:
                outcome, reason = self._post(post)
                silent = 0
            except GaveUp as gave_up:
                silent += 1
                if silent == TOO_MANY:
                    raise
                outcome, reason = Outcome.FAILED, str(gave_up)
            report.posts[outcome][post.name] = reason
        progress(len(self._folder.paths), len(self._folder.paths))
        # Behind the posts, for routes may speak of them.
        options = {"overwrite": self._overwrite, "dry_run": self._dry_run}
        addresses = Addresses(self._folder, self._client, self._journal, self._files, **options)
        report.addresses = addresses.settle()
        report.uploads = len(self._files.wanted)
        report.refused |= self._files.refused
        report.missing = sorted(self._files.missing)
        report.strangers = sorted(set(self._strangers.values()))
        return report

    def _tags(self) -> None:
        for tag in self._folder.tags:
            slug = str(tag["slug"])
            if slug in self._remote.tags:
                continue
            self._report.tags.append(slug)
            if self._dry_run:
                self._remote.tags[slug] = f"new {slug}"
                continue
            try:
                self._remote.add_tag(tag)
            except Refused as refused:
                self._report.refused[f"tag {slug}"] = str(refused)

    def _post(self, post: LocalPost) -> tuple[Outcome, str]:
        """Bring one post to the state it should have; patiently, looking each time at what is there."""
        again = False

        def attempt() -> tuple[Outcome, str]:
            nonlocal again
            if again:
                self._remote.look_again(post.name)
            again = True
            return self._settle(post)

        try:
            return self._client.patiently(attempt)
        except Refused as refused:
            # Ghost compares ``updated_at`` with its own when it saves (its ``bookshelf-collision``).
            return (Outcome.EDITED if refused.status == 409 else Outcome.FAILED), str(refused)

    def _settle(self, post: LocalPost) -> tuple[Outcome, str]:
        name, site = post.name, self._remote.url
        missing = [file for file in post.files if self._files.find(file) is None]
        row = None if missing else self._row(post)
        entry = self._remote.entry(name)
        there = None
        if entry:
            if row and self._journal.seen(name) == (fingerprint(row, site), entry.updated_at):
                return Outcome.UNCHANGED, ""
            found = self._remote.read(name)
            there = fingerprint(found, site)
            known = self._journal.known(name)
            same = row is not None and there == fingerprint(row, site)
            if not (same or self._overwrite or there in known or self._as_imported(found)):
                return (Outcome.EDITED if known else Outcome.FOREIGN), ""
        outcome = Outcome.UPDATED if entry else Outcome.CREATED
        if self._dry_run:
            for file in missing:
                self._files.address(file)
            return (Outcome.UNCHANGED if row and there == fingerprint(row, site) else outcome), ""
        row = row or self._row(post)
        ours = fingerprint(row, site)
        if entry and there == ours:
            self._journal.sent(name, ours, entry.updated_at)
            return Outcome.UNCHANGED, ""
        self._journal.sending(name, ours)
        saved = self._remote.save(name, row)
        if saved["slug"] != post.slug:
            self._remote.delete(f"{post.kind}/{saved['slug']}")
            return Outcome.FAILED, f"Ghost would call it {saved['slug']}: give it another slug."
        if fingerprint(saved, site) != ours:
            self._journal.sending(name, fingerprint(saved, site))
        self._journal.sent(name, ours, str(saved["updated_at"]))
        return outcome, ""

    def _as_imported(self, row: Row) -> bool:
        """Whether a post is as our import brought it: the importer leaves a post the date of its last change."""
        dates = (self._imports.get(str(tag["id"])) for tag in row["tags"])
        return any(date and str(row["updated_at"]) < date for date in dates)

    def _row(self, post: LocalPost) -> Row:
        return to_send(post, self._remote.url, self._files.address, self._remote.tags, self._authors(post))

    def _authors(self, post: LocalPost) -> list[str]:
        """The members of the staff who wrote a post: Ghost lets no key make new ones.  Else it is the owner's."""
        ids = []
        for slug in post.fields.get("authors", []):
            user = self._folder.users.get(slug, {"slug": slug, "name": slug})
            if found := self._remote.author(user):
                ids.append(found)
            else:
                self._strangers[slug] = str(user.get("name", slug))
        return list(dict.fromkeys(ids)) or [self._remote.owner]
