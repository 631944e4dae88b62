"""Jekyll, and GitHub Pages."""

from migrator_jekyll.adapter import JekyllAdapter

__all__ = ["JekyllAdapter"]
