"""The audit of a whole year: for every withheld count, all that a reader could find out.

Other years than the one that `tests/site/test_sample_year.py` audits as readers get it, and months
in which everything is counted by everything.
"""

from collections.abc import Iterable
from dataclasses import replace
from math import inf

import pytest

from site_builder.model import Area, Observation, Status
from tests.disclosure_audit import Interval, Names, attack
from tests.sample_year import (
    FUNDING,
    OCCUPATIONS,
    THRESHOLD,
    SampleYear,
    as_text,
    dense_month,
    read_areas,
    sample_year,
)


@pytest.fixture(scope="module")
def areas(project_root) -> dict[str, Area]:
    return read_areas(project_root)


def audit(year: SampleYear, rows: Iterable[Observation], enough: float = inf) -> list[Interval]:
    names = Names(
        funding=frozenset(FUNDING), occupations=frozenset(OCCUPATIONS), parents=year.parents
    )
    return attack(map(as_text, rows), names, enough)


@pytest.mark.full
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_audit_of_a_year_recovers_nothing(areas: dict[str, Area], seed: int):
    year = sample_year(areas, seed)
    found = audit(year, year.rows, THRESHOLD)
    withheld = {(row.as_of, row.cell) for row in year.rows if row.status is Status.SUPPRESSED}
    assert {interval.cell for interval in found} == {cell for _, cell in withheld}
    assert [interval for interval in found if interval.width < THRESHOLD] == []


DENSE = {
    "villages by fund": (
        (0, "v", 0), (1, "v", 0), (0, "d", 0), (1, "d", 0), (0, "", 0), (1, "", 0),
    ),
    "villages by occupation": (
        (0, "v", 0), (0, "v", 1), (0, "d", 0), (0, "d", 1), (0, "", 0), (0, "", 1),
    ),
    "districts by fund and occupation": tuple(
        (fund, level, job) for fund in (0, 1) for level in ("", "d") for job in (0, 1)
    ),
    "villages by fund and occupation, without any sum": ((1, "v", 1),),
}  # fmt: skip
"""Ways to list a month: by fund or not, by level of area, by occupation or not."""


@pytest.mark.full
@pytest.mark.parametrize("lists", DENSE)
def test_the_audit_of_a_dense_month_recovers_nothing(areas: dict[str, Area], lists: str):
    year = dense_month(areas, DENSE[lists])
    found = audit(year, year.rows, THRESHOLD)
    assert found
    assert [interval for interval in found if interval.width < THRESHOLD] == []


def test_the_audit_recovers_what_is_withheld_without_company(areas: dict[str, Area]):
    """Withhold small counts alone, and the same audit computes many of them to the last person."""
    year = sample_year(areas)
    month = [row for row in year.rows if row.as_of.month == 10]
    careless = []
    for row in month:
        number = year.truth[row.as_of.isoformat(), row.cell]
        if 0 < number < THRESHOLD:
            careless.append(replace(row, participants=None, status=Status.SUPPRESSED))
        else:
            careless.append(replace(row, participants=number, status=Status.PUBLISHED))
    recovered = [interval for interval in audit(year, careless) if interval.width < 1]
    assert len(recovered) > 5
    for interval in recovered:
        assert round(interval.low) == year.truth[interval.as_of, interval.cell]
