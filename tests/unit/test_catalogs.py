"""Interface words: dotted keys, plural forms, and the same in every language."""

from textwrap import dedent

import pytest

from site_builder.diagnostics import Diagnostic
from site_builder.model import Catalog
from site_builder.read.catalogs import catalog_path, check_catalogs, parse_catalog
from site_builder.read.syntax.reader import Reader
from tests.builders import codes


def parse(text: str, lang: str = "id") -> tuple[Catalog, tuple[Diagnostic, ...]]:
    reader = Reader(catalog_path(lang))
    catalog = parse_catalog("schema_version: 1\n" + dedent(text), lang, reader)
    assert catalog is not None
    return catalog, reader.finish()


def catalogs(original: str, translation: str) -> dict[str, Catalog]:
    return {"id": parse(original)[0], "en": parse(translation, "en")[0]}


def test_groups_become_dotted_keys():
    catalog, found = parse("a: {b: {c: satu}, d: dua}")
    assert {key: word.forms["other"] for key, word in catalog.words.items()} == {
        "a.b.c": "satu",
        "a.d": "dua",
    }
    assert not found


def test_a_mapping_of_plural_categories_is_one_word():
    catalog, _ = parse("a: {one: '{n} hari', other: '{n} hari-hari'}")
    assert dict(catalog.words["a"].forms) == {"one": "{n} hari", "other": "{n} hari-hari"}


def test_a_group_may_have_a_word_called_other():
    catalog, _ = parse("kind: {law: Hukum, other: Lain}")
    assert set(catalog.words) == {"kind.law", "kind.other"}


@pytest.mark.parametrize(
    "text", ["a: [b]", "a: {one: {b: c}, other: d}", "a: {other: [b]}", "a: {other: {one: b}}"]
)
def test_a_word_is_a_text(text):
    catalog, found = parse(text)
    assert codes(found) == ["CFG006"]
    assert all("other" in word.forms for word in catalog.words.values())


def test_a_word_knows_its_line():
    catalog, _ = parse("a:\n  b: satu")
    assert catalog.words["a.b"].location.line == 3
    assert catalog.words["a.b"].location.path == "content/i18n/id.yaml"


def test_an_unreadable_catalog_is_reported_once():
    reader = Reader(catalog_path("id"))
    assert parse_catalog("a: b: c", "id", reader) is None
    assert codes(reader.finish()) == ["CFG002"]


def test_scales_for_short_amounts_are_numbers():
    catalog, found = parse('reading: {scales: {"1000": ribu, "1000000": juta}}')
    assert catalog.scales == {1000: "ribu", 1_000_000: "juta"}
    assert not found


@pytest.mark.parametrize("key", ["seribu", "1e3", "-5", "²"])
def test_a_scale_that_is_no_number_is_reported(key):
    catalog, found = parse(f'reading: {{scales: {{"{key}": ribu}}}}')
    assert not catalog.scales
    assert found


def test_a_misspelt_list_of_reading_is_reported_with_the_name_that_is_meant():
    _, found = parse("reading: {poeple: [orang]}")
    assert [(d.code, d.params["nearest"]) for d in found] == [("CFG004", "people")]


def test_a_language_without_reading_has_no_scales():
    catalog, _ = parse("a: b")
    assert catalog.lexicon is None
    assert not catalog.scales


def test_alike_catalogs_have_no_problem():
    assert not list(check_catalogs(catalogs("a: satu {n}", "a: one {n}")))


def test_a_word_that_one_language_lacks_is_named_with_the_other_place():
    (problem,) = check_catalogs(catalogs("a: satu\nb: dua", "a: one"))
    assert (problem.code, problem.params["key"]) == ("LNG003", "b")
    assert problem.location.path == "content/i18n/en.yaml"
    assert problem.related[0].line == 3


def test_a_misspelt_key_names_the_nearest():
    problems = list(check_catalogs(catalogs("judul: satu", "jdul: one")))
    assert {(p.location.path[-7:], p.params["nearest"]) for p in problems} == {
        ("en.yaml", "jdul"),
        ("id.yaml", "judul"),
    }


def test_placeholders_must_be_the_same():
    (problem,) = check_catalogs(catalogs("a: '{nama} {n}'", "a: '{name} {n}'"))
    assert problem.code == "LNG004"
    assert (problem.params["here"], problem.params["there"]) == ("n, name", "n, nama")


def test_a_placeholder_may_be_left_out_of_one_plural_form():
    alike = catalogs("a: {other: '{count} hari'}", "a: {one: a day, other: '{count} days'}")
    assert not list(check_catalogs(alike))


def test_inserts_are_no_placeholders():
    catalog, _ = parse("a: '{{ coverage.total }} dan {n}'")
    assert catalog.words["a"].placeholders == {"n"}
