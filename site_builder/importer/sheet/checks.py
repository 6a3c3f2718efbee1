"""What must hold for the columns of a sheet before its rows are believed.

Takes a sheet, its header and the rows that count; gives diagnostics for columns that mean the same,
columns that nobody knows, counts in thousands, and rows and columns that are hidden. Also finds the
date that a title gives. It reads no count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from site_builder.diagnostics import Diagnostic, Location, column_letters, nearest, problem
from site_builder.importer.sheet.dates import Day, Unclear, parse_day_text
from site_builder.importer.sheet.headers import Column, Header, Role
from site_builder.importer.sheet.words import IGNORED, ImportWords, plain
from site_builder.importer.workbook.cells import CellType, Sheet
from site_builder.read.coverage import mixed_marks

_IN_BRACKETS = re.compile(r"\(([^)]*)\)")


def leave_out(header: Header, names: Sequence[str]) -> Header:
    """Ignore the columns that the command line names; never one about persons."""
    wanted = {plain(name) for name in names}
    columns = tuple(
        Column(position=column.position, text=column.text, role=Role.IGNORED)
        if plain(column.text) in wanted
        else column
        for column in header.columns
    )
    return replace(header, columns=columns)


def title_day(sheet: Sheet, header: Header, words: ImportWords) -> Day | None:
    """Give the date in the title above a table, to propose it."""
    for row in range(header.top):
        for cell in sheet.rows[row]:
            tokens = cell.text.split()
            for start in range(len(tokens)):
                day = parse_day_text(" ".join(tokens[start:]), words)
                if isinstance(day, Day):
                    return day
    return None


def check_columns(
    sheet: Sheet,
    header: Header,
    rows: Sequence[int],
    words: ImportWords,
    found: list[Diagnostic],
) -> None:
    """Report columns that mean the same, that are unclear, or that count in thousands."""
    found.extend(_doubles(sheet, header))
    found.extend(_unknown(sheet, header, rows, words))
    found.extend(_scaled(sheet, header, words))
    found.extend(mixed_marks(_counts(sheet, header, rows)))
    for column in header.values:
        if column.lacks_year:
            place = sheet.location(header.bottom, column.position)
            found.append(problem("IMP013", place, value=column.text, reason=Unclear.NO_YEAR))


def check_hidden(
    sheet: Sheet, header: Header, rows: Sequence[int], found: list[Diagnostic]
) -> None:
    """Warn of rows and columns that are read though nobody sees them."""
    hidden = [row for row in rows if row in sheet.hidden_rows]
    if hidden:
        place = sheet.location(hidden[0], header.values[0].position)
        found.append(problem("IMP018", place, rows=ranges(hidden), count=len(hidden)))
    for column in header.columns:
        if column.role in {Role.FIELD, Role.VALUE} and column.position in sheet.hidden_columns:
            place = sheet.location(header.bottom, column.position)
            found.append(problem("IMP019", place, name=column.text))


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


def _doubles(sheet: Sheet, header: Header) -> Iterator[Diagnostic]:
    seen: dict[object, Column] = {}
    for column in header.columns:
        if column.role not in {Role.FIELD, Role.VALUE}:
            continue
        month = column.text if column.lacks_year else column.day
        key = (column.field, column.level, column.fixed, month, column.is_total)
        first = seen.setdefault(key, column)
        if first is not column:
            place = sheet.location(header.bottom, column.position)
            other = sheet.location(header.bottom, first.position)
            yield problem("IMP004", place, related=[other], name=column.text, other=other.cell)


def _unknown(
    sheet: Sheet, header: Header, rows: Sequence[int], words: ImportWords
) -> Iterator[Diagnostic]:
    """Refuse an unknown column of words, which may part the counts; warn of one of numbers."""
    known = {name for field, names in words.headers.items() if field != IGNORED for name in names}
    for column in header.columns:
        if column.role is not Role.UNKNOWN:
            continue
        cells = [sheet.cell(row, column.position) for row in rows]
        kinds = {cell.type for cell in cells if not cell.is_empty}
        has_words = any(any(c.isalpha() for c in cell.text) for cell in cells)
        place = sheet.location(header.bottom, column.position)
        name = column.text or column_letters(column.position)
        if CellType.DATE in kinds or has_words:
            guess = nearest(plain(column.text), known) if column.text else ""
            yield problem("IMP005", place, name=name, nearest=guess)
        elif kinds:
            yield problem("IMP006", place, name=name)


def _counts(sheet: Sheet, header: Header, rows: Sequence[int]) -> Iterator[tuple[str, Location]]:
    for row in rows:
        for column in header.values:
            place = sheet.location(row, column.position)
            yield sheet.cell(row, column.position).text, place


def _scaled(sheet: Sheet, header: Header, words: ImportWords) -> Iterator[Diagnostic]:
    """Report a header or a title that says that numbers are in thousands."""
    for column in header.values:
        if words.has_scale(column.text):
            yield problem("IMP027", sheet.location(header.bottom, column.position))
    for row in range(header.top):
        for position, cell in enumerate(sheet.rows[row]):
            in_brackets = _IN_BRACKETS.findall(cell.text)
            if any(map(words.has_scale, in_brackets)) or words.has_bare_scale(cell.text):
                yield problem("IMP027", sheet.location(row, position))
