"""JSON-LD states what the page shows, and nothing that could close its script element."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from markupsafe import Markup

from site_builder.model import FigureUse
from site_builder.views.context import PageContext
from site_builder.views.downloads import DOWNLOADS
from site_builder.views.kinds import KINDS
from site_builder.views.kinds.kind import kind_of
from site_builder.views.model import SectionView
from site_builder.views.structured_data import structured_data
from tests.builders import both, make_benefit, make_context


def section(heading: str, body: str) -> SectionView:
    return SectionView(id="a", heading=Markup(heading), body=Markup(body), notice="")


def of_kind(context: PageContext, template: str) -> PageContext:
    (kind,) = (kind for kind in KINDS if kind.template == template)
    return replace(context, page=replace(context.page, kind=kind))


def described(template: str, sections: tuple[SectionView, ...] = (), **data: Any) -> dict[str, Any]:
    """Give what a page of a template says of itself."""
    context = make_context("en", "home", **data.pop("project", {}))
    context = of_kind(context, template)
    shown = [FigureUse(name=name, as_of="") for name in data.pop("shown", ())]
    more = kind_of(context.page).describe(context, sections, shown)
    return json.loads(str(structured_data(context, Markup(""), more)))


def test_an_ordinary_page_is_a_page_of_the_site():
    thing = described("page")
    assert thing["@context"] == "https://schema.org"
    assert thing["@type"] == "WebPage"
    assert thing["inLanguage"] == "en"
    assert thing["isPartOf"]["@type"] == "WebSite"


def test_the_page_for_unknown_addresses_says_nothing_of_itself():
    context = make_context("en", "404")
    assert structured_data(context, Markup(""), {}) == ""


def test_a_description_with_a_figure_has_its_value_as_text():
    thing = described("page")
    assert "{{" not in thing["description"]
    assert "<" not in thing["description"]


def test_questions_are_plain_text_with_entities_resolved():
    thing = described("questions", (section("A &amp; B?", "<p>One <b>two</b> &lt;3.</p>"),))
    (question,) = thing["mainEntity"]
    assert thing["@type"] == "FAQPage"
    assert question["name"] == "A & B?"
    assert question["acceptedAnswer"]["text"] == "One two <3."


def test_no_text_can_close_the_script():
    context = make_context("en", "home")
    context = of_kind(context, "questions")
    sections = (section("&lt;/script&gt;", "&lt;!--"),)
    text = structured_data(
        context, Markup(""), kind_of(context.page).describe(context, sections, ())
    )
    assert "<" not in text
    assert json.loads(str(text))["mainEntity"][0]["name"] == "</script>"


def test_a_service_names_the_amounts_that_its_page_shows_and_no_others():
    thing = described("benefits", shown=("benefit.grant", "contribution.fee"))
    (grant,) = thing["about"]["serviceOutput"]
    assert thing["about"]["@type"] == "GovernmentService"
    assert grant["name"] == "Sample grant"
    assert grant["amount"]["value"] == 2000000


def test_conditions_and_benefits_without_an_amount_are_no_grants():
    thing = described("benefits", shown=("benefit.grant.membership", "benefit.visit"))
    assert thing["about"]["serviceOutput"] == []


@pytest.mark.parametrize(("amount", "value"), [("1000", 1000), ("1234.5", 1234.5)])
def test_an_amount_is_that_of_the_data(amount: str, value: float):
    benefit = make_benefit(id="grant", name=both("Santunan", "Grant"), amount=Decimal(amount))
    thing = described(
        "benefits", shown=("benefit.grant",), project={"benefits": {"grant": benefit}}
    )
    assert thing["about"]["serviceOutput"][0]["amount"]["value"] == value


def test_a_dataset_lists_its_downloads_with_their_types():
    downloads = described("data")["mainEntity"]["distribution"]
    assert [item["name"] for item in downloads] == list(DOWNLOADS)
    assert downloads[0]["encodingFormat"] == "text/csv"
    assert all(item["contentUrl"].endswith(f"/data/{item['name']}") for item in downloads)


def test_the_days_of_a_dataset_are_those_of_its_rows():
    covered = described("data")["mainEntity"]["temporalCoverage"]
    first, last = covered.split("/")
    assert first <= last
    nothing = {"observations": (), "indicators": (), "targets": ()}
    empty = described("data", project=nothing)["mainEntity"]
    assert not {"temporalCoverage", "dateModified"} & empty.keys()
