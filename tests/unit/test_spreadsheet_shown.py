"""What a cell shows counts as much as what it holds, in every kind of workbook."""

from decimal import Decimal

import pytest

from site_builder.importer.workbook.cells import CellType, Sheet
from site_builder.importer.workbook.number_formats import shown_number
from site_builder.importer.workbook.open import read_workbook
from tests.workbooks.make import (
    Formula,
    Looks,
    Page,
    excel,
    opendocument,
    repacked,
    text,
)
from tests.workbooks.project import codes, project_files, rows_added, run_import

HEAD = ["Periode", "Kecamatan", "Jumlah peserta"]
M = "Februari 2030"
EMPTY = project_files(coverage="")
MAKERS = pytest.mark.parametrize("make", [excel, opendocument], ids=["excel", "opendocument"])
TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def read(content: bytes, path: str = "a.xlsx") -> tuple[Sheet, ...]:
    return read_workbook(content, path, lambda sheet: sheet.width).sheets


def imported(make, value: object):
    return run_import(make([HEAD, [M, "Utara", value]]), files=EMPTY)


@MAKERS
@pytest.mark.parametrize(
    ("number", "form", "seen"),
    [
        (7, "0.000", "7.000"),
        (1, "#,##0.000", "1,000"),
        (7, '0"000"', "7000"),
        (7217, "0,", "7"),
        (7217, '0," ribu"', "7 ribu"),
        (7, '0" ribu"', "7 ribu"),
        (7217, '[>=1000]0.0,"K";0', "7.2K"),
        (7, ";;;", ""),
        (7, '"-"', "-"),
        (1234, "0.00E+00", "1.23E+03"),
        (0.7, "0%", "70%"),
        (7000, '"Rp"#,##0', "Rp7.000"),
        (7000, "[$Rp-421]* #,##0", "Rp 7.000"),
        (7000, '#,##0 "€"', "7,000 €"),
        (7000, "$#,##0", "$7,000"),
    ],
)
def test_a_count_that_shows_something_else_is_refused(make, number: float, form: str, seen: str):
    result = imported(make, Looks(number=number, form=form, seen=seen))
    assert codes(result) == [("IMP012", "Data!C2")]


@MAKERS
@pytest.mark.parametrize(
    ("number", "form", "seen"),
    [
        (7217, "General", "7217"),
        (7217, "0", "7217"),
        (7217, "#,##0", "7.217"),
        (7217, "#,##0.00", "7.217,00"),
        (7217, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', " 7.217 "),
        (7217, '#,##0" orang"', "7.217 orang"),
        (7217, "00000", "07217"),
        (1233.9999999999998, "0", "1234"),
        (2345.0000000000005, "General", "2345"),
        (0, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "-"),
    ],
)
def test_a_count_that_shows_itself_is_read(make, number: float, form: str, seen: str):
    result = imported(make, Looks(number=number, form=form, seen=seen))
    assert [row[4] or "small" for row in rows_added(result)] == [str(round(number)) or "small"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [("#,##0.0#", "1,234.5"), ("0.00", "1234.50"), ("General", None), ("@", None), ("", None)],
)
def test_a_number_is_written_as_its_format_says(form: str, shown: str | None):
    assert shown_number(Decimal("1234.5"), form) == shown


# --- no numbers at all --------------------------------------------------------------------------


def table(cell: str) -> bytes:
    """An `.ods` file whose count is written as a program may write it."""
    made = opendocument([HEAD, [M, "Utara", 111]])
    whole = '<table:table-cell office:value-type="float" office:value="111">'
    annotated = f"{whole}<office:annotation><text:p>Komentar</text:p></office:annotation>"
    return repacked(made, count=(f"{annotated}<text:p>111</text:p></table:table-cell>", cell))


@pytest.mark.parametrize(
    ("attributes", "seen"),
    [
        ('table:formula="of:=1/0" office:value-type="float" office:value="0"', "#DIV/0!"),
        ('office:value-type="float" office:value="0"', "Err:502"),
        ('office:value-type="float" office:value="NaN"', "#NUM!"),
        ('office:value-type="float" office:value="NaN"', ""),
        ('office:value-type="float" office:value="Infinity"', ""),
        ('office:value-type="float" office:value="1e9999999"', ""),
        ('office:value-type="float" office:value="1e-9999999"', ""),
        ('office:value-type="float" office:value="0e9999999"', ""),
        ('table:formula="of:=A1" office:value-type="string"', "#REF!"),
    ],
)
def test_what_is_no_number_is_refused_with_its_cell(attributes: str, seen: str):
    content = table(f"<table:table-cell {attributes}><text:p>{seen}</text:p></table:table-cell>")
    assert codes(run_import(content, "a.ods", files=EMPTY)) == [("IMP012", "Data!C2")]


@pytest.mark.parametrize("number", ["NaN", "INF", "1e9999999"])
def test_a_number_of_an_excel_sheet_that_is_none_is_refused(number: str):
    content = repacked(excel([HEAD, [M, "Utara", 111]]), count=("<v>111</v>", f"<v>{number}</v>"))
    assert codes(run_import(content, files=EMPTY)) == [("IMP012", "Data!C2")]


def test_spaces_that_are_counted_are_not_written_out():
    content = table(
        '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2000000000"/>b'
        "</text:p></table:table-cell>"
    )
    (sheet,) = read(content, "a.ods")
    assert sheet.cell(1, 2).text == "a b"


# --- variants of files --------------------------------------------------------------------------

GOOD = excel(Page(rows=[HEAD, [M, "Utara", 111], [M, "Selatan", 222]], name="Rekap"))


@pytest.mark.parametrize(
    "content",
    [
        repacked(GOOD, spaces=(TRANSITIONAL, STRICT)),
        repacked(GOOD, book=("workbook.xml", "workbook2.xml")),
        repacked(GOOD, fill=('<fill><patternFill patternType="none"/></fill>', "<fill/>")),
        repacked(
            GOOD, far=("</sheetData>", '<row r="1048576"><c r="D1048576" s="0"/></row></sheetData>')
        ),
        repacked(GOOD, target=('Target="worksheets/', 'Target="/xl/worksheets/')),
    ],
    ids=["strict", "other name", "empty fill", "far empty cell", "absolute target"],
)
def test_workbooks_of_other_programs_say_the_same(content: bytes):
    assert [row[4] for row in rows_added(run_import(content, files=EMPTY))] == ["111", "222"]


@MAKERS
def test_an_error_of_a_formula_shows_itself(make):
    (sheet,) = read(make([[Formula(text="=1/0", saved="#DIV/0!")]]))
    assert (sheet.cell(0, 0).type, sheet.cell(0, 0).text) == (CellType.FAULT, "#DIV/0!")


# --- what nobody sees ---------------------------------------------------------------------------

SUFFIXES = pytest.mark.parametrize(
    ("make", "name"),
    [(excel, "a.xlsx"), (opendocument, "a.ods"), (text, "a.csv")],
    ids=["excel", "opendocument", "text"],
)


@SUFFIXES
@pytest.mark.parametrize("hidden", ["\u200b", "\u200e", "\ufeff", "\u00ad", "\u2060", "\u200d"])
def test_an_invisible_character_beside_digits_is_not_read(make, name: str, hidden: str):
    (sheet,) = read(make([["a", f"12{hidden}34{hidden}"]]), name)
    cell = sheet.cell(0, 1)
    assert (cell.text, cell.invisible) == ("1234", (f"U+{ord(hidden):04X}",))


def test_a_joiner_stays_in_a_word():
    (sheet,) = read(text([["a", "\u0646\u200c\u0645"]]), "a.csv")
    assert sheet.cell(0, 1).text == "\u0646\u200c\u0645"


@SUFFIXES
def test_personal_data_is_found_between_invisible_characters(make, name: str):
    rows = [[*HEAD, "Keterangan"], [M, "Utara", 111, "3374\u200b0157\u200b0845\u200b0001"]]
    assert [code for code, _ in codes(run_import(make(rows), name, files=EMPTY))] == ["IMP022"]


@SUFFIXES
def test_an_invisible_character_is_named_and_what_is_left_is_read(make, name: str):
    rows = [HEAD, [M, "Utara", "1234\u200b"], [M, "Selatan", "\u200e2345"]]
    result = run_import(make(rows), name, files=EMPTY)
    assert [row[4] for row in rows_added(result)] == ["1234", "2345"]
    (warning,) = result.diagnostics
    assert (warning.code, warning.params["codes"]) == ("IMP030", "U+200B, U+200E")


# --- understanding ------------------------------------------------------------------------------


@SUFFIXES
def test_a_day_number_and_a_short_year_are_dates(make, name: str):
    rows = [HEAD, [47542, "Utara", 111], ["28/2/30", "Selatan", 222]]
    result = run_import(make(rows), name, files=EMPTY)
    assert {row[0] for row in rows_added(result)} == {"2030-02-28"}


def test_a_day_number_counts_from_where_the_workbook_does():
    content = repacked(
        excel([HEAD, [46080, "Utara", 111]]),
        first=("<workbookPr ", '<workbookPr date1904="1" '),
    )
    assert rows_added(run_import(content, files=EMPTY))[0][0] == "2030-02-28"


@SUFFIXES
def test_a_note_that_is_the_name_of_a_column_begins_no_other_table(make, name: str):
    rows = [[*HEAD, "Keterangan"], ["28/2/2030", "Utara", "111", "catatan"], [M, "Selatan", 222]]
    result = run_import(make(rows), name, files=EMPTY)
    assert [row[4] for row in rows_added(result)] == ["111", "222"]


def test_a_total_whose_formula_was_not_computed_is_refused():
    rows = [HEAD, [M, "Utara", 111], ["JUMLAH", "", Formula(text="=SUM(C2)")]]
    assert codes(run_import(excel(rows), files=EMPTY)) == [("IMP009", "Data!C3")]


def test_a_total_row_is_no_header():
    rows = [["Periode", "Kecamatan", "Banyak orangnya"], [M, "Utara", 111], ["JUMLAH", "", "111"]]
    assert codes(run_import(excel(rows), files=EMPTY)) == [("IMP002", "Data!A1")]
