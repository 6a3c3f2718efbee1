"""An office workbook as values: what each cell of each sheet holds, and where it stands.

Made by the readers of `.xlsx`, `.ods` and `.csv`; used by everything that understands a sheet.
Rows and columns count from 0 inside; people see `Sheet1!C14`. Nothing here reads a file or knows
what a cell means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from site_builder.diagnostics import Location, column_letters


class Kind(StrEnum):
    """What a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FAULT = "fault"
    """An error of a formula, or true or false: never a value that could be meant."""
    UNCOMPUTED = "uncomputed"
    """A formula whose result was not saved."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One cell, as the program that saved it meant it."""

    kind: Kind = Kind.EMPTY
    text: str = ""
    """Trimmed; of a number its plain digits, of a date its ISO form."""
    number: Decimal | None = None
    day: date | None = None
    unit: str = ""
    """`%` or a currency, where the format of a number shows one: it then counts no people."""
    shows: str = ""
    """Which of `day`, `month` and `year` a date cell shows, by their initials; "" for no date."""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all stands here."""
        return self.kind is Kind.EMPTY


EMPTY = Cell()


def text_cell(text: str) -> Cell:
    """Make a cell of typed text; blank text is an empty cell."""
    plain = " ".join(text.split())
    return Cell(kind=Kind.TEXT, text=plain) if plain else EMPTY


def number_cell(number: Decimal, unit: str = "") -> Cell:
    """Make a cell of a number; a whole one is written without a decimal point."""
    is_whole = number == number.to_integral_value()
    text = str(int(number)) if is_whole else format(number.normalize(), "f")
    return Cell(kind=Kind.NUMBER, text=text, number=number, unit=unit)


def date_cell(day: date, shows: str) -> Cell:
    """Make a cell of a real date, which may show only its month."""
    return Cell(kind=Kind.DATE, text=day.isoformat(), day=day, shows=shows)


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Span:
    """Cells that are merged into one; both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One sheet of a workbook."""

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
    width: int = field(init=False)
    """Columns up to the last that holds something."""
    _spans: Mapping[tuple[int, int], Span] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Measure the sheet once, and find its merged cells by place."""
        width = max((len(row) for row in self.rows), default=0)
        object.__setattr__(self, "width", width)
        spans = {
            (row, column): span
            for span in self.merged
            for row in range(span.top, min(span.bottom + 1, len(self.rows)))
            for column in range(span.left, min(span.right + 1, width))
        }
        object.__setattr__(self, "_spans", spans)

    def cell(self, row: int, column: int) -> Cell:
        """Give what stands in a cell itself; empty outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return EMPTY

    def span(self, row: int, column: int) -> Span | None:
        """Give the merged cells that a cell belongs to."""
        return self._spans.get((row, column))

    def filled(self, row: int, column: int) -> Cell:
        """Give what a reader sees in a cell: of merged cells, what their first one holds."""
        span = self.span(row, column)
        return self.cell(span.top, span.left) if span else self.cell(row, column)

    def filled_down(self, row: int, column: int) -> Cell:
        """Give what a reader sees in a cell of a column: merged cells fill downwards only."""
        span = self.span(row, column)
        if span is None:
            return self.cell(row, column)
        return self.cell(span.top, span.left) if span.left == column else EMPTY

    def address(self, row: int, column: int) -> str:
        """Give the address that people use, such as `Sheet1!C14`."""
        address = f"{column_letters(column)}{row + 1}"
        return f"{self.name}!{address}" if self.name else address

    def location(self, row: int, column: int) -> Location:
        """Give the place of a cell."""
        return Location(
            path=self.path,
            line=self.lines[row] if row < len(self.lines) else row + 1,
            column=column + 1,
            cell=self.address(row, column),
        )

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """Walk every cell that holds something, with its row and column."""
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if not cell.is_empty:
                    yield row, column, cell


@dataclass(frozen=True, kw_only=True, slots=True)
class Workbook:
    """All sheets of a file."""

    path: str
    sheets: tuple[Sheet, ...]
    is_excel: bool = False
    """Written by Excel or for it, so that a copy can keep its looks."""
