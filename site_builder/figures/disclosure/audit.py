"""What readers could compute: the sums that bind counts, and withheld counts that follow from them.

Takes observations and the hierarchy of areas; gives for each date the sums that hold among its
counts, and every suppressed count that published numbers fix to fewer values than the threshold.
It withholds nothing and names no figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from typing import TypeAlias

from site_builder.figures.cells import DIMENSIONS, AreaTree, Breakdown
from site_builder.model import Area, Observation, Status

Exact: TypeAlias = int | Fraction
"""A number without rounding; most stay whole, which is faster."""
UNBOUNDED = 10**12
"""More people than any count can hold."""
_AREA = DIMENSIONS.index("area")
_OCCUPATION = DIMENSIONS.index("occupation")
_MOST_ROUNDS = 50
"""Bounds that still move after so many rounds are left as they are, which is never too narrow."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Equation:
    """Parts of one dimension, and on one level of areas, with the whole that they divide."""

    whole: Breakdown
    parts: tuple[Breakdown, ...]
    dimension: int
    is_complete: bool
    """No part is missing, so that readers take the parts to add up to the whole."""

    @property
    def cells(self) -> tuple[Breakdown, ...]:
        return (self.whole, *self.parts)

    def __iter__(self) -> Iterator[tuple[Breakdown, int]]:
        """Yield the cells with their signs in `parts - whole = 0`."""
        yield self.whole, -1
        for part in self.parts:
            yield part, 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """What the rows of one date say."""

    as_of: date
    values: Mapping[Breakdown, tuple[int, ...]]
    """Every number of a cell's rows, smallest first, corrected and disputed ones included."""
    suppressed: frozenset[Breakdown]
    equations: tuple[Equation, ...]
    areas: AreaTree


@dataclass(frozen=True, kw_only=True, slots=True)
class Disclosure:
    """A suppressed count that can be computed, or narrowed down too far."""

    cell: Breakdown
    as_of: date
    whole: Breakdown | None
    """The whole whose sum gives it away; None when several sums do so together."""


class Sums:
    """The sums that hold among the counts of a file."""

    def __init__(self, observations: Iterable[Observation], areas: Mapping[str, Area]) -> None:
        self._rows = tuple(observations)
        self._areas = AreaTree(areas)
        self._equations = cache(self._find)

    def days(self) -> Iterator[Day]:
        """Yield every date that has rows, oldest first."""
        rows: dict[date, list[Observation]] = {}
        for row in self._rows:
            rows.setdefault(row.as_of, []).append(row)
        for as_of in sorted(rows):
            yield self._day(as_of, rows[as_of])

    def _day(self, as_of: date, rows: Sequence[Observation]) -> Day:
        numbers: dict[Breakdown, list[int]] = {}
        for row in rows:
            known = () if row.participants is None else (row.participants,)
            numbers.setdefault(row.cell, []).extend(known)
        values = {cell: tuple(sorted(known)) for cell, known in numbers.items()}
        return Day(
            as_of=as_of,
            values=values,
            suppressed=frozenset(row.cell for row in rows if row.status is Status.SUPPRESSED),
            equations=self._equations(frozenset(values)),
            areas=self._areas,
        )

    def _find(self, listed: frozenset[Breakdown]) -> tuple[Equation, ...]:
        groups = self._divided(listed)
        return tuple(
            Equation(
                whole=whole,
                parts=tuple(sorted(parts)),
                dimension=position,
                is_complete=self._is_complete(whole, position, level, parts),
            )
            for (whole, position, level), parts in sorted(groups.items())
        )

    def _is_complete(
        self, whole: Breakdown, position: int, level: int, parts: set[Breakdown]
    ) -> bool:
        if position == _AREA:
            areas, above = self._areas.levels[level], whole[_AREA]
            expected = {slug for slug, parent in areas.items() if parent == above}
            return {part[_AREA] for part in parts} == expected
        ever = self._ever.get((whole, position, level), set())
        # One occupation alone says nothing of the others; funding always covers everybody.
        return parts == ever and (position != _OCCUPATION or len(ever) > 1)

    @cached_property
    def _ever(self) -> Mapping[tuple[Breakdown, int, int], set[Breakdown]]:
        return self._divided(frozenset(row.cell for row in self._rows))

    def _divided(
        self, listed: frozenset[Breakdown]
    ) -> dict[tuple[Breakdown, int, int], set[Breakdown]]:
        """Return each whole above the listed cells with its parts, by dimension and level."""
        groups: dict[tuple[Breakdown, int, int], set[Breakdown]] = {}
        waiting, seen = list(listed), set(listed)
        while waiting:
            cell = waiting.pop()
            for position, whole in self._areas.wholes(cell):
                level = self._levels[cell[_AREA]] if position == _AREA else 0
                groups.setdefault((whole, position, level), set()).add(cell)
                if whole not in seen:
                    seen.add(whole)
                    waiting.append(whole)
        return groups

    @cached_property
    def _levels(self) -> Mapping[str, int]:
        """Area to its level, from the lowest."""
        levels = enumerate(self._areas.levels)
        return {area: level for level, areas in levels for area in areas}


def find_disclosures(
    observations: Iterable[Observation], threshold: int, areas: Mapping[str, Area]
) -> tuple[Disclosure, ...]:
    """Return every suppressed count that its neighbours betray."""
    days = Sums(observations, areas).days()
    return tuple(found for day in days for found in exposed(day, day.suppressed, threshold))


def exposed(day: Day, withheld: Iterable[Breakdown], threshold: int) -> tuple[Disclosure, ...]:
    """Return the withheld counts of a date that published ones fix or narrow too far."""
    hidden = frozenset(withheld)
    if not hidden:
        return ()
    bounds = _Bounds(day, hidden)
    solved = _solved(day, hidden, bounds)
    return tuple(
        Disclosure(cell=cell, as_of=day.as_of, whole=bounds.reason.get(cell))
        for cell in sorted(hidden)
        if bounds.high[cell] - bounds.low[cell] < threshold or cell in solved
    )


class _Bounds:
    """The least and the most that each count can be, tightened sum by sum."""

    def __init__(self, day: Day, hidden: frozenset[Breakdown]) -> None:
        self.low: dict[Breakdown, int] = {}
        self.high: dict[Breakdown, int] = {}
        self.reason: dict[Breakdown, Breakdown] = {}
        bound = {cell for equation in day.equations for cell in equation.cells}
        for cell in bound | hidden:
            self._start(cell, () if cell in hidden else day.values.get(cell, ()))
        unknown = {cell for cell in bound if not self.is_fixed(cell)}
        uses: dict[Breakdown, list[int]] = {}
        for position, equation in enumerate(day.equations):
            for cell in unknown.intersection(equation.cells):
                uses.setdefault(cell, []).append(position)
        # Sums of which no bound moved since they were looked at say nothing new.
        waiting = {position for positions in uses.values() for position in positions}
        for _ in range(_MOST_ROUNDS):
            for position, equation in enumerate(day.equations if waiting else ()):
                if position in waiting:
                    waiting.remove(position)
                    for cell in self._tighten(equation):
                        waiting.update(uses[cell])

    def is_fixed(self, cell: Breakdown) -> bool:
        """Return whether only one value is possible."""
        return self.low[cell] == self.high[cell]

    def _start(self, cell: Breakdown, values: tuple[int, ...]) -> None:
        self.low[cell] = values[0] if values else 0
        self.high[cell] = values[-1] if values else UNBOUNDED

    def _tighten(self, equation: Equation) -> list[Breakdown]:
        """Narrow the bounds by one sum; parts that may be incomplete are at most their whole.

        Returns the cells whose bounds moved.
        """
        whole, parts = equation.whole, equation.parts
        low, high = sum([self.low[p] for p in parts]), sum([self.high[p] for p in parts])
        is_moved = self._narrow(whole, low, high if equation.is_complete else UNBOUNDED, whole)
        moved = [whole] if is_moved else []
        most, least = self.high[whole], self.low[whole]
        for part in parts:
            own_low, own_high = self.low[part], self.high[part]
            if own_low == own_high:
                continue
            ceiling = most - (low - own_low) if most < UNBOUNDED else UNBOUNDED
            floor = least - (high - own_high) if equation.is_complete else 0
            if self._narrow(part, floor, ceiling, whole):
                moved.append(part)
        return moved

    def _narrow(self, cell: Breakdown, low: int, high: int, whole: Breakdown) -> bool:
        low, high = max(low, self.low[cell]), min(high, self.high[cell])
        if low > high or (low, high) == (self.low[cell], self.high[cell]):
            return False  # nothing new, or sums that contradict each other and so say nothing
        self.low[cell], self.high[cell] = low, high
        self.reason[cell] = whole
        return True


def _solved(day: Day, hidden: frozenset[Breakdown], bounds: _Bounds) -> frozenset[Breakdown]:
    """Return the unknown counts that several sums together fix, whatever their values."""
    rows: list[dict[Breakdown, Exact]] = [
        {
            cell: sign
            for cell, sign in equation
            if (cell in hidden or not day.values.get(cell)) and not bounds.is_fixed(cell)
        }
        for equation in day.equations
        if equation.is_complete
    ]
    uses = Counter(cell for row in rows for cell in row)
    solved: dict[Breakdown, dict[Breakdown, Exact]] = {}
    for row in sorted(rows, key=len):
        for cell in [cell for cell in row if cell in solved]:
            _subtract(row, solved[cell], cell)
        if not row:
            continue
        # The count in the fewest sums: solving for it disturbs the fewest others.
        pivot = min(row, key=lambda cell: (uses[cell], cell))
        inverse = row[pivot] if abs(row[pivot]) == 1 else 1 / Fraction(row[pivot])
        scaled = {cell: value * inverse for cell, value in row.items()}
        for other in solved.values():
            if pivot in other:
                _subtract(other, scaled, pivot)
        solved[pivot] = scaled
    return frozenset(cell for cell, row in solved.items() if len(row) == 1)


def _subtract(
    row: dict[Breakdown, Exact], other: Mapping[Breakdown, Exact], cell: Breakdown
) -> None:
    """Take a multiple of another row away, so that the cell leaves the row."""
    factor = row[cell]
    for name, value in other.items():
        rest = row.get(name, 0) - factor * value
        if rest:
            row[name] = rest
        else:
            row.pop(name, None)
