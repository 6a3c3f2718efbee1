"""What counts must hold among themselves.

Takes a project's observations and targets; gives a diagnostic for a repeated row, for two published
values of one thing, for parts that do not add up to their whole, for a release before the count,
and for a jump that nobody confirmed. It computes no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.figures.completeness import Cell
from site_builder.figures.coverage import cell_name
from site_builder.figures.observations import Counts, quotable_row
from site_builder.figures.roll_up import DIMENSIONS
from site_builder.model import Observation, Project, Status, Target


def check_observations(project: Project) -> tuple[Diagnostic, ...]:
    """Report every contradiction among the rows of `coverage.csv` and of `targets.csv`."""
    counts = Counts(project)
    return (
        *_repeated(project.observations),
        *_early_releases(project.observations),
        *_rivals(counts),
        *_unequal_totals(counts),
        *_jumps(counts, project.settings.jump_percent),
        *_unequal_targets(project.targets),
        *_repeated_keys(project),
    )


def _repeated(rows: Iterable[Observation]) -> Iterator[Diagnostic]:
    """Report rows whose key stands twice."""
    seen: dict[object, Observation] = {}
    for row in rows:
        key = (row.as_of, row.cell, frozenset(row.sources), row.released)
        if key in seen:
            yield problem(
                "DAT008",
                row.location,
                related=[seen[key].location],
                name=cell_name(row.cell),
                date=row.as_of,
                source=";".join(row.sources),
            )
        seen.setdefault(key, row)


def _repeated_keys(project: Project) -> Iterator[Diagnostic]:
    """Report a target, or an indicator and its date, that two rows give a value."""
    named = [
        *((f"target.{row.year}.{row.funding or 'total'}", row.location) for row in project.targets),
        *(
            (f"indicator.{row.id} ({row.as_of})", row.location)
            for row in project.indicators
            if row.status is not Status.SUPERSEDED
        ),
    ]
    seen: dict[str, Location] = {}
    for name, place in named:
        if name in seen:
            yield problem("DAT008", place, related=[seen[name]], repeated=name)
        seen.setdefault(name, place)


def _early_releases(rows: Iterable[Observation]) -> Iterator[Diagnostic]:
    """Report a number said before the day that it counts."""
    for row in rows:
        if row.released is not None and row.released < row.as_of:
            yield problem("DAT017", row.place("released"), value=row.released, as_of=row.as_of)


def _rivals(counts: Counts) -> Iterator[Diagnostic]:
    """Report two published values for one cell and date, none of them marked to be quoted."""
    for cell, day, group in counts.groups():
        published = [row for row in group if row.status is Status.PUBLISHED]
        # A superseded row keeps its mark, which then says nothing more.
        marked = [row for row in group if row.quote and row.status is not Status.SUPERSEDED]
        first = published[0] if published else None
        rival = next((r for r in published if first and r.participants != first.participants), None)
        if first is not None and rival is not None and not marked:
            yield problem(
                "DAT015",
                rival.location,
                related=[first.location],
                name=cell_name(cell),
                value=rival.participants,
                other=first.participants,
                date=day,
            )
        for row in marked[1:]:
            yield problem(
                "DAT008",
                row.place("quote"),
                related=[marked[0].place("quote")],
                quoted=cell_name(cell),
                date=day,
            )


def _unequal_totals(counts: Counts) -> Iterator[Diagnostic]:
    """Report a published whole that its parts exceed, or that all of its funding misses."""
    for cell, day, group in counts.groups():
        whole = quotable_row(group)
        if whole is None or whole.status is Status.DISPUTED or whole.participants is None:
            continue
        for dimension in DIMENSIONS:
            yield from _compare(counts, whole, cell, day, dimension)


def _compare(
    counts: Counts, whole: Observation, cell: Cell, day: date, dimension: str
) -> Iterator[Diagnostic]:
    """Compare a published whole with its published parts along one dimension."""
    parts = counts.parts(cell, dimension)
    known = [row for part in parts if (row := quotable_row(counts.rows(part, day)))]
    total, owed = sum(row.participants or 0 for row in known), whole.participants or 0
    # Only funding covers everybody: an area or an occupation may be unknown for some.
    is_complete = (
        dimension == "funding"
        and bool(known)
        and {row.funding for row in known} == counts.owed_funding(cell)
    )
    if total > owed or (is_complete and total != owed):
        yield problem(
            "DAT010",
            whole.location,
            related=[row.location for row in known],
            name=cell_name(cell),
            total=owed,
            sum=total,
            parts=" + ".join(str(row.participants) for row in known),
            date=day,
            status=Status.DISPUTED,
        )


def _unequal_targets(targets: Iterable[Target]) -> Iterator[Diagnostic]:
    """Report a year's target that the parts exceed, or that all of its funding misses."""
    targets = tuple(targets)
    every = {target.funding for target in targets if target.funding}
    for whole in targets:
        if whole.funding:
            continue
        parts = [row for row in targets if row.funding and row.year == whole.year]
        total = sum(row.participants for row in parts)
        is_complete = bool(parts) and {row.funding for row in parts} == every
        if total > whole.participants or (is_complete and total != whole.participants):
            yield problem(
                "DAT010",
                whole.location,
                related=[row.location for row in parts],
                name=f"target.{whole.year}.total",
                total=whole.participants,
                sum=total,
                parts=" + ".join(str(row.participants) for row in parts),
                date=whole.year,
            )


def _jumps(counts: Counts, bound_percent: int) -> Iterator[Diagnostic]:
    """Report a change beyond the bound of `site.yaml` that no note confirms."""
    before: dict[Cell, Observation] = {}
    for cell, _, group in counts.groups():
        row = quotable_row(group)
        if row is None or row.participants is None:
            continue
        last = before.get(cell)
        before[cell] = row
        if last is None or not last.participants or row.note is not None:
            continue
        change = abs(row.participants - last.participants) * 100 / last.participants
        if change > bound_percent:
            yield problem(
                "DAT016",
                row.location,
                related=[last.location],
                name=cell_name(cell),
                date=row.as_of,
                value=row.participants,
                earlier=last.as_of,
                before=last.participants,
                bound=bound_percent,
            )
