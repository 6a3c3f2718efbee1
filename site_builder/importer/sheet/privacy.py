"""Personal data in a sheet: found before anything else is read, and never repeated.

Takes a sheet and what its columns mean; gives a diagnostic for every column that announces data
about persons, and for every cell that holds an identity number, a telephone number or an e-mail
address. A message names the cell and nothing of what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_builder.checks.data.privacy import Kind, PersonalData
from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.importer.sheet.headers import FARTHEST_HEADER, Header, Role
from site_builder.importer.workbook.cells import Cell, Sheet, Workbook
from site_builder.model import Project


def find_personal_data(
    sheet: Sheet, header: Header | None, project: Project
) -> Iterator[Diagnostic]:
    """Report columns about persons, and personal numbers and addresses in any cell."""
    personal = PersonalData.of(project)
    for column in header.columns if header else ():
        if header and column.role is Role.PERSONAL:
            place = sheet.location(header.bottom, column.position)
            yield problem("IMP021", place, name=column.text)
    if header is None:
        for row, position in _list_headers(sheet, personal):
            yield problem(
                "IMP021", sheet.location(row, position), name=sheet.rows[row][position].text
            )
    for row, position, cell in sheet.cells():
        for kind in _kinds(_text(cell), personal):
            yield problem("IMP022", sheet.location(row, position), kind=kind)
    for (row, position), text in sheet.comments.items():
        place = sheet.location(row, position)
        for kind in _kinds(text, personal):
            yield problem("IMP022", place, kind=kind, commented=place.cell)


def find_personal_names(workbook: Workbook, project: Project) -> Iterator[Diagnostic]:
    """Report sheets whose names hold personal numbers or addresses, without naming them."""
    personal = PersonalData.of(project)
    for number, sheet in enumerate(workbook.sheets, 1):
        for kind in _kinds(sheet.name, personal):
            yield problem("IMP022", Location(path=workbook.path), kind=kind, sheet=number)


def _kinds(text: str, personal: PersonalData) -> list[Kind]:
    return sorted({finding.kind for finding in personal.find(text)})


def _list_headers(sheet: Sheet, personal: PersonalData) -> list[tuple[int, int]]:
    """Give the headers about persons of a list that counts nobody.

    A single cell is one only if it says nothing else: what follows may be somebody's name.
    """
    for row, cells in enumerate(sheet.rows[:FARTHEST_HEADER]):
        found = [(row, p) for p, cell in enumerate(cells) if personal.is_header(cell.text)]
        if len(found) > 1 or any(personal.is_bare_header(cells[p].text) for _, p in found):
            return found
    return []


def _text(cell: Cell) -> str:
    """Give a cell as a person would write it down, with every digit of a number.

    Excel keeps fifteen digits and writes the rest as zeros: the place and the date that make an
    identity number plausible survive.
    """
    return str(int(cell.number)) if cell.number is not None else cell.text
