"""The ground itself: real Ghost imports, tells its problems, and its renderer tells what it lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.ghost.renderer import render
from tests.ghost.server import Ghost, GhostError, slugs

pytestmark = pytest.mark.ghost


def document(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"root": {"type": "root", "version": 1, "children": [*nodes]}}


def paragraph(text: str) -> dict[str, Any]:
    return {"type": "paragraph", "version": 1, "children": [{"type": "extended-text", "version": 1, "text": text}]}


def write(path: Path, **tables: list[dict[str, Any]]) -> Path:
    path.write_text(json.dumps({"db": [{"meta": {"version": "6.0.0"}, "data": tables}]}), "utf-8")
    return path


def test_an_import_is_read_back_and_reset(ghost: Ghost, tmp_path: Path) -> None:
    post = {"title": "A", "slug": "a", "status": "published", "lexical": json.dumps(document(paragraph("Hello")))}
    assert ghost.import_file(write(tmp_path / "a.json", posts=[post])) == []
    assert [(p["slug"], p["html"]) for p in ghost.posts()] == [("a", "<p>Hello</p>")]
    assert ghost.get("/a/").ok
    ghost.reset()
    assert (ghost.posts(), ghost.pages(), ghost.tags(), slugs(ghost.users())) == ([], [], [], ["site"])


def test_an_import_that_ghost_rolls_back_is_an_error(ghost: Ghost, tmp_path: Path) -> None:
    with pytest.raises(GhostError, match="cannot be blank"):
        ghost.import_file(write(tmp_path / "a.json", posts=[{"slug": "without-title"}]))


@pytest.mark.usefixtures("ghost_installed")
def test_the_renderer_tells_what_was_lost() -> None:
    figure = {"type": "image", "version": 1, "src": "/a.png", "colour": "red"}
    good, unknown, field = render(
        [document(paragraph("안녕")), document({"type": "chart", "version": 1}), document(figure)]
    )
    assert (good.html, good.lost) == ("<p>안녕</p>", [])
    assert unknown.lost == ['refused: parseEditorState: type "chart" + not found']
    assert field.lost == ['/0 image.colour: "red" became undefined']
