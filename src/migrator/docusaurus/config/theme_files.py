"""The parts of the theme that a site has replaced ("swizzled") by files of its own, under ``src/theme``.

theme-classic/lib/theme: a file there takes the place of the theme's component at the same path.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.config import Config

_PROGRAMS = (".js", ".jsx", ".ts", ".tsx")
#: The components that draw what an author has written; others draw navigation and the like.
# fmt: off
_OF_CONTENT = frozenset([
    "Admonition", "BlogPostItem", "BlogPostPage", "CodeBlock", "CodeInline", "Details", "DocCard", "DocCardList",
    "DocItem", "Heading", "MDXComponents", "MDXContent", "MDXPage", "Mermaid", "TabItem", "Tabs", "TOCInline",
])
# fmt: on


def replaced_components(config: Config) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each replaced component that draws a page's content."""
    theme = config.root / "src" / "theme"
    for folder, folders, names in os.walk(theme):
        folders.sort()
        for name in sorted(names):
            inside = Path(folder).relative_to(theme) / name
            component = inside.with_suffix("").as_posix().removesuffix("/index")
            if inside.suffix in _PROGRAMS and component.partition("/")[0] in _OF_CONTENT:
                message = f"The site draws {component} in a way of its own, which the target does not know."
                path = PurePosixPath("src/theme", inside.as_posix())
                yield Diagnostic(Code.THEME_COMPONENT, message, path, 1, subject=component)
