"""What counts are of: one funding source, area and occupation, or all of them together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from site_builder.model import Area, areas_around

DIMENSIONS = ("funding", "area", "occupation")
Breakdown: TypeAlias = tuple[str, str, str]
"""A name along each dimension; an empty text means all together."""
TOTAL: Breakdown = ("", "", "")


def renamed(cell: Breakdown, position: int, name: str) -> Breakdown:
    """Return a cell with another name along one dimension."""
    names = list(cell)
    names[position] = name
    funding, area, occupation = names
    return funding, area, occupation


class AreaTree:
    """Areas by slug, each with the one above it.

    A count without area is of the highest area, so what lies directly below it has no parent.
    """

    def __init__(self, areas: Mapping[str, Area]) -> None:
        levels: dict[int, dict[str, str]] = {}
        for slug, area in areas.items():
            has_parent = area.parent in areas and areas[area.parent].parent
            depth = len(areas_around(areas, slug))
            levels.setdefault(depth, {})[slug] = area.parent if has_parent else ""
        self.levels = tuple(levels[depth] for depth in sorted(levels, reverse=True))
        """Area to the area above it, level by level, the lowest level first."""
        self.parents = {slug: above for level in self.levels for slug, above in level.items()}

    def path(self, area: str) -> list[str]:
        """Return an area and all above it, up to all together."""
        names = [area]
        while names[-1]:
            above = self.parents.get(names[-1], "")
            names.append("" if above in names else above)
        return names

    def wholes(self, cell: Breakdown) -> Iterator[tuple[int, Breakdown]]:
        """Yield the cells one level up of which a cell is a part, with the dimension's position."""
        for position, name in enumerate(cell):
            above = self.parents.get(name) if DIMENSIONS[position] == "area" else ""
            if name and above is not None:
                yield position, renamed(cell, position, above)
