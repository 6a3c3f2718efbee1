"""The hierarchy of areas."""

from __future__ import annotations

from collections.abc import Mapping

from site_builder.model import Area, areas_around


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
