"""The ``include`` and ``exclude`` patterns of a content plugin, and the files they find.

Patterns are those of npm ``micromatch`` (picomatch), the search that of ``globby``: a leading dot is matched by a
wildcard only in ``exclude``; a folder's name stands for all that is in it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.config import Config

_RANGE = re.compile(r"(-?[0-9]{1,4}|[a-zA-Z])\.\.(-?[0-9]{1,4}|[a-zA-Z])\Z")
_GLOBSTARS = re.compile(r"(?:(?<=/)|\A)(?:\*\*/){2,}")
_MAGIC = re.compile(r"[*?\[{(]")


def compile_globs(patterns: Iterable[str], *, dot: bool = False) -> Callable[[str], bool]:
    """Return a test for relative POSIX paths: does any pattern match?  ``dot``: wildcards match a leading dot."""
    sources = [_translate(pattern.removeprefix("./"), dot) for pattern in patterns]
    compiled = re.compile("|".join(sources)) if sources else None
    return lambda path: compiled is not None and compiled.match(path) is not None


def find_files(
    folder: Path,
    include: Sequence[str],
    exclude: Sequence[str],
    config: Config,
    problems: list[Diagnostic] | None = None,
) -> list[str]:
    """Return the files below a folder that the patterns select: relative POSIX paths, sorted.

    Symbolic links are followed as long as they stay in the repository.  What is selected and cannot be read is left out
    and reported among the ``problems``.
    """
    if not folder.is_dir():
        return []
    wanted = compile_globs(_expanded(folder, [pattern for pattern in include if not _is_negative(pattern)]))
    refused = [pattern[1:] for pattern in include if _is_negative(pattern)] + list(exclude)
    unwanted = compile_globs(_expanded(folder, refused), dot=True)
    dots = any(part.startswith(".") for pattern in include for part in pattern.split("/"))
    repository = os.path.realpath(config.repository)
    found: list[str] = []

    def leave_out(path: str, code: Code, problem: str) -> None:
        if problems is not None:
            name = os.path.relpath(folder / path, config.root).encode("utf-8", "replace").decode()
            problems.append(Diagnostic(code, problem, PurePosixPath(name)))

    stack: list[tuple[str, frozenset[str]]] = [("", frozenset())]
    while stack:
        prefix, above = stack.pop()
        real = os.path.realpath(folder / prefix)
        if real in above:
            continue
        if not _is_below(real, repository):
            leave_out(prefix, Code.OUTSIDE_SITE, "The folder lies outside of the repository and was not read.")
            continue
        try:
            entries = sorted(os.scandir(folder / prefix), key=lambda entry: entry.name)
        except OSError as error:
            leave_out(prefix, Code.FILE_UNREADABLE, f"The folder could not be read: {error.strerror}.")
            continue
        for entry in entries:
            path = prefix + entry.name
            if _is(entry.is_dir):
                if (dots or not entry.name.startswith(".")) and not unwanted(path):
                    stack.append((path + "/", above | {real}))
            elif not wanted(path) or unwanted(path):
                continue
            elif entry.is_symlink() and not _is_below(os.path.realpath(entry.path), repository):
                leave_out(path, Code.OUTSIDE_SITE, "The file lies outside of the repository and was not read.")
            elif not _is(entry.is_file):
                leave_out(path, Code.FILE_UNREADABLE, "This is no file, or a link that leads nowhere.")
            elif not _is_text(path):
                leave_out(path, Code.FILE_UNREADABLE, "The file's name is not UTF-8.")
            else:
                found.append(path)
    return sorted(found)


def _is(kind: Callable[[], bool]) -> bool:
    """What a directory entry is; one that leads round in circles is nothing."""
    try:
        return kind()
    except OSError:
        return False


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _is_negative(pattern: str) -> bool:
    return pattern.startswith("!") and not pattern.startswith("!(")


def _expanded(folder: Path, patterns: Sequence[str]) -> list[str]:
    """Add ``name/**`` for each pattern that is the name of a folder (``globby``'s ``expandDirectories``)."""
    folders = [
        pattern.rstrip("/") + "/**"
        for pattern in patterns
        if not _MAGIC.search(pattern) and "\0" not in pattern and (folder / pattern).is_dir()
    ]
    return [*patterns, *folders]


# ---------------------------------------------------------------- patterns to regular expressions


def _translate(pattern: str, dot: bool) -> str:
    pattern = _GLOBSTARS.sub("**/", pattern)
    source = _Translator(pattern, dot).run()
    try:
        re.compile(source)
    except (re.error, RecursionError, OverflowError):
        source = re.escape(pattern)
    return rf"(?:{source})\Z"


class _Translator:
    """One pattern, read from left to right."""

    def __init__(self, pattern: str, dot: bool) -> None:
        self.pattern = pattern
        self.at = 0
        self.no_dot = "" if dot else r"(?!\.)"
        # any path without hidden segments
        self.anything = r"(?s:.*?)" if dot else r"(?:(?!(?:\A|/)\.)(?s:.))*?"

    def run(self, stop: str = "") -> str:
        """Translate up to one of the characters of ``stop`` (not included) or to the end."""
        pattern = self.pattern
        parts: list[str] = []
        while self.at < len(pattern) and pattern[self.at] not in stop:
            parts.append(self._piece(stop))
        return "".join(parts)

    def _piece(self, stop: str) -> str:
        pattern, at = self.pattern, self.at
        character = pattern[at]
        starts_segment = at == 0 or pattern[at - 1] == "/"
        if character in "@!?+*" and pattern.startswith("(", at + 1) and ")" in pattern[at:]:
            return self._extended(character)
        self.at += 1
        if character == "/" and pattern[at:] == "/**" and pattern[at - 1] != "*":
            self.at = len(pattern)
            return rf"(?:/{self.no_dot}{self.anything}|)"
        if character == "*":
            while pattern.startswith("*", self.at):
                self.at += 1
            stars = self.at - at
            ends_segment = self.at == len(pattern) or pattern[self.at] in "/" + stop
            if stars > 1 and starts_segment and ends_segment:
                if pattern.startswith("/", self.at):
                    self.at += 1
                    return rf"(?:|{self.no_dot}{self.anything}/)"
                return self.no_dot + self.anything
            return (rf"{self.no_dot}(?=[^/])" if starts_segment else "") + r"[^/]*?"
        if character == "?":
            return (self.no_dot if starts_segment else "") + r"[^/]"
        if character == "[" and "]" in pattern[at + 2 :]:
            end = pattern.index("]", at + 2)
            self.at = end + 1
            content = pattern[at + 1 : end].replace("\\", r"\\").replace("[", r"\[")
            return f"[^/{content[1:]}]" if content.startswith("^") else f"[{content}]"
        if character == "{" and "}" in pattern[at:]:
            return self._braces()
        if character == "\\" and self.at < len(pattern):
            self.at += 1
            return re.escape(pattern[self.at - 1])
        return re.escape(character)

    def _extended(self, kind: str) -> str:
        self.at += 2
        choices = self._choices("|", ")")
        group = "(?:" + "|".join(choices) + ")"
        if kind == "!":
            return rf"(?:(?!{group})[^/]*?)"
        return group + ("" if kind == "@" else kind)

    def _braces(self) -> str:
        start = self.at
        closing = self.pattern.index("}", start)
        numbers = _RANGE.match(self.pattern[start:closing])
        if numbers:
            self.at = closing + 1
            return "(?:" + "|".join(map(re.escape, _range(numbers[1], numbers[2]))) + ")"
        choices = self._choices(",", "}")
        return "(?:" + "|".join(choices) + ")" if len(choices) > 1 else rf"\{{{choices[0]}\}}"

    def _choices(self, separator: str, end: str) -> list[str]:
        choices = [self.run(separator + end)]
        while self.at < len(self.pattern) and self.pattern[self.at] == separator:
            self.at += 1
            choices.append(self.run(separator + end))
        self.at += 1
        return choices


def _range(first: str, last: str) -> list[str]:
    if first.lstrip("-").isdigit() and last.lstrip("-").isdigit():
        low, high = int(first), int(last)
        return [str(number) for number in range(low, high + 1)] or [first, last]
    return [chr(code) for code in range(ord(first), ord(last) + 1)] or [first, last]
