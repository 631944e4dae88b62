"""The site's own style sheets: those of the theme's options, and those that its components import."""
