"""Workbooks as offices make them: Excel, OpenDocument and text, from one description.

A sheet is a list of rows; merged cells, hidden rows and columns, formulas with and without their
saved results and dates that show only a month are said beside it. Nothing is random here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

Value = object
Rows = Sequence[Sequence[Value]]


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A formula, and the result that was saved with it, if any."""

    text: str
    saved: int | float | str | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A real date with the number format in which a person sees it."""

    day: date
    form: str


@dataclass(frozen=True, kw_only=True)
class Looks:
    """A number, the number format of its cell, and what a person therefore sees."""

    number: float
    form: str
    seen: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """One sheet of a workbook."""

    rows: Rows
    name: str = "Data"
    merged: Iterable[str] = ()
    hidden_rows: Iterable[int] = ()
    """By number, as people count."""
    hidden_columns: Iterable[str] = ()
    is_hidden: bool = False


def excel(*pages: Page | Rows) -> bytes:
    """Make an `.xlsx` file."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"created": datetime(2030, 1, 1)})
    for page in map(_page, pages):
        sheet = book.add_worksheet(page.name)
        for row, values in enumerate(page.rows):
            for column, value in enumerate(values):
                _write(book, sheet, row, column, value)
        for span in page.merged:
            # The first cell keeps what is in it; only the range itself is added.
            sheet.merge_range(span, "")
            first_row, first_column = _first(span)
            if first_row < len(page.rows) and first_column < len(page.rows[first_row]):
                _write(book, sheet, first_row, first_column, page.rows[first_row][first_column])
        for number in page.hidden_rows:
            sheet.set_row(number - 1, None, None, {"hidden": True})
        for column in page.hidden_columns:
            sheet.set_column(f"{column}:{column}", None, None, {"hidden": True})
        if page.is_hidden:
            sheet.hide()
    book.close()
    return target.getvalue()


def _page(page: Page | Rows) -> Page:
    return page if isinstance(page, Page) else Page(rows=page)


def _first(span: str) -> tuple[int, int]:
    address = span.partition(":")[0]
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(address.removeprefix(letters)) - 1, column - 1


def _write(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    row: int,
    column: int,
    value: Value,
) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Formula):
        saved = "" if value.saved is None else value.saved
        sheet.write_formula(row, column, value.text, None, saved)
    elif isinstance(value, Shown):
        sheet.write_datetime(row, column, value.day, book.add_format({"num_format": value.form}))
    elif isinstance(value, Looks):
        sheet.write_number(row, column, value.number, book.add_format({"num_format": value.form}))
    elif isinstance(value, date):
        form = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(row, column, value, form)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(value))


def text(
    rows: Rows, separator: str = ";", encoding: str = "utf-8", line_end: str = "\r\n"
) -> bytes:
    """Make a `.csv` file; `utf-8-sig` and `utf-16` begin with a byte-order mark."""
    lines = [separator.join("" if v is None else str(v) for v in row) for row in rows]
    return (line_end.join(lines) + line_end).encode(encoding)


_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "number": "datastyle",
    }.items()
)
_STYLES = (
    '<office:automatic-styles><number:date-style style:name="N1"><number:month/>'
    '<number:text> </number:text><number:year/></number:date-style><style:style style:name="month"'
    ' style:family="table-cell" style:data-style-name="N1"/><style:style style:name="gone"'
    ' style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles>"
)


def opendocument(*pages: Page | Rows, content: str = "", manifest: str = "<manifest/>") -> bytes:
    """Make an `.ods` file as LibreOffice writes it: repeated cells, an empty rest of the sheet."""
    tables = "".join(_table(_page(page)) for page in pages)
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    document = f"<office:document-content {_NAMESPACES}>{_STYLES}{body}</office:document-content>"
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content or f'<?xml version="1.0" encoding="UTF-8"?>{document}',
        }
    )


def repacked(content: bytes, **changes: tuple[str, str]) -> bytes:
    """Change the text of every part of a package: what stands there, and what comes instead."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name).decode() for name in archive.namelist()}
    for old, new in changes.values():
        files = {name.replace(old, new): text.replace(old, new) for name, text in files.items()}
    return packed(files)


def packed(files: Mapping[str, str]) -> bytes:
    """Make a zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, written in files.items():
            archive.writestr(name, written)
    return target.getvalue()


def _table(page: Page) -> str:
    width = max((len(row) for row in page.rows), default=0)
    hidden = set(page.hidden_columns)
    columns = "".join(
        f'<table:table-column table:visibility="{_visible(chr(ord("A") + i) in hidden)}"/>'
        for i in range(width)
    )
    spans = {_first(span): _first(span.partition(":")[2]) for span in page.merged}
    rows = "".join(
        f'<table:table-row table:visibility="{_visible(i + 1 in set(page.hidden_rows))}">'
        + "".join(_cell(value, spans, (i, j)) for j, value in enumerate(row))
        + '<table:table-cell table:number-columns-repeated="1019"/></table:table-row>'
        for i, row in enumerate(page.rows)
    )
    rest = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    style = ' table:style-name="gone"' if page.is_hidden else ""
    return (
        f"<table:table table:name={quoteattr(page.name)}{style}>{columns}{rows}{rest}</table:table>"
    )


def _visible(is_hidden: bool) -> str:
    return "collapse" if is_hidden else "visible"


def _cell(
    value: Value, spans: Mapping[tuple[int, int], tuple[int, int]], place: tuple[int, int]
) -> str:
    attributes, shown = "", ""
    if place in spans:
        bottom, right = spans[place]
        down, across = bottom - place[0] + 1, right - place[1] + 1
        attributes += f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
    if isinstance(value, Formula):
        attributes += f" table:formula={quoteattr('of:' + value.text)}"
        value = value.saved
    if isinstance(value, Shown):
        attributes += ' table:style-name="month"'
        value = value.day
    if isinstance(value, date):
        attributes += f' office:value-type="date" office:date-value="{value.isoformat()}"'
        shown = value.isoformat()
    elif isinstance(value, Looks):
        kind = "percentage" if "%" in value.form else "float"
        attributes += f' office:value-type="{kind}" office:value="{value.number}"'
        shown = value.seen
    elif isinstance(value, bool):
        attributes += f' office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
        shown = str(value).upper()
    elif isinstance(value, int | float):
        attributes += f' office:value-type="float" office:value="{value}"'
        shown = str(value)
    elif value:
        attributes += ' office:value-type="string"'
        shown = str(value)
    note = "<office:annotation><text:p>Komentar</text:p></office:annotation>" if shown else ""
    return (
        f"<table:table-cell{attributes}>{note}<text:p>{escape(shown)}</text:p></table:table-cell>"
    )
