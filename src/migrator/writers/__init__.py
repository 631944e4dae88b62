"""Serialisers that any adapter may use."""
