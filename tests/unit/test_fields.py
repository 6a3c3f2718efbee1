"""Fields are read by their declared type, and every wrong one is named at its line."""

from decimal import Decimal

import pytest

from site_builder.diagnostics import Location
from site_builder.model import Text
from site_builder.read.syntax.reader import Reader
from tests.builders import LANGUAGES, codes, fields_of


@pytest.fixture
def reader() -> Reader:
    return Reader("a.yaml", LANGUAGES)


def test_a_text_is_trimmed(reader):
    assert fields_of("a: '  satu  '", reader).text("a") == "satu"


def test_an_absent_text_is_its_default(reader):
    assert fields_of("a:", reader).text("a", default="dua") == "dua"
    assert not reader.problems


@pytest.mark.parametrize("written", ["b: 1", "a:", "a: ''", "a: '  '", "a: ~"])
def test_a_required_text_must_be_there_and_not_empty(written, reader):
    fields_of(written, reader).text("a", required=True)
    assert codes(reader.problems) == ["CFG005"]
    assert reader.problems[0].params["key"] == "a"


def test_a_list_where_a_text_belongs_is_wrong(reader):
    assert fields_of("a: [b]", reader).text("a", default="c") == "c"
    assert codes(reader.problems) == ["CFG006"]


def test_a_prose_knows_the_line_of_its_value(reader):
    text = fields_of("x: 1\na: satu", reader).prose("a")
    assert text is not None
    assert (text.value, text.location.line, text.location.column) == ("satu", 2, 4)


def test_a_choice_is_one_of_a_list(reader):
    assert fields_of("a: kiri", reader).choice("a", ("kanan", "kiri")) == "kiri"
    assert not reader.problems


def test_a_choice_outside_the_list_names_the_nearest(reader):
    assert fields_of("a: kirri", reader).choice("a", ("kanan", "kiri")) == "kanan"
    assert codes(reader.problems) == ["CFG007"]
    assert reader.problems[0].params["nearest"] == "kiri"


def test_a_choice_without_default_is_required(reader):
    fields_of("b: 1", reader).choice("a", ("kanan",))
    assert codes(reader.problems) == ["CFG005"]


@pytest.mark.parametrize(("written", "flag"), [("true", True), ("false", False), ("", True)])
def test_a_flag_is_true_or_false(written, flag, reader):
    assert fields_of(f"a: {written}", reader).flag("a", default=True) is flag
    assert not reader.problems


@pytest.mark.parametrize("written", ["yes", "no", "on", "True", "1", "ya"])
def test_a_flag_is_written_in_no_other_way(written, reader):
    fields_of(f"a: {written}", reader).flag("a")
    assert codes(reader.problems) == ["CFG006"]


@pytest.mark.parametrize(("written", "number"), [("0", 0), ("7", 7), ("999999999", 999999999)])
def test_an_integer_is_digits(written, number, reader):
    assert fields_of(f"a: {written}", reader).integer("a", default=5) == number
    assert not reader.problems


@pytest.mark.parametrize(
    "written", ["-1", "1.5", "1_000", "1e3", "²", "٣", "010", "9" * 20, "9" * 5000]
)
def test_an_integer_is_no_other_thing(written, reader):
    assert fields_of(f"a: {written}", reader).integer("a", default=5) == 5
    assert codes(reader.problems) == ["CFG006"]


def test_a_decimal_may_be_absent(reader):
    fields = fields_of("a: 12.50", reader)
    assert fields.decimal("a") == Decimal("12.50")
    assert fields.decimal("b") is None
    assert not reader.problems


@pytest.mark.parametrize("written", ["12,5", "010", "00.5"])
def test_a_decimal_with_a_comma_or_a_zero_before_it_is_wrong(reader, written):
    assert fields_of(f"a: {written}", reader).decimal("a") is None
    assert codes(reader.problems) == ["CFG006"]


@pytest.mark.parametrize("written", ["2030", "2030-02", "2030-02-28"])
def test_a_date_may_be_reduced(written, reader):
    assert fields_of(f"a: {written}", reader).date("a") == written
    assert not reader.problems


@pytest.mark.parametrize("written", ["2030-02-30", "28 Februari", "2030-2", "0000"])
def test_a_date_that_does_not_exist_is_wrong(written, reader):
    assert fields_of(f"a: {written}", reader).date("a") == ""
    assert codes(reader.problems) == ["CFG006"]


@pytest.mark.parametrize(
    ("written", "texts"), [("[a, ' b ']", ("a", "b")), ("a", ("a",)), ("", ()), ("[]", ())]
)
def test_one_text_is_a_list_of_one(written, texts, reader):
    assert fields_of(f"x: {written}", reader).texts("x") == texts
    assert not reader.problems


@pytest.mark.parametrize("written", ["{a: b}", "[[a]]", "[{a: b}]"])
def test_a_list_of_texts_holds_nothing_else(written, reader):
    assert fields_of(f"x: {written}", reader).texts("x") == ()
    assert codes(reader.problems) == ["CFG006"]


def test_each_gives_the_mappings_of_a_list(reader):
    entries = fields_of("x: [{a: 1}, {a: 2}]", reader).each("x")
    assert [entry.text("a") for entry in entries] == ["1", "2"]


def test_each_refuses_a_mapping(reader):
    assert fields_of("x: {a: 1}", reader).each("x") == ()
    assert codes(reader.problems) == ["CFG006"]


def test_a_scalar_where_a_mapping_belongs_is_wrong(reader):
    fields_of("x: 1", reader).inside("x")
    assert codes(reader.problems) == ["CFG006"]


def test_a_text_in_every_language_knows_each_place(reader):
    texts = fields_of("x:\n  id: satu\n  en: one\n", reader).localized("x")
    assert texts is not None
    assert [(text.value, text.location.line) for text in texts] == [("satu", 2), ("one", 3)]


def test_a_language_left_out_is_named(reader):
    texts = fields_of("x: {id: satu}", reader).localized("x")
    assert texts is not None
    assert texts["en"] == ""
    assert [(d.code, d.params["lang"]) for d in reader.problems] == [("LNG006", "en")]


def test_a_language_that_the_site_lacks_is_refused(reader):
    fields_of("x: {id: satu, en: one, de: eins}", reader).localized("x")
    assert codes(reader.finish()) == ["CFG004"]


def test_a_missing_required_text_is_reported_once(reader):
    texts = fields_of("a: 1", reader).required_localized("x")
    assert (texts["id"], texts["en"]) == ("", "")
    assert codes(reader.problems) == ["CFG005"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("schema_version: 1", []), ("schema_version: 2", ["CFG008"]), ("a: 1", ["CFG005"])],
)
def test_a_file_says_its_version(written, expected, reader):
    fields_of(written, reader).schema_version()
    assert codes(reader.problems) == expected


def test_keys_that_nobody_asked_for_are_refused_at_the_end(reader):
    fields = fields_of("title: a\ntitel: b\ninner: {x: 1}\n", reader)
    fields.text("title")
    fields.inside("inner")
    assert not reader.problems
    assert [(d.code, d.location.line, d.params["nearest"]) for d in reader.finish()] == [
        ("CFG004", 2, "title"),
        ("CFG004", 3, ""),
    ]
    assert len(reader.finish()) == 2


def test_contains_means_written_with_a_value(reader):
    fields = fields_of("a: 1\nb:\n", reader)
    assert "a" in fields
    assert "b" not in fields
    assert "c" not in fields


@pytest.mark.parametrize("written", ["x:", "x: 1", "x: [a]"])
def test_of_what_is_no_mapping_nothing_more_is_said(written, reader):
    inner = fields_of(written, reader).inside("x")
    assert not inner.is_written
    assert inner.text("a", required=True) == ""
    assert inner.required_localized("b")["id"] == ""
    assert len(reader.finish()) == (written != "x:")


def test_an_id_that_stands_twice_is_reported_and_the_first_kept(reader):
    first, other, again = (
        Text(value=value, location=reader.place(line)) for line, value in enumerate("aba", 1)
    )
    assert reader.index([first, other, again], lambda text: text.value) == {"a": first, "b": other}
    assert codes(reader.problems) == ["DAT008"]
    (related,) = reader.problems[0].related
    assert (reader.problems[0].location, related) == (
        Location(path="a.yaml", line=3),
        first.location,
    )
