"""The body of a page, patched: what means the same in Hugo stays as the author typed it, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from migrator import nodes as n
from migrator.post import Post
from migrator.writers.html import VOID, HtmlWriter
from migrator.writers.lines import Frame, LineEdits, columns, content_begin, item_width
from migrator.writers.markdown import destination, escape_text, html_comment, is_inline
from migrator_hugo.escape import MORE, finish
from migrator_hugo.headings import HeadingIds, marker
from migrator_hugo.printer import (
    HugoPrinter,
    alert_head,
    alert_wrapper,
    code_info,
    math_needs_fence,
    needs_attributes,
    tab_tags,
    tabs_tags,
    toc_tag,
)
from migrator_hugo.urls import PageUrls

#: Elements that begin an HTML block in CommonMark whatever follows on the line (condition 6).
_BLOCK_TAG = re.compile(
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|"
    "menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|"
    "track|ul|pre|script|style|textarea"
)
#: Blocks that may follow an alert's first line without a blank line.
_FOLLOWS_ALERT = (n.Paragraph, n.Code, n.Blockquote)
_DEFINITION_URL = re.compile(r"\]:[ \t]*(?:\r?\n[ \t>]*)?(<[^>\n]*>|\S+)")
_ALERT = re.compile(r"\[![A-Za-z]+\]")
_LIST_MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")
_MDX_FENCE = re.compile(r"^ *(`{3,4}) *mdx-code-block\r?\n", re.M)
_JSX_NAME = re.compile(r"\s[a-z]+[A-Z]")


@dataclass(frozen=True, slots=True)
class Body:
    """A page's text for Hugo, without front matter; ``head`` is HTML that belongs into the document's head."""

    text: str
    head: str = ""


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
    return Body(finish(edits.apply(post.source.body_start)), body.head.strip())


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


class BodyWriter:
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
        self._edits = edits
        self._text = edits.text
        self._urls = urls
        self._printer = printer
        self._html = HtmlWriter(urls.html)
        self._explicit_ids = explicit_ids
        self._math = math
        self._is_post = is_post
        self._tabs = 0
        self._truncated = False
        self._in_cell = False
        #: What the page puts into the document's head, as HTML.
        self.head = ""
        #: Starts of the lines before which a blank line has been put.
        self._gaps: set[int] = set()
        self._block_methods: dict[str, Callable[..., None]] = {
            "paragraph": self._paragraph,
            "heading": self._heading,
            "blockquote": self._blockquote,
            "list": self._list,
            "code": self._code,
            "definition": self._definition,
            "footnoteDefinition": self._footnote,
            "table": self._table,
            "math": self._display_math,
            "admonition": self._admonition,
            "tabs": self._tab_group,
            "tab": self._tab,
            "details": self._details,
            "truncate": self._truncate,
            "tableOfContents": self._toc,
            "comment": self._comment,
            "mdxjsEsm": self._esm,
            "mdxExpression": self._expression,
            "element": self._element,
            "component": self._component,
        }
        self._inline_methods: dict[str, Callable[..., None]] = {
            "text": self._plain_text,
            "link": self._link,
            "image": self._image,
            "inlineMath": self._inline_math,
            "comment": self._inline_comment,
            "truncate": self._inline_comment,
            "mdxExpression": self._inline_expression,
            "element": self._inline_element,
            "component": self._inline_component,
        }

    # -------------------------------------------------------------- blocks

    def blocks(self, nodes: Sequence[n.Node], frame: Frame) -> None:
        previous: n.Node | None = None
        for node in nodes:
            method = self._block_methods.get(node.type)
            if node.span is None:
                continue
            if method is None or is_inline(node):
                self.inlines([node], node.span.start)
            elif self._is_made(node):
                self._print(node, frame)
            else:
                inner = frame
                line = self._line_start(node.span.start)
                if node.span.start - line > 3 or self._text[line] == "\t":
                    inner = self._without_indentation(node, frame)
                if isinstance(previous, n.Blockquote | n.Admonition) and isinstance(node, n.Blockquote | n.Admonition):
                    self._blank_before(node.span.start, inner)
                method(node, inner)
            previous = node

    def _is_made(self, node: n.Node) -> bool:
        """Tell whether a block was made by the reader, so that its source is no Markdown to patch."""
        if isinstance(node, n.Code):
            return node.info is None and (node.fenced or self._text.startswith("<", _known(node.span).start))
        if isinstance(node, n.Admonition | n.Tabs | n.Tab):
            return node.open is None or any(child.span is None for child in node.children)
        if isinstance(node, n.Paragraph | n.Heading | n.List | n.Table | n.Details):
            return bool(node.children) and node.children[0].span is None
        return False

    def _print(self, node: n.Node, frame: Frame) -> None:
        """Replace a block by its printed form."""
        span = _known(node.span)
        start, end = span
        text = self._printer.block(node).replace("\n", "\n" + frame.prefix)
        self._blank_before(start, frame)
        self._edits.replace(start, end, re.sub(r"[ \t]+(?=\n)", "", text))
        self._blank_after(end, frame)

    def _without_indentation(self, node: n.Node, frame: Frame) -> Frame:
        """Take away indentation that would make the block code: MDX has no indented code."""
        span = _known(node.span)
        start, end = span
        if isinstance(node, n.Code) and not node.fenced:
            return frame
        line = self._line_start(start)
        begin = content_begin(self._text, line, start, frame.steps())
        width = columns(self._text, begin.offset, start, begin.column)
        if width is None or width + begin.rest < 4:
            return frame
        width += begin.rest
        self._edits.reindent(start, end, frame, width, "")
        return frame.cut(width)

    def _paragraph(self, node: n.Paragraph, frame: Frame) -> None:
        span = _known(node.span)
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

    def _first_on_line(self, at: int, paragraph: int) -> bool:
        return not self._text[max(self._line_start(at), paragraph) : at].strip(" \t>")

    def _heading(self, node: n.Heading, frame: Frame) -> None:
        span = _known(node.span)
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
        span = _known(node.span)
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
        span = _known(node.span)
        if not self._math or math_needs_fence(node.value) or span.start - self._line_start(span.start) > 3:
            self._print(node, frame)
        else:
            self._blank_before(span.start, frame)
            self._blank_after(span.end, frame)

    def _definition(self, node: n.Definition, frame: Frame) -> None:
        span = _known(node.span)
        found = _DEFINITION_URL.search(self._text, span.start, span.end)
        url = self._urls.markdown(node.target, node.url)
        if found and url != node.url:
            self._edits.replace(found.start(1), found.end(1), destination(url))

    def _admonition(self, node: n.Admonition, frame: Frame) -> None:
        span, opened = _known(node.span), _known(node.open)
        end = span.end
        first, after_open = opened
        line = self._line_start(first)
        begin = content_begin(self._text, line, first, frame.steps())
        indent = columns(self._text, begin.offset, first, begin.column) or 0
        if indent:
            self._edits.delete(begin.offset, first)
        wrap_open, wrap_close = alert_wrapper(node)
        if wrap_open:
            self._edits.insert(first, f"{wrap_open}\n{frame.prefix.rstrip()}\n{frame.prefix}")
        self._admonition_head(node)
        inner = frame.cut(indent).marked("> ")
        close = node.close.start if node.close is not None else end
        content = self._line_end(after_open) + 1
        stop = close if node.close is None else self._line_start(close)
        if self._text[after_open : content - 1].strip() and after_open < close:
            self._edits.insert(after_open, "\n" + inner.prefix)
        elif node.children:
            content = self._head_gap(node.children[0], content, stop, inner)
        last = self._last_text(content, stop, frame)
        if content < last:
            self._edits.reindent(content, last, frame, indent, "> ")
        self.blocks(node.children, inner)
        tail = f"\n{frame.prefix.rstrip()}\n{frame.prefix}{wrap_close}" if wrap_close else ""
        if node.close is not None:
            self._remove_mark(node.close, max(last, content), frame, tail)
        elif tail:
            self._edits.insert(end, tail)

    def _head_gap(self, first: n.Node, content: int, stop: int, inner: Frame) -> int:
        """Bring the alert's first block close to its head, or a blank line away where it must be; return its line."""
        begin = content
        while begin < stop and not self._text[begin : self._line_end(begin)].strip(" \t\r>"):
            begin = self._line_end(begin) + 1
        blank = "" if self._may_follow(first) else inner.prefix.rstrip() + "\n"
        if begin < stop and (begin > content or blank):
            self._edits.replace_lines(content, begin, blank)
        return min(begin, stop)

    def _last_text(self, start: int, stop: int, frame: Frame) -> int:
        """Return the end of the last line between two offsets that is not blank."""
        text = self._text
        steps = frame.steps()
        while stop > start:
            line = self._line_start(stop - 1)
            end = stop - 1 if text[stop - 1] == "\n" else stop
            begin = content_begin(text, max(line, start), end, steps)
            if text[begin.offset : end].strip():
                return end
            stop = line
        return start

    @staticmethod
    def _may_follow(node: n.Node) -> bool:
        return isinstance(node, _FOLLOWS_ALERT) or (isinstance(node, n.List) and node.start in (None, 1))

    def _admonition_head(self, node: n.Admonition) -> None:
        """Write ``> [!NOTE] Title``; the title's own markup stays as typed."""
        opened = _known(node.open)
        first, last = node.title[0].span if node.title else None, node.title[-1].span if node.title else None
        if first and last and opened.start <= first.start and last.end <= opened.end:
            head = alert_head(node, "x")[:-1]
            self._edits.replace(opened.start, first.start, "> " + head)
            self.inlines(node.title, -1)
            self._edits.delete(last.end, opened.end)
            return
        title = self._printer.inlines(node.title).replace("\n", " ")
        self._edits.replace(opened.start, opened.end, "> " + alert_head(node, title))

    def _remove_mark(self, mark: n.Span, begin: int, frame: Frame, tail: str) -> None:
        """Take away a closing mark and the blank lines between ``begin`` and it.

        A blank line stays where the next line would be drawn into the quote.
        """
        line, end = self._line_start(mark.start), self._line_end(mark.end)
        place = content_begin(self._text, line, mark.start, frame.steps())
        if self._text[place.offset : mark.start].strip() or self._text[mark.end : end].strip():
            self._edits.replace(mark.start, mark.end, tail)
            return
        begin = min(begin if begin >= len(self._text) or self._text[begin] != "\n" else begin + 1, line)
        follows = self._text[end + 1 : self._line_end(end + 1)] if end < len(self._text) else ""
        blank = not follows.strip(" \t\r>") or bool(_LIST_MARKER.match(follows))
        bare = frame.prefix.rstrip()
        if not blank or tail:
            self._gaps.add(end + 1)
        left = (tail.removeprefix("\n") + "\n" if tail else "") + ("" if blank else bare + "\n")
        self._edits.replace_lines(begin, min(end + 1, len(self._text)), left)

    def _tab_group(self, node: n.Tabs, frame: Frame) -> None:
        self._tabs += 1
        self._shortcodes(node, tabs_tags(node, nested=self._tabs > 1), frame)
        self._tabs -= 1

    def _tab(self, node: n.Tab, frame: Frame) -> None:
        self._shortcodes(node, tab_tags(node), frame)

    def _shortcodes(self, node: n.Tabs | n.Tab, tags: tuple[str, str], frame: Frame) -> None:
        opened = _known(node.open)
        for tag in (opened, node.close):
            if tag is not None:
                self._dedent(tag.start, frame)
        self._edits.replace(opened.start, opened.end, tags[0])
        if node.close is None:
            self._edits.insert(opened.end, f"\n{frame.prefix.rstrip()}\n{frame.prefix}{tags[1]}")
            self._blank_after(opened.end, frame)
            return
        self._blank_after(opened.end, frame)
        self.blocks(node.children, frame)
        self._blank_before(node.close.start, frame)
        self._edits.replace(node.close.start, node.close.end, tags[1])
        self._blank_after(node.close.end, frame)

    def _dedent(self, at: int, frame: Frame) -> None:
        """Take away the white space before ``at``, if nothing else stands before it on its line."""
        begin = content_begin(self._text, self._line_start(at), at, frame.steps())
        if begin.offset < at and not self._text[begin.offset : at].strip(" \t"):
            self._edits.delete(begin.offset, at)

    def _details(self, node: n.Details, frame: Frame) -> None:
        if node.open is None or node.close is None:
            self._print(node, frame)
            return
        written = self._text[node.open.start : node.open.end]
        if "{" in written or "\n" in written or _JSX_NAME.search(written) or not written.startswith("<details"):
            self._edits.replace(node.open.start, node.open.end, "<details open>" if node.is_open else "<details>")
        if self._text[node.close.start : node.close.end] != "</details>":
            self._edits.replace(node.close.start, node.close.end, "</details>")
        head = node.open.end
        if node.summary_span is not None:
            summary = f"<summary>{self._html.inlines(node.summary).strip()}</summary>"
            inside = _only_html(node.summary) and "\n" not in self._text[slice(*node.summary_span)]
            if inside:
                self._tags_within(node.summary)
            else:
                self._edits.replace(node.summary_span.start, node.summary_span.end, summary)
            head = node.summary_span.end
        elif node.summary:
            self._edits.insert(head, f"\n{frame.prefix}<summary>{self._html.inlines(node.summary)}</summary>")
        self._blank_after(head, frame)
        self.blocks(node.children, frame)
        self._blank_before(node.close.start, frame)
        self._blank_after(node.close.end, frame)

    def _truncate(self, node: n.Truncate, frame: Frame) -> None:
        span = _known(node.span)
        if self._is_post and not self._truncated:
            self._truncated = True
            self._edits.replace(span.start, span.end, MORE)
            self._blank_after(span.end, frame)
        else:
            self._as_comment(span, "truncate")

    def _toc(self, node: n.TableOfContents, frame: Frame) -> None:
        self._replace_block(node, toc_tag(node), frame)

    def _comment(self, node: n.Comment, frame: Frame) -> None:
        span = _known(node.span)
        if not self._text.startswith("<!--", span.start):
            self._as_comment(span, node.value)

    def _as_comment(self, span: n.Span, value: str) -> None:
        if not self._text.startswith("<!--", span.start) or value == "more":
            self._edits.replace(span.start, span.end, html_comment(value))

    def _esm(self, node: n.Esm, frame: Frame) -> None:
        """Take away code, and the blank line behind it."""
        span = _known(node.span)
        start, end = self._line_start(span.start), self._line_end(span.end) + 1
        while end < len(self._text):
            stop = self._line_end(end)
            if self._text[end:stop].strip():
                break
            end = stop + 1
        self._edits.replace_lines(start, min(end, len(self._text)), "")

    def _expression(self, node: n.Expression, frame: Frame) -> None:
        self._replace_block(node, html_comment("{" + node.value + "}"), frame, blank=False)

    def _replace_block(self, node: n.Node, new: str, frame: Frame, *, blank: bool = True) -> None:
        span = _known(node.span)
        self._edits.replace(span.start, span.end, new.replace("\n", "\n" + frame.prefix))
        if blank:
            self._blank_after(span.end, frame)

    # -------------------------------------------------------------- tags

    def _element(self, node: n.Element, frame: Frame) -> None:
        span = _known(node.span)
        if node.open is None or node.open.end > span.end:
            self._print(node, frame)
        elif not node.name:
            self._remove_tags(node, frame)
        elif node.name == "head":
            self.head += self._html.inlines(node.children).strip() + "\n"
            self._remove_line(span)
        elif _only_html([node]):
            self._tags_within([node])
            self._close_gaps(node)
            self._blank_after(span.end, frame)
        elif node.close is None or any(_is_text(child) for child in node.children):
            self._replace_block(node, self._printer.html(node), frame)
        else:
            self._tag(node)
            self._blank_after(node.open.end, frame)
            self.blocks(node.children, frame)
            self._blank_before(node.close.start, frame)
            self._blank_after(node.close.end, frame)

    def _close_gaps(self, node: n.Element) -> None:
        """Take away blank lines inside HTML: the first one would end the HTML block."""
        span = _known(node.span)
        for found in re.finditer(r"\n(?:[ \t>]*\r?\n)+", self._text[span.start : span.end]):
            self._edits.replace(span.start + found.start(), span.start + found.end(), "\n")

    def _tags_within(self, nodes: Sequence[n.Node]) -> None:
        for top in nodes:
            for node in top.walk():
                if isinstance(node, n.Element):
                    self._tag(node)
                elif isinstance(node, n.Comment) and node.span is not None:
                    self._as_comment(node.span, node.value)

    def _tag(self, node: n.Element) -> None:
        """Spell the tags as HTML does, where they are not."""
        if node.open is None:
            return
        written = self._text[node.open.start : node.open.end]
        open_tag, close_tag = self._html.tags(node)
        closes_itself = node.close is None and written.endswith("/>")
        changed = (
            not re.match(rf"<{re.escape(node.name)}[\s/>]", written)
            or "{" in written
            or "\n" in written
            or bool(_JSX_NAME.search(written))
            or (closes_itself and node.name not in VOID)
            or any(
                self._html.url(str(node.attributes.get(name)), one) not in written for name, one in node.targets.items()
            )
        )
        if changed:
            self._edits.replace(node.open.start, node.open.end, open_tag + (close_tag if closes_itself else ""))
        if node.close is not None and self._text[node.close.start : node.close.end] != close_tag:
            self._edits.replace(node.close.start, node.close.end, close_tag)

    def _remove_tags(self, node: n.Element, frame: Frame) -> None:
        opened = _known(node.open)
        self._remove_line(opened)
        self.blocks(node.children, frame)
        if node.close is not None:
            self._remove_line(node.close)

    def _remove_line(self, span: n.Span) -> None:
        start, end = self._line_start(span.start), self._line_end(span.end)
        alone = not self._text[start : span.start].strip(" \t>") and not self._text[span.end : end].strip()
        if alone and ">" not in self._text[start : span.start]:
            self._edits.replace_lines(start, min(end + 1, len(self._text)), "")
        else:
            self._edits.delete(span.start, span.end)

    def _component(self, node: n.Component, frame: Frame) -> None:
        """Keep what stands inside; the tags themselves become comments on lines of their own."""
        span = _known(node.span)
        opened = node.open or span
        self._edits.replace(opened.start, opened.end, _tag_comment(self._text[opened.start : opened.end]))
        self._alone_after(opened.end, frame)
        if node.open is None:
            return
        self.blocks(node.children, frame)
        if node.close is not None:
            before = content_begin(self._text, self._line_start(node.close.start), node.close.start, frame.steps())
            if self._text[before.offset : node.close.start].strip():
                self._edits.insert(node.close.start, "\n" + frame.prefix)
            self._edits.replace(
                node.close.start, node.close.end, _tag_comment(self._text[node.close.start : node.close.end])
            )
            self._alone_after(node.close.end, frame)

    def _alone_after(self, at: int, frame: Frame) -> None:
        """Begin a new line behind ``at`` if something follows there."""
        if self._text[at : self._line_end(at)].strip():
            self._edits.insert(at, "\n" + frame.prefix)

    # -------------------------------------------------------------- text

    def inlines(self, nodes: Sequence[n.Node], paragraph: int) -> None:
        """Patch inline nodes.  ``paragraph`` is where their block begins, -1 where a line's start means nothing."""
        for node in nodes:
            if node.span is None:
                continue
            method = self._inline_methods.get(node.type)
            if method is not None:
                method(node, paragraph)
            elif isinstance(node, n.Parent):
                self.inlines(node.children, paragraph)

    def _plain_text(self, node: n.Text, paragraph: int) -> None:
        span = _known(node.span)
        start, end = span
        if not node.plain:
            first = paragraph >= 0 and self._first_on_line(start, paragraph)
            also = "$" if self._math else ""
            self._edits.replace(start, end, escape_text(node.value, line_start=first, cell=self._in_cell, also=also))
        elif self._math and "$" in node.value:
            at = self._text.find("$", start, end)
            while at >= 0:
                slashes = at - len(self._text[start:at].rstrip("\\")) - start
                if slashes % 2 == 0:
                    self._edits.insert(at, "\\")
                at = self._text.find("$", at + 1, end)

    def _link(self, node: n.Link, paragraph: int) -> None:
        span = _known(node.span)
        if node.autolink:
            return
        if node.url_span is None and node.reference is None and not self._text.startswith("[", span.start):
            self._edits.replace(span.start, span.end, self._printer.link(node))
            return
        self._destination(node.url, node.target, node.url_span)
        self.inlines(node.children, -1)

    def _image(self, node: n.Image, paragraph: int) -> None:
        span = _known(node.span)
        if node.url_span is None and node.reference is None:
            self._edits.replace(span.start, span.end, self._printer.image(node))
            return
        self._destination(node.url, node.target, node.url_span)

    def _destination(self, url: str, target: object, span: n.Span | None) -> None:
        if span is None or target is None:
            return
        new = self._urls.markdown(target, url)  # type: ignore[arg-type]
        if new != url:
            angled = span.start > 0 and self._text[span.start - 1] == "<"
            self._edits.replace(span.start, span.end, new if angled else destination(new))

    def _inline_math(self, node: n.InlineMath, paragraph: int) -> None:
        span = _known(node.span)
        if self._text.startswith("$$", span.start) or not self._text.startswith("$", span.start):
            self._edits.replace(span.start, span.end, f"${node.value}$")

    def _inline_comment(self, node: n.Comment | n.Truncate, paragraph: int) -> None:
        span = _known(node.span)
        value = node.value if isinstance(node, n.Comment) else "truncate"
        written = self._text[span.start : span.end]
        self._hide(span, written if written.startswith("<!--") else html_comment(value), paragraph)

    def _inline_expression(self, node: n.Expression, paragraph: int) -> None:
        span = _known(node.span)
        self._hide(span, html_comment("{" + node.value + "}"), paragraph)

    def _inline_element(self, node: n.Element, paragraph: int) -> None:
        span = _known(node.span)
        if node.open is None:  # made by the reader
            self._edits.replace(span.start, span.end, self._printer.inline(node).replace("\n", " "))
            return
        if not node.name:
            for tag in (node.open, node.close):
                if tag is not None:
                    self._edits.delete(tag.start, tag.end)
        else:
            self._tag(node)
        self.inlines(node.children, -1)

    def _inline_component(self, node: n.Component, paragraph: int) -> None:
        span = _known(node.span)
        opened = node.open or span
        self._hide(opened, _tag_comment(self._text[opened.start : opened.end]), paragraph)
        if node.open is not None:
            self.inlines(node.children, paragraph)
        if node.close is not None:
            self._edits.delete(node.close.start, node.close.end)

    def _hide(self, span: n.Span, comment: str, paragraph: int) -> None:
        """Put a comment into text.

        One at a line's start would make the whole line HTML, one alone on a line would end the paragraph: the
        first goes to the end of its line, the second to that of the line before.
        """
        if paragraph >= 0 and self._first_on_line(span.start, paragraph):
            start, end = self._line_start(span.start), self._line_end(span.end)
            if not self._text[span.end : end].strip() and start > paragraph:
                self._edits.insert(start - 1, " " + comment)
                self._edits.replace_lines(start, min(end + 1, len(self._text)), "")
                return
            if self._text[span.end : end].strip():
                self._edits.delete(span.start, span.end)
                self._edits.insert(len(self._text[:end].rstrip()) if end - span.end < 10_000 else end, " " + comment)
                return
        if self._text[span.start : span.end] != comment:
            self._edits.replace(span.start, span.end, comment)

    # -------------------------------------------------------------- lines

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end

    def _blank_after(self, at: int, frame: Frame) -> None:
        """Make sure that a blank line follows ``at``."""
        end = self._line_end(at)
        bare = frame.prefix.rstrip()
        if self._text[at:end].strip():
            self._edits.insert(at, f"\n{bare}\n{frame.prefix}")
            return
        if end >= len(self._text):
            return
        begin = content_begin(self._text, end + 1, self._line_end(end + 1), frame.steps())
        if self._text[begin.offset : self._line_end(begin.offset)].strip() and end + 1 not in self._gaps:
            self._gaps.add(end + 1)
            self._edits.insert(end, "\n" + bare)

    def _blank_before(self, at: int, frame: Frame) -> None:
        """Make sure that a blank line stands before ``at``."""
        line = self._line_start(at)
        steps = frame.steps()
        begin = content_begin(self._text, line, at, steps)
        bare = frame.prefix.rstrip()
        before = self._text[begin.offset : at]
        if before.strip() and not _LIST_MARKER.fullmatch(before):
            self._edits.insert(at, f"\n{bare}\n{frame.prefix}")
        elif line > 0 and not before.strip():
            above = self._line_start(line - 1)
            begin = content_begin(self._text, above, line - 1, steps)
            if self._text[begin.offset : line - 1].strip() and line not in self._gaps:
                self._gaps.add(line)
                self._edits.insert_line(line, bare + "\n")


def _is_text(node: n.Node) -> bool:
    return is_inline(node) and not isinstance(node, n.Comment)


def _only_html(nodes: Sequence[n.Node]) -> bool:
    """Tell whether nodes mean the same as raw HTML: tags and text without any Markdown."""
    for top in nodes:
        for node in top.walk():
            if isinstance(node, n.Text):
                if not node.plain or node.span is None or "\\" in node.value or "<" in node.value or "&" in node.value:
                    return False
                if len(node.value) != node.span.end - node.span.start:
                    return False
            elif not isinstance(node, n.Element | n.Comment):
                return False
    return True


def _known(span: n.Span | None) -> n.Span:
    """A span that ``blocks`` or ``inlines`` has seen to be there."""
    if span is None:
        raise ValueError("a node without its place in the source")
    return span


def _tag_comment(source: str) -> str:
    return html_comment(source)
