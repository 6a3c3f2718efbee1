"""The picture of a page carries its title and the right figure, with all that makes it honest."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from site_builder.model import FigureUse
from site_builder.outputs import Purpose
from site_builder.outputs.cards import card_files
from site_builder.views.cards import CardView, card_view, check_card, drawn_text, make_card
from site_builder.views.context import PageContext
from tests.builders import (
    build_tiny,
    codes,
    edited,
    make_context,
    page_of,
    small_card,
    tiny_templates,
)

TEMPLATES = Path(__file__).parents[2] / "templates"
CARD = small_card((TEMPLATES / "cards" / "card.svg").read_bytes())
HEAD = '{% if view.card %}<meta property="og:image" content="{{ view.card.href }}">{% endif %}'
ADDRESS = "https://contoh.desa.id/program/"
SITE = make_context().site


def context_of(key: str = "inserts", **front: str) -> PageContext:
    context = make_context("en", key)
    page = replace(context.page, shared=replace(context.page.shared, **front))
    return replace(context, page=page)


def uses_of(context: PageContext, *names: str) -> list[FigureUse]:
    figures = context.site.registry.figures
    return [FigureUse(name=name, as_of=figures[name].as_of) for name in names]


def shown(*names: str, **front: str) -> CardView:
    """The card of a page that shows some figures in this order."""
    context = context_of(**front)
    card = card_view(context, "Sample title", uses_of(context, *names))
    assert card is not None
    return card


def test_a_card_carries_the_title_and_the_first_figure_of_the_page():
    card = shown("coverage.total", "benefit.grant")
    assert (card.title, card.value) == ("Sample title", "3,333")
    assert card.label == "Members"
    assert card.details[0] == "figure.as_of 28 February 2030"


def test_an_amount_comes_before_a_time_limit_that_the_page_shows_earlier():
    assert shown("benefit.grant.membership", "benefit.grant").value == "up to X$2,000,000"


def test_a_time_limit_alone_is_better_than_nothing():
    assert shown("benefit.grant.membership").value == "3 months"


def test_front_matter_names_another_figure():
    assert shown("coverage.total", card="benefit.grant").value == "up to X$2,000,000"


@pytest.mark.parametrize("names", [(), ("indicator.mills",)])
def test_a_page_without_a_known_figure_shows_what_kind_of_page_it_is(names):
    card = shown(*names)
    assert (card.title, card.value, card.details) == ("card.page CONTOH", "", ())


def test_a_page_that_is_not_about_its_numbers_says_so():
    assert shown("coverage.total", card="none").value == ""


def test_an_unknown_figure_is_a_problem_of_the_front_matter():
    found = check_card(context_of(card="coverage.totl"))
    assert [(d.code, d.params["nearest"]) for d in found] == [("FIG003", "coverage.total")]


def test_the_figure_of_a_card_is_on_record():
    card = make_card(SITE, "<svg/>", shown(card="benefit.grant"))
    assert [use.name for use in card.figures] == ["benefit.grant"]


def test_a_benefit_with_conditions_does_not_look_like_a_promise():
    assert "card.conditions" in shown("benefit.grant").details


def test_a_rule_that_has_ended_is_called_so():
    context = context_of()
    late = replace(context, site=replace(context.site, today=date(2999, 1, 1)))
    figures = dict(late.site.registry.figures)
    figures["benefit.grant"] = replace(figures["benefit.grant"], valid_to="2031-12-31")
    registry = replace(late.site.registry, figures=figures)
    late = replace(late, site=replace(late.site, registry=registry))
    card = card_view(late, "", uses_of(late, "benefit.grant"))
    assert card is not None
    assert "ended on 31 December 2031" in card.details


def test_an_approximate_number_is_called_so():
    context = context_of()
    words = dict(context.catalog.words)
    words["amount.approximate"] = replace(words["amount.ceiling"], forms={"other": "about {value}"})
    catalogs = {**context.site.project.catalogs, "en": replace(context.catalog, words=words)}
    figures = dict(context.site.registry.figures)
    figures["coverage.total"] = replace(figures["coverage.total"], is_approximate=True)
    site = replace(
        context.site,
        project=replace(context.site.project, catalogs=catalogs),
        registry=replace(context.site.registry, figures=figures),
    )
    context = replace(context, site=site)
    card = card_view(context, "", uses_of(context, "coverage.total"))
    assert card is not None
    assert card.value == "about 3,333"


def test_the_page_for_unknown_addresses_has_no_card():
    assert card_view(make_context("en", "404"), "", ()) is None


def test_the_words_of_a_card_are_one_sentence_and_its_details():
    card = CardView(
        expansion="E",
        title="Who pays?",
        value="1.111",
        label="Contoh",
        details=("as of 2030",),
    )
    assert card.text == "Who pays? Contoh: 1.111, as of 2030"
    assert replace(card, title="Paid", value="", details=()).text == "Paid. E"


def test_a_card_is_named_by_what_is_drawn_on_it():
    one, other = shown("coverage.total"), shown("benefit.grant")
    assert make_card(SITE, "<svg/>", one).path == make_card(SITE, "<svg/>", other).path
    assert make_card(SITE, "<svg/>", one).path != make_card(SITE, "<svg />", one).path


def test_the_words_of_a_drawing_are_those_of_its_text_elements():
    assert drawn_text('<title>x</title><text y="1">a <tspan>b</tspan></text><text>c</text>') == (
        "a bc"
    )


# --- in a build ----------------------------------------------------------------------------------


def certified_figures(result, url):
    pages = json.loads(page_of(result, "build-manifest.json"))["pages"]
    return next(page["figures"] for page in pages if page["url"].endswith(url))


def built(changes=None, **options):
    base = tiny_templates()["base.html"].replace("</head>", f"{HEAD}\n</head>")
    fonts = {
        f"assets/fonts/{path.name}": path.read_bytes()
        for path in (TEMPLATES / "assets" / "fonts").glob("*.ttf")
    }
    return build_tiny(changes, {"base.html": base, "cards/card.svg": CARD, **fonts}, **options)


def test_a_page_names_its_picture_by_its_full_address():
    result = built(base_url=ADDRESS)
    paths = {file.path for file in result.files}
    for page in ("index.html", "en/index.html"):
        link = page_of(result, page).partition('og:image" content="')[2].partition('"')[0]
        assert link.startswith(f"{ADDRESS}assets/cards/")
        assert link.removeprefix(ADDRESS) in paths


def test_a_report_of_changes_names_the_same_pictures_and_draws_none():
    drawn, named = (
        {file.path: file.content for file in result.files if "assets/cards/" in file.path}
        for result in (built(base_url=ADDRESS), built(base_url=ADDRESS, purpose=Purpose.REPORT))
    )
    assert drawn.keys() == named.keys()
    assert all(drawn.values()) and not any(named.values())


def test_a_reserved_address_has_no_pictures():
    result = built()
    assert result.files
    assert not [file.path for file in result.files if "cards/" in file.path]
    assert "og:image" not in page_of(result, "index.html")


def test_a_picture_that_is_not_drawn_shows_no_figure_of_the_page():
    named = edited(
        "content/glossary.id.md", "slug: glosarium", "slug: glosarium\ncard: benefit.grant"
    )
    assert "benefit.grant" in str(certified_figures(built(named, base_url=ADDRESS), "/glosarium/"))
    assert "benefit.grant" not in str(certified_figures(built(named), "/glosarium/"))


def test_characters_that_no_font_has_leave_the_page_without_a_picture():
    templates = {"cards/card.svg": CARD}
    result = build_tiny(None, templates, base_url=ADDRESS)
    assert "TPL006" in codes(result.diagnostics)
    assert not [file.path for file in result.files if "cards/" in file.path]


def test_pages_that_share_a_picture_have_it_drawn_once():
    result = built(base_url=ADDRESS)
    assert result.site is not None
    paths = [file.path for file in result.files]
    assert len(paths) == len(set(paths))
    assert card_files(result.site, ()) == ()
