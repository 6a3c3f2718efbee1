"""What is withheld beside a small count: the least that hides it, and nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from site_builder.checks.data.disclosure import check_disclosure
from site_builder.diagnostics import Diagnostic
from site_builder.figures.disclosure.audit import find_disclosures
from site_builder.figures.disclosure.suppression import is_small, suppress
from site_builder.model import Observation, Project, Status
from tests.builders import both, codes, make_data, make_observation, make_project
from tests.small_tables import Shape

SHAPE = Shape(funding=2, districts=4, villages=0, occupations=2, listed=frozenset())
AREAS = SHAPE.areas()
LATER = date(2030, 2, 28)


def count(number: int | None, cell: str = "", **changes) -> Observation:
    """A count of a cell written as `fund area occupation`, `-` for all together."""
    funding, area, occupation = (name.strip("-") for name in (cell or "- - -").split())
    given = {"funding": funding, "area": area, "occupation": occupation, "participants": number}
    return make_observation(**given | changes)


def districts(*numbers: int, total: int | None = None) -> list[Observation]:
    parts = [count(number, f"- d{place} -") for place, number in enumerate(numbers)]
    return [count(sum(numbers) if total is None else total), *parts]


def withheld(rows: list[Observation]) -> set[str]:
    published = suppress(rows, 5, AREAS)
    assert suppress(published, 5, AREAS) == published
    assert not find_disclosures(published, 5, AREAS)
    return {
        " ".join(name or "-" for name in row.cell)
        for row in published
        if row.status is Status.SUPPRESSED
    }


@pytest.mark.parametrize(("number", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_small_count_is_one_of_few_but_some(number: int, small: bool):
    assert is_small(number, 5) is small
    assert not is_small(None, 5)


def test_without_small_counts_nothing_changes():
    rows = districts(5, 0, 70, 8)
    assert suppress(rows, 5, AREAS) == tuple(rows)


def test_a_small_count_takes_the_smallest_of_its_neighbours_with_it():
    assert withheld(districts(3, 70, 20, 30)) == {"- d0 -", "- d2 -"}


def test_a_count_of_nobody_protects_nobody():
    assert withheld(districts(3, 0, 20, 30)) == {"- d0 -", "- d2 -"}


def test_two_small_counts_protect_each_other_when_they_can_be_many_numbers():
    assert withheld(districts(3, 4, 20, 30)) == {"- d0 -", "- d1 -"}


def test_two_very_small_counts_do_not():
    assert withheld(districts(1, 2, 20, 30)) == {"- d0 -", "- d1 -", "- d2 -"}


def test_a_count_without_a_published_whole_needs_no_neighbour():
    assert withheld(districts(3, 70, 20, 30)[1:]) == {"- d0 -"}


def test_the_remainder_of_a_whole_protects_when_parts_are_missing():
    assert withheld([count(500), count(3, "- d0 -"), count(60, "- d1 -")]) == {"- d0 -"}


def test_parts_that_happen_to_make_their_whole_are_taken_for_all_of_them():
    rows = [count(63), count(3, "- d0 -"), count(60, "- d1 -")]
    assert withheld(rows) == {"- d0 -", "- d1 -"}


def test_a_cell_of_two_dimensions_is_hidden_along_both():
    rows = [
        count(340), count(100, "- d0 -"), count(240, "- d1 -"),
        count(120, "f0 - -"), count(220, "f1 - -"),
        count(3, "f0 d0 -"), count(97, "f1 d0 -"), count(117, "f0 d1 -"), count(123, "f1 d1 -"),
    ]  # fmt: skip
    assert withheld(rows) == {"f0 d0 -", "f1 d0 -", "f0 d1 -", "f1 d1 -"}


def test_every_row_of_a_withheld_count_is_blank_corrected_ones_too():
    rows = [
        *districts(3, 70, 20, 30),
        count(9, "- d0 -", status=Status.SUPERSEDED, note=both("9, lalu 3")),
        count(22, "- d2 -", status=Status.SUPERSEDED),
    ]
    published = suppress(rows, 5, AREAS)
    hidden = [row for row in published if row.area in {"d0", "d2"}]
    assert len(hidden) == 4
    assert {(row.participants, row.status, row.note) for row in hidden} == {
        (None, Status.SUPPRESSED, None)
    }


def test_a_small_number_that_was_corrected_is_small_all_the_same():
    rows = [*districts(50, 70, 20, 30), count(3, "- d0 -", status=Status.SUPERSEDED)]
    assert withheld(rows) == {"- d0 -", "- d2 -"}


def test_what_is_withheld_once_stays_withheld():
    blank = count(None, "- d0 -", status=Status.SUPPRESSED)
    again = count(60, "- d0 -", released=LATER)
    assert "- d0 -" in withheld([*districts(60, 70, 20, 30)[2:], blank, again])


def test_dates_are_judged_apart():
    rows = [*districts(3, 70, 20, 30)]
    later = [
        make_observation(**{"participants": row.participants, "area": row.area, "as_of": LATER})
        for row in districts(8, 70, 20, 30)
    ]
    published = suppress([*rows, *later], 5, AREAS)
    assert [row.status for row in published[len(rows) :]] == [Status.PUBLISHED] * len(later)


def test_a_count_that_is_not_published_is_left_alone():
    unknown = count(None, "- d3 -", status=Status.NOT_PUBLISHED)
    published = suppress([*districts(3, 70, 20, total=500), unknown], 5, AREAS)
    assert published[-1] == unknown


def test_a_threshold_of_nothing_withholds_nothing():
    rows = districts(1, 2, 3, 4)
    assert suppress(rows, 0, AREAS) == tuple(rows)


# --- what the build refuses ---------------------------------------------------------------------


def problems_of(project: Project) -> list[Diagnostic]:
    return list(check_disclosure(make_data(project)))


def refused(rows: list[Observation]) -> list[str]:
    project = make_project(observations=tuple(rows), areas=AREAS)
    return codes(problems_of(project))


def test_a_small_count_is_refused_in_every_row():
    fund = count(4, "f0 - -")
    old = count(2, "- d0 -", status=Status.SUPERSEDED)
    found = problems_of(make_project(observations=(fund, old, count(0), count(5)), areas=AREAS))
    assert codes(found) == ["PRV006", "PRV006"]
    assert all("2" not in d.params.values() and "4" not in d.params.values() for d in found)


def test_a_small_indicator_of_people_is_refused_and_one_of_things_is_not():
    few = replace(make_project().indicators[0], value=Decimal(3))
    things = replace(few, unit="count")
    assert codes(problems_of(make_project(indicators=(few, things)))) == ["PRV006"]


def test_withheld_counts_with_too_little_between_them_are_refused():
    blank = [count(None, f"- d{n} -", status=Status.SUPPRESSED) for n in (0, 1)]
    rows = [count(54), *blank, count(20, "- d2 -"), count(30, "- d3 -")]
    assert refused(rows) == ["PRV007", "PRV007"]


def test_withheld_counts_that_two_sums_fix_together_are_refused():
    def hidden(cell: str) -> Observation:
        return count(None, cell, status=Status.SUPPRESSED)

    rows = [
        count(300), count(130, "f0 - -"), count(170, "f1 - -"),
        count(40, "- d0 -"), hidden("- d1 -"), hidden("- d2 -"), count(60, "- d3 -"),
        # Of the two districts together everything is known but how one fund divides.
        hidden("f0 d1 -"), count(50, "f1 d1 -"), count(45, "f0 d2 -"), hidden("f1 d2 -"),
        count(10, "f0 d0 -"), count(30, "f1 d0 -"), count(25, "f0 d3 -"), count(35, "f1 d3 -"),
    ]  # fmt: skip
    assert "PRV007" in refused(rows)


def test_a_number_beside_the_row_that_withholds_it_is_refused():
    blank = count(None, "- d0 -", status=Status.SUPPRESSED)
    old = count(9, "- d0 -", status=Status.SUPERSEDED)
    assert refused([count(500), blank, old, count(20, "- d1 -")]) == ["PRV008"]


def test_enough_withheld_counts_are_fine():
    rows = list(suppress(districts(3, 70, 20, 30), 5, AREAS))
    assert refused(rows) == []


PARTS = (
    count(None, "- d0 -", status=Status.SUPPRESSED),
    *(count(number, f"- d{place} -") for place, number in enumerate((20, 30, 50), 1)),
)
"""Of 31 January 2030, without their total, so that one of them alone is withheld."""


@pytest.mark.parametrize(
    ("total", "day", "is_told"),
    [
        (104, "2030-02-01", True),
        (101, "2030-01-24", True),
        (104, "2030-02-28", False),
        (105, "2030-02-01", False),
        (99, "2030-02-01", False),
    ],
)
def test_a_total_of_a_day_near_that_of_its_parts_tells_what_they_withhold(
    total: int, day: str, is_told: bool
):
    rows = [*PARTS, count(total, as_of=date.fromisoformat(day))]
    assert refused(rows) == ["PRV015"] * is_told
    elsewhere = [*PARTS, count(total, "f0 - -", as_of=date.fromisoformat(day))]
    assert refused(elsewhere) == []


@pytest.mark.parametrize(
    ("total", "as_of", "unit", "is_told"),
    [
        (104, "2030-01-31", "people", True),
        (104, "2030-01", "people", True),
        (104, "2030", "people", True),
        (104, "2028", "people", False),
        (104, "2030-01-31", "count", False),
        (170, "2030-01-31", "people", False),
    ],
)
def test_a_statistic_that_is_the_total_tells_what_the_parts_withhold(
    total: int, as_of: str, unit: str, is_told: bool
):
    plain = make_project().indicators[0]
    statistic = replace(plain, value=Decimal(total), as_of=as_of, unit=unit)
    project = make_project(observations=PARTS, indicators=(statistic,), areas=AREAS)
    assert codes(problems_of(project)) == ["PRV015"] * is_told


def test_a_second_count_that_is_withheld_hides_the_first():
    blank = count(None, "- d1 -", status=Status.SUPPRESSED)
    rows = [PARTS[0], blank, *PARTS[2:], count(104, as_of=LATER)]
    assert refused(rows) == []
