"""A function of the configuration that changes pages before they are read."""

from __future__ import annotations

import pickle
from pathlib import Path

from migrator.docusaurus.reader import DocusaurusReader
from migrator.nodes import text_of

CONFIG = """
const values = {version: '4.17'};
export default {
  title: 'Home', url: 'https://x.org', baseUrl: '/',
  presets: ['classic'],
  markdown: {
    preprocessor: ({filePath, fileContent}) => fileContent
      .replace(/\\{\\{\\s*site\\.(\\w+)\\s*\\}\\}/g, (match, name) => values[name] ?? match)
      .replace('WHERE', filePath.split('/').slice(-2).join('/')),
  },
};
"""
PAGE = "---\ntitle: Now {{ site.version }}\n---\n\nGet {{ site.version }}, see {{ site.no }} in WHERE.\n"


def read(root: Path, files: dict[str, str]) -> DocusaurusReader:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return DocusaurusReader(root)


def texts(reader: DocusaurusReader) -> dict[str, str]:
    return {post.meta.permalink: text_of(post.body.children).strip() for post in reader.read_all()}


def test_pages_and_partials_are_read_as_the_preprocessor_leaves_them(tmp_path: Path) -> None:
    part = "import Part from './_part.md';\n\n<Part/>\n"
    partial = "Partial {{site.version}} of WHERE.\n"
    reader = read(
        tmp_path, {"docusaurus.config.js": CONFIG, "docs/a.md": PAGE, "docs/b.mdx": part, "docs/_part.md": partial}
    )
    expected = {
        "/docs/a": "Get 4.17, see {{ site.no }} in docs/a.md.",
        "/docs/b": "Partial 4.17 of docs/_part.md.",
    }
    assert texts(reader) == expected
    assert texts(pickle.loads(pickle.dumps(reader))) == expected
    titles = {post.permalink: post.title for post in reader.site.posts}
    assert titles["/docs/a"] == "Now {{ site.version }}", "the index is made of the text as typed"


def test_a_preprocessor_that_fails_leaves_pages_as_typed(tmp_path: Path) -> None:
    config = "export default {presets: ['classic'], markdown: {\npreprocessor: () => nothing.at.all}};"
    reader = read(tmp_path, {"docusaurus.config.js": config, "docs/a.md": "Text.\n"})
    assert texts(reader) == {"/docs/a": "Text."}
    found = [(one.code.value, str(one.path), one.line) for one in reader.site.diagnostics]
    assert ("config-function", "docusaurus.config.js", 2) in found


def test_a_parser_of_front_matter_is_not_called(tmp_path: Path) -> None:
    config = "export default {presets: ['classic'], markdown: {parseFrontMatter: async (all) => all}};"
    reader = read(tmp_path, {"docusaurus.config.js": config, "docs/a.md": "Text.\n"})
    assert [one.subject for one in reader.site.diagnostics if one.code.value == "config-function"] == [
        "parseFrontMatter"
    ]
