"""Proof of a migration: compare the site as Docusaurus rendered it with the site as the target renders it.

``folder.read_folder`` and ``live.read_live`` give a ``RenderedSite``, ``compare.compare_sites`` holds two of them
against each other.  A ``RenderedSite`` is all that is needed of a site, so that it can be kept as JSON.
"""
