"""Rows of the number files become records; a bad cell is reported at its own address."""

from datetime import date
from decimal import Decimal

import pytest

from site_builder.model import Status
from site_builder.read.coverage import parse_indicators, parse_observations, parse_targets
from site_builder.read.syntax.columns import COVERAGE, INDICATORS, TARGETS
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import parse_table
from tests.builders import COVERAGE_HEADER, LANGUAGES, codes


def observations(*rows: str):
    reader = Reader("data/coverage.csv", LANGUAGES)
    text = COVERAGE_HEADER + "\n".join(rows)
    return parse_observations(parse_table(text, reader, COVERAGE), reader), reader.finish()


def targets(*rows: str):
    reader = Reader("t.csv", LANGUAGES)
    text = "year,funding,participants,source\n" + "\n".join(rows)
    return parse_targets(parse_table(text, reader, TARGETS), reader), reader.finish()


def indicators(*rows: str):
    reader = Reader("i.csv", LANGUAGES)
    header = ",".join(column.name for column in INDICATORS if not column.is_optional)
    rows_read = parse_table("\n".join((header, *rows)), reader, INDICATORS)
    return parse_indicators(rows_read, reader), reader.finish()


def test_a_row_of_counts_is_read_whole():
    (row,), found = observations(
        "2030-01-31,tax,north,weaver,1.111,published,P1; P2,2030-02-01,yes,satu || one"
    )
    assert not found
    assert row.as_of == date(2030, 1, 31)
    assert row.cell == ("tax", "north", "weaver")
    assert row.participants == 1111
    assert row.sources == ("P1", "P2")
    assert row.released == date(2030, 2, 1)
    assert row.quote
    assert row.note is not None
    assert (row.note["id"], row.note["en"]) == ("satu", "one")
    assert row.location.cell == "E2"


def test_a_note_in_one_text_is_for_every_language():
    (row,), _ = observations("2030-01-31,,,,1111,published,P1,,,sama")
    assert row.note is not None
    assert (row.note["id"], row.note["en"]) == ("sama", "sama")


@pytest.mark.parametrize("status", ["not_published", "suppressed"])
def test_a_hidden_count_has_no_number(status):
    (row,), found = observations(f"2030-01-31,,,,,{status},P1,,,")
    assert (row.participants, row.status, found) == (None, Status(status), ())


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        pytest.param(",,,,1111,published,P1,,,", "DAT006", "A2", id="no date"),
        pytest.param("2030-02-30,,,,1111,published,P1,,,", "DAT005", "A2", id="no such day"),
        pytest.param("31/1/2030,,,,1111,published,P1,,,", "DAT005", "A2", id="other date form"),
        pytest.param("2030-01-31,,,,,published,P1,,,", "DAT006", "E2", id="no count"),
        pytest.param("2030-01-31,,,,7.21,published,P1,,,", "DAT003", "E2", id="unclear count"),
        pytest.param("2030-01-31,,,,-3,published,P1,,,", "DAT003", "E2", id="negative count"),
        pytest.param("2030-01-31,,,,5,suppressed,P1,,,", "DAT011", "E2", id="count where none"),
        pytest.param("2030-01-31,,,,1111,terbit,P1,,,", "DAT009", "F2", id="unknown status"),
        pytest.param("2030-01-31,,,,1111,computed,P1,,,", "DAT009", "F2", id="computed by hand"),
        pytest.param("2030-01-31,,,,1111,,P1,,,", "DAT006", "F2", id="no status"),
        pytest.param("2030-01-31,,,,1111,published,,,,", "DAT006", "G2", id="no source"),
        pytest.param("2030-01-31,,,,1111,published,;,,,", "DAT006", "G2", id="empty source"),
        pytest.param("2030-01-31,,,,1111,published,P1,besok,,", "DAT005", "H2", id="no release"),
        pytest.param("2030-01-31,,,,1111,published,P1,,ya,", "DAT009", "I2", id="quote in words"),
        pytest.param("2030-01-31,,,,1,published,P1,,,a || b || c", "LNG006", "J2", id="notes"),
    ],
)
def test_a_bad_cell_is_reported_at_its_address_and_its_row_left_out(row, code, cell):
    rows, found = observations(row)
    assert not rows
    assert [(d.code, d.location.cell) for d in found] == [(code, cell)]


def test_every_bad_cell_of_a_row_is_reported_at_once():
    _, found = observations("x,,,,7.21,terbit,,,,")
    assert codes(found) == ["DAT009", "DAT005", "DAT003", "DAT006"]


def test_rows_with_the_same_words_share_them_and_each_has_its_own_place():
    one, other = observations(*["2030-01-31,,,,1111,published,P1,,,satu || one"] * 2)[0]
    assert one.note is other.note
    places = [text.location.cell for row in (one, other) for words in row.words for text in words]
    assert places == ["J2", "J2", "J3", "J3"]


def test_a_bad_cell_is_reported_in_each_row_that_has_it():
    _, found = observations(*["2030-02-30,,,,1111,published,P1,,,"] * 2)
    assert [d.location.cell for d in found] == ["A2", "A3"]


def test_two_grouping_marks_in_one_file_are_a_warning():
    rows, found = observations(
        "2030-01-31,,,,1.111,published,P1,,,", "2030-02-28,,,,2,222,published,P1,,,"
    )
    assert codes(found) == ["DAT002"]
    rows, found = observations(
        "2030-01-31,,,,1.111,published,P1,,,",
        '2030-02-28,,,,"2,222",published,P1,,,',
        '2030-03-31,,,,"3,333",published,P1,,,',
    )
    assert len(rows) == 3
    assert codes(found) == ["DAT013"]
    assert found[0].related[0].cell == "E2"


def test_a_target_has_its_year():
    (target,), found = targets("2030,tax,4.444,P1")
    assert (target.year, target.funding, target.participants) == (2030, "tax", 4444)
    assert not found


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("30,,1,P1", "DAT005"),
        ("0000,,1,P1", "DAT005"),
        ("٢٠٣٠,,1,P1", "DAT005"),
        ("2030,,,P1", "DAT006"),
        ("2030,,1.5,P1", "DAT003"),
        ("2030,,1,", "DAT006"),
    ],
)
def test_a_bad_target_is_left_out(row, code):
    rows, found = targets(row)
    assert not rows
    assert codes(found) == [code]


@pytest.mark.parametrize(
    ("unit", "written", "value"),
    [
        ("people", "1.111", "1111"),
        ("rupiah", "1.111.000", "1111000"),
        ("count", "11", "11"),
        ("percent", '"11,11"', "11.11"),
        ("km2", "11.11", "11.11"),
    ],
)
def test_an_indicator_is_read_by_its_unit(unit, written, value):
    (row,), found = indicators(f"a_1,2030,{written},{unit},published,P1,press,b;c,")
    assert row.value == Decimal(value)
    assert row.conflicts_with == ("b", "c")
    assert not found


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("A,2030,1,people,published,P1,press,,", "DAT009"),
        ("a,2030-13,1,people,published,P1,press,,", "DAT005"),
        ("a,2030-02-30,1,people,published,P1,press,,", "DAT005"),
        ("a,2030,1,orang,published,P1,press,,", "DAT009"),
        ("a,2030,1.5,people,published,P1,press,,", "DAT003"),
        ("a,2030,,percent,published,P1,press,,", "DAT006"),
        ("a,2030,x,percent,published,P1,press,,", "DAT004"),
        ('a,2030,"1,5",km2,published,P1,press,,', "DAT004"),
        ("a,2030,1,people,not_published,P1,press,,", "DAT011"),
        ("a,2030,1,people,published,P1,,,", "DAT006"),
        ("a,2030,1,people,published,P1,rumour,,", "DAT009"),
    ],
)
def test_a_bad_indicator_is_left_out(row, code):
    rows, found = indicators(row)
    assert not rows
    assert codes(found) == [code]
