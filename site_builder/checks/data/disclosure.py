"""No published count points at a person, and none can be worked out.

Takes the project's observations; gives a diagnostic for a count below the threshold, for a
withheld count that another of its rows states, and for one that published numbers betray. No
message repeats a count.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.diagnostics import Diagnostic, problem
from site_builder.figures.coverage import cell_name
from site_builder.figures.disclosure.audit import Disclosure, find_disclosures
from site_builder.figures.disclosure.suppression import is_small
from site_builder.model import Project, Status


def check_counts(project: Project) -> tuple[Diagnostic, ...]:
    """Report every row that says, or helps to say, how few people are counted."""
    small = tuple(_small(project))
    if small:
        return small  # import withholds them, with all that would give them away
    return (*_stated(project), *check_disclosure(project))


def check_disclosure(project: Project) -> tuple[Diagnostic, ...]:
    """Report suppressed counts that can be computed back from published ones."""
    threshold = project.settings.suppression_threshold
    rows = project.observations
    return tuple(
        _disclosed(project, found) for found in find_disclosures(rows, threshold, project.areas)
    )


def _small(project: Project) -> Iterator[Diagnostic]:
    threshold = project.settings.suppression_threshold
    for row in project.observations:
        if is_small(row.participants, threshold):
            yield problem("PRV006", row.location, threshold=threshold)
    for indicator in project.indicators:
        if indicator.unit == "people" and is_small(indicator.value, threshold):
            hidden = Status.SUPPRESSED
            yield problem("PRV006", indicator.location, threshold=threshold, status=hidden)


def _stated(project: Project) -> Iterator[Diagnostic]:
    """Report a number beside a row of the same count and date that withholds it."""
    hidden = {
        (row.cell, row.as_of): row
        for row in project.observations
        if row.status is Status.SUPPRESSED
    }
    for row in project.observations:
        other = hidden.get((row.cell, row.as_of))
        if other is not None and row.participants is not None:
            name = cell_name(row.cell)
            yield problem(
                "PRV008", row.location, related=[other.location], name=name, date=row.as_of
            )


def _disclosed(project: Project, found: Disclosure) -> Diagnostic:
    rows = [row for row in project.observations if row.as_of == found.as_of]
    own = next(row for row in rows if row.cell == found.cell)
    wholes = [row for row in rows if row.cell == found.whole and row is not own]
    return problem(
        "PRV007",
        own.location,
        related=[row.location for row in wholes],
        name=cell_name(found.cell),
        date=found.as_of,
        whole="" if found.whole is None else cell_name(found.whole),
    )
