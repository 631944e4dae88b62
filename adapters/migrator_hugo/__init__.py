"""The Hugo target."""

from migrator_hugo.adapter import HugoAdapter

__all__ = ["HugoAdapter"]
