"""Options of the configuration that are functions: called in the sandbox, for all pages at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import keep_number_prefix, parse_number_prefix
from migrator.docusaurus.config import Config, ContentPlugin
from migrator.docusaurus.files.data_file import shown
from migrator.docusaurus.files.page_file import read_text
from migrator.docusaurus.javascript.sandbox import Function, SandboxError, Stub
from migrator.post import PostMeta

_URL = re.compile(r"[^\"<>{}\x00-\x1f]+\Z")


class PrefixParser:
    """The number prefix parser of a docs instance (``numberPrefixParser``).

    An author's own function has been asked for all names beforehand.  Can be pickled.
    """

    def __init__(self, plugin: ContentPlugin, config: Config, paths: Iterable[str], problems: list[Diagnostic]) -> None:
        option = plugin.options.get("numberPrefixParser")
        self._default = keep_number_prefix if option is False else parse_number_prefix
        self._known: dict[str, tuple[str, int | None]] = {}
        if isinstance(option, Function | Stub):
            names = sorted({name for path in paths for name in _names(path)})
            answers = call_option("numberPrefixParser", plugin, config, [[name] for name in names], problems)
            for name, answer in zip(names, answers, strict=False):
                if isinstance(answer, dict) and isinstance(answer.get("filename"), str):
                    number = answer.get("numberPrefix")
                    self._known[name] = (answer["filename"], int(number) if isinstance(number, int | float) else None)

    def __call__(self, name: str) -> tuple[str, int | None]:
        return self._known.get(name) or self._default(name)


def _names(path: str) -> list[str]:
    *folders, file = path.split("/")
    return [*folders, file.rpartition(".")[0]]


def set_edit_urls(
    plugin: ContentPlugin,
    config: Config,
    pages: Iterable[tuple[PostMeta, dict[str, object]]],
    problems: list[Diagnostic],
) -> None:
    """Call an ``editUrl`` that is a function with what Docusaurus tells it of each page."""
    if not isinstance(plugin.options.get("editUrl"), Function | Stub):
        return
    pages = list(pages)
    answers = call_option("editUrl", plugin, config, [[told] for _, told in pages], problems)
    for (page, _), answer in zip(pages, answers, strict=False):
        page.edit_url = answer if isinstance(answer, str) and _URL.match(answer) else None


def call_option(
    name: str,
    plugin: ContentPlugin,
    config: Config,
    calls: Sequence[Sequence[object]],
    problems: list[Diagnostic],
    prepare: str = "",
) -> list[object]:
    """Call an option that is a function once for each list of arguments, and return the answers.

    ``prepare`` is as for ``Evaluated.call``.  Where it cannot be called or fails there are none, and a diagnostic
    among ``problems``.
    """
    owner = f"of {plugin.kind} {plugin.id!r}"
    return call_function(plugin.options[name], f"{name} {owner}", config, calls, problems, prepare)


def call_function(
    function: object,
    name: str,
    config: Config,
    calls: Sequence[Sequence[object]],
    problems: list[Diagnostic],
    prepare: str = "",
) -> list[object]:
    """As ``call_option``, of any function of the configuration; ``name`` is its option's, and what it belongs to."""
    reason = "its place in the configuration was not found"
    place = _place(config.evaluated.value, function) if config.evaluated else None
    if config.evaluated and place is not None:
        try:
            answers = config.evaluated.call(place, calls, prepare).value
            if isinstance(answers, list) and len(answers) == len(calls):
                return answers
        except SandboxError as error:
            reason = error.message
    problems.append(not_called(name, config, reason))
    return []


def not_called(name: str, config: Config, reason: str) -> Diagnostic:
    """Report an option that is a function and was not called; ``name`` is as for ``call_function``."""
    problem = f"The option {name} is a function and was not called: {reason}."
    option = name.split()[0].rpartition(".")[2]
    path = config.path or config.root
    text = read_text(path, shown(path, config))[0] if config.path else ""
    line = text.count("\n", 0, max(text.find(option), 0)) + 1
    return Diagnostic(Code.CONFIG_FUNCTION, problem, shown(path, config), line, subject=option)


def _place(tree: object, wanted: object) -> tuple[str | int, ...] | None:
    """The way to the very object ``wanted`` in a configuration."""
    stack: list[tuple[object, tuple[str | int, ...]]] = [(tree, ())]
    while stack:
        value, place = stack.pop()
        if value is wanted:
            return place
        if isinstance(value, dict):
            stack += [(inner, (*place, key)) for key, inner in value.items()]
        elif isinstance(value, list):
            stack += [(inner, (*place, index)) for index, inner in enumerate(value)]
    return None
