"""The folded end of a page: what its figures and steps rest on, and what is not certain."""

from dataclasses import replace

import pytest
from markupsafe import Markup

from site_builder.model import FigureUse
from site_builder.pages.page import Page
from site_builder.read.claims import parse_claims
from site_builder.views.inserts.inline import word_markup
from site_builder.views.model import KindView, ProofView
from site_builder.views.page_view import page_view
from site_builder.views.proof import proof_view
from tests.builders import (
    fields_of,
    make_context,
    make_project,
    make_section,
    make_site,
    page_context,
)

STEP = """
    schema_version: 1
    step_ids: step-
    guides:
      inserts:
        filters:
          who: {id: Siapa saja, en: Anyone}
          bring: not_found
          deadline: {id: Segera, en: Soon}
          contacts: [office]
          legal:
          - {rule: Rule 1, article: "2"}
          sources: [P1]
          confidence: press
          note: {id: Catatan., en: A note.}
          certainty:
            deadline:
              confidence: not_found
              sources: []
              note: {id: Saran kami., en: Our suggestion.}
"""


def proof(*names: str, key: str = "inserts", **changes: object) -> ProofView:
    figures = [FigureUse(name=name, as_of="") for name in names]
    shown = proof_view(make_context("en", key, **changes), figures, KindView())
    assert shown is not None
    return shown


def subjects(shown: ProofView) -> list[list[str]]:
    return [[subject.striptags() for subject in basis.subjects] for basis in shown.bases]


def of_guide() -> ProofView:
    return proof(claims=parse_claims(fields_of(STEP)))


def with_section(page: Page, section_id: str) -> Page:
    section = make_section("Written.", id=section_id, heading="Why")
    return replace(page, sections=(*page.sections, section))


def test_a_figure_names_its_law_its_sources_and_how_sure_it_is():
    basis = proof("benefit.grant").bases[0]
    assert "Sample grant" in basis.subjects[0]
    assert basis.laws == ("Peraturan Contoh 1/2030 Art. 7",)
    assert [link.text for link in basis.sources] == ["P1", "P2"]
    assert basis.sources[0].href.endswith("#P1")
    assert basis.certainty == "first hand"


def test_what_rests_on_the_same_is_one_row_and_a_condition_counts_as_its_benefits():
    assert subjects(proof("benefit.grant", "benefit.grant.membership")) == [["Sample grant"]]
    assert len(proof("benefit.grant", "benefit.visit").bases) == 2


def test_a_conflict_of_an_amount_is_told_also_where_only_its_condition_stands():
    for name in ("benefit.grant", "benefit.grant.membership"):
        told = proof(name).differences
        assert told == (Markup("Sample grant: The press names another amount."),)


def test_the_list_holds_each_source_of_the_page_and_of_its_claims():
    assert {"P1", "P2"} <= {source.id for source in proof("benefit.grant", key="home").sources}


@pytest.mark.parametrize(("own", "word"), [("", "dated"), ("P1", "partly"), ("P1 P2 N1", "own")])
def test_a_page_says_of_which_of_its_sources_nobody_confirmed_anything(own, word):
    sources = {
        name: replace(source, is_own=name in own.split())
        for name, source in make_project().sources.items()
    }
    context = make_context("en", "markup", sources=sources)
    newest = max(source.date for source in sources.values())
    owner = context.site.project.settings.programme.owner[context.lang]
    date = context.locale.date(newest)
    expected = word_markup(context, f"notice.compiled_{word}", date=date, owner=owner)
    assert page_view(context).compiled_notice == expected


def test_a_step_tells_its_basis_and_each_fact_that_has_its_own():
    step, fact = of_guide().bases[:2]
    assert 'href="#filters"' in step.subjects[0]
    assert (step.laws, step.certainty, step.note) == (("Rule 1 Art. 2",), "press report", "A note.")
    assert fact.subjects[0].striptags() == "Filters: step.deadline"
    assert (fact.certainty, fact.note) == ("not found", "Our suggestion.")


def test_what_was_not_found_is_listed_with_whom_to_ask():
    shown = of_guide()
    told = [line.striptags() for line in shown.unknown]
    assert told[0] == "Filters: step.bring"
    assert "Sample Office: Opening hours are not published yet." in told
    assert "tel:+000111" in shown.ask


def test_a_written_section_of_its_name_stands_there_and_not_in_the_text():
    context = make_context("en", "markup")
    page = with_section(context.page, "proof")
    view = page_view(page_context(make_site(make_project()), page))
    assert view.proof is not None
    assert view.proof.text == "<p>Written.</p>"
    assert "proof" not in [section.id for section in view.sections]
    assert "#proof" not in [link.href for link in view.contents]


def test_a_page_about_sources_lists_only_its_own():
    shown = proof_view(
        make_context("en", "data"), [FigureUse(name="benefit.grant", as_of="")], KindView()
    )
    assert shown is None or not shown.bases
