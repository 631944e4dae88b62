"""Nodes that come to stand on another page than the one they were read from."""

from __future__ import annotations

from dataclasses import fields

from migrator.nodes import Node, Span


def forget_place(node: Node) -> None:
    """Take every place in the source from a node: they are those of another text."""
    for one in fields(node):
        if isinstance(getattr(node, one.name), Span):
            setattr(node, one.name, None)
