"""A site's dialect settings, as far as the text of its configuration tells them."""

from __future__ import annotations

import re
from pathlib import Path

from migrator.docusaurus.markdown.settings import ADMONITIONS, Settings

CONFIG = re.compile(r"docusaurus\.config\.(?:ts|mts|cts|js|mjs|cjs)$")


def site_settings(site: Path) -> tuple[Settings, str]:
    """Return the settings and ``markdown.format`` ("mdx", "md" or "detect")."""
    found = sorted(
        p for p in site.glob("**/docusaurus.config.*") if CONFIG.search(p.name) and "node_modules" not in p.parts
    )
    packages = [p.parent / "package.json" for p in found if (p.parent / "package.json").is_file()]
    text = "\n".join(p.read_text("utf-8", "replace") for p in found + packages)
    site_format = re.search(r"\bformat:\s*['\"](mdx|md|detect)['\"]", text)
    keywords = re.search(r"\badmonitions:\s*\{.*?keywords:\s*\[(.*?)\]", text, re.S)
    extra = re.findall(r"['\"]([\w-]+)['\"]", keywords.group(1)) if keywords else []
    settings = Settings(
        math=bool(re.search(r"remark-math|remarkMath", text)),
        mermaid=bool(re.search(r"mermaid:\s*true", text)),
        emoji=not re.search(r"emoji:\s*false", text),
        admonitions=ADMONITIONS + tuple(k for k in extra if k not in ADMONITIONS),
    )
    return settings, site_format.group(1) if site_format else "mdx"
