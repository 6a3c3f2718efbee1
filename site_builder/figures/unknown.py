"""Which claims of absence the data has ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from site_builder.diagnostics import Location
from site_builder.figures.cells import DIMENSIONS
from site_builder.figures.observations import Counts
from site_builder.model import Figure, Project, Status, Unknown

BREAKDOWNS = {f"coverage.by_{dimension}": dimension for dimension in DIMENSIONS}
"""What `ends_with` calls the counts of one dimension to the dimension."""


def ended_claims(
    project: Project, counts: Counts, figures: Mapping[str, Figure]
) -> Mapping[str, Location]:
    """Return each claim that has ended with the record that ends it, the oldest one."""
    return {
        name: first
        for name, claim in project.unknown.items()
        if (first := next(_ending(claim, counts, figures), None)) is not None
    }


def _ending(claim: Unknown, counts: Counts, figures: Mapping[str, Figure]) -> Iterator[Location]:
    if claim.ends_with in BREAKDOWNS:
        position = DIMENSIONS.index(BREAKDOWNS[claim.ends_with])
        for cell in sorted(cell for cell in counts.cells if cell[position]):
            for day, quoted in counts.quoted.items():
                if cell in quoted and _is_of(day.isoformat(), claim.period):
                    yield quoted[cell].location
        return
    figure = figures.get(claim.ends_with)
    for point in (*figure.history, figure) if figure else ():
        is_known = point.value is not None or point.text is not None
        if is_known and point.status is not Status.SUPERSEDED and _is_of(point.as_of, claim.period):
            yield point.location


def _is_of(day: str, period: str) -> bool:
    return f"{day}-".startswith(f"{period}-") if period else True
