"""Each source says what rests on it, and when it was read."""

from dataclasses import replace

from site_builder.figures.registry import names_by_source
from site_builder.model import Confidence
from site_builder.views.kinds.sources import SOURCES
from site_builder.views.records import figure_view
from tests.builders import make_context, make_figure, make_project


def test_a_source_is_used_by_figures_that_it_states_at_any_date_or_disputes():
    old, rival = make_figure(sources=("OLD",)), make_figure(sources=("RIVAL",))
    figure = make_figure(sources=("NEW",), history=(old,), disputes=(rival,))
    assert names_by_source([figure]) == dict.fromkeys(("NEW", "RIVAL", "OLD"), (figure.name,))


def test_what_we_computed_is_no_use_of_a_source():
    assert not names_by_source([make_figure(confidence=Confidence.COMPUTED)])


def test_the_list_of_sources_leads_to_what_rests_on_each_and_says_when_it_was_read():
    known = make_project().sources
    read = {name: replace(source, accessed="2030-02") for name, source in known.items()}
    context = make_context("id", "sources", sources=read)
    shown = {each.id: each for _, group in SOURCES.view(context).groups for each in group}
    assert shown["P2"].accessed == "Februari 2030"
    assert shown["P2"].uses[0].href.endswith("#coverage.total")
    assert len(shown["P2"].uses) + shown["P2"].further_uses > 4


def test_a_site_without_a_list_of_sources_leads_nowhere_from_a_condition():
    grant = make_project().benefits["grant"]
    conditions = tuple(replace(each, sources=("P1",)) for each in grant.conditions)
    context = make_context("id", "home", benefits={"grant": replace(grant, conditions=conditions)})
    plan = replace(context.site.plan, _by_content={})
    context = replace(context, site=replace(context.site, plan=plan))
    record = figure_view(context, context.site.registry.figures["benefit.grant"])
    assert [str(text)[-5:] for text in record.conditions] == [" (P1)", " (P1)"]
