"""The command ``migrate verify``."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from migrator.errors import SourceError
from migrator.verify.address import Home
from migrator.verify.compare import PARTS, Exceptions, compare_sites
from migrator.verify.folder import Progress as Report
from migrator.verify.live import Manners
from migrator.verify.page import Page, to_json
from migrator.verify.report_html import to_html
from migrator.verify.report_text import percent, print_report, to_data
from migrator.verify.select import to_xpath
from migrator.verify.sites import open_site
from migrator.verify.told import read_told


def _selector(_: click.Context, __: click.Parameter, value: str) -> str:
    try:
        to_xpath(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    return value


@click.command(short_help="Compare a migrated site with the one that Docusaurus rendered.")
@click.argument("before")
@click.argument("after", required=False)
@click.option("--selector", default="", callback=_selector, help="Where AFTER has its content, as a CSS selector.")
@click.option("--only", default="", metavar="PREFIX", help="Only addresses that begin so, such as /docs/.")
@click.option(
    "--exceptions",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A file of differences that are meant: lines of ADDRESS PART REASON.",
)
@click.option(
    "--told",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="What migrate --json printed: says which differences its diagnostics explain.",
)
@click.option("--worst", default=10, show_default=True, help="How many pages to show, worst first.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a report to look at.")
@click.option("--fail-under", type=float, metavar="PERCENT", help="Exit with 1 if any figure is lower than this.")
@click.option("--extract", is_flag=True, help="Print what BEFORE holds as JSON, which can take its place later.")
@click.option("--delay", default=0.05, show_default=True, help="Seconds between two requests to a live site.")
@click.option("--cache", type=click.Path(path_type=Path, file_okay=False), help="Where to keep what a live site sent.")
@click.pass_context
def verify(
    context: click.Context,
    before: str,
    after: str | None,
    selector: str,
    only: str,
    exceptions: Path | None,
    told: Path | None,
    worst: int,
    as_json: bool,
    html: Path | None,
    fail_under: float | None,
    extract: bool,
    delay: float,
    cache: Path | None,
) -> None:
    """Tell, page by page, what a reader of BEFORE would miss in AFTER.

    BEFORE is the site as Docusaurus rendered it: its build folder, the live site's address, or a file made
    by --extract.  AFTER is the site as its new home renders it: Hugo's public folder, Jekyll's _site, or an address.
    """
    manners = Manners(delay) if cache is None else Manners(delay, cache=cache)
    console = Console(stderr=True)
    jobs = os.cpu_count() or 1
    with _progress(console) as progress:
        old = open_site(before, manners=manners, jobs=jobs, progress=progress("Before"))
        if extract:
            click.echo(to_json(old), nl=False)
            return
        if after is None:
            raise click.UsageError("Name the site AFTER the migration, too.")
        new = open_site(after, like=old, selector=selector, manners=manners, jobs=jobs, progress=progress("After"))
    comparison = compare_sites(
        old,
        new,
        only=only,
        exceptions=read_exceptions(exceptions) if exceptions else [],
        told=read_told(told, Home(base=old.base)) if told else None,
        jobs=jobs,
    )
    if html:
        html.write_text(to_html(comparison), "utf-8")
    if as_json:
        click.echo(json.dumps(to_data(comparison), ensure_ascii=False, indent=1))
    else:
        print_report(comparison, Console(), pages=worst)
    lowest = comparison.lowest()
    if fail_under is not None and lowest < fail_under:
        click.echo(f"The lowest figure is {percent(lowest)}, under {fail_under:g} %.", err=True)
        context.exit(1)


def read_exceptions(path: Path) -> Exceptions:
    """Read a file of exceptions, a line each: ``/docs/old/* words The samples are generated now.``

    Raise ``SourceError`` for a line that is none.
    """
    exceptions: Exceptions = []
    known = ("routes", "entries", *PARTS)
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        pattern, part, reason = (*line.split(maxsplit=2), "", "")[:3]
        if part not in known or not reason:
            raise SourceError(f"{path}:{number}: an exception is an address, one of {', '.join(known)}, and a reason.")
        exceptions.append((pattern, part, reason.strip()))
    return exceptions


@contextmanager
def _progress(console: Console) -> Iterator[Callable[[str], Report]]:
    """Give a bar for each site that is read; shown on a terminal only."""
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )

    def bar(name: str) -> Report:
        def track(pages: Iterable[Page], total: int) -> Iterable[Page]:
            return bars.track(pages, total=total, description=name)

        return track

    with bars:
        yield bar
