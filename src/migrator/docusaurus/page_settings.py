"""How the pages of a content plugin are to be read: the site's options as settings of the dialect."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Literal

from migrator.docusaurus.config import Config, ContentPlugin
from migrator.docusaurus.config.remark_plugins import draws_mermaid, github_alerts, npm2yarn, tab_blocks
from migrator.docusaurus.content import Content
from migrator.docusaurus.files.data_file import read_messages
from migrator.docusaurus.markdown.settings import ADMONITIONS, MagicComment, Settings
from migrator.docusaurus.theme_words import theme_words

#: Kinds that the theme draws under their own title, or an alias of one (`theme-classic/lib/theme/Admonition/Types.js`).
_TRANSLATED = ("note", "tip", "info", "warning", "danger", "caution")

#: Kinds that version 2 shows by the name of another.
_ALIASES_2 = {"secondary": "note", "important": "info", "success": "tip", "warning": "danger"}


def plugin_settings(plugin: ContentPlugin, config: Config) -> Settings:
    """Return how the plugin's pages are to be read; what a single page says for itself is not in it."""
    markdown = config.markdown
    compat = markdown.get("mdx1_compat")
    compat = compat if isinstance(compat, Mapping) else {}
    keywords = _keywords(plugin.options.get("admonitions"), config.generation)
    defaults = Settings()
    messages = read_messages(config.localization / "code.json", config)[0]
    return Settings(
        admonitions=keywords,
        admonition_titles=_admonition_titles(keywords, messages, config),
        math=any("remark-math" in name for name in plugin.remark_plugins),
        mermaid=markdown.get("mermaid") is True or draws_mermaid(plugin.options),
        emoji=markdown.get("emoji") is not False,
        comments=compat.get("comments") is not False,
        admonition_titles_inline=compat.get("admonitions") is not False,
        heading_ids=compat.get("heading_ids") is not False,
        maintain_case=markdown.get("maintain_case") is True,
        magic_comments=_magic_comments(config) or defaults.magic_comments,
        messages=messages,
        toc_depths=Content(plugin, config).toc_depths,
        npm2yarn=npm2yarn(plugin.options, config.generation),
        tab_blocks=tab_blocks(plugin.options),
        github_alerts=github_alerts(plugin.options),
        generation=config.generation,
    )


def page_settings(settings: Settings, name: str, front_matter: Mapping[str, object], site_format: object) -> Settings:
    """Return the settings of one page: itself, the site or its name tells the format (`mdx-loader/lib/format.js`)."""
    own = front_matter.get("mdx")
    wanted = own.get("format") if isinstance(own, Mapping) else None
    if wanted not in ("md", "mdx", "detect"):
        wanted = site_format
    if wanted == "detect":
        wanted = "md" if name.endswith(".md") else "mdx"
    chosen: Literal["md", "mdx"] = "md" if wanted == "md" else "mdx"
    return settings if settings.format == chosen else replace(settings, format=chosen)


def _keywords(option: object, generation: int) -> tuple[str, ...]:
    """The keywords of admonitions (`mdx-loader/lib/remark/admonitions`, ``normalizeAdmonitionOptions``).

    In version 2 those of the configuration are all there are.
    """
    if option is False:
        return ()
    if not isinstance(option, Mapping) or not isinstance(own := option.get("keywords"), list):
        return ADMONITIONS
    keywords = [keyword for keyword in own if isinstance(keyword, str)]
    alone = generation == 2 or option.get("extendDefaults") is False
    return tuple(keywords if alone else dict.fromkeys((*ADMONITIONS, *keywords)))


def _admonition_titles(keywords: tuple[str, ...], messages: Mapping[str, str], config: Config) -> dict[str, str]:
    """The title that the theme shows for each keyword where the author gave none.

    A keyword that only the configuration knows looks like an ``info``, unless the site brings its own theme for it.
    """
    shown = {kind: kind for kind in _TRANSLATED}
    shown.update(theme_words(_theme_titles(), config.locale) or {})
    shown.update({kind: messages[key] for kind in _TRANSLATED if (key := f"theme.admonition.{kind}") in messages})
    if config.generation == 2:
        shown.update({alias: shown[kind] for alias, kind in _ALIASES_2.items()})
    own_theme = (config.root / "src" / "theme" / "Admonition").exists()
    for keyword in keywords:
        if keyword not in ADMONITIONS:
            shown[keyword] = keyword if own_theme else shown["info"]
    return shown


@cache
def _theme_titles() -> dict[str, dict[str, str]]:
    """What `@docusaurus/theme-translations` calls the kinds, by locale."""
    titles: dict[str, dict[str, str]] = json.loads(
        files(__package__).joinpath("admonition_titles.json").read_text("utf-8")
    )
    return titles


def _magic_comments(config: Config) -> tuple[MagicComment, ...]:
    prism = config.theme.get("prism")
    listed = prism.get("magicComments") if isinstance(prism, Mapping) else None
    comments = []
    for item in listed if isinstance(listed, list) else []:
        if isinstance(item, Mapping) and isinstance(item.get("className"), str):
            block = item.get("block")
            block = block if isinstance(block, Mapping) else {}
            comments.append(
                MagicComment(
                    item["className"], _text(item.get("line")), _text(block.get("start")), _text(block.get("end"))
                )
            )
    return tuple(comments)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
