"""Rows that add up others: checked against their parts, and kept where they add up everything."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from site_builder.diagnostics import Diagnostic, problem
from site_builder.figures.cells import DIMENSIONS
from site_builder.importer.sheet.entries import ImportEntry
from site_builder.importer.sheet.names import Names


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """The counts of a sheet once its sums are judged."""

    entries: tuple[ImportEntry, ...]
    """What is to be imported, in the sheet's order."""
    sums: tuple[ImportEntry, ...]
    """Every sum that is right; one that is imported is none any more, but a count of its own."""
    problems: tuple[Diagnostic, ...]


def settle_totals(entries: Sequence[ImportEntry], names: Names) -> Settled:
    """Check every sum of a sheet: of the whole, or of the rows above it since the sum before.

    A sum is imported only when it adds up everything there is; one that adds up a part, or several
    dates, serves as a check.
    """
    totals = _Totals(entries, names)
    kept = {entry.place: entry for entry in totals.counts}
    taken = {(entry.as_of, entry.key) for entry in totals.counts}
    sums: list[ImportEntry] = []
    problems: list[Diagnostic] = []
    for entry in totals.sums:
        parts = totals.parts(entry)
        if isinstance(parts, Diagnostic):
            problems.append(parts)
            continue
        total = totals.as_count(entry, parts)
        if total is None or (total.as_of, total.key) in taken:
            sums.append(entry)
        else:
            taken.add((total.as_of, total.key))
            kept[entry.place] = total
            sums.append(total)
    return Settled(
        entries=tuple(kept[place] for place in sorted(kept)),
        sums=tuple(sums),
        problems=tuple(problems),
    )


class _Totals:
    """The counts of a sheet, and what its sums add up."""

    def __init__(self, entries: Sequence[ImportEntry], names: Names) -> None:
        self.counts = [entry for entry in entries if not entry.is_sum]
        self.sums = [entry for entry in entries if entry.is_sum]
        self._rows = sorted({entry.row for entry in self.sums})
        self._names = names

    def parts(self, entry: ImportEntry) -> list[ImportEntry] | Diagnostic:
        """Return what a sum adds up, or what is wrong when nothing gives its number."""
        before = bisect_left(self._rows, entry.row)
        above = self._rows[before - 1] if before else -1
        whole = self._largest([count for count in self.counts if self._is_inside(count, entry)])
        block = [count for count in whole if above < count.row < entry.row]
        if not whole and entry.blank is None:
            return []
        for parts in (whole, block):
            if parts and _adds_up(parts, entry):
                return parts
        if entry.blank is not None:
            dimension, place = entry.blank
            return problem("IMP008", place, column=dimension)
        parts = block if before else whole
        known = sum(part.participants or 0 for part in parts)
        related = [part.place for part in parts[:1]]
        count, value = len(parts), entry.participants
        return problem("IMP017", entry.place, related=related, value=value, sum=known, count=count)

    def _is_inside(self, count: ImportEntry, entry: ImportEntry) -> bool:
        """Return whether a count is among those that a sum may add up."""
        return (entry.as_of is None or entry.as_of == count.as_of) and all(
            entry.cell[name] in {"", count.cell[name]}
            or (name == "area" and entry.cell[name] in self._names.around(count.cell[name]))
            for name in DIMENSIONS
        )

    def _largest(self, scope: Sequence[ImportEntry]) -> list[ImportEntry]:
        """Leave out every count that another one already holds."""
        keys = {(part.as_of, part.key) for part in scope}
        return [part for part in scope if keys.isdisjoint(self._around(part))]

    def _around(self, entry: ImportEntry) -> Iterator[object]:
        """Yield the date and key of everything that holds a count."""
        funding, area, occupation = entry.key
        areas = {area, "", *self._names.around(area)}
        for key in product({funding, ""}, areas, {occupation, ""}):
            if key != entry.key:
                yield entry.as_of, key

    def as_count(self, entry: ImportEntry, parts: Sequence[ImportEntry]) -> ImportEntry | None:
        """Turn a sum into a count of its own; None when it does not add up everything."""
        days = {part.as_of for part in parts} | ({entry.as_of} - {None})
        sources = {part.sources for part in parts}
        given = entry.sources or (next(iter(sources)) if len(sources) == 1 else ())
        cell = dict(entry.cell)
        for name in DIMENSIONS:
            values = {part.cell[name] for part in parts}
            if values <= {cell[name]} or self._is_complete(name, cell[name], values):
                continue
            if len(values) > 1:
                return None
            cell[name] = next(iter(values))
        if len(days) != 1 or not given:
            return None
        released = {part.released for part in parts}
        return replace(
            entry,
            as_of=days.pop(),
            cell=cell,
            open=frozenset(),
            blank=None,
            sources=given,
            released=entry.released or (released.pop() if len(released) == 1 else None),
        )

    def _is_complete(self, dimension: str, whole: str, given: set[str]) -> bool:
        """Return whether values of a dimension are all that there are below the whole."""
        if dimension == "funding":
            ever = {row.funding for row in self._names.project.observations}
            ever |= {count.cell["funding"] for count in self.counts}
            return ever - {""} <= given
        if dimension == "occupation":
            return set(self._names.project.occupations) <= given
        below = self._names.below(whole)
        return bool(below) and all(
            slug in given or self._is_complete(dimension, slug, given) for slug in below
        )


def _adds_up(parts: Sequence[ImportEntry], entry: ImportEntry) -> bool:
    """Return whether parts give a sum; with an unknown part they may give less."""
    known = sum(part.participants or 0 for part in parts)
    total = entry.participants or 0
    is_known = all(part.participants is not None for part in parts)
    return known == total if is_known else known <= total
