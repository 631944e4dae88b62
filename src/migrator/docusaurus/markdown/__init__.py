"""The dialect: Docusaurus Markdown and MDX to the body tree."""
