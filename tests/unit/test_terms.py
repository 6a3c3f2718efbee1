"""Words that staff agreed not to use, at their own line."""

import pytest

from tests.languages.sample import EN, ID, build, confirmed, sample_files, with_page

COVERAGE = "data/coverage.csv"
GLOSSARY = "data/glossary.yaml"
TERM = "term: {id: peserta, en: member, ar: مثال}"
FORBIDDEN = f"{TERM}\n    forbidden: {{id: [anggota tetap], en: [attendee, card holder]}}"


def warned(files: dict[str, str]) -> list[tuple[str, str, int | None, object, object]]:
    assert TERM in files[GLOSSARY]
    changed = {**files, GLOSSARY: files[GLOSSARY].replace(TERM, FORBIDDEN)}
    return [
        (d.code, d.location.path, d.location.line, d.params["variant"], d.params["term"])
        for d in build(confirmed(changed)).diagnostics
        if d.code.startswith("TRM")
    ]


def test_a_forbidden_variant_is_a_warning_with_the_term_to_use():
    files = with_page(en=f"{body('en')}\n\nEvery\nattendee asks.")
    line = files[EN].split("\n").index("attendee asks.") + 1
    assert warned(files) == [("TRM001", EN, line, "attendee", "member")]


@pytest.mark.parametrize("written", ["card holder", "Card Holder", "card\nholder"])
def test_case_and_line_breaks_hide_nothing(written: str):
    assert len(warned(with_page(en=f"{body('en')}\n\nA {written} asks."))) == 1


@pytest.mark.parametrize("written", ["attendees", "nonattendee", "card-less holder"])
def test_a_part_of_another_word_is_no_variant(written: str):
    assert warned(with_page(en=f"{body('en')}\n\nSome {written} ask.")) == []


def test_a_variant_is_forbidden_in_its_own_language_only():
    assert warned(with_page(id=f"{body('id')}\n\nSatu attendee.")) == []
    found = warned(with_page(id=f"{body('id')}\n\nSatu anggota tetap."))
    assert [(code, path) for code, path, *_ in found] == [("TRM001", ID)]


def test_a_title_is_read_too():
    files = dict(sample_files())
    files[EN] = files[EN].replace("title: Samples", "title: The attendee")
    assert ("TRM001", EN, 2) in [entry[:3] for entry in warned(files)]


def test_words_of_a_source_stay_as_they_are():
    quote = "\n\n> [!quote S1] An attendee said so."
    assert warned(with_page(en=body("en") + quote)) == []


def body(lang: str) -> str:
    return sample_files()[f"content/samples.{lang}.md"].split("---\n", 2)[2].strip()


SHORT = f"{TERM}\n    abbreviation: {{id: PST, en: MBR, ar: مثل}}"


def unexplained(en: str) -> list[tuple[str, int | None, object]]:
    files = with_page(en=en)
    changed = {**files, GLOSSARY: files[GLOSSARY].replace(TERM, SHORT)}
    first = changed[EN].split("\n").index(en.split("\n", 1)[0])
    return [
        (d.code, d.location.line - first, d.params["insert"])
        for d in build(confirmed(changed)).diagnostics
        if d.code.startswith("TRM") and d.location.path == EN
    ]


def test_an_abbreviation_is_a_warning_until_the_page_explains_it():
    assert unexplained("Begin.\n\nAn MBR asks.\n\nAn MBR again.") == [
        ("TRM002", 3, "{{ term.member }}")
    ]
    assert unexplained("An MBR asks. A {{ term.member }} asks.")[0][0] == "TRM002"


@pytest.mark.parametrize(
    "text",
    [
        "A {{ term.member }}. An MBR.",
        "Members (MBR) ask.",
        "An MBRS asks.",
        "`MBR`",
        "An mbr asks.",
    ],
)
def test_an_explained_abbreviation_may_be_typed(text: str):
    assert unexplained(text) == []


def test_words_that_many_rows_share_are_reported_at_each_of_them():
    files = dict(confirmed(sample_files()))
    header, first, *rest = files[COVERAGE].splitlines()
    note = {"note": "Contoh. || One attendee. || مثال"}
    rows = [
        ",".join(
            (note | row).get(name, cell)
            for name, cell in zip(header.split(","), first.split(","), strict=True)
        )
        for row in (
            {"as_of": "2025-01-02"},
            {"as_of": "2025-01-03", "note": ""},
            {"as_of": "2025-01-04"},
        )
    ]
    files[COVERAGE] = "\n".join((header, first, *rest, *rows)) + "\n"
    lines = [line for _, path, line, *_ in warned(files) if path == COVERAGE]
    last = len(rest) + 2
    assert lines == [last + 1, last + 3]
