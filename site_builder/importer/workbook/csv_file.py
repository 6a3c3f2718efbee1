"""Text files with separators (`.csv`) into a sheet.

Takes bytes as office programs write them: separated by semicolons, commas or tabs, in UTF-8 with
or without a byte-order mark, UTF-16 or Windows-1252. Which separator was meant is decided by what
the sheet then says, so the caller brings the measure. Raises `UnreadableError` for bytes that are
no text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

from site_builder.diagnostics import Diagnostic
from site_builder.importer.workbook.cells import Cell, Sheet, text_cell
from site_builder.importer.workbook.unreadable import MOST_CELLS, Fault, UnreadableError
from site_builder.read.syntax.text import parse_text

_SEPARATORS = (";", ",", "\t")
_DECLARED = {f"sep={mark}": mark for mark in _SEPARATORS}
"""The first line with which Excel names the separator."""


def read_delimited(
    content: bytes, path: str, fitness: Callable[[Sheet], int], found: list[Diagnostic]
) -> Sheet:
    """Read the one sheet of a text file with the separator that fits best."""
    problems: list[Diagnostic] = []
    text = parse_text(content, path, problems)
    if text is None:
        raise UnreadableError(Fault.UNKNOWN)
    # The line that an old encoding was noticed on may hold anything, so it is not repeated.
    found.extend(replace(diagnostic, params={}) for diagnostic in problems)
    first_line, _, rest = text.partition("\n")
    declared = _DECLARED.get(first_line.strip().strip('"').lower())
    if declared:
        return _parse(rest, path, declared, first=2, strict=True)

    def measure(separator: str) -> int:
        return fitness(_parse(text, path, separator, first=1))

    # Of equals the first wins: a sheet that fits none is shown with semicolons. Only of the right
    # separator can it be said that every quotation mark needs its partner.
    return _parse(text, path, max(_SEPARATORS, key=measure), first=1, strict=True)


def _parse(text: str, path: str, separator: str, *, first: int, strict: bool = False) -> Sheet:
    """Split text; every row knows the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    rows: list[tuple[Cell, ...]] = [()] * (first - 1)
    lines: list[int] = [1] * (first - 1)
    size = 0
    line = first
    try:
        for values in reader:
            cells = [text_cell(value) for value in values]
            while cells and cells[-1].is_empty:
                cells.pop()
            rows.append(tuple(cells))
            lines.append(line)
            line = reader.line_num + first
            size += len(cells) + 1
            if size > MOST_CELLS:
                raise UnreadableError(Fault.LARGE)
    except csv.Error as error:
        raise UnreadableError(Fault.QUOTES if strict else Fault.DAMAGED) from error
    return Sheet(path=path, name="", rows=tuple(rows), lines=tuple(lines))
