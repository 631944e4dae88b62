"""The writers: edits, the lines of containers, the printer."""

from __future__ import annotations

from html import unescape

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator import nodes as n
from migrator.targets import External, Target
from migrator.writers.edits import Edits
from migrator.writers.html import print_html
from migrator.writers.lines import Frame, LineEdits
from migrator.writers.markdown import code_span, destination, escape_text, html_comment, print_markdown


def html_of(text: str) -> str:
    return pyromark.html(text)


class TestEdits:
    def test_changes_come_out_in_the_order_of_the_text(self) -> None:
        edits = Edits("abcdef")
        edits.replace(4, 5, "E")
        edits.insert(1, "+")
        edits.delete(2, 3)
        assert edits.apply() == "a+bdEf"

    def test_what_is_inside_a_deleted_range_is_dropped(self) -> None:
        edits = Edits("abcdef")
        edits.delete(1, 5)
        edits.replace(2, 3, "X")
        assert edits.apply() == "af"

    def test_lines_come_before_other_changes_at_the_same_place(self) -> None:
        edits = Edits("a\nb\n")
        edits.insert(2, "> ")
        edits.insert_line(2, "new\n")
        assert edits.apply() == "a\nnew\n> b\n"

    @given(st.text(), st.integers(0, 50))
    def test_no_change_gives_the_text(self, text: str, start: int) -> None:
        assert Edits(text).apply(min(start, len(text))) == text[start:]


class TestLines:
    def test_a_mark_goes_behind_the_prefix_of_the_containers(self) -> None:
        text = "> - a\n>   b\n>\n>   c\n"
        edits = LineEdits(text)
        edits.reindent(text.index("b"), len(text), Frame().quote().item(2), 0, "> ")
        assert edits.apply() == "> - a\n>   > b\n>   >\n>   > c\n"

    def test_indentation_goes_column_by_column(self) -> None:
        text = "\tone\n  two\n      three\n"
        edits = LineEdits(text)
        edits.reindent(0, len(text), Frame(), 4, "")
        assert edits.apply() == "one\ntwo\n  three\n"

    def test_a_tab_behind_a_mark_keeps_its_width(self) -> None:
        edits = LineEdits("\t- a\n")
        edits.reindent(0, 5, Frame(), 0, "> ")
        assert edits.apply() == ">     - a\n"


class TestEscape:
    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("snake_case", "snake_case"),
            ("*a*", r"\*a\*"),
            ("a < b & c", r"a \< b & c"),
            ("&copy;", r"\&copy;"),
            ("1. no list", r"1\. no list"),
            ("# no heading", r"\# no heading"),
        ],
    )
    def test_only_what_means_something(self, value: str, written: str) -> None:
        assert escape_text(value, line_start=True) == written

    @given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1))
    def test_markdown_reads_the_text_back(self, value: str) -> None:
        shown = unescape(html_of(escape_text(value, line_start=True)).strip().removeprefix("<p>").removesuffix("</p>"))
        assert shown == value.replace("\0", "\N{REPLACEMENT CHARACTER}")


class TestPrinter:
    def test_a_tree_made_by_hand(self) -> None:
        tree: list[n.Node] = [
            n.Heading([n.Text("Title")], 2),
            n.Paragraph([n.Text("See "), n.Link([n.Strong([n.Text("it")])], "/a b"), n.Text(".")]),
            n.List(
                [
                    n.ListItem([n.Paragraph([n.Text("one")]), n.Code(value="x = 1\n\ny", lang="py")]),
                    n.ListItem([n.Paragraph([n.Text("two")])], True),
                ],
                3,
            ),
            n.Blockquote([n.Paragraph([n.Text("a"), n.Break(), n.Text("- b")])]),
            n.Table(
                [n.TableRow([n.TableCell([n.Text("a|b")])]), n.TableRow([n.TableCell([n.InlineCode("c|d")])])],
                ["right"],
            ),
        ]
        assert print_markdown(tree) == (
            "## Title\n\nSee [**it**](</a b>).\n\n"
            "3. one\n   ```py\n   x = 1\n\n   y\n   ```\n4. [x] two\n\n"
            "> a\\\n> \\- b\n\n"
            "| a\\|b |\n| --: |\n| `c\\|d` |\n"
        )

    def test_two_lists_stay_two(self) -> None:
        item = n.ListItem([n.Paragraph([n.Text("a")])])
        assert print_markdown([n.List([item]), n.List([item])]) == "- a\n\n<!-- -->\n\n- a\n"

    def test_targets_are_spelled(self) -> None:
        def spell(target: Target) -> str | None:
            return "https://b.org" if isinstance(target, External) else None

        link = n.Link([n.Text("a")], "x", target=External("y"))
        assert print_markdown([n.Paragraph([link])], spell) == "[a](https://b.org)\n"
        assert print_html([link], spell) == '<a href="https://b.org">a</a>'

    @given(st.text(min_size=1).filter(lambda text: not set(text) & set("\r\n\0") and text.strip()))
    def test_a_code_span_shows_what_it_holds(self, value: str) -> None:
        shown = html_of("x" + code_span(value) + "x")
        assert unescape(shown).strip() == f"<p>x<code>{value}</code>x</p>"

    def test_a_comment_ends_where_it_should(self) -> None:
        assert "--" not in html_comment("a --> b -- c").removeprefix("<!--").removesuffix("-->")

    def test_a_destination_with_spaces(self) -> None:
        assert destination("/a (b)") == "</a (b)>"


class TestHtml:
    def test_blocks_hold_no_blank_line(self) -> None:
        tree: list[n.Node] = [
            n.Paragraph([n.Text("a < b "), n.InlineCode("<c>")]),
            n.Code(value="a\n\n\nb", lang="py"),
            n.List([n.ListItem([n.Paragraph([n.Text("x")])])]),
        ]
        html = print_html(tree)
        assert "\n\n" not in html
        assert html.startswith("<p>a &lt; b <code>&lt;c&gt;</code></p>\n<pre>")

    def test_jsx_becomes_html(self) -> None:
        image = n.Element([], name="img", attributes={"src": "a.png", "hidden": True, "width": n.Js("5", True, 5)})
        assert print_html([image]) == '<img src="a.png" hidden width="5">'
        assert print_html([n.Element([n.Text("x")], name="")]) == "x"
