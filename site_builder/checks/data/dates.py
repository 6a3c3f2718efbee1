"""Counts, releases and what is over, dated after the day of the build: a slip in a year."""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, problem
from site_builder.model.partial_dates import first_day


def check_dates(data: DataInput) -> Iterator[Diagnostic]:
    """Report every date in rows and records that is still to come (DAT012)."""
    project, today = data.project, data.today
    for record in project.changing_records:
        for former in record.history:
            if former.until and first_day(former.until) > today:
                yield problem("DAT012", former.location, value=former.until, today=today)
    for observation in project.observations:
        for column, day in (("as_of", observation.as_of), ("released", observation.released)):
            if day is not None and day > today:
                yield problem("DAT012", observation.place(column), value=day, today=today)
    for indicator in project.indicators:
        if first_day(indicator.as_of) > today:
            place = indicator.place("as_of")
            yield problem("DAT012", place, value=indicator.as_of, today=today)
