"""``redirects.yaml`` and ``routes.yaml``: which addresses the site answers at.

Ghost takes them from a member of the staff, not from an integration (``endpoints/admin/middleware.js``): with the staff
access token of its owner or of an administrator they are uploaded, with another key a person has to do it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml

from migrator_ghost.publish.client import Client, GaveUp, Refused
from migrator_ghost.publish.files import Files
from migrator_ghost.publish.folder import Folder
from migrator_ghost.publish.journal import FOLDER, Journal
from migrator_ghost.redirects import exact, target

Settings = dict[Any, Any]


class Fate(Enum):
    """What became of such a file."""

    UPLOADED = "uploaded"
    UNCHANGED = "unchanged"
    #: Ghost has others, which are not ours.
    KEPT = "kept"
    BY_HAND = "by hand"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class AddressFile:
    """``redirects.yaml`` or ``routes.yaml``: its fate, the file to upload by hand, and why Ghost refused it."""

    name: str
    fate: Fate
    path: Path
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the two files: where Ghost gives and takes it, and what it holds before anybody chose something."""

    name: str
    download: str
    upload: str
    field: str
    empty: Settings


REDIRECTS = Kind("redirects.yaml", "redirects/download/", "redirects/upload/", "redirects", {})
ROUTES = Kind(
    "routes.yaml",
    "settings/routes/yaml/",
    "settings/routes/yaml/",
    "routes",
    {
        "routes": None,
        "collections": {"/": {"permalink": "/{slug}/", "template": "index"}},
        "taxonomies": {"tag": "/tag/{slug}/", "author": "/author/{slug}/"},
    },
)


class Addresses:
    """Settles both files.  ``overwrite`` and ``dry_run`` are those of the run."""

    def __init__(
        self, folder: Folder, client: Client, journal: Journal, files: Files, *, overwrite: bool, dry_run: bool
    ) -> None:
        self._folder = folder
        self._client = client
        self._journal = journal
        self._files = files
        self._overwrite = overwrite
        self._dry_run = dry_run

    def settle(self) -> list[AddressFile]:
        """Upload what is to be uploaded, and return what became of each file that the folder has."""
        settled = []
        for kind in (REDIRECTS, ROUTES):
            text = self._folder.text(kind.name)
            if text is None:
                continue
            try:
                wanted = _settings(text)
            except yaml.YAMLError as error:
                settled.append(AddressFile(kind.name, Fate.FAILED, self._folder.path / kind.name, str(error)))
                continue
            if kind is REDIRECTS and (more := self._moved(wanted)):
                wanted = {**wanted, 301: {**wanted.get(301, {}), **more}}
                text = yaml.safe_dump(wanted, sort_keys=False, allow_unicode=True, width=1000)
            settled.append(self._settle(kind, text, wanted))
        return settled

    def _moved(self, redirects: Settings) -> dict[str, str]:
        """Upload the files that redirects lead to; return redirects from their own places to where Ghost put them."""
        groups = [group for group in redirects.values() if isinstance(group, dict)]
        leads = [str(to).partition("$") for group in groups for to in group.values()]
        exactly = {to for to, pattern, _ in leads if not pattern}
        below = tuple(to for to, pattern, _ in leads if pattern and to.startswith("/content/"))
        more = {}
        for name in self._folder.files():
            if f"/{name}" in exactly or f"/{name}".startswith(below):
                place = self._files.place(name)
                if place != f"/{name}":
                    more[exact(f"/{name}")] = target(place)
        return more

    def _settle(self, kind: Kind, text: str, wanted: Settings) -> AddressFile:
        path = self._folder.path / kind.name
        mark = _mark(wanted)
        try:
            there = _settings(self._client.text(kind.download))
            if there == wanted:
                return AddressFile(kind.name, Fate.UNCHANGED, path)
            if not (self._overwrite or there == kind.empty or _mark(there) in self._journal.known(kind.name)):
                return AddressFile(kind.name, Fate.KEPT, path)
            if not self._dry_run:
                self._journal.sending(kind.name, mark)
                self._client.patiently(
                    lambda: self._client.upload(
                        kind.upload, kind.field, kind.name, text.encode("utf-8"), "application/x-yaml"
                    )
                )
        except (Refused, GaveUp, yaml.YAMLError) as error:
            if not isinstance(error, Refused) or error.status != 403:
                return AddressFile(kind.name, Fate.FAILED, path, str(error))
            if not self._dry_run and text != self._folder.text(kind.name):
                path = self._folder.path / FOLDER / kind.name
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, "utf-8")
            return AddressFile(kind.name, Fate.BY_HAND, path)
        return AddressFile(kind.name, Fate.UPLOADED, path)


def _settings(text: str) -> Settings:
    """Read such a file; groups of redirects that are empty say nothing."""
    settings = yaml.safe_load(text)
    return {name: value for name, value in settings.items() if value != {}} if isinstance(settings, dict) else {}


def _mark(settings: Settings) -> str:
    return blake2b(json.dumps(settings).encode(), digest_size=16).hexdigest()
