"""Which rows of a sheet hold counts, and which are left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from site_builder.diagnostics import Diagnostic, problem
from site_builder.figures.cells import DIMENSIONS
from site_builder.importer.sheet.headers import Column, Header, fitness, read_header
from site_builder.importer.sheet.names import Names
from site_builder.importer.workbook.cells import Cell, CellType
from site_builder.model import VALUELESS
from site_builder.read.syntax.numbers import parse_count

_NUMBERS = {CellType.NUMBER, CellType.UNCOMPUTED, CellType.FAULT}
_LEAST_NUMBERED = 3
"""Cells that count 1, 2, 3 … before a row is taken for the numbers of the columns."""


class Reason(StrEnum):
    """Why a row is left out, as `messages/` names it."""

    TITLE = "title"
    NUMBERING = "numbering"
    REPEATED = "repeated"
    AFTER = "after"


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRows:
    """The rows of a sheet, sorted by what they are."""

    counted: tuple[int, ...]
    """Those that are read."""
    skipped: Mapping[int, Reason]
    problems: tuple[Diagnostic, ...]
    """A second table, at which the rows end."""


def find_rows(header: Header, names: Names) -> TableRows:
    rows = _Rows(header, names)
    sheet = header.sheet
    skipped = {row: Reason.TITLE for row in range(header.top) if not rows.is_blank(row)}
    body: list[int] = []
    problems: list[Diagnostic] = []
    for row in range(header.bottom + 1, len(sheet.rows)):
        if rows.is_blank(row) or rows.is_covered(row):
            continue
        if not body and rows.is_numbering(row):
            skipped[row] = Reason.NUMBERING
        elif rows.is_same_as_header(row):
            skipped[row] = Reason.REPEATED
        elif rows.is_another_header(row):
            place = sheet.location(row, header.columns[0].position)
            problems.append(problem("IMP028", place, row=row + 1))
            break
        else:
            body.append(row)
    last = max((row for row in body if rows.is_counted(row)), default=-1)
    for row in body:
        if not (rows.is_counted(row) or (row < last and rows.is_named(row)) or rows.is_known(row)):
            skipped[row] = Reason.AFTER
    counted = tuple(row for row in body if row not in skipped)
    return TableRows(counted=counted, skipped=skipped, problems=tuple(problems))


class _Rows:
    """What each row of the body holds."""

    def __init__(self, header: Header, names: Names) -> None:
        self._sheet = header.sheet
        self._header = header
        self._names = names
        self._labels = [
            column for column in header.columns if column.field in {*DIMENSIONS, "as_of"}
        ]

    def is_blank(self, row: int) -> bool:
        return all(cell.is_empty for cell in self._sheet.rows[row])

    def is_covered(self, row: int) -> bool:
        """Return whether a row is only the lower part of one whose cells are all merged down."""
        columns = [*self._header.values, *self._labels]
        spans = [self._sheet.span(row, column.position) for column in columns]
        return all(span and span.top < row for span in spans)

    def is_numbering(self, row: int) -> bool:
        """Return whether a row numbers the columns, as official tables do."""
        texts = [cell.text.strip("() ") for cell in self._sheet.rows[row] if not cell.is_empty]
        numbers = [str(number) for number in range(1, len(texts) + 1)]
        return len(texts) >= _LEAST_NUMBERED and texts == numbers

    def is_same_as_header(self, row: int) -> bool:
        """Return whether the header stands again, as at the top of a printed page."""
        texts = [cell.text for cell in self._sheet.rows[row]]
        return any(
            texts == [cell.text for cell in self._sheet.rows[above]]
            for above in range(self._header.top, self._header.bottom + 1)
        )

    def is_another_header(self, row: int) -> bool:
        """Return whether a row names at least two fields, one of them a count, all in words.

        A row of the table may do so with a note such as “note” beside the name of an area.
        """
        cells = self._sheet.rows[row]
        if any(cell.type not in {CellType.TEXT, CellType.EMPTY} for cell in cells):
            return False
        if any(parse_count(cell.text) is not None for cell in self._counts(row)):
            return False
        other = read_header(self._sheet, row, self._names)
        if self.is_known(row) and all(column.is_fixed for column in other.values):
            return False
        least = min(fitness(self._header), len(("count", "name")) + 1)
        return bool(other.labels) and fitness(other) >= least

    def is_counted(self, row: int) -> bool:
        """Return whether a row holds a number, or says that there is none to publish."""
        cells = self._counts(row)
        if not any(map(_has_digits, cells)):
            return self._is_valueless(row)
        return (
            not self._labels
            or self.is_named(row)
            or any(cell.type in _NUMBERS or parse_count(cell.text) is not None for cell in cells)
        )

    def is_named(self, row: int) -> bool:
        """Return whether a row says of whom or when it speaks."""
        return any(self._label(row, column) for column in self._labels)

    def is_known(self, row: int) -> bool:
        """Return whether a row names something that the project knows."""
        return any(
            bool(self._names.find(column.field, text))
            for column in self._labels
            if column.field in DIMENSIONS and (text := self._own(row, column))
        )

    def _counts(self, row: int) -> list[Cell]:
        return [self._sheet.cell(row, column.position) for column in self._header.values]

    def _is_valueless(self, row: int) -> bool:
        columns = self._header.fields("status")
        ids = {
            name
            for column in columns
            for name in self._names.find("status", self._label(row, column))
        }
        return bool(ids) and ids <= VALUELESS

    def _label(self, row: int, column: Column) -> str:
        return self._sheet.filled_down(row, column.position).text

    def _own(self, row: int, column: Column) -> str:
        return self._sheet.cell(row, column.position).text


def _has_digits(cell: Cell) -> bool:
    """Return whether a cell holds a number, or what was meant to be one."""
    return cell.type in {*_NUMBERS, CellType.DATE} or any(char.isdigit() for char in cell.text)
