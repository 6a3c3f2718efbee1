"""Which funding sources must be counted before their sum is everybody."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from site_builder.figures.area_tree import AreaTree

Breakdown: TypeAlias = tuple[str, str, str]
"""What a count is of: funding, area, occupation; an empty text means all together."""


class ExpectedFunding:
    """Which funding sources have reported counts, by area and occupation."""

    def __init__(self, counted: Iterable[Breakdown], areas: AreaTree) -> None:
        self._areas = areas
        self._below: dict[str, set[str]] = {}
        self._places: dict[str, dict[str, set[str]]] = {}
        for funding, area, occupation in counted:
            if funding:
                self._places.setdefault(funding, {}).setdefault(area, set()).add(occupation)
            for above in areas.path(area):
                self._below.setdefault(above, set()).add(area)
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, area: str, occupation: str) -> frozenset[str]:
        """Return every funding source that was ever counted there, in a part of it or in a whole.

        One that was counted for the whole city may pay for somebody in any of its districts; one
        that was only ever counted in another district does not.
        """
        key = (area, occupation)
        if key not in self._known:
            nearby = self._below.get(area, set()) | set(self._areas.path(area))
            self._known[key] = frozenset(
                funding
                for funding, places in self._places.items()
                if any(_overlaps(places[place], occupation) for place in nearby & places.keys())
            )
        return self._known[key]


def _overlaps(occupations: set[str], occupation: str) -> bool:
    """Return whether an occupation is among those counted, or a part or a whole of them."""
    return not occupation or occupation in occupations or "" in occupations
