"""The columns of the tables in `data/`: name, type and choices, each written once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from site_builder.model import WRITTEN, Confidence
from site_builder.model.settings import MONEY
from site_builder.model.urls import MAX_SLUG

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What programs for spreadsheets take for the start of a formula."""


class ColumnType(StrEnum):
    """What a column holds, by the names of Table Schema."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    name: str
    type: ColumnType = ColumnType.STRING
    is_required: bool = False
    choices: tuple[str, ...] = ()
    """The only values allowed; empty for any."""
    pattern: str = ""
    """A regular expression that every value follows."""
    is_optional: bool = False
    """Older files may do without it."""
    is_text: bool = False
    """It holds words, which may differ by language."""


UNITS = ("people", "percent", "km2", "count", *MONEY)
AREA_LEVELS = ("city", "district", "village")
_STATUSES = tuple(map(str, WRITTEN))
_CONFIDENCES = tuple(str(kind) for kind in Confidence)
_ID = r"[a-z0-9][a-z0-9_]*"
SHORT_ID = rf"[a-z0-9][a-z0-9_]{{0,{MAX_SLUG - 1}}}"
"""Of what has a page or a place on one by its id."""
ID_IN_WORDS = "a-z 0-9 _"
"""The pattern of ids, by which `messages/` says it."""
_IDS = r"\S+(;\S+)*"
_REDUCED_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"

SOURCE = Column(name="source", is_required=True, pattern=_IDS)

COVERAGE = (
    Column(name="as_of", type=ColumnType.DATE, is_required=True),
    Column(name="funding"),
    Column(name="area"),
    Column(name="occupation"),
    Column(name="participants", type=ColumnType.INTEGER),
    Column(name="status", is_required=True, choices=_STATUSES),
    SOURCE,
    Column(name="released", type=ColumnType.DATE),
    Column(name="quote", choices=("yes",)),
    Column(name="note", is_text=True),
    Column(name="stated_by", is_optional=True, is_text=True),
    Column(name="occasion", is_optional=True, is_text=True),
)
TARGETS = (
    Column(name="year", type=ColumnType.YEAR, is_required=True),
    Column(name="funding"),
    Column(name="participants", type=ColumnType.INTEGER, is_required=True),
    SOURCE,
)
INDICATORS = (
    Column(name="id", is_required=True, pattern=_ID),
    Column(name="as_of", is_required=True, pattern=_REDUCED_DATE),
    Column(name="value", type=ColumnType.NUMBER),
    Column(name="unit", is_required=True, choices=UNITS),
    Column(name="status", is_required=True, choices=_STATUSES),
    SOURCE,
    Column(name="confidence", is_required=True, choices=_CONFIDENCES),
    Column(name="conflicts_with", pattern=_IDS),
    Column(name="note", is_text=True),
    Column(name="approximate", choices=("yes",), is_optional=True),
)
AREAS = (
    Column(name="code", is_required=True),
    Column(name="slug", is_required=True, pattern=SHORT_ID),
    Column(name="name", is_required=True),
    Column(name="level", is_required=True, choices=AREA_LEVELS),
    Column(name="parent"),
)


def column_names(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(column.name for column in columns)
