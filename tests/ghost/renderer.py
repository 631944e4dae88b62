"""Ghost's own renderer, without Ghost: what becomes of Lexical documents, and what its editor loses of them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.ghost.install import environment, install

SCRIPT = Path(__file__).with_name("render.mjs")


@dataclass(frozen=True)
class Rendered:
    """A document as HTML, and a sentence for every node or field that the editor did not take as it was."""

    html: str
    lost: list[str]


def render(documents: Iterable[dict[str, Any]]) -> list[Rendered]:
    """Render Lexical documents (``{"root": …}``) as Ghost does, in their order; URLs stay as they are."""
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    done = subprocess.run(
        ["node", str(SCRIPT), str(install() / "package")],
        input=lines,
        env={**environment(), "NODE_ENV": "development"},  # for errors in words instead of numbers
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    if done.returncode:
        raise RuntimeError(f"the renderer failed:\n{done.stderr[-4000:]}")
    return [Rendered(**json.loads(line)) for line in done.stdout.split("\n") if line.startswith("{")]
