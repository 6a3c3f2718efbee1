"""OpenDocument spreadsheets (`.ods`) into sheets: the one door to defusedxml.

Takes the bytes of a file; gives its sheets with merged cells, hidden rows and columns, real dates,
and formulas with the results that were saved. Raises `UnreadableError` for a file that is damaged,
locked by a password or too large. It reads what stands in the file and writes nothing.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from site_builder.importer.workbook.cells import (
    EMPTY,
    Cell,
    Kind,
    Sheet,
    Span,
    date_cell,
    number_cell,
    text_cell,
)
from site_builder.importer.workbook.unreadable import MOST_CELLS, Fault, UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE, _NUMBER = (
    f"{{{_OASIS}{name}:1.0}}" for name in ("office", "table", "text", "style", "datastyle")
)
# What zipfile and the parser raise on files that other programs wrote wrongly, and we on counts.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, KeyError, ParseError, DefusedXmlException, EOFError,
    ValueError, RuntimeError,
)  # fmt: skip
_NUMBERS = {"float", "percentage", "currency"}
_BLOCKS = {f"{_TEXT}p", f"{_TEXT}h"}
_ROW_GROUPS = {f"{_TABLE}{name}" for name in ("table-header-rows", "table-row-group", "table-rows")}
_COLUMN_GROUPS = {
    f"{_TABLE}{name}" for name in ("table-header-columns", "table-column-group", "table-columns")
}


def read_opendocument(content: bytes, path: str) -> tuple[Sheet, ...]:
    """Read every sheet of an `.ods` file; raises `UnreadableError`."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadableError(Fault.LOCKED)
            root = fromstring(archive.read("content.xml"), forbid_dtd=True)
        styles = _read_styles(root)
        return tuple(_Table(table, styles).sheet(path) for table in root.iter(f"{_TABLE}table"))
    except _DAMAGE as error:
        raise UnreadableError(Fault.DAMAGED) from error


@dataclass(frozen=True, kw_only=True, slots=True)
class _Styles:
    """What the styles of a file say that changes what a cell means."""

    shows: dict[str, str]
    """Style of a cell to the parts of a date that it shows."""
    hidden_tables: frozenset[str]


def _read_styles(root: Element) -> _Styles:
    formats = {
        style.get(f"{_STYLE}name", ""): "".join(
            part for part, name in (("d", "day"), ("m", "month"), ("y", "year"))
            if style.find(f"{_NUMBER}{name}") is not None
        )
        for style in root.iter(f"{_NUMBER}date-style")
    }  # fmt: skip
    shows: dict[str, str] = {}
    hidden: set[str] = set()
    for style in root.iter(f"{_STYLE}style"):
        name = style.get(f"{_STYLE}name", "")
        data_style = style.get(f"{_STYLE}data-style-name", "")
        if data_style in formats:
            shows[name] = formats[data_style]
        properties = style.find(f"{_STYLE}table-properties")
        if properties is not None and properties.get(f"{_TABLE}display") == "false":
            hidden.add(name)
    return _Styles(shows=shows, hidden_tables=frozenset(hidden))


@dataclass(slots=True)
class _Table:
    """One table while its rows are being walked."""

    table: Element
    styles: _Styles
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    size: int = 0

    def sheet(self, path: str) -> Sheet:
        """Read the table."""
        waiting: list[tuple[tuple[Cell, ...], bool]] = []
        for element in _walk(self.table, f"{_TABLE}table-row", _ROW_GROUPS):
            cells = self._cells(element, len(self.rows) + len(waiting))
            is_hidden = element.get(f"{_TABLE}visibility", "visible") != "visible"
            # The empty rest of a sheet is one row, repeated up to the last that can be.
            waiting.extend([(cells, is_hidden)] * min(_repeated(element, "rows"), MOST_CELLS))
            if cells:
                self._take(waiting)
                waiting.clear()
        return Sheet(
            path=path,
            name=self.table.get(f"{_TABLE}name", ""),
            rows=tuple(self.rows),
            merged=tuple(self.merged),
            hidden_rows=frozenset(self.hidden),
            hidden_columns=frozenset(self._hidden_columns()),
            is_hidden=self.table.get(f"{_TABLE}style-name", "") in self.styles.hidden_tables,
        )

    def _take(self, waiting: list[tuple[tuple[Cell, ...], bool]]) -> None:
        """Keep rows, the empty ones before a filled one included."""
        for cells, is_hidden in waiting:
            self.size += len(cells) + 1
            if self.size > MOST_CELLS:
                raise UnreadableError(Fault.LARGE)
            if is_hidden:
                self.hidden.add(len(self.rows))
            self.rows.append(cells)

    def _cells(self, row: Element, number: int) -> tuple[Cell, ...]:
        """Read a row's cells, without the empty ones at its end."""
        cells: list[Cell] = []
        empty = 0
        for element in row:
            if element.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
                continue
            cell = self._cell(element)
            count = _repeated(element, "columns")
            self._note_span(element, number, len(cells) + empty)
            if cell.is_empty:
                empty += count
                continue
            if len(cells) + empty + count > MOST_CELLS // 100:
                raise UnreadableError(Fault.LARGE)
            cells.extend([EMPTY] * empty + [cell] * count)
            empty = 0
        return tuple(cells)

    def _cell(self, element: Element) -> Cell:
        kind = element.get(f"{_OFFICE}value-type", "")
        shown = "\n".join(_shown(block) for block in element if block.tag in _BLOCKS)
        if not kind:
            has_formula = element.get(f"{_TABLE}formula") is not None
            return Cell(kind=Kind.UNCOMPUTED) if has_formula else text_cell(shown)
        if kind in _NUMBERS:
            unit = element.get(f"{_OFFICE}currency", "%") if kind != "float" else ""
            return _number(element.get(f"{_OFFICE}value", ""), shown, unit)
        if kind == "date":
            return self._date(element, shown)
        if kind == "string":
            text = element.get(f"{_OFFICE}string-value") or shown
            is_fault = element.get(f"{_TABLE}formula") is not None and text.startswith("#")
            return Cell(kind=Kind.FAULT, text=text) if is_fault else text_cell(text)
        return Cell(kind=Kind.FAULT, text=shown)

    def _date(self, element: Element, shown: str) -> Cell:
        try:
            day = date.fromisoformat(element.get(f"{_OFFICE}date-value", "")[:10])
        except ValueError:
            return text_cell(shown)
        return date_cell(day, self.styles.shows.get(element.get(f"{_TABLE}style-name", ""), "dmy"))

    def _note_span(self, element: Element, row: int, column: int) -> None:
        down = int(element.get(f"{_TABLE}number-rows-spanned", "1"))
        across = int(element.get(f"{_TABLE}number-columns-spanned", "1"))
        if down > 1 or across > 1:
            self.merged.append(
                Span(top=row, left=column, bottom=row + down - 1, right=column + across - 1)
            )

    def _hidden_columns(self) -> Iterator[int]:
        width = max((len(row) for row in self.rows), default=0)
        position = 0
        for element in _walk(self.table, f"{_TABLE}table-column", _COLUMN_GROUPS):
            count = _repeated(element, "columns")
            if element.get(f"{_TABLE}visibility", "visible") != "visible":
                yield from range(position, min(position + count, width))
            position += count


def _walk(parent: Element, tag: str, groups: set[str]) -> Iterator[Element]:
    """Give the children of one kind in order, those inside groups too."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in groups:
            yield from _walk(element, tag, groups)


def _repeated(element: Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _number(value: str, shown: str, unit: str) -> Cell:
    try:
        return number_cell(Decimal(value), unit)
    except InvalidOperation:
        return text_cell(shown)


def _shown(element: Element) -> str:
    """Give the text of a paragraph; comments in the cell are not part of it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * int(child.get(f"{_TEXT}c", "1")))
        elif child.tag in {f"{_TEXT}tab", f"{_TEXT}line-break"}:
            parts.append(" ")
        elif child.tag != f"{_OFFICE}annotation":
            parts.append(_shown(child))
        parts.append(child.tail or "")
    return "".join(parts)
