"""Installed packages on the stage: which files they are, what is taken of them, and what a hostile one can do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.test_stage import write

from migrator.docusaurus.config import load_config
from migrator.docusaurus.javascript.packages import Packages
from migrator.docusaurus.javascript.picture import Picture
from migrator.docusaurus.javascript.stage import Scene, Stage
from migrator.nodes import Text
from migrator.writers.html import HtmlWriter

ICONS = """\
"use strict";
Object.defineProperty(exports, "__esModule", {value: true});
var React = require("react"), Base = require("./base");
exports.Lamp = React.forwardRef(({size = 24, ...rest}, ref) =>
  React.createElement(Base.Svg, {width: size, ref, ...rest}, React.createElement("path", {d: "M1 1"})));
exports.Box = ({children}) => React.createElement("div", {className: "box"}, children);
exports.Glow = {Ray: exports.Lamp, Beam: exports.Box};
exports.Broken = () => { throw new Error("no browser") };
exports.useLamp = () => { throw new Error("no browser") };
exports.made = (name) => ({name, on: true});
exports.styled = (type) => (props) => React.createElement(type, {style: {opacity: 0}, ...props});
"""
FILES = {
    "docusaurus.config.js": "module.exports = {title: 'Lamp', url: 'https://a.b', baseUrl: '/', presets: ['classic']}",
    "node_modules/icons/package.json": '{"main": "lib"}',
    "node_modules/icons/lib/index.js": ICONS,
    "node_modules/icons/lib/base.js": "exports.Svg = (p) => require('react').createElement('svg', p);",
    "node_modules/icons/lib/base.ts": "this is no JavaScript",
    "node_modules/@lamp/words/package.json": json.dumps(
        {"exports": {".": {"types": "./a.d.ts", "import": "./a.mjs"}, "./x/*": {"default": "./sub/*.js"}}}
    ),
    "node_modules/@lamp/words/a.mjs": "import{loud}from'./loud.mjs';export default loud;export const one=loud('one')",
    "node_modules/@lamp/words/loud.mjs": "export function loud(text) { return text.toUpperCase() }",
    "node_modules/@lamp/words/sub/two.js": "module.exports = () => 'two'",
    "node_modules/@lamp/words/hidden.js": "module.exports = 'hidden'",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, FILES)
    return tmp_path


@pytest.fixture
def stage(site: Path) -> Iterator[Stage]:
    stage = Stage.of(load_config(site))
    yield stage
    stage.close()


def draw(stage: Stage, site: Path, code: str, scene: str) -> tuple[str, tuple[str, ...]]:
    picture: Picture = stage.draw(Scene(site / "docs/page.mdx", scene), code)
    return HtmlWriter().inlines(picture.nodes([[Text("SLOT")]])), picture.unknown


@pytest.mark.parametrize(
    ("scene", "code", "html", "unknown"),
    [
        ("import {Lamp} from 'icons'", "<Lamp size={9}/>", '<svg width="9"><path d="M1 1"></path></svg>', ()),
        ("import * as I from 'icons'", "<p><I.Lamp/></p>", '<p><svg width="24"><path d="M1 1"></path></svg></p>', ()),
        ("import {Box} from 'icons'", "<Box>$<b>x</b></Box>", "$<b>x</b>", ("<Box of icons>",)),
        ("import {Glow} from 'icons'", "<Glow.Ray width={1}/>", '<svg width="1"><path d="M1 1"></path></svg>', ()),
        ("import {Glow} from 'icons'", "<Glow.Beam>x</Glow.Beam>", "x", ("<Glow.Beam of icons>",)),
        ("import {Broken} from 'icons'", "<Broken>x</Broken>", "x", ("<Broken of icons>",)),
        ("import {useLamp} from 'icons'", "<p>{useLamp().on}x</p>", "<p>x</p>", ("{useLamp().on of icons}",)),
        ("import {made} from 'icons'", "<p>{made('Ada').name}</p>", "<p>Ada</p>", ()),
        ("import {styled} from 'icons'; const S = styled('p')", "<S>x</S>", "x", ("<styled() of icons>",)),
        ("import loud, {one} from '@lamp/words'", "<p>{loud('a')}{one}</p>", "<p>AONE</p>", ()),
        ("import two from '@lamp/words/x/two'", "<p>{two()}</p>", "<p>two</p>", ()),
        ("import hidden from '@lamp/words/hidden'", "<p>{hidden()}</p>", "<p></p>", ("{() of @lamp/words/hidden}",)),
        ("import {Lamp} from 'absent'", "<Lamp>x</Lamp>", "x", ("<Lamp of absent>",)),
    ],
)
def test_what_is_taken_of_a_package(
    stage: Stage, site: Path, scene: str, code: str, html: str, unknown: tuple[str, ...]
) -> None:
    assert draw(stage, site, code, scene) == (html, unknown)


HOSTILE = {
    "loop": "for (;;) {}",
    "late loop": "exports.Lamp = () => { for (;;) {} }",
    "memory": "const all = []; for (;;) all.push(new Array(1e6).fill(all.length))",
    "throw": "throw new Error('no')",
    "syntax": "module.exports = {",
    "itself": "module.exports = require('bad'); exports.Lamp = exports.Lamp",
    "outside": "module.exports = require('../../../secret.js')",
    "files": "for (let i = 0; i < 600; i++) require('./many/' + i)",
    "reads": "exports.Lamp = () => require('fs').readFileSync(__dirname + '/../../../secret.js', 'utf8')",
    "nested": "const {createElement: c} = require('react'); const deep = (n) => n ? c('g', {}, deep(n - 1)) : null;"
    "exports.Lamp = () => c('svg', {}, deep(5000))",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_is_as_good_as_absent(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    write(site, {**FILES, "node_modules/bad/index.js": HOSTILE[name], "../secret.js": "exports.Lamp = () => 'secret'"})
    for number in range(600 if name == "files" else 0):
        write(site, {f"node_modules/bad/many/{number}.js": ""})
    stage = Stage.of(load_config(site))
    html, unknown = draw(stage, site, "<p>a<Lamp>b</Lamp></p>", "import {Lamp} from 'bad'")
    stage.close()
    assert (html, unknown) == ("<p>ab</p>", (f"<Lamp of {'../../../secret.js' if name == 'outside' else 'bad'}>",))


def test_no_package_leads_out_of_itself(tmp_path: Path) -> None:
    site = tmp_path / "site"
    outer = {"../node_modules/far/index.js": "", "../else/index.js": ""}
    write(site, {**outer, "node_modules/bad/package.json": '{"main": "../../secret.js"}', "secret.js": ""})
    (site / "node_modules" / "linked").symlink_to(tmp_path / "else")

    def inside(path: Path) -> Path | None:
        real = path.resolve()
        return real if real.is_relative_to(site) else None

    packages = Packages(inside, site)
    for specifier in ("bad", "far", "linked", "..", "bad/../../secret.js", "@docusaurus/x", "a\0b", "/etc/passwd"):
        assert packages.find(specifier, site / "docs/a.mdx") is None, specifier


def test_the_nearest_package_and_a_package_of_a_package(site: Path) -> None:
    write(site, {"docs/node_modules/icons/index.js": "", "node_modules/icons/node_modules/base/index.cjs": ""})
    packages = Packages(lambda path: path.resolve(), site)
    assert packages.find("icons", site / "docs/a.mdx") == site / "docs/node_modules/icons/index.js"
    assert packages.find("icons", site / "a.mdx") == site / "node_modules/icons/lib/index.js"
    assert packages.find("base", site / "node_modules/icons/lib/index.js") == (
        site / "node_modules/icons/node_modules/base/index.cjs"
    )
