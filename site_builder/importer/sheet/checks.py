"""What must hold for a sheet before its rows are believed, and that no person is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from site_builder.checks.data.personal_data import PersonalData, PersonalDataKind
from site_builder.diagnostics import Diagnostic, Location, column_letters, nearest, problem
from site_builder.figures.cells import DIMENSIONS
from site_builder.importer.sheet.headers import FARTHEST_HEADER, Column, Header
from site_builder.importer.sheet.names import Names
from site_builder.importer.sheet.words import IGNORED, PERSONAL, ImportWords, plain
from site_builder.importer.workbook.cells import Cell, CellType, Sheet, Workbook
from site_builder.read.coverage import mixed_marks
from site_builder.read.syntax.written_dates import Unclear

_IN_BRACKETS = re.compile(r"\(([^)]*)\)")


def check_columns(header: Header, rows: Sequence[int], names: Names) -> Iterator[Diagnostic]:
    """Report columns that mean the same, are unclear or hidden, or count in thousands."""
    yield from _doubles(header)
    yield from _unknown(header, rows, names)
    yield from _scaled(header, names.words)
    yield from mixed_marks(_counts(header, rows))
    yield from _hidden(header, rows)
    yield from _invisible(header, rows)
    for column in header.values:
        if column.lacks_year:
            place = header.place(column)
            yield problem("IMP013", place, value=column.text, reason=Unclear.NO_YEAR)


def _hidden(header: Header, rows: Sequence[int]) -> Iterator[Diagnostic]:
    """Warn of rows and columns that are read though nobody sees them."""
    sheet = header.sheet
    hidden = [row for row in rows if row in sheet.hidden_rows]
    if hidden:
        place = sheet.location(hidden[0], header.values[0].position)
        yield problem("IMP018", place, rows=ranges(hidden), count=len(hidden))
    for column in header.read:
        if column.position in sheet.hidden_columns:
            yield problem("IMP019", header.place(column), name=column.text)


def _invisible(header: Header, rows: Sequence[int]) -> Iterator[Diagnostic]:
    """Warn of characters that nobody sees; they are not read."""
    sheet = header.sheet
    for column in header.read:
        cells = {row: sheet.cell(row, column.position) for row in (header.bottom, *rows)}
        touched = [row for row, cell in cells.items() if cell.invisible]
        if touched:
            codes = ", ".join(sorted({code for row in touched for code in cells[row].invisible}))
            place = sheet.location(touched[0], column.position)
            yield problem("IMP030", place, codes=codes, rows=ranges(touched), count=len(touched))


def ranges(rows: Sequence[int]) -> str:
    """Write rows as people number them, neighbours together.

    >>> ranges([3, 4, 5, 8])
    '4–6, 9'
    """
    groups = groupby(enumerate(sorted(rows)), key=lambda pair: pair[1] - pair[0])
    runs = [[row for _, row in group] for _, group in groups]
    return ", ".join(
        f"{run[0] + 1}–{run[-1] + 1}" if len(run) > 1 else f"{run[0] + 1}" for run in runs
    )


def _doubles(header: Header) -> Iterator[Diagnostic]:
    seen: dict[object, Column] = {}
    for column in header.read:
        month = column.text if column.lacks_year else column.day
        key = (column.field, column.level, column.fixed, month, column.is_total)
        first = seen.setdefault(key, column)
        if first is not column:
            place, other = header.place(column), header.place(first)
            ignored = column.text if plain(column.text) != plain(first.text) else ""
            yield problem(
                "IMP004",
                place,
                related=[other],
                name=column.text,
                other=other.cell,
                ignored=ignored,
            )


def _unknown(header: Header, rows: Sequence[int], names: Names) -> Iterator[Diagnostic]:
    """Refuse an unknown column of words, which may part the counts; warn of one of numbers."""
    known = [header for header, field in names.words.headers.items() if field != IGNORED]
    for column in header.fields(""):
        cells = [header.sheet.cell(row, column.position) for row in rows]
        texts = {cell.text for cell in cells if not cell.is_empty}
        kinds = {cell.type for cell in cells if not cell.is_empty}
        has_words = any(any(c.isalpha() for c in text) for text in texts)
        place = header.place(column)
        name = column.text or column_letters(column.position)
        if CellType.DATE in kinds or has_words:
            meant = [kind for kind in DIMENSIONS if all(names.find(kind, text) for text in texts)]
            meaning = meant[0] if column.text and len(meant) == 1 else ""
            guess = nearest(plain(column.text), known) if column.text else ""
            yield problem("IMP005", place, name=name, meaning=meaning, nearest=guess)
        elif kinds and (parted := _parted(header, column)):
            other = header.place(parted)
            yield problem("IMP004", place, related=[other], name=parted.text, other=other.cell)
        elif kinds:
            yield problem("IMP006", place, name=name)


def _parted(header: Header, column: Column) -> Column | None:
    """Return the counts that share their header with a column without one: each is a part of it."""
    sheet, row = header.sheet, header.bottom
    span = sheet.span(row, column.position)
    left = [each for each in header.values if each.position < column.position]
    if not left or column.text:
        return None
    has_parts = all(
        any(c.isalpha() for c in sheet.cell(row + 1, each.position).text)
        for each in (left[-1], column)
    )
    is_merged = span is not None and span.left == left[-1].position
    return left[-1] if has_parts or is_merged else None


def _counts(header: Header, rows: Sequence[int]) -> Iterator[tuple[str, Location]]:
    sheet = header.sheet
    for row in rows:
        for column in header.values:
            yield sheet.cell(row, column.position).text, sheet.location(row, column.position)


def _scaled(header: Header, words: ImportWords) -> Iterator[Diagnostic]:
    """Report a header or a title that says that numbers are in thousands."""
    sheet = header.sheet
    for column in header.values:
        if words.has_scale(column.text):
            yield problem("IMP027", header.place(column))
    for row in range(header.top):
        for position, cell in enumerate(sheet.rows[row]):
            in_brackets = _IN_BRACKETS.findall(cell.text)
            if any(map(words.has_scale, in_brackets)) or words.has_bare_scale(cell.text):
                yield problem("IMP027", sheet.location(row, position))


def find_personal_data(sheet: Sheet, header: Header | None, names: Names) -> Iterator[Diagnostic]:
    """Report columns about persons, and personal numbers and addresses in any cell."""
    below = 0 if header is None else header.bottom + 1
    for row, position in _list_headers(sheet, names.personal, below):
        name = sheet.rows[row][position].text
        yield problem("IMP021", sheet.location(row, position), name=name)
    if header is not None:
        for column in header.fields(PERSONAL):
            yield problem("IMP021", header.place(column), name=column.text)
    yield from _in_cells(sheet, names)


def find_identities_elsewhere(
    workbook: Workbook, read: Sheet, names: Names
) -> Iterator[Diagnostic]:
    """Report identity numbers where nobody looks: in other sheets, and in what describes the file.

    A telephone number or an address may well stand there.
    """
    identity = PersonalDataKind.IDENTITY
    for sheet in workbook.sheets:
        if sheet is not read:
            yield from (d for d in _in_cells(sheet, names) if d.params["kind"] == identity)
    for name, text in workbook.descriptions.items():
        if identity in _kinds(text, names.personal):
            yield problem("IMP022", Location(path=workbook.path), kind=identity, described=name)


def find_personal_names(workbook: Workbook, names: Names) -> Iterator[Diagnostic]:
    """Report sheets whose names hold personal numbers or addresses, without naming them."""
    for number, sheet in enumerate(workbook.sheets, 1):
        for kind in _kinds(sheet.name, names.personal):
            yield problem("IMP022", Location(path=workbook.path), kind=kind, sheet=number)


def _in_cells(sheet: Sheet, names: Names) -> Iterator[Diagnostic]:
    """Report personal numbers and addresses in the cells of a sheet, and in what stands beside."""
    codes = {area.code.replace(".", "") for area in names.project.areas.values()}
    for row, position, cell in sheet.cells():
        # Amounts of money have as many digits as telephone numbers, but are shown grouped.
        is_bare = cell.shown in {None, cell.text} and cell.text not in codes
        for kind in _kinds(_text(cell), names.personal, with_lost_zeros=is_bare):
            yield problem("IMP022", sheet.location(row, position), kind=kind)
    for (row, position), text in sheet.comments.items():
        place = sheet.location(row, position)
        for kind in _kinds(text, names.personal):
            yield problem("IMP022", place, kind=kind, commented=place.cell)


def _kinds(
    text: str, personal: PersonalData, *, with_lost_zeros: bool = False
) -> list[PersonalDataKind]:
    found = personal.find(text, with_lost_zeros=with_lost_zeros)
    return sorted({finding.kind for finding in found})


def _list_headers(sheet: Sheet, personal: PersonalData, first: int) -> list[tuple[int, int]]:
    """Return the headers about persons of a list that counts nobody, or stands below the counts.

    A single cell is one only if it says nothing else: what follows may be somebody's name.
    """
    for row, cells in enumerate(
        sheet.rows[first:] if first else sheet.rows[:FARTHEST_HEADER], first
    ):
        found = [(row, p) for p, cell in enumerate(cells) if personal.is_header(cell.text)]
        if len(found) > 1 or any(personal.is_bare_header(cells[p].text) for _, p in found):
            return found
    return []


def _text(cell: Cell) -> str:
    """Return a cell as a person would write it down, with every digit of a number.

    Excel keeps fifteen digits and writes the rest as zeros: the place and the date that make an
    identity number plausible survive.
    """
    return str(int(cell.number)) if cell.number is not None else cell.text
