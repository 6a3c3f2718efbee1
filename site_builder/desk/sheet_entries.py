"""The rows of a sheet into entries: what is counted, when, and who says so.

Takes the rows that hold counts, the columns and what the command line adds; gives one entry for
each count, with the place of everything in it. A row that adds up others is an entry that is open
in some dimensions. It compares no two rows and knows nothing of the data that is already there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from site_builder.desk.sheet_dates import Day
from site_builder.desk.sheet_headers import DIMENSIONS, Column, Header
from site_builder.desk.sheet_values import CellReader
from site_builder.diagnostics import Location, problem
from site_builder.model import Status
from site_builder.read.coverage import COVERAGE_COLUMNS

_VALUELESS = {Status.NOT_PUBLISHED, Status.SUPPRESSED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Supplied:
    """What the command line says of every row that does not say it itself."""

    sources: tuple[str, ...] = ()
    as_of: date | None = None
    status: Status | None = None
    released: date | None = None
    ignored: tuple[str, ...] = ()
    """Headers of columns to leave out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One count of a sheet."""

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
    place: Location
    """The cell of the count."""
    places: Mapping[str, Location] = field(default_factory=dict)
    """Column of `coverage.csv` to the cell that it came from."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Give funding, area and occupation."""
        return (self.cell["funding"], self.cell["area"], self.cell["occupation"])

    @property
    def is_sum(self) -> bool:
        """Tell whether the count adds up others."""
        return bool(self.open)


class EntryReader:
    """Turns rows into entries."""

    def __init__(
        self,
        reader: CellReader,
        header: Header,
        rows: Sequence[int],
        supplied: Supplied,
        proposed: Day | None,
    ) -> None:
        self._reader = reader
        self._header = header
        self._supplied = supplied
        self._proposed = proposed
        self._values = header.values
        self._filled = {
            column.position
            for column in header.columns
            if any(not reader.sheet.filled_down(r, column.position).is_empty for r in rows)
        }
        self.months: dict[str, Day] = {}
        """Every text that gave only a month, with the day that it was read as."""
        names = {column.text for column in header.columns}
        # The project's own form, in which an empty cell means all of them together.
        self._is_own_form = {"as_of", "participants"} <= names <= set(COVERAGE_COLUMNS)

    def entries(self, row: int) -> list[Entry]:
        """Give the counts of a row; a row with a bad cell is reported and gives none."""
        found = self._reader.found
        before = len(found)
        total = self._total_label(row)
        named, open_by_label, blank = self._cell(row, total)
        entries = [
            entry
            for column in self._values
            if (entry := self._entry(row, column, named, open_by_label, blank)) is not None
        ]
        if not entries and len(found) == before:
            place = self._reader.sheet.location(row, self._values[0].position)
            found.append(problem("IMP016", place))
        return entries if len(found) == before else []

    def _entry(
        self,
        row: int,
        column: Column,
        named: dict[str, str],
        open_by_label: frozenset[str],
        blank: tuple[str, Location] | None,
    ) -> Entry | None:
        sheet = self._reader.sheet
        span = sheet.span(row, column.position)
        place = sheet.location(row, column.position)
        if span and (span.top, span.left) != (row, column.position):
            self._reader.found.append(problem("IMP020", place))
            return None
        opened = set(open_by_label) - set(dict(column.fixed))
        if column.is_total:
            fixed = {name for other in self._values for name, _ in other.fixed}
            opened |= {name for name in fixed if not named[name]}
        status, cell = self._status(row), sheet.cell(row, column.position)
        participants = self._reader.count(row, column)
        if status in _VALUELESS and participants is not None:
            self._reader.found.append(problem("DAT011", place, value=cell.text, status=status))
        elif participants is None and status not in _VALUELESS:
            # A column without any count, such as a month to come, is simply not there yet.
            if cell.is_empty and column.position in self._filled and not opened:
                self._reader.found.append(problem("IMP016", place))
            return None
        before = len(self._reader.found)
        days = (column.day, self._day(row, "as_of"))
        as_of = next((day.value for day in days if day), self._supplied.as_of)
        sources = self._sources(row)
        if len(self._reader.found) > before:
            return None
        if as_of is None and not opened:
            day = self._proposed.value.isoformat() if self._proposed else "YYYY-MM-DD"
            self._missing(row, "as_of", f"--as-of {day}")
        if not sources and not opened:
            self._missing(row, "source", "--source ID")
        return Entry(
            row=row,
            as_of=as_of,
            cell=named | dict(column.fixed),
            open=frozenset(opened),
            blank=blank if opened else None,
            participants=participants,
            status=status,
            sources=sources,
            released=self._released(row),
            quote=self._text(row, "quote"),
            note=self._text(row, "note"),
            place=place,
            places=self._places(row),
        )

    def _cell(
        self, row: int, total: str | None
    ) -> tuple[dict[str, str], frozenset[str], tuple[str, Location] | None]:
        """Give what a row counts, the dimensions that it adds up, and an unexplained blank."""
        named: dict[str, str] = {}
        opened: set[str] = set()
        blank: tuple[str, Location] | None = None
        for dimension in DIMENSIONS:
            columns = self._header.fields(dimension)
            read = self._areas if dimension == "area" else self._categories
            named[dimension], is_said = read(row, columns)
            if named[dimension] or is_said or self._is_own_form:
                continue
            if not any(column.position in self._filled for column in columns):
                continue
            opened.add(dimension)
            if total is None:
                blank = dimension, self._reader.sheet.location(row, columns[0].position)
        if total is not None:
            self._name_by_label(total, named, opened)
            if not opened:
                opened = {name for name in DIMENSIONS if not named[name]} or set(DIMENSIONS)
        return named, frozenset(opened), blank

    def _name_by_label(self, total: str, named: dict[str, str], opened: set[str]) -> None:
        """Take the name after a word for a total, as in “Total city budget”."""
        names = self._reader.names
        for dimension in DIMENSIONS:
            ids = (
                names.find_areas(total, "", "")
                if dimension == "area"
                else names.find(dimension, total)
            )
            if total and len(ids) == 1 and not named[dimension]:
                named[dimension] = next(iter(ids))
                if dimension != "area":
                    opened.discard(dimension)

    def _total_label(self, row: int) -> str | None:
        """Give what follows the word for a total in a row; None when no cell has one."""
        sheet, words = self._reader.sheet, self._reader.words
        values = {column.position for column in self._values}
        told = {"source", "note", "status", "released", "quote"}
        for column in self._header.columns:
            if column.position not in values and column.field not in told:
                rest = words.without_total(sheet.cell(row, column.position).text)
                if rest is not None:
                    return rest
        return None

    def _categories(self, row: int, columns: Sequence[Column]) -> tuple[str, bool]:
        """Give a funding or an occupation, and whether a cell says that it is all of them."""
        for column in columns:
            text = self._reader.text(row, column)
            if not text or self._is_total(text):
                continue
            if self._reader.words.means_everything(text):
                return "", True
            return self._reader.name(row, column, column.field), False
        return "", False

    def _areas(self, row: int, columns: Sequence[Column]) -> tuple[str, bool]:
        """Give the smallest area that a row names; a larger one beside it must lie around it."""
        area, is_said, depth = "", False, -1
        names = self._reader.names
        for column in sorted(columns, key=lambda each: self._rank(each.level)):
            text = self._reader.text(row, column)
            if not text or self._is_total(text):
                continue
            if self._reader.words.means_everything(text):
                is_said = True
                continue
            found = self._reader.area(row, column, area)
            if found and names.is_whole(found):
                is_said = True
            elif found and len(names.around(found)) > depth:
                area, depth = found, len(names.around(found))
        return area, is_said

    def _rank(self, level: str) -> int:
        """Order levels from the largest areas to the smallest."""
        return self._reader.names.depth_of(level)

    def _is_total(self, text: str) -> bool:
        return self._reader.words.without_total(text) is not None

    def _day(self, row: int, name: str) -> Day | None:
        for column in self._header.fields(name):
            if self._is_total(self._reader.sheet.filled_down(row, column.position).text):
                continue
            day = self._reader.day(row, column)
            if day is not None:
                if day.is_month:
                    self.months[self._reader.sheet.filled_down(row, column.position).text] = day
                return day
        return None

    def _released(self, row: int) -> date | None:
        days = (self._reader.exact_day(row, column) for column in self._header.fields("released"))
        return next((day for day in days if day), self._supplied.released)

    def _status(self, row: int) -> Status:
        columns = self._header.fields("status")
        statuses = (self._reader.status(row, column) for column in columns)
        given = next((status for status in statuses if status), self._supplied.status)
        return given or Status.PUBLISHED

    def _sources(self, row: int) -> tuple[str, ...]:
        columns = self._header.fields("source")
        sources = (self._reader.sources(row, column) for column in columns)
        return next((given for given in sources if given), self._supplied.sources)

    def _text(self, row: int, name: str) -> str:
        texts = (self._reader.text(row, column) for column in self._header.fields(name))
        return next((text for text in texts if text), "")

    def _missing(self, row: int, name: str, option: str) -> None:
        """Report a value that neither the row nor the command line gives."""
        columns = self._header.fields(name)
        if columns:
            place = self._reader.sheet.location(row, columns[0].position)
            self._reader.found.append(problem("IMP008", place, column=name, option=option))
            return
        place = self._reader.sheet.location(self._header.bottom, self._values[0].position)
        self._reader.found.append(problem("IMP007", place, column=name, option=option))

    def _places(self, row: int) -> dict[str, Location]:
        return {
            column.field: self._reader.sheet.location(row, column.position)
            for column in self._header.columns
            if column.field and column.field != "participants"
        }
