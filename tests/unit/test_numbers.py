"""Cells become numbers when they can be read in one way only."""

from decimal import Decimal

import pytest

from site_builder.read.syntax.numbers import (
    grouping_mark,
    is_reduced_date,
    normalise_digits,
    parse_count,
    parse_decimal,
    parse_percent,
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1111", id="plain"),
        pytest.param("1.111", id="point"),
        pytest.param("1,111", id="comma"),
        pytest.param("1 111", id="space"),
        pytest.param("1\u00a0111", id="no-break space"),
        pytest.param("1\u202f111", id="narrow space"),
        pytest.param("1\u2009111", id="thin space"),
        pytest.param("  1.111\t", id="spaces around"),
        pytest.param("１１１１", id="full-width digits"),
        pytest.param("１．１１１", id="full-width digits and point"),
        pytest.param("١١١١", id="Arabic-Indic digits"),
    ],
)
def test_one_count_may_be_written_in_many_ways(text):
    assert parse_count(text) == 1111


@pytest.mark.parametrize(
    ("text", "count"),
    [("0", 0), ("5", 5), ("222", 222), ("1.111.111", 1_111_111), ("0007", 7)],
)
def test_a_count_is_read_whole(text, count):
    assert parse_count(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "7.21",
        "1.5",
        "7,2,17",
        "-3",
        "+3",
        "1e3",
        "1.111,111",
        "1,111.111",
        "1 111.111",
        "1.1111",
        "1.111.1",
        "1.111,5",
        "11.11.111",
        ".111",
        "111.",
        "0.111",
        "1..111",
        "1_111",
        "0x11",
        "±1",
        "1/2",
        "½",
        "²",
        "seribu",
        "1.111 orang",
        "sekitar 200",
        "=SUM(E2:E4)",
        "1'111",
        "−3",
        "nan",
        "1\n111",
    ],
)
def test_a_count_that_could_mean_two_things_is_refused(text):
    assert parse_count(text) is None


def test_no_count_has_more_than_fifteen_digits():
    assert parse_count("9" * 15) == 10**15 - 1
    assert parse_count("9" * 16) is None
    assert parse_count("9" * 5000) is None
    assert parse_count("1" + ".111" * 5) is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [("1.111", "."), ("1,111", ","), ("1 111", ""), ("1111", ""), ("1.5", ""), ("1.111,1", "")],
)
def test_the_mark_that_groups_a_count_is_told(text, mark):
    assert grouping_mark(text) == mark


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("3.35", "3.35"),
        ("3,35", "3.35"),
        ("3,35%", "3.35"),
        ("3,35 %", "3.35"),
        ("3", "3"),
        ("0,50", "0.50"),
        ("１１,１１％", "11.11"),
    ],
)
def test_a_percentage_has_a_point_or_a_comma(text, percent):
    assert parse_percent(text) == Decimal(percent)


@pytest.mark.parametrize(
    "text", ["", "-3", "3.3.5", "1.111,5", "3,", ",5", "%", "3 35", "3%%", "1e2", "9" * 16]
)
def test_a_percentage_is_never_guessed(text):
    assert parse_percent(text) is None


@pytest.mark.parametrize(
    ("text", "number"), [("12", "12"), ("12.5", "12.5"), ("-12.5", "-12.5"), ("0.10", "0.10")]
)
def test_a_decimal_has_a_point(text, number):
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "12,5", "1.", ".5", "1e5", "inf", "nan", "--1", "9" * 16])
def test_a_decimal_is_never_guessed(text):
    assert parse_decimal(text) is None


@pytest.mark.parametrize("text", ["2030", "2030-02", "2030-02-28", "2028-02-29"])
def test_a_date_may_stop_at_the_month_or_the_year(text):
    assert is_reduced_date(text)


@pytest.mark.parametrize(
    "text",
    ["", "0000", "2030-13", "2030-02-30", "2030-2-1", "30-01-01", "٢٠٣٠", "2030-02-28T00", "2030-"],
)
def test_a_date_that_does_not_exist_is_none(text):
    assert not is_reduced_date(text)


def test_normalising_trims_but_keeps_inner_spaces():
    assert normalise_digits("\u00a0 1 1 \u3000") == "1 1"
