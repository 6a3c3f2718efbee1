"""A word of the original's language, met in another language, says which language it is."""

import pytest

from site_builder.views.inserts.marks import mark_foreign
from tests.builders import make_context

WORD = '<span lang="id">kata contoh</span>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a sample word (kata contoh)</p>", f"<p>a sample word ({WORD})</p>"),
        ("<em>kata contoh</em>, kata contoh", f"<em>{WORD}</em>, {WORD}"),
        ("<p>kata contohnya</p>", "<p>kata contohnya</p>"),
        ("<p>sample word</p>", "<p>sample word</p>"),
        ('<a href="#kata contoh">x</a>', '<a href="#kata contoh">x</a>'),
        ("<code>kata contoh</code>", "<code>kata contoh</code>"),
    ],
    ids=["in a text", "in an element", "in a longer word", "translated", "in an address", "code"],
)
def test_a_foreign_word_is_marked_where_it_is_read(html: str, expected: str):
    assert mark_foreign(make_context("en", "inserts"), html) == expected


def test_the_original_marks_nothing_of_its_own():
    assert mark_foreign(make_context("id", "inserts"), "kata contoh") == "kata contoh"
