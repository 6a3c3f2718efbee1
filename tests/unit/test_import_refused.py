"""Every mistake that an imported sheet can hold: refused with its cell, in both languages.

What a person reads stands in `tests/workbooks/refused.yaml`, in full; the cell is the one that they
have to mend. A text that has changed is rewritten there by hand.
"""

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from site_builder.messages.wording import describe, load_messages
from tests.every import every
from tests.workbooks.make import Formula, Looks, Page, excel, opendocument, repacked, text
from tests.workbooks.project import codes, project_files, run_import
from tests.yaml_text import read_yaml

HEAD = ["Periode", "Kecamatan", "Jumlah peserta"]
M = "Februari 2030"
DISPUTED = "2030-01-31,,,,1111,disputed,S1,2030-02-01,,\n"
EXPECTED = read_yaml(
    (Path(__file__).parents[1] / "workbooks" / "refused.yaml").read_text(encoding="utf-8")
)


def book(*rows, **said: object) -> bytes:
    return excel(Page(rows=[HEAD, *rows], **said))


def formatted(number: int, number_format: str, comment: str = "") -> bytes:
    """A book of one count whose cell shows more than its number."""
    target = io.BytesIO()
    made = load_workbook(io.BytesIO(book([M, "Utara", number])))
    cell = made.worksheets[0]["C2"]
    cell.number_format = number_format
    if comment:
        cell.comment = Comment(comment, "a")
    made.save(target)
    return target.getvalue()


# What is imported, and what the command line adds.
CASES = {
    "old .xls": (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, {}),
    "locked": (lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), {}),
    "damaged": (lambda: b"PK\x03\x04junk", {}),
    "unknown": (lambda: b"%PDF-1.7", {}),
    "no header": (lambda: excel([["Nama barang", "Harga"], ["x", 1]]), {}),
    "two sheets": (
        lambda: excel(
            Page(rows=[HEAD, [M, "Utara", 111]], name="A"),
            Page(rows=[HEAD, [M, "Utara", 111]], name="B"),
        ),
        {},
    ),
    "same column": (lambda: excel([[*HEAD, "Jumlah"], [M, "Utara", 111, 111]]), {}),
    "unknown words": (lambda: excel([[*HEAD, "Jenis kelamin"], [M, "Utara", 111, "L"]]), {}),
    "unknown near": (lambda: excel([[*HEAD, "Sumber dna"], [M, "Utara", 111, "ADC"]]), {}),
    "unknown numbers": (lambda: excel([[*HEAD, "Target"], [M, "Utara", 111, 222]]), {}),
    "no period": (
        lambda: excel([["Peserta per 28 Februari 2030"], ["Kecamatan", "Jumlah"], ["Utara", 111]]),
        {},
    ),
    "no source": (lambda: book([M, "Utara", 111]), {"sources": ()}),
    "blank period": (lambda: book([M, "Utara", 111], ["", "Selatan", 222]), {}),
    "blank area": (lambda: book([M, "Utara", 111], [M, "Selatan", 222], [M, "", 444]), {}),
    "formula": (lambda: book([M, "Utara", Formula(text="=1+110")]), {}),
    "7.21": (lambda: book([M, "Utara", "7.21"]), {}),
    "7.217 number": (lambda: book([M, "Utara", 7.217]), {}),
    "fault": (lambda: book([M, "Utara", Formula(text="=1/0", saved="#DIV/0!")]), {}),
    "date as number": (lambda: book([M, "Utara", date(2030, 2, 3)]), {}),
    "two days": (lambda: book(["5/10/2030", "Utara", 111]), {}),
    "only year": (lambda: book(["2030", "Utara", 111]), {}),
    "no year": (lambda: book(["31 Januari", "Utara", 111]), {}),
    "header and row disagree": (
        lambda: excel([["Periode", "Kecamatan", "Maret 2030"], [M, "Utara", 111]]),
        {},
    ),
    "unreadable": (lambda: book(["Triwulan I 2030", "Utara", 111]), {}),
    "month released": (lambda: excel([[*HEAD, "Diumumkan"], [M, "Utara", 111, "Maret 2030"]]), {}),
    "unknown area": (lambda: book([M, "Utra", 111]), {}),
    "within": (
        lambda: excel(
            [["Periode", "Kecamatan", "Kelurahan", "Jumlah"], [M, "Utara", "Mawar Putih", 111]]
        ),
        {},
    ),
    "several": (lambda: excel([["Periode", "Kelurahan", "Jumlah"], [M, "Melati", 111]]), {}),
    "no count": (lambda: book([M, "Utara", ""], [M, "Selatan", 111]), {}),
    "total": (lambda: book([M, "Utara", 111], [M, "Selatan", 222], ["Jumlah", "", 334]), {}),
    "hidden": (lambda: book([M, "Utara", 111], [M, "Selatan", 222], hidden_rows=[3]), {}),
    "hidden column": (lambda: book([M, "Utara", 111], hidden_columns=["C"]), {}),
    "merged count": (lambda: book([M, "Utara", 111], [M, "Selatan", ""], merged=["C2:C3"]), {}),
    "months without a year": (
        lambda: excel([["TAHUN 2030"], ["Kecamatan", "Jan", "Feb"], ["Utara", 111, 112]]),
        {},
    ),
    "counts without a header": (lambda: excel([["Utara", 111], ["Selatan", 222]]), {}),
    "list of persons": (
        lambda: excel([["Daftar"], ["No", "Nama", "Kecamatan"], [1, "Orang Contoh", "Utara"]]),
        {},
    ),
    "nik": (lambda: excel([[*HEAD, "Keterangan"], [M, "Utara", 111, "3374015708450001"]]), {}),
    "nik number": (lambda: book([M, "Utara", 3374015708450001]), {}),
    "mail": (
        lambda: excel([[*HEAD, "Keterangan"], [M, "Utara", 111, "tanya a.b@contoh.example"]]),
        {},
    ),
    "twice": (lambda: book([M, "Utara", 111], [M, "Utara", 112]), {}),
    "changed": (
        lambda: excel([["Periode", "Sumber dana", "Jumlah"], ["Januari 2030", "Perusahaan", 225]]),
        {},
    ),
    "older": (
        lambda: excel(
            [
                ["Periode", "Sumber dana", "Jumlah", "Diumumkan"],
                ["Januari 2030", "Perusahaan", 225, "1 Februari 2030"],
            ]
        ),
        {},
    ),
    "dispute": (
        lambda: excel([["Periode", "Jumlah"], ["Januari 2030", 1113]]),
        {"files": project_files(coverage=DISPUTED), "released": date(2030, 3, 1)},
    ),
    "thousands": (
        lambda: excel([["Periode", "Kecamatan", "Jumlah peserta (ribu orang)"], [M, "Utara", 111]]),
        {},
    ),
    "thousands in the title": (
        lambda: excel([["Satuan: ribu orang"], HEAD, [M, "Utara", 111]]),
        {},
    ),
    "percent": (lambda: formatted(70, "0%"), {}),
    "money": (lambda: formatted(7000, '"Rp"#,##0'), {}),
    "open quotation mark": (
        f'{";".join(HEAD)};Catatan\n{M};Utara;111;"naik\n{M};Selatan;222;\n'.encode,
        {"name": "a.csv"},
    ),
    "two marks": (lambda: book([M, "Utara", "1.111"], [M, "Selatan", "2,222"]), {}),
    "nik as the name of a sheet": (
        lambda: excel(Page(rows=[HEAD, [M, "Utara", 111]], name="3374015708450001")),
        {},
    ),
    "nik as the name of the file": (
        lambda: text([HEAD, [M, "Utara", 111]]),
        {"name": "daftar 3374015708450001.csv"},
    ),
    "nik in a hidden sheet": (
        lambda: repacked(
            excel(
                [HEAD, [M, "Utara", 111]],
                Page(rows=[["3374015708450001"]], name="Arsip", is_hidden=True),
            ),
            state=('state="hidden"', 'state="veryHidden"'),
        ),
        {},
    ),
    "nik of the author": (
        lambda: repacked(
            excel([HEAD, [M, "Utara", 111]]),
            author=("<dc:creator></dc:creator>", "<dc:creator>3374015708450001</dc:creator>"),
        ),
        {},
    ),
    "nik in a comment": (lambda: formatted(111, "0", comment="NIK 3374015708450001"), {}),
    "invisible": (lambda: book([M, "Utara", "111\u200b"], [M, "Selatan", "\ufeff222"]), {}),
    "notes": (lambda: excel([[*HEAD, "Keterangan"], [M, "Utara", 111, "naik"]]), {}),
    "formula in a note": (lambda: excel([[*HEAD, "note"], [M, "Utara", 111, "- naik"]]), {}),
    "persons below a second header": (
        lambda: excel([HEAD, [M, "Utara", 111], [], ["No", "Nama"], [1, "Orang Contoh"]]),
        {},
    ),
    "second table": (
        lambda: book(
            [M, "Utara", 111], ["", "", ""], ["Periode", "Pekerjaan", "Jumlah"], [M, "Penenun", 111]
        ),
        {},
    ),
    "empty": (lambda: book(["", "", ""]), {}),
    "another date in the title": (
        lambda: excel([["Per Februari 2030"], HEAD[1:], ["Utara", 111]]),
        {"as_of": date(2029, 2, 28)},
    ),
    "somebody else's source": (lambda: book([M, "Utara", 111]), {"sources": ("S3",)}),
    "older source": (lambda: book(["Maret 2030", "Utara", 111]), {}),
    "future": (lambda: book(["Februari 2032", "Utara", 111]), {}),
    "parts": (
        lambda: excel(
            [
                ["Periode", "Kecamatan", "Sumber dana", "Jumlah"],
                [M, "semua", "semua", 111],
                [M, "semua", "ADC", 100],
                [M, "semua", "Perusahaan", 10],
            ]
        ),
        {},
    ),
    "jump": (lambda: excel([["Periode", "Sumber dana", "Jumlah"], [M, "Perusahaan", 999]]), {}),
    "value despite status": (
        lambda: excel([[*HEAD, "Status"], [M, "Utara", 111, "belum dipublikasikan"]]),
        {},
    ),
    "early release": (
        lambda: excel([[*HEAD, "Diumumkan"], [M, "Utara", 111, "1 Februari 2030"]]),
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_is_said_in_full_in_both_languages_and_writes_nothing(case: str):
    make, options = CASES[case]
    result = run_import(make(), **options)
    messages = {lang: load_messages(lang) for lang in ("id", "en")}
    said = [
        {lang: describe(found, words) for lang, words in messages.items()}
        for found in result.diagnostics
    ]
    assert [
        {
            "code": found.code,
            "cell": found.location.cell,
            **{lang: described.message for lang, described in words.items()},
        }
        for found, words in zip(result.diagnostics, said, strict=True)
    ] == EXPECTED[case]
    hints = [described.hint for words in said for described in words.values()]
    assert all(hint and "{" not in hint for hint in every(hints))
    assert (result.coverage is None) == any(found.is_error for found in result.diagnostics)


def test_every_code_of_an_import_has_a_case():
    shown = {each["code"] for case in CASES for each in EXPECTED[case]}
    assert {code for code in load_messages("id").codes if code.startswith("IMP")} <= shown


def test_no_expectation_is_left_without_a_case():
    assert EXPECTED.keys() == CASES.keys()


def test_all_mistakes_of_a_sheet_are_said_at_once():
    rows = [[M, "Utra", "7.21"], ["5/10/2030", "Selatan", 1.5], ["", "Utara", ""]]
    assert codes(run_import(book(*rows))) == [
        ("IMP014", "Data!B2"), ("IMP010", "Data!C2"), ("IMP013", "Data!A3"), ("IMP011", "Data!C3"),
        ("IMP016", "Data!C4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Utra", "Utara"), ("selatn", "Selatan"), ("Kec. Utarra", "Utara"), ("Selasar", "")],
)
def test_an_unknown_area_comes_with_the_nearest(written: str, meant: str):
    (diagnostic,) = run_import(book([M, written, 111])).diagnostics
    assert diagnostic.params["nearest"] == meant


@pytest.mark.parametrize(
    "number",
    ["7.21", "1.5", "7,2,17", "-3", "1e3", "+5", "Rp5", "12 orang", "<5", "-", "n/a", "0123.456"],
)
def test_a_count_that_could_be_read_in_two_ways_is_refused(number: str):
    assert codes(run_import(book([M, "Utara", number]))) == [("IMP010", "Data!C2")]


@pytest.mark.parametrize("number", [7.217, 0.5, -3, 1e-3])
def test_a_number_of_excel_that_is_no_count_is_refused(number: float):
    assert codes(run_import(book([M, "Utara", number]))) == [("IMP011", "Data!C2")]


def test_personal_data_stops_everything_and_is_not_repeated():
    number, mail = "3374015708450001", "nama.orang@contoh.example"
    rows = [[*HEAD, "Nama", "Keterangan"], [M, "Utra", "7.21", "Seseorang", f"{number}, {mail}"]]
    result = run_import(excel(rows))
    assert set(codes(result)) == {("IMP021", "Data!D1"), ("IMP022", "Data!E2")}
    said = str(result.diagnostics)
    assert not any(part in said for part in (number, mail, "Seseorang"))
    assert result.plan is None and result.understanding is None


@pytest.mark.parametrize(
    "written",
    ["3374 0157 0845 0001", "33.74.01.570845.0001", "NIK 3374015708450001", "KK:3374011708200012"],
)
def test_an_identity_number_is_found_however_it_is_written(written: str):
    rows = [[*HEAD, "Keterangan"], [M, "Utara", 111, written]]
    assert codes(run_import(excel(rows))) == [("IMP022", "Data!D2")]


def test_a_telephone_number_is_found():
    rows = [[*HEAD, "Keterangan"], [M, "Utara", 111, "hubungi 0811-0000-0000"]]
    assert codes(run_import(excel(rows))) == [("IMP022", "Data!D2")]


@pytest.mark.parametrize(
    ("make", "name"), [(excel, "a.xlsx"), (opendocument, "a.ods"), (text, "a.csv")]
)
@pytest.mark.parametrize("number", [81200000001, 241234567])
def test_a_telephone_number_that_lost_its_zero_is_found(make, name: str, number: int):
    rows = [[*HEAD, "Keterangan"], [M, "Utara", 111, number]]
    assert codes(run_import(make(rows), name)) == [("IMP022", {"a.csv": "D2"}.get(name, "Data!D2"))]


@pytest.mark.parametrize(
    "number",
    [Looks(number=1234567891, form="#,##0", seen="1.234.567.891"), 1234567000, 12345678],
)
@pytest.mark.parametrize("make", [excel, opendocument])
def test_an_amount_of_money_is_no_telephone_number(make, number: object):
    rows = [[*HEAD, "Iuran (Rp)"], [M, "Utara", 111, number]]
    assert codes(run_import(make(rows))) == [("IMP006", "Data!D1")]


def test_personal_data_in_a_comment_of_an_opendocument_sheet_is_found():
    rows = [HEAD, [M, "Utara", 111]]
    content = repacked(opendocument(rows), comment=("Komentar", "NIK 3374015708450001"))
    assert ("IMP022", "Data!C2") in codes(run_import(content, "a.ods"))


@pytest.mark.parametrize("told", [{"ignored": ("Nama",)}, {"columns": ("Nama=ignored",)}])
def test_an_ignored_column_about_persons_is_still_refused(told: dict[str, tuple[str, ...]]):
    rows = [[*HEAD, "Nama"], [M, "Utara", 111, "Seseorang"]]
    assert codes(run_import(excel(rows), **told)) == [("IMP021", "Data!D1")]


def test_a_hidden_column_about_persons_is_still_refused():
    page = Page(rows=[[*HEAD, "NIK"], [M, "Utara", 111, ""]], hidden_columns=["D"])
    assert codes(run_import(excel(page))) == [("IMP021", "Data!D1")]


def test_a_problem_of_the_resulting_file_is_moved_to_the_sheet():
    rows = [["Periode", "Sumber dana", "Jumlah"], ["Januari 2030", "ADC", 889]]
    result = run_import(excel(rows), released=date(2030, 3, 1))
    (diagnostic,) = result.diagnostics
    assert (diagnostic.code, diagnostic.location.cell) == ("DAT010", "Data!C2")
    assert {place.path for place in diagnostic.related} == {"data/coverage.csv"}
