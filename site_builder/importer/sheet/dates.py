"""Cells into days: what a person means by a date or a month.

A month alone means its last day, because a count of members is taken at the end of it. `5/10/2026`
could be two days and is refused.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from site_builder.importer.sheet.words import ImportWords, plain, rest_after
from site_builder.importer.workbook.cells import Cell, CellType
from site_builder.read.syntax.numbers import normalise_digits

_PATTERNS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?(?:[T ]00:00(?::00)?)?"),
    re.compile(r"(?P<month>\d{1,2})\s?[/.\-]\s?(?P<year>\d{4})"),
)
_NUMBERS = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})")
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
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(figures):
            return _day(**match.groupdict())
    if match := _NUMBERS.fullmatch(figures):
        return _day_of_numbers(*match.groups())
    name = plain(figures)
    found = _with_name(name, words)
    if found is Unclear.UNREADABLE and (rest := rest_after(words.headers["as_of"], name)):
        return _with_name(rest, words)
    return found


def _shown_day(day: date, shows: str) -> Day | Unclear:
    """Take a real date for as much as its cell shows of it."""
    if shows == "my":
        return _day(day.year, day.month)
    if shows == _WHOLE:
        return Day(value=day)
    return Unclear.NO_YEAR if "y" not in shows else Unclear.ONLY_YEAR


def _day_of_numbers(first: str, second: str, year: str) -> Day | Unclear:
    """Read day, month and year in figures, as long as only one reading is possible."""
    readings = {_day(year, second, first), _day(year, first, second)} - {Unclear.UNREADABLE}
    if len(readings) > 1:
        return Unclear.TWO_DAYS
    return readings.pop() if readings else Unclear.UNREADABLE


def _with_name(text: str, words: ImportWords) -> Day | Unclear:
    """Read a date with the name of a month: perhaps a day, and a year at the end."""
    parts = text.split()
    named = [words.months[part] for part in parts if part in words.months]
    figures = [part for part in parts if part.isdigit()]
    if len(named) == 1 and len(named) + len(figures) == len(parts):
        if figures[-1:] != parts[-1:] or len(parts[-1]) not in {len("26"), len("2026")}:
            return Unclear.NO_YEAR
        *days, year = figures
        return _day(year, named[0], *days) if len(days) <= 1 else Unclear.UNREADABLE
    return Unclear.ONLY_YEAR if re.fullmatch(r"\d{4}", text) else Unclear.UNREADABLE


def _day(year: int | str, month: int | str, day: str | None = None) -> Day | Unclear:
    """Return a day, of a month alone its last; two figures are a year of this century."""
    whole_year = int(year) + (2000 if len(str(year)) == len("26") else 0)
    try:
        last = calendar.monthrange(whole_year, int(month))[1]
        value = date(whole_year, int(month), int(day) if day else last)
    except ValueError:
        return Unclear.UNREADABLE
    return Day(value=value, is_month=not day)
