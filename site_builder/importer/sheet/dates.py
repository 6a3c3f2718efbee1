"""Cells into days: what a person means by a date or a month.

A month alone means its last day, because a count of members is taken at the end of it. `5/10/2026`
could be two days and is refused.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from site_builder.importer.sheet.words import ImportWords, plain
from site_builder.importer.workbook.cells import Cell, CellType
from site_builder.read.syntax.numbers import normalise_digits

_LARGEST_MONTH = 12
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]00:00(?::00)?)?")
_NUMBERS = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{4})")
_SERIAL = re.compile(r"[3-6]\d{4}")
"""A day as office programs count it, between 1982 and 2091; no other date is five digits."""
_DAY_ZERO = date(1899, 12, 30)
_WHOLE = "dmy"


class Unclear(StrEnum):
    """Why a cell gives no day, as `messages/` names it."""

    UNREADABLE = "unreadable"
    NO_YEAR = "no_year"
    ONLY_YEAR = "only_year"
    ONLY_MONTH = "only_month"
    """Where a day is owed."""
    TWO_DAYS = "two_days"


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day, and whether only its month was written."""

    value: date
    is_month: bool = False


def parse_day(cell: Cell, words: ImportWords) -> Day | Unclear:
    """Read a cell in a column of dates."""
    if cell.type is CellType.DATE and cell.day is not None:
        return _shown_day(cell.day, cell.shows)
    if _SERIAL.fullmatch(cell.text):
        return Day(value=cell.day or _DAY_ZERO + timedelta(days=int(cell.text)))
    if cell.type is not CellType.TEXT:
        return Unclear.UNREADABLE
    return parse_day_text(cell.text, words)


def parse_day_text(text: str, words: ImportWords) -> Day | Unclear:
    """Read a date as people write it, in figures or with the name of its month."""
    figures = normalise_digits(text)
    for pattern, read in ((_ISO, _iso), (_NUMBERS, _numbers), (_MONTH_AND_YEAR, _month_year)):
        match = pattern.fullmatch(figures)
        if match:
            return read(match)
    return _with_name(plain(figures), words)


def _shown_day(day: date, shows: str) -> Day | Unclear:
    """Take a real date for as much as its cell shows of it."""
    if shows == "my":
        return _month(day.year, day.month)
    if shows == _WHOLE:
        return Day(value=day)
    return Unclear.NO_YEAR if "y" not in shows else Unclear.ONLY_YEAR


def _iso(match: re.Match[str]) -> Day | Unclear:
    year, month, day = match.groups()
    return _day(int(year), int(month), int(day)) if day else _month(int(year), int(month))


def _numbers(match: re.Match[str]) -> Day | Unclear:
    """Read day, month and year in figures, as long as only one reading is possible."""
    first, second, year = int(match[1]), int(match[2]), _whole_year(match[3])
    readings = {
        found.value
        for day, month in ((first, second), (second, first))
        if isinstance(found := _day(year, month, day), Day)
    }
    if len(readings) > 1:
        return Unclear.TWO_DAYS
    return Day(value=readings.pop()) if readings else Unclear.UNREADABLE


def _month_year(match: re.Match[str]) -> Day | Unclear:
    return _month(int(match[2]), int(match[1]))


def _with_name(text: str, words: ImportWords) -> Day | Unclear:
    """Read a date with the name of a month, after words such as “as of”."""
    for candidate in _without_lead(text, words):
        parts = candidate.split()
        named = [words.months[part] for part in parts if part in words.months]
        figures = [part for part in parts if part.isdigit()]
        if len(named) == 1 and len(named) + len(figures) == len(parts):
            return _named(named[0], figures, is_year_last=parts[-1].isdigit())
        if len(parts) == 1 and re.fullmatch(r"\d{4}", candidate):
            return Unclear.ONLY_YEAR
    return Unclear.UNREADABLE


def _without_lead(text: str, words: ImportWords) -> Iterator[str]:
    """Yield the text, and what is left when a word for a date leads it."""
    yield text
    for lead in sorted(words.headers["as_of"], key=len, reverse=True):
        if text.startswith(f"{lead} "):
            yield text.removeprefix(lead).strip()


def _named(month: int, figures: list[str], *, is_year_last: bool) -> Day | Unclear:
    """Join the month with the figures around it: a year at the end, and perhaps a day."""
    if not figures or not is_year_last:
        return Unclear.NO_YEAR
    if len(figures[-1]) not in {len("26"), len("2026")}:
        return Unclear.NO_YEAR
    year = _whole_year(figures[-1])
    if len(figures) == 1:
        return _month(year, month)
    return _day(year, month, int(figures[0])) if len(figures) == len("dy") else Unclear.UNREADABLE


def _whole_year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == len("26") else 0)


def _month(year: int, month: int) -> Day | Unclear:
    """Return the last day of a month."""
    if not 1 <= month <= _LARGEST_MONTH or not 1 <= year <= date.max.year:
        return Unclear.UNREADABLE
    return Day(value=date(year, month, calendar.monthrange(year, month)[1]), is_month=True)


def _day(year: int, month: int, day: int) -> Day | Unclear:
    try:
        return Day(value=date(year, month, day))
    except ValueError:
        return Unclear.UNREADABLE
