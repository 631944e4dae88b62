"""The sandbox: what configurations may be written in, what they may reach, and how they are stopped."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import pytest

from migrator.diagnostics import Code
from migrator.docusaurus.javascript.plain import to_script
from migrator.docusaurus.javascript.sandbox import Evaluated, Function, Pattern, SandboxError, Stub, evaluate_module


def run(folder: Path, files: dict[str, str], **options: Any) -> Evaluated:
    """Write the files and evaluate the first of them."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return evaluate_module(folder / next(iter(files)), folder, **options)


def test_typescript(tmp_path: Path) -> None:
    config = """\
#!/usr/bin/env node
import type {Config} from '@docusaurus/types';
import {type Options, themes} from 'prism-react-renderer';
import {Plugin} from 'only-a-type';
import path = require('path');

enum Level { Low = 1, High, Text = 'text', Both = Low | High }
interface Named { name: string }
type Pair<T> = [T, T];
declare const nothing: number;
function same(a: string): string;
function same<T>(this: void, a: T, b?: Pair<T>): T { return a!; }
const wide = async <T,>(value: T): Promise<
  T
> => value;
class Box<T> implements Named { private readonly items: T[] = []; name!: string; declare size: number }
const plugins: Plugin[] = [];
export default {
  title: same<string>('Site') as string,
  level: [Level.High, Level[1], Level.Text, Level.Both],
  box: new Box<number>(),
  base: path.basename('/a/b.txt', '.txt'),
  later: await wide(1),
  plugins,
} satisfies Config as Config;
"""
    evaluated = run(tmp_path, {"docusaurus.config.ts": config})
    assert evaluated.value == {
        "title": "Site",
        "level": [2, "Low", "text", 3],
        "box": {"items": []},
        "base": "b",
        "later": 1,
        "plugins": [],
    }
    assert evaluated.diagnostics == ()  # what is imported as a type is no import


def test_modules_of_both_kinds(tmp_path: Path) -> None:
    files = {
        "docusaurus.config.mjs": """
            import {createRequire} from 'node:module';
            import {fileURLToPath} from 'url';
            import path from 'node:path';
            import * as tools from './tools';
            import common, {name as commonName} from './common.cjs';
            import data from './data.json' with {type: 'json'};
            import waited from './waits.mjs';
            export {helper as default} from './reexport.js';
            const require = createRequire(import.meta.url);
            const __dirname = path.dirname(fileURLToPath(import.meta.url));
            const lazy = await import('@site/tools/index.ts');
            export const unused = 1;
            globalThis.collected = {
              tools: tools.twice(2), star: tools.fromStar, common: common.name, commonName, data, waited,
              lazy: lazy.twice(3), here: path.relative(process.cwd(), __dirname), again: require('./common.cjs').name,
              resolved: path.basename(require.resolve('./data')),
            };
        """,
        "tools/index.ts": "export * from './star.js';\nexport const twice = (n: number) => 2 * n;",
        "tools/star.ts": "export const fromStar = 'star';",
        "common.cjs": "exports.name = 'common'; module.exports.dir = __dirname;",
        "data.json": '{"a": [1]}',
        "waits.mjs": "const value = await Promise.resolve('waited'); export default value;",
        "reexport.js": "export const helper = async () => globalThis.collected;",
    }
    assert run(tmp_path, files).value == {
        "tools": 4,
        "star": "star",
        "common": "common",
        "commonName": "common",
        "data": {"a": [1]},
        "waited": "waited",
        "lazy": 6,
        "here": "",
        "again": "common",
        "resolved": "data.json",
    }


def test_files_below_the_repository_can_be_read_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    site = tmp_path / "repository" / "site"
    (site / "docs").mkdir(parents=True)
    (site / "docs" / "a.md").write_text("한글")
    (site / "link.txt").symlink_to(tmp_path / "secret.txt")
    config = """
        const fs = require('fs'), path = require('path'), yaml = require('js-yaml');
        const attempt = (call) => { try { return String(call()); } catch (error) { return error.code; } };
        module.exports = async () => ({
          names: fs.readdirSync(path.join(__dirname, 'docs')),
          kinds: fs.readdirSync(__dirname, {withFileTypes: true}).filter((e) => e.isDirectory()).map((e) => e.name),
          text: fs.readFileSync('docs/a.md', 'utf8'),
          later: await fs.promises.readFile(path.resolve('docs', 'a.md'), 'utf-8'),
          up: fs.existsSync('../site/docs/a.md'),
          outside: attempt(() => fs.readFileSync('../../secret.txt', 'utf8')),
          linked: attempt(() => fs.readFileSync('link.txt', 'utf8')),
          passwords: attempt(() => fs.readFileSync('/etc/passwd', 'utf8')),
          stolen: require('../../secret'),
          env: process.env,
          written: fs.writeFileSync('new.txt', 'x') ?? null,
          yaml: yaml.load('a: [1, yes]'),
          shell: typeof require('child_process').execSync('id').toString(),
        });
    """
    (site / "docusaurus.config.js").write_text(config)
    evaluated = evaluate_module(site / "docusaurus.config.js", tmp_path / "repository", env={"GIVEN": "1"})
    assert evaluated.value == {
        "names": ["a.md"],
        "kinds": ["docs"],
        "text": "한글",
        "later": "한글",
        "up": True,
        "outside": "ENOENT",
        "linked": "ENOENT",
        "passwords": "ENOENT",
        "stolen": Stub("../../secret"),
        "env": {"NODE_ENV": "production", "GIVEN": "1"},
        "written": None,
        "yaml": {"a": [1, True]},
        "shell": "string",
    }
    assert not (site / "new.txt").exists()
    found = {(d.code, d.subject, str(d.path), d.line) for d in evaluated.diagnostics}
    assert found == {
        (Code.OUTSIDE_SITE, "../../secret", "docusaurus.config.js", 13),
        (Code.CONFIG_IMPORT, "child_process", "docusaurus.config.js", 17),
    }


def test_packages_become_stubs(tmp_path: Path) -> None:
    config = """
        import math from 'remark-math';
        import {themes, Highlighter} from 'prism-react-renderer';
        const maybe = (() => { try { return require('optional'); } catch { return 'none'; } })();
        class Mine extends Highlighter {}
        export default {
          math, dark: themes.dracula, made: require('factory')({a: 1}), instance: new Highlighter(), maybe,
          text: `${math}`, list: [...math], spread: {...math}, entries: Object.keys(math), waited: await math,
        };
    """
    evaluated = run(tmp_path, {"c.mjs": config})
    assert evaluated.value == {
        "math": Stub("remark-math"),
        "dark": Stub("prism-react-renderer", "themes.dracula"),
        "made": Stub("factory", "()"),
        "instance": Stub("prism-react-renderer", "Highlighter()"),
        "maybe": "none",
        "text": "",
        "list": [],
        "spread": {},
        "entries": [],
        "waited": Stub("remark-math"),
    }
    assert [(d.code, d.subject, d.line) for d in evaluated.diagnostics] == [
        (Code.CONFIG_IMPORT, "remark-math", 2),
        (Code.CONFIG_IMPORT, "prism-react-renderer", 3),
        (Code.CONFIG_IMPORT, "factory", 7),
    ]


def test_values_cross_the_border_as_data(tmp_path: Path) -> None:
    config = """
        const round = {name: 'round'}; round.self = round;
        const shared = {a: 1};
        module.exports = {
          round, shared: [shared, shared], infinite: Infinity, big: 10n, date: new Date(0), none: undefined,
          hole: [undefined, Symbol('s')], call: function parse() {}, mine: require('./mine'), regexp: /a+/gi,
          set: new Set([1]), map: new Map([['k', 'v']]), get broken() { throw new Error('no'); },
        };
    """
    value = run(tmp_path, {"c.js": config, "mine.js": "module.exports = () => 1;"}).value
    assert value == {
        "round": {"name": "round", "self": None},
        "shared": [{"a": 1}, {"a": 1}],
        "infinite": math.inf,
        "big": 10,
        "date": "1970-01-01T00:00:00.000Z",
        "hole": [None, None],
        "call": Function("parse"),
        "mine": Function("", str(tmp_path / "mine.js")),
        "regexp": Pattern("a+", "gi"),
        "set": [1],
        "map": {"k": "v"},
    }


def test_functions_can_be_called_later(tmp_path: Path) -> None:
    config = """
        const make = (path) => path.startsWith('/a') ? [path + '.old'] : undefined;
        module.exports = {plugins: [['x', {make}]]};
    """
    evaluated = run(tmp_path, {"c.js": config})
    assert evaluated.call(("plugins", 0, 1, "make"), [["/a"], ["/b"]]).value == [["/a.old"], None]


@pytest.mark.parametrize(
    ("source", "message", "line"),
    [
        ("export default {\n  a: 1,\n  b: [2,\n};", "SyntaxError", 3),
        ("type A = {\n  a: string;\n};\nconst f = () => {\n  throw new Error('broken');\n};\nf();", "broken", 5),
        ("const a = 1;\nfor (;;) {\n}\n", "more than 1 seconds", 2),
        ("const a = [];\nwhile (true) a.push(new Array(1000).fill(1.5));\n", "64 MB of memory", 2),
        ("const a = [];\nwhile (true) a.push(new Uint8Array(5e7).fill(1));\n", "allocation failed", 2),
        ("const a = 'x'.padEnd(5e8).split('');\n", "memory", 0),
        ("const f = () => f();\nf();\n", "stack", 1),
        ("await new Promise(() => {});\nexport default 1;", "never happens", 0),
        ("await fetch('https://example.org');\nexport default 1;", "no network", 0),
        ("process.exit(1)", "process.exit", 0),
        ("throw {toString() { throw 1 }}", "cannot be shown", 0),
    ],
)
def test_failures_are_reported_where_they_happen(tmp_path: Path, source: str, message: str, line: int) -> None:
    started = time.monotonic()
    with pytest.raises(SandboxError, match=message) as caught:
        run(tmp_path, {"docusaurus.config.ts": source}, seconds=1 if "seconds" in message else 10, megabytes=64)
    assert time.monotonic() - started < 15
    assert caught.value.path == tmp_path / "docusaurus.config.ts"
    assert line == 0 or caught.value.line == line


def test_an_error_in_a_module_names_that_module(tmp_path: Path) -> None:
    with pytest.raises(SandboxError) as caught:
        run(tmp_path, {"c.js": "module.exports = require('./lib/a')", "lib/a.js": "\n\nnotDefined();"})
    assert (caught.value.path, caught.value.line) == (tmp_path / "lib" / "a.js", 3)


def test_the_sites_folder_is_no_place_for_python_to_import_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('imported')")
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path, {"c.js": "module.exports = 1"}).value == 1


@pytest.mark.parametrize("quote", ['"', "'"])
def test_an_ampersand_in_an_attribute_is_but_one(quote: str) -> None:
    script = to_script(f"const a = <a href={quote}&prod=i&amp;b&c;{quote}>z</a>;", ".jsx")
    assert script.code == 'const a = $jsx("a",{ "href":"&prod=i&b&c;",},"z");'


def test_translation_keeps_every_line() -> None:
    source = "import {\n  a,\n  b\n} from 'x';\ninterface A {\n  b: string\n}\n"
    source += "export const c = <\n  A\n>b;\nenum E {\n  X,\n}\n"
    script = to_script(source, ".ts")
    assert script.code.count("\n") == source.count("\n")
    assert script.code.splitlines()[7].strip().startswith("const c =")
    assert script.imports == ("x",)
