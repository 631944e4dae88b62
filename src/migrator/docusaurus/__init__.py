"""The reader: all that is known of Docusaurus."""
