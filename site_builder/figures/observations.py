"""Observations grouped by what they count and when, and which of them may be quoted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from site_builder.diagnostics import Location
from site_builder.figures.area_tree import AreaTree
from site_builder.figures.completeness import Breakdown, ExpectedFunding
from site_builder.figures.roll_up import DIMENSIONS, Sum, roll_up
from site_builder.model import Observation, Project, Status

TOTAL: Breakdown = ("", "", "")


class Counts:
    """The observations of a project, grouped and rolled up once for everything that needs them.

    Rows that count something unknown are left out: integrity checks report them.
    """

    def __init__(self, project: Project) -> None:
        every: dict[Breakdown, dict[date, list[Observation]]] = {}
        for row in project.observations:
            every.setdefault(row.cell, {}).setdefault(row.as_of, []).append(row)
        self._rows = {cell: days for cell, days in every.items() if _is_known(cell, project)}
        self._quotable = {
            (cell, day): quotable_row(group)
            for cell, days in self._rows.items()
            for day, group in days.items()
        }
        self.areas = AreaTree(project.areas)
        counted = [cell for cell, days in self._rows.items() if _is_counted(days)]
        self._expected = ExpectedFunding(counted, self.areas)
        quoted = [row for row in self._quotable.values() if row is not None]
        self.sums = roll_up(quoted, counted, self.areas.levels, self._expected)
        self.cells = frozenset(self._rows) | frozenset(self.sums)
        """Every cell that has rows or a sum."""
        self._parts = self._parts_by_whole()

    def dates(self, cell: Breakdown) -> list[date]:
        """Return every date at which something is known of a cell, oldest first."""
        return sorted(set(self._rows.get(cell, ())) | set(self.sums.get(cell, ())))

    def rows(self, cell: Breakdown, day: date) -> Sequence[Observation]:
        return self._rows.get(cell, {}).get(day, [])

    def quotable(self, cell: Breakdown, day: date) -> Observation | None:
        return self._quotable.get((cell, day))

    def total(self, cell: Breakdown, day: date) -> Sum | None:
        """Return a cell's quotable value, published or added up."""
        return self.sums.get(cell, {}).get(day)

    def groups(self) -> Iterable[tuple[Breakdown, date, Sequence[Observation]]]:
        """Yield the rows of each cell at each date, in a fixed order."""
        for cell in sorted(self._rows):
            for day in sorted(self._rows[cell]):
                yield cell, day, self._rows[cell][day]

    def parts(self, cell: Breakdown, dimension: str) -> list[Breakdown]:
        """Return the cells that one dimension divides a cell into, one level down."""
        return self._parts.get((DIMENSIONS.index(dimension), cell), [])

    def expected_funding(self, cell: Breakdown) -> frozenset[str]:
        """Return the funding sources without which a cell's sum over funding is not everybody."""
        _, area, occupation = cell
        return self._expected.of(area, occupation)

    def _parts_by_whole(self) -> Mapping[tuple[int, Breakdown], list[Breakdown]]:
        parts: dict[tuple[int, Breakdown], list[Breakdown]] = {}
        for cell in sorted(self.cells):
            for position, name in enumerate(cell):
                above = self.areas.parents.get(name) if DIMENSIONS[position] == "area" else ""
                if name and above is not None:
                    parts.setdefault((position, renamed(cell, position, above)), []).append(cell)
        return parts


def _is_known(cell: Breakdown, project: Project) -> bool:
    names = zip(cell, (project.funding, project.areas, project.occupations), strict=True)
    return all(not name or name in known for name, known in names)


def _is_counted(days: Mapping[date, Sequence[Observation]]) -> bool:
    """Return whether any row of a cell still stands."""
    return any(row.status is not Status.SUPERSEDED for rows in days.values() for row in rows)


def renamed(cell: Breakdown, position: int, name: str) -> Breakdown:
    """Return a cell with another name along one dimension."""
    names = list(cell)
    names[position] = name
    funding, area, occupation = names
    return funding, area, occupation


def quotable_row(rows: Iterable[Observation]) -> Observation | None:
    """Return the row to quote among the rows of one cell and date, or None.

    The row marked `quote` wins; then the newest release of what is published. A disputed row
    without the mark is never quoted.
    """
    current = [row for row in rows if row.status in {Status.PUBLISHED, Status.DISPUTED}]
    marked = [row for row in current if row.quote]
    published = [row for row in current if row.status is Status.PUBLISHED]
    return max(marked or published, key=release_order, default=None)


def release_order(row: Observation) -> tuple[date, Location]:
    """Return a key that puts the newest release last."""
    return (row.released or row.as_of, row.location)
