"""The pages plugin: Markdown under ``src/pages``, and React pages, which are what they draw when they are run once.

The rules are those of ``plugin-content-pages/lib`` (``content.js``, ``frontMatter.js``).
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from migrator.diagnostics import Code, Diagnostic
from migrator.docusaurus.addresses import file_to_path, normalize_url
from migrator.docusaurus.config import Config, ContentPlugin
from migrator.docusaurus.content import Content
from migrator.docusaurus.files.data_file import shown
from migrator.docusaurus.files.page_file import opens_with_title, read_page
from migrator.docusaurus.indexed import Indexed
from migrator.docusaurus.javascript.functions import set_edit_urls
from migrator.docusaurus.javascript.picture import Picture
from migrator.docusaurus.javascript.sandbox import SandboxError
from migrator.docusaurus.javascript.stage import Scene, Stage
from migrator.post import PostMeta
from migrator.site import Instance

_MARKDOWN = (".md", ".mdx")


def index_pages(plugin: ContentPlugin, config: Config, stage: Stage) -> Indexed:
    """Index the pages of one instance.  Drafts are among the posts, React pages that can be drawn on the stage too."""
    content = Content(plugin, config)
    base = normalize_url([config.base_url, plugin.route_base_path])
    indexed = Indexed(Instance("pages", plugin.id, content.address(base), plugin.folder, options=plugin.options))
    for name in content.files(indexed.diagnostics):
        if name.endswith(_MARKDOWN):
            meta, diagnostics = _index_page(name, base, content)
            indexed.posts.append(meta)
            indexed.diagnostics += diagnostics
        else:
            program = _index_program(name, base, content, stage, indexed.diagnostics)
            indexed.posts += [program] if program else []
    stage.close()
    content.ask_history(indexed.posts)
    set_edit_urls(plugin, config, (_told(page, content) for page in indexed.posts), indexed.diagnostics)
    return indexed


def _index_page(name: str, base: str, content: Content) -> tuple[PostMeta, list[Diagnostic]]:
    path = content.file(name)
    page = read_page(path, shown(path, content.config))
    fields = page.fields
    slug = fields.text("slug") or file_to_path(name)
    title = fields.text("title", empty=True)
    description = fields.text("description", empty=True)
    last_update, last_author = content.last_update(fields)
    meta = PostMeta(
        "page",
        content.address(base, slug),
        title if title is not None else page.content_title or _name(name),
        page.source.path,
        content.plugin.id,
        locale=content.config.locale,
        id=name.rpartition(".")[0],
        slug=slug,
        description=page.excerpt if description is None else description,
        excerpted=not description,
        head_title=fields.text("title_meta", empty=True) or None,
        front_matter=page.front_matter,
        title_in_body=page.content_title is not None or opens_with_title(page.source.body),
        hide_title=True,
        last_update=last_update,
        last_author=last_author,
        keywords=fields.texts("keywords") or [],
        image=content.image(path, fields),
        draft=bool(fields.flag("draft")),
        unlisted=bool(fields.flag("unlisted")),
        hide_toc=bool(fields.flag("hide_table_of_contents")),
        toc_depths=fields.toc_depths(content.toc_depths),
        edit_url=content.edit_url(path, name),
        inside=PurePosixPath(name),
    )
    if meta.draft:
        page.diagnostics.append(Diagnostic(Code.DRAFT, f"{meta.title!r} is a draft.", meta.path))
    return meta, page.diagnostics


def _index_program(name: str, base: str, content: Content, stage: Stage, problems: list[Diagnostic]) -> PostMeta | None:
    """Return what is known of a React page; ``None``, and a problem, where it cannot be drawn."""
    route = content.address(base, file_to_path(name))
    file = content.file(name)
    path = shown(file, content.config)
    try:
        picture = draw_program(file, route, stage)
    except SandboxError as error:
        problem = f"The page {route} is a React program that could not be drawn: {error.message}"
        problems.append(Diagnostic(Code.REACT_PAGE, problem, path, 1, subject=route))
        return None
    return PostMeta(
        "page",
        route,
        picture.title or content.config.title or _name(name),
        path,
        content.plugin.id,
        locale=content.config.locale,
        id=name.rpartition(".")[0],
        slug=file_to_path(name),
        description=picture.description,
        title_in_body=True,
        hide_title=True,
        hide_toc=True,
        full_width=True,
    )


def draw_program(path: Path, permalink: str, stage: Stage) -> Picture:
    """Return what the React page at ``permalink`` shows at first.

    It is given the configuration (`plugin-content-pages/lib/content.js`, ``modules``).

    Raises ``SandboxError``, also where it shows nothing before it lives in a browser.
    """
    code = f"import * as $page from {json.dumps(f'./{path.name}')}; import $config from '@generated/docusaurus.config';"
    picture = stage.draw(Scene(path, code, {"permalink": permalink}), "$jsx($page.default, {config: $config})")
    if not picture.shows_something and picture.lacks:
        raise SandboxError(picture.lacks, path)
    return picture


def is_program(path: PurePosixPath) -> bool:
    """Tell whether a page is a React page, by its path."""
    return path.suffix not in _MARKDOWN


def _name(file: str) -> str:
    """What to call a page that has no title: its file's name, or its folder's."""
    segments = file.rpartition(".")[0].split("/")
    return segments[-2] if segments[-1] == "index" and len(segments) > 1 else segments[-1]


def _told(page: PostMeta, content: Content) -> tuple[PostMeta, dict[str, object]]:
    """A page with what an ``editUrl`` that is a function is told of it."""
    folder = shown(content.folder, content.config)
    path = page.path.relative_to(folder) if page.path.is_relative_to(folder) else page.path
    return page, {
        "pagesDirPath": str(folder),
        "pagesPath": str(path),
        "permalink": page.permalink,
        "locale": content.config.locale,
    }
