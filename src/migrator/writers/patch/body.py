"""The body of a page for a Markdown target: its source, patched; printed where there is no source."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from migrator import nodes as n
from migrator.diagnostics import Code, Diagnostic
from migrator.post import Post, Source
from migrator.writers.lines import Frame, LineEdits
from migrator.writers.patch.blocks import BlockPatcher
from migrator.writers.patch.printer import PatchPrinter
from migrator.writers.urls import PageUrls

_MDX_FENCE = re.compile(r"^ *(`{3,4}) *mdx-code-block\r?\n", re.M)
_LONE_NEWLINE = re.compile(r"(?<!\r)\n")


@dataclass(frozen=True, slots=True)
class Body:
    """A page's text without front matter; ``head`` is HTML that belongs into the document's head."""

    text: str
    head: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def write_body(
    post: Post,
    urls: PageUrls,
    *,
    math: bool,
    explicit_ids: set[int],
    printer: type[PatchPrinter],
    patcher: type[BlockPatcher],
    finish: Callable[[str], str],
) -> Body:
    """Return the page's body.

    ``explicit_ids`` are the headings (by identity) whose id must be written.  ``finish`` escapes, in the whole text,
    what the target reads as a language of its own.
    """
    is_post = post.meta.kind == "post"
    printing = printer(urls.html, math=math, explicit_ids=explicit_ids, is_post=is_post)
    if post.source is None:
        return Body(finish(printing.document(post.body.children)))
    edits = LineEdits(post.source.text, post.body)
    body = patcher(edits, urls, printing, explicit_ids, math=math, is_post=is_post)
    body.blocks(post.body.children, Frame())
    if "mdx-code-block" in post.source.text:
        _remove_mdx_fences(edits, post.source.body_start)
    text = finish(edits.apply(post.source.body_start))
    if "\r\n" in post.source.text and not _LONE_NEWLINE.search(post.source.text):
        text = _LONE_NEWLINE.sub("\r\n", text)
    return Body(text, body.head.strip(), tuple(_not_said(node, post.source) for node in body.left_out))


def _not_said(node: n.Node, source: Source) -> Diagnostic:
    line, column = source.place(node.span.start) if node.span else (0, 0)
    name = node.name if isinstance(node, n.Element) else node.type
    message = f"what the page sets on <{name}> was left out: a layout has to set it"
    return Diagnostic(Code.NOT_IN_TARGET, message, source.path, line, column, name)


def _remove_mdx_fences(edits: LineEdits, start: int) -> None:
    """Take away the fences around MDX, which other tools were to take for code."""
    text = edits.text
    replaced = edits.replaced()
    while opening := _MDX_FENCE.search(text, start):
        closing = re.compile(rf"^ *{opening[1]}[ \t]*$\n?", re.M).search(text, opening.end())
        if closing is None:
            return
        if opening.start() not in replaced:  # or it is part of a tag that has been written anew
            edits.replace_lines(opening.start(), opening.end(), "")
        edits.replace_lines(closing.start(), closing.end(), "")
        start = closing.end()


def headings(root: n.Root) -> list[n.Heading]:
    found: list[n.Heading] = []
    stack: list[n.Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, n.Heading):
            found.append(node)
        elif isinstance(node, n.Parent) and not isinstance(node, n.Paragraph | n.Table):
            stack.extend(reversed(node.children))
    return found
