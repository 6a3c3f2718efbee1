"""CSV into rows whose cells know their place, such as `E14`."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from site_builder.diagnostics import Location, nearest
from site_builder.model import Table
from site_builder.read.syntax.columns import ID_IN_WORDS, Column, column_names
from site_builder.read.syntax.formulas import formula_mark
from site_builder.read.syntax.reader import Reader

T = TypeVar("T")

MOST_MISTAKES = 1_000
"""After which a table is not read on: mostly it is another table, or each row has the same."""
LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(kw_only=True, slots=True, eq=False)
class Row:
    """A record of a CSV file, which remembers whether one of its cells was refused."""

    reader: Reader
    table: Table
    columns: Mapping[str, Column]
    line: int
    cells: Sequence[str]
    known: Mapping[str, dict[str, Any]]
    """What the rows of the table hold, by column and text of the cell."""
    is_sound: bool = True

    def __getitem__(self, column: str) -> str:
        """Return a cell's text, trimmed."""
        position = self.table.positions.get(column)
        return "" if position is None else self.cells[position]

    def text(self, column: str) -> str:
        """Return a cell's text; what its column does not allow is reported, and no choice then."""
        text, declared = self[column], self.columns[column]
        listed = ", ".join(declared.choices)
        if not text and declared.is_required:
            self.report("DAT006", column, column=column, known=listed)
        if text and declared.choices and text not in declared.choices:
            guess = nearest(text, declared.choices)
            self.report("DAT009", column, value=text, nearest=guess, known=listed)
            return ""
        if text and declared.pattern and not re.fullmatch(declared.pattern, text):
            self.report("DAT009", column, value=text, known=ID_IN_WORDS)
        return text

    def value(self, column: str, parse: Callable[[Row, str], T]) -> T:
        """Parse a cell; cells with one text share their value, unless it was refused."""
        position, known = self.table.positions.get(column), self.known[column]
        text = "" if position is None else self.cells[position]
        try:
            shared: T = known[text]
        except KeyError:
            before = len(self.reader.problems)
            shared = parse(self, column)
            if len(self.reader.problems) == before:
                known[text] = shared
        return shared

    def location(self, column: str) -> Location:
        """Return the place of a cell; of the row where there is no such column."""
        return self.table.place(self.line, column)

    def report(self, code: str, column: str, /, **params: object) -> None:
        """Refuse a cell."""
        self.is_sound = False
        self.reader.report(code, self.location(column), related=(), **params)


def parse_table(text: str, reader: Reader, columns: Sequence[Column]) -> Iterator[Row]:
    """Split CSV text into rows."""
    separated = (match[0] for match in LINE.finditer(text))
    # Strict, or a quotation mark that nobody closed would swallow the rows below it unseen.
    lines = csv.reader(separated, delimiter=column_separator(text), strict=True)
    first_line = 1
    try:
        names = [name.strip() for name in next(lines, [])]
        if not _check_header(names, reader, columns):
            return
        declared = {column.name: column for column in columns}
        positions = {name: position for position, name in enumerate(names)}
        table = Table(path=reader.path, positions=positions)
        known: dict[str, dict[str, Any]] = defaultdict(dict)
        first_line = lines.line_num + 1
        for values in lines:
            line, first_line = first_line, lines.line_num + 1
            cells = [value.strip() for value in values]
            if not any(cells):
                continue
            if len(reader.problems) > MOST_MISTAKES:
                reader.report("TXT027", reader.place(line), mistakes=MOST_MISTAKES)
                return
            if len(cells) != len(names):
                place = reader.place(line)
                reader.report("DAT002", place, count=len(cells), expected=len(names))
                continue
            for position, cell in enumerate(cells):
                if formula_mark(cell):
                    reader.refuse_formula(cell, Location.of_cell(reader.path, line, position))
            yield Row(
                reader=reader, table=table, columns=declared, line=line, cells=cells, known=known
            )
    except csv.Error as error:
        reader.report("DAT002", reader.place(first_line), reason=error)


def sound_records(rows: Iterable[Row], parse: Callable[[Row], T]) -> tuple[T, ...]:
    """Parse rows into records, leaving out those of which a cell was refused."""
    parsed = ((row, parse(row)) for row in rows)
    return tuple(record for row, record in parsed if row.is_sound)


def column_separator(text: str) -> str:
    """Return what stands between the columns: Excel in many countries writes `;` for `,`."""
    header = header_line(text)
    return next((mark for mark in ";\t" if mark in header and "," not in header), ",")


def header_line(text: str) -> str:
    """Return the first line without a copy of the others."""
    return text[: text.find("\n") + 1] or text


def _check_header(header: list[str], reader: Reader, columns: Sequence[Column]) -> bool:
    """Report every column that is unknown, missing or written twice."""
    before = len(reader.problems)
    known = column_names(columns)
    needed = column_names(column for column in columns if not column.is_optional)
    listed = ",".join(needed)
    guess, missing = "", [name for name in needed if name not in header]
    if len(missing) == len(set(header) - set(known)) == 1:
        # A column that was given another name.
        guess, missing = missing[0], []
    if len(missing) > 1:
        # The first row is not that of the names, or somebody has written it anew.
        unknown = ", ".join(name for name in header if name and name not in known)
        reader.report(
            "DAT001", reader.place(1), several=", ".join(missing), unknown=unknown, known=listed
        )
        return False
    for position, name in enumerate(header):
        place = Location.of_cell(reader.path, 1, position)
        if name not in known:
            meant = guess or nearest(name, known)
            reader.report("DAT001", place, name=name, nearest=meant, known=listed)
        elif name in header[:position]:
            reader.report("DAT008", place, key=name)
    for name in missing:
        reader.report("DAT001", reader.place(1), missing=name, known=listed)
    return len(reader.problems) == before
