"""OpenDocument spreadsheets (`.ods`) into sheets, with what every cell shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZipFile

from site_builder.importer.workbook.cells import (
    EMPTY,
    UNCOMPUTED,
    Cell,
    Sheet,
    Span,
    date_cell,
    fault_cell,
    number_cell,
    text_cell,
)
from site_builder.importer.workbook.package import (
    MOST_COLUMNS,
    Fault,
    SheetBuilder,
    UnreadableError,
    local,
    walk_xml,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE, _NUMBER = (
    f"{{{_OASIS}{name}:1.0}}" for name in ("office", "table", "text", "style", "datastyle")
)
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}
_BLOCKS = {f"{_TEXT}p", f"{_TEXT}h"}
_SPACES = {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}
_FAULTS = ("#", "Err:")
"""What a cell shows where a formula failed begins with one of these."""


def read_opendocument(archive: ZipFile, path: str) -> tuple[Sheet, ...]:
    """Read every sheet, as far as its last cell that holds something."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableError(Fault.LOCKED)
    reader = _Reader(path)
    parts = {
        f"{_NUMBER}date-style": reader.add_format,
        f"{_STYLE}style": reader.add_style,
        f"{_TABLE}table-column": reader.add_columns,
        f"{_TABLE}table-row": reader.add_row,
        f"{_TABLE}table": reader.add_sheet,
    }
    for element in walk_xml(archive, "content.xml", set(map(local, parts))):
        if element.tag in parts:
            parts[element.tag](element)
    return tuple(reader.sheets)


class _Reader:
    """The sheets of one file while its parts go by in their order."""

    def __init__(self, path: str) -> None:
        self.sheets: list[Sheet] = []
        self._path = path
        self._formats: dict[str, str] = {}
        """Format of dates to the parts of a date that it shows."""
        self._shows: dict[str, str] = {}
        """Style of cells to the same."""
        self._hidden_styles: set[str] = set()
        self._begin_sheet()

    def _begin_sheet(self) -> None:
        self._sheet = SheetBuilder()
        self._row = 0
        self._column = 0

    def add_format(self, element: Element) -> None:
        parts = ("day", "month", "year")
        shows = (part[0] for part in parts if element.find(_NUMBER + part) is not None)
        self._formats[element.get(f"{_STYLE}name", "")] = "".join(shows)

    def add_style(self, element: Element) -> None:
        name = element.get(f"{_STYLE}name", "")
        data_style = element.get(f"{_STYLE}data-style-name", "")
        if data_style in self._formats:
            self._shows[name] = self._formats[data_style]
        properties = element.find(f"{_STYLE}table-properties")
        if properties is not None and properties.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(name)

    def add_columns(self, element: Element) -> None:
        first, self._column = self._column, self._column + _repeated(element, "columns")
        if _is_hidden(element):
            self._sheet.hidden_columns.append(range(first, self._column))

    def add_row(self, element: Element) -> None:
        first, self._row = self._row, self._row + _repeated(element, "rows")
        if _is_hidden(element):
            self._sheet.hidden_rows.append(range(first, self._row))
        self._sheet.add_rows(first, tuple(self._cells(element, first)), self._row - first)

    def add_sheet(self, element: Element) -> None:
        name = element.get(f"{_TABLE}name", "")
        is_hidden = element.get(f"{_TABLE}style-name", "") in self._hidden_styles
        self.sheets.append(self._sheet.sheet(self._path, name, is_hidden=is_hidden))
        self._begin_sheet()

    def _cells(self, row: Element, number: int) -> list[Cell]:
        """Read a row up to its last cell that holds something."""
        cells: list[Cell] = []
        empty = 0
        for element in row:
            if element.tag not in _CELLS:
                continue
            cell, count = self._cell(element), _repeated(element, "columns")
            column = len(cells) + empty
            self._note_span(element, number, column)
            for comment in element.iter(f"{_OFFICE}annotation"):
                texts = (_shown(block) for block in comment if block.tag in _BLOCKS)
                self._sheet.comments[number, column] = " ".join(texts)
            if cell.is_empty:
                empty += count
            elif len(cells) + empty + count > MOST_COLUMNS:
                raise UnreadableError(Fault.LARGE)
            else:
                cells += [EMPTY] * empty + [cell] * count
                empty = 0
        return cells

    def _cell(self, element: Element) -> Cell:
        kind = element.get(f"{_OFFICE}value-type", "")
        blocks = [_shown(block) for block in element if block.tag in _BLOCKS]
        shown = " ".join(" ".join(blocks).split())
        is_formula = element.get(f"{_TABLE}formula") is not None
        if shown.startswith(_FAULTS) and (is_formula or kind not in {"string", ""}):
            return fault_cell(shown)
        if kind in {"float", "percentage", "currency"}:
            value = element.get(f"{_OFFICE}value", "")
            # A program that writes no text at all leaves it to the type to say what is shown.
            unit = {"percentage": "%", "currency": element.get(f"{_OFFICE}currency", "¤")}.get(kind)
            return number_cell(value, shown if blocks else f"{unit} {value}" if unit else None)
        if kind == "date":
            return self._date(element, shown)
        if kind == "string":
            return text_cell(element.get(f"{_OFFICE}string-value") or shown)
        if kind:
            return fault_cell(shown)
        return UNCOMPUTED if is_formula else text_cell(shown)

    def _date(self, element: Element, shown: str) -> Cell:
        try:
            day = date.fromisoformat(element.get(f"{_OFFICE}date-value", "")[:10])
        except ValueError:
            return text_cell(shown)
        return date_cell(day, self._shows.get(element.get(f"{_TABLE}style-name", ""), "dmy"))

    def _note_span(self, element: Element, row: int, column: int) -> None:
        down = int(element.get(f"{_TABLE}number-rows-spanned", "1"))
        across = int(element.get(f"{_TABLE}number-columns-spanned", "1"))
        if down > 1 or across > 1:
            bottom, right = row + down - 1, column + across - 1
            self._sheet.merged.append(Span(top=row, left=column, bottom=bottom, right=right))


def _is_hidden(element: Element) -> bool:
    return element.get(f"{_TABLE}visibility", "visible") != "visible"


def _repeated(element: Element, what: str) -> int:
    count = int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
    if count < 1:
        raise ValueError(count)
    return count


def _shown(element: Element) -> str:
    """Return the text of a paragraph; comments in the cell are not part of it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag in _SPACES:
            parts.append(" ")  # however many it counts: a cell's text has single spaces
        elif local(child.tag) != "annotation":
            parts.append(_shown(child))
        parts.append(child.tail or "")
    return "".join(parts)
