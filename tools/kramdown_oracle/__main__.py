"""Compare what kramdown makes of our pages with what they say, page by page.

    python -m tools.kramdown_oracle SITE... [--limit 500] [--samples 3] [--kind table] [--only PATH]

A SITE is the folder of a site, or any folder of pages.  Each page is converted for Jekyll, rendered by Liquid and
kramdown with the options of our ``_config.yml`` (needs Ruby with Jekyll's gems), and held against the HTML of its
tree.  Prints how many pages and words are equal, and what differs, grouped, most frequent first, with samples.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

import yaml

from migrator import nodes as n
from migrator.adapter import Options
from migrator.docusaurus.files.page_file import read_page
from migrator.docusaurus.markdown import parse
from migrator.docusaurus.page_settings import page_settings
from migrator.post import Post, PostMeta
from migrator.site import Site
from migrator.verify.text import Change, compare_words
from migrator.writers.html import print_html
from migrator_jekyll import JekyllAdapter
from tools.dialect_oracle.compare import pages
from tools.dialect_oracle.site_settings import site_settings
from tools.kramdown_oracle.normal import kind, normal_form

NOWHERE = Path("/nowhere")


@dataclass(slots=True)
class Report:
    """What a run found; ``changes`` are those of a kind, each with its page."""

    equal: int = 0
    failed: list[str] = field(default_factory=list)
    different: list[str] = field(default_factory=list)
    words: int = 0
    same: int = 0
    changes: dict[str, list[tuple[str, Change]]] = field(default_factory=lambda: defaultdict(list))


def kramdown_options() -> dict[str, object]:
    """Return the options that the adapter writes into ``_config.yml``; colours aside."""
    files = {str(one.path): one.content for one in JekyllAdapter(Site(NOWHERE), Options()).finish(None)}
    options: dict[str, object] = yaml.safe_load(str(files["_config.yml"]))["kramdown"]
    return {**options, "syntax_highlighter": None}


def converted(site: Path, files: list[Path]) -> Iterator[tuple[str, str, str]]:
    """Yield path, Markdown for Jekyll and neutral HTML of each page."""
    settings, site_format = site_settings(site)
    adapter = JekyllAdapter(Site(NOWHERE, math=settings.math), Options())
    for path in files:
        page = read_page(path, PurePosixPath(path.relative_to(site)))
        root = parse(page.source, page_settings(settings, path.name, page.front_matter, site_format)).root
        meta = PostMeta("post" if "blog" in path.parts else "doc", "/a", "A")
        content = str(adapter.convert(Post(meta, root, page.source)).files[0].content)
        for node in list(root.walk()):
            if isinstance(node, n.Parent):
                node.children = [one for one in node.children if not isinstance(one, n.FootnoteDefinition)]
        yield str(path), content.split("---\n", 2)[2], print_html(root.children)


def compare(pages_of_site: Iterator[tuple[str, str, str]], report: Report) -> None:
    """Have pages rendered, a process of Ruby's for all, and add what differs to ``report``."""
    command = ["ruby", str(Path(__file__).parent / "render.rb"), json.dumps(kramdown_options())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as ruby:
        assert ruby.stdin is not None
        assert ruby.stdout is not None
        neutral: dict[str, str] = {}
        asking = threading.Thread(target=_ask, args=(pages_of_site, ruby.stdin, neutral))
        asking.start()
        for line in ruby.stdout:
            answer = json.loads(line)
            _add(answer["name"], answer, neutral.pop(answer["name"]), report)
        asking.join()


def _ask(pages_of_site: Iterator[tuple[str, str, str]], questions: IO[str], neutral: dict[str, str]) -> None:
    with questions:  # or Ruby would wait for more
        for name, text, wanted in pages_of_site:
            neutral[name] = wanted
            questions.write(json.dumps({"name": name, "text": text}) + "\n")


def _add(name: str, answer: dict[str, str], wanted: str, report: Report) -> None:
    if "error" in answer:
        report.failed.append(f"{name}: {answer['error']}")
        return
    found = compare_words(normal_form(wanted), normal_form(answer["html"]))
    report.words += found.before
    report.same += found.same
    if not found.changes:
        report.equal += 1
        return
    report.different.append(name)
    for one in found.changes:
        report.changes[f"{kind(one.before)} → {kind(one.after)}"].append((name, one))


def print_report(report: Report, samples: int, only: str) -> None:
    total = report.equal + len(report.different) + len(report.failed)
    share = 100 * report.equal / max(1, total), 100 * report.same / max(1, report.words)
    print(f"\npages: {share[0]:.2f}% of {total} equal; words and marks: {share[1]:.4f}% of {report.words} equal")
    for line in report.failed[: 4 * samples]:
        print("failed", line)
    pages_of = {name: len({page for page, _ in found}) for name, found in report.changes.items()}
    for name in sorted(pages_of, key=lambda name: -pages_of[name]):
        found = report.changes[name]
        if only in name:
            print(f"\n## {name}: {len(found)} in {pages_of[name]} pages")
            for page, one in found[:: max(1, len(found) // samples)][:samples]:
                print(f"  {page}\n    {one.lead} [-{one.before[:200]}-] {{+{one.after[:200]}+}} {one.trail}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", type=Path, metavar="SITE")
    parser.add_argument("--samples", type=int, default=3, help="samples of each kind of difference")
    parser.add_argument("--limit", type=int, help="at most so many pages of each site, evenly chosen")
    parser.add_argument("--kind", default="", help="only differences whose kind contains this")
    parser.add_argument("--only", default="", help="only pages whose path contains this")
    args = parser.parse_args()
    total = Report()
    for site in args.sites:
        files = [path for path in pages(site) if args.only in str(path)]
        if args.limit and len(files) > args.limit:
            files = files[:: -(-len(files) // args.limit)]
        before = total.equal, len(total.different) + len(total.failed)
        compare(converted(site, files), total)
        equal, different = total.equal - before[0], len(total.different) + len(total.failed) - before[1]
        print(f"{site.name:16} {100 * equal / max(1, equal + different):6.2f}% equal of {equal + different:5}")
    print_report(total, args.samples, args.kind)
    return 0 if not total.different and not total.failed else 1


if __name__ == "__main__":
    sys.exit(main())
