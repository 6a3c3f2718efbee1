"""Disclosure control: small counts are withheld, and so is what they could be computed from.

For every count that is withheld there is a change of withheld counts that alters no published
number and no sum, by at least the threshold: nobody can tell which of the values is true.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from site_builder.figures.completeness import Breakdown
from site_builder.figures.disclosure.audit import DateTable, Tables, disclosed
from site_builder.figures.disclosure.secondary_suppression import SecondarySuppression
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
        (cell, table.as_of)
        for table in Tables(rows, areas).by_date()
        if dates is None or table.as_of in dates
        for cell in _withheld(
            table, threshold, {cell for cell in table.values if (cell, table.as_of) in public}
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


def _withheld(table: DateTable, threshold: int, public: set[Breakdown]) -> frozenset[Breakdown]:
    """Return the cells of a date that have to be withheld."""
    secondary = SecondarySuppression(table, threshold, public)
    withheld = set(table.suppressed)
    for cell, values in table.values.items():
        if any(is_small(value, threshold) for value in values):
            withheld.add(cell)
    open_cells = {cell for cell in withheld if table.values[cell]}
    open_cells |= {found.cell for found in disclosed(table, withheld, threshold)}
    protected: set[Breakdown] = set()
    while open_cells:
        before = len(withheld)
        for cell in sorted(open_cells, key=lambda cell: (table.values[cell], cell)):
            if cell not in protected:
                together = secondary.complement(cell, withheld)
                withheld |= together
                protected |= together
        open_cells = {found.cell for found in disclosed(table, withheld, threshold)}
        if open_cells and len(withheld) == before:
            # Parts that fall short of their whole: readers who take them to add up compute a
            # wrong number, but are not to compute any.
            neighbours = {secondary.neighbour(cell, withheld) for cell in sorted(open_cells)}
            withheld |= neighbours
            open_cells |= neighbours
    return frozenset(withheld)
