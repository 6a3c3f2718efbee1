"""Files of every kind that offices save, read into the same cells."""

from datetime import date

import pytest

from site_builder.importer.workbook.cells import EMPTY, CellType, Sheet, Span
from site_builder.importer.workbook.number_formats import shown_parts
from site_builder.importer.workbook.open import read_workbook
from site_builder.importer.workbook.package import Fault, UnreadableError
from tests.workbooks.make import Formula, Page, Shown, excel, opendocument, packed, repacked, text

ROWS = [["Wilayah", "Jumlah"], ["Utara", 111], ["Selatan", 2.5]]
WRONG_COUNT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><table:table><table:table-row'
    ' table:number-rows-repeated="many"/></table:table></office:document-content>'
)
MAKERS = pytest.mark.parametrize("make", [excel, opendocument], ids=["excel", "opendocument"])


def read(content: bytes, path: str = "a.xlsx") -> tuple[Sheet, ...]:
    return read_workbook(content, path, lambda sheet: sheet.width).sheets


def fault_of(content: bytes, path: str = "a.xlsx") -> Fault:
    with pytest.raises(UnreadableError) as caught:
        read(content, path)
    return caught.value.fault


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


@MAKERS
def test_words_and_numbers_are_read(make):
    (sheet,) = read(make(ROWS))
    assert texts(sheet) == [["Wilayah", "Jumlah"], ["Utara", "111"], ["Selatan", "2.5"]]
    assert [row[1].type for row in sheet.rows] == [CellType.TEXT, CellType.NUMBER, CellType.NUMBER]


@MAKERS
def test_the_empty_rest_of_a_sheet_is_left_out(make):
    (sheet,) = read(make([*ROWS, [""], ["", ""]]))
    assert len(sheet.rows) == len(ROWS)
    assert sheet.cell(99, 99) is EMPTY


@MAKERS
def test_merged_cells_fill_what_they_cover(make):
    page = Page(rows=[["Utara", 1], ["", 2], ["Selatan", 3]], merged=["A1:A2"])
    (sheet,) = read(make(page))
    assert sheet.merged == (Span(top=0, left=0, bottom=1, right=0),)
    assert sheet.cell(1, 0).is_empty
    assert sheet.filled(1, 0).text == sheet.filled_down(1, 0).text == "Utara"
    assert sheet.filled(2, 0).text == "Selatan"


def test_merged_cells_end_with_the_last_row():
    """Said to end far below it, they kept a small workbook busy for half a minute."""
    made = excel(Page(rows=[["Utara", 1], ["", 2]], merged=["A1:A2"]))
    (sheet,) = read(repacked(made, span=('ref="A1:A2"', 'ref="A1:A1048576"')))
    assert sheet.merged == (Span(top=0, left=0, bottom=1, right=0),)


@MAKERS
def test_cells_merged_sideways_fill_a_header_but_no_column(make):
    page = Page(rows=[["Jumlah", "", ""], ["a", "b", "c"]], merged=["A1:B1"])
    (sheet,) = read(make(page))
    assert sheet.filled(0, 1).text == "Jumlah"
    assert sheet.filled_down(0, 1).is_empty


@MAKERS
def test_hidden_rows_columns_and_sheets_are_known(make):
    first = Page(rows=ROWS, name="Satu", hidden_rows=[2], hidden_columns=["B"])
    sheets = read(make(first, Page(rows=ROWS, name="Dua", is_hidden=True)))
    assert sheets[0].hidden_rows == frozenset({1})
    assert sheets[0].hidden_columns == frozenset({1})
    assert [sheet.is_hidden for sheet in sheets] == [False, True]


@MAKERS
def test_a_formula_is_its_saved_result_or_nothing(make):
    rows = [[Formula(text="=1+1", saved=2), Formula(text="=1+1")]]
    (sheet,) = read(make(rows))
    assert sheet.cell(0, 0).text == "2"
    assert sheet.cell(0, 1).type is CellType.UNCOMPUTED


@MAKERS
def test_errors_and_truth_values_are_no_values(make):
    (sheet,) = read(make([[Formula(text="=1/0", saved="#DIV/0!"), True]]))
    assert {cell.type for cell in sheet.rows[0]} == {CellType.FAULT}


@MAKERS
def test_a_real_date_knows_whether_it_shows_only_its_month(make):
    rows = [[date(2030, 2, 28), Shown(day=date(2030, 2, 1), form="mmm-yy")]]
    (sheet,) = read(make(rows))
    assert [cell.day for cell in sheet.rows[0]] == [date(2030, 2, 28), date(2030, 2, 1)]
    assert [cell.shows for cell in sheet.rows[0]] == ["dmy", "my"]


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("yyyy-mm-dd", "dmy"),
        ("[$-421]mmmm\\ yyyy;@", "my"),
        ("mmm-yy", "my"),
        ("d-mmm", "dm"),
        ("yyyy", "y"),
        ('mmmm "dari" yyyy', "my"),
    ],
)
def test_a_number_format_tells_what_a_date_shows(form: str, parts: str):
    assert shown_parts(form) == parts


@MAKERS
def test_an_address_names_sheet_column_and_row(make):
    (sheet,) = read(make(Page(rows=ROWS, name="Februari 2030")))
    place = sheet.location(2, 1)
    assert (place.cell, place.line, place.column) == ("Februari 2030!B3", 3, 2)


def test_comments_in_a_cell_are_not_read():
    (sheet,) = read(opendocument([["Utara"]]))
    assert sheet.cell(0, 0).text == "Utara"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_text_is_read_in_the_encodings_and_separators_of_offices(separator: str, encoding: str):
    rows = [["Wilayah", "Café"], ["Utara", "111"]]
    (sheet,) = read(text(rows, separator, encoding), "a.csv")
    assert texts(sheet) == rows
    assert sheet.address(1, 1) == "B2"


def test_excel_may_name_the_separator_in_the_first_line():
    (sheet,) = read(b"sep=;\nWilayah;Jumlah, orang\nUtara;111\n", "a.csv")
    assert sheet.cell(1, 1).text == "Jumlah, orang"
    assert sheet.location(2, 1).line == 3


def test_a_line_break_in_a_cell_does_not_move_the_lines_below():
    (sheet,) = read(b'Wilayah;"Jumlah\r\npeserta"\r\nUtara;111\r\n', "a.csv")
    assert sheet.cell(0, 1).text == "Jumlah peserta"
    assert (sheet.location(1, 0).line, sheet.address(1, 0)) == (3, "A2")


def test_an_old_encoding_is_warned_of_without_repeating_the_line():
    content = text([["Café", "1"]], ";", "cp1252")
    problems = read_workbook(content, "a.csv", lambda sheet: 0).problems
    assert [(d.code, dict(d.params)) for d in problems] == [("TXT002", {})]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, Fault.OLD),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), Fault.LOCKED),
        (b"PK\x03\x04 and no more", Fault.DAMAGED),
        (packed({"xl/workbook.xml": "<nothing"}), Fault.DAMAGED),
        (packed({"word/document.xml": ""}), Fault.UNKNOWN),
        (b"<html><table></table></html>", Fault.UNKNOWN),
        (opendocument(ROWS, content="<broken"), Fault.DAMAGED),
        (opendocument(content=WRONG_COUNT), Fault.DAMAGED),
        (opendocument(ROWS, manifest="<encryption-data/>"), Fault.LOCKED),
    ],
    ids=[
        "xls",
        "locked",
        "cut off",
        "no workbook",
        "document",
        "web page",
        "broken",
        "no count",
        "locked ods",
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_the_reason(content: bytes, fault: Fault):
    assert fault_of(content) is fault


def test_bytes_that_are_no_text_are_refused():
    assert fault_of(b"a;b\n\x00\x01;2\n", "a.csv") is Fault.UNKNOWN


def test_a_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("site_builder.importer.workbook.package.MOST_BYTES", 1000)
    assert fault_of(packed({"xl/workbook.xml": " " * 1001})) is Fault.LARGE


@pytest.mark.parametrize(
    ("kind", "more", "shown"),
    [("float", "", None), ("percentage", "", "% 70"), ("currency", 'office:currency="X"', "X 70")],
)
def test_a_number_of_an_opendocument_sheet_keeps_the_unit_that_it_shows(kind, more, shown):
    cell = f'<table:table-cell office:value-type="{kind}" office:value="70" {more}/>'
    content = WRONG_COUNT.replace(
        ' table:number-rows-repeated="many"/>', f">{cell}</table:table-row>"
    )
    (sheet,) = read(opendocument(content=content))
    assert (sheet.cell(0, 0).number, sheet.cell(0, 0).shown) == (70, shown)


def test_entities_that_grow_are_refused():
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><office:document-content>&b;</office:document-content>'
    assert fault_of(opendocument(ROWS, content=bomb)) is Fault.DAMAGED


def test_a_cell_repeated_a_million_times_is_refused():
    cells = '<table:table-cell table:number-columns-repeated="1000000"><text:p>1</text:p>'
    table = f'<table:table table:name="A"><table:table-row>{cells}</table:table-cell>'
    spaces = 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    spaces += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    content = f"<a {spaces}>{table}</table:table-row></table:table></a>"
    assert fault_of(opendocument(ROWS, content=content)) is Fault.LARGE
