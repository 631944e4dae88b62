"""Write docs/diagnostics.md from the set of diagnostics itself."""

from __future__ import annotations

from pathlib import Path

from migrator.diagnostics import Code, explain

PAGE = Path(__file__).parents[1] / "docs/diagnostics.md"

INTRODUCTION = """\
# Diagnostics

What a migration says about a site. Every finding has a code, a severity and, where there is one, a place in the
source. *error*: something is lost. *warning*: it was kept, but look at it. *info*: good to know (shown with `-v`).
`migrate explain CODE` prints the paragraphs of this page.
"""


def render() -> str:
    return "\n".join([INTRODUCTION, *(explain(code) for code in Code)])


if __name__ == "__main__":
    PAGE.write_text(render(), "utf-8")
