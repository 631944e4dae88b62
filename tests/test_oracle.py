"""The truth kept for the fixture sites is still what Docusaurus renders."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest
from tools.oracle.build import build

from migrator.verify.folder import read_folder
from migrator.verify.page import from_json, to_json

SITES = Path(__file__).parents[1] / "fixtures" / "sites"


@pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="needs Node.js and npm")
@pytest.mark.skipif(
    not (os.environ.get("CI") or os.environ.get("MIGRATOR_ORACLE")),
    reason="takes minutes: set MIGRATOR_ORACLE=1 to render a site with Docusaurus",
)
def test_docusaurus_still_renders_the_truth() -> None:
    rendered = read_folder(build(SITES / "book-blog" / "site"))
    assert _steady(to_json(rendered)) == _steady((SITES / "book-blog" / "truth.json").read_text("utf-8"))


def _steady(truth: str) -> str:
    """Leave out what differs from one checkout to another: Docusaurus makes footnotes' ids from a page's absolute path
    (``mdx-loader/lib/processor.js``), and the feeds repeat them."""
    truth = re.sub(r"(user-content-fn(?:ref)?-\w+)-[0-9a-f]{6}\b", r"\1", truth)
    return re.sub(r'("[^"]*/(?:atom|rss)\.xml": )"[0-9a-f]+"', r'\1""', truth)


@pytest.mark.parametrize("site", sorted(path.name for path in SITES.iterdir()))
def test_truth_is_readable_and_whole(site: str) -> None:
    truth = from_json(SITES / site / "truth.json")
    assert {"doc", "page", "listing"} <= {page.kind for page in truth.pages.values()}
    assert all(page.text for page in truth.pages.values() if page.kind in ("doc", "post"))
