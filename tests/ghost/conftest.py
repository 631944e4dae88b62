"""What tests with real Ghost share; they carry the marker ``ghost``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.ghost.install import VERSION, installed
from tests.ghost.server import Ghost, running


@pytest.fixture(scope="session")
def ghost_installed() -> None:
    """Ghost, and its renderer, are there; else the test is skipped."""
    if not installed():
        pytest.skip(f"needs Ghost {VERSION}: make ghost")


@pytest.fixture(scope="session")
def ghost_running(ghost_installed: None) -> Iterator[Ghost]:
    """One Ghost for all tests.  Tests that only read share what they put into it; others take ``ghost``."""
    with running() as ghost:
        yield ghost


@pytest.fixture
def ghost(ghost_running: Ghost) -> Ghost:
    """An empty Ghost: one user, no posts, no pages, no tags."""
    ghost_running.reset()
    return ghost_running
