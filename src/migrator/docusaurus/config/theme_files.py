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
#: The components that draw what an author has written, of which each part is told.
# fmt: off
_OF_CONTENT = frozenset([
    "Admonition", "BlogPostItem", "BlogPostPage", "CodeBlock", "CodeInline", "Details", "DocCard", "DocCardList",
    "DocItem", "Heading", "MDXComponents", "MDXContent", "MDXPage", "Mermaid", "TabItem", "Tabs", "TOCInline",
])
# fmt: on
#: What draws nothing of its own, or what the target has its own way for.
_OF_NO_MATTER = frozenset(["Icon", "SearchBar", "SearchPage", "prism-include-languages"])


def replaced_components(config: Config) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each replaced part of a component that draws a page's content.

    Of one that draws what stands around the content, or lists, the first part speaks for all.
    """
    theme = config.root / "src" / "theme"
    told: set[str] = set()
    for folder, folders, names in os.walk(theme):
        folders.sort()
        for name in sorted(names):
            inside = Path(folder).relative_to(theme) / name
            component = inside.with_suffix("").as_posix().removesuffix("/index")
            whole = component.partition("/")[0]
            component = component if whole in _OF_CONTENT else whole
            is_program = inside.suffix in _PROGRAMS and not name.endswith((".d.ts", ".test.js", ".test.tsx"))
            if is_program and whole not in _OF_NO_MATTER and component not in told:
                told.add(component)
                message = f"The site draws {component} in a way of its own, which the target does not know."
                path = PurePosixPath("src/theme", inside.as_posix())
                yield Diagnostic(Code.THEME_COMPONENT, message, path, 1, subject=component)
