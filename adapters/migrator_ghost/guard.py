"""Pages that keep Ghost from importing a file twice.

Ghost's importer gives a post whose slug is taken another one, so that a second import would double a site
(``models/base/plugins/generate-slug.js``).  But it cannot do so with a slug that is as long as slugs may be: then it
refuses the whole file, and leaves everything as it was.  So each import file holds a draft with such a slug, which says
what to do.
"""

from __future__ import annotations

from migrator_ghost.lexical import document, paragraph, text

#: Ghost's limit is 191; it puts at least two characters behind a slug that is taken.
LENGTH = 190
#: The name of the import file follows, which begins with the site's.
PREFIX = "imported-already-"
_TEXT = (
    "The posts of the import file {name} are in Ghost already. As long as this draft is there, Ghost refuses the file, "
    "so that nothing comes twice. Bring what has changed with `migrate publish`. Delete this draft to import it again."
)


def guard(name: str, date: str) -> dict[str, object]:
    """Return the draft for the import file ``name``; ``date`` is when it was written, as Ghost has it."""
    slug = f"{PREFIX}{name}-"[:LENGTH]
    return {
        "title": f"Imported already: {name}",
        "slug": slug.ljust(LENGTH, "z"),
        "type": "page",
        "status": "draft",
        "visibility": "public",
        "updated_at": date,
        "created_at": date,
        "lexical": document([paragraph([text(_TEXT.format(name=name))])]),
    }
