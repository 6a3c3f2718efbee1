"""Dates as people write them: with slashes, in another order, with the name of a month.

A month alone means its last day, because a count of members is taken at the end of it. `5/10/2026`
could be two days and is refused.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from site_builder.adapters.locale import month_names
from site_builder.read.syntax.numbers import normalise_digits

_PATTERNS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?(?:[T ]00:00(?::00)?)?"),
    re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})\s?[/.\-]\s?(?P<year>\d{4})"),
)
_NUMBERS = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?(\d{4}|\d{2})")
_BETWEEN = re.compile(r"[^\w]|_")


class Unclear(StrEnum):
    """Why a text or a cell gives no day, as `messages/` names it."""

    UNREADABLE = "unreadable"
    NO_YEAR = "no_year"
    ONLY_YEAR = "only_year"
    ONLY_MONTH = "only_month"
    """Where a day is needed."""
    TWO_DAYS = "two_days"


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day, and whether only its month was written."""

    value: date
    is_month: bool = False


def parse_written_day(text: str, months: Mapping[str, int]) -> Day | Unclear:
    """Read a date in figures or with the name of its month."""
    figures = normalise_digits(text)
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(figures):
            return day_of(**match.groupdict())
    if match := _NUMBERS.fullmatch(figures):
        return _day_of_numbers(*match.groups())
    return _with_name(" ".join(_BETWEEN.sub(" ", figures.casefold()).split()), months)


def meant_date(text: str, languages: Iterable[str]) -> str:
    """Return the day or the month that a text means, as it is to be written; empty if unclear."""
    months = {
        name.rstrip(".").casefold(): number
        for lang in languages
        for number, name in month_names(lang)
    }
    found = parse_written_day(text, months)
    if isinstance(found, Unclear):
        return ""
    written = found.value.isoformat()
    return written[: len("2025-11")] if found.is_month else written


def _day_of_numbers(first: str, second: str, year: str) -> Day | Unclear:
    """Read day, month and year in figures, as long as only one reading is possible."""
    readings = {day_of(year, second, first), day_of(year, first, second)} - {Unclear.UNREADABLE}
    if len(readings) > 1:
        return Unclear.TWO_DAYS
    return readings.pop() if readings else Unclear.UNREADABLE


def _with_name(text: str, months: Mapping[str, int]) -> Day | Unclear:
    """Read a date with the name of a month: perhaps a day, and a year at the end."""
    parts = text.split()
    named = [months[part] for part in parts if part in months]
    figures = [part for part in parts if part.isdigit()]
    if len(named) == 1 and len(named) + len(figures) == len(parts):
        if figures[-1:] != parts[-1:] or len(parts[-1]) not in {len("26"), len("2026")}:
            return Unclear.NO_YEAR
        *days, year = figures
        return day_of(year, named[0], *days) if len(days) <= 1 else Unclear.UNREADABLE
    return Unclear.ONLY_YEAR if re.fullmatch(r"\d{4}", text) else Unclear.UNREADABLE


def day_of(year: int | str, month: int | str, day: str | None = None) -> Day | Unclear:
    """Return a day, of a month alone its last; two figures are a year of this century."""
    whole_year = int(year) + (2000 if len(str(year)) == len("26") else 0)
    try:
        last = calendar.monthrange(whole_year, int(month))[1]
        value = date(whole_year, int(month), int(day) if day else last)
    except ValueError:
        return Unclear.UNREADABLE
    return Day(value=value, is_month=not day)
