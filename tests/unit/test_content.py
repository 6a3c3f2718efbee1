"""Content files become documents whose sections know their lines."""

from textwrap import dedent

import pytest

from site_builder.diagnostics import Diagnostic
from site_builder.model import Document
from site_builder.read.content import parse_document, split_path
from site_builder.read.syntax.reader import Reader
from tests.builders import LANGUAGES, codes

FRONT = "title: Judul\ndescription: Isi.\nslug: judul\n"


def parse(
    body: str = "", front: str = "", lang: str = "id"
) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    shared = "sources: [P1]\n" if lang == "id" else ""
    return parse_file(f"---\n{FRONT}{shared}{front}---\n{dedent(body)}", lang)


def parse_file(text: str, lang: str = "id") -> tuple[Document | None, tuple[Diagnostic, ...]]:
    reader = Reader(f"content/a.{lang}.md", LANGUAGES)
    return parse_document(text, reader), reader.finish()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/home.id.md", ("home", "id")),
        ("content/klaim/satu.en.md", ("klaim/satu", "en")),
        ("content/a.b.id.md", ("a.b", "id")),
        ("content/home.md", None),
        ("content/home.de.md", None),
        ("content/.id.md", None),
        ("content/home.id.txt", None),
    ],
)
def test_a_path_tells_key_and_language(path, expected):
    assert split_path(path, LANGUAGES) == expected


def test_a_file_without_a_known_language_is_refused():
    document, found = parse_file("", "de")
    assert document is None
    assert codes(found) == ["TXT004"]
    assert found[0].params["known"] == "id, en"


@pytest.mark.parametrize(
    "text", ["", "Isi", "---\ntitle: a\n", "\n---\ntitle: a\n---\n", "--- \ntitle: a\n--\n"]
)
def test_front_matter_stands_between_two_fences(text):
    document, found = parse_file(text)
    assert document is None
    assert codes(found) == ["TXT003"]


def test_a_file_may_be_front_matter_alone():
    document, found = parse()
    assert document is not None
    assert [section.id for section in document.sections] == ["lead"]
    assert not found


def test_the_fields_are_read_with_their_defaults():
    document, _ = parse()
    assert document is not None
    front, shared = document.front, document.shared
    assert (front.title.value, front.slug, shared.template) == ("Judul", "judul", "page")
    assert (shared.sources, shared.next, shared.order, shared.draft) == (("P1",), (), 100, False)
    assert front.title.location.line == 2


@pytest.mark.parametrize(
    ("front", "code"),
    [
        pytest.param("titel: x\n", "CFG004", id="unknown field"),
        pytest.param("order: first\n", "CFG006", id="order in words"),
        pytest.param("draft: ya\n", "CFG006", id="flag in words"),
        pytest.param("date: 2030-02-30\n", "CFG006", id="no such day"),
        pytest.param("legal: {a: b}\n", "CFG006", id="list that is none"),
        pytest.param("title: lagi\n", "CFG003", id="twice"),
    ],
)
def test_a_wrong_field_is_reported_below_the_fence(front, code):
    _, found = parse(front=front)
    assert codes(found) == [code]
    assert found[0].location.line == 6


@pytest.mark.parametrize("field", ["title", "slug"])
def test_a_field_that_every_page_owes_is_required(field):
    text = f"---\n{FRONT}sources: []\n---\n".replace(f"{field}:", f"x{field}:")
    _, found = parse_file(text)
    assert ("CFG005", field) in [(d.code, d.params["key"]) for d in found]


def test_an_original_owes_its_sources_and_a_translation_does_not():
    assert not parse(lang="en")[1]
    _, found = parse_file(f"---\n{FRONT}---\n")
    assert [(d.code, d.params["key"]) for d in found] == [("CFG005", "sources")]


def test_shared_fields_stand_in_the_original_only():
    _, found = parse(lang="en", front="sources: [P1]\n")
    assert codes(found) == ["TXT014"]


@pytest.mark.parametrize(("length", "expected"), [(160, []), (161, ["TXT005"])])
def test_a_description_has_a_limit(length, expected):
    text = f"---\n{FRONT}sources: []\n---\n".replace("Isi.", "x" * length)
    _, found = parse_file(text)
    assert codes(found) == expected


@pytest.mark.parametrize("slug", ["Judul", "dua kata", "a/b", "é", "-a", "a--b", "../a"])
def test_a_slug_is_small_letters_digits_and_hyphens(slug):
    text = f"---\n{FRONT}sources: []\n---\n".replace("slug: judul", f"slug: '{slug}'")
    _, found = parse_file(text)
    assert codes(found) == ["CFG006"]


def test_an_empty_slug_is_the_root():
    text = f"---\n{FRONT}sources: []\n---\n".replace("slug: judul", 'slug: ""')
    document, found = parse_file(text)
    assert document is not None
    assert document.front.slug == ""
    assert not found


def test_sections_are_cut_at_second_level_headings():
    document, found = parse("Pembuka\n\n## Satu {#one}\nIsi\n### Dalam\n\n## Dua {#two}\n")
    assert document is not None
    assert [(s.id, s.heading.value, s.body.value.strip()) for s in document.sections] == [
        ("lead", "", "Pembuka"),
        ("one", "Satu", "Isi\n### Dalam"),
        ("two", "Dua", ""),
    ]
    assert not found


def test_sections_know_the_lines_of_heading_and_body():
    document, _ = parse("Pembuka\n\n## Satu {#one}\nIsi\n")
    assert document is not None
    places = [(s.heading.location, s.body.location) for s in document.sections]
    lines = [(heading.line, body.line) for heading, body in places]
    assert lines == [(7, 7), (9, 10)]
    assert [section.location.line for section in document.sections] == [7, 9]


def test_a_heading_inside_a_code_fence_is_code():
    document, found = parse("```\n## Bukan\n```\n")
    assert document is not None
    assert len(document.sections) == 1
    assert not found


@pytest.mark.parametrize("heading", ["## Satu", "## Satu {#}", "## Satu {#A B}", "## Satu {#é}"])
def test_an_originals_heading_has_an_id(heading):
    _, found = parse(f"{heading}\n")
    assert codes(found) == ["TXT007"]
    assert found[0].location.line == 7


def test_a_translations_heading_may_leave_its_id_out():
    document, found = parse("## One\n", lang="en")
    assert document is not None
    assert [section.id for section in document.sections] == ["lead", ""]
    assert not found


def test_an_id_stands_once_on_a_page():
    _, found = parse("## Satu {#one}\n\n## Dua {#one}\n")
    assert codes(found) == ["TXT008"]


def test_an_exempt_number_has_its_reason():
    document, found = parse(front='exempt: [{number: "38", reason: pasal}]\n')
    assert document is not None
    assert document.front.exempt == {"38": "pasal"}
    assert not found
