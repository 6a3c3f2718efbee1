"""Targets of a year, of everybody and by funding, and the progress to each.

Progress is computed only from a count of the target's year or later (formats, section 7).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from site_builder.figures.coverage import source_confidence
from site_builder.figures.derived import (
    SHARE,
    TOTAL_NAME,
    computed,
    derived,
    share_percent,
    unpublished,
)
from site_builder.model import Figure, Project, Status, Target

PROGRESS = "coverage.progress_"
"""What the names of progress to a target begin with."""


def compute_targets(project: Project, counts: Mapping[str, Figure]) -> dict[str, Figure]:
    """Return every target and the progress to it, by name."""
    targets = [row for row in project.targets if not row.funding or row.funding in project.funding]
    figures: dict[str, Figure] = {}
    for year in sorted({target.year for target in targets}):
        parts = {row.funding: _target(project, row) for row in targets if row.year == year}
        total = parts.pop("", None) or _sum_of_targets(year, tuple(parts.values()))
        for fund, target in ({"": total} | parts).items():
            figures[target.name] = target
            progress = _progress(counts, target, fund=fund, year=year)
            if progress is not None:
                figures[progress.name] = progress
    return figures


def _target(project: Project, target: Target) -> Figure:
    return Figure(
        name=_target_name(target.year, target.funding),
        value=Decimal(target.participants),
        unit="people",
        as_of=str(target.year),
        status=Status.PUBLISHED,
        confidence=source_confidence(project, target.sources),
        sources=target.sources,
        location=target.location,
    )


def _sum_of_targets(year: int, parts: Sequence[Figure]) -> Figure:
    return computed(
        _target_name(year, ""),
        sum((part.value for part in parts if part.value is not None), Decimal(0)),
        "people",
        str(year),
        formula=" + ".join(part.name for part in parts),
        of=parts,
    )


def _target_name(year: int, fund: str) -> str:
    return f"target.{year}.{fund or 'total'}"


def _progress(
    counts: Mapping[str, Figure], target: Figure, *, fund: str, year: int
) -> Figure | None:
    """Return the progress to a target.

    That of everybody is unpublished until a count of the year is; of one source of funding there
    is none until then.
    """
    count = counts.get(f"coverage.{fund}" if fund else TOTAL_NAME)
    name = f"{PROGRESS}{year}" + (f"_{fund}" if fund else "")
    is_counted = count is not None and count.value is not None and int(count.as_of[:4]) >= year
    if count is None or not is_counted or not target.value:
        if fund:
            return None
        progress, counted = unpublished(name, "percent"), TOTAL_NAME
    else:
        progress, counted = derived(name, "percent", count, target, share_percent), count.name
    return replace(progress, formula=SHARE.format(counted, target.name), location=target.location)
