"""Migrate real sites, build them with Hugo, hold them against what Docusaurus rendered, and print the figures.

    python -m tools.real_sites SITE BUILD [SITE BUILD ...]

SITE is a Docusaurus site's folder, BUILD what Docusaurus rendered of it.  The table is Markdown, one row a site.  A
cell is the share that is there; behind it, where anything is lost, how many, and how many of those no diagnostic of
their page explains.  Words are the mean of the pages, the worst page, and the worst that no diagnostic explains.
"""

from __future__ import annotations

import os
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from migrator.pipeline import migrate
from migrator.verify.address import Home
from migrator.verify.compare import Comparison, Figure, compare_sites
from migrator.verify.report_html import to_html
from migrator.verify.report_text import NAMES, percent
from migrator.verify.sites import open_site
from migrator.verify.told import Told

HUGO = Path(sysconfig.get_path("scripts")) / "hugo"
COLUMNS = ("routes", "words", "anchors", "code", "images", "links", "tables", "admonitions", "metadata", "programs")


@click.command()
@click.argument("places", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--repository", multiple=True, type=click.Path(path_type=Path, exists=True), help="As for migrate.")
@click.option("--env", multiple=True, metavar="NAME=VALUE", help="As for migrate, for all sites.")
@click.option("--reports", type=click.Path(path_type=Path, file_okay=False), help="Where to put HTML reports.")
def main(places: tuple[Path, ...], repository: tuple[Path, ...], env: tuple[str, ...], reports: Path | None) -> None:
    """Print the figures of each SITE, held against its BUILD."""
    if len(places) % 2:
        raise click.UsageError("Name a BUILD for each SITE.")
    click.echo("| site | pages | " + " | ".join(NAMES[name] for name in COLUMNS) + " |")
    click.echo("|" + " --- |" * (len(COLUMNS) + 2))
    variables = dict(entry.split("=", 1) for entry in env)
    for site, build in zip(places[::2], places[1::2], strict=True):
        inside = [folder for folder in repository if site.resolve().is_relative_to(folder.resolve())]
        comparison = hold(site, build, inside[0] if inside else None, variables)
        click.echo(f"| {build.name} | " + " | ".join(row(comparison)) + " |")
        if reports:
            reports.mkdir(parents=True, exist_ok=True)
            (reports / f"{build.name}.html").write_text(to_html(comparison), "utf-8")


def hold(site: Path, build: Path, repository: Path | None, env: dict[str, str]) -> Comparison:
    """Migrate a site to a folder that does not stay, build it, and compare.  Hugo must have nothing to say."""
    jobs = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "hugo"
        report = migrate(site, "hugo", output, repository=repository, env=env)
        subprocess.run(
            [HUGO, "--source", output, "--panicOnWarning", "--quiet"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        before = open_site(str(build), jobs=jobs)
        after = open_site(str(output / "public"), like=before, jobs=jobs)
        return compare_sites(before, after, told=Told(report.to_json(), Home(base=before.base)), jobs=jobs)


def row(comparison: Comparison) -> Iterator[str]:
    """Yield the cells of a site."""
    yield str(sum(page.is_content for page in comparison.pages))
    figures = {figure.name: figure for figure in comparison.figures()}
    rest = {figure.name: figure for figure in comparison.figures(explained=False)}
    for name in COLUMNS:
        yield cell(figures[name], rest[name])


def cell(figure: Figure, rest: Figure) -> str:
    """Return a figure with what is lost, and what of that is not explained."""
    if not figure.of:
        return "–"
    if figure.least >= 100:
        return "100 %"
    if figure.name == "words":
        return f"{percent(figure.mean)} (worst {percent(figure.least)}, unexplained {percent(rest.least)})"
    return f"{percent(figure.total)} ({figure.lost} of {figure.of} lost, {rest.lost} unexplained)"


if __name__ == "__main__":
    main()
