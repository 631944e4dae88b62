"""Ids of headings as Ghost makes them, and sizes of pictures."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrator_ghost.heading_ids import HeadingIds, slugify
from migrator_ghost.image_size import image_size


def test_ids_of_headings() -> None:
    # What `slugify` of @tryghost/kg-utils 1.1.4 gives.
    assert [slugify(text) for text in ("C++ & C#", "snake_case", "-- a --  b --", " 설치 방법 ", "👍", "`a`", "")] == [
        "c-c",
        "snakecase",
        "ab",
        "%EC%84%A4%EC%B9%98-%EB%B0%A9%EB%B2%95",
        "%F0%9F%91%8D",
        "%60a%60",
        "",
    ]


def test_ids_are_unique() -> None:
    ids = HeadingIds()
    assert [ids.take(text) for text in ("A", "a", "A!", "", "", "A 1")] == ["a", "a-1", "a-2", "", "-1", "a-1"]
    # JavaScript's objects have a constructor, and Ghost counts in one.
    native = "function Object() { [native code] }"
    assert [ids.take("Constructor") for _ in range(2)] == [f"constructor-{native}", f"constructor-{native}1"]


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
FRAME = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", 480, 640)
EXIF = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHH", 8, 1, 0x0112, 3, 1, 6, 0)
PICTURES = {
    "png": (PNG, (640, 480)),
    "gif": (b"GIF89a" + struct.pack("<HH", 640, 480), (640, 480)),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x04ab\xff" + FRAME, (640, 480)),
    "a jpeg on its side": (b"\xff\xd8\xff\xe1" + struct.pack(">H", len(EXIF) + 2) + EXIF + FRAME, (480, 640)),
    "webp": (b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 10 + struct.pack("<HH", 640, 480), (640, 480)),
    "webp without loss": (b"RIFF\0\0\0\0WEBPVP8L" + b"\0" * 5 + struct.pack("<I", 639 | 479 << 14), (640, 480)),
    "webp with more": (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x7f\x02\0\xdf\x01\0", (640, 480)),
    "half a file": (PNG[:20], None),
    "nothing": (b"", None),
    "no picture": (b"<svg/>", None),
    "no size": (PNG[:16] + b"\0" * 8, None),
}


@pytest.mark.parametrize(("data", "size"), PICTURES.values(), ids=PICTURES.keys())
def test_size_of_a_picture(data: bytes, size: tuple[int, int] | None, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    assert image_size(tmp_path / "a") == size


@given(st.binary(max_size=60), st.sampled_from([data for data, _ in PICTURES.values()]), st.integers(0, 60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_is_too_odd(tmp_path: Path, noise: bytes, data: bytes, at: int) -> None:
    (tmp_path / "a").write_bytes(data[:at] + noise)
    size = image_size(tmp_path / "a")
    assert size is None or min(size) > 0
    assert image_size(tmp_path) is None
