"""How many people are covered: observations into coverage figures.

Takes a project; gives the total, one figure for each funding, area and occupation that has rows,
each with its history and its disputes, and what `shares.py` computes from them. Only a quotable row
becomes a value, and a sum is made only when every part is known. It formats nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from site_builder.diagnostics import Location
from site_builder.figures.completeness import Cell
from site_builder.figures.derived import COVERAGE_PATH, TOTAL_NAME, derived_figures, joined
from site_builder.figures.observations import TOTAL, Counts, quotable_row, release_order
from site_builder.figures.roll_up import Sum
from site_builder.model import Confidence, Figure, Localized, Observation, Project, Status
from site_builder.model.words import localized_word


def compute_coverage(project: Project) -> dict[str, Figure]:
    """Give every coverage figure by name."""
    counts = Counts(project)
    figures = {
        name: _cell_figure(project, counts, name, cell, label)
        for name, cell, label in _named_cells(project, counts)
    }
    return figures | {figure.name: figure for figure in derived_figures(project, figures)}


def _funded(project: Project, counts: Counts) -> tuple[str, ...]:
    """Give the funding sources that are counted on their own, in their file's order."""
    return tuple(fund for fund in project.funding if (fund, "", "") in counts.cells)


def _named_cells(project: Project, counts: Counts) -> Iterator[tuple[str, Cell, Localized]]:
    """Give name, cell and label of every count that one dimension alone describes."""
    catalogs = project.catalogs
    yield TOTAL_NAME, TOTAL, localized_word(catalogs, "label.coverage_total", {})
    key = "label.coverage_part"
    for fund in _funded(project, counts):
        label = localized_word(catalogs, key, {"name": project.funding[fund].name})
        yield f"coverage.{fund}", (fund, "", ""), label
    for slug, area in project.areas.items():
        if ("", slug, "") in counts.cells:
            label = localized_word(catalogs, key, {"name": area.name})
            yield f"coverage.area_{slug}", ("", slug, ""), label
    for name, occupation in project.occupations.items():
        if ("", "", name) in counts.cells:
            label = localized_word(catalogs, key, {"name": occupation.name})
            yield f"coverage.occupation_{name}", ("", "", name), label


def _cell_figure(
    project: Project, counts: Counts, name: str, cell: Cell, label: Localized
) -> Figure:
    """Give a cell's newest quotable value, with its dates before and its disputes."""
    points = _points(project, counts, name, cell, label)
    history = tuple(point for point, _ in points)
    quotable = [point for point, is_quotable in points if is_quotable]
    # A count that is withheld now is not shown as it was before: that would come too close.
    is_withheld = cell != TOTAL and bool(history) and history[-1].status is Status.SUPPRESSED
    if quotable and not is_withheld:
        newest = quotable[-1]
        disputes = _disputes(project, newest, history)
        return replace(newest, history=history, disputes=disputes)
    last = history[-1] if history else None
    is_suppressed = last is not None and last.status is Status.SUPPRESSED
    return Figure(
        name=name,
        label=label,
        value=None,
        unit="people",
        as_of=last.as_of if last else "",
        status=Status.SUPPRESSED if is_suppressed else Status.NOT_PUBLISHED,
        confidence=Confidence.NOT_FOUND,
        sources=last.sources if last else (),
        row=last.row if last else "",
        location=last.location if last else Location(path=COVERAGE_PATH),
        area=cell[1],
        history=history,
    )


def _points(
    project: Project, counts: Counts, name: str, cell: Cell, label: Localized
) -> list[tuple[Figure, bool]]:
    """Give one figure for each date of a cell, oldest first, and whether it may be quoted."""
    points: list[tuple[Figure, bool]] = []
    for day in counts.dates(cell):
        rows = counts.rows(cell, day)
        quoted, total = quotable_row(rows), counts.total(cell, day)
        if quoted is not None:
            points.append((_row_figure(project, name, label, quoted, rows), True))
        elif total is not None:
            points.append((_sum_figure(counts, name, cell, label, day=day, total=total), True))
        else:
            shown = [row for row in rows if row.status is not Status.SUPERSEDED] or rows
            row = max(shown, key=release_order)
            points.append((_row_figure(project, name, label, row, rows), False))
    return [(replace(point, area=cell[1]), is_quotable) for point, is_quotable in points]


def _row_figure(
    project: Project, name: str, label: Localized, row: Observation, rows: Sequence[Observation]
) -> Figure:
    """Give the figure that one row states, with the value that it corrects."""
    replaced = [
        other
        for other in rows
        if other.status is Status.SUPERSEDED and other.participants != row.participants
    ]
    before = max(replaced, key=release_order, default=None)
    corrected = None if before is None or row.status is Status.SUPERSEDED else before.participants
    return Figure(
        name=name,
        label=label,
        value=None if row.participants is None else Decimal(row.participants),
        unit="people",
        as_of=row.as_of.isoformat(),
        status=row.status,
        confidence=source_confidence(project, row.sources),
        sources=row.sources,
        row=f"{row.location.path}:{row.location.line}",
        location=row.location,
        note=row.note,
        corrects=None if corrected is None else Decimal(corrected),
    )


def _sum_figure(
    counts: Counts, name: str, cell: Cell, label: Localized, *, day: date, total: Sum
) -> Figure:
    """Give the figure that a cell's parts add up to."""
    parts = counts.parts(cell, total.origin)
    rows = [row for part in parts for row in _rows_below(counts, part, day)]
    return Figure(
        name=name,
        label=label,
        value=Decimal(total.participants),
        unit="people",
        as_of=day.isoformat(),
        status=Status.COMPUTED,
        confidence=Confidence.COMPUTED,
        sources=joined(*(row.sources for row in rows)),
        row=" + ".join(cell_name(part) for part in parts),
        location=rows[0].location if rows else Location(path=COVERAGE_PATH),
    )


def _rows_below(counts: Counts, cell: Cell, day: date) -> list[Observation]:
    """Give the rows that a cell's value rests on: its own, or those of the parts it adds up."""
    quoted = quotable_row(counts.rows(cell, day))
    if quoted is not None:
        return [quoted]
    total = counts.total(cell, day)
    parts = counts.parts(cell, total.origin) if total else []
    return [row for part in parts for row in _rows_below(counts, part, day)]


def cell_name(cell: Cell) -> str:
    """Give the name of the figure that counts a cell; of several dimensions, joined by `×`."""
    funding, area, occupation = cell
    parts = (funding, area and f"area_{area}", occupation and f"occupation_{occupation}")
    return "×".join(f"coverage.{part}" for part in parts if part) or TOTAL_NAME


def _disputes(project: Project, figure: Figure, history: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Give the disputed values at or near a figure's date."""
    reach = timedelta(days=project.settings.dispute_days)
    day = date.fromisoformat(figure.as_of)
    return tuple(
        point
        for point in history
        if point.status is Status.DISPUTED
        and point.row != figure.row
        and abs(date.fromisoformat(point.as_of) - day) <= reach
    )


def source_confidence(project: Project, sources: Iterable[str]) -> Confidence:
    """Give the best confidence among the sources of a row that names none itself."""
    kinds = {project.sources[name].kind for name in sources if name in project.sources}
    return next((kind for kind in Confidence if kind in kinds), Confidence.NOT_FOUND)
