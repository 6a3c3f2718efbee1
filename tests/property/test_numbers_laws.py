"""Laws of numbers: what is written can be read back, and nothing unclear is read at all."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.adapters.locale import Locale
from site_builder.model import Currency
from site_builder.read.syntax.numbers import (
    grouping_mark,
    parse_count,
    parse_decimal,
    parse_percent,
)

LOCALES = ("id_ID", "en_GB", "de_DE", "fr_FR", "en_ZA", "ms_MY")
COUNTS = st.integers(0, 10**15 - 1)
CENTS = st.decimals(min_value=0, max_value=10**9, places=2)
NUMERIC = st.text(alphabet="0123456789.,-+ eE%_\u00a0\u202fx'", max_size=12)
CLEAR = re.compile(
    r"[0-9]{1,15}|[0-9]{1,3}([.,\u0020\u00a0\u2007\u2009\u202f])[0-9]{3}(\1[0-9]{3})*"
)


def locale(name: str) -> Locale:
    currency = Currency(code="XTS", symbol="X$")
    scales = {10**3: "ribu", 10**6: "juta", 10**9: "miliar"}
    return Locale(name=name, currency=currency, scales=scales)


@pytest.mark.parametrize("name", LOCALES)
@given(count=COUNTS)
def test_a_count_that_is_written_can_be_read_back(name: str, count: int):
    assert parse_count(locale(name).number(count)) == count


@pytest.mark.parametrize("name", ["id_ID", "en_GB", "de_DE"])
@given(share=st.decimals(min_value=0, max_value=999, places=2))
def test_a_percentage_that_is_written_can_be_read_back(name: str, share: Decimal):
    assert parse_percent(locale(name).percent(share)) == share


@given(count=COUNTS, unit=st.sampled_from(["rupiah", "people"]))
def test_a_short_amount_loses_nothing(count: int, unit: str):
    words = {"": 1, "ribu": 10**3, "juta": 10**6, "miliar": 10**9}
    written = locale("id_ID").short(Decimal(count), unit).removeprefix("X$")
    number, _, word = written.partition("\u00a0")
    read = parse_count(number)
    assert read is not None
    assert read * words[word] == count


@given(amount=CENTS)
def test_money_has_a_sign_only_before_its_symbol(amount: Decimal):
    shown = locale("id_ID")
    if amount:
        assert shown.money(-amount) == f"−{shown.money(amount)}"


@given(text=NUMERIC)
def test_only_a_clear_count_is_read(text: str):
    trimmed = text.strip("\u0020\u00a0\u2007\u2009\u202f\t")
    count = parse_count(text)
    if count is None:
        return
    match = CLEAR.fullmatch(trimmed)
    assert match is not None
    assert str(count) == re.sub(r"[^0-9]", "", trimmed).lstrip("0") or count == 0


@given(whole=st.integers(0, 999), part=st.text("0123456789", min_size=1, max_size=6))
def test_a_decimal_is_no_count_unless_it_groups_by_threes(whole: int, part: str):
    for mark in ".,":
        count = parse_count(f"{whole}{mark}{part}")
        assert (count is not None) == (len(part) == 3 and whole > 0)


@given(text=st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str):
    count, decimal, percent = parse_count(text), parse_decimal(text), parse_percent(text)
    assert count is None or 0 <= count < 10**15
    assert decimal is None or decimal.is_finite()
    assert percent is None or percent >= 0
    assert grouping_mark(text) in {"", ".", ","}
