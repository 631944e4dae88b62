"""Modern JavaScript and TypeScript into a plain script that bare V8 runs.

V8 alone knows neither types nor modules.  Types are blanked out and ``import``/``export`` become calls, by
byte ranges of a tree-sitter tree: every line stays where it was, so that an error names the author's line.
Semantics of modules follow what Docusaurus's loader (jiti, Babel's CommonJS interop) makes of them.

Whoever runs a script provides the names in ``PARAMETERS`` (see ``sandbox.js``): beside those of CommonJS,
``$import(specifier, line)``, the exports of another module; ``$default``, ``$get``, ``$namespace``, what an import
names of them; ``$export(getters)``; ``$star(exports)``; ``$dynamic`` for ``import()``; ``$meta`` for ``import.meta``;
``$attempt`` for a ``require`` that the author guarded by ``try``.  The globals: ``$jsx`` makes
React elements, ``$line`` is an array whose first item tells the module and the line of the loop that runs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from migrator.docusaurus.javascript import jsx

PARAMETERS = (
    "require, module, exports, __filename, __dirname, "
    "$import, $default, $get, $namespace, $export, $star, $dynamic, $meta, $attempt, $module"
)


@dataclass(frozen=True, slots=True)
class Script:
    """A module as a script: ``prefix`` (its imports and exports) belongs in front of ``code``, on the same line.

    ``imports`` are the modules imported statically, ``awaits`` tells of a top-level ``await``, ``strict`` of a
    module by ``import`` or ``export``; ``error_line`` is the 1-based line of the first syntax error, 0 for none.
    """

    prefix: str
    code: str
    imports: tuple[str, ...]
    awaits: bool
    strict: bool
    error_line: int

    def as_function(self, awaits: bool) -> str:
        """Return a function expression of the module; an asynchronous one where it or what it imports awaits."""
        prefix = self.prefix.replace("= $import(", "= await $import(") if awaits else self.prefix
        strict = '"use strict";' if self.strict else ""
        # The inner block lets a module declare `require` or `__dirname` itself.
        head = f"({'async ' if awaits else ''}function({PARAMETERS}){{{strict}{{"
        return f"{head}{prefix}{self.code}\n}}}})"


def to_script(source: str, suffix: str) -> Script:
    """Translate a module; ``suffix`` (".ts", ".mjs") tells the language."""
    text = source.removeprefix("\ufeff").encode("utf-8", "replace")
    if text.startswith(b"#!"):
        text = b"//" + text[2:]
    tree = _parser(suffix in {".ts", ".mts", ".cts"}).parse(_VALUE.sub(_masked, text))
    return _Translation(text, typed=suffix in {".ts", ".mts", ".cts", ".tsx"}).run(tree.root_node)


def as_it_is(source: str) -> Script | None:
    """Return a module that was built for Node as a script; ``None`` for one that must be translated."""
    if _MODULE.search(source) or source.startswith("#!"):
        return None
    return Script("", source, (), False, _STRICT.match(source) is not None, 0)


_MODULE = re.compile(r"(?:^|[;}])[ \t]*(?:import\b(?![ \t]*[(:=.,])|export\b(?![ \t]*[:=.,]))", re.M)
_STRICT = re.compile(r"""(?:\s+|//[^\n]*|/\*.*?\*/)*+["']use strict["']""", re.S)

#: The value of an attribute with a bare "&" before a letter, at which the parser may stumble: `href="?a=b&c=d"`.
_VALUE = re.compile(rb"""=[ \t]*(?:"[^"\n&]*&[^"\n]*"|'[^'\n&]*&[^'\n]*')""")


def _masked(found: re.Match[bytes]) -> bytes:
    return found[0].replace(b"&", b"+")


@cache
def _parser(typescript: bool) -> Parser:
    # In the tsx grammar `<T>x` is JSX, in the other one a type assertion; JavaScript has only JSX.
    grammar = tree_sitter_typescript.language_typescript if typescript else tree_sitter_typescript.language_tsx
    return Parser(Language(grammar()))


_ERASED = {
    "type_annotation", "type_parameters", "type_arguments", "interface_declaration", "type_alias_declaration",
    "ambient_declaration", "function_signature", "method_signature", "abstract_method_signature", "index_signature",
    "accessibility_modifier", "override_modifier", "implements_clause", "asserts_annotation",
    "type_predicate_annotation", "omitting_type_annotation", "opting_type_annotation", "adding_type_annotation",
}  # fmt: skip
_ERASED_STATEMENTS = {"interface_declaration", "type_alias_declaration", "ambient_declaration"}
_TYPED_TOKENS = {
    "optional_parameter": {"?"},
    "required_parameter": {"readonly"},
    "public_field_definition": {"?", "!", "readonly", "abstract", "declare"},
    "method_definition": {"?"},
    "variable_declarator": {"!"},
    "non_null_expression": {"!"},
    "abstract_class_declaration": {"abstract"},
}
_FUNCTIONS = {
    "function_declaration", "function_expression", "arrow_function", "method_definition", "generator_function",
    "generator_function_declaration", "class_static_block",
}  # fmt: skip
_DECLARED_LISTS = {"lexical_declaration", "variable_declaration"}


@dataclass
class _Translation:
    text: bytes
    typed: bool
    edits: list[tuple[int, int, bytes]] = field(default_factory=list)
    prefix: list[str] = field(default_factory=list)
    getters: list[str] = field(default_factory=list)
    imports: list[str] = field(default_factory=list)
    awaits: bool = False
    strict: bool = False

    def run(self, root: Node) -> Script:
        self.used = self._value_names(root) if self.typed else None
        stack = [(root, False, False)]
        while stack:
            node, in_function, in_try = stack.pop()
            if node.type in _FUNCTIONS:
                in_function = True
            elif not in_function and _awaits(node):
                self.awaits = True
            for child in reversed(self._visit(node, in_try)):
                guarded = in_try or (node.type == "try_statement" and child.type == "statement_block")
                stack.append((child, in_function, guarded))
        prefix = "".join(self.prefix)
        if self.getters:
            prefix = f"$export({{{','.join(self.getters)}}});" + prefix
        line = _first_error(root) if root.has_error else 0
        return Script(prefix, self._apply(), tuple(self.imports), self.awaits, self.strict, line)

    def _visit(self, node: Node, in_try: bool) -> list[Node]:
        """Edit one node; return the children that remain to be visited."""
        kind = node.type
        if kind in _ERASED:
            self._erase(node, b";" if kind in _ERASED_STATEMENTS else b"")
            return []
        if kind in {"as_expression", "satisfies_expression"}:
            inner = node.children[0]
            self._blank(inner.end_byte, node.end_byte)
            return [inner]
        if kind == "import_statement":
            self._import(node)
            return []
        if kind == "export_statement":
            return self._export(node)
        if kind == "enum_declaration":
            self._enum(node)
            return []
        if kind in jsx.TYPES:
            return jsx.to_calls(node, self)
        if kind == "arrow_function":
            self._keep_arrow_on_line(node)
        elif kind == "call_expression":
            self._call(node, in_try)
        elif kind == "meta_property" or (kind == "member_expression" and node.text == b"import.meta"):
            self.replace(node.start_byte, node.end_byte, b"$meta")
            return []
        elif kind in {"while_statement", "do_statement", "for_statement"}:
            self._mark_loop(node)
        elif kind in {"required_parameter", "optional_parameter"} and node.children and node.children[0].type == "this":
            following = node.next_sibling
            self._blank(node.start_byte, following.end_byte if following and following.type == "," else node.end_byte)
            return []
        tokens = _TYPED_TOKENS.get(kind)
        if tokens:
            for child in node.children:
                if child.type in tokens:
                    self._erase(child)
        return node.children

    # Modules

    def _import(self, node: Node) -> None:
        self.strict = True
        clause = next((child for child in node.children if child.type == "import_clause"), None)
        required = next((child for child in node.children if child.type == "import_require_clause"), None)
        if required is not None:
            name, module = _identifier(required), _string(required)
            self._erase(node, f"const {name} = require({json.dumps(module)});".encode())
            return
        self._erase(node, b";")
        module = _string(node)
        if any(child.type in {"type", "typeof"} for child in node.children):
            return
        bindings: list[tuple[str, str]] = []
        for child in clause.children if clause else []:
            if child.type == "identifier":
                bindings.append(("default", _text(child)))
            elif child.type == "namespace_import":
                bindings.append(("*", _identifier(child)))
            elif child.type == "named_imports":
                bindings += _specifiers(child)
        if self.used is not None and clause is not None:
            bindings = [binding for binding in bindings if binding[1] in self.used]
            if not bindings:  # TypeScript drops an import that only names types
                return
        handle = self._handle(module, node)
        for name, local in bindings:
            self.prefix.append(f"const {local} = {_member(handle, name)};")

    def _export(self, node: Node) -> list[Node]:
        self.strict = True
        children = node.children
        types = [child.type for child in children]
        declaration = node.child_by_field_name("declaration")
        if "type" in types or (declaration is not None and declaration.type in _ERASED | {"function_signature"}):
            self._erase(node, b";")
            return []
        if "=" in types:
            self.replace(node.start_byte, children[types.index("=")].start_byte, b"module.exports ")
            return children[types.index("=") + 1 :]
        if node.child_by_field_name("source") is not None:
            self._reexport(node)
            return []
        if "default" in types:
            default = children[types.index("default")]
            name = declaration.child_by_field_name("name") if declaration is not None else None
            if declaration is not None and name is not None:
                self._blank(node.start_byte, default.end_byte)
                self.getters.append(f"default:()=>{_text(name)}")
            else:
                self.replace(node.start_byte, default.end_byte, b"exports.default =")
            return children[types.index("default") + 1 :]
        if declaration is not None:
            self._blank(node.start_byte, declaration.start_byte)
            self.getters += [f"{name}:()=>{name}" for name in _declared(declaration)]
            return [declaration]
        for child in children:
            if child.type == "export_clause":
                self.getters += [
                    f"{json.dumps(exported)}:()=>{local}"
                    for local, exported in _specifiers(child)
                    if self.used is None or local in self.used
                ]
        self._erase(node, b";")
        return []

    def _reexport(self, node: Node) -> None:
        self._erase(node, b";")
        handle = self._handle(_string(node), node)
        for child in node.children:
            if child.type == "export_clause":
                self.getters += [f"{json.dumps(new)}:()=>{_member(handle, old)}" for old, new in _specifiers(child)]
            elif child.type == "namespace_export":
                self.getters.append(f"{json.dumps(_identifier(child))}:()=>$namespace({handle})")
            elif child.type == "*":
                self.prefix.append(f"$star({handle});")

    def _handle(self, module: str, node: Node) -> str:
        handle = f"$i{len(self.imports)}"
        self.imports.append(module)
        self.prefix.append(f"const {handle} = $import({json.dumps(module)}, {node.start_point[0] + 1});")
        return handle

    def _call(self, node: Node, in_try: bool) -> None:
        function = node.child_by_field_name("function")
        if function is None:
            return
        if function.type == "import":
            self.replace(function.start_byte, function.end_byte, b"$dynamic")
        elif in_try and function.type == "identifier" and function.text == b"require":
            self.replace(function.start_byte, function.end_byte, b"$attempt")

    # TypeScript that is more than types

    def _enum(self, node: Node) -> None:
        """An enum becomes an object with its reverse mapping; members see each other by name."""
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is None or body is None:
            return
        self.replace(node.start_byte, body.start_byte, f"var {_text(name)} = (() => ".encode())
        for child in body.children:
            if child.type == "{":
                self.insert(child.end_byte, b"const $e = {}; let $n = -1;")
            elif child.type == "}":
                self.insert(child.start_byte, b"return $e;")
            elif child.type == ",":
                self._erase(child)
            elif child.type == "enum_assignment":
                self._enum_member(child, child.child_by_field_name("name"), child.child_by_field_name("value"))
            elif child.type in {"property_identifier", "string"}:
                self._enum_member(child, child, None)
        self.insert(body.end_byte, b")();")

    def _enum_member(self, node: Node, name: Node | None, value: Node | None) -> None:
        if name is None:
            return
        key = json.dumps(_text(name).strip("'\""))
        binding = f"const {_text(name)} = " if name.type == "property_identifier" else ""
        start = f"{binding}$n = ".encode()
        end = f'; $e[{key}] = $n; if (typeof $n === "number") $e[$n] = {key};'.encode()
        if value is None:
            self.replace(node.start_byte, node.end_byte, start + b"$n + 1" + end)
        else:
            self.replace(node.start_byte, value.start_byte, start)
            self.insert(node.end_byte, end)

    def _keep_arrow_on_line(self, node: Node) -> None:
        # `(a): {\n b: string }\n => a`: what remains of the type must not push `=>` to a line of its own.
        result, parameters = node.child_by_field_name("return_type"), node.child_by_field_name("parameters")
        if result is not None and parameters is not None and b"\n" in self.text[parameters.end_byte : result.end_byte]:
            self._erase(parameters.children[-1])
            self.insert(result.end_byte, b")")

    def _mark_loop(self, node: Node) -> None:
        condition = node.child_by_field_name("condition")
        if condition is None:
            return
        mark = f"$line[0]={node.start_point[0] + 1}*4096+$module".encode()
        if condition.type == "empty_statement":
            self.insert(condition.start_byte, mark + b",true")
        elif condition.type == "parenthesized_expression":
            self.insert(condition.start_byte + 1, mark + b",")
        else:
            self.insert(condition.start_byte, mark + b",")

    def _value_names(self, root: Node) -> set[str]:
        """Return the identifiers that stand for values somewhere outside of the import statements."""
        names: set[str] = set()
        stack = [root]
        while stack:
            node = stack.pop()
            if node.type in {"identifier", "shorthand_property_identifier"}:
                names.add(_text(node))
            elif node.type not in _ERASED and node.type != "import_statement":
                if node.type in {"as_expression", "satisfies_expression"}:
                    stack.append(node.children[0])
                else:
                    stack += node.children
        return names

    # Edits

    def replace(self, start: int, end: int, new: bytes) -> None:
        self.edits.append((start, end, new + b"\n" * self.text.count(b"\n", start, end)))

    def _erase(self, node: Node, new: bytes = b"") -> None:
        self.replace(node.start_byte, node.end_byte, new or b" ")

    def _blank(self, start: int, end: int) -> None:
        self.replace(start, end, b" ")

    def insert(self, at: int, new: bytes) -> None:
        self.edits.append((at, at, new))

    def _apply(self) -> str:
        parts: list[bytes] = []
        at = 0
        for start, end, new in sorted(self.edits, key=lambda edit: edit[:2]):
            if start < at:
                continue
            parts += (self.text[at:start], new)
            at = end
        parts.append(self.text[at:])
        return b"".join(parts).decode("utf-8", "replace")


def _awaits(node: Node) -> bool:
    return node.type == "await_expression" or (
        node.type == "for_in_statement" and any(child.type == "await" for child in node.children)
    )


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _identifier(node: Node) -> str:
    return next((_text(child) for child in node.children if child.type == "identifier"), "")


def _string(node: Node) -> str:
    """Return the value of the string that names a module."""
    string = next((child for child in node.children if child.type == "string"), None)
    return _text(string)[1:-1] if string is not None else ""


def _specifiers(clause: Node) -> list[tuple[str, str]]:
    """Return (name, name on the other side) of ``{a, b as c}``, without those that are types."""
    pairs = []
    for child in clause.children:
        name = child.child_by_field_name("name")
        if name is None or any(token.type == "type" for token in child.children):
            continue
        alias = child.child_by_field_name("alias")
        pairs.append((_text(name).strip("'\""), _text(alias or name).strip("'\"")))
    return pairs


def _member(handle: str, name: str) -> str:
    if name == "*":
        return f"$namespace({handle})"
    return f"$default({handle})" if name == "default" else f"$get({handle}, {json.dumps(name)})"


def _declared(declaration: Node) -> Iterator[str]:
    """Yield the names that a declaration binds."""
    if declaration.type not in _DECLARED_LISTS:
        name = declaration.child_by_field_name("name")
        if name is not None:
            yield _text(name)
        return
    for declarator in declaration.children:
        target = declarator.child_by_field_name("name")
        stack = [target] if target is not None else []
        while stack:
            node = stack.pop()
            if node.type in {"identifier", "shorthand_property_identifier_pattern"}:
                yield _text(node)
            elif node.type in {"assignment_pattern", "object_assignment_pattern"}:
                stack.append(node.children[0])
            elif node.type == "pair_pattern":
                stack.append(node.children[-1])
            else:
                stack += reversed(node.children)


def _first_error(root: Node) -> int:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "ERROR" or node.is_missing:
            return node.start_point[0] + 1
        stack += [child for child in reversed(node.children) if child.has_error]
    return 0
