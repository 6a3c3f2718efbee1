"""Numbers, money, dates and lists as a language writes them."""

from datetime import date
from decimal import Decimal

import pytest

from site_builder.adapters.locale import Locale, is_known_locale
from site_builder.model import Currency

SCALES = {"id_ID": {1000: "ribu", 10**6: "juta"}, "en_GB": {1000: "thousand", 10**6: "million"}}


def locale(name: str = "id_ID", **changes: object) -> Locale:
    values = {
        "name": name,
        "currency": Currency(code="IDR", symbol="Rp"),
        "scales": SCALES.get(name, {}),
    }
    return Locale(**{**values, **changes})


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("id_ID", "1111", "1.111"),
        ("en_GB", "1111", "1,111"),
        ("de_CH", "1111", "1’111"),
        ("fr_FR", "1111", "1\u202f111"),
        ("en_IN", "1111111", "1,111,111"),
        ("id_ID", "0", "0"),
        ("id_ID", "-1111", "\u22121.111"),
        ("id_ID", "11.11", "11,11"),
        ("id_ID", "1234567890123.123456", "1.234.567.890.123,123456"),
    ],
)
def test_a_number_is_grouped_as_its_language_does(name, value, written):
    assert locale(name).number(Decimal(value)) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("3.35", "3,35%"),
        ("3.50", "3,5%"),
        ("100", "100%"),
        ("0.125", "0,125%"),
        ("12.345", "12,345%"),
        ("0.005", "0,005%"),
        ("66.67", "66,67%"),
        ("-1.5", "\u22121,5%"),
        ("150", "150%"),
    ],
)
def test_a_percentage_is_written_as_the_source_has_it_and_not_rounded(value, written):
    assert locale().percent(Decimal(value)) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("1000000", "Rp1.000.000"),
        ("0", "Rp0"),
        ("1500.5", "Rp1.500,5"),
        ("-1000", "\u2212Rp1.000"),
    ],
)
def test_money_has_the_symbol_of_the_site_and_its_sign_before_it(value, written):
    assert locale().money(Decimal(value)) == written


@pytest.mark.parametrize(
    ("name", "written", "short"),
    [
        ("fr_FR", "1\u202f000\u202f000\u00a0X", "1\u00a0M\u00a0X"),
        ("ar_EG", "1,000,000\u00a0\u2068X\u2069", "1\u00a0M\u00a0\u2068X\u2069"),
        ("en_KE", "X1,000,000", "X1\u00a0M"),
    ],
)
def test_the_language_says_on_which_side_the_symbol_stands(name, written, short):
    spoken = locale(name, currency=Currency(code="KES", symbol="X"), scales={10**6: "M"})
    assert spoken.money(Decimal(10**6)) == written
    assert spoken.short(Decimal(10**6), "money") == short


@pytest.mark.parametrize(
    ("name", "unit", "value", "written"),
    [
        ("ar_EG", "people", 1111, "[+1,111]"),
        ("ar_EG", "people", -1111, "[\u22121,111]"),
        ("ar_EG", "people", 0, "0"),
        ("ar_EG", "percent", "72.56", "[+72.56%]"),
        ("ar_EG", "money", 1111, "[+1,111]\u00a0[E£]"),
        ("ur_PK", "money", -1111, "[\u2212E£1,111]"),
        ("en_GB", "people", 1111, "+1,111"),
        ("en_GB", "percent", "72.56", "+72.56%"),
        ("en_GB", "money", 1111, "+E£1,111"),
        ("en_GB", "money", 0, "E£0"),
    ],
)
def test_signs_keep_their_order_among_words_from_right_to_left(name, unit, value, written):
    """The marks of Unicode, shown here as brackets, do it; other languages have none."""
    spoken = locale(name, currency=Currency(code="EGP", symbol="E£"))
    found = spoken.quantity(Decimal(value), unit, with_plus=True)
    assert found.replace("\u2068", "[").replace("\u2069", "]") == written


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("people", "1.111"),
        ("percent", "1.111%"),
        ("rupiah", "Rp1.111"),
        ("money_per_year", "Rp1.111"),
        ("rupiah_per_month", "Rp1.111"),
        ("months", "1.111"),
    ],
)
def test_a_quantity_is_written_by_its_unit(unit, written):
    assert locale().quantity(Decimal(1111), unit) == written


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        ("42000000", "rupiah", "Rp42\u00a0juta"),
        ("42000000", "people", "42\u00a0juta"),
        ("5000", "people", "5\u00a0ribu"),
        ("1000", "rupiah", "Rp1\u00a0ribu"),
        ("1500000", "rupiah", "Rp1.500\u00a0ribu"),
        ("999", "rupiah", "Rp999"),
        ("42000001", "rupiah", "Rp42.000.001"),
        ("0", "rupiah", "Rp0"),
        ("-42000000", "rupiah", "\u2212Rp42\u00a0juta"),
        ("-5000", "people", "\u22125\u00a0ribu"),
        ("1000.5", "rupiah", "Rp1.000,5"),
        ("1000", "percent", "1.000%"),
    ],
)
def test_a_short_amount_is_an_exact_multiple_of_a_scale(value, unit, written):
    assert locale().short(Decimal(value), unit) == written


@pytest.mark.parametrize("scales", [{}, {0: "nol", 1: "satu"}])
def test_a_language_without_scales_writes_in_full(scales):
    assert locale(scales=scales).short(Decimal(42_000_000), "rupiah") == "Rp42.000.000"


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("id_ID", "2030-02-28", "28 Februari 2030"),
        ("en_GB", "2030-02-28", "28 February 2030"),
        ("id_ID", "2030-02", "Februari 2030"),
        ("en_GB", "2030-02", "February 2030"),
        ("id_ID", "2030", "2030"),
        ("en_US", "2030-02-28", "February 28, 2030"),
    ],
)
def test_a_date_is_written_as_exactly_as_it_is_known(name, value, written):
    assert locale(name).date(value) == written


def test_a_day_may_be_given_as_a_day():
    assert locale().date(date(2030, 2, 28)) == "28 Februari 2030"


@pytest.mark.parametrize(
    ("values", "written"),
    [([], ""), (["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")],
)
def test_a_list_has_the_languages_own_and(values, written):
    assert locale().items(values) == written


@pytest.mark.parametrize(("count", "category"), [(0, "other"), (1, "one"), (2, "other")])
def test_a_count_has_a_plural_form(count, category):
    assert locale("en_GB").plural(count) == category
    assert locale("id_ID").plural(count) == "other"


@pytest.mark.parametrize(
    "words",
    [
        ["(api)", "Bus", "dua", "Dua", "dua belas", "dua-belas", "zat"],
        ["cote", "coté", "côte", "côté", "Côté", "cotf"],
        ["Élan", "elm", "Zoë", "zone"],
        ["Pasal", "Pasal 2", "Pasal 9", "Pasal 10", "Pasal 10a", "Pasal a", "Pasal2"],
        ["2 hari", "10 hari", "a"],
        ["straße", "Strasse", "strata"],
        ["أمثلة", "بيت", "تأمين", "ثمن", "مكتب", "ياسمين"],
        ["kerja", "kerja informal", "kerjasama"],
        ["٣ أيام", "10 أيام"],
        ["", "!", "a"],
    ],
)
def test_words_are_ordered_as_a_reader_looks_for_them(words: list[str]):
    for shuffled in (words[::-1], sorted(words), sorted(words, reverse=True)):
        assert sorted(shuffled, key=locale().sort_key) == words


@pytest.mark.parametrize(
    ("one", "same"),
    [("e\u0301", "\u00e9"), ("ﬁ", "fi"), ("مـكتب", "مكتب"), ("مَكتَب", "مكتب"), ("B.P.U.", "bpu")],
)
def test_ways_of_writing_the_same_letters_are_neighbours(one: str, same: str):
    assert locale().sort_key(one)[0] == locale().sort_key(same)[0]


def test_different_words_never_have_the_same_place():
    words = ["a", "A", "á", "a!", "a-", "e\u0301", "\u00e9"]
    assert len({locale().sort_key(word) for word in words}) == len(words)


@pytest.mark.parametrize(("name", "direction"), [("id_ID", "ltr"), ("ar", "rtl")])
def test_a_language_has_its_direction(name, direction):
    assert locale(name).direction == direction


@pytest.mark.parametrize("name", ["en-GB", "en_GB", "zh-Hans-CN"])
def test_a_locale_may_be_written_with_hyphens(name):
    assert locale(name).number(1111) == "1,111"


@pytest.mark.parametrize("name", ["xx_YY", "", "???", "english", "../en"])
def test_cldr_does_not_have_every_locale(name):
    assert not is_known_locale(name)


@pytest.mark.parametrize("name", ["id_ID", "en-GB", "root"])
def test_a_locale_that_is_known_can_be_made(name):
    assert is_known_locale(name)
    assert locale(name).number(1)
