"""The blog plugin: posts, authors and the lists of them."""
