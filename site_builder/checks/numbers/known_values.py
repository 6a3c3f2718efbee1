"""Which figures have a value, now or at a date before: the figures that a typed number may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from site_builder.figures.coverage import cell_name
from site_builder.figures.registry import Registry
from site_builder.model import Figure, Localized, Observation, Project
from site_builder.views.labels import figure_label

_PINNED = "coverage."
"""Figures that news pins to a date."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KnownValue:
    """A value that a figure has or had."""

    name: str
    label: Localized
    unit: str
    as_of: str
    is_current: bool

    def insert(self, *, is_short: bool, is_update: bool) -> str:
        """Return the insert that shows this value."""
        filters = ""
        if self.as_of and (not self.is_current or (is_update and self.name.startswith(_PINNED))):
            filters += f" | at('{self.as_of}')"
        if is_short:
            filters += " | short"
        return f"{{{{ {self.name}{filters} }}}}"


class KnownValues:
    """Every value of every figure, found by number."""

    def __init__(self, project: Project, registry: Registry) -> None:
        self._labels = {
            name: figure_label(project, figure) for name, figure in registry.figures.items()
        }
        self._by_value: dict[Decimal, dict[tuple[str, str], KnownValue]] = {}
        for figure in registry.figures.values():
            self._add(figure, figure.value, figure.as_of, is_current=True)
            for point in (*figure.history, *figure.disputes):
                self._add(figure, point.value, point.as_of)
                self._add(figure, point.corrects, point.as_of)
            self._add(figure, figure.corrects, figure.as_of)
        for name, row in _rows(project.observations, registry.figures):
            count = row.participants
            value = None if count is None else Decimal(count)
            self._add(registry.figures[name], value, row.as_of.isoformat())

    def find(self, value: Decimal | None, units: tuple[str, ...] = ()) -> tuple[KnownValue, ...]:
        """Return the figures of a value, those of fitting units and of today first."""
        if value is None:
            return ()
        found = self._by_value.get(abs(value), {}).values()
        return tuple(sorted(found, key=lambda f: (f.unit not in units, not f.is_current)))

    def _add(
        self, figure: Figure, value: Decimal | None, as_of: str, *, is_current: bool = False
    ) -> None:
        if value is None:
            return
        known = self._by_value.setdefault(abs(value), {})
        if (figure.name, "") in known:
            return  # the figure as it stands says the same, and needs no date
        entry = KnownValue(
            name=figure.name,
            label=self._labels[figure.name],
            unit=figure.unit,
            as_of=as_of,
            is_current=is_current,
        )
        known.setdefault((figure.name, "" if is_current else as_of), entry)


def _rows(
    observations: tuple[Observation, ...], figures: Mapping[str, Figure]
) -> Iterator[tuple[str, Observation]]:
    """Yield the rows of counts that a figure stands for, superseded ones included."""
    for row in observations:
        name = cell_name(row.cell)
        if name in figures:
            yield name, row
