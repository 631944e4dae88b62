"""The docs plugin: versions, docs, sidebars and categories."""
