"""Two languages of a page: each kind of difference, at the right line of both."""

import pytest

from tests.builders import codes
from tests.languages.sample import (
    EN,
    ID,
    build,
    confirmed,
    differences,
    places,
    sample_files,
    with_page,
)

# Code, the line in the original, the same in the translation, and something else there.
DIFFERENCES = {
    "figure": ("LNG010", "{{ coverage.total }}", "{{ coverage.total }}", "{{ target.2026.total }}"),
    "pinned figure": (
        "LNG010",
        "{{ coverage.total | at('2025-01-31') }}",
        "{{ coverage.total | at('2025-01-31') }}",
        "{{ coverage.total }}",
    ),
    "table of data": (
        "LNG010",
        "{{ table.coverage_rows }}",
        "{{ table.coverage_rows }}",
        "{{ table.benefits_both }}",
    ),
    "number": ("LNG011", "Sebanyak 7.217 orang.", "7,217 people.", "7,218 people."),
    "number in words": ("LNG011", "Dua belas ribu orang.", "12,000 people.", "12,500 people."),
    "percentage": ("LNG011", "Sebesar 3,5 persen.", "3.5 per cent.", "3.6 per cent."),
    "money": ("LNG012", "Besarnya Rp42 juta.", "It is Rp42 million.", "It is Rp43 million."),
    "deadline": ("LNG011", "Dalam 2 x 24 jam.", "Within 2 x 24 hours.", "Within 3 x 24 hours."),
    "day of a deadline": (
        "LNG013",
        "Paling lambat 1 Maret 2031.",
        "By 1 March 2031.",
        "By 2 March 2031.",
    ),
    "date": ("LNG013", "Pada 6 November 2025.", "On 6 Nov 2025.", "On 7 November 2025."),
    "telephone": ("LNG014", "Telepon (024) 3584077.", "Call (024) 3584077.", "Call (024) 3584078."),
    "link": (
        "LNG015",
        "[a](https://a.example/)",
        "[b](https://a.example/)",
        "[b](https://b.example/)",
    ),
    "page": ("LNG015", "{{ page.home }}", "{{ page.home }}", "{{ page.data }}"),
    "anchor": (
        "LNG015",
        "[a]({{ page.home }}#benefit)",
        "[b]({{ page.home }}#benefit)",
        "[b]({{ page.home }}#other)",
    ),
    "contact": ("LNG015", "{{ contact.office }}", "{{ contact.office }}", "{{ page.home }}"),
    "heading": ("LNG016", "### Judul {#one}", "### Heading {#one}", "### Heading {#two}"),
    "list": ("LNG017", "1. Satu\n2. Dua", "1. One\n2. Two", "1. One\n2. Two\n3. Three"),
    "kind of list": ("LNG017", "1. Satu\n2. Dua", "1. One\n2. Two", "- One\n- Two"),
    "table": (
        "LNG018",
        "| a | b |\n|---|---|\n| c | d |\n\n: Judul",
        "| a | b |\n|---|---|\n| c | d |\n\n: Title",
        "| a | b |\n|---|---|\n| c | d |\n| e | f |\n\n: Title",
    ),
    "callout": ("LNG019", "> [!warning] Awas.", "> [!warning] Beware.", "> [!note] Beware."),
    "quoted source": (
        "LNG020",
        "> [!quote S1] Kata orang.",
        "> [!quote S1] Their words.",
        "> [!quote S2] Their words.",
    ),
    "shown source": (
        "LNG020",
        "{{ coverage.total | source }}",
        "{{ coverage.total | source }}",
        "{{ target.2026.total | source }}",
    ),
    "term": ("LNG021", "{{ term.member }}", "{{ term.member }}", "{{ term.office }}"),
}


def pair(original: str, translation: str) -> dict[str, str]:
    """A page whose one section begins on another line in each language."""
    return with_page(
        id=f"Pembuka.\n\n## Bagian {{#part}}\n\nSatu baris lagi.\n\n{original}",
        en=f"Lead.\n\n## Part {{#part}}\n\n{translation}",
        ar=f"مثال.\n\n## مثال {{#part}}\n\n{original}",
    )


def line_of(files: dict[str, str], path: str, text: str) -> int:
    first = text.split("\n", 1)[0]
    return files[path].split("\n").index(first) + 1


@pytest.mark.parametrize("kind", DIFFERENCES)
def test_the_same_in_both_languages_is_no_difference(kind: str):
    _, original, same, _ = DIFFERENCES[kind]
    assert differences(pair(original, same)) == ()


@pytest.mark.parametrize("kind", DIFFERENCES)
def test_a_difference_is_reported_at_the_line_of_both(kind: str):
    code, original, _, other = DIFFERENCES[kind]
    files = pair(original, other)
    expected = (code, EN, line_of(files, EN, other), ID, line_of(files, ID, original))
    assert places(differences(files)) == [expected]


def test_what_one_language_lacks_is_reported_at_its_heading():
    files = pair("{{ coverage.total }}", "Nothing.")
    section = line_of(files, EN, "## Part {#part}")
    line = line_of(files, ID, "{{ coverage.total }}")
    assert places(differences(files)) == [("LNG010", EN, section, ID, line)]


def test_what_only_the_translation_says_is_reported_beside_the_original_s_heading():
    files = pair("Tidak ada.", "{{ page.home }}")
    found = [place for place in places(differences(files)) if place[1] == EN]
    line = line_of(files, EN, "{{ page.home }}")
    assert found == [("LNG015", EN, line, ID, line_of(files, ID, "## Bagian {#part}"))]


def test_a_section_that_a_translation_never_had_is_a_missing_heading():
    files = {**sample_files(), EN: sample_files()[EN].split("## Steps")[0]}
    lines = {path: files[path].split("\n") for path in (ID, EN)}
    assert places(differences(files)) == [
        (
            "LNG016",
            EN,
            lines[EN].index("## Numbers {#numbers}") + 1,
            ID,
            lines[ID].index("## Langkah {#steps}") + 1,
        )
    ]


def test_a_number_in_a_title_is_compared_too():
    files = dict(sample_files())
    files[ID] = files[ID].replace("title: Contoh", "title: Contoh 26/2025")
    files[EN] = files[EN].replace("title: Samples", "title: Sample 27/2025")
    assert ("LNG011", EN, 2, ID, 2) in places(differences(files))


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("Ada 7.217 peserta.", "There are 7,217 members."),
        ("Sejak 6 November 2025.", "Since 6 Nov 2025."),
        ("Sejak 6 Agustus 2025.", "Since August 6, 2025."),
        ("Santunan Rp42 juta.", "A benefit of Rp42 million."),
        ("Santunan Rp42.000.000.", "A benefit of Rp42 million."),
        ("Santunan Rp1,5 juta.", "A benefit of Rp1,500,000."),
        ("Sebesar 12,5%.", "Of 12.5 percent."),
        ("Dua belas ribu orang.", "Twelve thousand people."),
        ("Pukul 08.00.", "At 08:00."),
    ],
)
def test_writing_differs_and_meaning_does_not(original: str, translation: str):
    assert differences(pair(original, translation)) == ()


def test_the_order_in_a_sentence_is_free():
    original, other = "{{ page.home }} {{ page.data }}", "{{ page.data }} {{ page.home }}"
    assert differences(pair(original, other)) == ()


# --- a section whose original has changed -------------------------------------------------------


def stale(before: str, after: str, translation: str) -> dict[str, str]:
    """The page, confirmed with one original and then left behind by another."""
    stamped = confirmed(pair(before, translation))
    return {**stamped, ID: pair(after, translation)[ID]}


def english(files: dict[str, str]) -> list[str]:
    return [d.code for d in differences(files) if d.location.path == EN]


@pytest.mark.parametrize("kind", DIFFERENCES)
def test_what_a_stale_section_lacks_is_a_warning(kind: str):
    _, original, _, _ = DIFFERENCES[kind]
    files = stale("Tidak ada.", f"Tidak ada lagi.\n\n{original}", "None.")
    assert set(english(files)) == {"LNG022"}


def test_all_that_a_stale_section_lacks_is_said_at_once():
    files = stale("Tidak ada.", "Datang 3 kali.\n\nLalu 4 kali, per 6 Mei 2025.", "None.")
    (found,) = (d for d in differences(files) if d.location.path == EN)
    assert found.params["several"] == "“3 kali”, “4 kali”, “6 Mei 2025”"
    assert [place.line for place in found.related] == sorted(
        {number for number, line in enumerate(files[ID].split("\n"), 1) if "kali" in line}
    )


@pytest.mark.parametrize(
    "kind", ["figure", "number", "money", "date", "telephone", "link", "quoted source", "term"]
)
def test_what_a_stale_section_contradicts_is_an_error(kind: str):
    code, original, _, other = DIFFERENCES[kind]
    files = stale(other, original, other)
    assert english(files) == [code]


@pytest.mark.parametrize("kind", ["list", "table", "callout"])
def test_an_older_shape_of_a_stale_section_is_no_contradiction(kind: str):
    """An urgent step added to the original need not wait for its translation."""
    _, original, _, other = DIFFERENCES[kind]
    assert english(stale(other, original, other)) == ["LNG022"]


def test_a_section_that_the_original_gains_need_not_wait_for_its_translation():
    files = confirmed(sample_files())
    files[ID] += "\n## Baru {#new}\n\nBagian baru.\n"
    assert set(codes(differences(files))) == {"LNG022"}
    assert not any(d.code.startswith("LNG01") for d in build(files).diagnostics)


def test_a_confirmed_section_that_the_translation_loses_is_an_error():
    files = confirmed(sample_files())
    files[EN] = files[EN].split("## Steps")[0]
    assert codes(differences(files)) == ["LNG016"]


def test_an_unconfirmed_section_is_compared_in_full():
    files = stale("Satu.", "{{ coverage.total }}", "One.")
    files[EN] = files[EN].replace("One.", "Another.")
    assert english(files) == ["LNG010"]


def test_the_project_of_these_tests_has_no_difference():
    assert differences(sample_files()) == ()
