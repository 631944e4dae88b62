"""What a page needs beside its document: a style and scripts, in its code injection, and only where it uses them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from migrator import nodes as n


def injections(root: n.Root) -> tuple[str, str]:
    """Return HTML for the head and for the foot of a page; empty where the page needs none."""
    kinds = {type(node) for node in root.walk()}
    mermaid = any(isinstance(node, n.Diagram) and node.lang == "mermaid" for node in root.walk())
    head = [f"<style>\n{_read('tabs.css')}</style>"] if n.Tabs in kinds else []
    foot = [f"<script>\n{_read('tabs.js')}</script>"] if n.Tabs in kinds else []
    foot += [_read("math.html").strip()] if kinds & {n.Math, n.InlineMath} else []
    foot += [_read("mermaid.html").strip()] if mermaid else []
    return "\n".join(head), "\n".join(foot)


@cache
def _read(name: str) -> str:
    return files(__name__).joinpath(name).read_text("utf-8")
