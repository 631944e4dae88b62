"""Where the links and images of a page lead.

The rules are those of `mdx-loader/lib/remark` (``resolveMarkdownLinks``, ``transformLinks``, ``transformImage``),
`utils/lib/markdownLinks.js`, `core/lib/client/exports/Link.js` and `core/lib/server/brokenLinks.js`: a link may name
a Markdown file, another file, or an address as a browser understands it, in this order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import decode_path, resolve_pathname
from migrator.docusaurus.links.assets import Outside, is_elsewhere
from migrator.docusaurus.links.site_index import SiteIndex, part_of
from migrator.nodes import (
    Admonition,
    Attribute,
    Card,
    Component,
    Definition,
    Details,
    Element,
    FootnoteDefinition,
    Heading,
    Html,
    Image,
    Js,
    Link,
    Node,
    Root,
    Span,
)
from migrator.post import AnchorLink, PostMeta, Source
from migrator.targets import Asset, Broken, External, Internal, Target

#: With a slash behind it, which only Docusaurus 2 understands.
_MARKDOWN_FILE = re.compile(r"\.mdx?/?\Z", re.IGNORECASE)
_OTHER_FILE = re.compile(r"[^/]\.(?!(?:mdx?|html)\Z)[^/.]*\Z")
_PATHNAME = "pathname://"
#: The one component of the theme that stays in a page, where its code is not known; it draws no anchors.
_CODE_BLOCK = "CodeBlock"
#: In raw HTML.
_HTML_ID = re.compile(r"""\b(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.IGNORECASE)

_RESOLVED = frozenset({Card, Link, Image, Definition, Element, Component})

#: Attributes that hold the address of a page, and those that hold a file's.
_LINKS = frozenset({"href", "to"})
_FILES = frozenset({"src", "poster", "data", "image", "img", "icon", "logo", "thumbnail", "cover", "background"})


@dataclass(slots=True)
class Resolved:
    """The files that a page needs, each once and in order, its anchors, and what leads nowhere or to other anchors."""

    assets: list[Asset] = field(default_factory=list)
    anchors: frozenset[str] | None = None
    anchor_links: list[AnchorLink] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


class Resolver:
    """Resolves what the pages of a site link and show."""

    def __init__(self, index: SiteIndex) -> None:
        self.index = index

    def resolve(self, root: Root, meta: PostMeta, source: Source) -> Resolved:
        """Set the targets of all links, images and elements below ``root``, the body of the page ``meta``."""
        page = _Page(self.index, meta, source)
        page.resolve(root)
        for image in (meta.image, *(author.image for author in meta.authors)):
            if isinstance(image, Asset):
                page.use(image)
        return Resolved(list(page.files.values()), page.ids, page.anchor_links, page.diagnostics)


@dataclass(frozen=True, slots=True)
class _Url:
    """The parts of a URL without protocol and host.  ``fragment`` is decoded, the others are as written."""

    path: str
    query: str
    fragment: str

    @classmethod
    def of(cls, url: str) -> _Url:
        rest, _, fragment = url.partition("#")
        path, _, query = rest.partition("?")
        return cls(path.replace("\\", "/"), query, decode_path(fragment))

    def on(self, page: Internal) -> Internal:
        """The page with this URL's query and fragment."""
        if not self.query and not self.fragment:
            return page
        return Internal(page.permalink, self.fragment, self.query)


class _Page:
    """One page, whose links are resolved."""

    def __init__(self, index: SiteIndex, meta: PostMeta, source: Source) -> None:
        self.index = index
        self.meta = meta
        self.part = part_of(meta)
        self.source = source
        self.folder = os.path.normpath(f"{index.root}/{source.path.parent}")
        self.files: dict[Path, Asset] = {}
        self.anchor_links: list[AnchorLink] = []
        self.diagnostics: list[Diagnostic] = []
        self.nodes: list[Node] = []

    # ------------------------------------------------------------ the tree

    def resolve(self, root: Root) -> None:
        self.nodes = list(root.walk())
        found = [node for node in self.nodes if type(node) in _RESOLVED]
        shown = {node.reference for node in found if isinstance(node, Image) and node.reference is not None}
        for node in found:
            if isinstance(node, Card):
                node.target = self.link(node.url, node.span)
            elif isinstance(node, Link):
                node.target = self.link(node.url, None if node.reference is not None else node.span)
            elif isinstance(node, Image):
                node.target = self.file(node.url, None if node.reference is not None else node.span)
            elif isinstance(node, Definition):
                find = self.file if node.identifier in shown else self.link
                node.target = find(node.url, node.span)
            elif isinstance(node, Element | Component) and node.attributes:
                self.attributes(node)

    def attributes(self, node: Element | Component) -> None:
        """Resolve the attributes of an element or a component that hold addresses.

        Only of ``href``, ``to`` and ``src`` is it known what a component does with them; others count where they
        lead somewhere.
        """
        for name, value in node.attributes.items():
            if name in ("srcset", "srcSet"):
                for candidate in _candidates(_constant(value) or ""):
                    node.targets[f"{name} {candidate}"] = self.file(candidate, node.span, raw=True)
            elif name == "sources" and isinstance(value, Js) and isinstance(value.value, dict):
                for key, url in value.value.items():
                    if isinstance(url, str):
                        node.targets[f"sources.{key}"] = self.file(url, node.span, raw=True)
            elif name in _LINKS or name in _FILES:
                url = _constant(value)
                if url is None or (name == "data" and node.name != "object"):
                    continue
                plain = isinstance(node, Element)
                sure = plain or name in ("href", "to", "src")
                find = self.link if name in _LINKS else self.file
                target = find(url, node.span if sure else None, raw=plain)
                if sure or not isinstance(target, Broken):
                    node.targets[name] = target

    @cached_property
    def ids(self) -> frozenset[str] | None:
        """The page's anchors, ``None`` where a component may draw others."""
        ids: set[str] = set()
        for node in self.nodes:
            match node:
                case Heading() | Admonition() | Details():
                    ids.add(node.id or "")
                case Element():
                    ids.update(_constant(node.attributes.get(name, "")) or "" for name in ("id", "name"))
                case Html():
                    ids.update(
                        unescape(found[1] or found[2] or found[3] or "") for found in _HTML_ID.finditer(node.value)
                    )
                case FootnoteDefinition():
                    ids.update((f"user-content-fn-{node.identifier}", f"user-content-fnref-{node.identifier}"))
                case Component() if node.name != _CODE_BLOCK:
                    return None
        return frozenset(ids - {""})

    # ------------------------------------------------------------ one URL

    def link(self, url: str, span: Span | None, *, raw: bool = False) -> Target:
        """Resolve a link; what leads nowhere is reported at ``span``.  ``raw``: HTML, which is left to the browser."""
        if elsewhere := self._elsewhere(url):
            return elsewhere
        parts = _Url.of(url)
        if not parts.path:
            if not url:
                return self._report(Code.BROKEN_LINK, "The link has no address.", url, span)
            return self._anchored(parts.on(Internal(self.meta.permalink)), url, span)
        try:
            target = self._markdown_file(parts) or self._linked_file(parts) or self._address(parts)
        except Outside:
            return self._report(Code.OUTSIDE_SITE, f"The link {url} leads out of the repository.", url, span)
        if target:
            return self._anchored(target, url, span)
        if raw and parts.path.startswith("/") and not parts.path.startswith(self.index.base_url):
            return External(url)
        return self._report(Code.BROKEN_LINK, self._why(parts, url), url, span)

    def file(self, url: str, span: Span | None, *, raw: bool = False) -> Target:
        """Resolve an image or another embedded file; one that is not there is reported at ``span``."""
        if elsewhere := self._elsewhere(url):
            return External(url) if isinstance(elsewhere, Internal) else elsewhere
        parts = _Url.of(url)
        try:
            target = self._embedded_file(parts)
        except Outside:
            return self._report(Code.OUTSIDE_SITE, f"The file {url} lies outside of the repository.", url, span)
        if target:
            return self._used(target)
        if raw and (page := self._address(parts)):  # a frame that shows a page
            return page
        return self._report(Code.MISSING_ASSET, f"The file {url or '(no name)'} is not there.", url, span)

    def _elsewhere(self, url: str) -> Target | None:
        """What a URL with a protocol or a host leads to; ``None`` for any other URL."""
        if url.startswith(_PATHNAME):
            url = url[len(_PATHNAME) :]
            if is_elsewhere(url):
                return External(url)
            parts = _Url.of(url)
            path = self._full_path(parts)
            found = self.index.static(path, parts.query, parts.fragment)
            return self._used(found) if found else External(path + url[len(parts.path) :])
        if not is_elsewhere(url):
            return None
        return self._own_url(url) or External(url)

    def _own_url(self, url: str) -> Target | None:
        """Resolve a full URL of the site itself, where it leads to something known."""
        host = self.index.url.partition("//")[2].lower()
        if not host or host not in url[:300].lower():
            return None
        try:
            split = urlsplit(url)
        except ValueError:
            return None
        path = split.path or "/"
        if split.scheme not in ("http", "https", "") or split.netloc.lower() != host:
            return None
        if not path.startswith(self.index.base_url) and path + "/" != self.index.base_url:
            return None
        target = self._address(_Url(path, split.query, decode_path(split.fragment)))
        return self._used(target) if isinstance(target, Asset) else target

    def _markdown_file(self, parts: _Url) -> Internal | None:
        """The page of a Markdown file (``resolveMarkdownLinkPathname``), of another part of the site as well."""
        if not _MARKDOWN_FILE.search(parts.path):
            return None
        name = decode_path(parts.path)
        for folder in self._folders(name):
            path = os.path.normpath(f"{folder}/{name.removeprefix('@site/')}")
            permalink = self.index.page_of_file(path, self.part)
            if permalink is not None:
                return parts.on(Internal(permalink))
        return None

    def _folders(self, name: str) -> Iterable[str]:
        """The folders in which a Markdown file is looked for, by how its name begins.

        Version 2 looks for ``file.md`` beside the page last (``replaceMarkdownLinks``).
        """
        if name.startswith("@site/"):
            return (self.index.root,)
        if name.startswith(("./", "../")):
            return (self.folder,)
        content = (*self.index.folders.get(self.part, ()), self.index.root)
        if name.startswith("/"):
            return content
        return (self.folder, *content) if self.index.generation > 2 else (*content, self.folder)

    def _linked_file(self, parts: _Url) -> Asset | None:
        """A file by its path: ``@site/...``, or anything with an ending that is no page's (``transformLinks``)."""
        if parts.path.startswith("@site/"):
            return self._at(f"{self.index.root}/{parts.path[6:]}", parts)
        if not _OTHER_FILE.search(parts.path):
            return None
        if parts.path.startswith("/"):
            return self.index.static(parts.path, parts.query, parts.fragment)
        return self._at(f"{self.folder}/{parts.path}", parts)

    def _embedded_file(self, parts: _Url) -> Asset | None:
        """An image by its path (``transformImage``), or by the address that a browser would ask for.

        An absolute path may begin at the site's folder too, as ``require`` knows (``resolve.roots`` in
        `core/lib/webpack/base.js`).
        """
        if parts.path.startswith("@site/"):
            return self._at(f"{self.index.root}/{parts.path[6:]}", parts)
        found = None
        if parts.path and not parts.path.startswith("/"):
            found = self._at(f"{self.folder}/{parts.path}", parts)
        found = found or self.index.static(
            resolve_pathname(parts.path, self.meta.permalink), parts.query, parts.fragment
        )
        return found or (self._at(self.index.root + parts.path, parts) if parts.path.startswith("/") else None)

    def _at(self, path: str, parts: _Url) -> Asset | None:
        for spelling in dict.fromkeys((decode_path(path), path)):
            found = self.index.assets.at(spelling, query=parts.query, fragment=parts.fragment)
            if found:
                return found
        return None

    def _address(self, parts: _Url) -> Target | None:
        """What is served at an address: a page, a feed, a static file, a redirect."""
        path = self._full_path(parts)
        page = self.index.page(path) or self.index.page_in_other_language(path)
        if page:
            return parts.on(page)
        if path in self.index.feeds:
            return External(path)
        found = self.index.static(path, parts.query, parts.fragment)
        if found:
            return found
        redirected = self.index.redirect(path)
        if redirected is None:
            return None
        if is_elsewhere(redirected):
            return External(redirected)
        goal = _Url.of(redirected)
        page = self.index.page(goal.path)
        return (parts if parts.fragment else goal).on(page) if page else None

    def _full_path(self, parts: _Url) -> str:
        return self.index.full_path(parts.path, self.meta.permalink)

    # ------------------------------------------------------------ what is found, and what is not

    def use(self, asset: Asset) -> None:
        self.files.setdefault(asset.source, asset)

    def _used(self, asset: Asset) -> Asset:
        self.use(asset)
        return asset

    def _anchored(self, target: Target, url: str, span: Span | None) -> Target:
        """Note a file, and a place on another page; report an anchor that this page itself has not."""
        if isinstance(target, Asset):
            return self._used(target)
        if isinstance(target, Internal) and target.fragment and span is not None:
            anchor = target.fragment
            if target.permalink != self.meta.permalink:
                line, column = self.source.place(span.start)
                self.anchor_links.append(AnchorLink(target.permalink, anchor, url, self.source.path, line, column))
            elif anchor != "top" and self.ids is not None and anchor not in self.ids:
                self._report(Code.BROKEN_ANCHOR, f"The page has no anchor #{anchor}.", url, span)
        return target

    def _why(self, parts: _Url, url: str) -> str:
        path = self._full_path(parts)
        if self.index.is_react_page(path):
            return f"The link {url} leads to a React page, which was not migrated."
        if _MARKDOWN_FILE.search(parts.path):
            return f"The link {url} names a file that is no page of the site."
        resolved = "" if path == parts.path else f" ({path})"
        return f"The link {url}{resolved} leads to no page of the site."

    def _report(self, code: Code, message: str, url: str, span: Span | None) -> Broken:
        if span is not None:
            line, column = self.source.place(span.start)
            self.diagnostics.append(Diagnostic(code, message, self.source.path, line, column, subject=url))
        return Broken(url)


def _constant(value: Attribute) -> str | None:
    if isinstance(value, Js):
        return value.value if isinstance(value.value, str) else None
    return value if isinstance(value, str) else None


def _candidates(srcset: str) -> Iterator[str]:
    """Yield the URLs of a ``srcset``: each is followed by a comma, or by its size and a comma."""
    in_size = False
    for word in srcset.split():
        if in_size:
            _, comma, word = word.partition(",")
            in_size = not comma
        if word and not in_size:
            url = word.strip(",")
            in_size = url != "" and not word.endswith(",")
            if url:
                yield url
