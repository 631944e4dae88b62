"""The title that stands in the text of a post: a blog prints its own above the text, and takes that one out."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.docusaurus.files.page_file import content_title
from migrator.docusaurus.markdown import Settings
from migrator.nodes import Comment, Esm, Heading, Node, Parent, Root, ThematicBreak, text_of
from migrator.post import Source


def settle_title(root: Root, title: str, source: Source, settings: Settings) -> bool:
    """Say whether a post's text begins with its title; make a comment of any other heading that a blog takes out.

    Version 3 takes out the first heading if it is of level 1 and above the first thematic break
    (`mdx-loader/lib/remark/contentTitle`), version 2 only what the text begins with (``parseMarkdownContentTitle``).
    """
    if settings.generation == 2 and content_title(source.body.strip()) is None:
        return False
    for parent, child in _children(root):
        if isinstance(child, ThematicBreak):
            break
        if isinstance(child, Heading):
            if child.depth == 1:
                if _begins_with(root, child) and text_of(child.children).strip() == title.strip():
                    return True
                typed = source.slice(child.span).strip() if child.span else ""
                comment = Comment(typed, span=child.span)
                parent.children = [comment if other is child else other for other in parent.children]
            break
    return False


def _begins_with(root: Root, node: Node) -> bool:
    shown = (child for child in root.children if not isinstance(child, Comment | Esm))
    return next(shown, None) is node


def _children(root: Root) -> Iterator[tuple[Parent, Node]]:
    """Yield every node below the root with its parent, in document order."""
    stack: list[tuple[Parent, Node]] = [(root, child) for child in reversed(root.children)]
    while stack:
        parent, child = stack.pop()
        yield parent, child
        if isinstance(child, Parent):
            stack.extend((child, below) for below in reversed(child.children))
