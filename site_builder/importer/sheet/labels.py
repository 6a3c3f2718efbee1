"""What a row of a sheet counts: whom it names, and over what it adds up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from site_builder.diagnostics import Location
from site_builder.figures.cells import DIMENSIONS
from site_builder.importer.sheet.headers import Column, Header
from site_builder.importer.sheet.values import CellReader
from site_builder.read.coverage import COVERAGE_COLUMNS

_NO_LABELS = {*COVERAGE_COLUMNS}.difference({*DIMENSIONS, "as_of"})
"""Fields that say nothing of whom a row counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Labels:
    cell: Mapping[str, str]
    """Dimension to id; empty for all together."""
    open: frozenset[str]
    """The dimensions that the row adds up."""
    blank: tuple[str, Location] | None
    """Where nothing tells that it adds up: a dimension, and its empty cell."""


class LabelReader:
    """Reads the labels of rows; an unclear name is reported."""

    def __init__(self, reader: CellReader, header: Header, filled: Collection[int]) -> None:
        self._reader = reader
        self._names = reader.names
        self._header = header
        self._filled = filled
        """Positions of the columns in which anything stands."""
        names = {column.text for column in header.columns}
        # The project's own form, in which an empty cell means all of them together.
        self._is_own_form = {"as_of", "participants"} <= names <= {*COVERAGE_COLUMNS}

    def read(self, row: int) -> Labels:
        total = self._total_label(row)
        named: dict[str, str] = {}
        opened: set[str] = set()
        blank: tuple[str, Location] | None = None
        for dimension in DIMENSIONS:
            columns = self._header.fields(dimension)
            named[dimension], is_said = self._name(row, columns)
            if named[dimension] or is_said or self._is_own_form:
                continue
            if not any(column.position in self._filled for column in columns):
                continue
            opened.add(dimension)
            if total is None:
                blank = dimension, self._reader.place(row, columns[0])
        if total is not None:
            self._name_by_label(total, named, opened)
            if not opened:
                opened = {name for name in DIMENSIONS if not named[name]} or set(DIMENSIONS)
        return Labels(cell=named, open=frozenset(opened), blank=blank)

    def _name_by_label(self, total: str, named: dict[str, str], opened: set[str]) -> None:
        """Take the name after a word for a total, as in “Total city budget”."""
        for dimension in DIMENSIONS:
            ids = self._names.find(dimension, total)
            if total and len(ids) == 1 and not named[dimension]:
                named[dimension] = next(iter(ids))
                if dimension != "area":
                    opened.discard(dimension)

    def _total_label(self, row: int) -> str | None:
        """Return what follows the word for a total in a row; None when no cell has one."""
        for column in self._header.columns:
            if column.field not in _NO_LABELS:
                text = self._header.sheet.cell(row, column.position).text
                rest = self._names.words.without_total(text)
                if rest is not None:
                    return rest
        return None

    def _name(self, row: int, columns: Sequence[Column]) -> tuple[str, bool]:
        """Return what a row names in a dimension, and whether a cell says that it is all of them.

        Of areas it is the smallest; a larger one beside it must lie around it.
        """
        name, is_said, depth = "", False, -1
        names = self._names
        for column in sorted(columns, key=lambda each: names.depth_of(each.level)):
            text = self._reader.text(row, column)
            if not text or names.words.is_total(text):
                continue
            if names.words.means_everything(text):
                is_said = True
                continue
            found = self._reader.name(row, column, name)
            if found and column.field == "area" and names.is_whole(found):
                is_said = True
            elif found and len(names.around(found)) > depth:
                name, depth = found, len(names.around(found))
        return name, is_said
