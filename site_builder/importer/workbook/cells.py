"""An office workbook as values: what each cell holds and shows, and where it stands.

Rows and columns count from 0 inside; people see `Sheet1!C14`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal, InvalidOperation
from enum import StrEnum
from functools import cached_property

from site_builder.diagnostics import Diagnostic, Location, column_letters

_SHOWN_DIGITS = 15
"""Significant digits that office programs show; what follows is noise of binary arithmetic."""
_MOST_DIGITS = 30
_JOINER = re.compile("[\u200c\u200d]")
"""Part of words in some scripts; never of a number."""


class CellType(StrEnum):
    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FAULT = "fault"
    """An error of a formula, true or false, or no number: never a value that could be meant."""
    UNCOMPUTED = "uncomputed"
    """A formula whose result was not saved."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell, as the program that saved it meant it."""

    type: CellType = CellType.EMPTY
    text: str = ""
    """Trimmed; of a number its plain digits, of a date its ISO form."""
    number: Decimal | None = None
    shown: str | None = None
    """What a person sees of a number, where the file says more than its digits."""
    day: date | None = None
    """Of a date; of a number the day that it would be, where the file counts days its own way."""
    shows: str = ""
    """Which of `day`, `month` and `year` a date cell shows, by their initials; "" for no date."""
    invisible: tuple[str, ...] = ()
    """Code points of characters that nobody sees; they are not in the text."""

    @property
    def is_empty(self) -> bool:
        return self.type is CellType.EMPTY


EMPTY = Cell()
UNCOMPUTED = Cell(type=CellType.UNCOMPUTED)


def text_cell(text: str) -> Cell:
    """Make a cell of typed text; blank text is an empty cell."""
    seen = text if text.isascii() else "".join(_without_invisible(text))
    plain = " ".join(seen.split())
    if not plain:
        return EMPTY
    gone = {char for char in text if char not in seen} if len(seen) < len(text) else ()
    codes = tuple(f"U+{ord(char):04X}" for char in sorted(gone))
    return Cell(type=CellType.TEXT, text=plain, invisible=codes)


def _without_invisible(text: str) -> Iterator[str]:
    """Drop format characters, such as zero-width spaces; joiners stay in words."""
    for position, char in enumerate(text):
        if _JOINER.match(char):
            around = text[max(position - 1, 0) : position + 2]
            if not any(map(str.isdigit, around)):
                yield char
        elif unicodedata.category(char) != "Cf":
            yield char


def number_cell(written: str, shown: str | None = None) -> Cell:
    """Make a cell of a number as a file writes it; what cannot be a number is a fault."""
    try:
        number = Decimal(written)
    except InvalidOperation:
        return fault_cell(shown or written)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return fault_cell(shown or written)
    if number != number.to_integral_value():
        number = Context(prec=_SHOWN_DIGITS).plus(number)
    is_whole = number == number.to_integral_value()
    text = str(int(number)) if is_whole else format(number.normalize(), "f")
    return Cell(type=CellType.NUMBER, text=text, number=number, shown=shown)


def date_cell(day: date, shows: str) -> Cell:
    """Make a cell of a real date, which may show only its month."""
    return Cell(type=CellType.DATE, text=day.isoformat(), day=day, shows=shows)


def fault_cell(text: str) -> Cell:
    """Make a cell whose content is no value, as it shows itself."""
    return Cell(type=CellType.FAULT, text=text[:_MOST_DIGITS])


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """Cells that are merged into one; both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, kw_only=True)
class Sheet:
    path: str
    name: str
    """Empty for a text file, which has one sheet without a name."""
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Span, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    lines: tuple[int, ...] = ()
    """The line of the file on which each row begins, where that differs from its number."""
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """What people wrote beside cells, by row and column."""

    @cached_property
    def width(self) -> int:
        """Columns up to the last that holds something."""
        return max((len(row) for row in self.rows), default=0)

    @cached_property
    def _spans(self) -> Mapping[tuple[int, int], Span]:
        return {
            (row, column): span
            for span in self.merged
            for row in range(span.top, min(span.bottom + 1, len(self.rows)))
            for column in range(span.left, min(span.right + 1, self.width))
        }

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a cell itself; empty outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY

    def span(self, row: int, column: int) -> Span | None:
        """Return the merged cells that a cell belongs to."""
        return self._spans.get((row, column))

    def filled(self, row: int, column: int) -> Cell:
        """Return what a reader sees in a cell: of merged cells, what their first one holds."""
        span = self.span(row, column)
        return self.cell(span.top, span.left) if span else self.cell(row, column)

    def filled_down(self, row: int, column: int) -> Cell:
        """Return what a reader sees in a cell of a column: merged cells fill downwards only."""
        span = self.span(row, column)
        if span is None:
            return self.cell(row, column)
        return self.cell(span.top, span.left) if span.left == column else EMPTY

    def address(self, row: int, column: int) -> str:
        """Return the address that people use, such as `Sheet1!C14`."""
        address = f"{column_letters(column)}{row + 1}"
        return f"{self.name}!{address}" if self.name else address

    def location(self, row: int, column: int) -> Location:
        return Location(
            path=self.path,
            line=self.lines[row] if row < len(self.lines) else row + 1,
            column=column + 1,
            cell=self.address(row, column),
        )

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield every cell that holds something, with its row and column."""
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if not cell.is_empty:
                    yield row, column, cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Workbook:
    path: str
    sheets: tuple[Sheet, ...]
    is_excel: bool = False
    """Written by Excel or for it, so that a copy can keep its looks."""
    descriptions: Mapping[str, str] = field(default_factory=dict)
    """What the file says of itself, such as its author, by the part that says it."""
    problems: tuple[Diagnostic, ...] = ()
    """What was noticed while the file was read."""
