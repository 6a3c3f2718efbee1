"""CSV into rows whose cells know their place, such as `E14`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from site_builder.diagnostics import Location, nearest
from site_builder.read.syntax.reader import Reader

T = TypeVar("T")


class Row:
    """A record of a CSV file, which remembers whether one of its cells was refused."""

    def __init__(
        self, reader: Reader, line: int, cells: Sequence[str], positions: Mapping[str, int]
    ) -> None:
        self.reader = reader
        self.line = line
        self.positions = positions
        """Column name to its index from 0."""
        self.is_sound = True
        self._cells = cells

    def __getitem__(self, column: str) -> str:
        """Return a cell's text, trimmed."""
        position = self.positions.get(column)
        return "" if position is None else self._cells[position]

    def location(self, column: str = "") -> Location:
        """Return the place of the row, or of one of its cells."""
        if column not in self.positions:
            return self.reader.place(self.line)
        return Location.of_cell(self.reader.path, self.line, self.positions[column])

    def report(self, code: str, column: str, /, **params: object) -> None:
        """Refuse a cell."""
        self.is_sound = False
        self.reader.report(code, self.location(column), related=(), **params)


def parse_table(
    text: str, reader: Reader, columns: tuple[str, ...], optional: tuple[str, ...] = ()
) -> tuple[Row, ...]:
    """Split CSV text into rows; `optional` columns may be left out of the file."""
    # Strict, or a quotation mark that nobody closed would swallow the rows below it unseen.
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=column_separator(text), strict=True)
    rows: list[Row] = []
    first_line = 1
    try:
        header = [name.strip() for name in next(lines, [])]
        if not _check_header(header, reader, columns, optional):
            return ()
        positions = {name: index for index, name in enumerate(header)}
        first_line = lines.line_num + 1
        for values in lines:
            line, first_line = first_line, lines.line_num + 1
            cells = [value.strip() for value in values]
            if not any(cells):
                continue
            if len(cells) != len(header):
                place = reader.place(line)
                reader.report("DAT002", place, count=len(cells), expected=len(header))
                continue
            rows.append(Row(reader, line, cells, positions))
    except csv.Error as error:
        reader.report("DAT002", reader.place(first_line), reason=error)
    return tuple(rows)


def sound_records(rows: Iterable[Row], parse: Callable[[Row], T]) -> tuple[T, ...]:
    """Parse rows into records, leaving out those of which a cell was refused."""
    parsed = ((row, parse(row)) for row in rows)
    return tuple(record for row, record in parsed if row.is_sound)


def column_separator(text: str) -> str:
    """Return what stands between the columns: Excel in many countries writes `;` for `,`."""
    header = text.partition("\n")[0]
    return next((mark for mark in ";\t" if mark in header and "," not in header), ",")


def _check_header(
    header: list[str], reader: Reader, columns: tuple[str, ...], optional: tuple[str, ...]
) -> bool:
    """Report every column that is unknown, missing or written twice."""
    before = len(reader.problems)
    known, listed = columns + optional, ",".join(columns)
    for position, name in enumerate(header):
        place = Location.of_cell(reader.path, 1, position)
        if name not in known:
            reader.report("DAT001", place, name=name, nearest=nearest(name, known), known=listed)
        elif name in header[:position]:
            reader.report("DAT008", place, key=name)
    for name in columns:
        if name not in header:
            reader.report("DAT001", reader.place(1), missing=name, known=listed)
    return len(reader.problems) == before
