"""A content file before its Markdown is parsed: encoding, front matter, title and excerpt."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import pytest

from migrator.diagnostics import Code
from migrator.docusaurus.files.front_matter import Fields
from migrator.docusaurus.files.js_yaml import YamlError, load_yaml
from migrator.docusaurus.files.page_file import PageFile, content_title, excerpt, opens_with_title, read_page
from migrator.docusaurus.files.scalars import to_text
from migrator.post import Source


def read(folder: Path, content: str | bytes) -> PageFile:
    path = folder / "page.md"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_page(path, PurePosixPath("docs/page.md"))


# ---------------------------------------------------------------- front matter


def test_yaml_has_the_types_of_js_yaml() -> None:
    text = "a: yes\nb: on\nc: 010\nd: 1e3\ne: 0x1F\nf: 1_000\ng: 12:30\nh: ~\ni: True\nj: 2025-12-03 17:48\nk: =\n1: x"
    assert load_yaml(text)[0] == {
        "a": "yes", "b": "on", "c": 10, "d": 1000.0, "e": 31, "f": "1_000", "g": "12:30", "h": None, "i": True,
        "j": "2025-12-03 17:48", "k": "=", "1": "x",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-02-29", date(2024, 2, 29)),
        ("2023-02-31", date(2023, 3, 3)),
        ("2024-01-02 03:04:05", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2024-01-02T03:04:05.5+09:00", datetime(2024, 1, 2, 3, 4, 5, 500000, timezone(timedelta(hours=9)))),
        ("2024-1-2", "2024-1-2"),
    ],
)
def test_dates_of_yaml(text: str, value: object) -> None:
    assert load_yaml(text)[0] == value


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [*a]",
        "a: " + "[" * 50_000,
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "\n".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]" for a, b in zip("abcdef", "bcdefg", strict=True)),
        "a: !!python/object:os.system x",
        "a: \x00",
    ],
)
def test_hostile_yaml_is_refused(text: str) -> None:
    with pytest.raises(YamlError):
        load_yaml(text)


@pytest.mark.parametrize(
    ("text", "fields", "body"),
    [
        ("---\ntitle: A\n---\nBody\n", {"title": "A"}, "Body\n"),
        ("---\r\ntitle: A\r\n---\r\nBody\r\n", {"title": "A"}, "Body\r\n"),
        ("\ufeff---\ntitle: A\n---\nBody", {"title": "A"}, "Body"),
        ('--- json\n{"title": "A"}\n---\nBody', {"title": "A"}, "Body"),
        ("---\n# only a comment\n---\nBody", {}, "Body"),
        ("---\n---\nBody", {}, "Body"),
        ("---\ntitle: A\n", {"title": "A"}, ""),
        ("----\ntitle: A\n----\n", {}, "----\ntitle: A\n----\n"),
        (" ---\ntitle: A\n---\n", {}, " ---\ntitle: A\n---\n"),
        ("Body", {}, "Body"),
        ("", {}, ""),
    ],
)
def test_front_matter_ends_where_gray_matter_ends_it(
    tmp_path: Path, text: str, fields: dict[str, object], body: str
) -> None:
    page = read(tmp_path, text)
    assert (page.front_matter, page.source.body, page.diagnostics) == (fields, body, [])


@pytest.mark.parametrize(
    ("text", "line", "body"),
    [
        ("---\ntitle: A\ndescription: a: b\n---\nBody", 3, "Body"),
        ("---\ntitle: A\n\tb: c\n---\nBody", 3, "Body"),
        ("---\ntitle: [A\n\nBody", 4, "---\ntitle: [A\n\nBody"),  # never closed
        ("---\nJust two rules.\n---\nBody", 1, "---\nJust two rules.\n---\nBody"),
        ("---\n\nA rule.\n", 1, "---\n\nA rule.\n"),
        ("---toml\na = 1\n---\nBody", 1, "---toml\na = 1\n---\nBody"),
    ],
)
def test_broken_front_matter_costs_one_diagnostic(tmp_path: Path, text: str, line: int, body: str) -> None:
    page = read(tmp_path, text)
    [diagnostic] = page.diagnostics
    assert (diagnostic.code, diagnostic.line, diagnostic.path) == (Code.FRONT_MATTER, line, page.source.path)
    assert (page.front_matter, page.source.body) == ({}, body)


def test_of_a_doubled_field_the_last_counts(tmp_path: Path) -> None:
    page = read(tmp_path, "---\ntitle: A\nid: x\ntitle: B\n---\n")
    assert page.front_matter == {"title": "B", "id": "x"}
    assert [(d.code, d.line, d.subject) for d in page.diagnostics] == [(Code.FRONT_MATTER, 4, "title")]


def test_fields_are_checked(tmp_path: Path) -> None:
    page = read(
        tmp_path, "---\nid: 7\ntitle: ''\nslug: [a]\ndraft: 'TRUE'\nunlisted: 1\nsidebar_position: '2.5'\n---\n"
    )
    fields = page.fields
    assert (fields.text("id"), fields.text("title"), fields.text("title", empty=True)) == ("7", None, "")
    assert (fields.text("slug"), fields.flag("draft"), fields.flag("unlisted")) == (None, True, None)
    assert (fields.number("sidebar_position"), fields.text("absent")) == (2.5, None)
    refused = [(d.code, d.line, d.subject) for d in page.diagnostics]
    assert refused == [
        (Code.FRONT_MATTER_FIELD, line, name) for line, name in ((3, "title"), (4, "slug"), (6, "unlisted"))
    ]


@pytest.mark.parametrize(
    ("values", "depths", "refused"),
    [
        ({}, (2, 3), 0),
        ({"toc_min_heading_level": 3, "toc_max_heading_level": 5}, (3, 5), 0),
        ({"toc_min_heading_level": 5, "toc_max_heading_level": 4}, (2, 4), 1),
        ({"toc_max_heading_level": 9}, (2, 3), 1),
    ],
)
def test_depths_of_the_table_of_contents(values: dict[str, object], depths: tuple[int, int], refused: int) -> None:
    fields = Fields(values, Source(PurePosixPath("a.md"), ""), [])
    assert fields.toc_depths() == depths
    assert len(fields.diagnostics) == refused


def test_values_become_texts_as_in_javascript() -> None:
    values = [1.0, 1.5, 2024, True, date(2022, 1, 1)]
    texts = ["1", "1.5", "2024", "true", "Sat Jan 01 2022 00:00:00 GMT+0000 (Coordinated Universal Time)"]
    assert [to_text(value) for value in values] == texts


# ---------------------------------------------------------------- encoding


@pytest.mark.parametrize("encoding", ["euc-kr", "utf-16"])
def test_a_file_that_is_not_utf_8_is_read_all_the_same(tmp_path: Path, encoding: str) -> None:
    page = read(tmp_path, "# 안녕\n\n세상".encode(encoding))
    assert page.source.body.removeprefix("\ufeff") == "# 안녕\n\n세상"
    assert [d.code for d in page.diagnostics] == [Code.ENCODING]


def test_any_bytes_can_be_read(tmp_path: Path) -> None:
    page = read(tmp_path, b"caf\xe9 \x81\x8d")
    assert page.source.body.startswith("caf\xe9")
    assert [d.code for d in page.diagnostics] == [Code.ENCODING]


def test_a_file_that_cannot_be_opened_is_an_empty_page(tmp_path: Path) -> None:
    page = read_page(tmp_path / "nowhere.md", PurePosixPath("nowhere.md"))
    assert (page.source.text, [d.code for d in page.diagnostics]) == ("", [Code.FILE_UNREADABLE])


# ---------------------------------------------------------------- title and excerpt


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("# Hello\n\nText", "Hello"),
        ("#\tHello `code` #", "Hello code"),
        ("# Hello {#id}", "Hello"),
        ("# Hello ##", "Hello"),
        ("Hello\n===\ntext", "Hello"),
        ("import A from 'a';\n\nimport {\n  B\n} from 'b';\n\n# Hello", "Hello"),
        ("import A from 'a';\n# Not yet", None),
        ("## Hello", None),
        ("#Hello", None),
        ("Text\n\n# Hello", None),
        ("", None),
    ],
)
def test_the_title_in_a_body(body: str, title: str | None) -> None:
    assert content_title(body) == title


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("# Title\n\nThe *first* **line** with `code`.", "The first line with code."),
        ("Title\n===\n\nText", "Text"),
        ("import A from 'a'\nexport const b = 1\n\nText", "Text"),
        ("```js\ncode\n```\n\nText", "Text"),
        ("````\n```\n````\nText", "Text"),
        ("## Heading {#id}", "Heading"),
        ("> A [link](x.md) and ![an image](y.png)", "A link and an image"),
        (":::tip Title\n\nInside\n:::", "Inside"),
        ("<div>\n\n<b>Bold</b> ~~gone~~ :tada: [^1]", "Bold gone"),
        ("# Title", None),
    ],
)
def test_the_excerpt_of_a_body(body: str, text: str | None) -> None:
    assert excerpt(body) == text


@pytest.mark.parametrize(
    ("body", "opens"),
    [
        ("Text\n\n# Title", True),
        ("Text\r\n\r\n# Title\r\n", True),
        ("```\n# code\n```\n\n## Heading", False),
        ("Text\n\n---\n\n# Title", False),
        ("Text\r\n\r\n---\r\n\r\n# Title\r\n", False),
        ("Text", False),
    ],
)
def test_a_title_further_down_is_the_page_s_title_too(body: str, opens: bool) -> None:
    assert opens_with_title(body) is opens


@pytest.mark.parametrize("piece", ["<", "[", "*a_", "![", "`", ":", "{#", "# ", "import a\n", "~~a"])
def test_a_long_hostile_page_takes_no_time(tmp_path: Path, piece: str) -> None:
    page = read(tmp_path, piece * (1_000_000 // len(piece)))
    assert len(page.excerpt or "") <= 10_000
