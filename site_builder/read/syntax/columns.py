"""The columns of the tables in `data/`, each written once.

Takes nothing; gives the name, the type and the choices of every column, in the order of the files.
It parses no cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from site_builder.model import Confidence, Status


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


UNITS = ("people", "percent", "km2", "count", "rupiah")
AREA_LEVELS = ("city", "district", "village")
_STATUSES = tuple(str(status) for status in Status if status is not Status.COMPUTED)
_CONFIDENCES = tuple(str(kind) for kind in Confidence)
_ID = r"[a-z0-9][a-z0-9_]*"
_IDS = r"\S+(;\S+)*"
_REDUCED_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"

COVERAGE = (
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
TARGETS = (
    Column(name="year", kind=Kind.YEAR, is_required=True),
    Column(name="funding"),
    Column(name="participants", kind=Kind.INTEGER, is_required=True),
    Column(name="source", is_required=True, pattern=_IDS),
)
INDICATORS = (
    Column(name="id", is_required=True, pattern=_ID),
    Column(name="as_of", is_required=True, pattern=_REDUCED_DATE),
    Column(name="value", kind=Kind.NUMBER),
    Column(name="unit", is_required=True, choices=UNITS),
    Column(name="status", is_required=True, choices=_STATUSES),
    Column(name="source", is_required=True, pattern=_IDS),
    Column(name="confidence", is_required=True, choices=_CONFIDENCES),
    Column(name="conflicts_with", pattern=_IDS),
    Column(name="note"),
)
AREAS = (
    Column(name="code", is_required=True),
    Column(name="slug", is_required=True, pattern=_ID),
    Column(name="name", is_required=True),
    Column(name="level", is_required=True, choices=AREA_LEVELS),
    Column(name="parent"),
)


def column_names(columns: Iterable[Column]) -> tuple[str, ...]:
    """Give the names of columns, in their order."""
    return tuple(column.name for column in columns)
