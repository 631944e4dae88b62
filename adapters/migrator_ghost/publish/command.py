"""The command ``migrate publish``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from migrator.errors import MigratorError
from migrator_ghost.publish.addresses import Fate
from migrator_ghost.publish.client import Client
from migrator_ghost.publish.folder import Folder
from migrator_ghost.publish.key import AdminKey
from migrator_ghost.publish.run import Outcome, Report, publish
from migrator_ghost.publish.run import Progress as ProgressFunction

#: The variable of the environment that may hold the key.
KEY = "GHOST_ADMIN_API_KEY"
#: What is said of posts that need somebody's attention.
_ATTENTION = {
    Outcome.FAILED: "failed",
    Outcome.EDITED: "edited in Ghost since they were published; left alone (--overwrite replaces them)",
    Outcome.FOREIGN: "were in Ghost already with another content; left alone (--overwrite replaces them)",
}
_BY_HAND = "upload {path} in Ghost under Settings → Labs → Beta features, or use your staff access token as the key"
_FATES = {
    Fate.UPLOADED: "uploaded",
    Fate.KEPT: "Ghost has others; they were left alone (--overwrite replaces them)",
    Fate.BY_HAND: _BY_HAND,
    Fate.FAILED: "failed",
}


@click.command("publish", short_help="Bring a migrated site into a running Ghost.")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--url", required=True, help="Where Ghost's admin is, such as https://example.org (without /ghost).")
@click.option("--overwrite", is_flag=True, help="Replace posts, too, that were edited in Ghost or written there.")
@click.option("--dry-run", is_flag=True, help="Only say what there is to do.")
@click.option("-q", "--quiet", is_flag=True, help="Show only what needs attention.")
def command(folder: Path, url: str, overwrite: bool, dry_run: bool, quiet: bool) -> None:
    """Bring FOLDER, written by migrate --to ghost, into a running Ghost.

    Posts and pages are created, or updated where they are there; twice changes nothing.  The Admin API key is taken
    from GHOST_ADMIN_API_KEY, or asked for.
    """
    site = Folder(folder)
    _warn_of_clear_text(url)
    client = Client(url, AdminKey(_key()))
    with _progress(hidden=quiet) as progress:
        report = publish(site, client, overwrite=overwrite, dry_run=dry_run, progress=progress)
    _print(report, dry_run=dry_run, quiet=quiet)
    if report.failed:
        sys.exit(1)


def _key() -> str:
    """Return the key from where nobody else reads it: not from the command line, which every process may see."""
    if key := os.environ.get(KEY):
        return key
    if not _asks():
        raise MigratorError(f"There is no Admin API key: put it into the environment as {KEY}.")
    entered: str = click.prompt("Admin API key", hide_input=True, err=True)
    return entered


def _asks() -> bool:
    return sys.stdin.isatty()


def _warn_of_clear_text(url: str) -> None:
    host = urlsplit(url).hostname or ""
    try:
        near = ip_address(host).is_loopback
    except ValueError:
        near = host == "localhost"
    if urlsplit(url).scheme == "http" and not near:
        click.echo(f"{url} is no https: whoever is on the way reads what is sent.", err=True)


@contextmanager
def _progress(*, hidden: bool) -> Iterator[ProgressFunction]:
    """Yield a function that draws the progress of a run; on a terminal only."""
    columns = (TextColumn("Publishing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=hidden or not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _print(report: Report, *, dry_run: bool, quiet: bool) -> None:
    if not quiet:
        done = ", ".join(f"{len(report.posts[one])} {one.value}" for one in Outcome if report.posts[one]) or "none"
        click.echo(
            f"{'Would be done' if dry_run else 'Done'}: posts and pages {done}; "
            f"tags {len(report.tags)} made, files {report.uploads} uploaded."
        )
    for outcome, what in _ATTENTION.items():
        posts = report.posts[outcome]
        _list(f"Posts {what}", (f"{name}: {reason}" if reason else name for name, reason in posts.items()))
    _list("Not taken by Ghost", (f"{name}: {reason}" for name, reason in sorted(report.refused.items())))
    _list("Shown in posts, but not in the folder", report.missing)
    _list("Not in Ghost's staff, so their posts are the owner's; invite them and publish again", report.strangers)
    for file in report.addresses:
        if file.fate is Fate.UNCHANGED or (quiet and file.fate is Fate.UPLOADED):
            continue
        said = "would be uploaded" if dry_run and file.fate is Fate.UPLOADED else _FATES[file.fate]
        click.echo(f"{file.name}: {said.format(path=file.path)}{'. ' + file.reason if file.reason else ''}")


def _list(title: str, lines: Iterable[str]) -> None:
    lines = list(lines)
    if lines:
        click.echo(f"\n{click.style(title, bold=True)} ({len(lines)})")
        for line in lines:
            click.echo(f"  {line}")
