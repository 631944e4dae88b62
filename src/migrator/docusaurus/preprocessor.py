"""``markdown.preprocessor``: an author's function that changes the text of a page before it is read as Markdown.

It is given whole files (``mdx-loader/lib/preprocessor.js``), but what the index of the site takes from a file, its
front matter, title and excerpt, is that of the text as typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from migrator.diagnostics import Diagnostic
from migrator.docusaurus.config import Config
from migrator.docusaurus.files.page_file import read_text
from migrator.docusaurus.javascript.functions import call_function
from migrator.docusaurus.javascript.sandbox import Function, Stub

#: Changes the text of a file, whose path is relative to the site.
Preprocess = Callable[[PurePosixPath, str], str]

#: So many characters are handed to the sandbox at a time.
_BATCH = 1_000_000


class Preprocessor:
    """The preprocessor of a site, called in the sandbox: changes the texts of pages.  Can be pickled.

    ``pages`` are files that will be read, relative to the site; they are handed over many at a time.  Where the
    function cannot be called, a page stays as typed, and ``problems`` gets a diagnostic.
    """

    def __init__(self, config: Config, pages: Iterable[PurePosixPath], problems: list[Diagnostic]) -> None:
        markdown = config.raw.get("markdown")
        function = markdown.get("preprocessor") if isinstance(markdown, Mapping) else None
        self._function = function if isinstance(function, Function | Stub) else None
        self._config = config
        self._made: dict[PurePosixPath, str | None] = {}
        for batch in _batches(config, pages) if self._function else ():
            if not self._call(batch, problems):
                self._function = None
                break

    def __call__(self, path: PurePosixPath, text: str) -> str:
        """Return what the function makes of the text of the file ``path``."""
        if self._function and path not in self._made:  # a partial
            self._call({path: text}, [])
        made = self._made.get(path)
        return text if made is None else made

    def _call(self, texts: Mapping[PurePosixPath, str], problems: list[Diagnostic]) -> bool:
        calls = [[{"filePath": str(self._config.root / path), "fileContent": text}] for path, text in texts.items()]
        answers = call_function(self._function, "markdown.preprocessor", self._config, calls, problems)
        for (path, text), answer in zip(texts.items(), answers, strict=False):
            self._made[path] = answer if isinstance(answer, str) and answer != text else None
        return bool(answers)


def _batches(config: Config, pages: Iterable[PurePosixPath]) -> Iterator[dict[PurePosixPath, str]]:
    batch: dict[PurePosixPath, str] = {}
    size = 0
    for path in dict.fromkeys(pages):
        batch[path], _ = read_text(config.root / path, path)
        size += len(batch[path])
        if size > _BATCH:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch
