"""A site whose every file is broken in some way: it costs diagnostics, never the run, and loses nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from migrator import Code, migrate
from migrator.cli import main

CONFIGURATIONS = {
    "throws": "module.exports = {};\nthrow new Error('no');\n",
    "loops": "while (true) {}\nmodule.exports = {};\n",
    "syntax": "module.exports = {title: 'x',,};\n",
    "no object": "module.exports = 42;\n",
    "memory": "const a = []; while (true) a.push(new Array(1e6).fill('x'));\n",
}

PAGES = {
    "docs/bad-yaml.md": b"---\ntitle: a: b: [\n---\n\nkeep-one\n",
    "docs/open-front-matter.md": b"---\ntitle: never closed\n\nkeep-two\n",
    "docs/unclosed.mdx": "<Tabs>\n\nkeep-three <b>bold\n\n{not closed\n\n<나는 리뷰어다> keep-four\n".encode(),
    "docs/latin.md": "# Grüße\n\nkeep-five über\n".encode("latin-1"),
    "docs/utf16.md": "# Title\n\nkeep-six\n".encode("utf-16"),
    "docs/nul.md": b"keep-seven \x00 nul\n",
    "docs/images.md": b"![gone](./gone.png) ![out](../../../etc/passwd) [out](../../../../etc/hosts) keep-eight\n",
    "docs/links.md": b"[x](./nowhere.md) [y](/nowhere) [z](#nowhere) keep-nine\n",
    "docs/directives.md": b":::note\n\nkeep-ten\n\n:::::\n\n::::tip\n:::info[un\nclosed\n",
    "docs/types.md": b"---\ntags: {a: 1}\nsidebar_position: first\nslug: [x]\ndate: never\n---\nkeep-eleven\n",
    "docs/empty.md": b"",
    "docs/bom.md": b"\xef\xbb\xbf---\ntitle: BOM\n---\nkeep-twelve\n",
    "docs/same.md": b"---\nslug: same\n---\nkeep-thirteen\n",
    "docs/same-too.md": b"---\nslug: same\n---\nkeep-fourteen\n",
    "docs/shortcode.md": b"`{{< broken` {{% also %}} keep-fifteen {{</* x */>}}\n",
    "docs/_category_.json": b"{not json",
    "blog/2024-13-45-impossible.md": b"---\nauthors: [nobody, {}]\n---\nkeep-sixteen\n",
    "blog/2024-01-01-fine.md": b"---\nauthors: 7\ntags: [1, {label: x}, null]\ndate: 2024-99-99\n---\nkeep-seventeen\n",
    "blog/authors.yml": b"a: [unclosed",
    "src/pages/home.jsx": b"export default () => <h1>{window.name}</h1>;\n",
}

KEPT = re.findall(r"keep-\w+", " ".join(data.replace(b"\0", b"").decode("latin-1") for data in PAGES.values()))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for name, data in PAGES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (root / "docs/loop.md").symlink_to("loop.md")
    (root / "static").mkdir()
    for place in ("docs/secret.md", "static/secret.txt"):
        (root / place).symlink_to("/etc/passwd")
    return root


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


@pytest.mark.parametrize("configuration", CONFIGURATIONS.values(), ids=CONFIGURATIONS.keys())
def test_a_broken_configuration_costs_a_diagnostic(tmp_path: Path, configuration: str) -> None:
    (tmp_path / "site/docs").mkdir(parents=True)
    (tmp_path / "site/docs/a.md").write_text("# A\n")
    (tmp_path / "site/docusaurus.config.js").write_text(configuration)
    report = migrate(tmp_path / "site", "hugo")
    assert Code.CONFIG_FAILED in {d.code for d in report.diagnostics}
    assert report.pages == 1


def test_everything_broken_at_once(site: Path, tmp_path: Path) -> None:
    (site / "docusaurus.config.ts").write_text(CONFIGURATIONS["throws"])
    out = tmp_path / "out"
    result = run(str(site), "--to", "hugo", "-o", str(out))
    assert result.exit_code == 0, result.output
    assert "Traceback" not in result.output
    text = "\n".join(p.read_text("utf-8", "replace") for p in (out / "content").rglob("*.md"))
    assert [word for word in KEPT if word not in text] == []
    assert "root:" not in "".join(p.read_text("utf-8", "replace") for p in out.rglob("*") if p.is_file())
    assert run(str(site), "--to", "hugo", "-o", str(out), "--strict").exit_code == 1


def test_a_page_of_five_megabytes(tmp_path: Path) -> None:
    line = "word *and* `code` <b> { [x](y) ::: " + "plain words " * 60 + "\n\n"
    (tmp_path / "site/docs").mkdir(parents=True)
    (tmp_path / "site/docs/large.md").write_text("# Large\n\n" + line * 6_900)
    report = migrate(tmp_path / "site", "hugo", tmp_path / "out")
    assert Code.INTERNAL not in {d.code for d in report.diagnostics}
    assert (tmp_path / "out/content/docs/large.md").stat().st_size > 5_000_000


def test_what_is_said_names_file_and_line(site: Path) -> None:
    report = migrate(site, "hugo", dry_run=True)
    found = {d.code for d in report.diagnostics}
    assert found >= {
        Code.CONFIG_MISSING,
        Code.FRONT_MATTER,
        Code.FRONT_MATTER_FIELD,
        Code.ENCODING,
        Code.INVALID_MDX,
        Code.MISSING_ASSET,
        Code.BROKEN_LINK,
        Code.DATA_INVALID,
        Code.REACT_PAGE,
        Code.DUPLICATE_ROUTE,
        Code.OUTSIDE_SITE,
    }
    assert Code.INTERNAL not in found
    placed = {Code.FRONT_MATTER, Code.INVALID_MDX, Code.MISSING_ASSET, Code.BROKEN_LINK}
    assert [d for d in report.diagnostics if d.code in placed and not (d.path and d.line)] == []


def test_mistakes_of_the_caller_are_sentences(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("x")
    for args in (
        [str(tmp_path / "nowhere"), "--to", "hugo"],
        [str(tmp_path / "nowhere.md"), "--to", "hugo"],
        [str(tmp_path / "a.md"), "--to", "atlantis"],
        [str(tmp_path), "--to", "hugo", "--only", "films"],
        ["explain", "no-such-code"],
    ):
        result = run(*args)
        assert result.exit_code == 2, (args, result.output)
        assert isinstance(result.exception, SystemExit)
