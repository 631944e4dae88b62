"""Compare our trees with those of Docusaurus's own Markdown processor, page by page.

    python -m tools.dialect_oracle.compare SITE... [--samples 3] [--limit 500] [--kind table] [--show FILE]

A SITE is the folder of a site (or any folder of pages).  Prints how many pages and nodes are equal, and what
differs, grouped by kind, most frequent first, with samples.  Needs Node; its packages (package.json beside this file)
are installed into ``.cache/dialect_oracle`` on the first run, and Docusaurus's answers are kept there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import cast

from tools.dialect_oracle.normal import COMPUTED, Tree, normal_form, semantic
from tools.dialect_oracle.site_settings import site_settings

from migrator.docusaurus.files.page_file import read_page
from migrator.docusaurus.markdown import parse
from migrator.docusaurus.markdown.semantics.html_names import BOOLEAN
from migrator.docusaurus.markdown.settings import Settings
from migrator.docusaurus.page_settings import page_settings

HERE = Path(__file__).parent
CACHE = HERE.parents[1] / ".cache" / "dialect_oracle"
SKIPPED = {"node_modules", ".git", ".docusaurus", "build"}


@dataclass(slots=True)
class Mismatch:
    """Where two trees part: ``kind`` groups, ``place`` is path:line."""

    kind: str
    place: str
    theirs: str
    ours: str


@dataclass(slots=True)
class Report:
    """What a run found."""

    equal: int = 0
    rejected: int = 0
    crashed: list[str] = field(default_factory=list)
    nodes: int = 0
    nodes_equal: int = 0
    mismatches: list[Mismatch] = field(default_factory=list)
    different: list[Path] = field(default_factory=list)
    seconds: float = 0.0
    characters: int = 0


def pages(site: Path) -> list[Path]:
    """All Markdown files below a folder, sorted."""
    found = [p for pattern in ("*.md", "*.mdx") for p in site.rglob(pattern) if p.is_file()]
    return sorted(p for p in found if not SKIPPED.intersection(p.relative_to(site).parts))


def request(path: Path, settings: Settings, site_format: str) -> dict[str, object]:
    """What ``dump.mjs`` is asked for a page."""
    return {
        "path": str(path.resolve()),
        "format": site_format,
        "math": settings.math,
        "mermaid": settings.mermaid,
        "emoji": settings.emoji,
        "keywords": list(settings.admonitions),
        "maintainCase": settings.maintain_case,
        "compat": {
            "comments": settings.comments,
            "admonitions": settings.admonition_titles_inline,
            "headingIds": settings.heading_ids,
        },
        "magicComments": [
            {
                "className": c.class_name,
                "line": c.line,
                "block": {"start": c.block_start, "end": c.block_end} if c.block_start else None,
            }
            for c in settings.magic_comments
        ],
    }


def ask_docusaurus(requests: list[dict[str, object]]) -> dict[str, dict[str, object]]:
    """Return the answers of ``dump.mjs`` by path; those known already come from the cache."""
    CACHE.mkdir(parents=True, exist_ok=True)
    for name in ("dump.mjs", "package.json"):
        shutil.copyfile(HERE / name, CACHE / name)
    if not (CACHE / "node_modules").exists():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"], cwd=CACHE, check=True)
    script = (CACHE / "dump.mjs").read_bytes()
    keys = {}
    for one in requests:
        content = Path(str(one["path"])).read_bytes()
        keys[str(one["path"])] = hashlib.sha256(script + json.dumps(one).encode() + content).hexdigest()
    store = CACHE / "answers"
    store.mkdir(exist_ok=True)
    todo = [one for one in requests if not (store / keys[str(one["path"])]).exists()]
    if todo:
        lines = "".join(json.dumps(one) + "\n" for one in todo)
        out = subprocess.run(
            ["node", "--max-old-space-size=4096", "dump.mjs"], cwd=CACHE, input=lines, stdout=-1, text=True, check=True
        )
        for line in out.stdout.rstrip("\n").split("\n"):
            path = json.loads(line)["path"]
            (store / keys[path]).write_text(line, encoding="utf-8")
    return {path: json.loads((store / key).read_text(encoding="utf-8")) for path, key in keys.items()}


def same(theirs: Tree, ours: Tree) -> bool:
    """Tell whether two nodes of a kind have the same properties.

    An attribute without a value that React does not know (``allowfullscreen`` for ``allowFullScreen``) is lost
    there and kept here; paths of files are known here and computed there.
    """
    if theirs.properties == ours.properties:
        return True
    a, b = theirs.properties.get("attributes"), ours.properties.get("attributes")
    if not isinstance(a, dict) or not isinstance(b, dict) or theirs.properties["name"] != ours.properties["name"]:
        return False
    if "error" in a:
        return True
    computed = {k for k, v in a.items() if v == COMPUTED}
    a = {k: "" if k in BOOLEAN else v for k, v in a.items() if v != COMPUTED}
    return a == {k: v for k, v in b.items() if k in a or (k not in computed and v not in ("", COMPUTED))}


def differences(theirs: Tree, ours: Tree, place: str) -> Iterator[Mismatch | None]:
    """Yield ``None`` for each node that is equal in both, a mismatch where they part."""
    if theirs.kind == "interpreted":
        yield None
        return
    if theirs.kind != ours.kind:
        yield Mismatch(f"{theirs.kind} -> {ours.kind}", f"{place}:{theirs.line}", theirs.show(), ours.show())
        return
    if not same(theirs, ours):
        names = [
            k
            for k in sorted({*theirs.properties, *ours.properties})
            if theirs.properties.get(k) != ours.properties.get(k)
        ]
        yield Mismatch(
            f"{theirs.kind}.{','.join(names)}", f"{place}:{theirs.line}", theirs.show(names), ours.show(names)
        )
    else:
        yield None
    a, b = theirs.children, ours.children
    if len(a) == len(b):
        for left, right in zip(a, b, strict=True):
            yield from differences(left, right, place)
        return
    start = 0
    while start < min(len(a), len(b)) and a[start].key() == b[start].key():
        yield from differences(a[start], b[start], place)
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end].key() == b[-1 - end].key():
        end += 1
    for left, right in zip(a[len(a) - end :], b[len(b) - end :], strict=True):
        yield from differences(left, right, place)
    left_over, right_over = a[start : len(a) - end], b[start : len(b) - end]
    line = left_over[0].line if left_over else (right_over[0].line if right_over else theirs.line)
    kind = f"{theirs.kind} children: [{kinds(left_over)}] -> [{kinds(right_over)}]"
    yield Mismatch(
        kind, f"{place}:{line}", " ".join(t.show() for t in left_over), " ".join(t.show() for t in right_over)
    )


def kinds(trees: list[Tree]) -> str:
    names = [t.kind for t in trees]
    return " ".join(names[:3]) + (" ..." if len(names) > 3 else "")


def compare_site(site: Path, report: Report, limit: int | None, only: str | None) -> None:
    settings, site_format = site_settings(site)
    files = pages(site)
    if only:
        files = [p for p in files if only in str(p)]
    if limit and len(files) > limit:
        files = files[:: -(-len(files) // limit)]
    answers = ask_docusaurus([request(p, settings, site_format) for p in files])
    for path in files:
        answer = answers[str(path.resolve())]
        page = read_page(path, PurePosixPath(path.relative_to(site)))
        source = page.source
        own_settings = page_settings(settings, path.name, page.front_matter, site_format)
        started = time.perf_counter()
        try:
            parsed = parse(source, own_settings)
        except Exception as error:
            report.crashed.append(f"{path}: {type(error).__name__}: {error}")
            continue
        report.seconds += time.perf_counter() - started
        report.characters += len(source.text)
        if "error" in answer:
            report.rejected += 1
            continue
        theirs = semantic(Tree.from_json(cast("list[object]", answer["tree"])))
        found = list(differences(theirs, normal_form(parsed.root, source), str(path)))
        wrong = [m for m in found if m is not None]
        report.nodes += len(found)
        report.nodes_equal += len(found) - len(wrong)
        report.mismatches += wrong
        if wrong:
            report.different.append(path)
        else:
            report.equal += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", type=Path, metavar="SITE")
    parser.add_argument("--samples", type=int, default=3, help="samples of each kind of mismatch")
    parser.add_argument("--limit", type=int, help="at most so many pages of each site, evenly chosen")
    parser.add_argument("--kind", default="", help="only mismatches whose kind contains this")
    parser.add_argument("--only", help="only pages whose path contains this")
    parser.add_argument("--first", action="store_true", help="only the first mismatch of each page")
    args = parser.parse_args()
    total = Report()
    for site in args.sites:
        before = (total.equal, len(total.different), total.rejected, len(total.crashed))
        compare_site(site, total, args.limit, args.only)
        after = (total.equal, len(total.different), total.rejected, len(total.crashed))
        equal, different, rejected, crashed = (b - a for a, b in zip(before, after, strict=True))
        share = 100 * equal / max(1, equal + different + crashed)
        print(
            f"{site.name:16} {share:6.2f}% equal of {equal + different + crashed:5}, {rejected} rejected by Docusaurus"
        )
    print_report(total, args.samples, args.kind, args.first)
    return 0 if not total.different and not total.crashed else 1


def print_report(report: Report, samples: int, kind: str, first: bool) -> None:
    compared = report.equal + len(report.different) + len(report.crashed)
    print(
        f"\npages: {100 * report.equal / max(1, compared):.2f}% of {compared} equal; nodes: "
        f"{100 * report.nodes_equal / max(1, report.nodes):.3f}% of {report.nodes} equal; "
        f"{report.rejected} pages rejected by Docusaurus; {len(report.crashed)} crashed here; "
        f"{report.characters / max(report.seconds, 1e-9) / 1e6:.2f} M characters/s"
    )
    for line in report.crashed[:samples]:
        print("crash", line)
    groups: dict[str, list[Mismatch]] = defaultdict(list)
    pages_of: dict[str, set[str]] = defaultdict(set)
    seen: set[str] = set()
    for one in report.mismatches:
        page = one.place.rsplit(":", 1)[0]
        if first and page in seen:
            continue
        seen.add(page)
        groups[one.kind].append(one)
        pages_of[one.kind].add(page)
    for name, count in Counter({name: len(p) for name, p in pages_of.items()}).most_common():
        if kind not in name:
            continue
        print(f"\n## {name}: {len(groups[name])} in {count} pages")
        for one in groups[name][:: max(1, len(groups[name]) // samples)][:samples]:
            print(f"  {one.place}\n    theirs {one.theirs[:300]}\n    ours   {one.ours[:300]}")


if __name__ == "__main__":
    sys.exit(main())
