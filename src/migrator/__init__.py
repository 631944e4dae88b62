"""Move a Docusaurus site to another home, and prove that nothing was lost.

from migrator import convert_file, load_site, migrate

print(convert_file("blog/2024-01-01-hello.md", to="hugo"))
migrate("my-site", "hugo", "my-site-hugo")
for post in load_site("my-site").read_all():
    print(post.meta.permalink, post.meta.title)
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

#: Where they are.  A name is loaded when it is asked for: whoever imports one module here, as the process that runs a
#: site's JavaScript does, need not wait for all of them.
_HOMES = {
    "adapter": ("Adapter", "Converted", "Options", "OutputFile"),
    "api": ("convert_file", "convert_text", "load_site", "read_post"),
    "diagnostics": ("Code", "Diagnostic", "Severity"),
    "errors": ("MigratorError", "OutputError", "SourceError", "UnknownTarget"),
    "pipeline": ("Report", "migrate"),
    "post": ("Author", "Post", "PostMeta", "Source", "Tag"),
    "site": ("Listing", "Reader", "Site"),
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
