"""The tables that people download: columns with their types, and rows of typed values.

They hold the rows of the data files in their order, disputed and superseded ones included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from site_builder.model import Localized, Project, Status
from site_builder.read.syntax.columns import COVERAGE, INDICATORS, TARGETS, Column
from site_builder.views.labels import indicator_label

Value: TypeAlias = str | int | Decimal | bool | date | tuple[str, ...] | Localized | None
"""None is a cell left empty; a tuple holds ids."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    """One table."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> tuple[Mapping[str, Value], ...]:
        """Return every row as a mapping of column to value."""
        names = [column.name for column in self.columns]
        return tuple(dict(zip(names, row, strict=True)) for row in self.rows)


def datasets(project: Project) -> tuple[Dataset, ...]:
    """Return every table of the downloads."""
    return (_coverage(project), _targets(project), _indicators(project))


def _coverage(project: Project) -> Dataset:
    rows = tuple(
        (
            row.as_of,
            row.funding,
            row.area,
            row.occupation,
            None if row.status is Status.SUPPRESSED else row.participants,
            str(row.status),
            row.sources,
            row.released,
            row.quote,
            row.note,
        )
        for row in project.observations
    )
    return Dataset(name="coverage", columns=COVERAGE, rows=rows)


def _targets(project: Project) -> Dataset:
    rows = tuple((row.year, row.funding, row.participants, row.sources) for row in project.targets)
    return Dataset(name="targets", columns=TARGETS, rows=rows)


def _indicators(project: Project) -> Dataset:
    """Return the indicators with what each is called in every language."""
    languages = project.settings.language_codes
    labels = tuple(Column(name=f"label_{lang}", is_required=True) for lang in languages)
    identifier, *others = INDICATORS
    columns = (identifier, *labels, *others)
    rows = tuple(
        (
            row.id,
            *(indicator_label(project, row.id)[lang] for lang in languages),
            row.as_of,
            None if row.status is Status.SUPPRESSED else row.value,
            row.unit,
            str(row.status),
            row.sources,
            str(row.confidence),
            row.conflicts_with,
            row.note,
        )
        for row in project.indicators
    )
    return Dataset(name="indicators", columns=columns, rows=rows)
