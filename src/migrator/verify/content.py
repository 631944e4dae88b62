"""Reading the content of a page: what its reader sees, in order, and nothing of the furniture around it.

The rules hold for Docusaurus's markup (versions 2 and 3, theme-classic/lib/theme) and for that of other generators, so
that one reading serves both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from migrator.verify.page import Page
from migrator.verify.text import clean, formula, formulas_as_words
from migrator.verify.tree import Element, drop, text_of

Address = Callable[[str], str]

# fmt: off
_BLOCKS = frozenset([
    "address", "article", "aside", "audio", "blockquote", "body", "br", "button", "caption", "center", "dd", "details",
    "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hgroup", "hr", "iframe", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre",
    "search", "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video",
])
# fmt: on
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_UNREAD = frozenset(["script", "style", "template", "noscript", "svg", "canvas", "head", "object"])
_EMBEDS = frozenset(["iframe", "video", "audio", "embed"])

# Furniture inside of the content, by class.  "mermaid": a diagram is drawn by the browser, the build has nothing of it.
_FURNITURE = re.compile(
    r"(?:^|\s)(?:hash-link|heading-anchor|header-anchor|headerlink|anchor-link|theme-doc-toc-mobile|theme-doc-card-icon|"
    r"table-of-contents|theme-doc-breadcrumbs|pagination-nav|theme-edit-this-page|theme-doc-footer|theme-unlisted-banner|"
    r"theme-doc-version-badge|theme-doc-version-banner|admonition-icon|admonitionIcon\S*|copy-code-button|copyButton\S*|"
    r"playground(?:Header|Preview)_\S*|buttonGroup\S*|toggleButton\S*|docusaurus-mermaid-container|mermaid|katex-html|kg-callout-emoji)(?:\s|$)"
)
_CONTENTS = frozenset(["TableOfContents", "markdown-toc"])  # a page's own, by id: Hugo's, kramdown's
_COPY = re.compile(r"\b(?:copy|clipboard)\b", re.IGNORECASE)
_HASH_TEXT = frozenset(["", "#", "¶", "§", "🔗", "⌗"])
#: What a link shows that has no text.
_SHOWN = ("img", "svg", "video", "canvas", "object", "iframe")
_FOOTNOTE_ID = re.compile(r"(?:user-content-)?fn(?:ref)?[:\-]|footnote-label$")
_FOOTNOTE_LINK = re.compile(r"(?:^|\s)(?:footnote-ref|footnote-backref|reversefootnote|footnote)(?:\s|$)")
_LINE_NUMBER = re.compile(r"(?:^|\s)(?:ln|lnt|lineno|linenos|gutter|codeLineNumber\S*)(?:\s|$)")
_ADMONITION = frozenset(["theme-admonition", "admonition", "callout", "kg-callout-card"])
_ADMONITION_TYPE = re.compile(r"(?:theme-)?(?:admonition|callout)-([\w-]+)")
_ADMONITION_TITLE = re.compile(r"(?:^|[\s-])(?:admonition|callout)-?(?:[hH]eading|[tT]itle)")


@dataclass(slots=True)
class _Open:
    """An element whose text is wanted when it ends: where its blocks start."""

    element: Element
    start: int
    close: Callable[[str], None]


@dataclass(slots=True)
class _Reading:
    page: Page
    address: Address
    title: Element | None
    blocks: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    rows: list[list[list[str]]] = field(default_factory=list)

    def flush(self) -> None:
        if self.parts:
            text = clean(formulas_as_words("".join(self.parts)))
            if text:
                self.blocks.append(text)
            self.parts.clear()

    def open(self, element: Element, close: Callable[[str], None]) -> None:
        """Hand the text of an element, when it ends, to ``close``."""
        self.flush()
        self.opened.append(_Open(element, len(self.blocks), close))

    def close(self, element: Element) -> None:
        while self.opened and self.opened[-1].element is element:
            self.flush()
            opened = self.opened.pop()
            opened.close(" ".join(self.blocks[opened.start :]))


def read_content(container: Element, page: Page, address: Address, title: Element | None = None) -> None:
    """Fill ``page`` with what is in ``container``.

    ``address`` turns an ``href`` into an address (see ``page``).  ``title`` is the page's title where it was found
    outside of the container; else it is the first ``h1`` that nothing stands before, or that the page's head names.
    """
    _labels_before_panels(container)
    reading = _Reading(page, address, title)
    walk = etree.iterwalk(container, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            if element is not container and not _start(reading, element):
                walk.skip_subtree()
            elif element.text:
                reading.parts.append(element.text)
            continue
        if event == "end":
            if element.tag in _BLOCKS:
                reading.flush()
            reading.close(element)
            if element is container:
                break
        if element.tail:
            reading.parts.append(element.tail)
        elif event == "end" and _stands_apart(element):
            reading.parts.append(" ")
    reading.flush()
    page.text = reading.blocks


def _stands_apart(element: Element) -> bool:
    """Tell whether an element and the next, side by side, are labels or badges: JSX leaves no space between those."""
    following = element.getnext()
    return (
        element.tag == "span"
        and following is not None
        and following.tag == "span"
        and "class" in element.attrib
        and "class" in following.attrib
    )


def _start(reading: _Reading, element: Element) -> bool:
    """Take in an element; say whether its text is to be read."""
    tag = element.tag
    if tag in _BLOCKS:
        reading.flush()
    attributes = element.attrib
    anchor = attributes.get("id")
    names = attributes.get("class", "")
    if tag in _UNREAD or anchor in _CONTENTS or (names and _FURNITURE.search(names)):
        return False
    if tag == "a":
        anchor = anchor or attributes.get("name")
    if anchor and not _FOOTNOTE_ID.match(anchor):
        reading.page.anchors.append(anchor)
    label = attributes.get("data-label")  # of a panel whose tab a script draws
    if label and "tab" in names.split():
        reading.blocks.append(clean(label))
    handler = _HANDLERS.get(tag)
    if handler and not handler(reading, element):
        return False
    if not names:
        return True
    tokens = names.split()
    if "katex" in tokens or "katex-display" in tokens:
        return _math(reading, element)
    if not _ADMONITION.isdisjoint(tokens):
        _admonition(reading, element, tokens)
    return True


def _heading(reading: _Reading, element: Element) -> bool:
    page = reading.page
    level = _HEADINGS[element.tag]
    anchor = element.get("id", "")
    if anchor == "footnote-label":
        return False
    if "kg-toggle-heading-text" in element.get("class", ""):
        return True  # the summary of a disclosure
    if level == 1 and reading.title is None and _is_title(reading, element):
        page.title_in_content = True
        reading.title = element
        start = len(reading.blocks)

        def entitle(text: str) -> None:
            page.title = text
            del reading.blocks[start:]

        reading.open(element, entitle)
        return True
    card = element.get("title")
    if card and "cardTitle" in element.get("class", ""):
        # A card of a list of pages: the title stands cut short, and behind an icon.
        reading.blocks.append(clean(card))
        return False

    def keep(text: str) -> None:
        page.headings.append((level, anchor, text))

    reading.open(element, keep)
    return True


def _is_title(reading: _Reading, element: Element) -> bool:
    if not reading.blocks:
        return True
    text = text_of(element)
    return bool(text) and reading.page.head_title.startswith(text)


def _paragraph(reading: _Reading, element: Element) -> bool:
    card = element.get("title")
    if card and "cardDescription" in element.get("class", ""):
        reading.blocks.append(clean(card))
        return False
    return True


def _link(reading: _Reading, element: Element) -> bool:
    href = element.get("href")
    names = element.get("class", "")
    if (
        "data-footnote-backref" in element.attrib
        or element.get("role") == "doc-backlink"
        or "footnote-backref" in names
        or "reversefootnote" in names
    ):
        return False
    text = text_of(element)
    if href is None:
        return True
    if href.startswith("#") and text in _HASH_TEXT and element.find(".//img") is None:
        return False
    if "data-footnote-ref" in element.attrib or element.get("role") == "doc-noteref" or _FOOTNOTE_LINK.search(names):
        return True
    target = reading.address(href)
    if target and (text or any(True for _ in element.iter(*_SHOWN))):
        reading.page.links.append((target, text or _alternative(element)))
    return True


def _alternative(element: Element) -> str:
    image = element.find(".//img")
    return clean(image.get("alt", "")) if image is not None else ""


def _image(reading: _Reading, element: Element) -> bool:
    source = element.get("src") or element.get("data-src") or ""
    target = reading.address(source) if source else ""
    if target:
        reading.page.images.append((target.partition("#")[0], clean(element.get("alt", ""))))
    return False


def _source(reading: _Reading, element: Element) -> bool:
    """A picture in several forms, one for the dark, say."""
    picture = next(element.iterancestors("picture"), None)
    candidates = element.get("srcset", "").split()
    if candidates and picture is not None:
        reading.page.images.append((reading.address(candidates[0].rstrip(",")), _alternative(picture)))
    return True  # the parser does not know that a source ends at once, and puts what follows inside


def _embed(reading: _Reading, element: Element) -> bool:
    sources = [element.get("src") or element.get("data-src"), *(child.get("src") for child in element.iter("source"))]
    target = next((source for source in sources if source), None)
    if target:
        reading.page.embeds.append(reading.address(target))
    return False


def _button(reading: _Reading, element: Element) -> bool:
    return not _COPY.search(" ".join(element.get(name, "") for name in ("class", "aria-label", "title")))


def _pre(reading: _Reading, element: Element) -> bool:
    reading.page.code.append(code_text(element))
    return False


def _table(reading: _Reading, element: Element) -> bool:
    names = element.get("class", "")
    if "lntable" in names or "rouge-table" in names or "highlighttable" in names:
        sources = list(element.iter("pre"))
        if sources:
            reading.page.code.append(code_text(sources[-1]))
        return False
    rows: list[list[str]] = []
    reading.rows.append(rows)

    def keep(_: str) -> None:
        reading.rows.pop()
        reading.page.tables.append(rows)

    reading.open(element, keep)
    return True


def _row(reading: _Reading, element: Element) -> bool:
    if reading.rows:
        reading.rows[-1].append([])
    return True


def _cell(reading: _Reading, element: Element) -> bool:
    if reading.rows and reading.rows[-1]:
        reading.open(element, reading.rows[-1][-1].append)
    return True


def _math(reading: _Reading, element: Element) -> bool:
    """A formula is its TeX source, which KaTeX keeps in an annotation, not the glyphs that it is drawn with."""
    tex = element.findtext(".//annotation")
    if tex is None:
        return True
    reading.parts.append(formula(tex))
    return False


_HANDLERS: dict[str, Callable[[_Reading, Element], bool]] = {
    **dict.fromkeys(_HEADINGS, _heading),
    **dict.fromkeys(_EMBEDS, _embed),
    "a": _link,
    "button": _button,
    "img": _image,
    "math": _math,
    "p": _paragraph,
    "pre": _pre,
    "source": _source,
    "table": _table,
    "td": _cell,
    "th": _cell,
    "tr": _row,
}


def _admonition(reading: _Reading, element: Element, tokens: list[str]) -> None:
    """Note an admonition; its title is the text of its heading.

    Docusaurus shows all titles in capitals, however they are written, so they are compared in small letters.
    """
    types = (match[1].lower() for match in map(_ADMONITION_TYPE.fullmatch, tokens) if match)
    kind = element.get("data-type") or next(types, "")
    page, index = reading.page, len(reading.page.admonitions)
    page.admonitions.append((kind, ""))
    heading = _admonition_heading(element)
    if heading is None:
        return

    def entitle(text: str) -> None:
        text = text.lower()
        reading.blocks[start:] = [text] if text else []
        page.admonitions[index] = (kind, text)

    # The heading is the first child, and opens after this; noting it here would close too late.
    start = len(reading.blocks)
    reading.opened.append(_Open(heading, start, entitle))


def _admonition_heading(element: Element) -> Element | None:
    """Return an admonition's title: by its class, or the bold text that a callout of Ghost's begins with."""
    callout: Element | None = element.find("./div[@class='kg-callout-text']/*")
    if callout is not None:
        return callout
    for child in element:
        if isinstance(child.tag, str) and (_ADMONITION_TITLE.search(child.get("class", "")) or child.tag == "summary"):
            return child
    return None


def code_text(pre: Element) -> str:
    """Return the code of a block as it would be copied: no line numbers, no marks, no line end after the last line."""
    lines = [line for line in pre.iter("div", "span") if "token-line" in line.get("class", "").split()]
    # theme-classic/lib/theme/CodeBlock/Line: a line is an element, with a <br> at its end
    text = "\n".join(_plain(line).replace("\n", "") for line in lines) if lines else _plain(pre)
    return text.replace("\r\n", "\n").replace("\0", "").replace("\u200b", "").strip("\n").rstrip()


def _plain(element: Element) -> str:
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment"))
    for event, part in walk:
        if event == "start":
            if part.tag == "br":
                parts.append("\n")
            elif part.tag in ("button", "style", "script") or _LINE_NUMBER.search(part.get("class", "")):
                walk.skip_subtree()
            elif part.text:
                parts.append(part.text)
        elif part is not element and part.tail:
            parts.append(part.tail)
    return "".join(parts)


def _labels_before_panels(container: Element) -> None:
    """Move each tab's label to the head of its panel: a reader sees them together, wherever they stand in the file.

    theme-classic/lib/theme/Tabs: a list of tabs, then all panels, in the same order.
    """
    for tablist in list(container.iter("ul", "div")):
        if tablist.get("role") != "tablist":
            continue
        parent = tablist.getparent()
        if parent is None:
            continue
        tabs = [tab for tab in tablist.iter() if isinstance(tab.tag, str) and tab.get("role") == "tab"]
        panels = [panel for panel in parent.iter("div", "section") if panel.get("role") == "tabpanel"]
        panels = [panel for panel in panels if _tablist_of(panel) is tablist]
        if not tabs or len(tabs) != len(panels):
            continue
        for tab, panel in zip(tabs, panels, strict=True):
            tab.tail = panel.text
            panel.text = None
            panel.insert(0, tab)
        drop(tablist)


def _tablist_of(panel: Element) -> Element | None:
    """Return the nearest list of tabs before a panel, among its ancestors' earlier siblings."""
    for ancestor in (panel, *panel.iterancestors()):
        for sibling in ancestor.itersiblings(preceding=True):
            if sibling.get("role") == "tablist":
                found: Element = sibling
                return found
    return None
