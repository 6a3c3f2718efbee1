"""Which counts are disputed, and what the other sources say.

Values that differ within so many days (`dispute_days` in `site.yaml`) speak of one thing, so all of
them are disputed, the one that is quoted too: whoever sees it alone must know. So are the parts by
funding of a disputed total.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from site_builder.figures.derived import TOTAL_NAME, computed
from site_builder.model import Figure, Project, Status


def settle_disputes(project: Project, counts: Mapping[str, Figure]) -> dict[str, Figure]:
    """Return the counts, each with what other sources say of it and with its status."""
    funds = {f"coverage.{fund}" for fund in project.funding} & set(counts)
    total = counts[TOTAL_NAME]
    reach = timedelta(days=project.settings.dispute_days)
    settled: dict[str, Figure] = {}
    for name, count in counts.items():
        rivals = list(_rivals(count))
        contested = [point.as_of for point in rivals]
        if name in funds:
            others = [counts[other] for other in funds - {name}]
            contested += [point.as_of for point in _rivals(total)]
            rivals += _remainders(count, total, others)
        if not contested:
            settled[name] = count
            continue
        current, *history = (
            replace(
                _with_status(point, contested, reach),
                disputes=_near_rivals(point, rivals, reach),
            )
            for point in (count, *count.history)
        )
        settled[name] = replace(current, history=tuple(history))
    return settled


def _near_rivals(point: Figure, rivals: list[Figure], reach: timedelta) -> tuple[Figure, ...]:
    """Return what other sources say near the date of a value that is quoted."""
    if point.value is None or point.is_rival:
        return ()
    return tuple(rival for rival in rivals if _days(rival.as_of, point.as_of) <= reach)


def _rivals(count: Figure) -> Iterator[Figure]:
    """Yield the disputed values that are never quoted."""
    for point in count.history:
        if point.status is Status.DISPUTED and point.is_rival:
            yield point


def _remainders(count: Figure, total: Figure, others: list[Figure]) -> Iterator[Figure]:
    """Yield what a disputed total leaves for a fund that it leaves out but names all others."""
    known = {point.as_of for point in count.history}
    for whole in _rivals(total):
        parts = [p for other in others for p in other.history if p.as_of == whole.as_of]
        values = [part.value for part in parts if part.value is not None]
        if whole.as_of in known or whole.value is None or len(values) != len(others):
            continue
        left = whole.value - sum(values, Decimal(0))
        if left >= 0:  # Otherwise they are not parts of that total.
            of = (whole, *parts)
            formula = " - ".join(f"{part.name}@{part.as_of}" for part in of)
            rest = computed(count.name, left, count.unit, whole.as_of, formula=formula, of=of)
            yield replace(rest, is_rival=True)


def _with_status(point: Figure, contested: list[str], reach: timedelta) -> Figure:
    stands = point.status in {Status.PUBLISHED, Status.COMPUTED} and point.value is not None
    is_disputed = stands and any(_days(point.as_of, day) <= reach for day in contested)
    return replace(point, status=Status.DISPUTED) if is_disputed else point


def _days(one: str, other: str) -> timedelta:
    return abs(date.fromisoformat(one) - date.fromisoformat(other))
