"""A term whose twin is another: a warning at the line of both, and no noise."""

import pytest

from site_builder.checks.language.term_parity import check_term_parity
from site_builder.diagnostics import Severity
from tests.languages.sample import EN, ID, confirmed, places, site_of, with_page

GLOSSARY = """\
schema_version: 1
terms:
  - id: member
    term: {id: peserta, en: member, ar: مثال}
    abbreviation: {id: PST, en: MBR, ar: مثل}
    definition: {id: Contoh., en: Sample., ar: مثال}
  - id: office
    term: {id: kantor, en: office, ar: مكتب}
    definition: {id: Contoh., en: Sample., ar: مثال}
  - id: head_office
    term: {id: kantor pusat, en: head office, ar: مكتب كبير}
    definition: {id: Contoh., en: Sample., ar: مثال}
  - id: grant
    term: {id: hibah, en: gift, ar: هدية}
    definition: {id: Contoh., en: Sample., ar: مثال}
  - id: present
    term: {id: hadiah, en: gift, ar: هدية}
    definition: {id: Contoh., en: Sample., ar: مثال}
"""


def project(original: str, translation: str) -> dict[str, str]:
    files = with_page(
        id=f"Awal.\n\n## Bagian {{#part}}\n\n{original}",
        en=f"Lead.\n\n## Part {{#part}}\n\n{translation}",
    )
    return {**files, "data/glossary.yaml": GLOSSARY}


def found(files: dict[str, str]):
    site = site_of(files)
    problems = (d for page in site.plan.written for d in check_term_parity(site, page))
    return [d for d in problems if d.location.path == EN]


def line_of(files: dict[str, str], path: str, text: str) -> int:
    return next(n for n, line in enumerate(files[path].split("\n"), 1) if text in line)


def test_another_term_is_a_warning_at_the_line_of_both():
    files = project("Satu.\n\nTanyakan kepada peserta.", "One.\n\nAsk at the offices.")
    problems = found(files)
    here, there = line_of(files, EN, "offices"), line_of(files, ID, "peserta")
    assert places(problems) == [("LNG021", EN, here, ID, there)]
    assert problems[0].severity is Severity.WARNING
    assert problems[0].params == {"written": "offices", "original": "peserta", "term": "member"}


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("Seorang peserta datang.", "Members come."),
        ("PESERTA datang ke kantor.", "The office knows the member."),
        ("Kantor pusat.", "The head\noffice."),
        ("PST datang.", "A member comes."),
        ("Peserta datang.", "They come."),
        ("Ia datang.", "The member comes."),
        ("Hibah diterima.", "A gift is received."),
        ("Hadiah diterima.", "A gift is received."),
        ("{{ term.member }} di kantor.", "The {{ term.member }} at the office."),
        ("> [!quote S1] Kata peserta.", "> [!quote S1] Words of the office."),
    ],
)
def test_the_same_terms_in_other_words_and_order_are_no_difference(original, translation):
    assert found(project(original, translation)) == []


def test_a_longer_term_is_another_than_the_shorter_one_inside_it():
    problems = found(project("Kantor pusat.", "The office."))
    assert [d.params["term"] for d in problems] == ["head office"]


def test_an_abbreviation_is_paired_with_the_abbreviation():
    problems = found(project("PST datang.", "The office comes."))
    assert [d.params["term"] for d in problems] == ["MBR"]


def test_items_and_rows_are_compared_one_by_one():
    files = project("- Peserta datang.\n- Kantor tutup.", "- The office.\n- A member.")
    assert len(found(files)) == 2


def test_a_section_with_another_number_of_paragraphs_is_compared_as_a_whole():
    assert found(project("Peserta.\n\nKantor.", "The office knows the member.")) == []


def test_a_stale_section_has_its_notice_instead():
    before = confirmed(project("Peserta.", "The office."))
    files = {**before, ID: before[ID].replace("Peserta.", "Peserta lama.")}
    assert len(found(before)) == 1
    assert found(files) == []
