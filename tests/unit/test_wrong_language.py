"""Paragraphs of another language inside a page."""

import re

import pytest

from tests.languages.sample import AR, EN, ID, build, confirmed, sample_files

CATALOG = "content/i18n/id.yaml"
INDONESIAN = (
    "Ini adalah paragraf yang tidak ada di dalam bahasa itu dan belum diubah oleh siapa pun."
)
ENGLISH = "This is the paragraph that nobody has put into the other language and it is still here."


def warned(path: str, text: str, **changes: str) -> list[tuple[str, int | None]]:
    files = {**sample_files(), **changes}
    files[path] += f"\n{text}\n"
    return [
        (d.location.path, d.location.line)
        for d in build(confirmed(files)).diagnostics
        if d.code == "LNG023"
    ]


@pytest.mark.parametrize(("path", "text"), [(EN, INDONESIAN), (ID, ENGLISH)])
def test_a_paragraph_of_the_other_language_is_a_warning_at_its_line(path: str, text: str):
    line = sample_files()[path].count("\n") + 2
    assert warned(path, text) == [(path, line)]


@pytest.mark.parametrize(("path", "text"), [(EN, ENGLISH), (ID, INDONESIAN)])
def test_the_page_s_own_language_is_none(path: str, text: str):
    assert warned(path, text) == []


@pytest.mark.parametrize(
    "text", ["Kota Semar, Jalan Contoh", "Kartu Tanda Penduduk", "{{ page.home }}"]
)
def test_names_and_short_lines_are_passed_over(text: str):
    assert warned(EN, text) == []


def test_a_language_without_small_words_is_passed_over():
    assert warned(AR, ENGLISH) == []


def test_pages_are_looked_at_again_when_the_small_words_change():
    assert warned(EN, INDONESIAN)
    words = re.sub(r"(?m)^  common: .*\n", "  common: []\n", sample_files()[CATALOG])
    assert warned(EN, INDONESIAN, **{CATALOG: words}) == []
