"""Disclosure control: small counts are withheld, and so is what they could be computed from.

Takes observations as an office has them; gives the same rows, some of them without their number.
For every count that it withholds it finds a change of withheld counts that alters no published
number and no sum, by at least the threshold: so nobody can tell which of the values is true.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from site_builder.figures.disclosure import UNBOUNDED, Day, Sums, exposed
from site_builder.figures.statistics import Cell
from site_builder.model import Area, Observation, Status

Change: TypeAlias = Mapping[Cell, int]
"""How withheld counts could differ from the truth: one more or one fewer of each."""

_MOST_STEPS = 3000
"""Partial changes that the search looks at before it withholds more to make its task easier."""
_MOST_CHOICES = 8
"""Counts that are tried, of each sort, to make up for a change in one sum."""


def suppress(
    observations: Iterable[Observation], threshold: int, areas: Mapping[str, Area]
) -> tuple[Observation, ...]:
    """Withhold what would give a count below the threshold away; rows keep their order.

    A count is withheld at its date in all of its rows, corrected and disputed ones included, and
    stays withheld once it is. Rows that are published give readers nothing to compute it from.
    """
    rows = tuple(observations)
    withheld = {
        (cell, day.as_of) for day in Sums(rows, areas).days() for cell in _withheld(day, threshold)
    }
    return tuple(_blank(row) if (row.cell, row.as_of) in withheld else row for row in rows)


def is_small(value: int | None, threshold: int) -> bool:
    """Tell whether so few people are counted that somebody may recognise them."""
    return value is not None and 0 < value < threshold


def _blank(row: Observation) -> Observation:
    """Take the number from a row, and the note that may repeat it."""
    if row.status is Status.NOT_PUBLISHED:
        return row
    return replace(row, participants=None, status=Status.SUPPRESSED, quote=False, note=None)


def _withheld(day: Day, threshold: int) -> frozenset[Cell]:
    """Give the cells of a date that have to be withheld."""
    small = {
        cell
        for cell, values in day.values.items()
        if any(is_small(value, threshold) for value in values)
    }
    search = _Search(day, small | day.suppressed, threshold)
    owed = {cell for cell in search.withheld if day.values[cell]}
    owed |= {found.cell for found in exposed(day, search.withheld, threshold)}
    while owed:
        before = len(search.withheld)
        for cell in sorted(owed, key=lambda cell: (day.values[cell], cell)):
            search.protect(cell)
        owed = {found.cell for found in exposed(day, search.withheld, threshold)}
        if owed and len(search.withheld) == before:
            owed |= {search.withhold_neighbour(cell) for cell in sorted(owed)}
    return frozenset(search.withheld)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Partial:
    """A change that leaves some sums unbalanced still."""

    cells: tuple[tuple[Cell, int], ...]
    open: Mapping[int, int]
    """Number of an equation to what its parts have more than its whole."""
    fall: int
    """How often the change can be made before a count that falls is used up."""
    rise: int
    """How often the opposite can be."""
    cost: int


class _Search:
    """The counts of one date, and changes that readers could not rule out."""

    def __init__(self, day: Day, withheld: Iterable[Cell], threshold: int) -> None:
        self.withheld = set(withheld)
        self._day = day
        self._threshold = threshold
        self._protected: set[Cell] = set()
        self._room = {cell: min(values, default=0) for cell, values in day.values.items()}
        self._equations = [self._terms(number) for number in range(len(day.equations))]
        self._touching: dict[Cell, list[tuple[int, int]]] = {}
        for number, terms in enumerate(self._equations):
            for cell, sign in terms:
                self._touching.setdefault(cell, []).append((number, sign))

    def protect(self, cell: Cell) -> None:
        """Make sure that a withheld count could differ enough; withhold more where it must."""
        while cell not in self._protected:
            change = self._find(cell)
            if change is not None:
                listed = {other for other in change if other in self._day.values}
                self.withheld |= {c for c in listed if self._is_published(c)}
                self._protected |= listed
            elif self.withhold_neighbour(cell) == cell:
                self._protected.add(cell)  # nothing is published any more

    def withhold_neighbour(self, cell: Cell) -> Cell:
        """Withhold the smallest published count that shares a sum; the cell when none is left."""
        shared = {
            c for number, _ in self._touching.get(cell, ()) for c, _ in self._equations[number]
        }
        for group in (shared, self._day.values):
            found = [c for c in group if self._is_published(c)]
            if found:
                chosen = min(found, key=lambda c: (self._room[c], c))
                self.withheld.add(chosen)
                return chosen
        return cell

    def _is_published(self, cell: Cell) -> bool:
        return cell not in self.withheld and bool(self._day.values.get(cell))

    def _terms(self, number: int) -> tuple[tuple[Cell, int], ...]:
        """Give an equation's cells with their signs, and what its whole counts beyond its parts."""
        equation = self._day.equations[number]
        rest = 0 if equation.is_complete else self._least(equation.whole)
        for part in equation.parts if rest else ():
            values = self._day.values.get(part)
            rest -= self._estimate(part) if values is None else max(values, default=rest)
        if rest <= 0:
            return tuple(equation)
        nameless = ("", "", f"#{number}")
        self._room[nameless] = rest
        return (*equation, (nameless, 1))

    def _least(self, cell: Cell) -> int:
        return min(self._day.values.get(cell, ()), default=0)

    def _estimate(self, cell: Cell) -> int:
        """Give what the listed parts of a count without a row add up to."""
        if cell in self._day.values:
            return max(self._day.values[cell], default=0)
        sums = [
            sum(self._estimate(part) for part in equation.parts)
            for equation in self._day.equations
            if equation.whole == cell
        ]
        return max(sums, default=0)

    def _find(self, start: Cell) -> Change | None:
        """Give the change that withholds least, or None when the search gives up."""
        first = self._step(
            _Partial(cells=(), open={}, fall=UNBOUNDED, rise=UNBOUNDED, cost=0), start, 1
        )
        heap, order, seen = [], 0, set[frozenset[tuple[Cell, int]]]()
        if first is not None:
            heap.append((0, len(first.open), order, first))
        while heap and len(seen) < _MOST_STEPS:
            *_, partial = heapq.heappop(heap)
            if not partial.open:
                return dict(partial.cells)
            for longer in self._continue(partial):
                if (key := frozenset(longer.cells)) in seen:
                    continue
                seen.add(key)
                order += 1
                heapq.heappush(heap, (longer.cost, len(longer.open), order, longer))
        return None

    def _continue(self, partial: _Partial) -> Iterator[_Partial]:
        """Make up for one unbalanced sum in the most promising ways."""
        number = min(partial.open, key=lambda n: (len(self._equations[n]), n))
        used = {cell for cell, _ in partial.cells}
        wanted = -1 if partial.open[number] > 0 else 1
        found = [
            longer
            for cell, sign in self._equations[number]
            if cell not in used and (longer := self._step(partial, cell, wanted * sign)) is not None
        ]
        free = [longer for longer in found if longer.cost == partial.cost]
        paid = [longer for longer in found if longer.cost > partial.cost]
        yield from heapq.nsmallest(
            _MOST_CHOICES, free, key=lambda p: (len(p.open), -p.fall - p.rise)
        )
        yield from heapq.nsmallest(_MOST_CHOICES, paid, key=lambda p: (len(p.open), p.cost))

    def _step(self, partial: _Partial, cell: Cell, by: int) -> _Partial | None:
        """Let one more count rise or fall; None when too little could then change."""
        room = self._room.get(cell, UNBOUNDED)
        fall = min(partial.fall, room) if by < 0 else partial.fall
        rise = min(partial.rise, room) if by > 0 else partial.rise
        if fall + rise < self._threshold:
            return None
        still_open = dict(partial.open)
        for number, sign in self._touching.get(cell, ()):
            still_open[number] = still_open.get(number, 0) + sign * by
        return _Partial(
            cells=(*partial.cells, (cell, by)),
            open={number: rest for number, rest in still_open.items() if rest},
            fall=fall,
            rise=rise,
            cost=partial.cost + (room + self._threshold if self._is_published(cell) else 0),
        )
