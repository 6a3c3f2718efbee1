"""What the rows of a sheet count: the names in them, and the words for a total.

Takes the columns of names; gives for a row its funding, area and occupation, the dimensions that it
adds up, and the empty cell that nothing explains. It reads no count and no date.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.importer.sheet.headers import DIMENSIONS, Column, Header
from site_builder.importer.sheet.values import CellReader
from site_builder.read.coverage import COVERAGE_COLUMNS


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    """What one row counts."""

    named: dict[str, str]
    """Dimension to id; empty for all together."""
    open: frozenset[str]
    """The dimensions that the row adds up."""
    blank: tuple[str, Location] | None
    """A dimension, and its empty cell in a row without a word for a total."""


class LabelReader:
    """Reads the names of each row."""

    def __init__(self, reader: CellReader, header: Header, filled: Collection[int]) -> None:
        self._reader = reader
        self._header = header
        self._filled = filled
        names = {column.text for column in header.columns}
        # The project's own form, in which an empty cell means all of them together.
        self._is_own_form = {"as_of", "participants"} <= names <= set(COVERAGE_COLUMNS)

    def read(self, row: int) -> Labels:
        """Give what a row counts; an unclear name is reported and left out."""
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
        return Labels(named=named, open=frozenset(opened), blank=blank)

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
        values = {column.position for column in self._header.values}
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
            if not text or self.is_total(text):
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
            if not text or self.is_total(text):
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

    def is_total(self, text: str) -> bool:
        """Tell whether a text begins with a word for a total."""
        return self._reader.words.without_total(text) is not None
