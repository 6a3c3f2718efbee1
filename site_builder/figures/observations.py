"""Observations grouped by what they count and when, and which of them may be quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from site_builder.figures.cells import AreaTree, Breakdown
from site_builder.figures.roll_up import ExpectedFunding, Sum, roll_up
from site_builder.model import Observation, Project, Status


class Counts:
    """The observations of a project, grouped and rolled up once for everything that needs them.

    Rows that count something unknown are only grouped: integrity checks report them.
    """

    def __init__(self, project: Project) -> None:
        cells: dict[Breakdown, Breakdown] = {}
        """Each cell to the one tuple that all its days share."""
        days: dict[date, dict[Breakdown, tuple[Observation, ...]]] = {}
        for row in project.observations:
            cell = cells.setdefault(row.cell, row.cell)
            groups = days.setdefault(row.as_of, {})
            groups[cell] = (*groups.get(cell, ()), row)
        known = {cell for cell in cells if _is_known(cell, project)}
        counted: set[Breakdown] = set()
        self.quoted: dict[date, dict[Breakdown, Observation]] = {}
        """The rows to quote, the oldest date first."""
        self._groups: dict[date, dict[Breakdown, tuple[Observation, ...]]] = {}
        """The rows of all other cells, and of those with several rows."""
        for day in sorted(days):
            quoted, groups = self.quoted.setdefault(day, {}), self._groups.setdefault(day, {})
            for cell, rows in days.pop(day).items():
                quotable = quotable_row(rows) if cell in known else None
                if quotable is not None:
                    quoted[cell] = quotable
                if quotable is None or len(rows) > 1:
                    groups[cell] = rows
                if cell in known and any(row.status is not Status.SUPERSEDED for row in rows):
                    counted.add(cell)
        self.areas = AreaTree(project.areas)
        self._expected = ExpectedFunding(counted, self.areas)
        self._sums = roll_up(self.quoted, counted, self.areas.levels, self._expected)
        self.cells = known.union(*self._sums.values())
        """Every cell that has rows or a sum."""
        self.wholes = {cell: tuple(self.areas.wholes(cell)) for cell in sorted(self.cells)}
        """The cells one level up of which each is a part, with the position of the dimension."""
        self._parts: dict[tuple[int, Breakdown], list[Breakdown]] = {}
        for cell, wholes in self.wholes.items():
            for whole in wholes:
                self._parts.setdefault(whole, []).append(cell)

    def dates(self, cell: Breakdown) -> list[date]:
        """Return every date at which something is known of a cell, oldest first."""
        return [day for day in self.quoted if self.rows(cell, day) or self.total(cell, day)]

    def rows(self, cell: Breakdown, day: date) -> Sequence[Observation]:
        quoted = self.quoted[day].get(cell)
        alone = () if quoted is None else (quoted,)
        return self._groups[day].get(cell, alone)

    def total(self, cell: Breakdown, day: date) -> Sum | None:
        """Return what the parts of a cell add up to where no row can be quoted."""
        return self._sums[day].get(cell)

    def several(self) -> Iterator[tuple[Breakdown, date, Sequence[Observation]]]:
        """Yield what several rows count at one date; some of it may be unknown."""
        for day, groups in self._groups.items():
            yield from ((cell, day, rows) for cell, rows in groups.items() if len(rows) > 1)

    def parts(self, dimension: int, cell: Breakdown) -> Sequence[Breakdown]:
        """Return the cells that one dimension divides a cell into, one level down."""
        return self._parts.get((dimension, cell), ())

    def expected_funding(self, cell: Breakdown) -> frozenset[str]:
        """Return the funding sources without which a cell's sum over funding is not everybody."""
        _, area, occupation = cell
        return self._expected.of(area, occupation)


def _is_known(cell: Breakdown, project: Project) -> bool:
    names = zip(cell, (project.funding, project.areas, project.occupations), strict=True)
    return all(not name or name in known for name, known in names)


def quotable_row(rows: Sequence[Observation]) -> Observation | None:
    """Return the row to quote among the rows of one cell and date, or None.

    The row marked `quote` wins; then the newest release of what is published. A disputed row
    without the mark is never quoted.
    """
    fit = [
        row
        for row in rows
        if row.status is Status.PUBLISHED or (row.quote and row.status is Status.DISPUTED)
    ]
    if len(fit) > 1:
        return max(fit, key=lambda row: (row.quote, release_order(row)))
    return fit[0] if fit else None


def release_order(row: Observation) -> tuple[date, int]:
    """Return a key that puts the newest release last."""
    return (row.given_on, row.line)
