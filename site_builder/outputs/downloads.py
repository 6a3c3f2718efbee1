"""The files of `data/`: every table as CSV, JSON and workbook, and what describes them.

`coverage-excel.csv` is for spreadsheets that guess; the plain file holds the truth. The bytes
depend on the content and the date of the build alone. The one door to XlsxWriter.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from site_builder.model import Localized, OutputFile, Project
from site_builder.outputs.datapackage import (
    TableFile,
    column_words,
    datapackage_json,
    dataset_title,
    notice,
)
from site_builder.outputs.figure_list import figures_json
from site_builder.outputs.json_files import json_bytes, json_value
from site_builder.outputs.tables import (
    Dataset,
    Value,
    by_language,
    datasets,
    known_word,
)
from site_builder.read.syntax.columns import FORMULA_STARTS, ColumnType
from site_builder.text.tags import plain_number
from site_builder.views.context import SiteContext
from site_builder.views.downloads import DOWNLOADS
from site_builder.views.rendered import RenderedPage

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

FOLDER = "data"

_EXCEL = "coverage"
"""The table that is also there for spreadsheets that guess."""
_BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}".encode()
_WIDEST = 60
_CELL_FORMATS = (
    (ColumnType.INTEGER, "#,##0"),
    (ColumnType.NUMBER, "#,##0.00"),
    (ColumnType.YEAR, "0"),
    (ColumnType.DATE, "yyyy-mm-dd"),
)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def download_files(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Return the tables of the site's data in every form, and all of them in one archive."""
    return site.keep(("downloads",), lambda: _files(site))


def unmade_downloads(site: SiteContext, pages: tuple[RenderedPage, ...]) -> tuple[OutputFile, ...]:
    """Return the same files with nothing in them, for those who ask only whether they are there."""
    return tuple(OutputFile(path=f"{FOLDER}/{name}", content=b"") for name in DOWNLOADS)


def _files(site: SiteContext) -> tuple[OutputFile, ...]:
    typed = datasets(site)
    tables = [by_language(table, site.project.settings.language_codes) for table in typed]
    csv_files = [
        *(TableFile(dataset=table, name=table.name, content=csv_bytes(table)) for table in tables),
        _spreadsheet_file(site, next(table for table in tables if table.name == _EXCEL)),
    ]
    files = {f"{table.name}.csv": table.content for table in csv_files}
    files |= {f"{table.name}.json": json_table(table) for table in typed}
    for table in tables:
        files[f"{table.name}.xlsx"] = workbook_bytes(table, site)
    files["figures.json"] = figures_json(site)
    files["datapackage.json"] = datapackage_json(site, csv_files)
    files["all.zip"] = _archive(files)
    return tuple(
        OutputFile(path=f"{FOLDER}/{name}", content=content) for name, content in files.items()
    )


def _spreadsheet_file(site: SiteContext, dataset: Dataset) -> TableFile:
    """Write a table for programs that guess, with what their country puts between columns."""
    separator = ";" if "," in site.locales[site.plan.languages[0]].number(Decimal("0.5")) else ","
    content = csv_bytes(dataset, harmless_text, separator)
    return TableFile(
        dataset=dataset,
        name=f"{dataset.name}-excel",
        content=_BYTE_ORDER_MARK + content,
        separator=separator,
    )


def csv_bytes(dataset: Dataset, protect: Callable[[str], str] = str, separator: str = ",") -> bytes:
    """Write a table as CSV: UTF-8, one line feed after each row."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator="\n")
    writer.writerow(column.name for column in dataset.columns)
    for row in dataset.rows:
        # A negative number is a number, not the start of a formula.
        writer.writerow(
            value_text(value) if isinstance(value, int | Decimal) else protect(value_text(value))
            for value in row
        )
    return stream.getvalue().encode()


def harmless_text(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def json_table(dataset: Dataset) -> bytes:
    """Write a table as a list of objects."""
    names = [column.name for column in dataset.columns]
    records = [zip(names, map(json_value, row), strict=True) for row in dataset.rows]
    return json_bytes([dict(record) for record in records])


def workbook_bytes(dataset: Dataset, site: SiteContext) -> bytes:
    """Write a table as a workbook with typed cells and the date of the build."""
    import xlsxwriter

    settings = site.project.settings
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties(
        {
            "title": f"{settings.title[settings.default_language]}: {dataset.name}",
            "comments": f"{settings.licence_name} {settings.licence_url}",
            "created": datetime.combine(site.today, time()),
        }
    )
    _fill_sheet(workbook, dataset)
    _explain(workbook, dataset, site.project)
    workbook.close()
    return _stored(stream.getvalue())


def value_text(value: Value) -> str:
    """Write a value as `data/` writes it."""
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case Decimal():
            return plain_number(value)
        case date():
            return value.isoformat()
        case tuple():
            return ";".join(value)
        case _:
            return str(value)


def _fill_sheet(workbook: Workbook, dataset: Dataset) -> None:
    sheet = workbook.add_worksheet(dataset.name)
    header = workbook.add_format({"bold": True, "bottom": 1})
    formats = {
        kind: workbook.add_format({"num_format": pattern}) for kind, pattern in _CELL_FORMATS
    }
    for index, column in enumerate(dataset.columns):
        cells = [row[index] for row in dataset.rows]
        width = max(len(text) for text in (column.name, *map(value_text, cells))) + 2
        sheet.set_column(index, index, min(width, _WIDEST), formats.get(column.type))
        sheet.write_string(0, index, column.name, header)
        for line, cell in enumerate(cells, start=1):
            _write_cell(sheet, (line, index), cell, formats.get(_format_of(cell, column.type)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(dataset.rows), len(dataset.columns) - 1)


def _explain(workbook: Workbook, dataset: Dataset, project: Project) -> None:
    """Add a sheet that says what the table is, what its columns hold, and who its sources are."""
    languages, settings = project.settings.language_codes, project.settings
    licence = f"{settings.licence_name}, {settings.licence_url}"
    lines: list[tuple[str, Localized | None]] = [
        ("", dataset_title(project)),
        ("", known_word(project, f"dataset.{dataset.name}")),
        ("", notice(project)),
    ]
    columns = {column.name.partition(":")[0]: column for column in dataset.columns}
    for name, column in columns.items():
        lines += [(name, text) for text in column_words(project, column).values()]
    cells = [
        (name, *(text[lang] for lang in languages)) for name, text in lines if text is not None
    ]
    named = [value for row in dataset.rows for value in row if isinstance(value, tuple)]
    for source in (project.sources.get(name) for name in dict.fromkeys(chain(*named))):
        if source is not None:
            titles = (f"{source.publisher}: {source.title[lang]}" for lang in languages)
            cells.append((source.id, *titles, source.url))
    sheet = workbook.add_worksheet("about")
    sheet.set_column(1, len(languages), _WIDEST)
    for line, row in enumerate((*cells, ("", licence))):
        for position, text in enumerate(row):
            sheet.write_string(line, position, text)


def _format_of(value: Value, kind: ColumnType) -> ColumnType:
    """Return the format of a value: a whole number shows no decimals in a column that has some."""
    is_whole = isinstance(value, Decimal) and value == value.to_integral()
    return ColumnType.INTEGER if is_whole else kind


def _write_cell(
    sheet: Worksheet, place: tuple[int, int], value: Value, cell_format: Format | None
) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*place, datetime.combine(value, time()), cell_format)
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        sheet.write_number(*place, float(value), cell_format)
    elif value_text(value):
        sheet.write_string(*place, value_text(value))


def _stored(workbook: bytes) -> bytes:
    """Pack a workbook again without compression, whose result differs between machines."""
    with ZipFile(io.BytesIO(workbook)) as packed:
        return _archive({info.filename: packed.read(info) for info in packed.infolist()})


def _archive(files: Mapping[str, bytes]) -> bytes:
    """Put files into one, without compression and without a time."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as stored:
        for name, content in files.items():
            entry = ZipInfo(name, _ZIP_EPOCH)
            entry.create_system = _UNIX
            stored.writestr(entry, content)
    return stream.getvalue()
