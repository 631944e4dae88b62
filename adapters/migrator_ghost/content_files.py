"""Files of the site where Ghost stores them: ``content/images``, ``content/media`` and ``content/files``.

Ghost decides by a file's ending (``config/overrides.json``, ``uploads``), whatever folder it lies in: its importer
takes a picture for a file, too, and stores it a second time below ``content/files``.
"""

from __future__ import annotations

import os.path
import posixpath
import re
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from anyascii import anyascii

from migrator.targets import Asset

IMAGES = re.compile(r"\.(?:jpe?g|gif|png|svgz?|ico|webp)", re.IGNORECASE)
MEDIA = re.compile(r"\.(?:mp4|webm|ogv|mp3|wav|ogg|m4a)", re.IGNORECASE)
FILES = re.compile(
    r"\.(?:7z|aac|ai|aiff?|apkg|arw|avif?|blend|bmp|bz2|cr[23]|css|csv|deb|dng|docx?|eot|epub|eps|fb2|fbx|flac|geojson|"
    r"glb|gltf|gpx|gz|heic|heif|html|ics|ipynb|js|jsonld|key|kml|m4v|midi?|mkv|mobi|mov|nef|np3|numbers|obj|od[pst]|opus|"
    r"orf|otf|pages|paprikarecipes|pdf|pptx?|psd|py|raf|rar|rpm|rtf|rw2|skp|stl|tar|tgz|tiff?|toml|tsv|ttf|txt|vcf|"
    r"woff2?|xcf|xls[bmx]?|xml|yaml|zip)",
    re.IGNORECASE,
)
#: What is put behind the name of a file that Ghost would not take, or take for posts (``.json``, ``.md``).
DISGUISE = ".txt"
#: What Ghost's importer reads as posts (``data/importer/handlers``).
_POSTS = (".json", ".markdown", ".md")
_ODD = re.compile(r"[^A-Za-z0-9_@.-]")
#: Ghost's importer does not see what begins with a dot.
_HIDDEN = re.compile(r"^\.+")


def kind(name: str) -> str:
    """Return the part of Ghost's ``content`` folder that a file goes to by its name."""
    ending = posixpath.splitext(name)[1]
    return "images" if IMAGES.fullmatch(ending) else "media" if MEDIA.fullmatch(ending) else "files"


def disguised(name: str) -> bool:
    """Whether Ghost would not store a file of this name, so that it gets another ending."""
    ending = posixpath.splitext(name)[1]
    return not (IMAGES.fullmatch(ending) or MEDIA.fullmatch(ending) or FILES.fullmatch(ending))


def stored_name(path: str) -> str:
    """Return the path under which Ghost stores a file that has this path in the site, without its kind's folder.

    Ghost replaces every character of a name that is no ASCII letter (``ghost-storage-base``), so that two names may
    become one; a name that would change gets a digest.
    """
    parts = [_HIDDEN.sub("_", _ODD.sub("-", anyascii(part))) for part in path.split("/")]
    parts[:-1] = [_folder(part) for part in parts[:-1]]
    stem, ending = posixpath.splitext(parts[-1])
    if "/".join(parts) != path:
        digest = blake2b(path.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        parts[-1] = f"{stem.strip('-.') or 'file'}-{digest}{ending}"
    if disguised(path):
        parts[-1] += DISGUISE
    return "/".join(parts)


def _folder(name: str) -> str:
    """Return a folder's name, which Ghost's importer takes for a file if it ends like one."""
    stem, ending = posixpath.splitext(name)
    return f"{stem}-{ending[1:]}" if ending.lower() in _POSTS or not disguised(name) else name


class ContentFiles:
    """Where the files of one site go.  ``site`` is the name of the folder that keeps them apart from others'."""

    def __init__(self, root: Path, site: str) -> None:
        self._root = Path(os.path.normpath(root))
        self._site = site

    def place(self, asset: Asset) -> PurePosixPath:
        """Return the path of a file below the output folder, which is also its address in Ghost."""
        if asset.route is not None:
            return self.static(asset.route.strip("/"))
        relative = posixpath.normpath(os.path.relpath(asset.source, self._root).replace(os.sep, "/"))
        return self._place("_/" + "/".join("_" if part == ".." else part for part in relative.split("/")))

    def static(self, name: str) -> PurePosixPath:
        """Return the same for a static file with the address ``name``."""
        return self._place(name)

    def _place(self, path: str) -> PurePosixPath:
        stored = stored_name(path)
        return PurePosixPath("content", kind(stored), self._site, stored)
