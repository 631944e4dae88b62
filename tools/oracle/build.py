"""Building a site with real Docusaurus, its packages pinned in the files beside this one, one a generation."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from migrator.docusaurus.config.generation import read_version

PACKAGES = {2: Path(__file__).with_name("package-2.json"), 3: Path(__file__).with_name("package.json")}
_CACHE = Path(__file__).parents[2] / ".cache"
CACHES = {2: _CACHE / "oracle-2", 3: _CACHE / "oracle"}
_INSTALL_SECONDS = 600
_BUILD_SECONDS = 600
_ENVIRONMENT = {"CI": "true", "NODE_ENV": "production", "DOCUSAURUS_NO_TELEMETRY": "1"}


class BuildFailed(Exception):
    """npm or Docusaurus ended with an error; the message holds what it said."""


def install(generation: int) -> None:
    """Install the packages of a generation into its cache, unless just these are there.

    No lock file is kept, as it would name the registry of the machine that wrote it.
    """
    packages, cache = PACKAGES[generation], CACHES[generation]
    installed = cache / "package.json"
    if installed.exists() and installed.read_bytes() == packages.read_bytes():
        return
    cache.mkdir(parents=True, exist_ok=True)
    fresh = cache / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    shutil.copy(packages, fresh / "package.json")
    command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
    _run(command, fresh, _INSTALL_SECONDS)
    shutil.rmtree(cache / "node_modules", ignore_errors=True)
    (fresh / "node_modules").rename(cache / "node_modules")
    # Last, so that an installation that was cut short is done again.
    (fresh / "package.json").replace(installed)
    fresh.rmdir()


def build(site: Path) -> Path:
    """Build a copy of the site and return the folder of rendered pages.  Raise ``BuildFailed``.

    The copy stands below the installed packages, where Node looks for them.  The site's ``package.json`` says of which
    generation they are.
    """
    generation = read_version(site, site)[0]
    install(generation)
    cache = CACHES[generation]
    copy = cache / "sites" / site.parent.name
    rendered = cache / "build" / site.parent.name
    shutil.rmtree(copy, ignore_errors=True)
    shutil.rmtree(rendered, ignore_errors=True)
    shutil.copytree(site, copy)
    (copy / "package.json").write_text('{"private": true}\n')
    docusaurus = cache / "node_modules/@docusaurus/core/bin/docusaurus.mjs"
    _run(["node", str(docusaurus), "build", "--no-minify", "--out-dir", str(rendered)], copy, _BUILD_SECONDS)
    return rendered


def _run(command: list[str], folder: Path, seconds: float) -> None:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | _ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=seconds,
            check=False,
        )
    except FileNotFoundError as error:
        raise BuildFailed(f"{command[0]} is not installed: Docusaurus needs Node.js 20 or newer.") from error
    except subprocess.TimeoutExpired as error:
        raise BuildFailed(f"{' '.join(command)} took longer than {seconds:g} seconds.") from error
    if done.returncode:
        raise BuildFailed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-4000:]}")
