"""CSV into rows whose cells know their place.

Takes the text of a CSV file and the columns that it may have; gives rows of text cells by column
name, with `file:line` and a cell address such as `E14`. Reports unknown, missing and repeated
columns and rows of the wrong length. It parses no cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.diagnostics import Diagnostic, Location, nearest, problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A record of a CSV file."""

    path: str
    line: int
    cells: Mapping[str, str]
    """Column name to text, trimmed."""
    positions: Mapping[str, int]
    """Column name to its index from 0."""

    def __getitem__(self, column: str) -> str:
        """Give a cell's text."""
        return self.cells.get(column, "")

    def location(self, column: str = "") -> Location:
        """Give the place of the row, or of one of its cells."""
        if column not in self.positions:
            return Location(path=self.path, line=self.line)
        return Location.of_cell(self.path, self.line, self.positions[column])


def parse_table(
    text: str,
    path: str,
    columns: tuple[str, ...],
    found: list[Diagnostic],
    optional: tuple[str, ...] = (),
) -> tuple[Row, ...]:
    """Split CSV text into rows; `optional` columns may be left out of the file."""
    # Strict, or a quotation mark that nobody closed would swallow the rows below it unseen.
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=column_separator(text), strict=True
    )
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        found.append(problem("DAT002", Location(path=path, line=1), reason=error))
        return ()
    if not _check_header(header, path, columns, optional, found):
        return ()
    positions = {name: index for index, name in enumerate(header)}
    rows: list[Row] = []
    first_line = reader.line_num + 1
    try:
        for values in reader:
            line, first_line = first_line, reader.line_num + 1
            if not any(value.strip() for value in values):
                continue
            if len(values) != len(header):
                found.append(
                    problem(
                        "DAT002",
                        Location(path=path, line=line),
                        count=len(values),
                        expected=len(header),
                    )
                )
                continue
            cells = {name: value.strip() for name, value in zip(header, values, strict=True)}
            rows.append(Row(path=path, line=line, cells=cells, positions=positions))
    except csv.Error as error:
        found.append(problem("DAT002", Location(path=path, line=first_line), reason=error))
    return tuple(rows)


def column_separator(text: str) -> str:
    """Give what stands between the columns: Excel in many countries writes `;` for `,`."""
    header = text.partition("\n")[0]
    return next((mark for mark in ";\t" if mark in header and "," not in header), ",")


def _check_header(
    header: list[str],
    path: str,
    columns: tuple[str, ...],
    optional: tuple[str, ...],
    found: list[Diagnostic],
) -> bool:
    """Report every column that is unknown, missing or written twice."""
    before = len(found)
    known = columns + optional
    for position, name in enumerate(header):
        place = Location.of_cell(path, 1, position)
        if name not in known:
            found.append(
                problem(
                    "DAT001",
                    place,
                    name=name,
                    nearest=nearest(name, known),
                    known=",".join(columns),
                )
            )
        elif name in header[:position]:
            found.append(problem("DAT008", place, key=name))
    for name in columns:
        if name not in header:
            place = Location(path=path, line=1)
            found.append(problem("DAT001", place, missing=name, known=",".join(columns)))
    return len(found) == before
