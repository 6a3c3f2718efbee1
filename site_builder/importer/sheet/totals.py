"""Rows that add up others: checked against what they add up, and kept when they are a total.

Takes the entries of a sheet; gives those that are to be imported, what became of each sum, and a
diagnostic for every sum that is wrong. A sum is imported only when it adds up everything there is;
one that adds up a part, or several dates, serves as a check and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from site_builder.diagnostics import Diagnostic, problem
from site_builder.importer.sheet.entries import Entry
from site_builder.importer.sheet.headers import DIMENSIONS
from site_builder.importer.sheet.name_lookup import Names
from site_builder.model import Project

Key: TypeAlias = tuple[date | None, tuple[str, str, str]]
"""A date, and funding, area and occupation."""


class Use(StrEnum):
    """What became of a sum, as `messages/` names it."""

    IMPORTED = "imported"
    CHECKED = "checked"


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedSum:
    """A sum that is right, and what it is used for."""

    entry: Entry
    use: Use


class Totals:
    """Checks the sums of one sheet."""

    def __init__(
        self, entries: Sequence[Entry], project: Project, names: Names, found: list[Diagnostic]
    ) -> None:
        self._counts = [entry for entry in entries if not entry.is_sum]
        self._sums = [entry for entry in entries if entry.is_sum]
        self._project = project
        self._names = names
        self._found = found

    def settle(self) -> tuple[tuple[Entry, ...], tuple[CheckedSum, ...]]:
        """Give every entry to import, in the sheet's order, and the sums that were checked."""
        kept = {entry.place: entry for entry in self._counts}
        checked: list[CheckedSum] = []
        for entry in self._sums:
            parts = self._parts(entry)
            if parts is None:
                continue
            total = self._as_total(entry, parts)
            if total is None or any(self._is_same(total, other) for other in kept.values()):
                checked.append(CheckedSum(entry=entry, use=Use.CHECKED))
            else:
                kept[entry.place] = total
                checked.append(CheckedSum(entry=total, use=Use.IMPORTED))
        return tuple(kept[place] for place in sorted(kept)), tuple(checked)

    def _parts(self, entry: Entry) -> list[Entry] | None:
        """Give what a sum adds up; None, and a diagnostic, when nothing gives that number."""
        everything = [count for count in self._counts if self._is_inside(count, entry)]
        above = [s.row for s in self._sums if s.row < entry.row]
        recent = [count for count in everything if max(above, default=-1) < count.row < entry.row]
        if not everything and entry.blank is None:
            return []
        for scope in (everything, recent):
            for parts in (self._largest(scope), self._smallest(scope)):
                if parts and self._adds_up(parts, entry):
                    return parts
        self._report(entry, self._largest(recent if above else everything))
        return None

    def _report(self, entry: Entry, parts: list[Entry]) -> None:
        if entry.blank is not None:
            dimension, place = entry.blank
            self._found.append(problem("IMP008", place, column=dimension))
            return
        self._found.append(
            problem(
                "IMP017",
                entry.place,
                related=[part.place for part in parts[:1]],
                value=entry.participants,
                sum=sum(part.participants or 0 for part in parts),
                count=len(parts),
            )
        )

    def _is_inside(self, count: Entry, entry: Entry) -> bool:
        """Tell whether a count is among those that a sum may add up."""
        return (entry.as_of is None or entry.as_of == count.as_of) and all(
            self._covers(name, entry.cell[name], count.cell[name]) for name in DIMENSIONS
        )

    def _covers(self, dimension: str, whole: str, part: str) -> bool:
        """Tell whether a value of a dimension is another one or holds it."""
        return whole in {"", part} or (dimension == "area" and whole in self._names.around(part))

    def _around(self, entry: Entry) -> set[Key]:
        """Give the keys of everything that holds a count."""
        funding, area, occupation = entry.key
        return {
            (entry.as_of, (f, a, o))
            for f in {funding, ""}
            for a in {area, "", *self._names.around(area)}
            for o in {occupation, ""}
        } - {(entry.as_of, entry.key)}

    def _largest(self, scope: Sequence[Entry]) -> list[Entry]:
        """Leave out every count that another one already holds."""
        keys = {(part.as_of, part.key) for part in scope}
        return [part for part in scope if not self._around(part) & keys]

    def _smallest(self, scope: Sequence[Entry]) -> list[Entry]:
        """Leave out every count that holds others."""
        holding = {key for part in scope for key in self._around(part)}
        return [part for part in scope if (part.as_of, part.key) not in holding]

    @staticmethod
    def _adds_up(parts: Sequence[Entry], entry: Entry) -> bool:
        """Tell whether parts give a sum; with an unknown part they may give less."""
        known = sum(part.participants or 0 for part in parts)
        total = entry.participants or 0
        is_known = all(part.participants is not None for part in parts)
        return known == total if is_known else known <= total

    def _as_total(self, entry: Entry, parts: Sequence[Entry]) -> Entry | None:
        """Turn a sum into a count of its own; None when it does not add up everything."""
        days = {part.as_of for part in parts} or {entry.as_of}
        sources = {part.sources for part in parts}
        as_of = entry.as_of or (next(iter(days)) if len(days) == 1 else None)
        given = entry.sources or (next(iter(sources)) if len(sources) == 1 else ())
        cell = dict(entry.cell)
        for name in DIMENSIONS:
            values = {part.cell[name] for part in parts}
            if values <= {cell[name]} or self._is_complete(name, cell[name], values):
                continue
            if len(values) > 1:
                return None
            cell[name] = next(iter(values))
        if len(days) > 1 or as_of is None or not given:
            return None
        released = {part.released for part in parts}
        return replace(
            entry,
            as_of=as_of,
            cell=cell,
            open=frozenset(),
            blank=None,
            sources=given,
            released=entry.released or (released.pop() if len(released) == 1 else None),
        )

    def _is_complete(self, dimension: str, whole: str, values: Iterable[str]) -> bool:
        """Tell whether values of a dimension are all that there are below the whole."""
        given = set(values)
        if dimension == "funding":
            ever = {row.funding for row in self._project.observations}
            ever |= {count.cell["funding"] for count in self._counts}
            return ever - {""} <= given
        if dimension == "occupation":
            return set(self._project.occupations) <= given
        return self._is_covered(whole, given)

    def _is_covered(self, area: str, given: set[str]) -> bool:
        """Tell whether areas fill the one around them."""
        below = self._names.below(area)
        return bool(below) and all(slug in given or self._is_covered(slug, given) for slug in below)

    @staticmethod
    def _is_same(entry: Entry, other: Entry) -> bool:
        return (entry.as_of, entry.key) == (other.as_of, other.key)
