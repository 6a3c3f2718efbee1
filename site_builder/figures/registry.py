"""Every named number of the site: whatever shows a number asks here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from site_builder.diagnostics import Location
from site_builder.figures.benefits import compute_benefits
from site_builder.figures.coverage import compute_coverage
from site_builder.figures.derived import TOTAL_NAME, shares_of_indicators
from site_builder.figures.observations import Counts
from site_builder.figures.targets import compute_targets
from site_builder.figures.unknown import ended_claims
from site_builder.model import Confidence, Figure, Indicator, Project, Status


@dataclass(frozen=True, kw_only=True, slots=True)
class Registry:
    figures: Mapping[str, Figure]
    ended: Mapping[str, Location] = field(default_factory=dict)
    """Id of each claim of absence that no longer holds to the record that ends it."""
    in_namespace: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names by what they begin with: who shows a few figures need not ask for all."""
    by_source: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of the figures that a source states."""


def compute_figures(project: Project, counts: Counts) -> Registry:
    indicators = {figure.name: figure for figure in _indicator_figures(project)}
    figures = compute_coverage(project, counts)
    figures.update(shares_of_indicators(project, figures[TOTAL_NAME], indicators))
    figures.update(compute_targets(project, figures))
    figures.update(compute_benefits(project.benefits))
    figures.update(indicators)
    ended = ended_claims(project, counts, figures)
    return Registry(
        figures=MappingProxyType(figures),
        ended=MappingProxyType(ended),
        in_namespace=MappingProxyType(_in_namespace(figures)),
        by_source=MappingProxyType(names_by_source(figures.values())),
    )


def names_by_source(figures: Iterable[Figure]) -> dict[str, tuple[str, ...]]:
    """Return the figures that each source states, at any date; computed ones none does."""
    uses: dict[str, list[str]] = {}
    for figure in figures:
        if not figure.is_computed:
            stated = (figure, *figure.disputes, *figure.history)
            for source in dict.fromkeys(name for each in stated for name in each.sources):
                uses.setdefault(source, []).append(figure.name)
    return {source: tuple(names) for source, names in uses.items()}


def _in_namespace(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = {}
    for name in names:
        grouped.setdefault(name.partition(".")[0], []).append(name)
    return {namespace: tuple(inside) for namespace, inside in grouped.items()}


def _indicator_figures(project: Project) -> Iterator[Figure]:
    by_id: dict[str, list[Indicator]] = {}
    for indicator in project.indicators:
        by_id.setdefault(indicator.id, []).append(indicator)
    for rows in by_id.values():
        points = [_indicator_figure(row) for row in sorted(rows, key=lambda r: r.as_of)]
        yield replace(points[-1], history=tuple(points))


def _indicator_status(indicator: Indicator) -> Status:
    """Return how a figure stands: what we computed is no source that differs from others."""
    is_own = indicator.confidence is Confidence.COMPUTED and indicator.value is not None
    return Status.COMPUTED if is_own else indicator.status


def _indicator_figure(indicator: Indicator) -> Figure:
    return Figure(
        name=f"indicator.{indicator.id}",
        value=indicator.value,
        unit=indicator.unit,
        as_of=indicator.as_of,
        status=_indicator_status(indicator),
        confidence=indicator.confidence,
        sources=indicator.sources,
        location=indicator.location,
        note=indicator.note,
        is_approximate=indicator.approximate,
        conflicts_with=tuple(f"indicator.{name}" for name in indicator.conflicts_with),
    )
