"""What holds for every text and every number that is recognised."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.adapters.locale import Locale
from site_builder.model import Currency
from site_builder.text.blocks import read_blocks
from site_builder.text.plain_text import (
    line_text,
    markdown_text,
    template_attributes,
    template_text,
)
from site_builder.text.tags import NumberKind
from tests.readings import LANGUAGES, find, reading

BOTH = pytest.mark.parametrize("lang", LANGUAGES)
LOCALES = {"id": "id_ID", "en": "en_GB"}
PIECES = [
    *("0", "1", "7", "24", "217", "2025", ".", ",", "-", "–", "/", ":", "(", ")", "%", "+", " "),
    *("\n", "\u00a0", "Rp", "juta", "million", "ratus", "hundred", "dua", "two", "and", "a"),
    *("belas", "puluh", "setengah", "half", "koma", "point", "persen", "per cent", "orang"),
    *("workers", "Pasal", "Art.", "No.", "Tahun", "of", "November", "May", "pukul", "p.m.", "ke-"),
    *("th", "x", "{{", "}}", "[[", "]]", '{reason="a"}', "`", "*", "> [!quote S3]", "\\", "&#55;"),
    *("<", ">", "<!--", "-->", 'alt="', '"', "bulan", "months", "lebih", "１", "²", "½", "İ", "ß"),
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))


def locale(lang: str) -> Locale:
    return Locale(
        name=LOCALES[lang],
        currency=Currency(code="IDR", symbol="Rp"),
        scales=reading(lang).scales,
    )


@BOTH
@given(text=TEXTS)
def test_any_text_is_read_in_order_and_without_overlap(lang: str, text: str):
    end = 0
    for found in find(lang, text):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] in found.text
        end = found.end


@given(text=TEXTS)
@example(text="0\n\n0")
def test_any_text_has_running_text_with_places_in_it(text: str):
    for words in (markdown_text(read_blocks(text)), line_text(text), template_text(text)):
        places = [words.source_position(position) for position in range(len(words.text))]
        assert all(0 <= place < len(text) for place in places)
    assert all(text[place : place + len(t)] for place, t in template_attributes(text) if t)


@BOTH
@given(value=st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_formatted_number_is_read_back(lang: str, value: Decimal):
    (found,) = find(lang, f"({locale(lang).number(value)})")
    if found.kind is not NumberKind.YEAR and found.kind is not NumberKind.CODE:
        assert found.value == value


@BOTH
@given(value=st.integers(min_value=0, max_value=10**12))
def test_a_formatted_count_is_read_back(lang: str, value: int):
    (found,) = find(lang, f"Ada {locale(lang).number(value)} orang people.")
    assert found.value == value


@BOTH
@given(value=st.integers(min_value=0, max_value=10**12))
def test_a_formatted_amount_is_read_back(lang: str, value: int):
    for written in (locale(lang).money(value), locale(lang).short(Decimal(value), "rupiah")):
        (found,) = find(lang, written)
        assert (found.kind, found.value, found.text) == (NumberKind.MONEY, value, written)


@BOTH
@given(value=st.decimals(min_value=0, max_value=1000, places=2))
def test_a_formatted_percentage_is_read_back(lang: str, value: Decimal):
    (found,) = find(lang, locale(lang).percent(value))
    assert (found.kind, found.value) == (NumberKind.PERCENT, value)


@BOTH
@given(day=st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)))
def test_a_formatted_date_is_read_back(lang: str, day: date):
    (found,) = find(lang, locale(lang).date(day))
    assert found.normal == f"date:{day.isoformat()}"


@BOTH
def test_every_number_in_words_is_read_back(lang: str):
    spell = {"id": spell_indonesian, "en": spell_english}[lang]
    for start in range(0, 10_000, 500):
        values = range(start, start + 500)
        text = "; ".join(spell(value) for value in values)
        assert [found.value for found in find(lang, text)] == list(values)


@BOTH
@given(value=st.integers(min_value=1, max_value=999), scale=st.sampled_from([10**6, 10**9, 10**12]))
def test_great_numbers_in_words_are_read_back(lang: str, value: int, scale: int):
    spell = {"id": spell_indonesian, "en": spell_english}[lang]
    (found,) = find(lang, f"{spell(value)} {reading(lang).scales[scale]}")
    assert found.value == value * scale


UNITS = {
    "id": [
        "nol",
        "satu",
        "dua",
        "tiga",
        "empat",
        "lima",
        "enam",
        "tujuh",
        "delapan",
        "sembilan",
        "sepuluh",
        "sebelas",
    ],
    "en": [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
}
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell_indonesian(value: int) -> str:
    units = UNITS["id"]
    if value < 12:
        return units[value]
    if value < 20:
        return f"{units[value - 10]} belas"
    for size, one, word in ((1000, "seribu", "ribu"), (100, "seratus", "ratus"), (10, "", "puluh")):
        if value >= size:
            many, rest = divmod(value, size)
            head = one if many == 1 else f"{spell_indonesian(many)} {word}"
            return f"{head} {spell_indonesian(rest)}" if rest else head
    raise AssertionError(value)


def spell_english(value: int) -> str:
    if value < 20:
        return UNITS["en"][value]
    if value < 100:
        tens, rest = divmod(value, 10)
        return f"{TENS[tens]}-{UNITS['en'][rest]}" if rest else TENS[tens]
    size, word = (1000, "thousand") if value >= 1000 else (100, "hundred")
    many, rest = divmod(value, size)
    joint = " and " if rest < 100 else " "
    return f"{spell_english(many)} {word}" + (joint + spell_english(rest) if rest else "")
