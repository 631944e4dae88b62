"""Slugs, lengths and names of files, as Ghost keeps them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.targets import Asset
from migrator_ghost.content_files import ContentFiles, stored_name
from migrator_ghost.guard import guard
from migrator_ghost.limits import LIMITS, Limiter, shorten
from migrator_ghost.slugs import LIMIT, Slugs, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("snake_case", "snake_case"),
        ("It's", "its"),
        ("한국어 블로그", "hangugeo-beullogeu"),
        ("Ünïcödé", "unicode"),
        ("v1.0", "v1-0"),
        ("--", ""),
    ],
)
def test_a_slug_is_what_ghost_leaves_alone(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text(max_size=400))
def test_a_slug_stays_and_fits(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"[a-z0-9_-]*", slug)
    assert len(slug) <= LIMIT
    assert slugify(slug) == slug


@given(st.lists(st.lists(st.text(max_size=8), max_size=2), max_size=20))
def test_no_slug_is_taken_twice(wishes: list[list[str]]) -> None:
    slugs = Slugs({"taken"})
    made = [slugs.take(*one) for one in wishes]
    assert len({*made, "taken", ""}) == len(made) + 2


def test_long_slugs_with_one_beginning_are_two() -> None:
    assert slugify("a" * 300) != slugify("a" * 301)


@given(st.sampled_from(sorted(LIMITS)), st.text(max_size=700))
def test_what_is_too_long_is_cut_and_told(field: str, text: str) -> None:
    limiter = Limiter()
    fitted = limiter.fit(field, text)
    assert len(fitted) <= LIMITS[field]
    assert bool(limiter.diagnostics) == (fitted != text)


def test_a_text_is_cut_at_a_word() -> None:
    assert shorten("one two three", 10) == "one two…"
    assert shorten("onetwothree", 6) == "onetw…"


def test_an_address_is_not_cut_but_left_out() -> None:
    limiter = Limiter()
    assert limiter.fit("feature_image", "a" * 2001) == ""
    assert [said.message for said in limiter.diagnostics] == [
        f"feature_image is left out: Ghost takes 2000 characters, this has 2001 ({'a' * 40}…)"
    ]


@pytest.mark.parametrize(
    ("route", "place"),
    [
        ("/img/a.png", "content/images/site/img/a.png"),
        ("/a.PDF", "content/files/site/a.PDF"),
        ("/v/a.mp4", "content/media/site/v/a.mp4"),
        ("/a.avif", "content/files/site/a.avif"),
        ("/data.json", "content/files/site/data.json.txt"),
        ("/LICENSE", "content/files/site/LICENSE.txt"),
    ],
)
def test_a_files_ending_decides_where_ghost_stores_it(route: str, place: str) -> None:
    files = ContentFiles(Path("/site"), "site")
    assert str(files.place(Asset(Path("/site/static") / route[1:], route))) == place


@pytest.mark.parametrize(
    ("path", "folder"),
    [("css.md/a.png", "css-md"), ("a.JSON/a.png", "a-JSON"), ("b.png/a.png", "b-png"), ("v1.0/a.png", "v1.0")],
)
def test_a_folder_that_ends_like_a_file_would_be_one_to_ghost(path: str, folder: str) -> None:
    stored = stored_name(path)
    assert stored.partition("/")[0] == folder
    assert (stored == path) == (folder == path.partition("/")[0])


def test_a_file_beside_a_page_keeps_its_path() -> None:
    files = ContentFiles(Path("/repo/site"), "site")
    assert str(files.place(Asset(Path("/repo/site/docs/a.png")))) == "content/images/site/_/docs/a.png"
    assert str(files.place(Asset(Path("/repo/b.png")))) == "content/images/site/_/_/b.png"


@given(st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=6), max_size=12, unique=True))
def test_two_files_are_never_stored_as_one(names: list[str]) -> None:
    stored = [stored_name(f"{name}.png") for name in names]
    assert len(set(stored)) == len(names)
    assert all(re.fullmatch(r"[\w@-][\w@.-]*", name, re.ASCII) for name in stored)


def test_a_guards_slug_leaves_no_room_for_a_number() -> None:
    assert len(str(guard("site-001", "")["slug"])) == 190
    assert guard("a" * 300, "")["slug"] == slugify("imported-already-") + "-" + "a" * 173
