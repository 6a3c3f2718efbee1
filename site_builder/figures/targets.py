"""What was promised for a year, and how much of it is reached.

Takes a project and the figures of its counts; gives the targets, city-wide and by funding, and the
progress to each. Progress is computed only from a count of the target's year or later (formats,
section 7). It formats nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from site_builder.figures.coverage import source_confidence
from site_builder.figures.derived import TOTAL_NAME, joined, share_percent, unpublished
from site_builder.model import Confidence, Figure, Localized, Project, Status, Target
from site_builder.model.words import localized_word


def compute_targets(project: Project, counts: Mapping[str, Figure]) -> dict[str, Figure]:
    """Give every target and the progress to it, by name."""
    figures: dict[str, Figure] = {}
    for year in sorted({target.year for target in project.targets}):
        for fund, target in _targets(project, year).items():
            figures[target.name] = target
            progress = _progress(project, counts, target, fund=fund, year=year)
            if progress is not None:
                figures[progress.name] = progress
    return figures


def _targets(project: Project, year: int) -> dict[str, Figure]:
    """Give a year's target as a whole, under no name, and by funding."""
    of_year = [target for target in project.targets if target.year == year]
    label = localized_word(project.catalogs, "label.target_total", {"year": year})
    name = f"target.{year}.total"
    parts = {
        target.funding: _target(
            project, target, f"target.{year}.{target.funding}", _part_label(project, target)
        )
        for target in of_year
        if target.funding
    }
    published = next((target for target in of_year if not target.funding), None)
    if published is not None:
        return {"": _target(project, published, name, label)} | parts
    values = [part.value for part in parts.values() if part.value is not None]
    total = Figure(
        name=name,
        label=label,
        value=sum(values, Decimal(0)),
        unit="people",
        as_of=str(year),
        status=Status.COMPUTED,
        confidence=Confidence.COMPUTED,
        sources=joined(*(part.sources for part in parts.values())),
        row=" + ".join(part.name for part in parts.values()),
        location=of_year[0].location,
    )
    return {"": total} | parts


def _part_label(project: Project, target: Target) -> Localized:
    fund = project.funding.get(target.funding)
    if fund is None:  # an unknown source of funding is reported where its name stands
        return localized_word(project.catalogs, "label.target_total", {"year": target.year})
    params: dict[str, Localized | str | int] = {"year": target.year, "name": fund.name}
    return localized_word(project.catalogs, "label.target_part", params)


def _target(project: Project, target: Target, name: str, label: Localized) -> Figure:
    return Figure(
        name=name,
        label=label,
        value=Decimal(target.participants),
        unit="people",
        as_of=str(target.year),
        status=Status.PUBLISHED,
        confidence=source_confidence(project, target.sources),
        sources=target.sources,
        row=f"{target.location.path}:{target.location.line}",
        location=target.location,
    )


def _progress(
    project: Project, counts: Mapping[str, Figure], target: Figure, *, fund: str, year: int
) -> Figure | None:
    """Give the progress to a target.

    Of all funding together it is unpublished while no count of that year is; of one source of
    funding there is none until then.
    """
    count = counts.get(f"coverage.{fund}" if fund else TOTAL_NAME)
    name = f"coverage.progress_{year}" + (f"_{fund}" if fund else "")
    label = _progress_label(project, fund, year)
    is_counted = count is not None and count.value is not None and int(count.as_of[:4]) >= year
    if count is None or count.value is None or not is_counted or not target.value:
        unknown = unpublished(name, label, "percent")
        row = f"{TOTAL_NAME} / {target.name}"
        return None if fund else replace(unknown, row=row, location=target.location)
    return Figure(
        name=name,
        label=label,
        value=share_percent(count.value, target.value),
        unit="percent",
        as_of=count.as_of,
        status=Status.COMPUTED,
        confidence=Confidence.COMPUTED,
        sources=joined(count.sources, target.sources),
        row=f"{count.name} / {target.name}",
        location=target.location,
    )


def _progress_label(project: Project, fund: str, year: int) -> Localized:
    if fund not in project.funding:
        return localized_word(project.catalogs, "label.progress", {"year": year})
    params: dict[str, Localized | str | int] = {"year": year, "name": project.funding[fund].name}
    return localized_word(project.catalogs, "label.progress_part", params)
