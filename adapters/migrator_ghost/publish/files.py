"""Files of ours in Ghost's storage."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import PurePosixPath

from migrator_ghost.publish.client import Client, GaveUp, Refused
from migrator_ghost.publish.folder import Folder, digest
from migrator_ghost.publish.journal import Journal

#: Ghost wants of a picture, a sound and a film the type as well as the ending (its ``overrides.json``, ``uploads``).
_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".svgz": "image/svg+xml",
    ".ico": "image/x-icon",
    ".webp": "image/webp",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mp3": "audio/mpeg",
    ".wav": "audio/wav",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
}


class Files:
    """Finds and uploads files.  ``site`` is Ghost's address without a slash at its end.

    A file has an address of its own, ``content/…``, at which it is when it came with an import.  Ghost's upload
    chooses another one, by year and month.
    """

    def __init__(self, client: Client, folder: Folder, journal: Journal, site: str, *, dry_run: bool) -> None:
        self._client = client
        self._folder = folder
        self._journal = journal
        self._site = site
        self._dry_run = dry_run
        self._found: dict[str, str | None] = {}
        #: Files that are mentioned and not there, and those that Ghost did not take, with its reason.
        self.missing: set[str] = set()
        self.refused: dict[str, str] = {}
        #: Digests of the files that were uploaded, or that a dry run would upload.
        self.wanted: set[str] = set()

    def find(self, name: str) -> str | None:
        """Return the address of a file in Ghost; None where it is to be uploaded.

        A file that we have not got either keeps its own address.
        """
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def address(self, name: str) -> str:
        """Return the address of a file in Ghost, uploading it if need be; its own where Ghost refuses it."""
        address = self.find(name)
        if address is None:
            data = self._folder.file(name) or b""
            # Another file with the same bytes may have been uploaded since.
            address = self._journal.url(digest(data))
        if address is None:
            self.wanted.add(digest(data))
            address = f"{self._site}/{name}" if self._dry_run else self._put(name, data)
        return address

    def place(self, name: str) -> str:
        """Return the same without Ghost's own address, if it is there."""
        return self.address(name).removeprefix(self._site)

    def _find(self, name: str) -> str | None:
        data = self._folder.file(name)
        own = f"{self._site}/{name}"
        if data is None:
            self.missing.add(name)
            return own
        if known := self._journal.url(digest(data)):
            return known
        there = self._client.public(own)
        return own if there is not None and there.content == data else None

    def _put(self, name: str, data: bytes) -> str:
        try:
            address = self._client.patiently(lambda: self._upload(name, data))
        except (Refused, GaveUp) as error:
            self.refused[name] = str(error)
            address = f"{self._site}/{name}"
        else:
            self._journal.uploaded(digest(data), address)
        self._found[name] = address
        return address

    def _upload(self, name: str, data: bytes) -> str:
        path = PurePosixPath(name)
        kind = path.parts[1]
        # The bytes are in the name, so that one may look whether an upload that was cut off has arrived.
        stored = f"{path.stem}-{blake2b(data, digest_size=4).hexdigest()}{path.suffix}"
        expected = f"{self._site}/content/{kind}/{datetime.now(UTC):%Y/%m}/{stored}"
        if self._client.public(expected, head=True) is not None:
            return expected
        type_ = _TYPES.get(path.suffix.lower(), "application/octet-stream")
        return str(self._client.upload(f"{kind}/upload/", "file", stored, data, type_)[kind][0]["url"])
