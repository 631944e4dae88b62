"""A page's tree as typed: directives, tags and fences have no meaning yet."""

from __future__ import annotations

import re

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.markdown.lex import lex
from migrator.docusaurus.markdown.lift import Lifter
from migrator.docusaurus.markdown.project import project
from migrator.docusaurus.markdown.settings import Parsed, Settings
from migrator.docusaurus.markdown.unwrap import restore, unwrap
from migrator.nodes import Root, Span
from migrator.post import Source

_SURROGATES = re.compile("[\ud800-\udfff]")

#: More findings on one page tell nobody more.
_MOST = 100


def parse_syntax(source: Source, settings: Settings) -> Parsed:
    """Parse a page without giving directives, tags and fences their meaning."""
    text = _SURROGATES.sub("\ufffd", source.text)
    places = None
    if "mdx-code-block" in text and (unwrapped := unwrap(text, source.body_start)):
        text, places = unwrapped
    lexed = lex(text, source.body_start, settings)
    lifter = Lifter(project(text, source.body_start, len(text), lexed), settings)
    children = lifter.lift()
    root = Root(children, span=Span(source.body_start, len(text)))
    problems = sorted(set(lexed.problems + lifter.problems))
    if places is not None:
        restore(root, places)
        problems = [(places[offset], message) for offset, message in problems]
    return Parsed(root, [_diagnostic(source, offset, message) for offset, message in problems[:_MOST]])


def _diagnostic(source: Source, offset: int, message: str) -> Diagnostic:
    line, column = source.place(offset)
    return Diagnostic(Code.INVALID_MDX, message, source.path, line, column)
