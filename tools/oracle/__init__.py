"""What Docusaurus itself makes of the fixture sites: built with the real one, kept as ``truth.json`` beside each site."""
