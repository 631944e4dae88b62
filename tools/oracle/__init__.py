"""What Docusaurus itself makes of the fixture sites, kept as ``truth.json`` beside each site."""
