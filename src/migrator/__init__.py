"""Move a Docusaurus site to another home, and prove that nothing was lost."""
