"""The Hugo target."""
