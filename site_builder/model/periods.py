"""The days on which a text is true, so that no page says what has passed or is yet to come.

A period is written with dates, or borrows the days on which an amount holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from site_builder.diagnostics import Location
from site_builder.model.benefits import Benefit
from site_builder.model.partial_dates import first_day, last_day


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Days in a row; without an end where no date is written.

    Of a date that is only a month or a year, its first or its last day counts.
    """

    first: str = ""
    last: str = ""
    figure: str = ""
    """Name of the amount whose days these are, in place of dates."""
    location: Location

    def holds_on(self, day: date, benefits: Mapping[str, Benefit]) -> bool:
        """Return whether a day is among these; an amount that is not there limits nothing."""
        first, last = self._ends(benefits)
        return (not first or first_day(first) <= day) and (not last or day <= last_day(last))

    def days_of_change(self, benefits: Mapping[str, Benefit]) -> Iterator[date]:
        """Yield the first day, and the day after the last, where there are such."""
        first, last = self._ends(benefits)
        if first:
            yield first_day(first)
        if last and last_day(last) < date.max:
            yield last_day(last) + timedelta(days=1)

    @property
    def is_reversed(self) -> bool:
        """Return whether it is over before it begins."""
        return bool(self.first and self.last) and first_day(self.first) > last_day(self.last)

    def _ends(self, benefits: Mapping[str, Benefit]) -> tuple[str, str]:
        if not self.figure:
            return self.first, self.last
        benefit = benefits.get(self.figure.rpartition(".")[2])
        if benefit is None or benefit.figure_name != self.figure:
            return "", ""
        return benefit.valid_from, benefit.valid_to
