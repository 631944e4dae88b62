"""What a page needs beside its document: a style and scripts, in its code injection, and only where it uses them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from migrator import nodes as n


def injections(root: n.Root, *, math: bool) -> tuple[str, str]:
    """Return HTML for the head and for the foot of a page; empty where the page needs none."""
    nodes = list(root.walk())
    styles: list[str] = []
    foot: list[str] = []
    if any(isinstance(node, n.Tabs) for node in nodes):
        styles.append(_read("tabs.css"))
        foot.append(f"<script>\n{_read('tabs.js')}</script>")
    if any(isinstance(node, n.Math | n.InlineMath) or (math and _is_formula(node)) for node in nodes):
        foot.append(_read("math.html").strip())
    if any(isinstance(node, n.Diagram) and node.lang == "mermaid" for node in nodes):
        styles.append(_read("mermaid.css"))
        foot.append(_read("mermaid.html").strip())
    return f"<style>\n{''.join(styles)}</style>" if styles else "", "\n".join(foot)


def _is_formula(node: n.Node) -> bool:
    return isinstance(node, n.Code) and node.lang == "math"


@cache
def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")
