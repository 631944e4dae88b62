"""A site in several languages, with versions: what the reader knows of it."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from tests.content_sites import write

from migrator.docusaurus.config import load_configs
from migrator.docusaurus.reader import DocusaurusReader
from migrator.docusaurus.theme_words import theme_words
from migrator.nodes import Admonition, Link, text_of
from migrator.site import Site
from migrator.targets import Internal

HANDBOOK = Path(__file__).parents[1] / "fixtures" / "sites" / "handbook" / "site"


@pytest.fixture(scope="module")
def reader() -> DocusaurusReader:
    read: DocusaurusReader = pickle.loads(pickle.dumps(DocusaurusReader(HANDBOOK)))
    return read


def edition(reader: DocusaurusReader, locale: str) -> Site:
    return next(site for site in reader.site.editions if site.locale == locale)


def test_every_language_is_a_site(reader: DocusaurusReader) -> None:
    assert [(one.locale, one.label, one.html_lang, one.direction, one.base_url) for one in reader.site.editions] == [
        ("en", "English", "en", "ltr", "/"),
        ("ko", "한국어", "ko-KR", "ltr", "/ko/"),
        ("ar", "العربية", "ar", "rtl", "/ar/"),
    ]
    own = {meta.permalink for meta in reader.site.posts}
    for site in reader.site.translations:
        assert {meta.permalink.removeprefix(f"/{site.locale}") for meta in site.posts} == own
        assert {meta.locale for meta in site.posts} == {site.locale}


def test_what_is_translated_comes_from_its_own_file(reader: DocusaurusReader) -> None:
    titles = {meta.permalink: (meta.title, str(meta.path)) for meta in edition(reader, "ko").posts}
    own = "i18n/ko/docusaurus-plugin-content-docs/version-2.0/guides/first-loaf.md"
    assert titles["/ko/docs/guides/first-loaf"] == ("첫 빵", own)
    assert titles["/ko/docs/tools"] == ("Tools", "versioned_docs/version-2.0/tools.md")


def test_words_of_navbar_versions_sidebars_and_blogs(reader: DocusaurusReader) -> None:
    site = edition(reader, "ko")
    assert [item.label for item in site.navbar] == ["문서", "조리법", "소식", "더 보기", "2.0 (오븐)", ""]
    assert [item.label for item in site.navbar[4].items] == ["다음", "2.0 (오븐)", "1.0", "Before the oven"]
    assert [(item.label, item.permalink) for item in site.navbar[5].items] == [
        ("English", "/"),
        ("한국어", "/ko/"),
        ("العربية", "/ar/"),
    ]
    docs = site.instance("docs")
    assert [item.label for item in docs.sidebars["handbook"]][:2] == ["어서 오세요", "길잡이"]
    assert [item.label for item in docs.sidebars["current/handbook"]][:2] == ["Welcome", "길잡이"]
    assert (site.copyright, site.instance("blog").title) == ("빵 굽는 사람들", "소식")
    assert "새 소식" in site.announcement


def test_versions(reader: DocusaurusReader) -> None:
    versions = reader.site.instance("docs").versions
    assert [(v.name, v.route, v.main, v.banner, v.badge, v.no_index, v.is_last) for v in versions] == [
        ("current", "/docs/next", "/docs/next", "unreleased", True, False, False),
        ("2.0", "/docs", "/docs", None, True, False, True),
        ("1.0", "/docs/first", "/docs/first", "unmaintained", False, True, False),
    ]


def test_links_and_titles_stay_in_the_language(reader: DocusaurusReader) -> None:
    meta = next(meta for meta in edition(reader, "ko").posts if meta.permalink == "/ko/docs")
    body = reader.read(meta).body
    targets = [node.target for node in body.walk() if isinstance(node, Link)]
    assert targets == [Internal("/ko/docs/guides/first-loaf"), Internal("/ko/docs/first")]
    about = next(meta for meta in edition(reader, "ko").posts if meta.permalink == "/ko/about")
    [note] = [node for node in reader.read(about).body.walk() if isinstance(node, Admonition)]
    assert note.default_title == "알림"


def test_addresses_languages_and_what_is_not_translated(tmp_path: Path) -> None:
    i18n = {
        "defaultLocale": "ja",
        "locales": ["ja", "pt-BR", "fr", "../up"],
        "localeConfigs": {
            "fr": {"baseUrl": "/francais", "url": "https://fr.example.org/", "translate": False},
            "pt-BR": {"direction": "rtl", "path": "pt"},
        },
    }
    files = {
        "docusaurus.config.js": "module.exports = {title: `T ${process.env.DOCUSAURUS_CURRENT_LOCALE}`, "
        f"url: 'https://x.org', baseUrl: '/b/', presets: ['classic'], i18n: {json.dumps(i18n)}}}",
        "docs/a.mdx": "# A\n\n"
        "<Translate id='hello' values={{name: 'B'}}>Hi {'{name}'}</Translate>, <Translate>Bye</Translate>",
        "i18n/fr/docusaurus-plugin-content-docs/current/a.mdx": "# Non",
        "i18n/pt/docusaurus-plugin-content-docs/current/a.mdx": "# Sim",
        "i18n/fr/code.json": json.dumps({"hello": {"message": "Salut {name}"}, "Bye": {"message": "Adieu"}}),
    }
    write(tmp_path, files)
    configs = load_configs(tmp_path, repository=tmp_path)
    assert [(one.title, one.label, one.url, one.base_url, one.direction) for one in configs] == [
        ("T ja", "日本語", "https://x.org", "/b/", "ltr"),
        ("T pt-BR", "Português (Brasil)", "https://x.org", "/b/pt-BR/", "rtl"),
        ("T fr", "Français", "https://fr.example.org", "/francais/", "ltr"),
    ]
    reader = DocusaurusReader(tmp_path, repository=tmp_path)
    assert [[meta.title for meta in site.posts] for site in reader.site.editions] == [["A"], ["Sim"], ["A"]]
    body = reader.read(reader.site.translations[1].posts[0]).body
    assert text_of(body.children) == "ASalut B, Adieu"


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("ko", "ko"),
        ("ko-KR", "ko"),
        ("zh", "zh-Hans"),
        ("zh-CN", "zh-Hans"),
        ("zh-tw", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("pt", "pt-BR"),
        ("pt-PT", "pt-PT"),
        ("pt-AO", None),
        ("eo", None),
    ],
)
def test_the_theme_speaks_the_language_of_a_locale(locale: str, shown: str | None) -> None:
    assert theme_words({name: name for name in ("ko", "pt-BR", "pt-PT", "zh-Hans", "zh-Hant")}, locale) == shown
