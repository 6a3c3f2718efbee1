"""The rows of a sheet into entries: what is counted, when, and who says so.

A row that adds up others is an entry that is open in some dimensions.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from site_builder.diagnostics import Location
from site_builder.importer.sheet.dates import Day, Unclear
from site_builder.importer.sheet.headers import DIMENSIONS, Column, Header, Role
from site_builder.importer.sheet.values import CellReader
from site_builder.model import Status
from site_builder.read.coverage import COVERAGE_COLUMNS

_VALUELESS = {Status.NOT_PUBLISHED, Status.SUPPRESSED}


@dataclass(frozen=True, kw_only=True, slots=True)
class Supplied:
    """What the command line says of every row that does not say it itself."""

    sheet: str = ""
    """Empty when the workbook decides."""
    sources: tuple[str, ...] = ()
    as_of: date | None = None
    status: Status | None = None
    released: date | None = None
    ignored: tuple[str, ...] = ()
    """Headers of columns to leave out."""
    notes: bool = False
    """Whether a person has read the notes that will be public."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportEntry:
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
    places: Mapping[str, Location]
    """Column of `coverage.csv` to the cell that it came from."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return funding, area and occupation."""
        return (self.cell["funding"], self.cell["area"], self.cell["occupation"])

    @property
    def is_sum(self) -> bool:
        """Return whether the count adds up others."""
        return bool(self.open)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Labels:
    """What one row counts."""

    named: dict[str, str]
    """Dimension to id; empty for all together."""
    open: frozenset[str]
    """The dimensions that the row adds up."""
    blank: tuple[str, Location] | None
    """A dimension, and its empty cell in a row without a word for a total."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Facts:
    """What a row says of all its counts."""

    row: int
    labels: _Labels
    day: Day | None
    status: Status
    sources: tuple[str, ...]
    released: date | None
    quote: str
    note: str
    places: dict[str, Location]


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
        self._labels = _LabelReader(reader, header, self._filled)

    def entries(self, row: int) -> list[ImportEntry]:
        """Return the counts of a row; a row with a bad cell is reported and gives none."""
        found = self._reader.problems
        before = len(found)
        facts = self._facts(row)
        counts = [(column, self._count(row, column, facts)) for column in self._values]
        if len(found) > before:
            return []
        entries = [
            self._entry(column, count, facts)
            for column, count in counts
            if count is not None or facts.status in _VALUELESS
        ]
        if not entries:
            place = self._reader.sheet.location(row, self._values[0].position)
            self._reader.report("IMP016", place)
        return entries if len(found) == before else []

    def _facts(self, row: int) -> _Facts:
        """Read everything of a row but its counts."""
        return _Facts(
            row=row,
            labels=self._labels.read(row),
            day=self._day(row),
            status=self._status(row),
            sources=self._sources(row),
            released=self._released(row),
            quote=self._text(row, "quote"),
            note=self._text(row, "note"),
            places={
                column.field: self._reader.sheet.location(row, column.position)
                for column in self._header.columns
                if column.role is Role.FIELD
            },
        )

    def _count(self, row: int, column: Column, facts: _Facts) -> int | None:
        """Read a count; report one that is merged, or empty where one is owed."""
        sheet = self._reader.sheet
        span, place = sheet.span(row, column.position), sheet.location(row, column.position)
        if span and (span.top, span.left) != (row, column.position):
            self._reader.report("IMP020", place)
            return None
        cell = sheet.cell(row, column.position)
        if facts.status in _VALUELESS:
            if not cell.is_empty:
                self._reader.report("DAT011", place, value=cell.text, status=facts.status)
            return None
        # A column without any count, such as a month to come, is simply not there yet.
        is_owed = column.position in self._filled and not self._open(column, facts)
        if cell.is_empty and is_owed:
            self._reader.report("IMP016", place)
        return self._reader.count(row, column)

    def _open(self, column: Column, facts: _Facts) -> frozenset[str]:
        """Return the dimensions that a count adds up."""
        opened = set(facts.labels.open) - set(dict(column.fixed))
        if column.is_total:
            fixed = {name for other in self._values for name, _ in other.fixed}
            opened |= {name for name in fixed if not facts.labels.named[name]}
        return frozenset(opened)

    def _entry(self, column: Column, count: int | None, facts: _Facts) -> ImportEntry:
        opened = self._open(column, facts)
        if column.day and facts.day and column.day.value != facts.day.value:
            text = f"{facts.day.value}, {column.day.value}"
            place = facts.places["as_of"]
            self._reader.report("IMP013", place, value=text, reason=Unclear.TWO_DAYS)
        day = column.day or facts.day
        as_of = day.value if day else self._supplied.as_of
        if as_of is None and not opened:
            proposed = self._proposed.value.isoformat() if self._proposed else "YYYY-MM-DD"
            self._missing(facts.row, "as_of", f"--as-of {proposed}")
        if not facts.sources and not opened:
            self._missing(facts.row, "source", "--source ID")
        return ImportEntry(
            row=facts.row,
            as_of=as_of,
            cell=facts.labels.named | dict(column.fixed),
            open=opened,
            blank=facts.labels.blank if opened else None,
            participants=count,
            status=facts.status,
            sources=facts.sources,
            released=facts.released,
            quote=facts.quote,
            note=facts.note,
            place=self._reader.sheet.location(facts.row, column.position),
            places=facts.places,
        )

    def _day(self, row: int) -> Day | None:
        for column in self._header.fields("as_of"):
            if self._labels.is_total(self._reader.sheet.filled_down(row, column.position).text):
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
            self._reader.report("IMP008", place, column=name, option=option)
            return
        place = self._reader.sheet.location(self._header.bottom, self._values[0].position)
        self._reader.report("IMP007", place, column=name, option=option)


class _LabelReader:
    """Reads the names of each row."""

    def __init__(self, reader: CellReader, header: Header, filled: Collection[int]) -> None:
        self._reader = reader
        self._header = header
        self._filled = filled
        names = {column.text for column in header.columns}
        # The project's own form, in which an empty cell means all of them together.
        self._is_own_form = {"as_of", "participants"} <= names <= set(COVERAGE_COLUMNS)

    def read(self, row: int) -> _Labels:
        """Return what a row counts; an unclear name is reported and left out."""
        total = self._total_label(row)
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
        return _Labels(named=named, open=frozenset(opened), blank=blank)

    def _name_by_label(self, total: str, named: dict[str, str], opened: set[str]) -> None:
        """Take the name after a word for a total, as in “Total city budget”."""
        names = self._reader.names
        for dimension in DIMENSIONS:
            ids = names.find(dimension, total)
            if total and len(ids) == 1 and not named[dimension]:
                named[dimension] = next(iter(ids))
                if dimension != "area":
                    opened.discard(dimension)

    def _total_label(self, row: int) -> str | None:
        """Return what follows the word for a total in a row; None when no cell has one."""
        sheet, words = self._reader.sheet, self._reader.names.words
        values = {column.position for column in self._header.values}
        told = {"source", "note", "status", "released", "quote"}
        for column in self._header.columns:
            if column.position not in values and column.field not in told:
                rest = words.without_total(sheet.cell(row, column.position).text)
                if rest is not None:
                    return rest
        return None

    def _categories(self, row: int, columns: Sequence[Column]) -> tuple[str, bool]:
        """Return a funding or an occupation, and whether a cell says that it is all of them."""
        for column in columns:
            text = self._reader.text(row, column)
            if not text or self.is_total(text):
                continue
            if self._reader.names.words.means_everything(text):
                return "", True
            return self._reader.name(row, column), False
        return "", False

    def _areas(self, row: int, columns: Sequence[Column]) -> tuple[str, bool]:
        """Return the smallest area that a row names; a larger one beside it must lie around it."""
        area, is_said, depth = "", False, -1
        names = self._reader.names
        for column in sorted(columns, key=lambda each: names.depth_of(each.level)):
            text = self._reader.text(row, column)
            if not text or self.is_total(text):
                continue
            if self._reader.names.words.means_everything(text):
                is_said = True
                continue
            found = self._reader.name(row, column, area)
            if found and names.is_whole(found):
                is_said = True
            elif found and len(names.around(found)) > depth:
                area, depth = found, len(names.around(found))
        return area, is_said

    def is_total(self, text: str) -> bool:
        """Return whether a text begins with a word for a total."""
        return self._reader.names.words.without_total(text) is not None
