"""The outcome of a comparison, on the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from migrator.verify.compare import PARTS, Comparison, PageResult
from migrator.verify.text import Change

NAMES = {
    "routes": "Addresses",
    "words": "Words",
    "anchors": "Anchors",
    "code": "Code blocks",
    "images": "Images",
    "links": "Links",
    "tables": "Tables",
    "admonitions": "Admonitions",
    "embeds": "Videos and frames",
    "metadata": "Metadata",
    "entries": "Entries of listings",
    "programs": "Pages drawn by programs",
    "drawn": "Words drawn by programs",
}
_CONTEXT = 3  # words around a change
_LONG = 160  # characters of one


def percent(value: float) -> str:
    """Return a percentage that says 100 only where it is."""
    return "100 %" if value >= 100 else f"{min(value, 99.99):.2f} %"


def print_report(comparison: Comparison, console: Console, *, pages: int, findings: int = 6) -> None:
    """Print the figures, and the worst ``pages`` with the first ``findings`` of each."""
    console.print(_figures(comparison))
    if comparison.is_told and any(figure.least < 100 for figure in comparison.figures()):
        console.print(_explained(comparison))
        for line in comparison.of_all:
            console.print("Said of all pages: " + escape(line), highlight=False)
    different = [page for page in comparison.pages if not page.is_same]
    same = len(comparison.pages) - len(different)
    console.print(f"{same} of {len(comparison.pages)} pages are the same. {len(comparison.new)} addresses are new.")
    for thing in comparison.furniture:
        console.print(f"On almost every page before, and left out as part of the layout: {escape(_cut(thing))}")
    for page in different[:pages]:
        console.print()
        console.print(f"[bold]{escape(page.route)}[/bold]  {escape(_scores(page))}", highlight=False)
        for line in _details(page, findings):
            console.print("  " + line, highlight=False)
        for line in _why(page)[:findings]:
            console.print("  " + escape(f"explained by {line}"), style="dim", highlight=False)
    if len(different) > pages:
        console.print(f"\n… and {len(different) - pages} more pages. All of them: --html report.html")


def _figures(comparison: Comparison) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("", "kept", "of", "in all", "mean", "5th pct", "worst"):
        table.add_column(name, justify="left" if not name else "right", no_wrap=True)
    for figure in comparison.figures():
        if not figure.of:
            continue
        style = "green" if figure.total >= 100 else "yellow" if figure.total >= 99.5 else "red"
        values = [percent(value) for value in (figure.total, figure.mean, figure.fifth, figure.least)]
        table.add_row(NAMES[figure.name], str(figure.kept), str(figure.of), *values, style=style)
    return table


def _explained(comparison: Comparison) -> Table:
    """Return how much of what is lost is on pages of which the migration has said why."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("What differs", no_wrap=True)
    for name in ("lost", "explained by a diagnostic", "worst page without one"):
        table.add_column(name, justify="right", no_wrap=True)
    for figure, rest in zip(comparison.figures(), comparison.figures(explained=False), strict=True):
        if figure.least < 100:
            style = "green" if rest.least >= 100 else "red"
            values = [str(figure.lost), str(figure.lost - rest.lost), percent(rest.least)]
            table.add_row(NAMES[figure.name], *values, style=style)
    return table


def _scores(page: PageResult) -> str:
    if page.status == "missing":
        return "missing"
    low = [f"{part} {percent(100 * page.ratio(part))}" for part in (*PARTS, "entries") if page.ratio(part) < 1]
    moved = [f"at {page.at}"] if page.status == "redirected" else []
    meant = [f"{part} excepted: {reason}" for part, reason in page.excepted.items()]
    return ", ".join(moved + low + meant)


def _details(page: PageResult, most: int) -> Iterator[str]:
    if page.status != "missing":
        for change in page.words.changes[:most]:
            yield _change(change)
        if len(page.words.changes) > most:
            yield f"… {len(page.words.changes) - most} more places"
    for finding in page.findings[:most]:
        line = escape(finding.message)
        if finding.before:
            line += f"  [red]{escape(_cut(finding.before))}[/red]"
        if finding.after:
            line += f" → [green]{escape(_cut(finding.after))}[/green]"
        yield line
    if len(page.findings) > most:
        yield f"… {len(page.findings) - most} more findings"


def _why(page: PageResult) -> list[str]:
    """Return what the migration said of a page that explains a difference."""
    return list(dict.fromkeys(line for said in page.explained.values() for line in said))


def _change(change: Change) -> str:
    parts = [escape(" ".join(change.lead.split()[-_CONTEXT:]))]
    if change.before:
        parts.append(f"[red]{escape('[-' + _cut(change.before) + '-]')}[/red]")
    if change.after:
        parts.append(f"[green]{{+{escape(_cut(change.after))}+}}[/green]")
    parts.append(escape(" ".join(change.trail.split()[:_CONTEXT])))
    return " ".join(part for part in parts if part)


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"


def to_data(comparison: Comparison) -> dict[str, Any]:
    """Return the outcome as JSON data: figures, all pages worst first, new routes."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "figures": [
            {
                "name": figure.name,
                "kept": figure.kept,
                "of": figure.of,
                "total": round(figure.total, 4),
                "mean": round(figure.mean, 4),
                "fifth_percentile": round(figure.fifth, 4),
                "worst": round(figure.least, 4),
                **({"unexplained": [rest.lost, round(rest.least, 4)]} if comparison.is_told else {}),
            }
            for figure, rest in zip(comparison.figures(), comparison.figures(explained=False), strict=True)
        ],
        "pages": [_page(page) for page in comparison.pages],
        "new": comparison.new,
        "furniture": comparison.furniture,
        "of_all": comparison.of_all,
    }


def _page(page: PageResult) -> dict[str, Any]:
    data: dict[str, Any] = {
        "route": page.route,
        "kind": page.kind,
        "title": page.title,
        "status": page.status,
        "at": page.at,
        "scores": {part: [score.kept, score.total] for part, score in page.scores.items() if score.total},
    }
    if page.is_content:
        data["words"] = {
            "before": page.words.before,
            "lost": page.words.lost,
            "added": page.words.added,
            "ratio": round(100 * page.words.ratio, 4),
        }
    if page.words.changes:
        data["changes"] = [[c.lead, c.before, c.after, c.trail] for c in page.words.changes]
    if page.findings:
        data["findings"] = [[f.part, f.message, f.before, f.after] for f in page.findings]
    if page.explained:
        data["explained"] = page.explained
    if page.excepted:
        data["excepted"] = page.excepted
    return data
