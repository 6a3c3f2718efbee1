"""`coverage.csv`, `targets.csv` and `indicators.csv` into records.

Takes rows of text cells; gives observations, targets and indicators, each cell parsed by its
column's declared type. Reports every bad cell at its own address. It adds nothing up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import (
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
from site_builder.read.syntax.table import Row

COVERAGE_PATH = "data/coverage.csv"
TARGETS_PATH = "data/targets.csv"
INDICATORS_PATH = "data/indicators.csv"

COVERAGE_COLUMNS = column_names(columns.COVERAGE)
TARGET_COLUMNS = column_names(columns.TARGETS)
INDICATOR_COLUMNS = column_names(columns.INDICATORS)

_CHOICES = {
    column.name: column.choices
    for column in (*columns.COVERAGE, *columns.INDICATORS)
    if column.choices
}
_VALUELESS = {Status.NOT_PUBLISHED, Status.SUPPRESSED}
NOTE_SEPARATOR = " || "
"""Between the languages of a note, in the site's order."""


def parse_observations(
    rows: Iterable[Row], languages: tuple[str, ...], found: list[Diagnostic]
) -> tuple[Observation, ...]:
    """Read the rows of `coverage.csv`; a row with a bad cell is reported and left out."""
    rows = tuple(rows)
    found.extend(mixed_marks(_counts(rows)))
    observations = []
    for row in rows:
        before = len(found)
        status = _parse_status(row, found)
        as_of = parse_date_cell(row, "as_of", found, required=True)
        observation = Observation(
            as_of=as_of or date.min,
            funding=row["funding"],
            area=row["area"],
            occupation=row["occupation"],
            participants=_parse_participants(row, status, found),
            status=status,
            sources=_parse_sources(row, found),
            released=parse_date_cell(row, "released", found),
            quote=_parse_quote(row, found),
            note=parse_note(row, "note", languages, found),
            location=row.location("participants"),
            positions=row.positions,
        )
        if len(found) == before:
            observations.append(observation)
    return tuple(observations)


def parse_targets(rows: Iterable[Row], found: list[Diagnostic]) -> tuple[Target, ...]:
    """Read the rows of `targets.csv`."""
    rows = tuple(rows)
    found.extend(mixed_marks(_counts(rows)))
    targets = []
    for row in rows:
        before = len(found)
        if not re.fullmatch(r"[1-9][0-9]{3}", row["year"]):
            found.append(problem("DAT005", row.location("year"), value=row["year"]))
        participants = parse_count_cell(row, "participants", found)
        sources = _parse_sources(row, found)
        if len(found) == before:
            targets.append(
                Target(
                    year=int(row["year"]),
                    funding=row["funding"],
                    participants=participants or 0,
                    sources=sources,
                    location=row.location("participants"),
                    positions=row.positions,
                )
            )
    return tuple(targets)


def parse_indicators(
    rows: Iterable[Row], languages: tuple[str, ...], found: list[Diagnostic]
) -> tuple[Indicator, ...]:
    """Read the rows of `indicators.csv`."""
    indicators = []
    for row in rows:
        before = len(found)
        status = _parse_status(row, found)
        unit = parse_choice_cell(row, "unit", found)
        confidence = parse_choice_cell(row, "confidence", found)
        as_of = row["as_of"]
        if not is_reduced_date(as_of):
            found.append(problem("DAT005", row.location("as_of"), value=as_of))
        if not re.fullmatch(r"[a-z0-9][a-z0-9_]*", row["id"]):
            found.append(problem("DAT009", row.location("id"), value=row["id"], known="a_b_1"))
        indicator = Indicator(
            id=row["id"],
            as_of=as_of,
            value=_parse_value(row, status, unit, found),
            unit=unit,
            status=status,
            sources=_parse_sources(row, found),
            confidence=Confidence(confidence or Confidence.NOT_FOUND),
            conflicts_with=tuple(filter(None, row["conflicts_with"].split(";"))),
            note=parse_note(row, "note", languages, found),
            location=row.location("value"),
            positions=row.positions,
        )
        if len(found) == before:
            indicators.append(indicator)
    return tuple(indicators)


def parse_count_cell(row: Row, column: str, found: list[Diagnostic]) -> int | None:
    """Read a cell that owes a whole number."""
    text = row[column]
    if not text:
        found.append(_missing_number(row, column))
        return None
    count = parse_count(text)
    if count is None:
        found.append(problem("DAT003", row.location(column), column=column, value=text))
    return count


def _missing_number(row: Row, column: str) -> Diagnostic:
    """Report an empty cell where a number is owed; a table with a status can say that it is not."""
    status = Status.NOT_PUBLISHED if "status" in row.positions else ""
    return problem("DAT006", row.location(column), column=column, status=status)


def parse_date_cell(
    row: Row, column: str, found: list[Diagnostic], *, required: bool = False
) -> date | None:
    """Read an ISO date; an empty cell is None unless required."""
    text = row[column]
    if not text:
        if required:
            found.append(problem("DAT006", row.location(column), column=column))
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        found.append(problem("DAT005", row.location(column), value=text))
        return None


def parse_choice_cell(row: Row, column: str, found: list[Diagnostic]) -> str:
    """Read a cell that holds one of its column's words."""
    text, known = row[column], _CHOICES[column]
    if text in known:
        return text
    if not text:
        place = row.location(column)
        found.append(problem("DAT006", place, column=column, known=", ".join(known)))
    else:
        found.append(
            problem(
                "DAT009",
                row.location(column),
                value=text,
                nearest=nearest(text, known),
                known=", ".join(known),
            )
        )
    return ""


def parse_note(
    row: Row, column: str, languages: tuple[str, ...], found: list[Diagnostic]
) -> Localized | None:
    """Read a note: one text for all, or one for each language with ` || ` between them."""
    text = row[column]
    if not text:
        return None
    parts = text.split(NOTE_SEPARATOR)
    if len(parts) == 1:
        parts *= len(languages)
    if len(parts) != len(languages):
        found.append(problem("LNG006", row.location(column), key=column, lang=", ".join(languages)))
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


def _counts(rows: Iterable[Row]) -> Iterator[tuple[str, Location]]:
    return ((row["participants"], row.location("participants")) for row in rows)


def _parse_status(row: Row, found: list[Diagnostic]) -> Status:
    word = parse_choice_cell(row, "status", found)
    return Status(word) if word else Status.PUBLISHED


def _parse_participants(row: Row, status: Status, found: list[Diagnostic]) -> int | None:
    if status in _VALUELESS:
        if row["participants"]:
            place = row.location("participants")
            found.append(problem("DAT011", place, value=row["participants"], status=status))
        return None
    return parse_count_cell(row, "participants", found)


def _parse_value(row: Row, status: Status, unit: str, found: list[Diagnostic]) -> Decimal | None:
    if status in _VALUELESS:
        if row["value"]:
            found.append(
                problem("DAT011", row.location("value"), value=row["value"], status=status)
            )
        return None
    if unit in {"percent", "km2"}:
        parse = parse_percent if unit == "percent" else parse_decimal
        number = parse(row["value"])
        if number is None:
            found.append(
                problem("DAT004", row.location("value"), column="value", value=row["value"])
                if row["value"]
                else _missing_number(row, "value")
            )
        return number
    count = parse_count_cell(row, "value", found)
    return None if count is None else Decimal(count)


def _parse_quote(row: Row, found: list[Diagnostic]) -> bool:
    if row["quote"] not in {"", "yes"}:
        found.append(
            problem("DAT009", row.location("quote"), value=row["quote"], nearest="yes", known="yes")
        )
    return row["quote"] == "yes"


def _parse_sources(row: Row, found: list[Diagnostic]) -> tuple[str, ...]:
    sources = tuple(part.strip() for part in row["source"].split(";") if part.strip())
    if not sources:
        found.append(problem("DAT006", row.location("source"), column="source"))
    return sources
