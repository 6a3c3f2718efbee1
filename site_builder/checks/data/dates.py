"""Days that cannot be right: still to come, before what they speak of, or in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import Benefit, Project
from site_builder.model.partial_dates import first_day, last_day


def check_dates(data: DataInput) -> Iterator[Diagnostic]:
    """Report every day of rows, records and periods that cannot be right."""
    project = data.project
    yield from days_to_come(project, data.today)
    yield from _early_releases(project)
    yield from _dates_of_sources(project)
    yield from _disordered_histories(project)
    yield from _reversed_periods(project)


def days_to_come(project: Project, today: date) -> Iterator[Diagnostic]:
    """Report what is dated after the day of the build."""
    for record in project.changing_records:
        for former in record.history:
            if former.until and first_day(former.until) > today:
                yield problem("DAT012", former.location, value=former.until, today=today)
    for contact in project.contacts.values():
        for channel in contact.channels:
            if channel.as_of and first_day(channel.as_of) > today:
                yield problem("DAT012", channel.location, value=channel.as_of, today=today)
    for observation in project.observations:
        for column, day in (("as_of", observation.as_of), ("released", observation.released)):
            if day is not None and day > today:
                yield problem("DAT012", observation.place(column), value=day, today=today)
    for indicator in project.indicators:
        if first_day(indicator.as_of) > today:
            place = indicator.place("as_of")
            yield problem("DAT012", place, value=indicator.as_of, today=today)


def _early_releases(project: Project) -> Iterator[Diagnostic]:
    """Report a number said before the day that it counts."""
    for row in project.observations:
        if row.released is not None and row.released < row.as_of:
            yield problem("DAT017", row.place("released"), value=row.released, as_of=row.as_of)


def _dates_of_sources(project: Project) -> Iterator[Diagnostic]:
    """Report sources from before the day that they count, and a release that none of them is from.

    Nothing is known of a row with a source that bears no date.
    """
    dates = {source.id: source.date for source in project.sources.values()}
    for row in project.observations:
        dated = sorted((dates.get(name, ""), name) for name in row.sources)
        if not dated or not dated[0][0]:
            continue
        (oldest, first), (newest, last) = dated[0], dated[-1]
        if last_day(newest) < row.as_of:
            place = row.place("source")
            yield problem("DAT022", place, source=last, value=newest, as_of=row.as_of)
        if row.released is not None and row.as_of <= row.released < first_day(oldest):
            place = row.place("released")
            yield problem("DAT023", place, source=first, value=oldest, released=row.released)


def _disordered_histories(project: Project) -> Iterator[Diagnostic]:
    """Report what held until a day that is not after the one above it, or not before what holds."""
    for record in project.changing_records:
        begins = record.valid_from if isinstance(record, Benefit) else ""
        amounts = [former for former in record.history if isinstance(former.value, Decimal)]
        if begins and amounts and first_day(begins) <= first_day(amounts[-1].until):
            place, until = amounts[-1].location, amounts[-1].until
            yield problem("DAT021", record.location, related=[place], value=begins, until=until)
        for above, former in pairwise(record.history):
            if former.until <= above.until:
                yield problem(
                    "DAT020",
                    former.location,
                    related=[above.location],
                    value=former.until,
                    before=above.until,
                )


def _reversed_periods(project: Project) -> Iterator[Diagnostic]:
    """Report what is over before it begins, so that nobody would ever see it."""
    for period in project.periods:
        if period.is_reversed:
            yield problem("DAT019", period.location, first=period.first, last=period.last)
