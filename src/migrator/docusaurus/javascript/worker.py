"""The process in which a configuration runs: V8, and the little that it may ask of the machine.

Started by ``sandbox.evaluate_module`` with a request (JSON) on standard input; answers with JSON on standard output.
A request to draw (``stage.py``) is followed by one line for each use of a component, and answered line by line.
A process of its own, because V8 ends the process when its memory is exhausted.

V8 has no files of its own.  ``sandbox.js`` asks for them through memory that both sides share, while its thread
waits: so ``require`` and ``readFileSync`` are as synchronous as a configuration expects.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, unquote, urljoin, urlsplit

import yaml
from py_mini_racer import JSEvalException, JSOOMException, JSTimeoutException, MiniRacer

from migrator.docusaurus.javascript.packages import Packages
from migrator.docusaurus.javascript.plain import Script, as_it_is, to_script
from migrator.docusaurus.styles.css_modules import class_names, is_module, suffix

BUILTINS = {"path", "fs", "fs/promises", "url", "process", "util", "os", "module"}
ALIASES = {"path/posix": "path", "fs-extra": "fs", "graceful-fs": "fs", "js-yaml": "yaml", "yaml": "yaml"}
EXTENSIONS = (".ts", ".mts", ".cts", ".tsx", ".js", ".mjs", ".cjs", ".jsx", ".json")
DATA = {".json", ".yml", ".yaml"}
STYLES = {".css", ".scss", ".sass", ".less"}
PAGES = {".md", ".mdx"}
LARGEST_FILE = 8_000_000
LARGEST_LIST = 20_000
#: So many files of packages, and characters in them, may the components of a page need.
MOST_OF_PACKAGES = (500, 8_000_000)
SHARED = 64_000_000
_OWN_MEGABYTES = 300  # for the host: sources, syntax trees, answers


class Refused(Exception):
    """A request that cannot be granted; ``code`` as Node's ("ENOENT")."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class Host:
    """Answers what ``sandbox.js`` asks.  Reads only below ``repository``; writes nothing.

    With ``draws`` a module may be any file: webpack's loaders make one of pictures and style sheets too.  Then it may
    be one of an installed package as well, unless ``refuses_packages``.
    """

    def __init__(self, repository: Path, site: Path, *, draws: bool = False) -> None:
        self.repository = repository
        self.site = site
        self.draws = draws
        self.packages = Packages(self._inside, repository)
        self.refuses_packages = not draws
        self.taken: set[Path] = set()  # the files of packages that one page needs
        self.size = 0  # of these
        self.compiled: set[Path] = set()  # files of packages: V8 keeps their functions from page to page
        self.asked = threading.Event()
        self.missing: dict[str, tuple[str, int, bool]] = {}
        self.scripts: dict[Path, Script] = {}
        self.modules: list[str] = []
        self.operations: dict[str, Callable[..., Any]] = {
            "load": self.load,
            "resolve": self.resolve,
            "read": self.read,
            "stat": self.stat,
            "list": self.list,
            "url": self.url,
            "yaml": lambda text: _plain(yaml.safe_load(text)),
        }

    def answer(self, request: str) -> str:
        try:
            operation, *args = json.loads(request)
            return json.dumps(self.operations[operation](*args))
        except Refused as refused:
            return json.dumps({"error": str(refused), "code": refused.code})
        except Exception as error:  # a hostile request must not stop the host
            return json.dumps({"error": f"{type(error).__name__}: {error}", "code": ""})

    # Modules

    def begin_page(self, *, packages: bool) -> None:
        self.modules.clear()
        self.taken.clear()
        self.size = 0
        self.refuses_packages = not packages

    def load(self, specifier: str, origin: str, line: int, guarded: bool) -> dict[str, object]:
        name = specifier.removeprefix("node:")
        name = ALIASES.get(name, name)
        if name in BUILTINS or name == "yaml":
            return {"kind": "builtin", "name": name}
        if self.draws and (found := self._file(specifier, origin)):
            return found
        path = self._find(specifier, origin) or self._find_in_package(specifier, origin)
        foreign = self.draws and path is not None and self.packages.holds(path)
        if foreign and path is not None and not self._take(path, origin):
            path = None
        if path is None or path.suffix not in DATA.union(EXTENSIONS):
            if not guarded:
                self.missing.setdefault(specifier, (origin, line, self._leads_out(specifier, origin)))
            return {"kind": "missing", "name": specifier}
        if path.suffix in DATA:
            text = self.read(str(path))
            try:
                data = json.loads(text) if path.suffix == ".json" else _plain(yaml.safe_load(text))
            except (ValueError, yaml.YAMLError) as error:
                raise Refused(f"{path.name}: {error}") from error
            return {"kind": "data", "path": str(path), "data": data}
        script = self.script(path, self._script(path), self._awaits(path, set()))
        return script | {"foreign": foreign and not self.packages.holds(Path(origin))}

    def _find_in_package(self, specifier: str, origin: str) -> Path | None:
        if self.refuses_packages:
            return None
        return self.packages.find(specifier, Path(origin))

    def _take(self, path: Path, origin: str) -> bool:
        """Count a file of a package; tell whether it may be had.  A package that asks for too much fails as a whole."""
        if path not in self.taken:
            self.taken.add(path)
            self.size += path.stat().st_size
        if len(self.taken) <= MOST_OF_PACKAGES[0] and self.size <= MOST_OF_PACKAGES[1]:
            return True
        if self.packages.holds(Path(origin)):
            raise Refused("The packages are too large for the sandbox")
        return False

    def script(self, path: Path, script: Script, awaits: bool) -> dict[str, object]:
        """Return what ``sandbox.js`` needs to run a module."""
        if str(path) not in self.modules:
            self.modules.append(str(path))
        is_known = path in self.compiled
        if self.draws and self.packages.holds(path):
            self.compiled.add(path)
        return {
            "kind": "script",
            "path": str(path),
            "index": self.modules.index(str(path)),
            "code": None if is_known else script.as_function(awaits),
            "lasts": path in self.compiled,
            "awaits": awaits,
            "errorLine": script.error_line,
        }

    def _file(self, specifier: str, origin: str) -> dict[str, object] | None:
        """Return a module that is no code: a text, a page, a style sheet, or else the path of a file."""
        name = specifier.rpartition("!")[2].partition("?")[0]
        path = self._find(name, origin)
        raw = "raw-loader" in specifier
        if path is None or (not raw and path.suffix in DATA.union(EXTENSIONS)):
            return {"kind": "styles"} if Path(name).suffix in STYLES else None
        if raw:
            return {"kind": "text", "text": self.read(str(path))}
        inside = os.path.relpath(path, self.site)
        if is_module(path.name) and path.suffix != ".css":  # which classes it has, only its compiler knows
            return {"kind": "styles", "ending": suffix(inside)}
        if is_module(path.name):
            return {"kind": "styles", "names": class_names(self.read(str(path)), inside)}
        kind = "page" if path.suffix in PAGES else "styles" if path.suffix in STYLES else "file"
        return {"kind": kind, "path": f"@site/{inside}"}

    def resolve(self, specifier: str, origin: str) -> str:
        """Packages are not installed here: the name of one stands for its path."""
        path = self._find(specifier, origin)
        return str(path) if path else specifier

    def _script(self, path: Path) -> Script:
        if path not in self.scripts:
            text = self.read(str(path))
            built = self.packages.holds(path) and as_it_is(text)
            self.scripts[path] = built or to_script(text, path.suffix)
        return self.scripts[path]

    def _awaits(self, path: Path, seen: set[Path]) -> bool:
        """Whether a module or one that it imports has a top-level ``await``."""
        if path in seen or path.suffix in DATA or self.packages.holds(path):
            return False
        seen.add(path)
        script = self._script(path)
        if script.awaits:
            return True
        imported = (self._find(specifier, str(path)) for specifier in script.imports)
        return any(self._awaits(found, seen) for found in imported if found and found.suffix in EXTENSIONS)

    def _local(self, specifier: str, origin: str) -> Path | None:
        if specifier.startswith("file://"):
            specifier = unquote(urlsplit(specifier).path)
        if specifier.startswith("@site/"):
            return self.site / specifier.removeprefix("@site/")
        if specifier.startswith("@theme/"):  # what the site draws in place of the theme's own
            return self.site / "src" / specifier[1:]
        if specifier.startswith("/") or specifier in {".", ".."} or specifier.startswith(("./", "../")):
            return Path(origin).parent / specifier
        return None

    def _find(self, specifier: str, origin: str) -> Path | None:
        base = self._local(specifier, origin)
        if base is None or "\0" in specifier:
            return None
        if self.packages.holds(Path(origin)):
            return self.packages.file(base)
        candidates = [base, *(base.with_name(base.name + ending) for ending in EXTENSIONS)] if base.name else [base]
        if base.suffix in {".js", ".mjs", ".cjs"}:  # TypeScript names the file that will be built
            candidates.append(base.with_suffix(base.suffix.replace("js", "ts")))
        candidates += [base / f"index{ending}" for ending in EXTENSIONS]
        for candidate in candidates:
            real = self._inside(candidate)
            if real and real.is_file():
                return real
        return None

    def _leads_out(self, specifier: str, origin: str) -> bool:
        base = self._local(specifier, origin)
        return base is not None and self._inside(base) is None

    # Files

    def _inside(self, path: Path) -> Path | None:
        """Return the real path, or ``None`` for one out of the repository."""
        try:
            real = path.resolve()
            real.exists()
        except (OSError, RuntimeError, ValueError):  # a name that no file can have, links in a circle
            return None
        return real if real.is_relative_to(self.repository) else None

    def _existing(self, path: str) -> Path:
        real = self._inside(Path(path))
        if real is None or not real.exists():
            raise Refused(f"ENOENT: no such file or directory, open '{path}'", "ENOENT")
        return real

    def read(self, path: str) -> str:
        real = self._existing(path)
        if not real.is_file():
            raise Refused(f"EISDIR: illegal operation on a directory, read '{path}'", "EISDIR")
        if real.stat().st_size > LARGEST_FILE:
            raise Refused(f"{path} is too large for the sandbox")
        return real.read_text(encoding="utf-8", errors="replace")

    def stat(self, path: str) -> dict[str, object] | None:
        real = self._inside(Path(path))
        if real is None or not real.exists():
            return None
        return {"kind": "directory" if real.is_dir() else "file", "size": real.stat().st_size}

    def list(self, path: str, recursive: bool) -> list[tuple[str, str]]:
        real = self._existing(path)
        if not real.is_dir():
            raise Refused(f"ENOTDIR: not a directory, scandir '{path}'", "ENOTDIR")
        found: list[tuple[str, str]] = []
        for folder, folders, files in os.walk(real):
            folders.sort()
            names = [(name, "directory") for name in folders] + [(name, "file") for name in files]
            found += [(str((Path(folder) / name).relative_to(real)), kind) for name, kind in names]
            if not recursive or len(found) > LARGEST_LIST:
                break
        return sorted(found)

    # Values

    def url(self, operation: str, value: str, base: str = "") -> object:
        if operation == "toFile":
            return "file://" + quote(value)
        if operation == "toPath":
            return unquote(urlsplit(value).path)
        href = urljoin(base, value) if base else value
        parts = urlsplit(href)
        if not parts.scheme:
            raise Refused("Invalid URL", "ERR_INVALID_URL")
        special = parts.scheme in {"http", "https", "file", "ws", "wss", "ftp"}
        path = parts.path or ("/" if special else "")
        host = parts.netloc.rpartition("@")[2]
        return {
            "href": parts._replace(path=path).geturl(),
            "protocol": parts.scheme + ":",
            "host": host,
            "hostname": parts.hostname or "",
            "port": str(parts.port or ""),
            "pathname": path,
            "search": f"?{parts.query}" if parts.query else "",
            "hash": f"#{parts.fragment}" if parts.fragment else "",
            "origin": f"{parts.scheme}://{host}",
            "username": parts.username or "",
            "password": parts.password or "",
        }


def _plain(value: object) -> object:
    """What YAML knows and JSON does not (dates) as text."""
    return json.loads(json.dumps(value, default=str))


def _serve(memory: memoryview, host: Host) -> None:
    header = memory[:16].cast("i")
    body = memory[16:]
    while True:
        if header[0] != 1:
            host.asked.wait()
            time.sleep(0.0001)
            continue
        length = max(0, min(header[1] * 2, len(body)))
        answer = host.answer(bytes(body[:length]).decode("utf-16-le", "replace")).encode("utf-16-le")
        if len(answer) > len(body):
            answer = '{"error": "The answer is too large for the sandbox"}'.encode("utf-16-le")
        body[: len(answer)] = answer
        header[1] = len(answer) // 2
        header[0] = 2


def _limit_memory(megabytes: int) -> None:
    """Bound the growth of the whole process, where the system can: V8 does not count buffers.

    Its heap may overshoot its own limit between two collections; that must not hit this one first.
    """
    if sys.platform != "linux":
        return
    import resource

    used = int(Path("/proc/self/statm").read_text().split()[5]) * resource.getpagesize()
    limit = used + (2 * megabytes + _OWN_MEGABYTES << 20) + SHARED
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


class Stage:
    """V8 with ``sandbox.js`` in it.  Must live as long as the process."""

    def __init__(self, request: dict[str, Any], racer: MiniRacer) -> None:
        self.request = request
        self.racer = racer
        self.host = Host(Path(request["repository"]), Path(request["site"]), draws=bool(request.get("draw")))
        racer.set_hard_memory_limit(request["megabytes"] << 20)
        self.memory = cast(memoryview, racer.eval(f"globalThis.$memory = new SharedArrayBuffer({SHARED})"))
        threading.Thread(target=_serve, args=(self.memory, self.host), daemon=True).start()

    def start(self, names: Sequence[str]) -> None:
        """Run ``sandbox.js`` with the settings ``names`` of the request."""
        settings = {key: self.request[key] for key in names}
        client = f"{_source('react.js')}, {_source('docs_client.js')}" if self.host.draws else "undefined"
        call = f"globalThis.$outcome = ({_source('sandbox.js')})($memory, {json.dumps(settings)}, {client})"
        self.run(f"{call}; delete globalThis.$memory; 0", self.request["seconds"])

    def run(self, code: str, seconds: float) -> object:
        self.host.asked.set()
        try:
            return self.racer.eval(code, timeout_sec=seconds)
        finally:
            self.host.asked.clear()

    def failure(self, error: Exception) -> dict[str, Any]:
        """Return the outcome for what V8 raised."""
        if not isinstance(error, JSTimeoutException | JSOOMException):
            return {"error": str(error).strip().splitlines()[0]}
        memory_is_out = isinstance(error, JSOOMException) or self.racer.was_hard_memory_limit_reached()
        limit = f"needs more than {self.request['megabytes']} MB of memory"
        if not memory_is_out:
            limit = f"ran for more than {self.request['seconds']:g} seconds"
        return {"error": f"It {limit}", **_where(self.memory, self.host)}


def evaluate(stage: Stage) -> dict[str, Any]:
    """Run a request; return an outcome (see ``sandbox.py``)."""
    started = time.monotonic()
    try:
        stage.start(("entry", "site", "env", "watch", "arguments", "call", "whole"))
        left = max(0.1, stage.request["seconds"] - (time.monotonic() - started))
        text = stage.run("$outcome()", left)
        outcome: dict[str, Any] = {"error": "It waits for something that never happens"}
        if isinstance(text, str):
            outcome = json.loads(text)
        elif stage.racer.was_hard_memory_limit_reached():  # in a promise's continuation, where nothing is thrown
            raise JSOOMException
    except (JSTimeoutException, JSOOMException, JSEvalException) as error:
        outcome = stage.failure(error)
    outcome["missing"] = [[name, *where] for name, where in stage.host.missing.items()]
    return outcome


def draw(stage: Stage) -> Iterator[dict[str, Any]]:
    """Answer the uses of components on standard input, one a line; end behind one that V8 had to be stopped for.

    ``page`` is the path and the code of the page, and what its components may ask of it, where it is not that of the
    use before; ``code`` is the use.
    """
    stage.start(("entry", "site", "env", "watch", "facts"))
    for line in sys.stdin:
        use = json.loads(line)
        try:
            asked: dict[str, object] = {"code": to_script(use["code"], ".jsx").code}
            if "page" in use:
                path, code, asked["facts"] = use["page"]
                stage.host.begin_page(packages=use["packages"])
                asked["page"] = stage.host.script(Path(path), to_script(code, ".jsx"), awaits=False)
            text = stage.run(f"$outcome({json.dumps(asked)})", stage.request["seconds"])
            outcome = json.loads(text) if isinstance(text, str) else {"error": "It has no value"}
            yield outcome | {"packages": bool(stage.host.taken)}
        except (JSTimeoutException, JSOOMException, JSEvalException) as error:
            yield stage.failure(error) | {"ended": True, "packages": bool(stage.host.taken)}
            return


def _source(name: str) -> str:
    return (resources.files("migrator.docusaurus.javascript") / name).read_text(encoding="utf-8")


def _where(memory: memoryview, host: Host) -> dict[str, object]:
    """Return the loop that ran last."""
    line, module = divmod(memory[8:12].cast("i")[0], 4096)
    return {"path": host.modules[module], "line": line} if line > 0 and module < len(host.modules) else {}


def main() -> None:
    request = json.loads(sys.stdin.readline())
    racer = MiniRacer()
    _limit_memory(request["megabytes"])
    try:
        stage = Stage(request, racer)
        for outcome in draw(stage) if request.get("draw") else [evaluate(stage)]:
            sys.stdout.write(json.dumps(outcome) + "\n")
            sys.stdout.flush()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)  # V8 may be in a state in which it cannot be closed


if __name__ == "__main__":
    main()
