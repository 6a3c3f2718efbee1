"""How the count of everyone changed, as the data itself says it: for people and for feeds."""

from __future__ import annotations

from typing import NamedTuple

from site_builder.figures.derived import TOTAL_NAME
from site_builder.figures.registry import Registry
from site_builder.model import Figure, Status

_MOST = 12
"""Changes that a list shows: a year of monthly counts."""


class CountChange(NamedTuple):
    """A count, and the one before it."""

    now: Figure
    before: Figure | None
    """None for the first count, and for one that took the place of a wrong one."""


def count_changes(registry: Registry) -> tuple[CountChange, ...]:
    """Return the newest counts of everyone, newest first."""
    headline = registry.figures.get(TOTAL_NAME)
    history = headline.history if headline else ()
    counts = [
        point
        for point in history
        if point.value is not None and point.status is not Status.SUPERSEDED
    ]
    changes = [
        CountChange(now=now, before=before if now.corrects is None else None)
        for before, now in zip([None, *counts], counts, strict=False)
    ]
    return tuple(reversed(changes[-_MOST:]))
