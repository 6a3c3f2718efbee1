"""The rows of a sheet into entries: what is counted, when, and who says so.

A row that adds up others is an entry that is open in some dimensions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from site_builder.diagnostics import Location
from site_builder.importer.sheet.headers import Column, Header
from site_builder.importer.sheet.labels import LabelReader
from site_builder.importer.sheet.values import CellReader
from site_builder.importer.supplied import Supplied
from site_builder.model import VALUELESS, Status
from site_builder.read.syntax.written_dates import Day, Unclear

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportEntry:
    row: int
    as_of: date | None
    """None where a row that adds up others gives no date of its own."""
    cell: Mapping[str, str]
    """Dimension to id; empty for all together."""
    open: frozenset[str]
    """The dimensions that the count adds up; none for a count of its own."""
    blank: tuple[str, Location] | None
    """Where nothing tells that the count adds up: a dimension, and its empty cell."""
    participants: int | None
    status: Status
    sources: tuple[str, ...]
    released: date | None
    quote: str
    note: str
    stated_by: str
    occasion: str
    place: Location
    """The cell of the count."""
    places: Mapping[str, Location]
    """Column of `coverage.csv` to the cell that it came from."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return funding, area and occupation."""
        return (self.cell["funding"], self.cell["area"], self.cell["occupation"])

    @property
    def is_sum(self) -> bool:
        return bool(self.open)


class EntryReader:
    def __init__(
        self, reader: CellReader, header: Header, rows: Sequence[int], supplied: Supplied
    ) -> None:
        self._reader = reader
        self._header = header
        self._supplied = supplied
        self._values = header.values
        self._filled = {
            column.position
            for column in header.columns
            if any(not header.sheet.filled_down(row, column.position).is_empty for row in rows)
        }
        self._labels = LabelReader(reader, header, self._filled)
        self.months: dict[str, Day] = {}
        """Every text that gave only a month, with the day that it was read as."""

    def check_title(self) -> None:
        """Refuse a date on the command line that the title of the table contradicts."""
        given, day = self._supplied.as_of, self.title_day
        if given is None or day is None or self._header.fields("as_of"):
            return
        is_same = (given.year, given.month) == (day.value.year, day.value.month)
        if not (is_same and (day.is_month or given == day.value)):
            place = self._header.place(self._values[0])
            self._reader.report("IMP032", place, value=given, title=day.value)

    def entries(self, row: int) -> list[ImportEntry]:
        """Return the counts of a row; a row with a bad cell is reported and gives none."""
        found = self._reader.problems
        before = len(found)
        said = self._said(row)
        counts = [(column, self._count(column, said)) for column in self._values]
        if len(found) > before:
            return []
        entries = [
            self._entry(column, count, said)
            for column, count in counts
            if count is not None or said.status in VALUELESS
        ]
        if not entries:
            self._reader.report("IMP016", said.place)
        return entries if len(found) == before else []

    def _said(self, row: int) -> ImportEntry:
        """Return what a row says of all its counts: an entry without one."""
        reader, supplied = self._reader, self._supplied
        labels = self._labels.read(row)
        status = self._first(row, "status", reader.status) or supplied.status
        return ImportEntry(
            row=row,
            as_of=self._first(row, "as_of", self._day),
            cell=labels.cell,
            open=labels.open,
            blank=labels.blank,
            participants=None,
            status=status or Status.PUBLISHED,
            sources=self._first(row, "source", reader.sources) or supplied.sources,
            released=self._first(row, "released", reader.exact_day) or supplied.released,
            quote=self._first(row, "quote", reader.text) or "",
            note=self._first(row, "note", reader.text) or "",
            stated_by=self._first(row, "stated_by", reader.text) or supplied.stated_by,
            occasion=self._first(row, "occasion", reader.text) or supplied.occasion,
            place=reader.place(row, self._values[0]),
            places={column.field: reader.place(row, column) for column in self._header.labels},
        )

    def _first(self, row: int, name: str, read: Callable[[int, Column], T | None]) -> T | None:
        """Return the first value in the columns of a field."""
        values = (read(row, column) for column in self._header.fields(name))
        return next((value for value in values if value), None)

    def _day(self, row: int, column: Column) -> date | None:
        text = self._header.sheet.filled_down(row, column.position).text
        day = None if self._reader.names.words.is_total(text) else self._reader.day(row, column)
        if day is None:
            return None
        if day.is_month:
            self.months[text] = day
        return day.value

    def _count(self, column: Column, said: ImportEntry) -> int | None:
        """Read a count; report one that is merged, or empty where one is needed."""
        row, sheet, place = said.row, self._header.sheet, self._reader.place(said.row, column)
        span, cell = sheet.span(row, column.position), sheet.cell(row, column.position)
        if span and (span.top, span.left) != (row, column.position):
            self._reader.report("IMP020", place)
            return None
        if said.status in VALUELESS:
            if not cell.is_empty:
                self._reader.report("DAT011", place, value=cell.text, status=said.status)
            return None
        # A column without any count, such as a month to come, is simply not there yet.
        is_needed = column.position in self._filled and not self._open(column, said)
        if cell.is_empty and is_needed:
            self._reader.report("IMP016", place)
        return self._reader.count(row, column)

    def _open(self, column: Column, said: ImportEntry) -> frozenset[str]:
        """Return the dimensions that a count adds up."""
        opened = said.open.difference(dict(column.fixed))
        if column.is_total:
            fixed = {name for other in self._values for name, _ in other.fixed}
            opened |= {name for name in fixed if not said.cell[name]}
        return opened

    def _entry(self, column: Column, count: int | None, said: ImportEntry) -> ImportEntry:
        opened = self._open(column, said)
        as_of = said.as_of or self._supplied.as_of
        if column.day is not None:
            if said.as_of and column.day.value != said.as_of:
                text = f"{said.as_of}, {column.day.value}"
                place = said.places["as_of"]
                self._reader.report("IMP013", place, value=text, reason=Unclear.TWO_DAYS)
            as_of = column.day.value
        if not opened and as_of is None:
            proposed = self.title_day.value.isoformat() if self.title_day else "YYYY-MM-DD"
            self._missing(said.row, "as_of", f"--as-of {proposed}")
        if not opened and not said.sources:
            self._missing(said.row, "source", "--source ID")
        return replace(
            said,
            as_of=as_of,
            cell={**said.cell, **dict(column.fixed)},
            open=opened,
            blank=said.blank if opened else None,
            participants=count,
            place=self._reader.place(said.row, column),
        )

    @cached_property
    def title_day(self) -> Day | None:
        """The date in the title above the table, to propose it and to compare it."""
        for row in range(self._header.top):
            for cell in self._header.sheet.rows[row]:
                tokens = cell.text.split()
                for start in range(len(tokens)):
                    day = self._reader.names.words.day(" ".join(tokens[start:]))
                    if isinstance(day, Day):
                        return day
        return None

    def _missing(self, row: int, name: str, option: str) -> None:
        """Report a value that neither the row nor the command line gives."""
        if columns := self._header.fields(name):
            place = self._reader.place(row, columns[0])
            self._reader.report("IMP008", place, column=name, option=option)
        else:
            place = self._header.place(self._values[0])
            self._reader.report("IMP007", place, column=name, option=option)
