"""The command ``migrate``."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import click

from migrator import __version__
from migrator.adapter import Options, adapter_names, find_adapter
from migrator.api import convert_text, load_site, read_post
from migrator.diagnostics import Code, Diagnostic, Severity, explain
from migrator.errors import MigratorError, SourceError
from migrator.inspect import to_json
from migrator.pipeline import KINDS, Report
from migrator.pipeline import Progress as ProgressFunction
from migrator.pipeline import migrate as migrate_site
from migrator.redirects import HOSTS
from migrator.snapshot import check_fixtures

#: Places shown for each code in the summary, unless the user asks for all of them.
PLACES = 5
MARKDOWN = (".md", ".mdx")
#: Commands that need libraries which no other needs, and where they are.
APART = {"verify": "migrator.verify.command"}
#: The entry-point group under which a package brings commands of its own: each a ``click.Command``.
COMMANDS = "migrator.commands"


@cache
def _brought() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=COMMANDS)}


class Commands(click.Group):
    """A group whose default command is ``site``: ``migrate DOCS --to hugo`` needs no verb."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *APART, *_brought()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in APART:
            command: click.Command = getattr(import_module(APART[cmd_name]), cmd_name)
            return command
        own = super().get_command(ctx, cmd_name)
        if own is None and cmd_name in _brought():
            brought: click.Command = _brought()[cmd_name].load()
            return brought
        return own

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = {*self.list_commands(ctx), *self.get_help_option_names(ctx), "--version"}
        if args and not known.intersection(args[:1]):
            args = ["site", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what a user did wrong is a sentence and an exit code, never a traceback."""
        try:
            return super().invoke(ctx)
        except MigratorError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.version_option(__version__, message=f"%(prog)s %(version)s (targets: {', '.join(adapter_names())})")
def main() -> None:
    """Move a Docusaurus site to another home.

    \b
    migrate MY-SITE --to hugo          a whole site, into MY-SITE-hugo
    migrate post.md --to hugo          one file, to the terminal
    """


class SiteCommand(click.Command):
    """A command whose help also tells what each installed target can be set to."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the targets' own settings."""
        for name in adapter_names():
            if settings := find_adapter(name).settings:
                with formatter.section(f"Settings of {name} (--set)"):
                    formatter.write_dl(sorted(settings.items()))


@main.command("site", cls=SiteCommand, short_help="Migrate a site or a single file (the default command).")
@click.argument("source", default=".", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--to", "target", required=True, metavar="TARGET", help=f"One of: {', '.join(adapter_names())}.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder to write; default: SOURCE-TARGET.")
@click.option("--only", metavar="KINDS", default="", help="Only these of docs,blog,pages.")
@click.option("--dry-run", is_flag=True, help="Do everything but write.")
@click.option("--strict", is_flag=True, help="Exit with 1 if anything was lost.")
@click.option("--force", is_flag=True, help="Write into a folder that holds something else.")
@click.option(
    "--repository",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Nothing outside of this folder is read; default: the nearest one with .git, else SOURCE.",
)
@click.option("--env", multiple=True, metavar="NAME=VALUE", help="A variable for the site's configuration.")
@click.option("--no-layouts", is_flag=True, help="Leave out the starter layouts: you bring a theme.")
@click.option("--redirects", "host", type=click.Choice(sorted(HOSTS)), help="Also write the redirects for this host.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of the target's own; see below."
)
@click.option("-j", "--jobs", type=click.IntRange(min=1), help="Processes; default: one a core.")
@click.option("-v", "--verbose", is_flag=True, help="Show every diagnostic with every place.")
@click.option("-q", "--quiet", is_flag=True, help="Show errors only.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def site(
    source: Path,
    target: str,
    output: Path | None,
    only: str,
    dry_run: bool,
    strict: bool,
    force: bool,
    repository: Path | None,
    env: tuple[str, ...],
    no_layouts: bool,
    host: str | None,
    settings: tuple[str, ...],
    jobs: int | None,
    verbose: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Migrate SOURCE, a site's folder (default: here), a .md or .mdx file, or - for standard input."""
    options = Options(layouts=not no_layouts, host=host, settings=_pairs(settings, "--set"))
    if str(source) == "-" or source.suffix in MARKDOWN:
        diagnostics = _convert_one(source, target, options, output, quiet=quiet)
        lost = any(d.severity is Severity.ERROR for d in diagnostics)
    else:
        with _progress(hidden=quiet or as_json) as progress:
            report = migrate_site(
                source,
                target,
                output,
                only=_kinds(only),
                options=options,
                repository=repository,
                env=_pairs(env, "--env"),
                force=force,
                dry_run=dry_run,
                jobs=jobs,
                progress=progress,
            )
        if as_json:
            click.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
        else:
            _summary(report, dry_run=dry_run, verbose=verbose, quiet=quiet)
        lost = report.lost
    if strict and lost:
        sys.exit(1)


def _kinds(only: str) -> frozenset[str]:
    kinds = frozenset(word.strip() for word in only.split(",") if word.strip())
    if unknown := kinds - KINDS.keys():
        raise click.BadParameter(f"{', '.join(sorted(unknown))}: choose from docs, blog, pages.", param_hint="--only")
    return kinds


def _pairs(entries: tuple[str, ...], option: str) -> dict[str, str]:
    if not all("=" in entry for entry in entries):
        raise click.BadParameter("Write it as NAME=VALUE.", param_hint=option)
    return dict(entry.split("=", 1) for entry in entries)


def _convert_one(source: Path, target: str, options: Options, output: Path | None, *, quiet: bool) -> list[Diagnostic]:
    """Convert a single file to standard output, or to the file ``output``; diagnostics go to standard error."""
    if str(source) == "-":
        text, name = sys.stdin.buffer.read(), "stdin.mdx"
    else:
        text, name = _read(source), str(source)
    converted, diagnostics = convert_text(text, target, name=name, options=options)
    if output:
        output.write_text(converted, "utf-8", newline="")
    else:
        click.echo(converted.encode("utf-8", "surrogatepass"), nl=False)
    for diagnostic in diagnostics:
        if not quiet or diagnostic.severity is Severity.ERROR:
            click.echo(str(diagnostic), err=True)
    return diagnostics


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from None


@contextmanager
def _progress(*, hidden: bool) -> Iterator[ProgressFunction | None]:
    """Yield a function that draws the progress of a run; on a terminal only."""
    if hidden or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("Converting pages"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # It has no thread that refreshes it: processes are forked while it is there.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total, refresh=True)


def _summary(report: Report, *, dry_run: bool, verbose: bool, quiet: bool) -> None:
    """Print what was done and what needs a human, grouped by code."""
    shown = [d for d in report.diagnostics if d.severity is Severity.ERROR or not quiet]
    if not verbose:
        shown = [d for d in shown if d.severity is not Severity.INFO]
    if not quiet:
        verb = "Would write" if dry_run else "Wrote"
        click.echo(
            f"{verb} {_count(report.pages, 'page')}, {_count(report.listings, 'listing')}, "
            f"{_count(report.assets, 'asset')} and {_count(report.redirects, 'redirect')} "
            f"to {report.output} in {report.seconds:.1f} s."
        )
    _groups(shown, verbose=verbose)
    if not quiet and not shown:
        click.echo("Nothing needs a human.")
    if not quiet and not dry_run:
        click.echo(f"\nNext: {find_adapter(report.target).next_step.format(output=shlex.quote(str(report.output)))}")


def _groups(diagnostics: list[Diagnostic], *, verbose: bool) -> None:
    groups: dict[Code, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        groups.setdefault(diagnostic.code, []).append(diagnostic)
    order = list(Severity)
    for code, group in sorted(groups.items(), key=lambda g: (order.index(g[1][0].severity), g[0].value)):
        kind = group[0].kind
        click.echo(f"\n{click.style(kind.severity.value, bold=True)} {code.value}: {kind.title} ({len(group)})")
        places = group if verbose else group[:PLACES]
        for diagnostic in places:
            click.echo(f"  {diagnostic.place + ': ' if diagnostic.place else ''}{diagnostic.message}")
        if len(group) > len(places):
            click.echo(f"  ... and {len(group) - len(places)} more (-v shows all)")
        click.echo(f"  {kind.hint}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


@main.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
def inspect(path: Path) -> None:
    """Print the neutral model of a site's folder or of one file as JSON."""
    model = read_post(path) if path.is_file() else load_site(path).site
    click.echo(json.dumps(to_json(model), ensure_ascii=False, indent=2))


@main.command("explain")
@click.argument("code", type=click.Choice([code.value for code in Code]), metavar="CODE")
def explain_code(code: str) -> None:
    """Print what a diagnostic's CODE means and what to do."""
    click.echo(explain(Code(code)), nl=False)


@main.command()
@click.argument("fixtures", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--update", is_flag=True, help="Rewrite the snapshots instead of checking them.")
def snapshot(fixtures: Path, update: bool) -> None:
    """Check the conversions of FIXTURES (single cases and whole sites) against their snapshots."""
    differences = check_fixtures(fixtures, update=update)
    for difference in differences:
        click.echo(difference)
    if differences and not update:
        sys.exit(1)
