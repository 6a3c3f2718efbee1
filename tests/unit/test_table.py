"""CSV becomes rows whose cells know their address."""

import csv
from functools import partial

import pytest

from site_builder.diagnostics import column_letters
from site_builder.read.syntax.columns import Column
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import MOST_MISTAKES, parse_table
from tests.builders import codes


def parse(text: str, columns: tuple[str, ...] = ("a", "b"), optional: tuple[str, ...] = ()):
    reader = Reader("t.csv")
    known = [Column(name=name, is_optional=name in optional) for name in (*columns, *optional)]
    return tuple(parse_table(text, reader, known)), reader.finish()


def test_a_table_with_very_many_mistakes_is_not_read_to_its_end():
    rows, found = parse("a,b\n" + "1\n" * 5_000 + "1,2\n")
    assert not rows
    assert [each.code for each in found] == ["DAT002"] * (MOST_MISTAKES + 1) + ["TXT027"]
    assert found[-1].location.line == MOST_MISTAKES + 3


def test_cells_are_trimmed_and_found_by_their_column():
    rows, found = parse("b, a\n 1 ,2\n")
    assert (rows[0]["a"], rows[0]["b"], rows[0]["c"]) == ("2", "1", "")
    assert not found


def test_a_cell_has_the_address_that_a_spreadsheet_gives_it():
    rows, _ = parse("a,b\n1,2\n3,4\n")
    place = rows[1].location("b")
    assert (place.line, place.column, place.cell) == (3, 2, "B3")


def test_a_row_without_a_column_has_its_line():
    rows, _ = parse("a,b\n1,2\n")
    assert (rows[0].location("nothing").line, rows[0].location("nothing").cell) == (2, "")


@pytest.mark.parametrize("row", ['1,"x', '1,"x"y'], ids=["never closed", "closed too soon"])
def test_a_quotation_mark_without_its_partner_swallows_no_row_unseen(row: str):
    _, found = parse(f"a,b\n0,0\n{row}\n2,3\n")
    assert [(d.code, d.location.line) for d in found] == [("DAT002", 3)]


def test_a_cell_of_two_lines_does_not_shift_the_next_row():
    rows, _ = parse('a,b\n"x\ny",2\n3,4\n')
    assert [row.line for row in rows] == [2, 4]
    assert rows[0]["a"] == "x\ny"


def test_empty_lines_are_passed_over_and_counted():
    rows, found = parse("a,b\n\n,\n1,2\n")
    assert [row.line for row in rows] == [4]
    assert not found


def test_columns_may_stand_in_any_order():
    rows, found = parse("b,a\n1,2\n")
    assert rows[0]["a"] == "2"
    assert not found


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param("a", [("DAT001", {"missing": "b", "known": "a,b"})], id="missing"),
        pytest.param(
            "a,b,c",
            [("DAT001", {"name": "c", "nearest": "", "known": "a,b"})],
            id="unknown",
        ),
        pytest.param("a,b,a", [("DAT008", {"key": "a"})], id="twice"),
        pytest.param(
            "a,jumlah",
            [("DAT001", {"name": "jumlah", "nearest": "b", "known": "a,b"})],
            id="renamed",
        ),
    ],
)
def test_a_wrong_header_is_reported_and_no_row_is_read(header, expected):
    rows, found = parse(f"{header}\n1,2,3\n")
    assert not rows
    assert [(d.code, dict(d.params)) for d in found] == expected


def test_an_optional_column_may_be_left_out():
    rows, found = parse("a,b\n1,2\n", optional=("c",))
    assert rows[0]["c"] == ""
    assert not found


@pytest.mark.parametrize(("row", "count"), [("1", 1), ("1,2,3", 3), ('"1,2"', 1)])
def test_a_row_of_the_wrong_length_is_reported_at_its_line(row, count):
    rows, found = parse(f"a,b\n{row}\n3,4\n")
    assert [r["a"] for r in rows] == ["3"]
    assert codes(found) == ["DAT002"]
    assert found[0].location.line == 2
    assert found[0].params == {"count": str(count), "expected": "2"}


def test_a_cell_without_end_is_reported():
    rows, found = parse(f'a,b\n1,2\n"{"x" * 140_000}\n')
    assert len(rows) == 1
    assert codes(found) == ["DAT002"]
    assert found[0].location.line == 3


def test_a_header_without_end_is_reported(request: pytest.FixtureRequest):
    # Other libraries raise this limit for the whole process.
    request.addfinalizer(partial(csv.field_size_limit, csv.field_size_limit(131_072)))
    rows, found = parse("x" * 140_000)
    assert not rows
    assert codes(found) == ["DAT002"]


def test_an_empty_file_lacks_every_column():
    rows, found = parse("")
    assert not rows
    assert codes(found) == ["DAT001"]


@pytest.mark.parametrize(
    ("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_columns_are_named_as_spreadsheets_do(position, letters):
    assert column_letters(position) == letters
