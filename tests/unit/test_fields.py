"""Fields are read by their declared type, and every wrong one is named at its line."""

from decimal import Decimal

import pytest

from site_builder.diagnostics import Diagnostic, Location
from site_builder.read.syntax.fields import Fields, by_id
from tests.builders import codes, fields_of


@pytest.fixture
def found() -> list[Diagnostic]:
    return []


def test_a_text_is_trimmed(found):
    assert fields_of("a: '  satu  '", found).text("a") == "satu"


def test_an_absent_text_is_its_default(found):
    assert fields_of("a:", found).text("a", default="dua") == "dua"
    assert not found


@pytest.mark.parametrize("written", ["b: 1", "a:", "a: ''", "a: '  '", "a: ~"])
def test_a_required_text_must_be_there_and_not_empty(written, found):
    fields_of(written, found).text("a", required=True)
    assert codes(found) == ["CFG005"]
    assert found[0].params["key"] == "a"


def test_a_list_where_a_text_belongs_is_wrong(found):
    assert fields_of("a: [b]", found).text("a", default="c") == "c"
    assert codes(found) == ["CFG006"]


def test_a_prose_knows_the_line_of_its_value(found):
    text = fields_of("x: 1\na: satu", found).prose("a")
    assert text is not None
    assert (text.value, text.location.line, text.location.column) == ("satu", 2, 4)


def test_a_choice_is_one_of_a_list(found):
    assert fields_of("a: kiri", found).choice("a", ("kanan", "kiri")) == "kiri"
    assert not found


def test_a_choice_outside_the_list_names_the_nearest(found):
    assert fields_of("a: kirri", found).choice("a", ("kanan", "kiri")) == "kanan"
    assert codes(found) == ["CFG007"]
    assert found[0].params["nearest"] == "kiri"


def test_a_choice_without_default_is_required(found):
    fields_of("b: 1", found).choice("a", ("kanan",))
    assert codes(found) == ["CFG005"]


@pytest.mark.parametrize(("written", "flag"), [("true", True), ("false", False), ("", True)])
def test_a_flag_is_true_or_false(written, flag, found):
    assert fields_of(f"a: {written}", found).flag("a", default=True) is flag
    assert not found


@pytest.mark.parametrize("written", ["yes", "no", "on", "True", "1", "ya"])
def test_a_flag_is_written_in_no_other_way(written, found):
    fields_of(f"a: {written}", found).flag("a")
    assert codes(found) == ["CFG006"]


@pytest.mark.parametrize(("written", "number"), [("0", 0), ("007", 7), ("999999999", 999999999)])
def test_an_integer_is_digits(written, number, found):
    assert fields_of(f"a: {written}", found).integer("a", default=5) == number
    assert not found


@pytest.mark.parametrize("written", ["-1", "1.5", "1_000", "1e3", "²", "٣", "9" * 20, "9" * 5000])
def test_an_integer_is_no_other_thing(written, found):
    assert fields_of(f"a: {written}", found).integer("a", default=5) == 5
    assert codes(found) == ["CFG006"]


def test_a_decimal_may_be_absent(found):
    fields = fields_of("a: 12.50", found)
    assert fields.decimal("a") == Decimal("12.50")
    assert fields.decimal("b") is None
    assert not found


def test_a_decimal_with_a_comma_is_wrong(found):
    assert fields_of("a: 12,5", found).decimal("a") is None
    assert codes(found) == ["CFG006"]


@pytest.mark.parametrize("written", ["2030", "2030-02", "2030-02-28"])
def test_a_date_may_be_reduced(written, found):
    assert fields_of(f"a: {written}", found).date("a") == written
    assert not found


@pytest.mark.parametrize("written", ["2030-02-30", "28 Februari", "2030-2", "0000"])
def test_a_date_that_does_not_exist_is_wrong(written, found):
    assert fields_of(f"a: {written}", found).date("a") == ""
    assert codes(found) == ["CFG006"]


@pytest.mark.parametrize(
    ("written", "texts"), [("[a, ' b ']", ("a", "b")), ("a", ("a",)), ("", ()), ("[]", ())]
)
def test_one_text_is_a_list_of_one(written, texts, found):
    assert fields_of(f"x: {written}", found).texts("x") == texts
    assert not found


@pytest.mark.parametrize("written", ["{a: b}", "[[a]]", "[{a: b}]"])
def test_a_list_of_texts_holds_nothing_else(written, found):
    assert fields_of(f"x: {written}", found).texts("x") == ()
    assert codes(found) == ["CFG006"]


def test_each_gives_the_mappings_of_a_list(found):
    entries = fields_of("x: [{a: 1}, {a: 2}]", found).each("x")
    assert [entry.text("a") for entry in entries] == ["1", "2"]


def test_each_refuses_a_mapping(found):
    assert fields_of("x: {a: 1}", found).each("x") == ()
    assert codes(found) == ["CFG006"]


def test_a_scalar_where_a_mapping_belongs_is_wrong(found):
    inner = fields_of("x: 1", found).inside("x")
    assert inner is not None
    assert codes(found) == ["CFG006"]


def test_a_text_in_every_language_knows_each_place(found):
    texts = fields_of("x:\n  id: satu\n  en: one\n", found).localized("x")
    assert texts is not None
    assert [(text.value, text.location.line) for text in texts] == [("satu", 2), ("one", 3)]


def test_a_language_left_out_is_named(found):
    texts = fields_of("x: {id: satu}", found).localized("x")
    assert texts is not None
    assert texts["en"] == ""
    assert [(d.code, d.params["lang"]) for d in found] == [("LNG006", "en")]


def test_a_language_that_the_site_lacks_is_refused(found):
    fields_of("x: {id: satu, en: one, de: eins}", found).localized("x")
    assert codes(found) == ["CFG004"]


def test_a_missing_required_text_is_reported_once(found):
    texts = fields_of("a: 1", found).required_localized("x")
    assert (texts["id"], texts["en"]) == ("", "")
    assert codes(found) == ["CFG005"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("schema_version: 1", []), ("schema_version: 2", ["CFG008"]), ("a: 1", ["CFG005"])],
)
def test_a_file_says_its_version(written, expected, found):
    fields_of(written, found).schema_version()
    assert codes(found) == expected


def test_closing_refuses_the_keys_that_nobody_asked_for(found):
    fields = fields_of("title: a\ntitel: b\n", found)
    fields.text("title")
    fields.close()
    assert codes(found) == ["CFG004"]
    assert found[0].location.line == 2
    assert found[0].params["nearest"] == "title"


def test_contains_means_written_with_a_value(found):
    fields = fields_of("a: 1\nb:\n", found)
    assert "a" in fields
    assert "b" not in fields
    assert "c" not in fields


def test_a_missing_mapping_has_no_fields_and_no_problem(found):
    assert Fields(None, found, ()).text("a") == ""
    assert not found


def test_an_id_that_stands_twice_is_reported_and_the_first_kept(found):
    records = [("a", 1), ("b", 2), ("a", 3)]
    index = by_id(records, lambda r: r[0], lambda r: Location(path="a.yaml", line=r[1]), found)
    assert index == {"a": ("a", 1), "b": ("b", 2)}
    assert codes(found) == ["DAT008"]
    assert (found[0].location.line, found[0].related[0].line) == (3, 1)
