"""No download holds a text that a spreadsheet would run; numbers may stand."""

import pytest

from site_builder.read.syntax.formulas import formula_mark


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ('=HYPERLINK("http://contoh.example")', "="),
        (" '=1+1", "="),
        ("\t\u201c@SUM(1)", "@"),
        ("+1+cmd", "+"),
        ("-2+3+cmd|' /C calc'!A0", "-"),
        ("\uff1d1", "\uff1d"),
        ("Uji |'/c calc'!A0", "|"),
    ],
)
def test_what_a_spreadsheet_would_run_is_known_by_its_mark(text: str, mark: str):
    assert formula_mark(text) == mark


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-5",
        "-5,2 %",
        "+62 24 8440335",
        "+62 (24) 844-0335",
        "-",
        "a=b",
        "a@b.example",
        "\u201cUji\u201d",
        "a | b",
    ],
)
def test_numbers_telephone_numbers_and_words_may_stand(text: str):
    assert formula_mark(text) == ""
