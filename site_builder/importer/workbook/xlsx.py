"""Excel workbooks in and out: the one door to openpyxl.

Takes the bytes of an `.xlsx` file; gives its sheets with merged cells, hidden rows and columns,
real dates, and formulas with the results that were saved, or raises `UnreadableError`. Also gives
the bytes of an annotated copy. It understands no cell and touches no disk.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook as ExcelWorkbook
from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from site_builder.importer.workbook.cells import (
    EMPTY,
    Cell,
    Kind,
    Sheet,
    Span,
    Workbook,
    date_cell,
    number_cell,
    text_cell,
)
from site_builder.importer.workbook.unreadable import MOST_CELLS, Fault, UnreadableError

MARK = "site-builder-annotated"
"""Stands in the properties of an annotated copy, so that the next one may take its place."""
_ERROR_COLOUR, _WARNING_COLOUR = "FFF4B6B6", "FFFFE9A8"
_AUTHOR = "site-builder"
_SIZE_OF_NOTE = {"width": 360, "height": 160}
# What openpyxl raises on files that other programs wrote wrongly; none of it is our caller's.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, EOFError, KeyError, ValueError,
    TypeError, AttributeError, IndexError, SyntaxError, RuntimeError,
)  # fmt: skip
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
# Before the digits: a quoted word, the name of a currency in brackets, or its sign.
_CURRENCY = re.compile(
    r'(?:_.|\*.|\s)*(?:"(?P<quoted>[^"]*[^\W\d_][^"]*)"|\[\$(?P<named>[^\]-]+)[^\]]*\]'
    r"|\\?(?P<sign>[$€£¥]))"
)
_DAYS_OF_FORMAT = "dmy"


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """What to write beside a cell."""

    text: str
    is_error: bool


Remarks = Mapping[tuple[str, int, int], Sequence[Remark]]
"""By sheet, row and column, the last two from 0."""


def read_excel(content: bytes, path: str) -> tuple[Sheet, ...]:
    """Read every sheet of an `.xlsx` file; raises `UnreadableError`."""
    written, saved = _load(content, with_results=False), _load(content, with_results=True)
    return tuple(
        _read_sheet(sheet, saved[sheet.title], path)
        for sheet in written.worksheets
        if isinstance(saved[sheet.title], Worksheet)
    )


def annotate(workbook: Workbook, content: bytes, remarks: Remarks) -> bytes:
    """Give a copy of a workbook as `.xlsx` with cells coloured and commented.

    An Excel workbook keeps its looks and formulas; any other file becomes a plain sheet in which
    every cell keeps its address.
    """
    copy = _load(content, with_results=False) if workbook.is_excel else _rebuild(workbook)
    names = [sheet.name for sheet in workbook.sheets]
    for (name, row, column), texts in remarks.items():
        page = copy[name] if workbook.is_excel else copy.worksheets[names.index(name)]
        _remark(page, row, column, texts)
    copy.properties.category = MARK
    target = BytesIO()
    copy.save(target)
    return target.getvalue()


def is_annotated_copy(content: bytes) -> bool:
    """Tell whether a file is a copy that `annotate` made."""
    try:
        return bool(_load(content, with_results=False).properties.category == MARK)
    except UnreadableError:
        return False


def _load(content: bytes, *, with_results: bool) -> ExcelWorkbook:
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out, such as drop-down lists; none of it is data.
            warnings.simplefilter("ignore")
            return load_workbook(BytesIO(content), data_only=with_results, keep_links=False)
    except _DAMAGE as error:
        raise UnreadableError(Fault.DAMAGED) from error


def _read_sheet(written: Worksheet, saved: Worksheet, path: str) -> Sheet:
    if written.max_row * written.max_column > MOST_CELLS:
        raise UnreadableError(Fault.LARGE)
    rows = [
        tuple(_read_cell(cell, result) for cell, result in zip(cells, results, strict=True))
        for cells, results in zip(written.iter_rows(), saved.iter_rows(), strict=True)
    ]
    while rows and all(cell.is_empty for cell in rows[-1]):
        rows.pop()
    return Sheet(
        path=path,
        name=written.title,
        rows=tuple(rows),
        merged=tuple(
            Span(
                top=span.min_row - 1,
                left=span.min_col - 1,
                bottom=span.max_row - 1,
                right=span.max_col - 1,
            )
            for span in written.merged_cells.ranges
        ),
        hidden_rows=frozenset(
            number - 1
            for number, row in written.row_dimensions.items()
            if (row.hidden or row.height == 0) and number <= len(rows)
        ),
        hidden_columns=frozenset(
            position - 1
            for column in written.column_dimensions.values()
            if column.hidden
            for position in range(column.min or 1, min(column.max or 1, written.max_column) + 1)
        ),
        is_hidden=written.sheet_state != "visible",
        comments={
            (cell.row - 1, cell.column - 1): cell.comment.text
            for cells in written.iter_rows()
            for cell in cells
            if isinstance(cell, ExcelCell) and cell.comment is not None
        },
    )


def _read_cell(cell: object, result: object) -> Cell:
    """Join what was written with the result that was saved."""
    if not isinstance(cell, ExcelCell) or not isinstance(result, ExcelCell):
        return EMPTY
    value = result.value
    if value is None:
        return Cell(kind=Kind.UNCOMPUTED) if cell.data_type == "f" else EMPTY
    if isinstance(value, bool) or (isinstance(value, str) and value in ERROR_CODES):
        return Cell(kind=Kind.FAULT, text=str(value))
    if isinstance(value, datetime):
        return date_cell(value.date(), shown_parts(str(cell.number_format)))
    if isinstance(value, date):
        return date_cell(value, shown_parts(str(cell.number_format)))
    if isinstance(value, int | float):
        return number_cell(Decimal(repr(value)), shown_unit(str(cell.number_format)))
    return text_cell(str(value))


def shown_unit(number_format: str) -> str:
    """Give the `%` or the currency that a number format shows, or an empty text.

    >>> shown_unit("0.0%"), shown_unit('"Rp"#,##0'), shown_unit("[$Rp-421]* #,##0"), shown_unit("0")
    ('%', 'Rp', 'Rp', '')
    """
    shown = number_format.partition(";")[0]
    currency = _CURRENCY.match(shown)
    if currency is not None:
        return (currency["quoted"] or currency["named"] or currency["sign"]).strip()
    return "%" if "%" in _LITERALS.sub("", shown) else ""


def shown_parts(number_format: str) -> str:
    """Give the initials of the parts of a date that a number format shows, such as `my`."""
    plain = _LITERALS.sub("", number_format).partition(";")[0].lower()
    return "".join(part for part in _DAYS_OF_FORMAT if part in plain)


def _rebuild(workbook: Workbook) -> ExcelWorkbook:
    """Make a plain workbook in which every cell keeps its address."""
    copy = ExcelWorkbook()
    copy.remove(copy.worksheets[0])
    for sheet in workbook.sheets:
        page = copy.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet.name)[:31] or None)
        for row, column, cell in sheet.cells():
            target = page.cell(row + 1, column + 1)
            if cell.kind is Kind.NUMBER:
                target.value = cell.number
            elif cell.kind is Kind.DATE:
                target.value = cell.day
            else:
                # As text whatever it begins with: nothing from the sheet becomes a formula.
                target.value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", cell.text)
                target.data_type = "s"
        for span in sheet.merged:
            page.merge_cells(
                start_row=span.top + 1,
                start_column=span.left + 1,
                end_row=span.bottom + 1,
                end_column=span.right + 1,
            )
    return copy


def _remark(page: Worksheet, row: int, column: int, remarks: Sequence[Remark]) -> None:
    """Colour a cell and say why; of merged cells it is the first that can bear a comment."""
    for span in page.merged_cells.ranges:
        if (span.min_row <= row + 1 <= span.max_row) and (
            span.min_col <= column + 1 <= span.max_col
        ):
            row, column = span.min_row - 1, span.min_col - 1
    cell = page.cell(row + 1, column + 1)
    colour = _ERROR_COLOUR if any(remark.is_error for remark in remarks) else _WARNING_COLOUR
    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
    before = [cell.comment.text] if cell.comment else []
    text = "\n\n".join([*before, *(remark.text for remark in remarks)])
    cell.comment = Comment(text, _AUTHOR, **_SIZE_OF_NOTE)
