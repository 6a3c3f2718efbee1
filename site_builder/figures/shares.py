"""What is computed from counts: shares of the total, its change, its part of the denominators.

Takes a project and the figures of its counts; gives figures that name the two numbers and the dates
they rest on. Nothing is computed from a disputed or a withheld count. It formats nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from site_builder.diagnostics import Location
from site_builder.figures.counts import area_levels
from site_builder.model import Confidence, Figure, Localized, Project, Status
from site_builder.words import localized_word

COVERAGE_PATH = "data/coverage.csv"
TOTAL_NAME = "coverage.total"


def derived_figures(project: Project, figures: Mapping[str, Figure]) -> Iterator[Figure]:
    """Give what follows from the counts."""
    total = figures[TOTAL_NAME]
    for name, called in _divided(project):
        if name in figures:
            yield _share(project, name, called, figures[name], total)
    yield _change(project, total)
    yield from _shares_of_denominators(project, total)


def share_percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Give a part as a percentage, with two decimals, rounded half up; None of nothing."""
    if not whole:
        return None
    return (part / whole * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _divided(project: Project) -> Iterator[tuple[str, Localized | str]]:
    """Give what the total is divided by, with the names of their counts.

    Villages divide their district and no more: a share of the total would say little of them.
    """
    yield from ((f"coverage.{fund}", category.name) for fund, category in project.funding.items())
    levels = area_levels(project.areas)
    highest = [slug for level in levels for slug, above in level.items() if not above]
    for slug in highest:
        yield f"coverage.area_{slug}", project.areas[slug].name
    for name, occupation in project.occupations.items():
        yield f"coverage.occupation_{name}", occupation.name


def _share(
    project: Project, part_name: str, called: Localized | str, part: Figure, total: Figure
) -> Figure:
    """Give a part's share of the total at the newest date that has both."""
    name = part_name.replace("coverage.", "coverage.share_", 1)
    label = localized_word(project.catalogs, "label.coverage_share", {"name": called})
    parts = {p.as_of: p for p in part.history if _is_settled(p)}
    totals = {p.as_of: p for p in total.history if _is_settled(p)}
    shared = sorted(set(parts) & set(totals))
    if part.value is None or not shared:
        # As a count that is withheld now is not shown as it was before, neither is its share.
        unknown = _unpublished(name, label, "percent")
        is_withheld = part.status is Status.SUPPRESSED
        return replace(unknown, status=Status.SUPPRESSED) if is_withheld else unknown
    part_then, total_then = parts[shared[-1]], totals[shared[-1]]
    return _derived(
        name, label, "percent", first=part_then, second=total_then, compute=share_percent
    )


def _change(project: Project, total: Figure) -> Figure:
    """Give the newest total less the one before it."""
    name = "coverage.change"
    label = localized_word(project.catalogs, "label.coverage_change", {})
    settled = [point for point in total.history if _is_settled(point)]
    if len(settled) < len(("before", "now")):
        return _unpublished(name, label, "people")
    now, before = settled[-1], settled[-2]
    return _derived(name, label, "people", first=now, second=before, compute=lambda a, b: a - b)


def _shares_of_denominators(project: Project, total: Figure) -> Iterator[Figure]:
    """Give the total as a share of each indicator that `site.yaml` names as a denominator."""
    indicators = {indicator.id: indicator for indicator in project.indicators}
    for name in project.settings.denominators:
        indicator = indicators.get(name)
        if indicator is None or not indicator.value or total.value is None:
            continue
        label = localized_word(
            project.catalogs,
            "label.coverage_of",
            {"name": project.indicator_labels.get(name, total.label)},
        )
        yield Figure(
            name=f"coverage.of_{name}",
            label=label,
            value=share_percent(total.value, indicator.value),
            unit="percent",
            as_of=total.as_of,
            status=Status.COMPUTED,
            confidence=Confidence.COMPUTED,
            sources=joined(total.sources, indicator.sources),
            row=f"{TOTAL_NAME}@{total.as_of} / indicator.{name}@{indicator.as_of}",
            location=total.location,
            conflicts_with=tuple(
                f"coverage.of_{other}"
                for other in indicator.conflicts_with
                if other in project.settings.denominators
            ),
        )


def _derived(
    name: str,
    label: Localized,
    unit: str,
    *,
    first: Figure,
    second: Figure,
    compute: Callable[[Decimal, Decimal], Decimal | None],
) -> Figure:
    """Give a figure computed from two that have values."""
    if first.value is None or second.value is None:
        return _unpublished(name, label, unit)
    value = compute(first.value, second.value)
    if value is None:
        return _unpublished(name, label, unit)
    return Figure(
        name=name,
        label=label,
        value=value,
        unit=unit,
        as_of=first.as_of,
        status=Status.COMPUTED,
        confidence=Confidence.COMPUTED,
        sources=joined(first.sources, second.sources),
        row=f"{first.name}@{first.as_of}, {second.name}@{second.as_of}",
        location=first.location,
    )


def _unpublished(name: str, label: Localized, unit: str) -> Figure:
    return Figure(
        name=name,
        label=label,
        value=None,
        unit=unit,
        as_of="",
        status=Status.NOT_PUBLISHED,
        confidence=Confidence.NOT_FOUND,
        sources=(),
        row="",
        location=Location(path=COVERAGE_PATH),
    )


def _is_settled(point: Figure) -> bool:
    """Tell whether a dated value can be computed with."""
    return point.value is not None and point.status in {Status.PUBLISHED, Status.COMPUTED}


def joined(*groups: Iterable[str]) -> tuple[str, ...]:
    """Join ids in order, each once."""
    return tuple(dict.fromkeys(name for group in groups for name in group))
