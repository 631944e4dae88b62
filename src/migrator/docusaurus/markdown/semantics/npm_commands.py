"""npm's commands in the words of Yarn, pnpm and Bun, as the package `npm-to-yarn` puts them."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile

#: A command's words, its own name first.
Words = list[str]

#: The other package managers that commands can be put for.
MANAGERS = ("yarn", "pnpm", "bun")

_COMMAND = re.compile(r"npm(?: +([^&\n\r]*))?")
_RUNNER = re.compile(r"\s*(npx|yarn dlx|pnpm dlx|bun x|nubx)(?= |$)")
_RUNNERS = {"yarn": "yarn dlx", "pnpm": "pnpm dlx", "bun": "bun x"}
_WORD = re.compile(
    r"""(?:(?<!\\)"(?:[^"]|(?<=\\)")*+(?:"|$)|(?<!\\)'(?:[^']|(?<=\\)')*+(?:'|$)|[^ ])*+""",
)
_UNKNOWN = "# couldn't auto-convert command"

_ALIASES = {
    "i": "install",
    "un": "uninstall",
    "remove": "uninstall",
    "r": "uninstall",
    "rm": "uninstall",
    "rb": "rebuild",
    "list": "ls",
    "create": "init",
    "ln": "link",
    "t": "test",
    "tst": "test",
}
_SAVE = {
    "--save-dev": "--dev",
    "-D": "--dev",
    "--save-prod": "--production",
    "-P": "--production",
    "--save-optional": "--optional",
    "-O": "--optional",
    "--save-exact": "--exact",
    "-E": "--exact",
    "--save": "",
    "-S": "",
}
_YARN_FLAGS = {**_SAVE, "--no-package-lock": "--no-lockfile", "--global": "", "-g": ""}
_PNPM_FLAGS = {"--save": "", "-S": "", "--no-package-lock": "--frozen-lockfile"}
_PNPM_LIST_FLAGS = {"--production": "--prod", "--development": "--dev"}
_BUN_FLAGS = {**_SAVE, "--development": "--dev", "--no-package-lock": "--no-save", "-g": "--global"}
_YARN_VERSION = {"major": "--major", "minor": "--minor", "patch": "--patch"}

#: Commands that Yarn calls as npm does, and Yarn's own, which a script of the same name cannot be.
_SAME_NAMES = "test login logout link unlink publish cache start stop"
_OWN_NAMES = (
    "init run add audit autoclean bin check config create dedupe generate-lock-entry global help import info install "
    "licenses list lockfile outdated owner pack policies prune remove self-update tag team upgrade "
    "upgrade-interactive version versions why workspace workspaces"
)
_SAME_IN_YARN = frozenset(_SAME_NAMES.split())
_YARN_OWN = frozenset(_OWN_NAMES.split())


def convert(commands: str, manager: str) -> str:
    """Return a text of npm commands with each ``npm ...`` in the words of ``manager``, one of ``MANAGERS``.

    A command that the manager has no word for stays npm's, with a remark on the next line.
    """
    if runner := _RUNNER.match(commands):
        return commands[: runner.start(1)] + _RUNNERS[manager] + commands[runner.end() :]
    return _COMMAND.sub(lambda found: _converted(found, manager), commands)


def _converted(found: re.Match[str], manager: str) -> str:
    if found[1] is None:
        return found[0]  # the name alone, in a remark
    words = _words(found[1].strip())
    if "--" in words:
        words.remove("--")
    if manager == "bun":
        return _bun(words)
    made = (_yarn if manager == "yarn" else _pnpm)(words)
    if made is None:
        return f"npm {found[1]}\n{_UNKNOWN}"
    return " ".join([manager, *filter(None, made)])


def _words(command: str) -> Words:
    """Split a command at its spaces, but not in quotes."""
    words: Words = []
    at = 0
    while True:
        found = _WORD.match(command, at)
        end = found.end() if found else at
        words.append(command[at:end])
        if end >= len(command):
            return words
        at = end + 1


def _kind(words: Words) -> str:
    return _ALIASES.get(words[0], words[0])


def _mapped(words: Words, flags: dict[str, str]) -> Words:
    return [flags.get(word, word) for word in words]


def _is_flag(word: str) -> bool:
    return word.startswith("-")


def _pack(words: Words, flag: str) -> Words:
    return [re.sub(r"^--pack-destination[\s=]", f"{flag} ", word) for word in words]


def _init(words: Words) -> Words:
    if len(words) > 1 and words[1] and not _is_flag(words[1]):
        starter = re.search(r"(.+)@latest", words[1])
        words = ["create", starter[1] if starter else words[1], *words[2:]]
    return [word for word in words if word != "--scope"]


# ---------------------------------------------------------------- Yarn


def _yarn(words: Words) -> Words | None:
    if words[0] in _SAME_IN_YARN:
        return words
    rule = _YARN.get(_kind(words))
    return rule(words) if rule else None


def _yarn_add(words: Words) -> Words:
    return ["install"] if len(words) == 1 else _yarn_save("add", words)


def _yarn_save(name: str, words: Words) -> Words:
    words = [name, *words[1:]]
    if "--global" in words or "-g" in words:
        words.insert(0, "global")
    return _mapped(words, _YARN_FLAGS)


def _yarn_run(words: Words) -> Words:
    """``yarn build`` runs a script by its name, where Yarn has no command of that name."""
    script = words[1] if len(words) > 1 else ""
    return words[1:] if script and script not in _SAME_IN_YARN | _YARN_OWN else ["run", *words[1:]]


def _yarn_list(words: Words) -> Words:
    packages = list(takewhile(lambda word: not _is_flag(word), words[1:]))
    pattern = ["--pattern", f'"{"|".join(packages)}"'] if packages else []
    return ["list", *pattern, *words[1 + len(packages) :]]


_YARN: dict[str, Callable[[Words], Words]] = {
    "install": _yarn_add,
    "uninstall": lambda words: _yarn_save("remove", words),
    "version": lambda words: _mapped(words, _YARN_VERSION),
    "rebuild": lambda words: ["add", *words[1:], "--force"],
    "run": _yarn_run,
    "exec": _yarn_run,
    "ls": _yarn_list,
    "init": _init,
    "link": lambda words: ["link", *words[1:]],
    "test": lambda words: ["test", *words[1:]],
    "outdated": lambda words: words,
    "pack": lambda words: _pack(words, "--filename"),
}


# ---------------------------------------------------------------- pnpm


def _pnpm(words: Words) -> Words | None:
    rule = _PNPM.get(_kind(words))
    return rule(words) if rule else None


def _pnpm_add(words: Words) -> Words:
    named = any(not _is_flag(word) for word in words[1:])
    return _mapped(["add" if named else words[0], *words[1:]], _PNPM_FLAGS)


def _pnpm_filter(name: str, words: Words) -> Words:
    packages = [word for word in words[1:] if not _is_flag(word)]
    flags = [word for word in words[1:] if _is_flag(word)]
    return [name, *flags, *(["--filter", " ".join(packages)] if packages else [])]


def _pnpm_list(words: Words) -> Words:
    words = [f"--depth {word.split('=')[1]}" if word.startswith("--depth=") else word for word in words]
    return _mapped(words, _PNPM_LIST_FLAGS)


_PNPM: dict[str, Callable[[Words], Words]] = {
    "install": _pnpm_add,
    "uninstall": lambda words: _mapped(["remove", *words[1:]], _PNPM_FLAGS),
    "rebuild": lambda words: _pnpm_filter("rebuild", words),
    "unlink": lambda words: _pnpm_filter("unlink", words),
    "run": lambda words: words,
    "exec": lambda words: words,
    "ls": _pnpm_list,
    "init": _init,
    "link": lambda words: ["link", *words[1:]],
    "test": lambda words: ["test", *words[1:]],
    "start": lambda words: words,
    "outdated": lambda words: words,
    "pack": lambda words: _pack(words, "--pack-destination"),
}


# ---------------------------------------------------------------- Bun


def _bun(words: Words) -> str:
    rule = _BUN.get(_kind(words))
    made = rule(words) if rule else None
    shown = " ".join(word for word in made or ["npm", *words] if word and word != "--").replace("=", " ", 1)
    return shown if made else f"{shown}\n{_UNKNOWN}"


def _bun_add(words: Words) -> Words:
    return _mapped(["bun", "add" if len(words) > 1 else "install", *words[1:]], _BUN_FLAGS)


def _bun_create(words: Words) -> Words:
    """``npm init x`` runs the package ``create-x``."""
    starter = words[1] if len(words) > 1 else ""
    if starter.startswith("@"):
        return ["bunx", starter.replace("/", "/create-", 1), *words[2:]]
    if starter and not _is_flag(starter):
        return ["bunx", "create-" + starter.replace("@latest", "", 1), *words[2:]]
    return ["bun", "init" if starter else words[0], *words[1:]]


_BUN: dict[str, Callable[[Words], Words | None]] = {
    "install": _bun_add,
    "uninstall": lambda words: _mapped(["bun", "remove", *words[1:]], _BUN_FLAGS),
    "cache": lambda words: ["bun", "pm", "cache", "rm", *words[2:]] if words[1:2] == ["clean"] else None,
    "rebuild": lambda words: ["bun", "add", *words[1:], "--force"],
    "run": lambda words: ["bun", *words],
    "ls": lambda words: _mapped(["bun", "pm", "ls", *words[1:]], _BUN_FLAGS),
    "init": _bun_create,
    "link": lambda words: _mapped(["bun", "link", *words[1:]], _BUN_FLAGS),
    "stop": lambda words: ["bun", *words],
    "start": lambda words: ["bun", *words],
    "unlink": lambda words: ["bun", *words],
    "test": lambda words: ["bun", "run", "test", *words[1:]],
    "exec": lambda words: ["bunx", *words[1:]],
}
