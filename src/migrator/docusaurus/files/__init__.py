"""Files of a site, one at a time: pages with their front matter, data files, and what git knows of them."""
