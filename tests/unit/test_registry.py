"""Every number of the site has one name, and can be asked for at its dates."""

from dataclasses import replace
from decimal import Decimal

from site_builder.figures.observations import Counts
from site_builder.figures.registry import Registry, compute_figures
from site_builder.model import RESERVED_NAMES, RESERVED_PREFIXES, Confidence, Status
from tests.builders import (
    make_figure,
    make_observation,
    make_observations,
    make_project,
)


def registry(**changes: object) -> Registry:
    project = make_project(**changes)
    return compute_figures(project, Counts(project))


def test_every_namespace_of_the_tiny_project_has_its_figures():
    figures = registry().figures
    assert {name.partition(".")[0] for name in figures} == {
        "coverage",
        "target",
        "contribution",
        "benefit",
        "indicator",
    }
    assert all(name == figure.name for name, figure in figures.items())


def test_a_published_target_is_quoted():
    figure = registry().figures["target.2030.total"]
    assert (figure.value, figure.status, figure.as_of) == (4444, Status.PUBLISHED, "2030")


def test_parts_of_a_target_are_added_up_where_no_total_is_published():
    figure = registry().figures["target.2031.total"]
    assert (figure.value, figure.status) == (5555, Status.COMPUTED)
    assert figure.row == "target.2031.tax"


def test_progress_shows_once_a_count_of_the_year_is_published():
    figures = registry().figures
    assert figures["coverage.progress_2030"].value == Decimal("75.00")
    assert figures["coverage.progress_2031"].status is Status.NOT_PUBLISHED
    assert figures["coverage.progress_2031"].value is None


def test_progress_to_a_target_of_nobody_is_not_published():
    targets = tuple(replace(t, participants=0) for t in make_project().targets)
    assert registry(targets=targets).figures["coverage.progress_2030"].value is None


def test_what_was_computed_from_sources_is_no_source_that_differs():
    first = next(i for i in make_project().indicators if i.id == "residents")
    own = replace(first, status=Status.DISPUTED, confidence=Confidence.COMPUTED)
    figure = registry(indicators=(own,)).figures["indicator.residents"]
    assert figure.status is Status.COMPUTED


def test_an_indicator_of_several_dates_shows_the_newest_and_keeps_the_rest():
    first = next(i for i in make_project().indicators if i.id == "residents")
    later = replace(first, as_of="2031", value=Decimal(33333))
    figure = registry(indicators=(later, first)).figures["indicator.residents"]
    assert (figure.value, figure.as_of) == (33333, "2031")
    assert [point.as_of for point in figure.history] == ["2030", "2031"]


def test_an_indicator_without_a_number_says_so():
    figure = registry().figures["indicator.mills"]
    assert (figure.value, figure.status) == (None, Status.NOT_PUBLISHED)


def test_conflicting_indicators_name_each_other():
    assert registry().figures["indicator.rain"].conflicts_with == ("indicator.rain_elsewhere",)


def test_a_figure_is_found_at_each_of_its_dates_and_at_no_other():
    figure = registry().figures["coverage.total"]
    assert figure.dates == ("2030-01-31", "2030-02-20", "2030-02-28")
    assert [figure.at(day).value for day in figure.dates] == [2222, 3030, 3333]
    assert figure.at("2030-03-01") is None


def test_a_figure_without_history_has_its_own_date():
    figure = make_figure()
    assert figure.dates == ("2030-01-31",)
    assert figure.at("2030-01-31") is figure


def test_every_name_beside_those_of_funding_is_reserved():
    """Else a new funding source could take the place of another figure without anybody noticing."""
    rows = (
        *make_observations("2030-01-31 tax 1111", "2030-02-28 tax 1112"),
        make_observation(area="north"),
        make_observation(occupation="weaver"),
    )
    figures = registry(observations=rows).figures
    names = {n.removeprefix("coverage.") for n in figures if n.startswith("coverage.")}
    others = names - make_project().funding.keys()
    assert {n for n in others if n in RESERVED_NAMES} == set(RESERVED_NAMES)
    prefixes = {p for p in RESERVED_PREFIXES if any(n.startswith(p) for n in others)}
    assert prefixes == set(RESERVED_PREFIXES)
    assert all(n in RESERVED_NAMES or n.startswith(RESERVED_PREFIXES) for n in others)
