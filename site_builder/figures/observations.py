"""Who was counted, when: observations by cell and date, and what may be quoted of them.

Takes a project; gives the rows of each cell at each date, the row to quote among them, and the
value that follows from rows or from parts. It names no figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from site_builder.diagnostics import Location
from site_builder.figures.completeness import Cell, OwedFunding
from site_builder.figures.roll_up import DIMENSIONS, Sum, roll_up
from site_builder.model import Area, Observation, Project, Status

TOTAL: Cell = ("", "", "")


class Counts:
    """The observations of a project, sorted once."""

    def __init__(self, project: Project) -> None:
        self._rows: dict[Cell, dict[date, list[Observation]]] = {}
        for row in project.observations:
            self._rows.setdefault(row.cell, {}).setdefault(row.as_of, []).append(row)
        levels = area_levels(project.areas)
        self._parents = {slug: above for level in levels for slug, above in level.items()}
        counted = [row for row in project.observations if row.status is not Status.SUPERSEDED]
        self._owed = OwedFunding((row.cell for row in counted), levels)
        self.sums = roll_up(self._quoted(), counted, levels, self._owed)
        self.cells = frozenset(self._rows) | frozenset(self.sums)
        """Every cell that has rows or a sum."""
        self._parts = self._by_whole()

    def dates(self, cell: Cell) -> list[date]:
        """Give every date at which something is known of a cell, oldest first."""
        return sorted(set(self._rows.get(cell, ())) | set(self.sums.get(cell, ())))

    def rows(self, cell: Cell, day: date) -> Sequence[Observation]:
        """Give a cell's rows at a date."""
        return self._rows.get(cell, {}).get(day, [])

    def total(self, cell: Cell, day: date) -> Sum | None:
        """Give a cell's quotable value at a date."""
        return self.sums.get(cell, {}).get(day)

    def groups(self) -> Iterable[tuple[Cell, date, Sequence[Observation]]]:
        """Walk the rows of each cell at each date, in a fixed order."""
        for cell in sorted(self._rows):
            for day in sorted(self._rows[cell]):
                yield cell, day, self._rows[cell][day]

    def parts(self, cell: Cell, dimension: str) -> list[Cell]:
        """Give the cells that one dimension divides a cell into, one level down."""
        return self._parts.get((DIMENSIONS.index(dimension), cell), [])

    def owed_funding(self, cell: Cell) -> frozenset[str]:
        """Give the funding sources without which a cell's sum over funding is not everybody."""
        _, area, occupation = cell
        return self._owed.of(area, occupation)

    def _by_whole(self) -> Mapping[tuple[int, Cell], list[Cell]]:
        """Sort every cell under the wholes that it is a part of, by dimension."""
        parts: dict[tuple[int, Cell], list[Cell]] = {}
        for cell in sorted(self.cells):
            for position, name in enumerate(cell):
                above = self._parents.get(name) if DIMENSIONS[position] == "area" else ""
                if name and above is not None:
                    parts.setdefault((position, renamed(cell, position, above)), []).append(cell)
        return parts

    def _quoted(self) -> list[Observation]:
        found = (quotable_row(rows) for _, _, rows in self.groups())
        return [row for row in found if row is not None]


def renamed(cell: Cell, position: int, name: str) -> Cell:
    """Give a cell with another name along one dimension."""
    names = list(cell)
    names[position] = name
    funding, area, occupation = names
    return funding, area, occupation


def quotable_row(rows: Iterable[Observation]) -> Observation | None:
    """Give the row to quote among the rows of one cell and date, or None.

    The row marked `quote` wins; then the newest release of what is published. A disputed row
    without the mark is never quoted.
    """
    current = [row for row in rows if row.status in {Status.PUBLISHED, Status.DISPUTED}]
    marked = [row for row in current if row.quote]
    published = [row for row in current if row.status is Status.PUBLISHED]
    return max(marked or published, key=release_order, default=None)


def release_order(row: Observation) -> tuple[date, Location]:
    """Give a key that puts the newest release last."""
    return (row.released or row.as_of, row.location)


def area_levels(areas: Mapping[str, Area]) -> list[dict[str, str]]:
    """Give the areas level by level, lowest first, each with the slug of the one above.

    A cell without area counts the highest area, so what lies directly below it has no parent.
    """
    by_code = {area.code: area for area in areas.values()}
    levels: dict[int, dict[str, str]] = {}
    for slug, area in areas.items():
        parent = by_code.get(area.parent)
        is_below_highest = parent is None or not parent.parent
        depth = _depth(area, by_code)
        levels.setdefault(depth, {})[slug] = (
            "" if parent is None or is_below_highest else parent.slug
        )
    return [levels[depth] for depth in sorted(levels, reverse=True)]


def _depth(area: Area, by_code: Mapping[str, Area]) -> int:
    depth, seen = 0, {area.code}
    while area.parent in by_code and area.parent not in seen:
        seen.add(area.parent)
        area = by_code[area.parent]
        depth += 1
    return depth
