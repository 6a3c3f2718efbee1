"""Counts and targets that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from site_builder.checks.data.data_input import DataInput
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.figures.cells import DIMENSIONS, Breakdown
from site_builder.figures.coverage import cell_name
from site_builder.figures.observations import Counts
from site_builder.model import Observation, Project, Status, Target


def check_consistency(data: DataInput) -> Iterator[Diagnostic]:
    """Report every contradiction among rows of counts and of targets."""
    project, counts = data.project, data.counts
    yield from _repeated(counts)
    yield from _rivals(counts)
    yield from _unequal_totals(counts)
    yield from _jumps(counts, project.settings.jump_percent)
    yield from _unequal_targets(project.targets)
    yield from _repeated_keys(project)


def _repeated(counts: Counts) -> Iterator[Diagnostic]:
    """Report rows whose key stands twice."""
    for cell, day, group in counts.several():
        seen: dict[object, Observation] = {}
        for row in group:
            first = seen.setdefault((frozenset(row.sources), row.released), row)
            if first is not row:
                yield problem(
                    "DAT008",
                    row.location,
                    related=[first.location],
                    name=cell_name(cell),
                    date=day,
                    source=";".join(row.sources),
                )


def _repeated_keys(project: Project) -> Iterator[Diagnostic]:
    """Report a target, or an indicator and its date, that two rows give a value."""
    named = [
        *((f"target.{row.year}.{row.funding or 'total'}", row.location) for row in project.targets),
        *(
            (f"indicator.{row.id} ({row.as_of})", row.location)
            for row in project.indicators
            if row.status is not Status.SUPERSEDED
        ),
    ]
    seen: dict[str, Location] = {}
    for name, place in named:
        if name in seen:
            yield problem("DAT008", place, related=[seen[name]], repeated=name)
        seen.setdefault(name, place)


def _rivals(counts: Counts) -> Iterator[Diagnostic]:
    """Report two published values for one cell and date, none of them marked to be quoted."""
    for cell, day, group in counts.several():
        if cell not in counts.cells:
            continue
        published = [row for row in group if row.status is Status.PUBLISHED]
        # A superseded row keeps its mark, which then says nothing more.
        marked = [row for row in group if row.quote and row.status is not Status.SUPERSEDED]
        first = published[0] if published else None
        rival = next((r for r in published if first and r.participants != first.participants), None)
        if first is not None and rival is not None and not marked:
            yield problem(
                "DAT015",
                rival.location,
                related=[first.location],
                name=cell_name(cell),
                value=rival.participants,
                other=first.participants,
                date=day,
            )
        for row in marked[1:]:
            yield problem(
                "DAT008",
                row.place("quote"),
                related=[marked[0].place("quote")],
                quoted=cell_name(cell),
                date=day,
            )


def _unequal_totals(counts: Counts) -> Iterator[Diagnostic]:
    """Report a published whole that its parts exceed, or that all of its funding misses."""
    for quoted in counts.quoted.values():
        totals: Counter[tuple[int, Breakdown]] = Counter()
        for cell, row in quoted.items():
            totals.update(dict.fromkeys(counts.wholes[cell], row.participants or 0))
        for (dimension, cell), total in totals.items():
            whole = quoted.get(cell)
            if whole is None or whole.status is Status.DISPUTED or total == whole.participants:
                continue
            parts = [quoted[p] for p in counts.parts(dimension, cell) if p in quoted]
            # Only funding covers everybody: an area or an occupation may be unknown for some.
            is_complete = DIMENSIONS[dimension] == "funding" and {
                part.funding for part in parts
            } == counts.expected_funding(cell)
            about = {"name": cell_name(cell), "date": whole.as_of, "status": Status.DISPUTED}
            yield from _unequal(whole, parts, about, is_complete=is_complete)


def _unequal_targets(targets: Iterable[Target]) -> Iterator[Diagnostic]:
    """Report a year's target that the parts exceed, or that all of its funding misses."""
    targets = tuple(targets)
    every = {target.funding for target in targets if target.funding}
    for whole in targets:
        if not whole.funding:
            parts = [row for row in targets if row.funding and row.year == whole.year]
            is_complete = bool(parts) and {row.funding for row in parts} == every
            about = {"name": f"target.{whole.year}.total", "date": whole.year}
            yield from _unequal(whole, parts, about, is_complete=is_complete)


def _unequal(
    whole: Observation | Target,
    parts: Sequence[Observation | Target],
    about: Mapping[str, object],
    *,
    is_complete: bool,
) -> Iterator[Diagnostic]:
    """Report a published whole that its published parts exceed or, if they are all, miss."""
    stated, total = whole.participants or 0, sum(part.participants or 0 for part in parts)
    if total > stated or (is_complete and total != stated):
        yield problem(
            "DAT010",
            whole.location,
            related=[part.location for part in parts],
            total=stated,
            sum=total,
            parts=" + ".join(str(part.participants) for part in parts),
            **about,
        )


def _jumps(counts: Counts, bound_percent: int) -> Iterator[Diagnostic]:
    """Report a change beyond the bound of `site.yaml` that no note confirms."""
    before: dict[Breakdown, Observation] = {}
    for cell, row in chain.from_iterable(rows.items() for rows in counts.quoted.values()):
        if row.participants is None:
            continue
        last = before.get(cell)
        before[cell] = row
        if last is None or not last.participants or row.note is not None:
            continue
        change = abs(row.participants - last.participants) * 100 / last.participants
        if change > bound_percent:
            yield problem(
                "DAT016",
                row.location,
                related=[last.location],
                name=cell_name(cell),
                date=row.as_of,
                value=row.participants,
                earlier=last.as_of,
                before=last.participants,
                bound=bound_percent,
            )
