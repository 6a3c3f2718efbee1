"""What counts must hold among themselves.

Takes a project's observations; gives a diagnostic for a repeated row, for two published values of
one thing, and for a published total that its parts do not add up to. It computes no figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from site_builder.diagnostics import Diagnostic, problem
from site_builder.figures.coverage import quotable_row
from site_builder.model import Observation, Project, Status


def check_observations(project: Project) -> tuple[Diagnostic, ...]:
    """Report every contradiction among the rows of `coverage.csv`."""
    rows = project.observations
    return (*_repeated(rows), *_rivals(rows), *_unequal_totals(rows))


def _repeated(rows: Sequence[Observation]) -> Iterator[Diagnostic]:
    """Report rows whose key stands twice."""
    seen: dict[object, Observation] = {}
    for row in rows:
        key = (row.as_of, row.cell, row.sources, row.released)
        if key in seen:
            name = ", ".join(
                (row.as_of.isoformat(), *filter(None, row.cell), ";".join(row.sources))
            )
            yield problem("DAT008", row.location, related=[seen[key].location], key=name)
        seen.setdefault(key, row)


def _rivals(rows: Sequence[Observation]) -> Iterator[Diagnostic]:
    """Report two published values for one cell and date, none of them marked to be quoted."""
    for group in _by_cell_and_date(rows):
        published = [row for row in group if row.status is Status.PUBLISHED]
        if len({row.participants for row in published}) > 1 and not any(r.quote for r in group):
            first, second = published[0], published[1]
            yield problem(
                "DAT015",
                second.location,
                related=[first.location],
                value=second.participants,
                other=first.participants,
                date=second.as_of,
            )
        marked = [row for row in group if row.quote]
        for row in marked[1:]:
            yield problem("DAT008", row.location, related=[marked[0].location], key="quote = yes")


def _unequal_totals(rows: Sequence[Observation]) -> Iterator[Diagnostic]:
    """Report a published total that differs from the sum of its funding parts at its date."""
    for group in _by_cell_and_date([row for row in rows if not row.funding]):
        total = quotable_row(group)
        if total is None or total.status is Status.DISPUTED or total.participants is None:
            continue
        kin = [
            r
            for r in rows
            if r.funding and (r.area, r.occupation) == (total.area, total.occupation)
        ]
        ever = {row.funding for row in kin}
        parts = [
            quotable_row(r for r in kin if r.funding == fund and r.as_of == total.as_of)
            for fund in sorted(ever)
        ]
        known = [row for row in parts if row is not None and row.participants is not None]
        value = sum(row.participants or 0 for row in known)
        is_complete = bool(known) and len(known) == len(ever)
        if value > total.participants or (is_complete and value != total.participants):
            yield problem(
                "DAT010",
                total.location,
                related=[row.location for row in known],
                total=total.participants,
                sum=value,
                parts=" + ".join(str(row.participants) for row in known),
                date=total.as_of,
            )


def _by_cell_and_date(rows: Sequence[Observation]) -> Iterator[list[Observation]]:
    ordered = sorted(rows, key=lambda row: (row.cell, row.as_of, row.location))
    for _, group in groupby(ordered, key=lambda row: (row.cell, row.as_of)):
        yield list(group)
