"""The title in the text of a post."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from migrator.docusaurus.blog.content_title import settle_title
from migrator.docusaurus.markdown import Settings, parse
from migrator.nodes import Heading, text_of
from migrator.post import Source


@pytest.mark.parametrize(
    ("text", "generation", "stays", "left"),
    [
        ("# T\n\nText\n", 3, True, ["T"]),
        ("import X from './x';\n\n{/* note */}\n\n# T\n", 3, True, ["T"]),
        ("# Other\n\n## S\n", 3, False, ["S"]),
        ("Text\n\n# T\n\n## S\n", 3, False, ["S"]),
        ("Text\n\n***\n\n# T\n", 3, False, ["T"]),
        ("## S\n\n# T\n", 3, False, ["S", "T"]),
        ("# T\n\nText\n", 2, True, ["T"]),
        ("# Other\n", 2, False, []),
        ("Text\n\n# T\n", 2, False, ["T"]),
    ],
)
def test_a_blog_takes_out_the_title_of_the_text(text: str, generation: int, stays: bool, left: list[str]) -> None:
    source, settings = Source(PurePosixPath("a.md"), text), Settings(generation=generation)
    root = parse(source, settings).root
    assert settle_title(root, "T", source, settings) is stays
    assert [text_of(node.children) for node in root.walk() if isinstance(node, Heading)] == left
