"""Personal data in a sheet: found before anything else is read, and never repeated.

Takes a sheet and what its columns mean; gives a diagnostic for every column that announces data
about persons and for every cell that holds a number of the kind that identity cards and family
cards bear. A message names the cell and nothing of what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from stdnum.id import nik

from site_builder.desk.sheet_headers import Header, Role
from site_builder.desk.sheets import Cell, Sheet
from site_builder.diagnostics import Diagnostic, problem

_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def find_personal_data(sheet: Sheet, header: Header | None) -> Iterator[Diagnostic]:
    """Report columns about persons, and identity numbers and addresses in any cell."""
    for column in header.columns if header else ():
        if header and column.role is Role.PERSONAL:
            place = sheet.location(header.bottom, column.position)
            yield problem("IMP021", place, name=column.text)
    for row, position, cell in sheet.cells():
        if _is_identity(cell):
            yield problem("IMP022", sheet.location(row, position), kind="identity")
        elif _MAIL.search(cell.text):
            yield problem("IMP022", sheet.location(row, position), kind="mail")


def _is_identity(cell: Cell) -> bool:
    """Tell whether a cell holds a number with a place and a date in it, as such cards have."""
    text = cell.text
    if cell.number is not None and cell.number == cell.number.to_integral_value():
        # Excel keeps fifteen digits and writes the rest as zeros: the place and date survive.
        text = str(int(Decimal(cell.number)))
    return any(nik.is_valid(match[0]) for match in _LONG_NUMBER.finditer(text))
