"""Exchanges of people among the counts of one date that leave every sum as it is.

Takes the counts of a date; gives for a count the exchange that touches the least that is
published. Somebody who moves from one area, funding source or occupation to another changes two
counts along each dimension, and all wholes above both stay the same. Whoever knows the published
numbers cannot tell the counts before the exchange from those after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TypeAlias

from site_builder.figures.cells import DIMENSIONS, Breakdown, renamed
from site_builder.figures.disclosure.audit import UNBOUNDED, Day, Equation

Move: TypeAlias = Mapping[str, int]
"""Along one dimension: the names that gain (1) and that lose (-1), the names above included."""

_AREA = DIMENSIONS.index("area")
_FEW = (4, 10)
"""Most origins, and most destinations of each, that are tried before all are."""
_EVERY = (UNBOUNDED, UNBOUNDED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """What one exchange changes."""

    changes: Mapping[Breakdown, int]
    cost: int
    """How many people are counted in cells that it would withhold."""


class Exchanges:
    """The counts of one date, and what could be exchanged among them."""

    def __init__(self, day: Day, threshold: int, public: Set[Breakdown] = frozenset()) -> None:
        self.day = day
        self._public = public
        """Counts that others know already, to be used when there is nothing else."""
        self._threshold = threshold
        self._rooms = {cell: min(values, default=0) for cell, values in day.values.items()}
        self._up = cache(self._names_up)
        self._lowest: list[list[str]] = []
        """Along each dimension the names that stand above no other."""
        for position, own in enumerate(zip(*day.values, strict=True)):
            found = {name for each in set(own) for name in self._up(position, each)}
            above = {name for each in found for name in self._up(position, each)[1:]}
            self._lowest.append(sorted(found - above - {""}))
        self._touching: dict[Breakdown, list[Equation]] = {}
        for equation in day.equations:
            for cell, _ in equation:
                self._touching.setdefault(cell, []).append(equation)

    def cheapest(self, cell: Breakdown, withheld: Set[Breakdown]) -> frozenset[Breakdown]:
        """Return all counts of the exchange that shows least; they must be withheld with `cell`."""
        alone = self._alone(cell, withheld)
        if alone is not None:
            return frozenset(alone.changes)
        best = self._best(cell, withheld, _FEW, is_strict=True)
        if best is None or best.cost >= UNBOUNDED or self._reaches_above(best, cell):
            best = self._best(cell, withheld, _EVERY, is_strict=True)
        best = best or self._best(cell, withheld, _FEW, is_strict=False)
        # Without any, the rows contradict each other.
        return frozenset(self.day.values if best is None else best.changes)

    def neighbour(self, cell: Breakdown, withheld: Set[Breakdown]) -> Breakdown:
        """Return the smallest published count that shares a sum with a cell, else any smallest."""
        shared = [c for equation in self._touching.get(cell, ()) for c, _ in equation]
        for group in (shared, list(self.day.values)):
            found = [c for c in group if self._is_published(c, withheld)]
            if found:
                return min(found, key=lambda c: (self._room(c), c))
        return cell

    def _alone(self, cell: Breakdown, withheld: Set[Breakdown]) -> Exchange | None:
        """Return the change of a count and of all above it, if nobody can see any of them."""
        moves = tuple(dict.fromkeys(self._up(p, name), 1) for p, name in enumerate(cell))
        return self._evaluate(moves, withheld, limit=1, is_strict=True)

    def _reaches_above(self, exchange: Exchange, cell: Breakdown) -> bool:
        """Return whether an exchange changes a whole that a cell is part of."""
        above = [self._up(position, name)[1:] for position, name in enumerate(cell)]
        return any(
            name in names
            for changed in exchange.changes
            for name, names in zip(changed, above, strict=True)
        )

    def _best(
        self, cell: Breakdown, withheld: Set[Breakdown], most: tuple[int, int], is_strict: bool
    ) -> Exchange | None:
        moves = [self._moves(cell, position, withheld, most) for position in range(len(DIMENSIONS))]
        best: Exchange | None = None
        limit = UNBOUNDED**2
        for chosen in product(*moves):
            found = self._evaluate(chosen, withheld, limit, is_strict)
            if found is not None:
                best, limit = found, found.cost
                if not limit:
                    break
        return best

    def _moves(
        self, cell: Breakdown, position: int, withheld: Set[Breakdown], most: tuple[int, int]
    ) -> list[Move]:
        """Return the ways in which one dimension can take part, the cheapest first."""
        name = cell[position]

        def price(other: str) -> tuple[int, int, str]:
            same = renamed(cell, position, other)
            room = self._room(same)
            if same in self._public and self._is_published(same, withheld):
                return (2 * UNBOUNDED, 0, other)
            if self._is_published(same, withheld):
                return (room or UNBOUNDED, 0, other)  # nobody can leave a count of nobody
            return (0, -room, other)

        inside = [low for low in self._lowest[position] if name in self._up(position, low)]
        origins = sorted(inside, key=price)[: most[0]]
        if name not in origins:
            origins.append(name)
        outside = sorted(set(self._lowest[position]) - set(inside), key=price)[: most[1]]
        # To a whole above goes what a part of it that no row lists makes up for.
        above = self._up(position, name)[1:]
        pairs = (*product(origins, outside), *product(origins, above))
        return [
            *(self._move(position, origin, destination) for origin, destination in pairs),
            *(dict.fromkeys(self._up(position, origin), 1) for origin in origins),
        ]

    def _move(self, position: int, origin: str, destination: str) -> Move:
        gains, loses = self._up(position, origin), self._up(position, destination)
        return {
            **{name: 1 for name in gains if name not in loses},
            **{name: -1 for name in loses if name not in gains},
        }

    def _evaluate(
        self, moves: tuple[Move, ...], withheld: Set[Breakdown], limit: int, is_strict: bool
    ) -> Exchange | None:
        """Return the exchange that moves along all dimensions make; None when it is no use.

        It must be possible often enough: before a count that loses is empty (fall), or, the other
        way round, before one that gains is (rise).
        """
        changes: dict[Breakdown, int] = {}
        cost, fall, rise = 0, UNBOUNDED, UNBOUNDED
        for (funding, a), (area, b), (occupation, c) in product(*(m.items() for m in moves)):
            cell, by = (funding, area, occupation), a * b * c
            if cell not in self.day.values:
                continue
            changes[cell] = by
            room = self._room(cell)
            fall, rise = (min(fall, room), rise) if by < 0 else (fall, min(rise, room))
            if self._is_published(cell, withheld):
                cost += room + self._threshold + (UNBOUNDED if cell in self._public else 0)
            if cost >= limit or fall + rise < self._threshold:
                return None
        rests = self._rests(moves, is_strict)
        if rests is None:
            return None
        fall, rise = min(fall, rests[0]), min(rise, rests[1])
        if fall + rise < self._threshold:
            return None
        return Exchange(changes=changes, cost=cost)

    def _rests(self, moves: tuple[Move, ...], is_strict: bool) -> tuple[int, int] | None:
        """Return how often what no row lists can make up; None where a sum would not hold.

        Strictly, listed parts that happen to add up to their whole are taken for all of them.
        """
        fall, rise = UNBOUNDED, UNBOUNDED
        seen: set[int] = set()
        for funding, area, occupation in product(*moves):
            for equation in self._touching.get((funding, area, occupation), ()):
                if id(equation) in seen:
                    continue
                seen.add(id(equation))
                excess = sum(sign * _product(moves, cell) for cell, sign in equation)
                if not excess:
                    continue
                room = self._rest(equation)
                if equation.is_complete or (room <= 0 and is_strict):
                    return None
                room = max(room, 0)
                fall, rise = (min(fall, room), rise) if excess > 0 else (fall, min(rise, room))
        return fall, rise

    def _rest(self, equation: Equation) -> int:
        """Return how many people of a whole are in none of its listed parts."""
        whole, position = equation.whole, equation.dimension
        while whole not in self.day.values:
            if not whole[position]:
                return UNBOUNDED
            whole = renamed(whole, position, self._up(position, whole[position])[1])
        return self._room(whole) - self._listed_below(whole, position)

    def _listed_below(self, whole: Breakdown, position: int) -> int:
        """Return the most that listed parts of a whole add up to; too much if one is unknown."""
        return max(
            (
                sum(self._most(part, position) for part in equation.parts)
                for equation in self._touching.get(whole, ())
                if equation.whole == whole and equation.dimension == position
            ),
            default=0,
        )

    def _most(self, cell: Breakdown, position: int) -> int:
        if cell not in self.day.values:
            return self._listed_below(cell, position)
        return max(self.day.values[cell], default=UNBOUNDED)

    def _room(self, cell: Breakdown) -> int:
        """Return how far a count may fall: nowhere if it is unknown."""
        return self._rooms.get(cell, 0)

    def _is_published(self, cell: Breakdown, withheld: Set[Breakdown]) -> bool:
        return cell not in withheld and bool(self.day.values.get(cell))

    def _names_up(self, position: int, name: str) -> tuple[str, ...]:
        """Return a name and all names above it, up to that of all together."""
        if position == _AREA:
            return tuple(self.day.areas.path(name))
        return (name, "") if name else ("",)


def _product(moves: tuple[Move, ...], cell: Breakdown) -> int:
    """Return what an exchange changes in a cell."""
    first, second, third = (move.get(name, 0) for move, name in zip(moves, cell, strict=True))
    return first * second * third
