"""Coverage figures: how many people are covered, together and by funding, area and occupation.

Each figure has its history. Only a quotable row becomes a value, and a sum is made
only when every part is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from site_builder.figures.cells import TOTAL, Breakdown
from site_builder.figures.derived import TOTAL_NAME, computed, derived_figures, unpublished
from site_builder.figures.disputes import settle_disputes
from site_builder.figures.observations import Counts, release_order
from site_builder.figures.roll_up import Sum
from site_builder.model import Confidence, Figure, Observation, Project, Status


def compute_coverage(project: Project, counts: Counts) -> dict[str, Figure]:
    """Return every coverage figure by name, those computed from counts included."""
    cells = _simple_cells(project, counts)
    figures = settle_disputes(
        project, {cell_name(cell): _cell_figure(project, counts, cell) for cell in cells}
    )
    return figures | {
        figure.name: figure for figure in derived_figures(project, counts.areas, figures)
    }


def _simple_cells(project: Project, counts: Counts) -> Iterator[Breakdown]:
    """Yield the total and every count that one dimension alone describes, in their files' order."""
    yield TOTAL
    cells: tuple[Breakdown, ...] = (
        *((fund, "", "") for fund in project.funding),
        *(("", slug, "") for slug in project.areas),
        *(("", "", occupation) for occupation in project.occupations),
    )
    yield from (cell for cell in cells if cell in counts.cells)


def _cell_figure(project: Project, counts: Counts, cell: Breakdown) -> Figure:
    """Return a cell's newest quotable value, with its history."""
    history = tuple(_points(project, counts, cell))
    quotable = [point for point in history if not point.is_rival]
    # A count that is withheld now is not shown as it was before: that would come too close.
    is_withheld = cell != TOTAL and bool(history) and history[-1].status is Status.SUPPRESSED
    if quotable and not is_withheld:
        return replace(quotable[-1], history=history)
    nothing = unpublished(cell_name(cell), "people")
    last = history[-1] if history else nothing
    is_suppressed = last.status is Status.SUPPRESSED
    return replace(
        nothing,
        as_of=last.as_of,
        status=Status.SUPPRESSED if is_suppressed else Status.NOT_PUBLISHED,
        sources=last.sources,
        location=last.location,
        area=cell[1],
        history=history,
    )


def _points(project: Project, counts: Counts, cell: Breakdown) -> Iterator[Figure]:
    """Yield one figure for each date of a cell, oldest first."""
    for day in counts.dates(cell):
        rows = counts.rows(cell, day)
        quoted, total = counts.quoted[day].get(cell), counts.total(cell, day)
        if quoted is not None:
            yield _row_figure(project, quoted, rows)
        elif total is not None:
            yield _sum_figure(counts, cell, day, total)
        else:
            shown = [row for row in rows if row.status is not Status.SUPERSEDED] or rows
            row = max(shown, key=release_order)
            yield replace(_row_figure(project, row, rows), is_rival=True)


def _row_figure(project: Project, row: Observation, rows: Sequence[Observation]) -> Figure:
    """Return the figure that one row states, with the value that it corrects."""
    replaced = [
        other
        for other in rows
        if other.status is Status.SUPERSEDED and other.participants != row.participants
    ]
    before = max(replaced, key=release_order, default=None)
    corrected = None if before is None or row.status is Status.SUPERSEDED else before.participants
    return Figure(
        name=cell_name(row.cell),
        value=None if row.participants is None else Decimal(row.participants),
        unit="people",
        as_of=row.as_of.isoformat(),
        status=row.status,
        confidence=source_confidence(project, row.sources),
        sources=row.sources,
        location=row.location,
        area=row.area,
        note=row.note,
        stated_by=row.stated_by,
        occasion=row.occasion,
        corrects=None if corrected is None else Decimal(corrected),
    )


def _sum_figure(counts: Counts, cell: Breakdown, day: date, total: Sum) -> Figure:
    """Return the figure that a cell's parts add up to."""
    parts = counts.parts(total.dimension, cell)
    rows = [row for part in parts for row in _rows_below(counts, part, day)]
    return computed(
        cell_name(cell),
        Decimal(total.participants),
        "people",
        day.isoformat(),
        formula=" + ".join(cell_name(part) for part in parts),
        of=rows,
        area=cell[1],
    )


def _rows_below(counts: Counts, cell: Breakdown, day: date) -> list[Observation]:
    """Return the rows that a cell's value rests on: its own, or those of the parts it adds up."""
    quoted = counts.quoted[day].get(cell)
    if quoted is not None:
        return [quoted]
    total = counts.total(cell, day)
    parts = counts.parts(total.dimension, cell) if total else ()
    return [row for part in parts for row in _rows_below(counts, part, day)]


def cell_name(cell: Breakdown) -> str:
    """Name the figure that counts a cell; the names of several dimensions are joined by `×`."""
    funding, area, occupation = cell
    parts = (funding, area and f"area_{area}", occupation and f"occupation_{occupation}")
    return "×".join(f"coverage.{part}" for part in parts if part) or TOTAL_NAME


def source_confidence(project: Project, sources: Iterable[str]) -> Confidence:
    """Return the best confidence among the sources of a row that names none itself."""
    kinds = {project.sources[name].kind for name in sources if name in project.sources}
    return next((kind for kind in Confidence if kind in kinds), Confidence.NOT_FOUND)
