"""`coverage.csv`, `targets.csv` and `indicators.csv` into records.

Each cell is parsed by its column's declared type and reported at its own address; a row with a
bad cell is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.model import (
    VALUELESS,
    Confidence,
    Indicator,
    Localized,
    Observation,
    Status,
    Target,
    Text,
)
from site_builder.read.syntax import columns
from site_builder.read.syntax.columns import column_names
from site_builder.read.syntax.numbers import (
    grouping_mark,
    is_reduced_date,
    parse_count,
    parse_decimal,
    parse_percent,
)
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import Row, sound_records
from site_builder.read.syntax.written_dates import meant_date

T = TypeVar("T")

COVERAGE_PATH = "data/coverage.csv"
TARGETS_PATH = "data/targets.csv"
INDICATORS_PATH = "data/indicators.csv"

COVERAGE_COLUMNS = column_names(columns.COVERAGE)

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
NOTE_SEPARATOR = " || "
"""Between the languages of a note, in the site's order."""


def parse_observations(rows: Iterable[Row], reader: Reader) -> tuple[Observation, ...]:
    """Parse the rows of `coverage.csv`."""
    return _parse_counts(rows, reader, _parse_observation)


def _parse_observation(row: Row) -> Observation:
    status = row.value("status", _parse_status)
    return Observation(
        as_of=row.value("as_of", parse_date_cell) or date.min,
        funding=row.value("funding", Row.text),
        area=row.value("area", Row.text),
        occupation=row.value("occupation", Row.text),
        participants=_parse_participants(row, status),
        status=status,
        sources=row.value("source", _parse_sources),
        released=row.value("released", parse_date_cell),
        quote=row.value("quote", Row.text) == "yes",
        note=row.value("note", parse_note),
        stated_by=row.value("stated_by", parse_note),
        occasion=row.value("occasion", parse_note),
        line=row.line,
        table=row.table,
    )


def parse_targets(rows: Iterable[Row], reader: Reader) -> tuple[Target, ...]:
    """Parse the rows of `targets.csv`."""
    return _parse_counts(rows, reader, _parse_target)


def _parse_target(row: Row) -> Target:
    is_year = re.fullmatch(r"[1-9][0-9]{3}", row["year"])
    if not is_year:
        row.report("DAT005", "year", value=row["year"])
    return Target(
        year=int(row["year"]) if is_year else 0,
        funding=row["funding"],
        participants=parse_count_cell(row, "participants") or 0,
        sources=_parse_sources(row, "source"),
        line=row.line,
        table=row.table,
    )


def parse_indicators(rows: Iterable[Row], _: Reader) -> tuple[Indicator, ...]:
    """Parse the rows of `indicators.csv`."""
    return sound_records(rows, _parse_indicator)


def _parse_indicator(row: Row) -> Indicator:
    status = _parse_status(row, "status")
    unit = row.text("unit")
    if not is_reduced_date(row["as_of"]):
        meant = meant_date(row["as_of"], row.reader.languages)
        row.report("DAT005", "as_of", value=row["as_of"], meant=meant)
    return Indicator(
        id=row.text("id"),
        as_of=row["as_of"],
        value=_parse_value(row, status, unit),
        unit=unit,
        status=status,
        sources=_parse_sources(row, "source"),
        confidence=Confidence(row.text("confidence") or Confidence.NOT_FOUND),
        conflicts_with=tuple(filter(None, row["conflicts_with"].split(";"))),
        note=parse_note(row, "note"),
        approximate=row.text("approximate") == "yes",
        line=row.line,
        table=row.table,
    )


def parse_count_cell(row: Row, column: str) -> int | None:
    """Parse a cell that must hold a whole number."""
    return _parse_number(row, column, parse_count, "DAT003")


def _parse_number(row: Row, column: str, parse: Callable[[str], T | None], code: str) -> T | None:
    text = row[column]
    if not text:
        # A table with a status can say that a number is not published.
        status = Status.NOT_PUBLISHED if "status" in row.table.positions else ""
        row.report("DAT006", column, column=column, status=status)
        return None
    number = parse(text)
    if number is None:
        row.report(code, column, column=column, value=text)
    return number


def parse_date_cell(row: Row, column: str) -> date | None:
    """Parse an ISO date; None for an empty cell."""
    text = row.text(column)
    if not text:
        return None
    try:
        if not _ISO_DATE.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        row.report("DAT005", column, value=text, meant=_meant_day(row, text))
        return None


def _meant_day(row: Row, text: str) -> str:
    meant = meant_date(text, row.reader.languages)
    return meant if _ISO_DATE.fullmatch(meant) else ""


def parse_note(row: Row, column: str) -> Localized | None:
    """Parse a note: one text for all languages, or one for each with ` || ` between them.

    Those that are only begun may be left out, all together.
    """
    text, languages = row[column], row.reader.languages
    if not text:
        return None
    parts = text.split(NOTE_SEPARATOR)
    finished = tuple(lang for lang in languages if lang not in row.reader.begun)
    if len(parts) == len(finished):
        languages = finished
    if len(parts) == 1:
        parts *= len(languages)
    if len(parts) != len(languages):
        row.report("LNG006", column, key=column, lang=", ".join(languages))
        return None
    place = row.location(column)
    return Localized(
        texts={
            lang: Text(value=part.strip(), location=place)
            for lang, part in zip(languages, parts, strict=True)
        }
    )


def mixed_marks(cells: Iterable[tuple[str, Location]]) -> Iterator[Diagnostic]:
    """Warn once of counts in which both `.` and `,` group thousands."""
    first: dict[str, tuple[str, Location]] = {}
    for text, place in cells:
        mark = grouping_mark(text)
        if mark:
            first.setdefault(mark, (text, place))
        if len(first) > 1:
            other, elsewhere = next(iter(first.values()))
            yield problem("DAT013", place, related=[elsewhere], value=text, other=other)
            return


def _parse_counts(rows: Iterable[Row], reader: Reader, parse: Callable[[Row], T]) -> tuple[T, ...]:
    """Parse rows of people counted, and look at the marks that group their numbers."""
    first: dict[str, Row] = {}

    def watched() -> Iterator[Row]:
        for row in rows:
            if not row["participants"].isdecimal():
                first.setdefault(grouping_mark(row["participants"]), row)
            yield row

    records = sound_records(watched(), parse)
    marked = ((row["participants"], row.location("participants")) for row in first.values())
    reader.problems.extend(mixed_marks(marked))
    return records


def _parse_status(row: Row, column: str) -> Status:
    return Status(row.text(column) or Status.PUBLISHED)


def _parse_participants(row: Row, status: Status) -> int | None:
    has_none = _is_valueless(row, "participants", status)
    return None if has_none else row.value("participants", parse_count_cell)


def _parse_value(row: Row, status: Status, unit: str) -> Decimal | None:
    if _is_valueless(row, "value", status):
        return None
    if unit in {"percent", "km2"}:
        parse = parse_percent if unit == "percent" else parse_decimal
        return _parse_number(row, "value", parse, "DAT004")
    count = parse_count_cell(row, "value")
    return None if count is None else Decimal(count)


def _is_valueless(row: Row, column: str, status: Status) -> bool:
    """Return whether a row says that it has no number; one that it has all the same is refused."""
    if status in VALUELESS and row[column]:
        row.report("DAT011", column, value=row[column], status=status)
    return status in VALUELESS


def _parse_sources(row: Row, column: str) -> tuple[str, ...]:
    sources = tuple(part.strip() for part in row[column].split(";") if part.strip())
    if not sources:
        row.report("DAT006", column, column=column)
    return sources
