"""What decides how a page's Markdown is read: the site's settings, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from migrator.diagnostics import Diagnostic
from migrator.nodes import Root

#: `mdx-loader/lib/remark/admonitions/index.js`, `DefaultAdmonitionOptions`.
ADMONITIONS = ("secondary", "info", "success", "danger", "note", "tip", "warning", "important", "caution")


@dataclass(frozen=True, slots=True)
class MagicComment:
    """A comment in code that marks lines with ``class_name`` (``themeConfig.prism.magicComments``)."""

    class_name: str
    line: str | None = None
    block_start: str | None = None
    block_end: str | None = None


#: `theme-classic/lib/options.js`, `DEFAULT_CONFIG.prism.magicComments`.
MAGIC_COMMENTS = (
    MagicComment("theme-code-block-highlighted-line", "highlight-next-line", "highlight-start", "highlight-end"),
)


@dataclass(frozen=True, slots=True)
class Npm2Yarn:
    """The options of `@docusaurus/remark-plugin-npm2yarn`: further package managers, and whether all tabs switch."""

    managers: tuple[str, ...] = ("yarn", "pnpm", "bun")
    sync: bool = False


@dataclass(frozen=True, slots=True)
class TabBlocks:
    """The options of `docusaurus-remark-plugin-tab-blocks`: the labels of languages, the group that switches as one."""

    labels: Mapping[str, str] = field(default_factory=lambda: {"js": "JavaScript", "ts": "TypeScript"})
    group: str | None = "code-examples"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read a page; the defaults are Docusaurus's.

    ``format``: ``md`` is CommonMark with directives, ``mdx`` all of it.  ``admonitions`` are the keywords that
    make a directive an admonition, ``admonition_titles`` the titles shown where the author gave none.
    ``comments``, ``admonition_titles_inline`` and ``heading_ids`` are the switches of ``markdown.mdx1Compat``:
    ``<!-- -->``, ``:::note Title`` and ``{#id}`` in MDX.  ``toc_depths`` are the site's levels for a table of contents.
    ``npm2yarn`` and ``tab_blocks`` are set where the site uses these plugins, ``github_alerts`` maps ``NOTE`` to a kind
    of admonition where another makes admonitions of quotes.  ``generation`` is the major version of Docusaurus.
    ``messages`` are the translations of the site's own texts in components, by their keys.
    """

    format: Literal["mdx", "md"] = "mdx"
    admonitions: tuple[str, ...] = ADMONITIONS
    admonition_titles: Mapping[str, str] = field(default_factory=dict)
    math: bool = False
    mermaid: bool = False
    emoji: bool = True
    comments: bool = True
    admonition_titles_inline: bool = True
    heading_ids: bool = True
    maintain_case: bool = False
    magic_comments: tuple[MagicComment, ...] = MAGIC_COMMENTS
    toc_depths: tuple[int, int] = (2, 3)
    npm2yarn: Npm2Yarn | None = None
    tab_blocks: TabBlocks | None = None
    github_alerts: Mapping[str, str] = field(default_factory=dict)
    generation: int = 3
    messages: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Parsed:
    """A page's tree and what could not be read in it."""

    root: Root
    diagnostics: list[Diagnostic] = field(default_factory=list)
