"""The copy of a workbook with its wrong cells coloured and commented."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from site_builder.importer.workbook.annotate import Remark, annotate, is_annotated_copy
from site_builder.importer.workbook.open import read_workbook
from tests.workbooks.make import Formula, Page, excel, opendocument, text

ERROR = Remark(text="IMP010: bukan bilangan\n→ tulis ulang", is_error=True)
WARNING = Remark(text="IMP018: tersembunyi\n→ tampilkan", is_error=False)
ROWS = [["Wilayah", "Jumlah"], ["Utara", "7.21"], ["Selatan", 222]]


def annotated(content: bytes, remarks, path: str = "a.xlsx"):
    workbook = read_workbook(content, path, lambda sheet: sheet.width)
    return load_workbook(BytesIO(annotate(workbook, content, remarks)))


@pytest.mark.parametrize(
    ("content", "path", "sheet"),
    [
        (excel(Page(rows=ROWS, name="Data")), "a.xlsx", "Data!"),
        (opendocument(Page(rows=ROWS, name="Data")), "a.ods", "Data!"),
        (text(ROWS), "a.csv", ""),
    ],
    ids=["xlsx", "ods", "csv"],
)
def test_a_wrong_cell_is_coloured_and_commented(content: bytes, path: str, sheet: str):
    book = annotated(content, {f"{sheet}B2": [ERROR], f"{sheet}B3": [WARNING]}, path)
    page = book.worksheets[0]
    assert page["B2"].comment.text == ERROR.text
    assert page["B2"].fill.start_color.rgb != page["B3"].fill.start_color.rgb
    assert page["B3"].comment.text == WARNING.text
    assert page["A2"].comment is None
    assert page["A2"].value == "Utara"


def test_several_remarks_share_a_comment():
    page = annotated(excel(ROWS), {"Data!B2": [ERROR, WARNING]}).worksheets[0]
    assert page["B2"].comment.text == f"{ERROR.text}\n\n{WARNING.text}"


def test_a_remark_on_merged_cells_stands_on_the_first():
    page = Page(rows=[["a", 1], ["", 2]], merged=["A1:A2"])
    sheet = annotated(excel(page), {"Data!A2": [ERROR]}).worksheets[0]
    assert sheet["A1"].comment.text == ERROR.text


def test_an_excel_copy_keeps_its_formulas_and_other_sheets():
    content = excel(
        Page(rows=[["a", Formula(text="=1+1", saved=2)]], name="Satu"), Page(rows=ROWS, name="Dua")
    )
    book = annotated(content, {"Dua!B2": [ERROR]})
    assert book.sheetnames == ["Satu", "Dua"]
    assert book["Satu"]["B1"].value == "=1+1"
    assert book["Dua"]["B2"].comment.text == ERROR.text


def test_text_that_looks_like_a_formula_stays_text():
    page = annotated(text([["=1+1", "+62"], ["a", "b"]]), {"B2": [ERROR]}, "a.csv")
    cell = page.worksheets[0]["A1"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_copy_is_known_again():
    workbook = read_workbook(excel(ROWS), "a.xlsx", lambda sheet: 0)
    assert is_annotated_copy(annotate(workbook, excel(ROWS), {"Data!B2": [ERROR]}))
    assert not is_annotated_copy(excel(ROWS))
    assert not is_annotated_copy(b"nothing")
