"""YAML becomes texts that know their place, and nothing is converted behind anybody's back."""

import pytest

from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.yaml_nodes import MappingNode, ScalarNode, SequenceNode, parse_yaml
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
        pytest.param("a: [b\nc: d", 2, id="open bracket"),
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
    assert isinstance(root, MappingNode)
    assert isinstance(root.nodes["a"], SequenceNode)
    assert not found
