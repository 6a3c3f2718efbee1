"""A copy of a workbook with its wrong cells coloured and commented: the one door to openpyxl."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from site_builder.importer.workbook.cells import CellType, Workbook
from site_builder.importer.workbook.package import DAMAGE

if TYPE_CHECKING:
    from openpyxl import Workbook as ExcelWorkbook
    from openpyxl.worksheet.worksheet import Worksheet

MARK = "site-builder-annotated"
"""Stands in the properties of an annotated copy, so that the next one may take its place."""
_PROPERTIES = "docProps/core.xml"
_ERROR_COLOUR, _WARNING_COLOUR = "FFF4B6B6", "FFFFE9A8"
_AUTHOR = "site-builder"
_SIZE_OF_NOTE = {"width": 360, "height": 160}


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    text: str
    is_error: bool


Remarks = Mapping[str, Sequence[Remark]]
"""By the cell's address, such as `Sheet1!C14`."""


def annotate(workbook: Workbook, content: bytes, remarks: Remarks) -> bytes:
    """Return a copy of a workbook as `.xlsx` with cells coloured and commented.

    An Excel workbook keeps its looks and formulas; any other file, and one that openpyxl does not
    understand, becomes plain sheets in which every cell keeps its address.
    """
    names = [sheet.name for sheet in workbook.sheets]
    original = _load(content, names) if workbook.is_excel else None
    copy = original or _rebuild(workbook)
    for cell, texts in remarks.items():
        name, _, address = cell.rpartition("!")
        page = original[name] if original else copy.worksheets[names.index(name)]
        _remark(page, address, texts)
    copy.properties.category = MARK
    target = BytesIO()
    copy.save(target)
    return target.getvalue()


def is_annotated_copy(content: bytes) -> bool:
    """Return whether a file is a copy that `annotate` made."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return f">{MARK}<".encode() in archive.read(_PROPERTIES)
    except DAMAGE:
        return False


def _load(content: bytes, names: Sequence[str]) -> ExcelWorkbook | None:
    """Open an Excel workbook as it is; None when not every sheet can be had."""
    # openpyxl takes a third of a second that no import without a mistake needs.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out, such as drop-down lists; none of it is data.
            warnings.simplefilter("ignore")
            copy = load_workbook(BytesIO(content), keep_links=False)
    except (*DAMAGE, InvalidFileException, TypeError, AttributeError, SyntaxError):
        return None
    return copy if set(names) <= {sheet.title for sheet in copy.worksheets} else None


def _rebuild(workbook: Workbook) -> ExcelWorkbook:
    """Make a plain workbook in which every cell keeps its address."""
    from openpyxl import Workbook as ExcelWorkbook

    copy = ExcelWorkbook()
    copy.remove(copy.worksheets[0])
    for sheet in workbook.sheets:
        page = copy.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", sheet.name)[:31] or None)
        for row, column, cell in sheet.cells():
            target = page.cell(row + 1, column + 1)
            if cell.type is CellType.NUMBER:
                target.value = cell.number
            elif cell.type is CellType.DATE:
                target.value = cell.day
            else:
                # As text whatever it begins with: nothing from the sheet becomes a formula.
                target.value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", " ", cell.text)
                target.data_type = "s"
        for span in sheet.merged:
            page.merge_cells(None, span.top + 1, span.left + 1, span.bottom + 1, span.right + 1)
    return copy


def _remark(page: Worksheet, address: str, remarks: Sequence[Remark]) -> None:
    """Colour a cell and say why; of merged cells it is the first that can bear a comment."""
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    around = [span for span in page.merged_cells.ranges if address in span]
    cell = page.cell(around[0].min_row, around[0].min_col) if around else page[address]
    colour = _ERROR_COLOUR if any(remark.is_error for remark in remarks) else _WARNING_COLOUR
    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
    before = [cell.comment.text] if cell.comment else []
    text = "\n\n".join([*before, *(remark.text for remark in remarks)])
    cell.comment = Comment(text, _AUTHOR, **_SIZE_OF_NOTE)
