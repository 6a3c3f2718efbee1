"""Inserts are found by their grammar; everything else in double braces is refused."""

import pytest

from site_builder.diagnostics import Diagnostic, Location
from site_builder.model import Text
from site_builder.text.inserts import (
    Insert,
    find_inserts,
    insert_problems,
    places_of,
    put_back,
    replace_spans,
    token,
    without_tokens,
)
from tests.builders import codes


def find(text: str, first_line: int = 1) -> tuple[tuple[Insert, ...], list[Diagnostic]]:
    place = places_of(Text(value=text, location=Location(path="a.md", line=first_line)))
    return find_inserts(text), [*insert_problems(text, place)]


@pytest.mark.parametrize(
    ("text", "name", "filters"),
    [
        ("{{ coverage.total }}", "coverage.total", ()),
        ("{{coverage.total}}", "coverage.total", ()),
        ("{{ target.2030.tax }}", "target.2030.tax", ()),
        ("{{ a | as_of }}", "a", (("as_of", None),)),
        ("{{ a|as_of }}", "a", (("as_of", None),)),
        ("{{ a | at('2030-01-31') }}", "a", (("at", "2030-01-31"),)),
        ("{{ a | at( 'x' ) | plain }}", "a", (("at", "x"), ("plain", None))),
        ("{{ a\n| as_of }}", "a", (("as_of", None),)),
    ],
)  # fmt: skip
def test_an_insert_has_a_name_and_filters(text, name, filters):
    (insert,), found = find(text)
    assert (insert.name, insert.filters) == (name, filters)
    assert (insert.start, insert.end) == (0, len(text))
    assert not found


def test_the_date_to_which_an_insert_is_pinned_is_told():
    (pinned, free), _ = find("{{ a | as_of | at('2030-01-31') }} {{ a | as_of }}")
    assert pinned.pinned_to == "2030-01-31"
    assert free.pinned_to is None


@pytest.mark.parametrize(
    "text",
    [
        "{{}}",
        "{{ }}",
        "{{ Coverage.total }}",
        "{{ coverage..total }}",
        "{{ coverage.total",
        "{{ coverage.total }",
        "{{ coverage total }}",
        "{{ coverage.total | }}",
        "{{ coverage.total | at(2030) }}",
        '{{ coverage.total | at("2030-01-31") }}',
        "{{ coverage.total + 1 }}",
        "{{ coverage['total'] }}",
        "{{{ coverage.total }}}",
    ],
)
def test_anything_else_in_double_braces_is_wrong(text):
    inserts, found = find(text)
    assert codes(found)[:1] == ["FIG001"]
    assert found[0].params["written"]
    assert len(inserts) <= 1


@pytest.mark.parametrize("text", ["{% if a %}", "{%", "{# a #}", "a {#b} c"])
def test_template_code_is_refused(text):
    inserts, found = find(text)
    assert not inserts
    assert codes(found) == ["FIG002"]


@pytest.mark.parametrize(
    "text", ["", "a { b } c", "{a}", r"\{{ a }}", "}}", "## A {#b}", "{ {a} }"]
)
def test_what_is_no_insert_is_left_alone(text):
    assert find(text) == ((), [])


def test_a_problem_stands_at_its_line_and_column():
    _, found = find("satu\ndua {{ X }}\n", first_line=10)
    assert (found[0].location.line, found[0].location.column) == (11, 5)


def test_every_problem_of_a_text_is_found():
    _, found = find("{{ A }} {{ b }} {% c %}\n{{ D")
    assert codes(found) == ["FIG001", "FIG002", "FIG001"]


def test_inserts_are_replaced_in_order_and_literal_braces_freed():
    text = r"a {{ b }} \{{ c }} {{ d }}"
    inserts, _ = find(text)
    assert replace_spans(text, [(i.start, i.end, f"<{i.name}>") for i in reversed(inserts)]) == (
        "a <b> {{ c }} <d>"
    )


def test_tokens_come_back_as_what_they_stand_for():
    text = f"a {token(0)} b {token(12)}{token(1)}"
    assert put_back(text, lambda number: f"<{number}>") == "a <0> b <12><1>"


def test_typed_tokens_are_dropped():
    assert without_tokens(f"a{token(0)}b\ue001\ue000") == "a0b"
