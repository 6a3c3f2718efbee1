"""YAML becomes texts that know their place, and nothing is converted behind anybody's back."""

import pytest

from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import MappingNode, ScalarNode, SequenceNode, parse_yaml
from site_builder.read.syntax.yaml_values import quoted
from tests.builders import codes


def parse(text: str, first_line: int = 1):
    reader = Reader("a.yaml")
    return parse_yaml(text, reader, first_line), reader.finish()


@pytest.mark.parametrize(
    "written", ["no", "12:30", "1_000", "0x10", "1e3", "2030-01-01", "true", "1.10", "'007'"]
)
def test_a_value_stays_as_it_was_typed(written):
    root, _ = parse(f"a: {written}")
    assert isinstance(root, MappingNode)
    value = root.nodes["a"]
    assert isinstance(value, ScalarNode)
    assert value.value == written.strip("'")
    assert not value.is_null


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_a_plain_null_is_null(written):
    root, _ = parse(f"a: {written}")
    assert isinstance(root, MappingNode)
    assert isinstance(root.nodes["a"], ScalarNode)
    assert root.nodes["a"].is_null


@pytest.mark.parametrize("written", ['""', "'null'", '"~"'])
def test_a_quoted_null_is_a_text(written):
    root, _ = parse(f"a: {written}")
    assert isinstance(root, MappingNode)
    assert isinstance(root.nodes["a"], ScalarNode)
    assert not root.nodes["a"].is_null


def test_keys_and_values_know_their_line_and_column():
    root, _ = parse("a:\n  b: c\n", first_line=10)
    assert isinstance(root, MappingNode)
    inner = root.nodes["a"]
    assert isinstance(inner, MappingNode)
    assert (inner.keys["b"].line, inner.keys["b"].column) == (11, 3)
    assert (inner.nodes["b"].location.line, inner.nodes["b"].location.column) == (11, 6)


def test_lists_keep_their_order():
    root, _ = parse("[b, a]")
    assert isinstance(root, SequenceNode)
    assert [node.value for node in root.nodes if isinstance(node, ScalarNode)] == ["b", "a"]


def test_an_empty_file_is_an_empty_mapping():
    root, found = parse("# only a comment\n")
    assert isinstance(root, MappingNode)
    assert not root.nodes
    assert not found


def test_a_key_written_twice_is_refused_and_both_places_are_named():
    root, found = parse("a: 1\nb: 2\na: 3\n")
    assert codes(found) == ["CFG003"]
    assert found[0].location.line == 3
    assert found[0].related[0].line == 1
    assert isinstance(root, MappingNode)
    assert isinstance(root.nodes["a"], ScalarNode)
    assert root.nodes["a"].value == "1"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("a: b: c", 1, id="two colons"),
        pytest.param("a: [b\nc: d", 1, id="open bracket"),
        pytest.param("a: 1\n\tb: 2", 2, id="tab"),
        pytest.param("a: 'b", 1, id="open quote"),
        pytest.param("a: *nothing", 1, id="unknown alias"),
        pytest.param("a: 1\n---\nb: 2", 2, id="two documents"),
        pytest.param("a: @b", 1, id="reserved character"),
    ],
)
def test_what_cannot_be_read_is_reported_at_its_line(text, line):
    root, found = parse(text)
    assert root is None
    assert codes(found) == ["CFG002"]
    assert found[0].location.line == line
    assert found[0].params["reason"]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        pytest.param('a:\n  b: "c\n  d: "e"\n', 2, 6, id="a quotation mark"),
        pytest.param('a: "b\nc: d\n', 1, 4, id="the last quotation mark"),
        pytest.param("a: b\nc:d\ne: f\n", 2, 1, id="the space after a colon"),
        pytest.param("a: b\nc d\ne: f\n", 2, 1, id="a colon"),
    ],
)
def test_what_is_missing_is_told_where_it_should_be(text: str, line: int, column: int):
    (found,) = parse(text)[1]
    assert (found.location.line, found.location.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "line", "column", "character"),
    [
        pytest.param("a:\u00a0b\nc: d", 1, 3, "U+00A0", id="after a colon"),
        pytest.param("a:\u200bb c\n  d\n  e\nf: g", 1, 3, "U+200B", id="lines above"),
        pytest.param("a: \u00a0\n  b: c", 1, 4, "U+00A0", id="after a colon and a space"),
        pytest.param("a:\u3000{id: b}\nc: d", 1, 3, "U+3000", id="before a bracket"),
        pytest.param('a: "b"\u00a0\nc: d', 1, 7, "U+00A0", id="after a quote"),
        pytest.param("a: |\u00a0\n  b", 1, 5, "U+00A0", id="after a bar"),
        pytest.param("- a\n-\u00a0b", 2, 2, "U+00A0", id="after a dash"),
        pytest.param("a: 1\n\ufeffb: 2", 2, 1, "U+FEFF", id="before a name"),
        pytest.param("a:\n  b: 1\n\u00a0 c: 2", 3, 1, "U+00A0", id="an indent"),
        pytest.param("a\u00a0: b", 1, 2, "U+00A0", id="after a name"),
        pytest.param("a: {id: b, en:\u00a0c}", 1, 15, "U+00A0", id="between braces"),
        pytest.param("a:\n  id:\u00a0b\nc: d", 2, 6, "U+00A0", id="the only entry of a mapping"),
        pytest.param("a:\u00a0b", 1, 3, "U+00A0", id="the only entry"),
        pytest.param("a: 1\nb:\u00a0c", 2, 3, "U+00A0", id="the last entry"),
    ],
)
def test_an_invisible_character_that_breaks_yaml_is_named_where_it_stands(
    text, line, column, character
):
    root, found = parse(text)
    assert root is None
    assert codes(found) == ["CFG002"]
    assert (found[0].location.line, found[0].location.column) == (line, column)
    assert found[0].params["character"] == character


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        pytest.param("a: {{ x.y }} b\nc: d", 1, 4, id="at the start"),
        pytest.param("a: {{ x.y }}\nc: d", 1, 4, id="alone"),
        pytest.param("a: {{ x.y }}\n  b\nc: d", 1, 4, id="before a line that goes on"),
        pytest.param("a: {id: B {{ x.y }}, en: b}", 1, 11, id="between braces"),
        pytest.param("a: 1\nb: [{{ x.y }} b, c]", 2, 5, id="in a list"),
        pytest.param("- {{ x.y }} b\n- c", 1, 3, id="an item"),
    ],
)
def test_an_insert_that_needs_quotes_is_named_where_it_stands(text, line, column):
    root, found = parse(text)
    assert root is None
    assert codes(found) == ["CFG002"]
    assert (found[0].location.line, found[0].location.column) == (line, column)
    assert found[0].params["insert"] == "{{ x.y }}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: b\u00a0c", id="in a text"),
        pytest.param("a: Note:\u00a0b", id="after a colon of a text"),
        pytest.param('"a\u00a0b": c', id="in a name with quotes"),
        pytest.param("a: B {{ x.y }} c", id="an insert within a text"),
        pytest.param("a: '{{ x.y }} c'", id="an insert with quotes"),
    ],
)
def test_invisible_characters_and_inserts_that_break_nothing_are_left_alone(text):
    root, found = parse(text)
    assert isinstance(root, MappingNode)
    assert not found


def test_what_stands_well_above_a_mistake_is_not_blamed():
    found = parse("a: \u00a0b\nc: '{{ x.y }}'\ne: f: g")[1]
    assert found[0].location.line == 3
    assert not {"character", "insert"} & found[0].params.keys()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: &x [*x]", id="an alias in itself"),
        pytest.param("a: &x {b: *x, c: *x}", id="an alias twice in itself"),
        pytest.param("[" * 60 + "]" * 60, id="lists in lists"),
        pytest.param("[" * 100_000, id="lists without end"),
        pytest.param("{a: " * 60 + "1" + "}" * 60, id="mappings in mappings"),
        pytest.param("- " * 100_000, id="items in items"),
        pytest.param("\n".join(" " * depth + "a:" for depth in range(80)), id="ever deeper"),
        pytest.param(
            "a0: &a0 [b]\n"
            + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)),
            id="aliases of aliases",
        ),
    ],
)
def test_nesting_without_end_is_a_problem_and_no_crash(text):
    root, found = parse(text)
    assert root is None
    assert codes(found) == ["CFG002"]


def test_a_long_file_is_read_whole():
    root, found = parse("a:\n" + "  - 1\n" * 60_000)
    assert isinstance(root, MappingNode)
    assert isinstance(root.nodes["a"], SequenceNode)
    assert len(root.nodes["a"].nodes) == 60_000
    assert not found


def test_an_alias_repeats_what_it_names():
    root, found = parse("a: &x [1]\nb: *x\n")
    assert isinstance(root, MappingNode)
    assert isinstance(root.nodes["b"], SequenceNode)
    assert not found


def test_a_key_that_is_no_text_counts_as_an_empty_one():
    root, found = parse("? [a, b]\n: 1\n")
    assert isinstance(root, MappingNode)
    assert list(root.nodes) == [""]
    assert not found


def test_tags_construct_nothing():
    root, found = parse("a: !!python/object/apply:os.getcwd []\n")
    assert root is None
    assert [problem.code for problem in found] == ["CFG002"]


@pytest.mark.parametrize(
    ("text", "comment", "column"),
    [
        pytest.param("a: b #1 c", "#1 c", 6, id="within a text"),
        pytest.param("a: #1 c", "#1 c", 4, id="before a text"),
        pytest.param("a: b  # c ", "# c", 7, id="a comment"),
        pytest.param("a: b#1 c", "", 0, id="within a word"),
        pytest.param("a: 'b #1 c'", "", 0, id="with quotes"),
        pytest.param("a: 'b'  # c", "", 0, id="after a quote"),
        pytest.param("a: b\n# c", "", 0, id="on a line of its own"),
    ],
)
def test_a_value_knows_the_comment_that_ends_it(text, comment, column):
    root, _ = parse(text)
    assert isinstance(root, MappingNode)
    value = root.nodes["a"]
    assert isinstance(value, ScalarNode)
    said = value.comment
    assert (said.value, said.location.column) == (comment, column) if comment else said is None


@pytest.mark.parametrize("text", ["", 'a "b" \\ c', "a\nb", "a\u200bb", "\ufeffa"])
def test_a_text_between_quotation_marks_is_read_as_it_was(text: str):
    root, _ = parse(f"a: {quoted(text)}")
    assert root.nodes["a"].value == text
