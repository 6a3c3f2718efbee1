"""Cells into values; whatever could be read in two ways is refused with the cell's address."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.importer.sheet.headers import Column
from site_builder.importer.sheet.names import Names
from site_builder.importer.sheet.words import ImportWords
from site_builder.importer.workbook.cells import EMPTY, Cell, CellType, Sheet
from site_builder.model import Status
from site_builder.read.syntax.numbers import normalise_digits, parse_count
from site_builder.read.syntax.written_dates import Day, Unclear, day_of

_SERIAL = re.compile(r"[3-6]\d{4}")
"""A day as office programs count it, between 1982 and 2091; no other date is five digits."""
_DAY_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, kw_only=True, slots=True)
class CellReader:
    """Reads the cells of one sheet and keeps what is wrong with them."""

    sheet: Sheet
    names: Names
    problems: list[Diagnostic] = field(default_factory=list)

    def report(self, code: str, place: Location, **params: object) -> None:
        self.problems.append(problem(code, place, related=(), **params))

    def place(self, row: int, column: Column) -> Location:
        return self.sheet.location(row, column.position)

    def count(self, row: int, column: Column) -> int | None:
        """Read a count; None for an empty cell or one that was refused."""
        cell, place = self._sound(row, column), self.place(row, column)
        if cell.is_empty:
            return None
        count = parse_count(cell.text) if cell.number is None else int(cell.number)
        if cell.type is CellType.DATE or (
            cell.shown and _names_a_unit(cell.shown, self.names.words)
        ):
            self.report("IMP012", place, value=cell.shown or cell.text)
        elif count is None:
            self.report("IMP010", place, value=cell.text)
        elif cell.number is not None and (cell.number < 0 or cell.number != count):
            self.report("IMP011", place, value=cell.text)
        elif cell.shown is not None and not _shows(cell.shown, count):
            self.report("IMP012", place, value=cell.shown or cell.text)
        else:
            return count
        return None

    def day(self, row: int, column: Column, *, with_month: bool = True) -> Day | None:
        """Read a date; `with_month` lets a month stand for its last day."""
        cell = self._sound(row, column)
        if cell.is_empty:
            return None
        day = parse_day(cell, self.names.words)
        if isinstance(day, Day) and day.is_month and not with_month:
            day = Unclear.ONLY_MONTH
        if isinstance(day, Unclear):
            self.report("IMP013", self.place(row, column), value=cell.text, reason=day)
            return None
        return day

    def exact_day(self, row: int, column: Column) -> date | None:
        day = self.day(row, column, with_month=False)
        return None if day is None else day.value

    def text(self, row: int, column: Column) -> str:
        """Read a text, of merged cells the one they share; a refused cell is empty."""
        return self._sound(row, column).text

    def name(self, row: int, column: Column, within: str = "") -> str:
        """Read a name into its id, of an area inside another one where that is given.

        Empty for an empty cell or one that was refused.
        """
        text, place = self.text(row, column), self.place(row, column)
        return self._one(column.field, text, place, column.level, within) if text else ""

    def sources(self, row: int, column: Column) -> tuple[str, ...]:
        """Read the ids or titles of sources; `;` and `,` stand between several."""
        text, place = self.text(row, column), self.place(row, column)
        whole = self.names.find("source", text)
        if len(whole) == 1:
            return tuple(whole)
        parts = [part.strip() for part in text.replace(",", ";").split(";")]
        ids = [self._one("source", part, place) for part in parts if part]
        return tuple(dict.fromkeys(filter(None, ids)))

    def status(self, row: int, column: Column) -> Status | None:
        """Read a status by its id or its word in any language."""
        name = self.name(row, column)
        return Status(name) if name else None

    def _sound(self, row: int, column: Column) -> Cell:
        """Return what fills a cell; a formula without its result, or with an error, is refused."""
        cell = self.sheet.filled_down(row, column.position)
        if cell.type is CellType.UNCOMPUTED:
            self.report("IMP009", self.place(row, column))
        elif cell.type is CellType.FAULT:
            self.report("IMP012", self.place(row, column), value=cell.text)
        return EMPTY if cell.type in {CellType.UNCOMPUTED, CellType.FAULT} else cell

    def _one(self, kind: str, text: str, place: Location, *where: str) -> str:
        """Return the one id that a text means; report none or several."""
        ids = self.names.find(kind, text, *where)
        if len(ids) == 1:
            return next(iter(ids))
        if ids:
            self.report("IMP015", place, value=text, known=", ".join(sorted(ids)))
            return ""
        guess = self.names.nearest(kind, text, *where)
        if kind == "area":
            around = self.names.project.areas[where[1]].name if where[1] else ""
            self.report("IMP014", place, value=text, within=around, nearest=guess)
        else:
            known = self.names.known(kind)
            self.report("IMP014", place, value=text, nearest=guess, known=known)
        return ""


def parse_day(cell: Cell, words: ImportWords) -> Day | Unclear:
    """Read a cell in a column of dates."""
    if cell.type is CellType.DATE and cell.day is not None:
        return _shown_day(cell.day, cell.shows)
    if _SERIAL.fullmatch(cell.text):
        return Day(value=cell.day or _DAY_ZERO + timedelta(days=int(cell.text)))
    return words.day(cell.text) if cell.type is CellType.TEXT else Unclear.UNREADABLE


def _shown_day(day: date, shows: str) -> Day | Unclear:
    """Take a real date for as much as its cell shows of it."""
    if shows == "my":
        return day_of(day.year, day.month)
    if shows == "dmy":
        return Day(value=day)
    return Unclear.NO_YEAR if "y" not in shows else Unclear.ONLY_YEAR


def _names_a_unit(shown: str, words: ImportWords) -> bool:
    """Return whether a number is shown as money, as a share, or in thousands."""
    letters = " ".join(re.findall(r"[^\W\d_]+", shown))
    is_currency = shown[0].isalpha() or any(unicodedata.category(char) == "Sc" for char in shown)
    return is_currency or "%" in shown or words.has_unit(letters) or words.has_scale(letters)


def _shows(shown: str, number: int) -> bool:
    """Return whether a person who sees a text reads a number in it; a mark may stand for zero."""
    whole = re.sub(r"[.,]0{0,2}(?!\d)", "", normalise_digits(shown))
    digits = re.sub(r"\D", "", whole)
    return (digits.lstrip("0") or "0") == str(number)
