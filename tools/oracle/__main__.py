"""Render fixture sites with real Docusaurus and keep what they hold.

    python -m tools.oracle [SITE ...]        default: every site under fixtures/sites

Needs Node.js 20 or newer and npm; the ordinary tests need only what is written here: ``truth.json``, all that
the pages of the site hold, ``feeds.json``, the items of its feeds, ``sidebars.json``, the sidebars of its docs, and
``sitemaps.json``, the entries of its sitemaps.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from migrator.verify.folder import read_folder
from migrator.verify.page import to_json
from tools.oracle.build import BuildFailed, build
from tools.oracle.feeds import read_feeds
from tools.oracle.sidebars import read_sidebars
from tools.oracle.sitemaps import read_sitemaps

SITES = Path(__file__).parents[2] / "fixtures" / "sites"


def main(names: list[str]) -> None:
    known = sorted(path.parent.name for path in SITES.glob("*/site"))
    unknown = set(names) - set(known)
    if unknown:
        sys.exit(f"No such site: {', '.join(sorted(unknown))}. There are {', '.join(known)}.")
    for name in names or known:
        began = time.monotonic()
        try:
            rendered = build(SITES / name / "site")
        except BuildFailed as error:
            sys.exit(f"{name}: {error}")
        truth = read_folder(rendered)
        (SITES / name / "truth.json").write_text(to_json(truth), "utf-8")
        parts = {
            "feeds": read_feeds(rendered),
            "sidebars": read_sidebars(rendered),
            "sitemaps": read_sitemaps(rendered),
        }
        for part, found in parts.items():
            text = json.dumps(found, ensure_ascii=False, indent=1)
            (SITES / name / f"{part}.json").write_text(text + "\n", "utf-8")
        print(f"{name}: {len(truth.pages)} pages, {len(truth.redirects)} redirects, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
