"""An attack on published counts: what is the least and the most that a withheld count can be?

Written apart from the engine and by other means: rows of text as anybody can download them become
a linear programme, in which every version of every count is a variable, every published number a
constant, and every sum of parts an equation; scipy finds the ends of each withheld count.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

Row = Mapping[str, str]
DIMENSIONS = ("funding", "area", "occupation")


@dataclass(frozen=True, kw_only=True)
class Names:
    """Everything that can be counted apart."""

    funding: frozenset[str]
    occupations: frozenset[str]
    parents: Mapping[str, str]
    """Area to the area above it; the areas below all of them together have an empty text."""

    def children(self, dimension: str, name: str) -> frozenset[str]:
        if dimension == "area":
            return frozenset(area for area, parent in self.parents.items() if parent == name)
        if name:
            return frozenset()
        return self.funding if dimension == "funding" else self.occupations

    def above(self, dimension: str, name: str) -> str:
        return self.parents[name] if dimension == "area" else ""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """What an attacker knows of a withheld count."""

    as_of: str
    cell: tuple[str, ...]
    low: float
    high: float
    """Ends of what is possible; of an attack that stops when it has enough, values between."""

    @property
    def width(self) -> float:
        return self.high - self.low


def attack(rows: Iterable[Row], names: Names, enough: float = inf) -> list[Interval]:
    """Give the interval of each withheld count, date by date.

    With `enough` the search for a count ends as soon as two ways to fill the whole table are known
    in which it differs by so much: then the interval is at least as wide.
    """
    ordered = sorted(rows, key=lambda row: row["as_of"])
    return [
        interval
        for as_of, group in groupby(ordered, key=lambda row: row["as_of"])
        for interval in _Attack(as_of, list(group), names).intervals(enough)
    ]


class _Attack:
    def __init__(self, as_of: str, rows: Sequence[Row], names: Names) -> None:
        self.as_of = as_of
        self.names = names
        # A disputed number is another source's: it is no part of any sum.
        self.rows = [row for row in rows if row["status"] != "disputed"]
        self.numbers: dict[tuple, int] = {}
        self.bounds: list[tuple[int, int | None]] = []
        self.equal: list[dict[int, int]] = []
        self.less: list[dict[int, int]] = []
        for release in sorted({said(row) for row in self.rows}):
            self._add_snapshot(release)
        # The least and the most that each variable was in any way to fill the table.
        self.low, self.high = np.full(len(self.bounds), inf), np.full(len(self.bounds), -inf)
        self._matrices = (self._matrix(self.equal), self._matrix(self.less))

    def intervals(self, enough: float = inf) -> Iterator[Interval]:
        withheld = [row for row in self.rows if row["status"] == "suppressed"]
        wanted = {(cell_of(row), said(row)) for row in withheld}
        assert all(not row["participants"] for row in withheld)
        for cell, release in sorted(wanted):
            number = self._variable((cell, release))
            for sign in (1, -1):
                if not self.high[number] - self.low[number] >= enough:
                    self._find_end(number, sign)
            yield Interval(
                as_of=self.as_of, cell=cell, low=self.low[number], high=self.high[number]
            )

    def _add_snapshot(self, release: str) -> None:
        """Add the sums of what was current when something was released."""
        current: dict[tuple[str, ...], Row] = {}
        for row in sorted(self.rows, key=said):
            if said(row) <= release:
                current[cell_of(row)] = row
        variables = {
            cell: self._variable((cell, said(row)), row["participants"])
            for cell, row in current.items()
        }
        waiting = list(variables)
        sums: dict[tuple, set[tuple[str, ...]]] = {}
        while waiting:
            cell = waiting.pop()
            for position, dimension in enumerate(DIMENSIONS):
                if cell[position]:
                    above = self.names.above(dimension, cell[position])
                    whole = (*cell[:position], above, *cell[position + 1 :])
                    sums.setdefault((whole, position), set()).add(cell)
                    if whole not in variables:
                        variables[whole] = self._variable((whole, "unlisted", release))
                        waiting.append(whole)
        for (whole, position), parts in sums.items():
            every = self.names.children(DIMENSIONS[position], whole[position])
            is_complete = {part[position] for part in parts} == every
            terms = dict.fromkeys((variables[part] for part in parts), 1)
            terms[variables[whole]] = -1
            (self.equal if is_complete else self.less).append(terms)

    def _variable(self, key: tuple, participants: str = "") -> int:
        if key not in self.numbers:
            self.numbers[key] = len(self.bounds)
            known = int(participants) if participants else None
            self.bounds.append((known or 0, known))
        return self.numbers[key]

    def _find_end(self, number: int, sign: int) -> None:
        """Fill the table so that a variable is as small (1) or as large (-1) as can be."""
        goal = np.zeros(len(self.bounds))
        goal[number] = sign
        result = linprog(
            goal,
            A_eq=self._matrices[0],
            b_eq=np.zeros(len(self.equal)) if self.equal else None,
            A_ub=self._matrices[1],
            b_ub=np.zeros(len(self.less)) if self.less else None,
            bounds=self.bounds,
            method="highs",
        )
        if result.status == 3:
            self.high[number] = inf
            return
        assert result.status == 0, (self.as_of, result.message)
        self.low = np.minimum(self.low, result.x)
        self.high = np.maximum(self.high, result.x)

    def _matrix(self, rows: Sequence[Mapping[int, int]]) -> csr_array | None:
        if not rows:
            return None
        places = [
            (line, column, value) for line, row in enumerate(rows) for column, value in row.items()
        ]
        lines, columns, values = zip(*places, strict=True)
        return csr_array((values, (lines, columns)), shape=(len(rows), len(self.bounds)))


def cell_of(row: Row) -> tuple[str, ...]:
    return tuple(row[dimension] for dimension in DIMENSIONS)


def said(row: Row) -> str:
    return row["released"] or row["as_of"]
