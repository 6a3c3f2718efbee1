"""Figures computed from counts: shares of the total, changes, parts of other indicators.

Nothing is computed from a withheld count. A share of a disputed count is given for each of its
values: that of the quoted one, and the others as its disputes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from site_builder.diagnostics import Location
from site_builder.figures.cells import AreaTree
from site_builder.model import Confidence, Figure, Observation, Project, Status

COVERAGE_PATH = "data/coverage.csv"
TOTAL_NAME = "coverage.total"
KINDS_OF_COUNT = ("", "share_", "change_")
"""Before the name of a count: itself, and what is computed from it."""
SHARE = "{} / {} * 100"
"""How a share is computed from two names."""


def derived_figures(
    project: Project, areas: AreaTree, figures: Mapping[str, Figure]
) -> Iterator[Figure]:
    total = figures[TOTAL_NAME]
    yield _change(total, "coverage.change") or unpublished("coverage.change", "people")
    for count in _parts_of_total(project, areas, figures):
        yield _share(count, total)
        change = _change(count, _computed_name("change", count))
        if change is not None:
            yield change


def share_percent(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return a percentage with two decimals, rounded half up; None of a whole of nobody."""
    if not whole:
        return None
    return (part / whole * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _parts_of_total(
    project: Project, areas: AreaTree, figures: Mapping[str, Figure]
) -> Iterator[Figure]:
    """Yield the counts that divide the total.

    Villages divide their district and no more: a share of the total would say little of them.
    """
    highest = (slug for slug, above in areas.parents.items() if not above)
    names = (
        *(f"coverage.{fund}" for fund in project.funding),
        *(f"coverage.area_{slug}" for slug in highest),
        *(f"coverage.occupation_{occupation}" for occupation in project.occupations),
    )
    yield from (figures[name] for name in names if name in figures)


def _computed_name(prefix: str, count: Figure) -> str:
    """Name what is computed from a count: `coverage.share_tax` from `coverage.tax`."""
    namespace, _, name = count.name.partition(".")
    return f"{namespace}.{prefix}_{name}"


def _share(part: Figure, total: Figure) -> Figure:
    """Return a part's share of the total at the newest date that has both."""
    name = _computed_name("share", part)
    parts, totals = ({p.as_of: p for p in _settled(figure)} for figure in (part, total))
    shared = sorted(set(parts) & set(totals))
    if part.value is None or not shared:
        # As a count that is withheld now is not shown as it was before, neither is its share.
        unknown = replace(unpublished(name, "percent"), area=part.area)
        is_withheld = part.status is Status.SUPPRESSED
        return replace(unknown, status=Status.SUPPRESSED) if is_withheld else unknown
    part_then, total_then = parts[shared[-1]], totals[shared[-1]]
    share = derived(name, "percent", part_then, total_then, share_percent)
    wholes = {point.as_of: point for point in total_then.disputes}
    others = (point for point in part_then.disputes if point.as_of in wholes)
    rivals = (derived(name, "percent", p, wholes[p.as_of], share_percent) for p in others)
    return _disputed(share, rivals)


def _change(count: Figure, name: str) -> Figure | None:
    """Return the newest value of a count less the one before it; None without two values."""
    settled = _settled(count)
    if count.value is None or len(settled) <= 1:
        return None
    before, now = settled[-2:]
    pairs = [
        (now, before),
        *((rival, before) for rival in now.disputes),
        *((now, rival) for rival in before.disputes if rival not in now.disputes),
    ]
    change, *rivals = (
        replace(
            derived(name, "people", *pair, lambda a, b: a - b, formula="{} - {}"),
            since=pair[1].as_of,
        )
        for pair in pairs
    )
    return _disputed(change, rivals)


def shares_of_indicators(
    project: Project, total: Figure, indicators: Mapping[str, Figure]
) -> dict[str, Figure]:
    """Return the total as a share of each indicator that `site.yaml` names as a denominator."""
    names = {f"indicator.{name}": f"coverage.of_{name}" for name in project.settings.denominators}
    shares: dict[str, Figure] = {}
    for whole, name in names.items():
        indicator = indicators.get(whole)
        if indicator is None or not indicator.value or total.value is None:
            continue
        share, *rivals = (
            derived(name, "percent", count, indicator, share_percent)
            for count in (total, *total.disputes)
        )
        others = tuple(names[other] for other in indicator.conflicts_with if other in names)
        shares[name] = replace(_disputed(share, rivals), conflicts_with=others)
    return shares


def _disputed(figure: Figure, rivals: Iterable[Figure]) -> Figure:
    """Return what was computed of a quoted count, with what was computed of the others."""
    known = tuple(replace(rival, is_rival=True) for rival in rivals if rival.value is not None)
    return replace(figure, disputes=known)


def derived(
    name: str,
    unit: str,
    first: Figure,
    second: Figure,
    compute: Callable[[Decimal, Decimal], Decimal | None],
    *,
    formula: str = SHARE,
) -> Figure:
    """Compute a figure from two others; it is of the date and place of the first.

    `formula` says what `compute` does with them.
    """
    if first.value is None or second.value is None:
        return unpublished(name, unit)
    value = compute(first.value, second.value)
    if value is None:
        return unpublished(name, unit)
    written = formula.format(*(f"{each.name}@{each.as_of}" for each in (first, second)))
    return computed(
        name, value, unit, first.as_of, formula=written, of=(first, second), area=first.area
    )


def computed(
    name: str,
    value: Decimal,
    unit: str,
    as_of: str,
    *,
    formula: str,
    of: Sequence[Figure | Observation],
    area: str = "",
) -> Figure:
    """Return a figure that was computed of others, or of rows: it has the sources of them all."""
    return Figure(
        name=name,
        value=value,
        unit=unit,
        as_of=as_of,
        status=Status.COMPUTED,
        confidence=Confidence.COMPUTED,
        sources=joined(*(each.sources for each in of)),
        location=of[0].location,
        formula=formula,
        area=area,
    )


def unpublished(name: str, unit: str) -> Figure:
    """Return a figure of which nothing is published yet."""
    return Figure(
        name=name,
        value=None,
        unit=unit,
        as_of="",
        status=Status.NOT_PUBLISHED,
        confidence=Confidence.NOT_FOUND,
        sources=(),
        location=Location(path=COVERAGE_PATH),
    )


def _settled(figure: Figure) -> list[Figure]:
    """Return the dated values that can be computed with, oldest first."""
    return [p for p in figure.history if p.value is not None and not p.is_rival]


def joined(*groups: Iterable[str]) -> tuple[str, ...]:
    """Join ids in order, each once."""
    return tuple(dict.fromkeys(name for group in groups for name in group))
