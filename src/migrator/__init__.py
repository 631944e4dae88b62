"""Move a Docusaurus site to another home, and prove that nothing was lost.

from migrator import convert_file, load_site, migrate

print(convert_file("blog/2024-01-01-hello.md", to="hugo"))
migrate("my-site", "hugo", "my-site-hugo")
for post in load_site("my-site").read_all():
    print(post.meta.permalink, post.meta.title)
"""

from migrator.adapter import Adapter, Converted, Options, OutputFile
from migrator.api import convert_file, convert_text, load_site, read_post
from migrator.diagnostics import Code, Diagnostic, Severity
from migrator.errors import MigratorError, OutputError, SourceError, UnknownTarget
from migrator.pipeline import Report, migrate
from migrator.post import Author, Post, PostMeta, Source, Tag
from migrator.site import Listing, Reader, Site

__version__ = "0.1.0"

__all__ = [
    "Adapter",
    "Author",
    "Code",
    "Converted",
    "Diagnostic",
    "Listing",
    "MigratorError",
    "Options",
    "OutputError",
    "OutputFile",
    "Post",
    "PostMeta",
    "Reader",
    "Report",
    "Severity",
    "Site",
    "Source",
    "SourceError",
    "Tag",
    "UnknownTarget",
    "convert_file",
    "convert_text",
    "load_site",
    "migrate",
    "read_post",
]
