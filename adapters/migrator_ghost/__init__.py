"""Ghost 5 and 6."""

from migrator_ghost.adapter import GhostAdapter

__all__ = ["GhostAdapter"]
