"""Patching the body of a page: what means the same in the target stays as the author typed it, byte for byte."""
