"""Counts become figures: what is quoted, what is added up, and what is never guessed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from site_builder.figures.cells import AreaTree
from site_builder.figures.derived import share_percent
from site_builder.figures.observations import Counts, quotable_row
from site_builder.figures.registry import compute_figures
from site_builder.model import Area, Figure, Observation, Status, areas_around
from tests.builders import PLACE, make_observation, make_observations, make_project


def figures(*rows: str | Observation, **changes: object) -> Mapping[str, Figure]:
    texts = [row for row in rows if isinstance(row, str)]
    records = [row for row in rows if not isinstance(row, str)]
    observations = (*make_observations(*texts), *records)
    project = make_project(observations=observations, **changes)
    return compute_figures(project, Counts(project)).figures


def total(*rows: str | Observation, **changes: object) -> Figure:
    return figures(*rows, **changes)["coverage.total"]


# --- the total ----------------------------------------------------------------------------------


def test_without_a_row_nothing_is_published():
    figure = total()
    assert (figure.value, figure.status, figure.as_of) == (None, Status.NOT_PUBLISHED, "")


def test_a_published_total_is_quoted_with_its_row():
    figure = total("2030-01-31 - 1111")
    assert (figure.value, figure.status) == (Decimal(1111), Status.PUBLISHED)
    assert (figure.as_of, figure.row) == ("2030-01-31", "data/coverage.csv:2")


def test_the_newest_date_wins_whatever_the_order_of_rows():
    assert total("2030-02-28 - 2222", "2030-01-31 - 1111").value == 2222


def test_complete_parts_are_added_up_and_say_so():
    figure = total("2030-01-31 tax 1111", "2030-01-31 gift 1111")
    assert (figure.value, figure.status) == (Decimal(2222), Status.COMPUTED)
    assert figure.row == "coverage.gift + coverage.tax"


def test_a_missing_part_makes_no_sum():
    figure = total("2030-01-31 tax 1111", "2030-01-31 gift 1111", "2030-02-28 tax 2222")
    assert (figure.value, figure.as_of) == (Decimal(2222), "2030-01-31")


def test_a_part_that_never_had_a_quotable_count_makes_no_sum():
    figure = total("2030-01-31 tax 1111", "2030-01-31 gift - not_published")
    assert (figure.value, figure.status) == (None, Status.NOT_PUBLISHED)


@pytest.mark.parametrize("dimension", ["area", "occupation"])
def test_a_fund_counted_only_in_parts_is_owed_to_the_total_all_the_same(dimension):
    """The sum of the others would leave its people out."""
    name = {"area": "north", "occupation": "weaver"}[dimension]
    narrow = make_observation(
        as_of=date(2030, 1, 31), funding="gift", participants=111, **{dimension: name}
    )
    figure = total("2030-01-31 tax 1111", "2030-02-28 tax 2222", narrow)
    assert (figure.value, figure.status, figure.as_of) == (1222, Status.COMPUTED, "2030-01-31")
    only_later = replace(narrow, as_of=date(2030, 3, 31))
    assert total("2030-01-31 tax 1111", only_later).status is Status.NOT_PUBLISHED
    hidden = replace(narrow, participants=None, status=Status.SUPPRESSED)
    assert total("2030-01-31 tax 1111", hidden).status is Status.NOT_PUBLISHED


def test_a_fund_of_one_district_is_owed_there_and_to_the_whole_but_not_elsewhere():
    found = figures(
        make_observation(funding="tax", area="north", participants=111),
        make_observation(funding="tax", area="south", participants=222),
        make_observation(funding="gift", area="south", status=Status.NOT_PUBLISHED),
    )
    assert found["coverage.area_north"].value == 111
    assert "coverage.area_south" not in found
    assert found["coverage.total"].status is Status.NOT_PUBLISHED


def test_a_fund_of_the_whole_is_owed_to_every_district():
    found = figures("2030-01-31 gift 1111", make_observation(funding="tax", area="north"))
    assert found.keys() >= {"coverage.gift", "coverage.tax"}
    assert "coverage.area_north" not in found


def test_a_published_total_wins_over_the_sum():
    figure = total("2030-01-31 tax 1111", "2030-01-31 gift 1111", "2030-01-31 - 2223")
    assert (figure.value, figure.status) == (Decimal(2223), Status.PUBLISHED)


def test_a_later_total_leaves_the_parts_at_their_own_date():
    found = figures("2030-01-31 tax 1111", "2030-02-28 - 2222")
    assert found["coverage.total"].as_of == "2030-02-28"
    assert found["coverage.tax"].as_of == "2030-01-31"


@pytest.mark.parametrize("dimension", ["area", "occupation"])
def test_a_district_or_an_occupation_never_stands_in_for_everybody(dimension):
    name = {"area": "north", "occupation": "weaver"}[dimension]
    later = make_observation(as_of=date(2030, 3, 31), participants=22, **{dimension: name})
    figure = total("2030-02-28 - 3333", later)
    assert (figure.value, figure.as_of) == (Decimal(3333), "2030-02-28")


def test_a_sum_rests_on_the_sources_of_what_it_adds_up_and_of_nothing_else():
    figure = total(
        make_observation(funding="tax", sources=("P1",)),
        make_observation(funding="gift", sources=("P2",)),
        make_observation(funding="tax", status=Status.DISPUTED, sources=("N1",)),
    )
    assert figure.value == 2222
    assert sorted(figure.sources) == ["P1", "P2"]


def test_a_sum_of_sums_keeps_its_sources():
    figure = total(
        make_observation(funding="tax", area="north", sources=("P1",)),
        make_observation(funding="gift", area="north", sources=("P2",)),
    )
    assert figure.value == 2222
    assert sorted(figure.sources) == ["P1", "P2"]


# --- which row is quoted --------------------------------------------------------------------------


def test_a_disputed_row_is_not_quoted():
    figure = total("2030-01-31 - 1111", "2030-02-20 - 3333 disputed")
    assert figure.value == 1111


def test_a_disputed_row_is_shown_beside_a_near_date():
    figure = total("2030-01-31 - 1111", "2030-02-20 - 3333 disputed")
    assert [dispute.value for dispute in figure.disputes] == [Decimal(3333)]


def test_a_disputed_row_of_long_ago_is_history_alone():
    figure = total("2030-12-31 - 1111", "2030-02-20 - 3333 disputed")
    assert not figure.disputes
    assert len(figure.history) == 2


def test_all_who_take_part_in_a_dispute_are_disputed():
    figure = total(
        "2029-12-31 - 1111", "2030-01-31 - 1111", "2030-02-20 - 3333 disputed", "2030-02-28 - 1111"
    )
    assert figure.status is Status.DISPUTED
    assert [str(point.status) for point in figure.history] == ["published", *["disputed"] * 3]
    assert [point.is_rival for point in figure.history] == [False, False, True, False]


def test_a_fund_of_a_disputed_total_is_disputed_by_what_the_other_total_leaves():
    found = figures(
        "2030-01-31 tax 1111",
        "2030-01-31 gift 2222",
        "2030-02-20 - 3000 disputed",
        "2030-02-20 tax 3000 disputed",
    )
    gift = found["coverage.gift"]
    assert (gift.value, gift.status) == (Decimal(2222), Status.DISPUTED)
    (rival,) = gift.disputes
    assert (rival.value, rival.as_of, rival.status) == (Decimal(0), "2030-02-20", Status.COMPUTED)
    assert rival.row == "coverage.total@2030-02-20 - coverage.tax@2030-02-20"


@pytest.mark.parametrize("others", [(), ("2030-02-20 tax 3001 disputed",)])
def test_a_fund_is_disputed_also_where_nobody_says_by_how_much(others):
    found = figures(
        "2030-01-31 tax 1111", "2030-01-31 gift 2222", "2030-02-20 - 3000 disputed", *others
    )
    assert found["coverage.gift"].status is Status.DISPUTED
    assert found["coverage.gift"].disputes == ()


def test_a_share_of_a_disputed_count_is_given_for_each_value():
    found = figures(
        "2030-01-31 - 4444",
        "2030-02-20 - 3333 disputed",
        "2030-02-28 - 4444",
        "2030-02-28 tax 1111",
        "2030-02-20 tax 3333 disputed",
    )
    for name, value, other in (
        ("share_tax", "25.00", "100.00"),
        ("of_residents", "20.00", "15.00"),
    ):
        figure = found[f"coverage.{name}"]
        assert (figure.value, figure.status) == (Decimal(value), Status.COMPUTED), name
        assert [rival.value for rival in figure.disputes] == [Decimal(other)], name


def test_a_dispute_is_not_over_because_a_newer_total_arrives():
    rows = ("2030-01-31 - 1111", "2030-01-31 tax 1000", "2030-01-31 gift 111")
    rivals = ("2030-02-20 - 3333 disputed", "2030-02-20 tax 3333 disputed")
    found = figures(*rows, *rivals, "2030-09-30 - 1000")
    assert found["coverage.total"].disputes == ()
    for name, other in (("share_tax", 100), ("change", 1000 - 3333)):
        figure = found[f"coverage.{name}"]
        assert [rival.value for rival in figure.disputes] == [Decimal(other)], name


def test_a_disputed_row_marked_to_be_quoted_is_quoted():
    disputed = make_observation(status=Status.DISPUTED, quote=True, participants=3333)
    assert total("2030-01-31 - 1111", disputed).value == 3333


def test_the_newest_release_of_one_date_is_quoted():
    first = make_observation(participants=1111, released=date(2030, 2, 1))
    second = make_observation(participants=2222, released=date(2030, 2, 2))
    assert quotable_row([second, first]) is second


@pytest.mark.parametrize(
    "status", [Status.SUPERSEDED, Status.NOT_PUBLISHED, Status.SUPPRESSED, Status.DISPUTED]
)
def test_only_what_is_published_is_quoted_unasked(status):
    assert quotable_row([make_observation(status=status)]) is None


def test_a_corrected_value_keeps_the_wrong_one():
    figure = figures("2030-01-31 tax 1101 superseded", "2030-01-31 tax 1111")["coverage.tax"]
    assert (figure.value, figure.corrects) == (Decimal(1111), Decimal(1101))


def test_the_same_value_said_again_corrects_nothing():
    figure = figures("2030-01-31 tax 1111 superseded", "2030-01-31 tax 1111")["coverage.tax"]
    assert figure.corrects is None


@pytest.mark.parametrize(
    ("status", "shown"),
    [("suppressed", Status.SUPPRESSED), ("not_published", Status.NOT_PUBLISHED)],
)
def test_a_hidden_count_has_a_figure_without_value(status, shown):
    figure = figures(f"2030-01-31 tax - {status}")["coverage.tax"]
    assert (figure.value, figure.status, figure.as_of) == (None, shown, "2030-01-31")


# --- areas and occupations --------------------------------------------------------------------


def test_an_area_and_an_occupation_have_figures_of_their_own():
    found = figures(
        make_observation(area="north", participants=111),
        make_observation(occupation="weaver", participants=11),
    )
    assert found["coverage.area_north"].value == 111
    assert found["coverage.occupation_weaver"].value == 11


def test_areas_below_are_added_up_to_the_one_above():
    def area(code: str, slug: str, level: str, parent: str) -> Area:
        return Area(code=code, slug=slug, name=slug, level=level, parent=parent, location=PLACE)

    areas = {
        "land": area("1", "land", "city", ""),
        "north": area("1.1", "north", "district", "land"),
        "mill": area("1.1.1", "mill", "village", "north"),
        "lake": area("1.1.2", "lake", "village", "north"),
    }
    found = figures(
        make_observation(area="mill", participants=111),
        make_observation(area="lake", participants=222),
        areas=areas,
    )
    assert found["coverage.area_north"].value == 333
    assert found["coverage.area_north"].status is Status.COMPUTED
    assert AreaTree(areas).levels[0] == {"mill": "north", "lake": "north"}


def test_areas_in_a_circle_are_no_endless_loop():
    areas = {
        name: Area(code=name, slug=name, name=name, level="district", parent=other, location=PLACE)
        for name, other in (("north", "south"), ("south", "north"))
    }
    found = figures(make_observation(area="north", participants=111), areas=areas)
    assert found["coverage.area_north"].value == 111
    assert areas_around(areas, "north") == ("south",)


def test_an_area_and_an_occupation_have_their_share_of_the_total():
    found = figures(
        "2030-01-31 - 1000",
        make_observation(area="north", participants=250),
        make_observation(occupation="weaver", participants=125),
    )
    assert found["coverage.share_area_north"].value == Decimal("25.00")
    assert found["coverage.share_occupation_weaver"].value == Decimal("12.50")


def test_a_count_that_is_withheld_now_has_no_share_from_before():
    found = figures(
        "2029-12-31 - 1000",
        make_observation(as_of=date(2029, 12, 31), area="north", participants=250),
        "2030-01-31 - 1000",
        make_observation(area="north", participants=None, status=Status.SUPPRESSED),
    )
    share = found["coverage.share_area_north"]
    assert (share.value, share.status) == (None, Status.SUPPRESSED)


# --- what follows from counts -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 8, "12.50"),
        (1, 800, "0.13"),
        (5, 4000, "0.13"),
        (15, 40_000, "0.04"),
        (1, 1, "100.00"),
        (0, 7, "0.00"),
        (3, 2, "150.00"),
    ],
)
def test_a_share_has_two_decimals_rounded_half_up(part, whole, percent):
    assert share_percent(Decimal(part), Decimal(whole)) == Decimal(percent)


def test_nothing_has_no_share():
    assert share_percent(Decimal(1), Decimal(0)) is None
    assert share_percent(Decimal(0), Decimal(0)) is None


def test_a_share_is_taken_at_the_newest_date_that_has_both():
    found = figures("2030-01-31 - 4444", "2030-01-31 tax 1111", "2030-02-28 - 5555")
    share = found["coverage.share_tax"]
    assert (share.value, share.as_of) == (Decimal("25.00"), "2030-01-31")
    assert share.row == "coverage.tax@2030-01-31 / coverage.total@2030-01-31 * 100"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            ["2030-01-31 - 4444", "2030-02-28 tax 1111", "2029-12-31 gift 1"],
            id="at different dates",
        ),
        pytest.param(["2030-01-31 - 0", "2030-01-31 tax 0"], id="of nobody"),
    ],
)
def test_a_share_that_cannot_be_is_not_published(rows):
    share = figures(*rows)["coverage.share_tax"]
    assert (share.value, share.status) == (None, Status.NOT_PUBLISHED)


def test_the_change_is_between_the_two_newest_settled_totals():
    change = figures("2030-01-31 - 3333", "2030-02-28 - 2222", "2030-02-20 - 9999 disputed")[
        "coverage.change"
    ]
    assert (change.value, change.status) == (Decimal(-1111), Status.COMPUTED)


def test_one_total_has_no_change():
    assert figures("2030-01-31 - 3333")["coverage.change"].status is Status.NOT_PUBLISHED


def test_the_total_is_compared_with_each_denominator():
    share = figures("2030-01-31 - 11111")["coverage.of_residents"]
    assert share.value == Decimal("50.00")
    assert share.sources == ("P1",)


@pytest.mark.parametrize("value", [None, Decimal(0)])
def test_a_denominator_without_people_makes_no_share(value):
    indicators = tuple(replace(i, value=value) for i in make_project().indicators)
    assert "coverage.of_residents" not in figures("2030-01-31 - 1111", indicators=indicators)
