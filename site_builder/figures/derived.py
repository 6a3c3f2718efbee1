"""What is computed from counts: shares of the total, changes, progress, parts of denominators.

Takes a project and the figures of its counts; gives figures that name the two numbers and the dates
they rest on. Nothing is computed from a disputed or a withheld count. It formats nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from site_builder.diagnostics import Location
from site_builder.figures.observations import area_levels
from site_builder.model import Confidence, Figure, Localized, Project, Status
from site_builder.model.words import localized_word

COVERAGE_PATH = "data/coverage.csv"
TOTAL_NAME = "coverage.total"


def derived_figures(project: Project, figures: Mapping[str, Figure]) -> Iterator[Figure]:
    """Give what follows from the counts."""
    total = figures[TOTAL_NAME]
    label = localized_word(project.catalogs, "label.coverage_change", {})
    yield _change(total, "coverage.change", label) or unpublished(
        "coverage.change", label, "people"
    )
    for count, called in _divided(project, figures):
        yield _share(project, count, called, total)
        label = localized_word(project.catalogs, "label.coverage_change_part", {"name": called})
        change = _change(count, _name_of("change", count), label)
        if change is not None:
            yield change
    yield from _shares_of_denominators(project, total)


def share_percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Give a part as a percentage, with two decimals, rounded half up; None of nothing."""
    if not whole:
        return None
    return (part / whole * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _divided(
    project: Project, figures: Mapping[str, Figure]
) -> Iterator[tuple[Figure, Localized | str]]:
    """Give the counts that the total is divided into, with the names of what they count.

    Villages divide their district and no more: a share of the total would say little of them.
    """
    called: dict[str, Localized | str] = {
        f"coverage.{fund}": category.name for fund, category in project.funding.items()
    }
    levels = area_levels(project.areas)
    highest = [slug for level in levels for slug, above in level.items() if not above]
    called |= {f"coverage.area_{slug}": project.areas[slug].name for slug in highest}
    called |= {f"coverage.occupation_{n}": item.name for n, item in project.occupations.items()}
    yield from ((figures[name], names) for name, names in called.items() if name in figures)


def _name_of(computed: str, count: Figure) -> str:
    """Name what is computed from a count: `coverage.share_tax` from `coverage.tax`."""
    namespace, _, name = count.name.partition(".")
    return f"{namespace}.{computed}_{name}"


def _share(project: Project, part: Figure, called: Localized | str, total: Figure) -> Figure:
    """Give a part's share of the total at the newest date that has both."""
    name = _name_of("share", part)
    label = localized_word(project.catalogs, "label.coverage_share", {"name": called})
    parts, totals = ({p.as_of: p for p in _settled(figure)} for figure in (part, total))
    shared = sorted(set(parts) & set(totals))
    if part.value is None or not shared:
        # As a count that is withheld now is not shown as it was before, neither is its share.
        unknown = replace(unpublished(name, label, "percent"), area=part.area)
        is_withheld = part.status is Status.SUPPRESSED
        return replace(unknown, status=Status.SUPPRESSED) if is_withheld else unknown
    part_then, total_then = parts[shared[-1]], totals[shared[-1]]
    return _derived(
        name, label, "percent", first=part_then, second=total_then, compute=share_percent
    )


def _change(count: Figure, name: str, label: Localized) -> Figure | None:
    """Give the newest value of a count less the one before it; None where there are not two."""
    settled = _settled(count)
    if count.value is None or len(settled) < len(("before", "now")):
        return None
    now, before = settled[-1], settled[-2]
    change = _derived(name, label, "people", first=now, second=before, compute=lambda a, b: a - b)
    return replace(change, since=before.as_of)


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
        return unpublished(name, label, unit)
    value = compute(first.value, second.value)
    if value is None:
        return unpublished(name, label, unit)
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
        area=first.area,
    )


def unpublished(name: str, label: Localized, unit: str) -> Figure:
    """Give a figure of which nothing is published yet."""
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


def _settled(figure: Figure) -> list[Figure]:
    """Give the dated values that can be computed with, oldest first."""
    counted = {Status.PUBLISHED, Status.COMPUTED}
    return [p for p in figure.history if p.value is not None and p.status in counted]


def joined(*groups: Iterable[str]) -> tuple[str, ...]:
    """Join ids in order, each once."""
    return tuple(dict.fromkeys(name for group in groups for name in group))
