"""JavaScript in a page: constants, and what can be drawn without running it."""

from __future__ import annotations

import time
from pathlib import PurePosixPath

import pytest

from migrator.diagnostics import Code
from migrator.docusaurus.markdown import Settings, parse
from migrator.docusaurus.markdown.semantics.constants import evaluate
from migrator.nodes import Element, Root, text_of
from migrator.post import Source


def read(page: str) -> tuple[Root, list[Code]]:
    parsed = parse(Source(PurePosixPath("docs/page.mdx"), page), Settings())
    return parsed.root, [diagnostic.code for diagnostic in parsed.diagnostics]


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("'a\\u0041\\n'", "aA\n"),
        ("[1, -2.5, {a: 'b', 'c-d': null,},]", [1, -2.5, {"a": "b", "c-d": None}]),
        ("`a${1}b`", "a1b"),
        ("useBaseUrl('/img/a.png')", "/img/a.png"),
        ("require('@site/static/a.png').default", "@site/static/a.png"),
        ("(/* c */ 'a' + 1)", "a1"),
        ("undefined", None),
        ("1 + 2 * 3 - 4 / 2", 5),
        ("props.who ?? 'nobody'", "Ada"),
        ("props.missing || props['who'].toUpperCase()", "ADA"),
        ("!props.missing && props.list.join(' / ')", "a / b"),
        ("props.list.includes('a') ? {...props, who: [...props.list, 'c']}.who : f()", ["a", "b", "c"]),
        ("2 > 1 ? 'more' : unknown", "more"),
        ("translate({message: 'Hi {who}', id: 'x'}, {who: 'Ada'})", "Hi Ada"),
    ],
)
def test_constants(source: str, value: object) -> None:
    constant = evaluate(source, {"props": {"who": "Ada", "list": ["a", "b"]}})
    assert constant is not None
    assert constant.value == value


@pytest.mark.parametrize(
    "source",
    ["a", "f()", "1 +", "'a", "`${", "[" * 9999, "a ? b : c", "x => x", "1 'a'", "<b/>", "", "!" * 9999, "1 / 0"],
)
def test_what_is_no_constant(source: str) -> None:
    assert evaluate(source, {}) is None


@pytest.mark.parametrize(
    "page",
    [
        "import " + " " * 200_000 + "x\n",
        "## a" + " " * 200_000 + "b {#\n",
        "```js\n// highlight-next-line" + " " * 200_000 + "x\n```\n",
        "```js " + "title=' " * 50_000 + "\nx\n```\n",
        "# :a" + "-:a" * 50_000 + "\n",
        "<Tabs>" * 2_000 + "x" + "</Tabs>" * 2_000,
        "a {'" + "\\\\u0041" * 20_000 + "'} b",
    ],
)
def test_hostile_pages_take_no_time(page: str) -> None:
    started = time.perf_counter()
    read(page)
    assert time.perf_counter() - started < 5


def test_constants_of_constants_do_not_explode() -> None:
    doubled = "".join(
        f"export const a{n + 1} = a{n} + a{n};\nexport const b{n + 1} = [b{n}, b{n}];\n" for n in range(60)
    )
    page = f"export const a0 = 'long';\nexport const b0 = [1];\n{doubled}\n{{a60}} {{b60.length}} {{a3.length}}\n"
    started = time.perf_counter()
    assert text_of([read(page)[0]]).strip() == "32"
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("{['a', 'b'].map((x, i) => <li key={x}>{i}: {x}</li>)}", "0: a1: b"),
        ("{[{n: 'a', t: ['x']}].map(({n, t}) => <b>{n}{t.map(y => <i>{y}</i>)}</b>)}", "ax"),
        ("x {true && <b>yes</b>}{false && <b>no</b>} {1 > 2 ? <i>a</i> : <>\n  b  \n  c\n</>}", "x yes b c"),
        ("{[1, 2, 3].filter(x => x > 1)}", "23"),
        ("<BrowserOnly fallback='x'>{() => <b>client</b>}</BrowserOnly>", "client"),
        ("<BrowserOnly fallback={<b>wait</b>}>{() => { return window.x; }}</BrowserOnly>", "wait"),
        ("export const A = ({children, n}) => <b>{n}: {children}</b>;\n\n<A n='1'>*x*</A>", "1: x"),
        ("export function A(props) {\n  return (<b>{props.n}</b>);\n}\n\nx <A n={2} />", "x 2"),
    ],
)
def test_what_is_drawn(page: str, text: str) -> None:
    assert text_of([read(page + "\n")[0]]) == text


def test_a_component_that_wraps_keeps_its_children_as_typed() -> None:
    code = "export const A = ({children, c}) => (\n  <span style={{color: c}}>\n    {children}\n  </span>\n);\n"
    (made,) = (node for node in read(f"{code}\n<A c='red'>*x*</A>\n")[0].walk() if isinstance(node, Element))
    assert (made.name, made.attributes) == ("span", {"style": "color:red"})
    assert made.open is not None
    assert made.close is not None


@pytest.mark.parametrize(
    "page",
    [
        "export const A = () => <A/>;\n\n<A/>",
        "export const A = ({children}) => <>{children}{children}</>;\n\n" + "<A>" * 40 + "x" + "</A>" * 40,
        "export const A = () => { const x = f(); return <b>{x}</b>; };\n\n<A/>",
        "export const a = [1, 2];\n\n{a.map(x => { return <b/>; })}",
        "{" + "a => " * 5000 + "1}",
        "{" + "<b>{" * 5000,
        "{<b>x</i>}",
    ],
)
def test_what_cannot_be_drawn_is_reported(page: str) -> None:
    assert set(read(page + "\n")[1]) & {Code.COMPONENT, Code.EXPRESSION, Code.INVALID_MDX}


def test_drawing_takes_no_more_than_its_time() -> None:
    doubled = "".join(f"export const C{n + 1} = () => <><C{n}/><C{n}/></>;\n\n" for n in range(40))
    many = "export const a = [" + "1," * 2000 + "];\n\n{a.map(x => a.map(y => a.map(z => <b>{z}</b>)))}\n\n"
    started = time.perf_counter()
    read(f"export const C0 = () => <b/>;\n\n{doubled}{many}<C40/>\n")
    assert time.perf_counter() - started < 10
