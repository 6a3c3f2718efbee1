"""Excel workbooks (`.xlsx`) into sheets: values, and what their number formats make of them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
from site_builder.importer.workbook.number_formats import (
    BUILT_IN_FORMATS,
    shown_number,
    shown_parts,
)
from site_builder.importer.workbook.package import (
    Fault,
    SheetBuilder,
    UnreadableError,
    local,
    walk_xml,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LAST_DAY = 2_958_465


def read_excel(archive: ZipFile, path: str) -> tuple[Sheet, ...]:
    """Read every sheet, as far as its last cell that holds something."""
    named = [part.target for part in _parts(archive, "") if part.type == "officeDocument"]
    book = named[0] if named else "xl/workbook.xml"
    if not book.endswith(".xml"):
        raise UnreadableError(Fault.UNKNOWN)
    parts = _parts(archive, book)
    by_type = {part.type: part.target for part in parts}
    texts = by_type.get("sharedStrings", "")
    looks = _Looks(
        formats=_read_formats(archive, by_type.get("styles", "")),
        texts=tuple(map(_text, walk_xml(archive, texts, {"si"}))) if texts else (),
    )
    sheets = []
    worksheets = {part.id: part.target for part in parts if part.type == "worksheet"}
    for element in walk_xml(archive, book, {"workbookPr", "sheet"}):
        told = {local(name): value for name, value in element.attrib.items()}
        if local(element.tag) == "workbookPr" and told.get("date1904") in {"1", "true"}:
            looks.first_day = date(1904, 1, 1)
        elif told.get("id") in worksheets:
            sheet = _read_sheet(archive, worksheets[told["id"]], looks)
            is_hidden = told.get("state", "visible") != "visible"
            sheets.append(sheet.sheet(path, told["name"], is_hidden=is_hidden))
    return tuple(sheets)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """A part of the package that another one names."""

    id: str
    type: str
    target: str


def _parts(archive: ZipFile, owner: str) -> list[_Part]:
    """Return what a part of the package refers to; what the package itself does for no name."""
    folder, name = posixpath.split(owner)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in archive.namelist():
        return []
    return [
        _Part(
            id=element.get("Id", ""),
            type=element.get("Type", "").rpartition("/")[2],
            target=posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))[1:],
        )
        for element in walk_xml(archive, relations, {"Relationship"})
    ]


@dataclass(slots=True)
class _Looks:
    """What the cells of all sheets refer to."""

    formats: tuple[str, ...]
    """By the style of a cell."""
    texts: tuple[str, ...]
    first_day: date = date(1899, 12, 30)
    """The day before the first that is counted."""


def _read_formats(archive: ZipFile, part: str) -> tuple[str, ...]:
    """Return the number format of every style of cells."""
    own: dict[str, str] = {}
    formats: tuple[str, ...] = ()
    for element in walk_xml(archive, part, {"numFmt", "cellXfs"}) if part else ():
        if local(element.tag) == "numFmt":
            own[element.get("numFmtId", "")] = element.get("formatCode", "")
        else:
            ids = [style.get("numFmtId", "0") for style in element]
            formats = tuple(own.get(name, BUILT_IN_FORMATS.get(name, "")) for name in ids)
    return formats


def _text(parent: Element) -> str:
    """Join the runs of a text, without the help for reading that some scripts have."""
    runs = (run for run in parent if local(run.tag) != "rPh")
    pieces = (piece for run in runs for piece in run.iter() if local(piece.tag) == "t")
    text = "".join(piece.text or "" for piece in pieces)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _read_sheet(archive: ZipFile, part: str, looks: _Looks) -> SheetBuilder:
    """Read what the part of one sheet says; its name stands elsewhere."""
    sheet = SheetBuilder()
    number = -1
    for element in walk_xml(archive, part, {"col", "row", "mergeCell"}):
        is_hidden = element.get("hidden") in {"1", "true"}
        if local(element.tag) == "row":
            number = int(element.get("r", number + 2)) - 1
            cells = dict(_read_cells(element, looks))
            width = max(cells, default=-1) + 1
            sheet.add_rows(number, tuple(cells.get(column, EMPTY) for column in range(width)))
            if is_hidden or element.get("ht") == "0":
                sheet.hidden_rows.append(range(number, number + 1))
        elif local(element.tag) == "mergeCell":
            sheet.merged.append(_span(element.get("ref", "")))
        elif is_hidden:
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            sheet.hidden_columns.append(range(first - 1, last))
    sheet.comments.update(_read_comments(archive, part))
    return sheet


def _read_comments(archive: ZipFile, part: str) -> Iterator[tuple[tuple[int, int], str]]:
    for other in _parts(archive, part):
        if other.type == "comments":
            for element in walk_xml(archive, other.target, {"comment"}):
                texts = (_text(child) for child in element if local(child.tag) == "text")
                yield _place(element.get("ref", "")), "".join(texts)


def _span(reference: str) -> Span:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = _place(first), _place(last or first)
    return Span(top=top, left=left, bottom=bottom, right=right)


def _place(address: str) -> tuple[int, int]:
    """Return row and column of an address such as `C14`, both from 0."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _read_cells(row: Element, looks: _Looks) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of a row that hold something, with their columns."""
    column = -1
    for element in row:
        address = element.get("r")
        column = _place(address)[1] if address else column + 1
        cell = _read_cell(element, looks)
        if not cell.is_empty:
            yield column, cell


def _read_cell(element: Element, looks: _Looks) -> Cell:
    parts = {local(child.tag): child for child in element}
    kind, value = element.get("t", "n"), parts["v"].text if "v" in parts else None
    if kind == "inlineStr":
        return text_cell(_text(parts["is"])) if "is" in parts else EMPTY
    if not value:
        return UNCOMPUTED if "f" in parts else EMPTY
    if kind == "s":
        return text_cell(looks.texts[int(value)])
    if kind == "str":
        return text_cell(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), value))
    if kind in {"b", "e"}:
        return fault_cell({"0": "FALSE", "1": "TRUE"}.get(value, value))
    style = int(element.get("s", "0"))
    code = looks.formats[style] if style < len(looks.formats) else ""
    if kind == "d":
        return date_cell(date.fromisoformat(value[:10]), shown_parts(code) or "dmy")
    cell = number_cell(value)
    if cell.number is None:
        return cell
    shows = shown_parts(code)
    if not 0 <= cell.number <= _LAST_DAY:
        shown = shown_number(cell.number, code)
        return fault_cell(cell.text) if shows else replace(cell, shown=shown)
    day = looks.first_day + timedelta(days=int(cell.number))
    if shows is None:
        return replace(cell, shown=shown_number(cell.number, code), day=day)
    return date_cell(day, shows)
