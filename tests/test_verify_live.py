"""`migrate verify` against a site on the web, and the report in a browser."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from migrator.errors import SourceError
from migrator.verify.compare import compare_sites
from migrator.verify.live import Manners
from migrator.verify.page import Page, RenderedSite
from migrator.verify.report_html import to_html
from migrator.verify.sites import open_site

PAGE = (
    '<html class=docs-doc-page><head><meta name=generator content="Docusaurus v3"><title>{0}</title></head><body>'
    '<div id=__docusaurus><main><article><div class="theme-doc-markdown markdown"><h1>{0}</h1><p>Text of {0}. '
    "<img src=/pic.png> <a href=/old>old</a></p></div></article></main></div></body></html>"
)


class Handler(SimpleHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        if self.path == "/old":
            self.send_response(301)
            self.send_header("Location", "/docs/a/")
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def asked() -> list[str]:
    """The paths that the server was asked for."""
    return []


@pytest.fixture
def live(tmp_path: Path, asked: list[str]) -> Iterator[str]:
    """A small Docusaurus site on a local server; the same files are in ``tmp_path / "site"``."""
    folder = tmp_path / "site"
    for name in ("a", "나"):
        (folder / "docs" / name).mkdir(parents=True)
        (folder / "docs" / name / "index.html").write_text(PAGE.format(name), "utf-8")
    (folder / "index.html").write_text(PAGE.format("home"), "utf-8")
    (folder / "pic.png").write_bytes(b"picture")
    handler = type("Bound", (Handler,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    url = f"http://127.0.0.1:{server.server_port}"
    paths = ("/", "/docs/a", "/docs/%EB%82%98/")
    locations = "".join(f"<url><loc>https://a.org{path}</loc></url>" for path in paths)
    (folder / "pages.xml").write_text(f'<urlset xmlns="http://www.sitemaps.org/schemas/0.9">{locations}</urlset>')
    index = "<sitemapindex><sitemap><loc>https://a.org/pages.xml</loc></sitemap></sitemapindex>"
    (folder / "sitemap.xml").write_text(f'<?xml version="1.0"?>{index}')
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def manners(tmp_path: Path) -> Manners:
    return Manners(delay=0, cache=tmp_path / "cache")


def test_a_live_site_is_the_same_as_its_folder(live: str, tmp_path: Path, manners: Manners, asked: list[str]) -> None:
    before = open_site(live, manners=manners)
    assert sorted(before.pages) == ["/", "/docs/a", "/docs/나"]
    assert set(before.files) == {"/pic.png", "/old"}
    after = open_site(str(tmp_path / "site"), like=before)
    comparison = compare_sites(before, after)
    assert [finding.message for page in comparison.pages for finding in page.findings if finding.part != "links"] == []
    asked.clear()
    assert open_site(live, manners=manners) == before
    assert asked == [], "what was fetched today is not fetched again"


def test_a_redirect_of_a_live_target_is_followed(live: str, manners: Manners) -> None:
    before = RenderedSite("before")
    before.pages["/old"] = Page("/old", "doc", "a", text=["Text of a. old"], links=[("/old", "old")])
    comparison = compare_sites(before, open_site(live, like=before, manners=manners))
    assert [(page.status, page.at, page.findings) for page in comparison.pages] == [("redirected", "/docs/a", [])]


def test_a_site_that_is_not_there_is_an_error(manners: Manners, tmp_path: Path, live: str) -> None:
    (tmp_path / "site" / "sitemap.xml").unlink()
    with pytest.raises(SourceError, match="sitemap"):
        open_site(live, manners=manners)


def test_a_list_may_have_other_numbers_of_entries(live: str, manners: Manners, tmp_path: Path) -> None:
    before = RenderedSite("before")
    before.pages = {route: Page(route, "post") for route in ("/docs/a", "/docs/나")}
    before.pages["/blog"] = Page("/blog", "listing", links=[("/docs/a", "a"), ("/docs/나", "b")])
    for place, entry, head in (
        ("blog", "/docs/a", '<link rel="next" href="/blog/page/2/">'),
        ("blog/page/2", "/docs/%EB%82%98/", '<link rel="next" href="/blog/">'),
    ):
        (tmp_path / "site" / place).mkdir(parents=True)
        text = f'<html><head>{head}</head><body><main><a href="{entry}">x</a></main></body></html>'
        (tmp_path / "site" / place / "index.html").write_text(text, "utf-8")
    (tmp_path / "site" / "index.html").write_text("<html><body><main>home</main></body></html>", "utf-8")
    comparison = compare_sites(before, open_site(live, like=before, manners=manners))
    [listing] = [page for page in comparison.pages if page.route == "/blog"]
    assert listing.findings == []


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian: apt-get install chromium)")
def test_the_report_draws_in_a_browser(tmp_path: Path) -> None:
    before, after = RenderedSite("before"), RenderedSite("after")
    before.pages["/a"] = after.pages["/a"] = Page("/a", "doc", "Same", text=["one"])
    before.pages["/b"] = Page("/b", "doc", "Different", text=["one two three"], anchors=["x"])
    after.pages["/b"] = Page("/b", "page", "Different", text=["one 2 three"])
    report = tmp_path / "report.html"
    report.write_text(to_html(compare_sites(before, after)), "utf-8")
    picture = tmp_path / "report.png"
    command = [
        *(str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
        *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    drawn = subprocess.run([*command, "--dump-dom", report.as_uri()], capture_output=True, timeout=60, check=True)
    body = drawn.stdout.decode().partition("<main>")[2].partition("</main>")[0]
    assert "1 of 2 pages came through unchanged" in body
    assert "Different" in body
    assert "Same" not in body, "pages that are the same are not listed at first"
    arguments = [*command, "--window-size=1200,900", f"--screenshot={picture}", report.as_uri()]
    subprocess.run(arguments, capture_output=True, timeout=60, check=True)
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 10_000, "the page is not blank"
