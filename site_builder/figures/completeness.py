"""Which funding sources must be counted before their sum is everybody.

Takes the cells that were ever counted and the hierarchy of areas; gives for any place and
occupation the funding sources that pay for somebody there, as far as anybody knows. It adds
nothing up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

Cell: TypeAlias = tuple[str, str, str]
"""What a count is of: funding, area, occupation; an empty text means all together."""


class OwedFunding:
    """The funding sources by where and for whom they were ever counted."""

    def __init__(self, counted: Iterable[Cell], area_levels: Sequence[Mapping[str, str]]) -> None:
        self._above = {name: above for level in area_levels for name, above in level.items()}
        self._below: dict[str, set[str]] = {}
        self._places: dict[str, dict[str, set[str]]] = {}
        for funding, area, occupation in counted:
            if funding:
                self._places.setdefault(funding, {}).setdefault(area, set()).add(occupation)
            for above in self._up(area):
                self._below.setdefault(above, set()).add(area)
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def of(self, area: str, occupation: str) -> frozenset[str]:
        """Give every funding source that was ever counted there, in a part of it or in a whole.

        One that was counted for the whole city may pay for somebody in any of its districts; one
        that was only ever counted in another district does not.
        """
        key = (area, occupation)
        if key not in self._known:
            nearby = self._below.get(area, set()) | set(self._up(area))
            self._known[key] = frozenset(
                funding
                for funding, places in self._places.items()
                if any(_meet(places[place], occupation) for place in nearby & places.keys())
            )
        return self._known[key]

    def _up(self, area: str) -> list[str]:
        """Give an area and all above it, up to all together."""
        names = [area]
        while names[-1]:
            above = self._above.get(names[-1], "")
            names.append("" if above in names else above)
        return names


def _meet(occupations: set[str], occupation: str) -> bool:
    """Tell whether an occupation is among those counted, or a part or a whole of them."""
    return not occupation or occupation in occupations or "" in occupations
