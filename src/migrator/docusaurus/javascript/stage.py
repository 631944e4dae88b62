"""Drawing what the site's own React components show, in the sandbox.

A component is a function of its properties, and most of them are no more than that.  So it can be called once, outside
of any browser, and what it returns can be put in its place (``react.js``, ``sandbox.js``).  Starting V8 takes a while:
one process draws everything that a process of the migration asks for.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import weakref
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, cast

from migrator.docusaurus.config import Config
from migrator.docusaurus.files.data_file import read_messages
from migrator.docusaurus.javascript.picture import Picture
from migrator.docusaurus.javascript.sandbox import MEGABYTES, SandboxError, environment, relative_path

#: So long may the use of a component take: far more than it needs, for the machine may be busy.
_SECONDS = 10.0
#: So often may a component have to be stopped by force; then nothing more is drawn.
_MOST_STOPS = 3
#: So many pages are drawn by one process: what they leave behind shall not add up.
_MOST_SCENES = 500

_NO_FACTS: Mapping[str, object] = {"config": {}, "i18n": {}, "messages": {}, "permalink": "/", "generated": {}}

_playing: weakref.ref[Stage] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """The code of a page, in which its components are used: ``path`` of the page, its imports and exports.

    ``facts`` are what components may ask of the page: its ``permalink``, for one.
    """

    path: Path
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Stage:
    """Draws the components of one site.  ``registers`` tells whether it has components for all pages.

    Can be pickled.  The process is started when it is first needed, and by whom needs it.
    """

    def __init__(self, request: dict[str, Any], *, registers: bool) -> None:
        self.registers = registers
        self._request = request
        self._actor: _Actor | None = None
        self._stops = 0

    @classmethod
    def of(cls, config: Config, generated: Mapping[str, object] | None = None) -> Stage:
        """Return the stage of a site; ``generated`` are the modules behind ``@generated/``, which are data."""
        messages, _ = read_messages(config.localization / "code.json", config)
        told = config.raw.get("i18n")
        i18n = {
            "currentLocale": config.locale,
            "defaultLocale": told.get("defaultLocale") if isinstance(told, Mapping) else config.locale,
            "locales": config.locales,
            "localeConfigs": {config.locale: {"direction": config.direction, "htmlLang": config.html_lang}},
        }
        facts = {
            "config": {**_plain(config.raw), "baseUrl": config.base_url, "url": config.url, "title": config.title},
            "i18n": i18n,
            "messages": messages,
            "permalink": config.base_url,
            "generated": generated or {},
        }
        theme = config.root / "src" / "theme"
        registered = any(theme.glob("MDXComponents.*")) or any((theme / "MDXComponents").glob("index.*"))
        return cls.bare(config.repository, config.root, facts, registers=registered)

    @classmethod
    def bare(
        cls, repository: Path, site: Path, facts: Mapping[str, object] = _NO_FACTS, *, registers: bool = False
    ) -> Stage:
        """Return a stage that knows of a site no more than its files and ``facts``."""
        request = {
            "draw": True,
            "entry": "",
            "repository": str(repository.resolve()),
            "site": str(site.resolve()),
            "env": {"NODE_ENV": "production"},
            "watch": [],
            "facts": json.loads(json.dumps(facts, default=str)),
            "seconds": _SECONDS,
            "megabytes": MEGABYTES,
        }
        return cls(request, registers=registers)

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_actor": None}

    def draw(self, scene: Scene, code: str) -> Picture:
        """Draw what the expression ``code`` (JavaScript, JSX) is on a page.

        ``$slot(number)`` stands in it for content that is not JavaScript's.  Raises ``SandboxError``.
        """
        outcome = self._ask(scene, code)
        if "error" in outcome and outcome.get("packages"):
            outcome = self._ask(scene, code, packages=False)
        try:
            if "error" in outcome:
                raise self._failure(outcome, scene)
            return Picture(
                list(outcome["tree"]),
                tuple(map(str, outcome["unknown"])),
                tuple(map(str, outcome["moves"])),
                outcome["title"],
                outcome["description"],
            )
        except (KeyError, TypeError):  # made up by the component itself
            raise SandboxError("What it draws cannot be read", scene.path) from None

    def _failure(self, outcome: dict[str, Any], scene: Scene) -> SandboxError:
        """Return what to raise; the message names the place, where it is in another file than the page."""
        message, line = str(outcome["error"]), outcome.get("line")
        path, number = Path(outcome.get("path") or scene.path), line if isinstance(line, int) else 0
        if path != scene.path:
            message += f" ({relative_path(path, Path(self._request['site']))}:{number})"
        return SandboxError(message, path, number)

    def close(self) -> None:
        """End the process; it starts anew when it is needed again."""
        if self._actor is not None and self._actor.owner == os.getpid():
            self._actor.end()
        self._actor = None

    def _take_turn(self) -> None:
        """End the process of any other stage, that of another language: their pages come one after the other."""
        global _playing
        if _playing and (other := _playing()):
            other.close()
        _playing = weakref.ref(self)

    def _ask(self, scene: Scene, code: str, *, packages: bool = True) -> dict[str, Any]:
        if self._stops >= _MOST_STOPS:
            raise SandboxError("Components of this site had to be stopped too often", scene.path)
        actor = self._actor
        if actor is None or actor.owner != os.getpid() or (actor.scenes >= _MOST_SCENES and actor.scene != scene):
            self.close()
            self._take_turn()
            actor = self._actor = _Actor(self._request)
        try:
            outcome = actor.ask(scene, code, packages=packages)
        except (OSError, ValueError):  # V8 ends its process where a single allocation fails
            message = f"It needs more than {MEGABYTES} MB of memory"
            outcome = {"error": message, "ended": True, "packages": packages}
        if outcome.get("ended"):
            self._stops += 1
            self.close()
        return outcome


class _Actor:
    """A process that draws.  It ends with this object, at the latest."""

    def __init__(self, request: dict[str, Any]) -> None:
        self.owner = os.getpid()
        self.scene: Scene | None = None
        self.packages = True
        self.scenes = 0
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "migrator.docusaurus.javascript.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            env=environment(),
        )
        self._told = cast(IO[str], process.stdin)
        self._answers = cast(IO[str], process.stdout)
        self.end = weakref.finalize(self, _end, process, self._told, self._answers)
        self._told.write(json.dumps(request) + "\n")

    def ask(self, scene: Scene, code: str, *, packages: bool) -> dict[str, Any]:
        """Return the outcome of a use, with installed ``packages`` or without.

        Raises ``OSError`` or ``ValueError`` where there is none.
        """
        use: dict[str, object] = {"code": code}
        if (scene, packages) != (self.scene, self.packages):
            self.scene, self.packages = scene, packages
            use["packages"] = packages
            self.scenes += 1
            use["page"] = [str(scene.path), f"{scene.code}\n;$scope((code) => eval(code));", scene.facts]
        self._told.write(json.dumps(use, default=str) + "\n")
        self._told.flush()
        if not select.select([self._answers], [], [], _SECONDS + 10)[0]:
            raise ValueError
        outcome = json.loads(self._answers.readline())
        return outcome if isinstance(outcome, dict) else {"error": "What it draws cannot be read"}


def _end(process: subprocess.Popen[str], *pipes: IO[str]) -> None:
    process.kill()
    process.wait()
    for pipe in pipes:
        with suppress(OSError):  # what it was still to be told
            pipe.close()


def _plain(value: object) -> Any:
    """Return a configuration with nothing but JSON in it."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | int | float | bool) else None
