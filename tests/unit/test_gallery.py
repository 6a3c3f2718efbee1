"""Each component of the real templates is shown, in each language, in each of its examples."""

import re
from pathlib import Path

import pytest

from site_builder.build import BuildOptions, BuildResult, build_site
from site_builder.diagnostics import Diagnostic
from site_builder.messages.wording import load_messages
from site_builder.pages.page import HOME
from site_builder.preview.gallery import gallery_files, make_gallery, parse_examples
from site_builder.read.templates import load_examples, load_templates, parse_templates
from site_builder.views.render import Renderer
from tests.builders import (
    LANGUAGES,
    MEMORY,
    TODAY,
    make_project,
    make_site,
    real_templates,
    tiny_files,
)
from tests.every import every
from tests.languages.sample import build as sample_build
from tests.languages.sample import confirmed, sample_files

ROOT = Path(__file__).parents[2]
COMPONENTS = sorted(path.name for path in (ROOT / "templates/components").iterdir())
EXAMPLES = parse_templates(load_examples(ROOT))[0]
ENGLISH = load_messages("en")


@pytest.fixture(scope="module")
def made() -> BuildResult:
    """The tiny site with the real templates."""
    return build_site(tiny_files(), real_templates(), BuildOptions(today=TODAY), memory=MEMORY)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_of_every_component_renders(made: BuildResult, lang: str):
    assert made.site is not None
    page = made.site.plan.find(HOME, lang)
    assert page is not None
    renderer = Renderer(made.site, parse_templates(load_templates(ROOT))[0])
    for component in every(COMPONENTS):
        path = f"components/{component}/examples.yaml"
        examples = parse_examples({path: EXAMPLES[path]}, lang)
        assert {"normal", "empty", "longest"} <= {example.name for example in examples} or (
            component in {"icon", "mark"}  # which hold no text that could be long
        )
        for example in examples:
            shown = renderer.example(page, component, example.arguments, example.content)
            assert not isinstance(shown, Diagnostic), (component, example.name, shown)
            assert str(shown).strip() or example.name in {"empty", "unknown"}


def test_the_preview_has_a_page_for_each_language_and_a_build_has_none(made: BuildResult):
    added = make_gallery(made, ROOT, ENGLISH)
    languages = [(file.path, re.findall(rb'<html lang="(\w+)"', file.content)) for file in added]
    assert languages == [
        ("__gallery/id/index.html", [b"id"]),
        ("__gallery/index.html", [b"id"]),
        ("__gallery/en/index.html", [b"en"]),
    ]
    assert not [file for file in made.files if "__gallery" in file.path]


def test_an_example_is_shown_in_the_language_of_the_site_or_else_in_its_first() -> None:
    files = {
        "components/card/examples.yaml": (
            "examples: [{name: normal, arguments: {aa: {text: satu}, bb: {text: dua}},"
            " content: {aa: isi, bb: isi lain}},"
            " {name: plain, arguments: {url: satu}, content: isi}]"
        )
    }
    shown = {lang: parse_examples(files, lang) for lang in ("aa", "bb", "zz")}
    assert [shown[lang][0].arguments for lang in shown] == [
        {"text": "satu"},
        {"text": "dua"},
        {"text": "satu"},
    ]
    assert [shown[lang][0].content for lang in shown] == ["isi", "isi lain", "isi"]
    assert {shown[lang][1].arguments["url"] for lang in shown} == {"satu"}
    assert {shown[lang][1].content for lang in shown} == {"isi"}


def test_a_site_in_any_languages_has_a_gallery() -> None:
    site = sample_build(confirmed(sample_files()))
    assert site.site is not None
    assert set(site.site.project.settings.language_codes) > set(LANGUAGES)
    added = make_gallery(site, ROOT, ENGLISH)
    assert {file.path for file in added} == {"__gallery/index.html"} | {
        f"__gallery/{lang}/index.html" for lang in site.site.project.settings.language_codes
    }
    assert all(file.content.count(b"gallery__example") > len(COMPONENTS) for file in added)


def test_without_a_site_there_is_no_gallery():
    assert not make_gallery(BuildResult(files=(), diagnostics=()), ROOT, ENGLISH)


def test_an_example_that_fails_says_why_and_the_others_stand():
    templates = {
        "components/card/card.html": "{% macro card(text) %}{{ text.upper() }}{% endmacro %}",
        "components/card/card.css": ".card { a: b; }",
    }
    examples = {
        "components/card/examples.yaml": (
            "examples: [{name: normal, arguments: {text: contoh}},"
            " {name: empty, arguments: {text: {a: b}}}]"
        )
    }
    (first, *_) = gallery_files(make_site(make_project()), templates, examples, ENGLISH)
    text = first.content.decode()
    assert "CONTOH" in text
    assert "upper" in text.partition("CONTOH")[2]
    assert ".card{a:b}" in text
