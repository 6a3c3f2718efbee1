"""Counting words have the plural forms of their language: no more, no fewer."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
import yaml

from site_builder.build import read_project
from site_builder.checks.language.plurals import check_plurals
from site_builder.diagnostics import has_errors
from tests.builders import MEMORY, make_site
from tests.languages.sample import PLURALS, TODAY, WORDS, encoded, sample_files


@cache
def catalog(lang: str) -> Mapping[str, Any]:
    return yaml.load(sample_files()[f"{WORDS}/{lang}.yaml"], Loader=yaml.BaseLoader)


def found(lang: str, forms: object, **others: object) -> list[tuple[str, str, str]]:
    """Give what is wrong with one word, written so in a language and rightly in the others."""
    files = dict(sample_files())
    right = {"id": "{count} x", "en": {"one": "x", "other": "{count} x"}}
    right["ar"] = dict.fromkeys(PLURALS, "{count} x")
    for code, word in {**right, **others, lang: forms}.items():
        words = catalog(code)
        sources = {**words.get("sources", {}), "count": word}
        files[f"{WORDS}/{code}.yaml"] = json.dumps({**words, "sources": sources})
    project, read = read_project(encoded(files), MEMORY)
    assert project is not None
    checked = tuple(check_plurals(make_site(project, today=TODAY)))
    assert has_errors(checked) == bool(checked)
    return [
        (d.code, d.location.path, d.params["category"])
        for d in (*read, *checked)
        if d.params.get("key") == "sources.count" and d.code in {"LNG025", "LNG026"}
    ]


@pytest.mark.parametrize("category", PLURALS)
def test_arabic_owes_all_six_forms(category: str):
    forms = {name: "{count} x" for name in PLURALS if name != category}
    assert found("ar", forms) == [("LNG025", f"{WORDS}/ar.yaml", category)]


def test_a_language_with_all_its_forms_is_right():
    assert found("ar", dict.fromkeys(PLURALS, "{count} x")) == []


def test_one_text_is_too_few_where_the_language_distinguishes_counts():
    assert found("en", "{count} sources") == [("LNG025", f"{WORDS}/en.yaml", "one")]
    assert found("ar", "{count} x") == [("LNG025", f"{WORDS}/ar.yaml", "zero, one, two, few, many")]


def test_a_form_of_another_language_is_never_shown_and_refused():
    forms = {"one": "{count} sumber", "other": "{count} sumber"}
    assert found("id", forms) == [("LNG026", f"{WORDS}/id.yaml", "one")]
    assert found("en", dict.fromkeys(PLURALS, "{count} x")) == [
        ("LNG026", f"{WORDS}/en.yaml", "zero, two, few, many")
    ]


@pytest.mark.parametrize("forms", ["{count} x", {"other": "{count} x"}])
def test_a_language_without_plural_needs_no_forms(forms: object):
    assert found("id", forms) == []


def test_words_that_count_nothing_are_left_alone():
    assert found("id", "x", en="x", ar="x") == []
