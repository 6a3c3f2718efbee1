"""Every named number of the site.

Takes a project; gives the `Registry`, in which each figure has one name, and what is wrong with
the numbers. Everything that shows a number asks here. It formats nothing and knows no page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from site_builder.diagnostics import Diagnostic
from site_builder.figures.benefits import compute_benefits
from site_builder.figures.consistency import check_observations
from site_builder.figures.coverage import compute_coverage, source_confidence
from site_builder.figures.shares import TOTAL_NAME, share_percent
from site_builder.model import Confidence, Figure, Indicator, Project, Status, Target
from site_builder.words import localized_word


@dataclass(frozen=True, kw_only=True, slots=True)
class Registry:
    """All figures by name."""

    figures: Mapping[str, Figure]

    def at(self, figure: Figure, as_of: str) -> Figure | None:
        """Give a figure as it stands for one date, or None when nothing is known of that date."""
        if figure.as_of == as_of:
            return figure
        return next((point for point in figure.history if point.as_of == as_of), None)

    def dates(self, figure: Figure) -> tuple[str, ...]:
        """Give the dates to which a figure can be pinned."""
        return tuple(point.as_of for point in figure.history) or (figure.as_of,)


def compute_figures(project: Project) -> tuple[Registry, tuple[Diagnostic, ...]]:
    """Compute every figure of a project."""
    found = list(check_observations(project))
    figures = compute_coverage(project)
    figures.update((figure.name, figure) for figure in _target_figures(project))
    figures.update((figure.name, figure) for figure in _progress_figures(figures, project))
    figures.update(compute_benefits(project, found))
    figures.update((figure.name, figure) for figure in _indicator_figures(project))
    return Registry(figures=MappingProxyType(figures)), tuple(found)


def _target_figures(project: Project) -> Iterator[Figure]:
    for year in sorted({target.year for target in project.targets}):
        of_year = [target for target in project.targets if target.year == year]
        label = localized_word(project.catalogs, "label.target_total", {"year": year})
        published = next((target for target in of_year if not target.funding), None)
        parts = [target for target in of_year if target.funding]
        if published is not None:
            total = _target_figure(project, published, f"target.{year}.total")
            yield replace(total, label=label)
        elif parts:
            first = _target_figure(project, parts[0], f"target.{year}.total")
            yield replace(
                first,
                label=label,
                value=Decimal(sum(target.participants for target in parts)),
                status=Status.COMPUTED,
                confidence=Confidence.COMPUTED,
                row=" + ".join(f"target.{year}.{target.funding}" for target in parts),
            )
        for target in parts:
            figure = _target_figure(project, target, f"target.{year}.{target.funding}")
            if target.funding in project.funding:
                name = project.funding[target.funding].name
                part_label = localized_word(
                    project.catalogs, "label.target_part", {"year": year, "name": name}
                )
                yield replace(figure, label=part_label)


def _target_figure(project: Project, target: Target, name: str) -> Figure:
    return Figure(
        name=name,
        label=localized_word(project.catalogs, "label.target_total", {"year": target.year}),
        value=Decimal(target.participants),
        unit="people",
        as_of=str(target.year),
        status=Status.PUBLISHED,
        confidence=source_confidence(project, target.sources),
        sources=target.sources,
        row=f"{target.location.path}:{target.location.line}",
        location=target.location,
    )


def _progress_figures(figures: Mapping[str, Figure], project: Project) -> Iterator[Figure]:
    """Give progress to each year's target; unpublished while no count of that year is."""
    total = figures[TOTAL_NAME]
    for year in sorted({target.year for target in project.targets}):
        target = figures.get(f"target.{year}.total")
        if target is None or target.value is None:
            continue
        is_counted = total.value is not None and int(total.as_of[:4]) >= year
        value = share_percent(total.value, target.value) if is_counted and total.value else None
        yield Figure(
            name=f"coverage.progress_{year}",
            label=localized_word(project.catalogs, "label.progress", {"year": year}),
            value=value,
            unit="percent",
            as_of=total.as_of if value is not None else "",
            status=Status.NOT_PUBLISHED if value is None else Status.COMPUTED,
            confidence=Confidence.NOT_FOUND if value is None else Confidence.COMPUTED,
            sources=(*total.sources, *target.sources) if value is not None else (),
            row=f"{TOTAL_NAME} / {target.name}",
            location=target.location,
        )


def _indicator_figures(project: Project) -> Iterator[Figure]:
    by_id: dict[str, list[Indicator]] = {}
    for indicator in project.indicators:
        by_id.setdefault(indicator.id, []).append(indicator)
    for rows in by_id.values():
        points = [_indicator_figure(project, row) for row in sorted(rows, key=lambda r: r.as_of)]
        yield replace(points[-1], history=tuple(points))


def _indicator_figure(project: Project, indicator: Indicator) -> Figure:
    label = project.indicator_labels.get(indicator.id)
    return Figure(
        name=f"indicator.{indicator.id}",
        label=label or localized_word(project.catalogs, "label.indicator", {"name": indicator.id}),
        value=indicator.value,
        unit=indicator.unit,
        as_of=indicator.as_of,
        status=indicator.status,
        confidence=indicator.confidence,
        sources=indicator.sources,
        row=f"{indicator.location.path}:{indicator.location.line}",
        location=indicator.location,
        note=indicator.note,
        conflicts_with=tuple(f"indicator.{name}" for name in indicator.conflicts_with),
    )
