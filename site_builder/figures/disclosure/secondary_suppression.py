"""Secondary suppression: find the cheapest set of cells to withhold together with a small one.

A variant of the hypercube method. Somebody who moves from one area, funding source or occupation to
another changes two counts along each dimension, and every total above both stays the same. With all
counts of such a move withheld, published numbers fit the table before it and the table after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from site_builder.figures.completeness import Breakdown
from site_builder.figures.disclosure.audit import UNBOUNDED, Constraint, DateTable
from site_builder.figures.observations import renamed
from site_builder.figures.roll_up import DIMENSIONS

Move: TypeAlias = Mapping[str, int]
"""Along one dimension: the names that gain (1) and that lose (-1), the names above included."""

_AREA = DIMENSIONS.index("area")
_FEW, _EVERY = (4, 10), (UNBOUNDED, UNBOUNDED)
"""Most origins, and most destinations of each: a few are tried before all are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Exchange:
    """Cells that change together without any total changing."""

    cells: frozenset[Breakdown]
    cost: int
    """How many people are counted in cells that are published so far."""


class SecondarySuppression:
    """The counts of one date, and which of them protect each other."""

    def __init__(self, table: DateTable, threshold: int, public: Set[Breakdown]) -> None:
        self._table = table
        self._threshold = threshold
        self._public = public
        """Counts that others know already, to be used when there is nothing else."""
        self._smallest = {cell: min(values, default=0) for cell, values in table.values.items()}
        self._lowest = [self._lowest_names(position) for position in range(len(DIMENSIONS))]
        self._constraints: dict[Breakdown, list[Constraint]] = {}
        for constraint in table.constraints:
            for cell, _ in constraint:
                self._constraints.setdefault(cell, []).append(constraint)

    def complement(self, cell: Breakdown, withheld: Set[Breakdown]) -> frozenset[Breakdown]:
        """Return the cells that must be withheld with `cell`, itself included."""
        path = tuple(dict.fromkeys(self._path(p, name), 1) for p, name in enumerate(cell))
        # Nobody sees the count, nor any that it is a part of.
        alone = self._exchange(path, withheld, limit=1)
        if alone is not None:
            return alone.cells
        best = self._cheapest(cell, withheld, _FEW)
        if best is None or best.cost >= UNBOUNDED:
            best = self._cheapest(cell, withheld, _EVERY)
        # Without any, the rows contradict each other.
        return frozenset(self._table.values) if best is None else best.cells

    def neighbour(self, cell: Breakdown, withheld: Set[Breakdown]) -> Breakdown:
        """Return the smallest published count that shares a sum with a cell, else any smallest."""
        shared = [c for constraint in self._constraints.get(cell, ()) for c, _ in constraint]
        for group in (shared, list(self._table.values)):
            found = [c for c in group if self._is_published(c, withheld)]
            if found:
                return min(found, key=lambda c: (self._smallest.get(c, 0), c))
        return cell

    def _cheapest(
        self, cell: Breakdown, withheld: Set[Breakdown], most: tuple[int, int]
    ) -> _Exchange | None:
        moves = [self._moves(cell, position, withheld, most) for position in range(len(DIMENSIONS))]
        best: _Exchange | None = None
        limit = UNBOUNDED**2
        for chosen in product(*moves):
            found = self._exchange(chosen, withheld, limit)
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
            people = self._smallest.get(same, 0)
            if not self._is_published(same, withheld):
                return (0, -people, other)
            if same in self._public:
                return (2 * UNBOUNDED, 0, other)
            return (people or UNBOUNDED, 0, other)  # nobody can leave a count of nobody

        inside = [low for low in self._lowest[position] if name in self._path(position, low)]
        origins = sorted(inside, key=price)[: most[0]]
        if name not in origins:
            origins.append(name)
        moves: list[Move] = []
        if name:
            outside = sorted(set(self._lowest[position]) - set(inside), key=price)[: most[1]]
            for origin, destination in product(origins, outside):
                gains, loses = self._path(position, origin), self._path(position, destination)
                moves.append(
                    {
                        **{gaining: 1 for gaining in gains if gaining not in loses},
                        **{losing: -1 for losing in loses if losing not in gains},
                    }
                )
            # A part of a whole that no row lists makes up for the change.
            for origin, whole in product(origins, self._path(position, name)[1:]):
                above = self._path(position, whole)
                path = self._path(position, origin)
                moves.append({gaining: 1 for gaining in path if gaining not in above})
        moves.extend(dict.fromkeys(self._path(position, origin), 1) for origin in origins)
        return moves

    def _exchange(
        self, moves: tuple[Move, ...], withheld: Set[Breakdown], limit: int
    ) -> _Exchange | None:
        """Return what moves along all dimensions change together.

        None if it costs as much as `limit`, or cannot be made `threshold` times back and forth
        before a count is empty.
        """
        cells: set[Breakdown] = set()
        cost, forth, back = 0, UNBOUNDED, UNBOUNDED
        for (funding, a), (area, b), (occupation, c) in product(*(m.items() for m in moves)):
            cell = (funding, area, occupation)
            if cell not in self._table.values:
                continue
            cells.add(cell)
            people = self._smallest[cell]
            if a * b * c < 0:
                forth = min(forth, people)
            else:
                back = min(back, people)
            if self._is_published(cell, withheld):
                cost += people + self._threshold + (UNBOUNDED if cell in self._public else 0)
            if cost >= limit or forth + back < self._threshold:
                return None
        unlisted = self._unlisted_room(moves)
        if unlisted is None or min(forth, unlisted[0]) + min(back, unlisted[1]) < self._threshold:
            return None
        return _Exchange(cells=frozenset(cells), cost=cost)

    def _unlisted_room(self, moves: tuple[Move, ...]) -> tuple[int, int] | None:
        """Return how often unlisted counts make up for a move, forth and back.

        None where a total would change. Listed parts that happen to add up to their whole are
        taken for all of them.
        """
        forth, back = UNBOUNDED, UNBOUNDED
        seen: set[int] = set()
        for funding, area, occupation in product(*moves):
            for constraint in self._constraints.get((funding, area, occupation), ()):
                if id(constraint) in seen:
                    continue
                seen.add(id(constraint))
                excess = sum(sign * _change(moves, cell) for cell, sign in constraint)
                if not excess:
                    continue
                room = self._room(constraint)
                if constraint.is_complete or room <= 0:
                    return None
                forth, back = (min(forth, room), back) if excess > 0 else (forth, min(back, room))
        return forth, back

    def _room(self, constraint: Constraint) -> int:
        """Return how many people of a whole are in none of its listed parts."""
        whole, position = constraint.whole, constraint.dimension
        while whole not in self._table.values:
            if not whole[position]:
                return UNBOUNDED
            whole = renamed(whole, position, self._above(position, whole[position]))
        return self._smallest[whole] - self._listed_below(whole, position)

    def _listed_below(self, whole: Breakdown, position: int) -> int:
        """Return the most that listed parts of a whole add up to; too much if one is unknown."""
        return max(
            (
                sum(self._most(part, position) for part in constraint.parts)
                for constraint in self._constraints.get(whole, ())
                if constraint.whole == whole and constraint.dimension == position
            ),
            default=0,
        )

    def _most(self, cell: Breakdown, position: int) -> int:
        if cell not in self._table.values:
            return self._listed_below(cell, position)
        return max(self._table.values[cell], default=UNBOUNDED)

    def _is_published(self, cell: Breakdown, withheld: Set[Breakdown]) -> bool:
        return cell not in withheld and bool(self._table.values.get(cell))

    def _lowest_names(self, position: int) -> list[str]:
        """Return the names along a dimension that have no other below them."""
        listed = {
            name for cell in self._table.values for name in self._path(position, cell[position])
        }
        above = {self._above(position, name) for name in listed if name}
        return sorted(listed - above - {""})

    def _above(self, position: int, name: str) -> str:
        return self._table.above.get(name, "") if position == _AREA else ""

    def _path(self, position: int, name: str) -> tuple[str, ...]:
        """Return a name and all names above it, up to that of all together."""
        return (name, *self._path(position, self._above(position, name))) if name else ("",)


def _change(moves: tuple[Move, ...], cell: Breakdown) -> int:
    """Return what moves along all dimensions change in a cell."""
    first, second, third = (move.get(name, 0) for move, name in zip(moves, cell, strict=True))
    return first * second * third
