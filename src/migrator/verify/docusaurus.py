"""Reading a page that Docusaurus has rendered (versions 2 and 3, classic theme and what is derived from it).

Every page says on ``<html>`` what it is (theme-common/lib/utils/ThemeClassNames.js); where a site's own components, or
an early version 2, leave that out, the content container tells.
"""

from __future__ import annotations

from migrator.verify.content import Address, read_content
from migrator.verify.page import Page
from migrator.verify.select import elements, first, to_xpath
from migrator.verify.target import texts
from migrator.verify.tree import Element, drop, text_of

# theme-classic/lib/theme/DocItem/Content, BlogPostItem/Content, MDXPage
_DOC = to_xpath(".theme-doc-markdown, .docItemContainer article .markdown")
_POST = to_xpath(
    "#__blog-post-container, #post-content, article[itemprop=blogPost] .markdown, article section.markdown"
)
_TITLE = "(//article//header//h1 | //article//h1[starts-with(@class, 'title')])"
_PAGE = "(//main//article | //main[not(.//article)])"
_MARKDOWN = to_xpath("main article .markdown")
_EXCERPTS = "//main//*[contains(concat(' ', @class, ' '), ' markdown ')]"
_INDEX = "//main//*[starts-with(@class, 'generatedIndexPage')]"
# theme-classic/lib/theme/Layout: all between navbar and footer
_DRAWN = "//*[@id='__docusaurus_skipToContent_fallback'] | //*[contains(@class, 'main-wrapper')]"
_TIME = to_xpath("article header time, article time[itemprop=datePublished]")
_TAGS = (
    "//main//a[@rel='tag'] | //main//footer//*[contains(@class, 'tags_')]//a"
    " | //*[contains(@class, 'theme-doc-footer-tags-row')]//a"
)
_AUTHORS = to_xpath("article header .avatar__name")

# fmt: off
_LISTINGS = frozenset([
    "blog-list-page", "blog-archive-page", "blog-tags-list-page", "blog-tags-post-list-page", "blog-authors-list-page",
    "blog-authors-posts-page", "docs-tags-list-page", "docs-tags-doc-list-page", "docs-tag-doc-list-page",
])
# fmt: on


def read(root: Element, page: Page, address: Address) -> None:
    """Fill ``page``: its kind, its content, and for posts and docs what stands around it."""
    classes = frozenset(root.get("class", "").split()) | _body_classes(root)
    container = _container(root, page, classes)
    if container is None and "plugin-pages" in classes:
        container = first(root, _DRAWN)
    if container is None:
        return
    if page.kind == "listing":
        # What an excerpt links is no entry of the list.
        for excerpt in elements(root, _EXCERPTS):
            drop(excerpt)
    title = None
    if page.kind == "post":
        title = first(root, _TITLE)
        if title is not None and container in title.iterancestors():
            title = None
        times = [element.get("datetime") for element in elements(root, _TIME)]
        page.date = next((time for time in times if time), "")
        page.authors = texts(root, _AUTHORS)
    if page.kind in ("post", "doc"):
        page.tags = texts(root, _TAGS)
    if title is not None:
        page.title = text_of(title)
    read_content(container, page, address, title)


def _body_classes(root: Element) -> frozenset[str]:
    body = root.find("body")
    return frozenset() if body is None else frozenset(body.get("class", "").split())


def _container(root: Element, page: Page, classes: frozenset[str]) -> Element | None:
    """Find the content, and with it what kind of page this is."""
    if not _LISTINGS.isdisjoint(classes):
        page.kind = "listing"
        return first(root, "//main")
    docs = elements(root, _DOC)
    if docs:
        page.kind = "doc"
        return docs[0]
    posts = elements(root, _POST)
    if len(posts) == 1:
        page.kind = "post"
        return posts[0]
    if "mdx-page" in classes:
        page.kind = "page"
        return first(root, _PAGE)
    if posts or "plugin-blog" in classes or first(root, _INDEX) is not None:
        page.kind = "listing"
        return first(root, "//main")
    markdown = elements(root, _MARKDOWN)
    if len(markdown) == 1 and "plugin-pages" not in classes:
        page.kind = "doc"
        return markdown[0]
    return None
