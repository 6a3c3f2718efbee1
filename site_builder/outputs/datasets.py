"""The tables that people download: columns with their types, and rows of typed cells.

Takes the records of a project; gives a `Dataset` for each of the data files, row for row in the
file's order, disputed and superseded rows included. The same cells become CSV, JSON and a
workbook elsewhere: nothing is written or rounded here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from site_builder.figures.registry import Registry
from site_builder.model import Confidence, Localized, Project, Status

Cell: TypeAlias = str | int | Decimal | bool | date | tuple[str, ...] | Localized | None
"""None is a cell left empty; a tuple holds ids."""


class Kind(StrEnum):
    """What a column holds, by the names of Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    kind: Kind = Kind.STRING
    is_required: bool = False
    choices: tuple[str, ...] = ()
    """The only values allowed; empty for any."""
    pattern: str = ""
    """A regular expression that every value follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dataset:
    """One table."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> tuple[Mapping[str, Cell], ...]:
        """Give every row as a mapping of column to cell."""
        names = [column.name for column in self.columns]
        return tuple(dict(zip(names, row, strict=True)) for row in self.rows)


def json_number(value: Decimal | None) -> int | float | None:
    """Give a number as JSON writes it: whole where it is whole, else with its own decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral() else float(value)


_IDS = r"\S+(;\S+)*"
_REDUCED_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
_STATUSES = tuple(str(status) for status in Status if status is not Status.COMPUTED)

_COVERAGE = (
    Column(name="as_of", kind=Kind.DATE, is_required=True),
    Column(name="funding"),
    Column(name="area"),
    Column(name="occupation"),
    Column(name="participants", kind=Kind.INTEGER),
    Column(name="status", is_required=True, choices=_STATUSES),
    Column(name="source", is_required=True, pattern=_IDS),
    Column(name="released", kind=Kind.DATE),
    Column(name="quote", choices=("yes",)),
    Column(name="note"),
)
_TARGETS = (
    Column(name="year", kind=Kind.YEAR, is_required=True),
    Column(name="funding"),
    Column(name="participants", kind=Kind.INTEGER, is_required=True),
    Column(name="source", is_required=True, pattern=_IDS),
)
_INDICATORS = (
    Column(name="as_of", is_required=True, pattern=_REDUCED_DATE),
    Column(name="value", kind=Kind.NUMBER),
    Column(name="unit", is_required=True),
    Column(name="status", is_required=True, choices=_STATUSES),
    Column(name="source", is_required=True, pattern=_IDS),
    Column(name="confidence", is_required=True, choices=tuple(str(kind) for kind in Confidence)),
    Column(name="conflicts_with", pattern=_IDS),
    Column(name="note"),
)


def datasets(project: Project, registry: Registry) -> tuple[Dataset, ...]:
    """Give every table of the downloads."""
    return (_coverage(project), _targets(project), _indicators(project, registry))


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
    return Dataset(name="coverage", columns=_COVERAGE, rows=rows)


def _targets(project: Project) -> Dataset:
    rows = tuple((row.year, row.funding, row.participants, row.sources) for row in project.targets)
    return Dataset(name="targets", columns=_TARGETS, rows=rows)


def _indicators(project: Project, registry: Registry) -> Dataset:
    """Give the indicators with what each is called in every language."""
    languages = project.settings.language_codes
    labels = tuple(Column(name=f"label_{lang}", is_required=True) for lang in languages)
    columns = (
        Column(name="id", is_required=True, pattern=r"[a-z0-9][a-z0-9_]*"),
        *labels,
        *_INDICATORS,
    )
    rows = tuple(
        (
            row.id,
            *(registry.figures[f"indicator.{row.id}"].label[lang] for lang in languages),
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
