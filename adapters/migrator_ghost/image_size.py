"""The size of a picture, from the first bytes of its file."""

from __future__ import annotations

from pathlib import Path
from struct import error, unpack_from

#: As much of a file as is read: the size of a JPEG stands behind its metadata, which may hold a thumbnail.
_HEAD = 256 * 1024
#: Frame headers of a JPEG (ITU T.81, table B.1), without those that are none: DHT, JPG, DAC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ORIENTATION = 0x0112


def image_size(path: Path) -> tuple[int, int] | None:
    """Return width and height in pixels as a browser shows the picture.

    ``None`` where the file cannot be read, or is no PNG, GIF, JPEG or WebP.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_HEAD)
        size = _size(data)
    except (OSError, ValueError, error, IndexError):
        return None
    return size if size and min(size) > 0 else None


def _size(data: bytes) -> tuple[int, int] | None:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return unpack_from(">II", data, 16)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return unpack_from("<HH", data, 6)
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at, turned = 2, False
    while at < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        (length,) = unpack_from(">H", data, at + 2)
        if marker in _FRAMES:
            height, width = unpack_from(">HH", data, at + 5)
            return (height, width) if turned else (width, height)
        if marker == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            turned = _is_turned(data[at + 10 : at + 2 + length])
        at += 2 + length
    return None


def _is_turned(exif: bytes) -> bool:
    """Tell whether a camera was held upright: orientations 5 to 8 of EXIF swap width and height."""
    order = "<" if exif.startswith(b"II") else ">"
    (directory,) = unpack_from(order + "I", exif, 4)
    (count,) = unpack_from(order + "H", exif, directory)
    for index in range(count):
        tag, value = unpack_from(order + "H6xH", exif, directory + 2 + 12 * index)
        if tag == _ORIENTATION:
            return value in (5, 6, 7, 8)
    return False


def _webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        (bits,) = unpack_from("<I", data, 21)
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None
