"""The header of a sheet: which row it is, and what each column means.

A title may stand above it, cells may be merged, and a group such as “participants” may stand over
one column for each funding source or month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from site_builder.diagnostics import Location
from site_builder.figures.cells import DIMENSIONS
from site_builder.importer.sheet.names import Names
from site_builder.importer.sheet.words import IGNORED, PERSONAL, ImportWords, rest_after
from site_builder.importer.workbook.cells import CellType, Sheet, Span
from site_builder.read.coverage import COVERAGE_COLUMNS
from site_builder.read.syntax.numbers import parse_count
from site_builder.read.syntax.written_dates import Day, Unclear

PARTICIPANTS = "participants"
FARTHEST_HEADER = 60
"""Rows from the top in which a header is looked for."""
_HIGHEST = 3
"""Rows of groups above the last row of a header."""
_BETWEEN = " – "
"""Between the words of a group and those of a column."""
_MONTH_OF_DATE = len("2026-10")


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    position: int
    text: str
    """As it stands in the sheet, its group before it."""
    field: str = ""
    """The column of `coverage.csv` that it holds, `IGNORED` or `PERSONAL`; empty if unknown."""
    level: str = ""
    """Of an area: the level that the header names."""
    fixed: tuple[tuple[str, str], ...] = ()
    """Of counts: what the header says of every one below it, as dimension and id."""
    day: Day | None = None
    """Of counts: the date that the header gives."""
    lacks_year: bool = False
    """Of counts: the header names a month and no year."""
    is_total: bool = False
    """Of counts: it adds up the other ones."""

    @property
    def own_text(self) -> str:
        """Return what stands over the column itself, without its group."""
        return self.text.rpartition(_BETWEEN)[2]

    @property
    def is_fixed(self) -> bool:
        """Return whether the header itself says which part is counted."""
        return bool(self.fixed) or self.day is not None or self.lacks_year


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """The rows of a sheet that name its columns."""

    sheet: Sheet
    top: int
    bottom: int
    columns: tuple[Column, ...]

    def fields(self, name: str) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.field == name)

    @property
    def read(self) -> tuple[Column, ...]:
        """Return the columns that are imported."""
        return tuple(column for column in self.columns if column.field in COVERAGE_COLUMNS)

    @property
    def labels(self) -> tuple[Column, ...]:
        """Return those of them that say something of the counts beside them."""
        return tuple(column for column in self.read if column.field != PARTICIPANTS)

    @property
    def values(self) -> tuple[Column, ...]:
        """Return the columns that hold counts."""
        return self.fields(PARTICIPANTS)

    def place(self, column: Column) -> Location:
        """Return the place of the cell that names a column."""
        return self.sheet.location(self.bottom, column.position)


def find_header(sheet: Sheet, names: Names) -> Header | None:
    """Find the row that names the most fields; None when no row names a count."""
    best, best_score, best_row = None, 0, -1
    for row in range(min(len(sheet.rows), FARTHEST_HEADER)):
        if not _says_something(sheet, row):
            continue
        header = read_header(sheet, row, names)
        score = 0 if _is_row_of_counts(header) else fitness(header)
        # Of two rows that say as much the lower one is the header, and the upper one its groups.
        is_below = score == best_score and row == best_row + 1
        if score > best_score or (score and is_below):
            best, best_score, best_row = header, score, row
    return best


def _says_something(sheet: Sheet, row: int) -> bool:
    """Return whether a row holds anything, if only a part of merged cells.

    In a sheet with one cell far off, each row has thousands of columns.
    """
    return any(not cell.is_empty for cell in sheet.rows[row]) or any(
        span.top <= row <= span.bottom for span in sheet.merged
    )


def _is_row_of_counts(header: Header) -> bool:
    """Tell a row such as “Tugu, 202, 203” or “Total, 405” from a header of counts alone."""
    return not header.labels and any(
        parse_count(cell.text) is not None for cell in header.sheet.rows[header.bottom]
    )


def name_over_counts(sheet: Sheet) -> str:
    """Return the last name that stands directly over a count, in the first row that has one."""
    for row in range(min(len(sheet.rows) - 1, FARTHEST_HEADER)):
        names = [
            sheet.cell(row, column).text
            for column in range(len(sheet.rows[row]))
            if sheet.cell(row, column).type is CellType.TEXT
            and parse_count(sheet.cell(row, column).text) is None
            and parse_count(sheet.cell(row + 1, column).text) is not None
        ]
        if names:
            return names[-1]
    return ""


def fitness(header: Header | None) -> int:
    """Return how much a header says; nothing when it names no count."""
    if header is None or not header.values:
        return 0
    return len({column.field for column in header.read}) + 1


def read_header(sheet: Sheet, row: int, names: Names) -> Header:
    """Read a row as a header, with the groups above it."""
    rows = _HeaderRows(sheet, row, names.words)
    columns = [_read_column(rows, position, names) for position in range(sheet.width)]
    is_parted = any(column.is_fixed for column in columns)
    return Header(
        sheet=sheet,
        top=rows.top,
        bottom=row,
        columns=tuple(
            replace(each, is_total=is_parted and each.field == PARTICIPANTS and not each.is_fixed)
            for each in columns
        ),
    )


class _HeaderRows:
    """The rows of a header: the one that names the columns, and the groups above it."""

    def __init__(self, sheet: Sheet, bottom: int, words: ImportWords) -> None:
        self._sheet = sheet
        self._words = words
        self._left = min((column for _, column, _ in sheet.cells()), default=0)
        self.bottom = bottom
        top = bottom
        while top > max(0, bottom - _HIGHEST) and any(
            span.top <= top - 1 <= span.bottom and self._is_group(span) for span in sheet.merged
        ):
            top -= 1
        spans = (sheet.span(bottom, column) for column in range(sheet.width))
        self.top = min([top, *(span.top for span in spans if span and not self._is_title(span))])

    def parts(self, position: int) -> Iterator[str]:
        """Yield the words over a column from the top down, those of merged cells once."""
        before: Span | None = None
        for row in range(self.top, self.bottom + 1):
            span = self._sheet.span(row, position)
            if span and (span == before or self._is_title(span)):
                continue
            before = span
            is_group = row < self.bottom
            cell = (self._sheet.filled if is_group else self._sheet.filled_down)(row, position)
            if not cell.is_empty:
                is_month = cell.type is CellType.DATE and cell.shows == "my"
                yield cell.text[:_MONTH_OF_DATE] if is_month else cell.text

    def _is_group(self, span: Span) -> bool:
        return span.right > span.left and not self._is_title(span)

    def _is_title(self, span: Span) -> bool:
        """Return whether merged cells stand alone in their rows, and so above the whole sheet."""
        if span.right == span.left or any(
            not self._sheet.cell(row, column).is_empty
            for row in range(span.top, span.bottom + 1)
            for column in range(self._sheet.width)
            if not span.left <= column <= span.right
        ):
            return False
        text = self._sheet.cell(span.top, span.left).text
        return span.left <= self._left or not self._words.has_unit(text)


def _read_column(rows: _HeaderRows, position: int, names: Names) -> Column:
    """Say what a column is by its own words and those of its groups."""
    words = names.words
    parts = list(rows.parts(position))
    own, text = (parts[-1] if parts else ""), _BETWEEN.join(parts)
    name = words.field_of(own)
    column = Column(position=position, text=text)
    if IGNORED in {name, words.field_of(text)}:
        # Whoever leaves out a column about persons keeps them in the sheet.
        return replace(column, field=PERSONAL if names.personal.is_header(own) else IGNORED)
    if name and name != PARTICIPANTS:
        level = words.level_of(own) if name == "area" else ""
        return replace(column, field=name, level=level)
    if own and not words.has_unit(text):
        value = _read_value(column, parts, names)
        if value is not None:
            return value
    is_personal = any(map(names.personal.is_header, parts))
    return replace(column, field=PERSONAL) if is_personal else column


def _read_value(column: Column, parts: list[str], names: Names) -> Column | None:
    """Read a header over counts; None when a word of it is not understood."""
    words = names.words
    is_counted = False
    for part in parts:
        rest = rest_after(words.headers_of(PARTICIPANTS), part)
        left = part if rest is None else rest
        is_counted = is_counted or rest is not None
        if not left or words.field_of(left) in DIMENSIONS or words.means_everything(left):
            continue
        if words.without_total(left) == "":
            is_counted = True
            continue
        fixed = _fixed_by(column, left, names)
        if fixed is None:
            return None
        column = fixed
    return replace(column, field=PARTICIPANTS) if is_counted or column.is_fixed else None


def _fixed_by(column: Column, text: str, names: Names) -> Column | None:
    """Read the one funding, area, occupation or date that a header names, or a month alone."""
    day = names.words.day(text)
    if isinstance(day, Day):
        return replace(column, day=day)
    if day is Unclear.NO_YEAR:
        return replace(column, lacks_year=True)
    candidates = [(kind, ids) for kind in DIMENSIONS if (ids := names.find(kind, text))]
    if len(candidates) == 1 and len(candidates[0][1]) == 1:
        kind, ids = candidates[0]
        fixed = {**dict(column.fixed), kind: next(iter(ids))}
        return replace(column, fixed=tuple(fixed.items()))
    return None
