"""The body of a page, patched: what means the same in Hugo stays as the author typed it, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from migrator import nodes as n
from migrator.diagnostics import Code, Diagnostic
from migrator.post import Post, Source
from migrator.writers.lines import Frame, LineEdits, columns, content_begin, item_width
from migrator.writers.markdown import destination, html_comment, is_inline
from migrator_hugo.alerts import AlertPatcher
from migrator_hugo.escape import MORE, finish
from migrator_hugo.headings import HeadingIds, marker
from migrator_hugo.patcher import known
from migrator_hugo.printer import HugoPrinter, code_info, math_needs_fence, needs_attributes, toc_tag
from migrator_hugo.tags import only_html
from migrator_hugo.urls import PageUrls

#: Elements that begin an HTML block in CommonMark whatever follows on the line (condition 6).
_BLOCK_TAG = re.compile(
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul|pre|script|style|textarea"
)
_DEFINITION_URL = re.compile(r"\]:[ \t]*(?:\r?\n[ \t>]*)?(<[^>\n]*>|\S+)")
_ALERT = re.compile(r"\[![A-Za-z]+\]")
_MAYBE_INLINE = frozenset(("element", "component", "mdxExpression", "comment"))
_LONE_NEWLINE = re.compile(r"(?<!\r)\n")
_MDX_FENCE = re.compile(r"^ *(`{3,4}) *mdx-code-block\r?\n", re.M)


@dataclass(frozen=True, slots=True)
class Body:
    """A page's text for Hugo, without front matter; ``head`` is HTML that belongs into the document's head."""

    text: str
    head: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def write_body(post: Post, urls: PageUrls, *, math: bool) -> Body:
    """Return the page's body as Hugo wants it."""
    ids = HeadingIds(post.source.text if post.source else "")
    explicit = {id(node) for node in _headings(post.body) if ids.needs_id(node)}
    printer = HugoPrinter(urls.html, math=math, explicit_ids=explicit, is_post=post.meta.kind == "post")
    if post.source is None:
        return Body(finish(printer.document(post.body.children)))
    edits = LineEdits(post.source.text)
    body = BodyWriter(edits, urls, printer, explicit, math=math, is_post=post.meta.kind == "post")
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


def _stands_in_line(node: n.Node) -> bool:
    """Tell whether a block is a tag as written, of an element that a browser shows inside a line."""
    if not isinstance(node, n.Element) or node.span is None or node.open is None:
        return False
    return not _BLOCK_TAG.fullmatch(node.name)


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


def _headings(root: n.Root) -> list[n.Heading]:
    found: list[n.Heading] = []
    stack: list[n.Node] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, n.Heading):
            found.append(node)
        elif isinstance(node, n.Parent) and not isinstance(node, n.Paragraph | n.Table):
            stack.extend(reversed(node.children))
    return found


class BodyWriter(AlertPatcher):
    """Walks a tree and collects the edits that its source needs."""

    def __init__(
        self,
        edits: LineEdits,
        urls: PageUrls,
        printer: HugoPrinter,
        explicit_ids: set[int],
        *,
        math: bool,
        is_post: bool,
    ) -> None:
        super().__init__(edits, urls, printer, explicit_ids, math=math, is_post=is_post)
        self._truncated = False

    def blocks(self, nodes: Sequence[n.Node], frame: Frame) -> None:
        previous: n.Node | None = None
        together = self._written_together(nodes)
        for node in nodes:
            method = _BLOCKS.get(node.type)
            if node.span is None or id(node) in together:
                continue
            if self._is_made(node):
                self._print(node, frame)
            elif method is None or (node.type in _MAYBE_INLINE and is_inline(node)):
                self.inlines([node], node.span.start)
            else:
                inner = frame
                line = self._line_start(node.span.start)
                if self._text.startswith(("    ", "\t"), line) or node.span.start - line > 3:
                    inner = self._without_indentation(node, frame)
                if isinstance(previous, n.Blockquote | n.Admonition) and isinstance(node, n.Blockquote | n.Admonition):
                    self._blank_before(node.span.start, inner)
                method(self, node, inner)
            previous = node

    def _written_together(self, nodes: Sequence[n.Node]) -> set[int]:
        """Patch tags that stand on the same lines, without a blank line between; return which (by identity).

        To MDX each is a block, yet a browser shows such elements side by side.
        """
        done: set[int] = set()
        run: list[n.Node] = []
        for node in nodes:
            fits = _stands_in_line(node)
            if run and not (fits and self._is_gap(known(run[-1].span).end, known(node.span).start)):
                done |= self._patch_run(run)
                run = []
            if fits:
                run.append(node)
        return done | self._patch_run(run)

    def _is_gap(self, start: int, end: int) -> bool:
        between = self._text[start:end] if end - start < 100 else "x"
        return not between.strip(" \t\r\n>") and between.count("\n") < 2

    def _patch_run(self, run: list[n.Node]) -> set[int]:
        if len(run) < 2:
            return set()
        start, end = known(run[0].span).start, known(run[-1].span).end
        if only_html(run):
            self._tags_within(run)
        elif "\n" in self._text[start:end]:
            return set()
        else:
            self.inlines(run, start)
        self._blank_after(end, Frame())
        return {id(node) for node in run}

    def _is_made(self, node: n.Node) -> bool:
        """Tell whether a block was made by the reader, so that its source is no Markdown to patch."""
        if isinstance(node, n.Diagram):
            return self._text.startswith("<", known(node.span).start)
        if isinstance(node, n.Code):
            return node.info is None and (node.fenced or self._text.startswith("<", known(node.span).start))
        if isinstance(node, n.Admonition | n.Tabs | n.Tab):
            return node.open is None or any(child.span is None for child in node.children)
        if isinstance(node, n.Paragraph | n.Heading | n.List | n.Table | n.Details):
            return bool(node.children) and node.children[0].span is None
        return False

    def _without_indentation(self, node: n.Node, frame: Frame) -> Frame:
        """Take away indentation that would make the block code: MDX has no indented code."""
        span = known(node.span)
        start, end = span
        if isinstance(node, n.Code) and not node.fenced:
            return frame
        line = self._line_start(start)
        while start < end and self._text[start] in " \t":
            start += 1  # a list's span may begin with its indentation
        begin = content_begin(self._text, line, start, frame.steps())
        width = columns(self._text, begin.offset, start, begin.column)
        if width is None or width + begin.rest < 4:
            return frame
        width += begin.rest
        self._edits.reindent(start, end, frame, width, "")
        return frame.cut(width)

    def _paragraph(self, node: n.Paragraph, frame: Frame) -> None:
        span = known(node.span)
        if any(self._starts_html_block(child, span.start) for child in node.children):
            text = self._html.inlines(node.children)
            blocks = any(isinstance(child, n.Element) and _BLOCK_TAG.fullmatch(child.name) for child in node.children)
            self._replace_block(node, text if blocks else f"<p>{text}</p>", frame)
            return
        self.inlines(node.children, span.start)

    def _starts_html_block(self, node: n.Node, paragraph: int) -> bool:
        """Tell whether an inline element would begin an HTML block, so that Markdown behind it would not be read."""
        return (
            isinstance(node, n.Element)
            and _BLOCK_TAG.fullmatch(node.name) is not None
            and node.span is not None
            and self._first_on_line(node.span.start, paragraph)
        )

    def _heading(self, node: n.Heading, frame: Frame) -> None:
        span = known(node.span)
        self.inlines(node.children, span.start)
        wanted = id(node) in self._explicit_ids
        if node.id_span is not None:
            start, end = node.id_span
            behind = self._text[end : self._line_end(end)].rstrip()
            closed = "#" in behind and not behind.strip("# \t")
            if closed or self._text[start:end].strip() != f"{{#{node.id}}}":
                end += len(behind) if closed else 0
                self._edits.replace(start, end, " " + marker(node.id) if node.id else "")
        elif wanted:
            self._append_id(node)

    def _append_id(self, node: n.Heading) -> None:
        span = known(node.span)
        if self._text[span.start] == "#":
            stop = self._text.find("\n", span.start)
            stop = span.end if stop < 0 else min(stop, span.end)
            end = span.start + len(self._text[span.start : stop].rstrip(" \t\r"))
        else:
            end = max((child.span.end for child in node.children if child.span), default=span.start)
        self._edits.insert(end, " " + marker(node.id))

    def _blockquote(self, node: n.Blockquote, frame: Frame) -> None:
        first = node.children[0] if node.children else None
        text = first.children[0] if isinstance(first, n.Paragraph) and first.children else None
        if isinstance(text, n.Text) and text.span is not None and _ALERT.match(text.value):
            at = self._text.find("!", *text.span)
            self._edits.insert(at, "<!-- -->")  # to Docusaurus it is a quote like any other
        self.blocks(node.children, frame.quote())

    def _list(self, node: n.List, frame: Frame) -> None:
        steps = frame.steps()
        for item in node.children:
            if not isinstance(item, n.Parent) or item.span is None:
                continue
            start = item.span.start
            line = self._line_start(start)
            begin = content_begin(self._text, line, start, steps)
            self.blocks(item.children, frame.item(item_width(self._text, start, begin)))

    def _footnote(self, node: n.FootnoteDefinition, frame: Frame) -> None:
        self.blocks(node.children, frame.item(4))

    def _table(self, node: n.Table, frame: Frame) -> None:
        self._in_cell = True
        for row in node.children:
            for cell in row.children if isinstance(row, n.Parent) else []:
                if isinstance(cell, n.Parent) and cell.span is not None:
                    self.inlines(cell.children, -1)
        self._in_cell = False

    def _code(self, node: n.Code, frame: Frame) -> None:
        if node.info is None:
            return
        written = self._text[node.info.start : node.info.end]
        if needs_attributes(node) or "{" in written:
            self._edits.replace(node.info.start, node.info.end, code_info(node))
        for start, end in node.dropped:
            self._edits.replace_lines(start, end, "")

    def _display_math(self, node: n.Math, frame: Frame) -> None:
        span = known(node.span)
        if not self._math or math_needs_fence(node.value) or span.start - self._line_start(span.start) > 3:
            self._print(node, frame)
        else:
            self._blank_before(span.start, frame)
            self._blank_after(span.end, frame)

    def _definition(self, node: n.Definition, frame: Frame) -> None:
        span = known(node.span)
        found = _DEFINITION_URL.search(self._text, span.start, span.end)
        url = self._urls.markdown(node.target, node.url)
        if found and url != node.url:
            self._edits.replace(found.start(1), found.end(1), destination(url))

    def _truncate(self, node: n.Truncate, frame: Frame) -> None:
        span = known(node.span)
        if self._is_post and not self._truncated:
            self._truncated = True
            self._edits.replace(span.start, span.end, MORE)
            self._blank_after(span.end, frame)
        else:
            self._as_comment(span, "truncate")

    def _toc(self, node: n.TableOfContents, frame: Frame) -> None:
        self._replace_block(node, toc_tag(node), frame)

    def _card_list(self, node: n.CardList, frame: Frame) -> None:
        span = known(node.span)
        written = self._text[span.start : span.end]
        self._replace_block(node, self._html.node(node) or html_comment(written), frame)

    def _comment(self, node: n.Comment, frame: Frame) -> None:
        span = known(node.span)
        if not self._text.startswith("<!--", span.start):
            self._as_comment(span, node.value)

    def _esm(self, node: n.Esm, frame: Frame) -> None:
        """Take away code, and the blank line behind it."""
        span = known(node.span)
        start, end = self._line_start(span.start), self._line_end(span.end) + 1
        while end < len(self._text):
            stop = self._line_end(end)
            if self._text[end:stop].strip():
                break
            end = stop + 1
        self._edits.replace_lines(start, min(end, len(self._text)), "")

    def _expression(self, node: n.Expression, frame: Frame) -> None:
        self._replace_block(node, html_comment("{" + node.value + "}"), frame, blank=False)


#: How each kind of block is patched.
_BLOCKS: dict[str, Callable[..., None]] = {
    "paragraph": BodyWriter._paragraph,
    "heading": BodyWriter._heading,
    "blockquote": BodyWriter._blockquote,
    "list": BodyWriter._list,
    "code": BodyWriter._code,
    "definition": BodyWriter._definition,
    "footnoteDefinition": BodyWriter._footnote,
    "table": BodyWriter._table,
    "math": BodyWriter._display_math,
    "admonition": BodyWriter._admonition,
    "tabs": BodyWriter._tab_group,
    "tab": BodyWriter._tab,
    "details": BodyWriter._details,
    "truncate": BodyWriter._truncate,
    "tableOfContents": BodyWriter._toc,
    "cardList": BodyWriter._card_list,
    "comment": BodyWriter._comment,
    "mdxjsEsm": BodyWriter._esm,
    "mdxExpression": BodyWriter._expression,
    "element": BodyWriter._element,
    "component": BodyWriter._component,
}
