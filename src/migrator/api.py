"""What a script needs beyond ``migrate``: one page, or a site to walk through."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from migrator.adapter import Converted, Options, check_settings, find_adapter
from migrator.diagnostics import Diagnostic
from migrator.docusaurus.reader import DocusaurusReader, read_lone
from migrator.errors import SourceError
from migrator.pipeline import convert_safely
from migrator.post import Post
from migrator.site import Reader, Site


def load_site(
    path: str | Path, *, repository: str | Path | None = None, env: Mapping[str, str] | None = None
) -> Reader:
    """Return a reader of the Docusaurus site in the folder ``path``.

    ``.site`` is the index; ``.read_all()`` yields the pages with their bodies, one at a time.  ``repository`` and
    ``env`` are as in ``migrate``.  Raises
    ``SourceError`` where there is no such folder or nothing in it that is a site.
    """
    return DocusaurusReader(Path(path), repository=Path(repository) if repository else None, env=env)


def read_post(path: str | Path) -> Post:
    """Read one ``.md`` or ``.mdx`` file, by itself: links to other files stay as they are written.

    Raises ``SourceError`` where the file cannot be read.
    """
    return read_lone(_bytes(Path(path)), Path(path))


def convert_text(
    text: str | bytes, to: str, *, name: str = "page.mdx", options: Options | None = None
) -> tuple[str, list[Diagnostic]]:
    """Convert the text of one page to the target ``to``; return its text there and what was found.

    ``name`` is the file's name: its ending decides the dialect, and diagnostics show it.  Raises
    ``UnknownTarget`` or ``BadSetting``.
    """
    converted = convert_page(text, to, name=name, options=options)
    return str(converted.files[0].content), converted.diagnostics


def convert_page(text: str | bytes, to: str, *, name: str = "page.mdx", options: Options | None = None) -> Converted:
    """Convert as ``convert_text`` does; return all files that the page becomes, the page itself first."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    path = Path(name)
    options = options or Options()
    adapter_class = find_adapter(to)
    check_settings(adapter_class, options.settings)
    post = read_lone(data, path)
    converted = convert_safely(adapter_class(Site(path.parent), options), post)
    return Converted(converted.files, [*post.diagnostics, *converted.diagnostics])


def convert_file(path: str | Path, to: str) -> str:
    """Return the text that the ``.md`` or ``.mdx`` file becomes in the target ``to``.

    Raises ``SourceError`` where the file cannot be read, ``UnknownTarget`` where there is no such target.
    """
    return convert_text(_bytes(Path(path)), to, name=str(path))[0]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from None
