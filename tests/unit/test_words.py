"""Interface words: filled, in the right plural form, in every language."""

from dataclasses import replace

import pytest

from site_builder.model import Catalog, Word
from site_builder.model.catalogs import UnknownWordError, fill, form
from tests.builders import PLACE, both, make_project


def catalog(lang: str = "id", **words: str | dict[str, str]) -> Catalog:
    entries = {
        key.replace("__", "."): Word(
            forms={"other": forms} if isinstance(forms, str) else forms, location=PLACE
        )
        for key, forms in words.items()
    }
    return Catalog(lang=lang, path=f"content/i18n/{lang}.yaml", words=entries, lexicon=None)


def one_or_other(count: int) -> str:
    return "one" if count == 1 else "other"


DAYS = {"one": "{count} day", "other": "{count} days"}


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, DAYS["one"]), (2, DAYS["other"]), (None, DAYS["other"]), ("1", DAYS["other"])],
)
def test_a_word_has_the_form_of_its_count(count, expected):
    assert form(catalog(days=DAYS), "days", count, one_or_other) == expected


def test_a_form_that_a_word_lacks_is_its_other_form():
    assert form(catalog(days="{count} hari"), "days", 1, one_or_other) == "{count} hari"


def test_an_unknown_word_names_its_key_and_language():
    with pytest.raises(UnknownWordError) as caught:
        form(catalog(lang="en"), "page.title")
    assert (caught.value.key, caught.value.lang) == ("page.title", "en")


@pytest.mark.parametrize(
    ("text", "params", "filled"),
    [
        pytest.param("{a} dan {b}", {"a": 1, "b": 2}, "1 dan 2", id="each once"),
        pytest.param("{a} {a}", {"a": 1}, "1 1", id="one twice"),
        pytest.param("{a} {c}", {"a": 1}, "1 {c}", id="unknown stays"),
        pytest.param("{{ coverage.total }} {a}", {"a": 1}, "{{ coverage.total }} 1", id="insert"),
        pytest.param("{a} {b}", {"a": "{b}", "b": 2}, "{b} 2", id="value with braces"),
        pytest.param("a", {}, "a", id="nothing"),
    ],
)
def test_placeholders_are_filled_once(text, params, filled):
    assert fill(text, params) == filled


def test_a_word_in_every_language_takes_each_languages_parameter():
    catalogs = {
        "id": catalog(label__part="Peserta, {name} {year}"),
        "en": catalog(lang="en", label__part="Members, {name} {year}"),
    }
    project = replace(make_project(), catalogs=catalogs)
    word = project.word("label.part", name=both("Pajak", "Tax"), year=2030)
    assert (word["id"], word["en"]) == ("Peserta, Pajak 2030", "Members, Tax 2030")
