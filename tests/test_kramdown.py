"""Every golden case, read by real kramdown: what its page says, nothing else."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tools.kramdown_oracle.__main__ import Report, compare, converted

CASES = Path(__file__).parents[1] / "fixtures" / "cases"
#: What is seen in another way, by the first word of its reason.
EXPECTED = {
    "mdx-components-unknown.mdx": "space: JSX shows no line's end between two tags",
    "mdx-drawn-lists.mdx": "space: so it is here",
    "mdx-expressions-empty.mdx": "empty: emphasis around nothing is left out",
    "mdx-jsx-spread-fragments.mdx": "space: a fragment's text is a paragraph",
    "mdx-own-components.mdx": "wrapped: a span around blocks stands in a div",
    "mdx1-unbalanced-tags.md": "wrapped: so does a tag that ends in another block",
    "mdx1-void-tags.md": "wrapped: and a line with a rule in it",
    "table-ended-by-blocks.mdx": "wrapped: so does a tag in a line of its own",
    "theme-components-client.mdx": "space: texts side by side are paragraphs",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    ruby = shutil.which("ruby")
    if ruby is None or subprocess.run([ruby, "-rliquid", "-rkramdown-parser-gfm", "-e", ""], check=False).returncode:
        pytest.skip("no kramdown here (apt-get install jekyll)")
    site = tmp_path_factory.mktemp("cases")
    (site / "docusaurus.config.js").write_text("remark-math mermaid: true")
    cases = [path for path in sorted(CASES.glob("*.md*")) if not re.search(r"\.(?:hugo|jekyll)\.", path.name)]
    found = Report()
    compare(converted(site, [Path(shutil.copy(path, site)) for path in cases]), found)
    return found


def test_kramdown_reads_what_the_pages_say(report: Report) -> None:
    different = {Path(page).name for page in report.different}
    assert not report.failed
    unexpected = {
        f"{Path(page).name}: {change}"
        for changes in report.changes.values()
        for page, change in changes
        if Path(page).name not in EXPECTED
    }
    assert not unexpected
    assert different == set(EXPECTED), "what is the same now needs no reason"
    assert report.equal > len(EXPECTED)
