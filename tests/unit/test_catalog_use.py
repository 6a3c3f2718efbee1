"""Templates hold no words; catalogs hold no word that nobody shows."""

import pytest

from site_builder.checks.language.template_words import check_template_words, check_unused_words
from site_builder.read.templates import load_templates, parse_templates
from tests.languages.sample import ROOT, sample_files, site_of


def check(templates: dict[str, str], files: dict[str, str] | None = None):
    given = {**parse_templates(load_templates(ROOT))[0], **templates}
    site = site_of(files or sample_files())
    return (*check_template_words(site, given), *check_unused_words(site, given))


def test_the_project_s_own_templates_hold_no_word_and_use_every_one():
    assert check({}) == ()


@pytest.mark.parametrize(
    ("template", "written"),
    [
        ("<p>Halo</p>", "Halo"),
        ('<p title="Halo">{{ view.title }}</p>', "Halo"),
        ('<img alt="Gambar" src="a.svg">', "Gambar"),
        ("{% if view.title %}ya{% endif %}", "ya"),
        ("<svg><title>Halo</title></svg>", "Halo"),
        ("<svg><text>{{ view.title }} orang</text></svg>", "orang"),
        ("<blockquote>Halo</blockquote>", "Halo"),
        ('<input placeholder="Cari">', "Cari"),
        ('<p aria-roledescription="kartu"></p>', "kartu"),
        ("<!-- --><p>مرحبا</p>", "مرحبا"),
    ],
)
def test_a_word_in_a_template_is_an_error_at_its_line(template: str, written: str):
    found = check({"pages/extra.html": f"{{# Words may stand here. #}}\n{template}"})
    assert [(d.code, d.location.path, d.location.line, d.params["written"]) for d in found] == [
        ("TPL004", "templates/pages/extra.html", 2, written)
    ]


@pytest.mark.parametrize(
    "template",
    [
        '<p class="ps-lead halo" id="isi">{{ t("page.next") }}</p>',
        "{# Halo #}<p>{{ view.title }} · 1</p>",
        "<style>p { color: red }</style>",
        '<svg {% if view.title %}role="img">{% else %}aria-hidden="true">{% endif %}</svg>',
    ],
)
def test_what_no_reader_reads_is_no_word(template: str):
    assert check({"pages/extra.html": template}) == ()


def test_a_word_that_nobody_shows_is_a_warning_in_each_catalog():
    files = dict(sample_files())
    for lang in ("id", "en"):
        files[f"content/i18n/{lang}.yaml"] += "\nlonely: {word: x}\n"
    found = check({}, files)
    assert [(d.code, d.location.path, d.params["key"]) for d in found] == [
        ("LNG024", f"content/i18n/{lang}.yaml", "lonely.word") for lang in ("id", "en")
    ]


def test_a_word_asked_for_by_its_beginning_is_shown():
    files = dict(sample_files())
    for lang in ("id", "en"):
        files[f"content/i18n/{lang}.yaml"] += "\nlonely: {word: x}\n"
    assert check({"pages/extra.html": '{{ t("lonely." ~ view.key) }}'}, files) == ()
