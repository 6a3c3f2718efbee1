"""Sums over counts, where every part is known that there ever was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from site_builder.figures.cells import DIMENSIONS, AreaTree, Breakdown, renamed
from site_builder.model import Observation


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    participants: int
    dimension: int
    """The position of that over which parts were added up."""


class ExpectedFunding:
    """Which funding sources have reported counts, by area and occupation."""

    def __init__(self, counted: Iterable[Breakdown], areas: AreaTree) -> None:
        self._areas = areas
        self._below: dict[str, set[str]] = {}
        self._places: dict[str, dict[str, set[str]]] = {}
        for funding, area, occupation in counted:
            if funding:
                self._places.setdefault(funding, {}).setdefault(area, set()).add(occupation)
            for above in areas.path(area):
                self._below.setdefault(above, set()).add(area)
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, area: str, occupation: str) -> frozenset[str]:
        """Return every funding source that was ever counted there, in a part of it or in a whole.

        One that was counted for the whole city may pay for somebody in any of its districts; one
        that was only ever counted in another district does not.
        """
        key = (area, occupation)
        if key not in self._known:
            nearby = self._below.get(area, set()) | set(self._areas.path(area))
            self._known[key] = frozenset(
                funding
                for funding, places in self._places.items()
                if any(_overlaps(places[place], occupation) for place in nearby & places.keys())
            )
        return self._known[key]


def _overlaps(occupations: set[str], occupation: str) -> bool:
    """Return whether an occupation is among those counted, or a part or a whole of them."""
    return not occupation or occupation in occupations or "" in occupations


def roll_up(
    quoted: Mapping[date, Mapping[Breakdown, Observation]],
    counted: Iterable[Breakdown],
    area_levels: Sequence[Mapping[str, str]],
    expected: ExpectedFunding,
) -> Mapping[date, Mapping[Breakdown, Sum]]:
    """Return at every date the cells that have no published value there but a sum.

    Parts are added up over funding, then from areas to the areas above them, then over occupations;
    only when each part that was ever counted (`counted`, and `expected` for funding) has a value at
    that date, and over areas or occupations only for a cell that has no other value at any date.
    `area_levels` maps areas to the areas above, the lowest level first.
    """
    sums = _Sums(quoted, counted)
    sums.add("funding", expected)
    for parents in area_levels:
        sums.add("area", parents=parents)
    sums.add("occupation")
    # What a funding source has in all areas or occupations may only now be known.
    sums.add("funding", expected)
    return sums.found


class _Sums:
    """The values so far, and the cells that have been counted."""

    def __init__(
        self,
        quoted: Mapping[date, Mapping[Breakdown, Observation]],
        counted: Iterable[Breakdown],
    ) -> None:
        self._quoted = quoted
        self._ever = set(counted)
        self._valued = {cell for rows in quoted.values() for cell in rows}
        """Cells with a value at any date."""
        self.found: dict[date, dict[Breakdown, Sum]] = {day: {} for day in quoted}

    def add(
        self,
        dimension: str,
        expected: ExpectedFunding | None = None,
        parents: Mapping[str, str] | None = None,
    ) -> None:
        """Add the sums of parts that are all known, for cells that have no value yet.

        `expected` says which parts funding must have. It covers everybody, so a sum over it may
        stand in at a date without a published whole. Areas and occupations may leave people out,
        and so never stand in for a whole that was known at another date.
        """
        position = DIMENSIONS.index(dimension)
        wholes: dict[Breakdown, Breakdown] = {}
        for cell in self._ever:
            above = "" if parents is None else parents.get(cell[position])
            if cell[position] and above is not None:
                wholes[cell] = renamed(cell, position, above)
        if self._valued.isdisjoint(wholes):
            return
        self._ever.update(wholes.values())
        if expected is None:
            wholes = {part: whole for part, whole in wholes.items() if whole not in self._valued}
            parts = Counter(wholes.values())
        else:
            parts = Counter({whole: len(expected.of(*whole[1:])) for whole in wholes.values()})
        for day, rows in self._quoted.items():
            sums = self.found[day]
            known: dict[Breakdown, list[int]] = {}
            for values in (rows, sums):
                for part in values.keys() & wholes.keys():
                    known.setdefault(wholes[part], []).append(values[part].participants or 0)
            for whole, numbers in known.items():
                if len(numbers) == parts[whole] and whole not in rows and whole not in sums:
                    sums[whole] = Sum(participants=sum(numbers), dimension=position)
            self._valued.update(sums)
