"""Totals that stand elsewhere: in another statistic, or at a day near that of their parts.

The sums of one date say nothing of them, but a reader takes them for the whole all the same, and
the published parts away. What is left then, if it is little, is who was withheld.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from site_builder.figures.cells import Breakdown
from site_builder.figures.disclosure.audit import Sums
from site_builder.model import Area, Indicator, Observation, Status
from site_builder.model.partial_dates import first_day, last_day

_PEOPLE = "people"
_NEAR = timedelta(days=7)
"""Within which two counts are taken for one; from month to month they change."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Elsewhere:
    """A number that with the published parts of a whole leaves next to nobody."""

    row: Observation | Indicator
    whole: Breakdown
    hidden: Breakdown
    """One of the parts that are withheld."""
    as_of: date


def find_totals_elsewhere(
    observations: Iterable[Observation],
    indicators: Iterable[Indicator],
    threshold: int,
    areas: Mapping[str, Area],
) -> Iterator[Elsewhere]:
    """Yield each number that may be a whole, near the date of its parts, and leaves too little."""
    by_day: dict[date, list[Observation]] = {}
    for row in observations:
        by_day.setdefault(row.as_of, []).append(row)
    statistics = [each for each in indicators if each.unit == _PEOPLE]
    withheld = {
        day
        for day, found in by_day.items()
        if any(row.status is Status.SUPPRESSED for row in found)
    }
    near = {
        day: (
            [
                row
                for other, found in by_day.items()
                if other != day and abs(other - day) <= _NEAR
                for row in found
            ],
            [each for each in statistics if _is_near(each, day)],
        )
        for day in withheld
    }
    parts = [row for day in withheld if any(near[day]) for row in by_day[day]]
    for day in Sums(parts, areas).days():
        others, named = near[day.as_of]
        by_cell: dict[Breakdown, list[Observation]] = {}
        for other in others:
            by_cell.setdefault(other.cell, []).append(other)
        for equation in day.equations:
            shown = [day.values[part] for part in equation.parts if day.values.get(part)]
            hidden = [part for part in equation.parts if not day.values.get(part)]
            if (
                not hidden
                or day.values.get(equation.whole)
                or not day.suppressed.issuperset(hidden)
            ):
                continue
            least, most = sum(each[0] for each in shown), sum(each[-1] for each in shown)
            candidates: tuple[Observation | Indicator, ...]
            candidates = (*by_cell.get(equation.whole, ()), *named)
            for each in candidates:
                number = each.value if isinstance(each, Indicator) else each.participants
                if number is not None and least < number < most + threshold:
                    yield Elsewhere(
                        row=each, whole=equation.whole, hidden=hidden[0], as_of=day.as_of
                    )


def _is_near(indicator: Indicator, day: date) -> bool:
    first, last = first_day(indicator.as_of), last_day(indicator.as_of)
    return first - _NEAR <= day <= last + _NEAR
