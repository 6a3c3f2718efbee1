"""Cells into days: what a person means by a date or a month."""

from __future__ import annotations

import re
from datetime import date, timedelta

from site_builder.importer.sheet.words import ImportWords, plain, rest_after
from site_builder.importer.workbook.cells import Cell, CellType
from site_builder.read.syntax.numbers import normalise_digits
from site_builder.read.syntax.written_dates import Day, Unclear, day_of, parse_written_day

_SERIAL = re.compile(r"[3-6]\d{4}")
"""A day as office programs count it, between 1982 and 2091; no other date is five digits."""
_DAY_ZERO = date(1899, 12, 30)
_WHOLE = "dmy"


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
    found = parse_written_day(text, words.months)
    if found is not Unclear.UNREADABLE:
        return found
    name = plain(normalise_digits(text))
    return parse_written_day(rest_after(words.headers_of("as_of"), name) or name, words.months)


def _shown_day(day: date, shows: str) -> Day | Unclear:
    """Take a real date for as much as its cell shows of it."""
    if shows == "my":
        return day_of(day.year, day.month)
    if shows == _WHOLE:
        return Day(value=day)
    return Unclear.NO_YEAR if "y" not in shows else Unclear.ONLY_YEAR
