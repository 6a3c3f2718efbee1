"""The hierarchy of areas."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.model import Area


class AreaTree:
    """Areas by slug, each with the one above it.

    A count without area is of the highest area, so what lies directly below it has no parent.
    """

    def __init__(self, areas: Mapping[str, Area]) -> None:
        by_code = {area.code: area for area in areas.values()}
        levels: dict[int, dict[str, str]] = {}
        for slug, area in areas.items():
            parent = by_code.get(area.parent)
            is_highest = parent is None or not parent.parent
            above = "" if parent is None or is_highest else parent.slug
            levels.setdefault(_depth(area, by_code), {})[slug] = above
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


def _depth(area: Area, by_code: Mapping[str, Area]) -> int:
    depth, seen = 0, {area.code}
    while area.parent in by_code and area.parent not in seen:
        seen.add(area.parent)
        area = by_code[area.parent]
        depth += 1
    return depth
