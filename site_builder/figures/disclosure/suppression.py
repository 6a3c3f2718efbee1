"""Disclosure control: small counts are withheld, and so is what they could be computed from.

Takes observations as an office has them; gives the same rows, some of them without their number.
For every count that it withholds it finds a change of withheld counts that alters no published
number and no sum, by at least the threshold: so nobody can tell which of the values is true.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from site_builder.figures.cells import Breakdown
from site_builder.figures.disclosure.audit import Sums, exposed
from site_builder.figures.disclosure.secondary_suppression import Exchanges
from site_builder.model import Area, Observation, Status


def suppress(
    observations: Iterable[Observation],
    threshold: int,
    areas: Mapping[str, Area],
    *,
    public: Container[tuple[Breakdown, date]] = (),
    dates: Container[date] | None = None,
) -> tuple[Observation, ...]:
    """Withhold what would give a count below the threshold away; rows keep their order.

    A count is withheld at its date in all of its rows, corrected and disputed ones included, and
    stays withheld once it is. Rows that are published give readers nothing to compute it from.
    A count that is `public` has been read by others already: withholding it now hides little, so
    it protects others only where nothing else can. Only `dates` are judged, or all of them.
    """
    rows = tuple(observations)
    withheld = {
        (cell, day.as_of)
        for day in Sums(rows, areas).days()
        if dates is None or day.as_of in dates
        for cell in _withheld(
            Exchanges(day, threshold, {c for c in day.values if (c, day.as_of) in public}),
            threshold,
        )
    }
    return tuple(_blank(row) if (row.cell, row.as_of) in withheld else row for row in rows)


def is_small(value: Decimal | int | None, threshold: int) -> bool:
    """Return whether so few people are counted that somebody may recognise them."""
    return value is not None and 0 < value < threshold


def _blank(row: Observation) -> Observation:
    """Take the number from a row, and the note that may repeat it."""
    if row.status is Status.NOT_PUBLISHED:
        return row
    return replace(row, participants=None, status=Status.SUPPRESSED, quote=False, note=None)


def _withheld(exchanges: Exchanges, threshold: int) -> frozenset[Breakdown]:
    """Return the cells of a date that have to be withheld."""
    day = exchanges.day
    withheld = set(day.suppressed)
    for cell, values in day.values.items():
        if any(is_small(value, threshold) for value in values):
            withheld.add(cell)
    unprotected = {cell for cell in withheld if day.values[cell]}
    unprotected |= {found.cell for found in exposed(day, withheld, threshold)}
    protected: set[Breakdown] = set()
    while unprotected:
        before = len(withheld)
        for cell in sorted(unprotected, key=lambda cell: (day.values[cell], cell)):
            if cell not in protected:
                changed = exchanges.cheapest(cell, withheld)
                withheld |= changed
                protected |= changed
        unprotected = {found.cell for found in exposed(day, withheld, threshold)}
        if unprotected and len(withheld) == before:
            # Parts that fall short of their whole: readers who take them to add up compute a
            # wrong number, but are not to compute any.
            neighbours = {exchanges.neighbour(cell, withheld) for cell in sorted(unprotected)}
            withheld |= neighbours
            unprotected |= neighbours
    return frozenset(withheld)
