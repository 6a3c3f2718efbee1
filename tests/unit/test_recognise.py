"""Numbers in running text are recognised with what they count, in both languages."""

from decimal import Decimal

import pytest

from site_builder.model import Lexicon
from site_builder.text.number_tagger import Recogniser
from site_builder.text.tags import NumberKind
from tests.readings import find, normals


@pytest.mark.parametrize(
    ("lang", "text", "normal"),
    [
        # digits, in the language's own grouping and in the other one
        ("id", "7.217", "number:7217"),
        ("en", "7,217", "number:7217"),
        ("id", "1,234,567", "number:1234567"),
        ("en", "1.234.567", "number:1234567"),
        ("id", "12.345.678,9", "number:12345678.9"),
        ("en", "12,345,678.9", "number:12345678.9"),
        ("id", "12,345,678.9", "number:12345678.9"),
        ("id", "3,35", "number:3.35"),
        ("en", "3.35", "number:3.35"),
        ("id", "7 217", "number:7217"),
        ("id", "7\u00a0217", "number:7217"),
        ("en", "7\u202f217", "number:7217"),
        ("en", "7\u2009217 workers", "number:7217"),
        ("id", "７．２１７", "number:7217"),
        ("id", "−5", "number:-5"),
        # people
        ("id", "7.217 peserta", "number:7217"),
        ("id", "7,217 peserta", "number:7217"),
        ("en", "7.217 vulnerable workers", "number:7217"),
        ("id", "6.000-an pekerja", "number:6000"),
        ("id", "enam ribu lebih peserta", "number:6000"),
        ("id", "sejuta warga", "number:1000000"),
        ("en", "7,017 civil servants", "number:7017"),
        ("id", "sekitar 2000 pekerja", "number:2000"),
        # money
        ("id", "Rp42 juta", "money:42000000"),
        ("id", "Rp 42.000.000,00", "money:42000000"),
        ("id", "Rp42.000.000,-", "money:42000000"),
        ("en", "Rp42.000.000", "money:42000000"),
        ("en", "42 million rupiah", "money:42000000"),
        ("en", "IDR 10 million", "money:10000000"),
        ("id", "Rp1,5 M", "money:1500000000"),
        ("en", "Rp1.5m", "money:1500000"),
        ("id", "Rp500rb", "money:500000"),
        ("id", "42juta rupiah", "money:42000000"),
        ("id", "1 juta 500 ribu rupiah", "money:1500000"),
        ("en", "half a million rupiah", "money:500000"),
        ("id", "Rp seribu", "money:1000"),
        ("id", "Rp16.800/bulan", "money:16800"),
        ("en", "42m rupiah", "money:42000000"),
        ("id", "7 ribuan peserta", "number:7000"),
        # percentages
        ("id", "3,35%", "percent:3.35"),
        ("en", "3.35%", "percent:3.35"),
        ("id", "3.35 persen", "percent:3.35"),
        ("en", "50 per cent", "percent:50"),
        ("id", "dua puluh persen", "percent:20"),
        ("id", "tiga koma tiga lima persen", "percent:3.35"),
        ("en", "three point three five percent", "percent:3.35"),
        # words
        ("id", "tujuh ribu dua ratus tujuh belas", "number:7217"),
        ("en", "seven thousand two hundred and seventeen", "number:7217"),
        ("en", "seven thousand, two hundred and seventeen", "number:7217"),
        ("id", "satu setengah juta", "number:1500000"),
        ("en", "one and a half million", "number:1500000"),
        ("id", "setengah juta", "number:500000"),
        ("id", "sejuta", "number:1000000"),
        ("en", "a million", "number:1000000"),
        ("en", "twelve hundred", "number:1200"),
        ("id", "sebelas ribu seratus", "number:11100"),
        ("id", "2,5 juta", "number:2500000"),
        ("id", "12.50 juta", "number:12500000"),
        # dates and times
        ("id", "6 November 2025", "date:2025-11-06"),
        ("en", "6 Nov 2025", "date:2025-11-06"),
        ("en", "November 6, 2025", "date:2025-11-06"),
        ("en", "Nov. 6, 2025", "date:2025-11-06"),
        ("id", "2025-11-06", "date:2025-11-06"),
        ("id", "06/11/2025", "date:2025-11-06"),
        ("id", "November 2025", "date:2025-11"),
        ("en", "6 May", "date:--05-06"),
        ("id", "pukul 8", "time:08:00"),
        ("id", "jam 16.30", "time:16:30"),
        ("id", "16.30", "time:16:30"),
        ("en", "4.30 p.m.", "time:16:30"),
        ("en", "16:30", "time:16:30"),
        ("id", "2025", "year:2025"),
        ("en", "mid-2024", "year:2024"),
        # rules, articles, telephones, ordinals, codes
        ("id", "Pasal 25 ayat (2)", "reference:25(2)"),
        ("en", "Article 25(2)", "reference:25(2)"),
        ("en", "Art. 37", "reference:37"),
        ("id", "PP 44/2015", "reference:44/2015"),
        ("id", "Nomor 26 Tahun 2025", "reference:26/2025"),
        ("en", "No. 26 of 2025", "reference:26/2025"),
        ("id", "No. 21", "reference:21"),
        ("id", "(024) 8440335", "phone:0248440335"),
        ("id", "0811-2345-6789", "phone:081123456789"),
        ("en", "+62 811 2345 678", "phone:+628112345678"),
        ("id", "hubungi 112", "phone:112"),
        ("en", "call 175", "phone:175"),
        ("id", "ke-24", "ordinal:24"),
        ("en", "24th", "ordinal:24"),
        ("en", "twenty-third", "ordinal:20"),
        ("id", "S20b", "code:s20b"),
        ("id", "3374011505900001", "code:3374011505900001"),
        ("id", "2.1.3", "code:2.1.3"),
        ("en", "24/7", "code:24/7"),
        ("id", "data/coverage.csv:2", "code:data/coverage.csv:2"),
        ("en", "https://a.example/7217/", "code:https://a.example/7217/"),
        ("en", "10k", "code:10k"),
    ],
)
def test_one_thing_is_recognised(lang: str, text: str, normal: str):
    assert normals(lang, f"Kata {text}, kata.") == [normal]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("id", "30–31 Maret 2026", ["date:2026-03-30", "date:2026-03-31"]),
        ("id", "pukul 08.00–15.00 WIB", ["time:08:00", "time:15:00"]),
        ("en", "08.00–16.00 WIB", ["time:08:00", "time:16:00"]),
        ("id", "2 x 24 jam", ["number:2", "number:24"]),
        ("id", "2x24 jam", ["number:2", "number:24"]),
        ("id", "Rp10–20 juta", ["money:10", "number:20000000"]),
        ("id", "Rp10.000-Rp20.000", ["money:10000", "money:20000"]),
        ("id", "16.800 rupiah\n\n500 pekerja", ["money:16800", "number:500"]),
        ("id", "24 (dua puluh empat) bulan", ["number:24"]),
        ("en", "one thousand and two thousand", ["number:1000", "number:2000"]),
        ("en", "in May 24 workers", ["number:24"]),
        ("id", "pada 2026 pekerja", ["year:2026"]),
        ("id", "7.217\n\n120", ["number:7217", "number:120"]),
        ("en", "hundreds of thousands, a few, several million", []),
        ("id", "puluhan ribu, ratusan, beberapa juta, salah duga", []),
    ],
)
def test_several_things_are_kept_apart(lang: str, text: str, expected: list[str]):
    assert normals(lang, text) == expected


@pytest.mark.parametrize(
    ("lang", "text", "unit", "noun"),
    [
        ("id", "24 bulan", "months", "bulan"),
        ("id", "24bulan", "months", "bulan"),
        ("en", "24-month", "months", "month"),
        ("en", "24 working days", "days", "working days"),
        ("id", "usia 23 tahun", "age", "tahun"),
        ("id", "dua puluh empat bulan", "months", "bulan"),
        ("id", "16 kecamatan", "count", "kecamatan"),
    ],
)
def test_the_unit_after_a_number_is_known(lang: str, text: str, unit: str, noun: str):
    (found,) = find(lang, text)
    assert unit in found.units
    assert found.noun == noun


def test_digits_that_could_mean_two_things_say_so():
    (found,) = find("en", "7.217")
    assert (found.value, found.other_value) == (Decimal("7.217"), Decimal(7217))
    (found,) = find("en", "7.217 workers")
    assert (found.value, found.other_value) == (Decimal(7217), None)


def test_places_are_those_of_the_text():
    text = "Ada Ｒｐ42 juta untuk 7.217 orang."
    assert [text[f.start : f.end] for f in find("id", text)] == ["Ｒｐ42 juta", "7.217 orang"]
    assert [f.numeral for f in find("id", text)] == ["42 juta", "7.217"]


def test_words_and_digits_are_told_apart():
    words, digits = find("id", "dua belas orang dan 12 orang")
    assert (words.has_digits, words.is_scaled, words.kind) == (False, False, NumberKind.PEOPLE)
    assert digits.has_digits


def test_a_language_without_words_still_has_digits():
    found = Recogniser(Lexicon()).find("7,217 orang, 42 juta, 6 November 2025")
    assert [f.normal for f in found] == ["number:7217", "number:42", "number:6", "year:2025"]
