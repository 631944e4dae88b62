"""What is written for Ghost to import: posts, authors and tags, and the files that hold them."""

from __future__ import annotations

import json
import os
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from tests.ghost_site import DAY, Written, doc, make, page, post, write

from migrator.adapter import Options
from migrator.api import convert_text
from migrator.errors import BadSetting
from migrator.pipeline import migrate
from migrator.post import Author, Tag
from migrator.site import NavItem
from migrator.targets import Asset
from migrator_ghost import GhostAdapter

HOME = "a-example-org"


def archives(written: Written) -> dict[str, zipfile.ZipFile]:
    return {path.name: zipfile.ZipFile(path) for path in sorted((written.folder / "import").glob("*.zip"))}


def data(archive: zipfile.ZipFile) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of an import file, which has one JSON and no Markdown."""
    names = [name for name in archive.namelist() if name.endswith((".json", ".md", ".csv"))]
    assert len(names) == 1
    database = json.loads(archive.read(names[0]))["db"][0]
    assert set(database["meta"]) == {"exported_on", "version"}
    tables: dict[str, list[dict[str, Any]]] = database["data"]
    return tables


def png(path: Path, size: int = 10) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(os.urandom(size))
    return path


# ---------------------------------------------------------------- fields


def test_the_fields_of_a_post(tmp_path: Path) -> None:
    image = Asset(png(tmp_path / "blog/card.png"))
    meta = post(
        "/blog/one",
        "One",
        date=datetime(2024, 2, 3, 9, 0, 0, 5000, tzinfo=timezone(timedelta(hours=9))),
        last_update=DAY,
        description="What it is about",
        head_title="One, indeed",
        tags=[Tag("Books", "/blog/tags/books", "All books")],
        authors=[Author("Ada", "ada", email="ada@example.org", url="https://ada.example.org", description="Writes")],
        image=image,
    )
    made = write(make(tmp_path, meta), tmp_path / "out")
    fields = made.post("one")
    assert fields.pop("lexical")["root"]["type"] == "root"
    assert fields == {
        "title": "One",
        "slug": "one",
        "type": "post",
        "status": "published",
        "visibility": "public",
        "published_at": "2024-02-03T00:00:00.005Z",
        "updated_at": "2024-02-03T04:05:06.007Z",
        "created_at": "2024-02-03T00:00:00.005Z",
        "custom_excerpt": "What it is about",
        "feature_image": f"__GHOST_URL__/content/images/{HOME}/_/blog/card.png",
        "meta_title": "One, indeed",
        "meta_description": "What it is about",
        "og_image": f"__GHOST_URL__/content/images/{HOME}/_/blog/card.png",
        "twitter_image": f"__GHOST_URL__/content/images/{HOME}/_/blog/card.png",
        "tags": ["books"],
        "authors": ["ada"],
        "url": "__GHOST_URL__/blog/one/",
    }
    site = made.json("site.json")
    assert site["tags"][:-1] == [{"slug": "books", "name": "Books", "visibility": "public", "description": "All books"}]
    assert site["users"] == [
        {
            "slug": "ada",
            "name": "Ada",
            "email": "ada@example.org",
            "bio": "Writes",
            "website": "https://ada.example.org",
        }
    ]
    assert made.said == []


def test_a_future_post_is_scheduled_and_a_draft_is_a_draft(tmp_path: Path) -> None:
    later = datetime(2999, 1, 1, tzinfo=UTC)
    made = write(
        make(tmp_path, post("/blog/later", date=later), post("/blog/draft", date=later, draft=True)), tmp_path / "out"
    )
    assert (made.post("later")["status"], made.post("draft")["status"]) == ("scheduled", "draft")
    assert made.messages == [
        "It appears on 2999-01-01T00:00:00.000Z: Ghost keeps a post with a future date until then."
    ]


def test_a_page_without_a_date_has_the_latest_of_the_site(tmp_path: Path) -> None:
    made = write(make(tmp_path, doc("/docs/a"), post("/blog/one")), tmp_path / "out")
    assert made.post("a")["published_at"] == "2024-02-03T04:05:06.007Z"
    assert write(make(tmp_path, doc("/docs/a")), tmp_path / "none").post("a")["published_at"].startswith("2020-01-01")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({}, True),
        ({"hide_title": True}, False),
    ],
)
def test_the_title_is_hidden_where_docusaurus_hides_it(tmp_path: Path, fields: dict[str, Any], shown: bool) -> None:
    made = write(make(tmp_path, doc("/docs/a", **fields)), tmp_path / "out")
    assert made.post("a").get("show_title_and_feature_image", True) is shown


def test_authors_without_an_address_get_one_that_cannot_be(tmp_path: Path) -> None:
    authors = [Author("김 민지"), Author("Ada", "ada", email="no address"), Author("Bo", "bo", email="b@b.org")]
    made = write(make(tmp_path, post("/blog/a", authors=[*authors, Author("Bob", "bob", email="B@b.org")])), tmp_path)
    assert {user["slug"]: user["email"] for user in made.json("site.json")["users"]} == {
        "ada": "ada@a.example.org.invalid",
        "bo": "b@b.org",
        "bob": "bob@a.example.org.invalid",
        "gim-minji": "gim-minji@a.example.org.invalid",
    }
    assert sum("3 authors got an address" in said for said in made.messages) == 1


def test_accounts_of_authors(tmp_path: Path) -> None:
    socials = (
        ("x", "https://x.com/ada"),
        ("github", "https://github.com/ada"),
        ("bluesky", "https://bsky.app/profile/ada.example.org"),
        ("linkedin", "https://www.linkedin.com/in/ada/"),
        ("mastodon", "https://social.example.org/@ada"),
        ("youtube", "https://www.youtube.com/@ada"),
        ("facebook", "ada"),
    )
    made = write(
        make(tmp_path, post("/blog/a", authors=[Author("Ada", "ada", "A", socials=socials)])), tmp_path / "out"
    )
    user = made.json("site.json")["users"][0]
    assert {name: user[name] for name in list(user)[4:]} == {
        "twitter": "@ada",
        "bluesky": "ada.example.org",
        "linkedin": "in/ada",
        "mastodon": "social.example.org/@ada",
        "youtube": "@ada",
    }


def test_tags_that_are_called_the_same_are_one(tmp_path: Path) -> None:
    tags = [Tag("Books", "/blog/tags/books"), Tag("Books", "/docs/tags/books"), Tag("Libros", "/es/tags/books")]
    made = write(make(tmp_path, post("/blog/a", tags=tags), page("/")), tmp_path / "out")
    assert made.post("a")["tags"] == ["books", "books-2"]
    assert [(tag["slug"], tag["name"]) for tag in made.json("site.json")["tags"]] == [
        ("books", "Books"),
        ("books-2", "Libros"),
        ("hash-news", "#news"),
    ]


def test_settings_are_a_file_of_their_own(tmp_path: Path) -> None:
    navbar = [
        NavItem("Docs", "/docs/a"),
        NavItem("More", items=[NavItem("Out", href="https://b.org"), NavItem("English", "/", locale="en")]),
    ]
    site = make(
        tmp_path,
        doc("/docs/a"),
        navbar=navbar,
        tagline="It is",
        image=Asset(png(tmp_path / "static/card.png"), "/card.png"),
    )
    made = write(site, tmp_path / "out")
    tables = made.json(f"import/{HOME}-settings.json")["db"][0]["data"]
    values = {row["key"]: row["value"] for row in tables["settings"]}
    assert (values["title"], values["description"], values["locale"]) == ("A site", "It is", "en")
    assert values["og_image"] == values["twitter_image"] == f"__GHOST_URL__/content/images/{HOME}/card.png"
    assert json.loads(values["navigation"]) == [
        {"label": "Docs", "url": "/docs/a/"},
        {"label": "Out", "url": "https://b.org"},
    ]


# ---------------------------------------------------------------- files


def test_an_import_file_holds_posts_and_all_that_belongs_to_them(tmp_path: Path) -> None:
    face = Asset(png(tmp_path / "face.png"))
    tag = Tag("Books", "/blog/tags/books")
    one = post("/blog/one", tags=[tag], authors=[Author("Ada", "ada", image=face)], description="x" * 600)
    static = {"img/unused.png": png(tmp_path / "static/img/unused.png")}
    site = make(tmp_path, one, post("/blog/two", date=DAY + timedelta(1)), static=static)
    made = write(site, tmp_path / "out", images={"/blog/two": png(tmp_path / "blog/two.png")})
    files = archives(made)
    assert list(files) == [f"{HOME}-001.zip", f"{HOME}-files-001.zip"]
    archive = files[f"{HOME}-001.zip"]
    assert archive.namelist() == [
        f"{HOME}-001.json",
        f"content/images/{HOME}/_/blog/two.png",
        f"content/images/{HOME}/_/face.png",
    ]
    tables = data(archive)
    guard, first, second = tables["posts"]
    assert guard["status"] == "draft"
    assert len(guard["slug"]) == 190
    assert (first["slug"], second["slug"]) == ("one", "two")
    assert json.loads(first["lexical"])["root"]
    assert not {"tags", "authors", "url", "meta_description"} & set(first)
    assert tables["posts_meta"][0]["post_id"] == first["id"]
    assert len(tables["posts_meta"][0]["meta_description"]) == 500
    assert tables["posts_tags"] == [{"post_id": first["id"], "tag_id": tables["tags"][0]["id"], "sort_order": 0}]
    assert tables["posts_authors"] == [{"post_id": first["id"], "author_id": tables["users"][0]["id"], "sort_order": 0}]
    assert tables["users"][0]["profile_image"] == f"__GHOST_URL__/content/images/{HOME}/_/face.png"
    assert files[f"{HOME}-files-001.zip"].namelist() == [f"content/images/{HOME}/img/unused.png"]


def test_posts_of_one_day_are_listed_as_in_docusaurus(tmp_path: Path) -> None:
    """Of posts with one date Ghost lists the last imported first, Docusaurus the first by name."""
    made = write(make(tmp_path, *(post(f"/blog/{name}") for name in "abc")), tmp_path / "out")
    rows = data(archives(made)[f"{HOME}-001.zip"])["posts"]
    assert [row["slug"] for row in rows[1:]] == ["c", "b", "a"]


def test_a_feature_image_is_spelled_so_that_the_importer_leaves_it(tmp_path: Path) -> None:
    image = Asset(png(tmp_path / "blog/card.png"))
    made = write(make(tmp_path, post("/blog/one", image=image)), tmp_path / "out")
    row = data(archives(made)[f"{HOME}-001.zip"])["posts"][1]
    assert row["feature_image"] == f"__GHOST_URL__/content/images/./{HOME}/_/blog/card.png"


def test_import_files_are_no_larger_than_asked(tmp_path: Path) -> None:
    posts = [post(f"/blog/{i}") for i in range(12)]
    images = {one.permalink: png(tmp_path / f"blog/{i}.png", 20_000) for i, one in enumerate(posts)}
    images["/blog/3"] = images["/blog/2"]
    made = write(make(tmp_path, *posts), tmp_path / "out", images=images, import_size="64K")
    files = archives(made)
    slugs = [row["slug"] for archive in files.values() for row in data(archive)["posts"] if row["status"] != "draft"]
    assert sorted(slugs) == sorted(str(i) for i in range(12))
    assert len(files) == 4
    for name, archive in files.items():
        assert (made.folder / "import" / name).stat().st_size <= 65_536
        shown = json.dumps(data(archive))
        assert all(path in shown for path in archive.namelist()[1:])


def test_a_post_that_is_larger_than_asked_is_alone(tmp_path: Path) -> None:
    posts = [post("/blog/1"), post("/blog/2")]
    images = {"/blog/1": png(tmp_path / "blog/1.png", 20_000)}
    made = write(make(tmp_path, *posts), tmp_path / "out", images=images, import_size="1K")
    assert len(archives(made)) == 2


@pytest.mark.parametrize("settings", [{"import-size": "huge"}, {"import-size": "0"}, {"routes": "-1"}])
def test_a_setting_that_means_nothing_is_an_error(tmp_path: Path, settings: dict[str, str]) -> None:
    with pytest.raises(BadSetting, match=next(iter(settings))):
        GhostAdapter(make(tmp_path), Options(settings=settings))


def test_a_setting_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(BadSetting, match=r"no setting .size"):
        convert_text("a", "ghost", options=Options(settings={"size": "1"}))


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    site = Path(__file__).parents[1] / "fixtures/sites/handbook/site"
    outputs = []
    for name, jobs in (("one", 1), ("two", 2)):
        migrate(site, "ghost", tmp_path / name, jobs=jobs)
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        outputs.append({str(path.relative_to(tmp_path / name)): path.read_bytes() for path in files})
    assert outputs[0] == outputs[1]


def test_a_dry_run_writes_no_import_file(tmp_path: Path) -> None:
    site = Path(__file__).parents[1] / "fixtures/sites/book-blog/site"
    report = migrate(site, "ghost", tmp_path / "out", dry_run=True)
    assert not (tmp_path / "out").exists()
    assert report.pages == 16


def test_an_image_that_is_gone_does_not_stop_the_others(tmp_path: Path) -> None:
    gone = {"/blog/one": tmp_path / "gone.png"}
    made = write(make(tmp_path, post("/blog/one")), tmp_path / "out", images=gone)
    assert archives(made)[f"{HOME}-001.zip"].namelist() == [f"{HOME}-001.json"]
