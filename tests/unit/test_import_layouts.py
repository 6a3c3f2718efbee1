"""Sheets as offices lay them out, and the rows that an import makes of them."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook

from site_builder.importer.sheet import headers
from site_builder.model import Status
from tests.workbooks.make import Formula, Page, excel, text
from tests.workbooks.office import make_office
from tests.workbooks.project import codes, problems, project_files, rows_added, run_import

M, DAY = "Februari 2030", "2030-02-28"
EMPTY = project_files(coverage="")
UTARA, SELATAN = (DAY, "", "utara", ""), (DAY, "", "selatan", "")


def added(rows, name: str = "a.xlsx", **options: object):
    content = rows if isinstance(rows, bytes) else excel(rows)
    result = run_import(content, name, **{"files": EMPTY, **options})
    return rows_added(result)


@pytest.mark.parametrize("seed", range(40))
def test_a_random_office_sheet_means_what_its_maker_meant(seed: int):
    office = make_office(seed)
    result = run_import(office.content, office.name, files=EMPTY)
    parts = [row for row in rows_added(result) if row[1] and row[2]]
    assert sorted(parts) == office.rows


# --- headers ------------------------------------------------------------------------------------


def test_rows_without_anything_above_a_cell_far_off_are_not_read_as_headers(
    monkeypatch: pytest.MonkeyPatch,
):
    book, written, read = Workbook(), BytesIO(), []
    book.active["XFD1048576"] = "x"
    book.save(written)
    monkeypatch.setattr(headers, "read_header", lambda *given: read.append(given))
    assert codes(run_import(written.getvalue())) == [("IMP002", "Sheet!A1")]
    assert not read


def test_a_title_may_stand_above_the_header():
    rows = [["LAPORAN PESERTA"], [], ["Periode", "Kecamatan", "Jumlah"], [M, "Utara", 111]]
    page = Page(rows=rows, merged=["A1:C1"])
    assert added(page) == [(*UTARA, "111")]


def test_english_headers_and_names_are_read():
    rows = [["Month", "Funding source", "Participants"], ["February 2030", "local budget", 777]]
    assert added(rows) == [(DAY, "budget", "", "", "777")]


def test_a_header_of_two_rows_names_counts_by_funding():
    rows = [
        ["Kecamatan", "Periode", "Jumlah peserta (orang)", "", ""],
        ["", "", "ADC", "Perusahaan", "Jumlah"],
        ["Utara", M, 111, 222, 333],
        ["Selatan", M, 444, 555, 999],
    ]
    page = Page(rows=rows, merged=["A1:A2", "B1:B2", "C1:E1"])
    assert added(page) == [
        (DAY, "budget", "utara", "", "111"),
        (DAY, "company", "utara", "", "222"),
        (DAY, "", "utara", "", "333"),
        (DAY, "budget", "selatan", "", "444"),
        (DAY, "company", "selatan", "", "555"),
        (DAY, "", "selatan", "", "999"),
    ]


def test_money_under_a_group_of_its_own_is_not_people():
    rows = [
        ["Kecamatan", "Jumlah peserta", "", "Iuran (Rp)", ""],
        ["", "ADC", "Perusahaan", "ADC", "Perusahaan"],
        ["Utara", 111, 222, 1864800, 3729600],
    ]
    page = Page(rows=rows, merged=["A1:A2", "B1:C1", "D1:E1"])
    result = run_import(excel(page), files=EMPTY, as_of=date(2030, 2, 28))
    assert [row[4] for row in rows_added(result)] == ["111", "222"]
    assert codes(result) == [("IMP006", "Data!D2"), ("IMP006", "Data!E2")]


def test_months_may_be_columns_and_one_to_come_is_empty():
    rows = [["Kecamatan", "Januari 2030", M, "Mar-30"], ["Utara", 111, 112, ""]]
    assert added(rows) == [("2030-01-31", "", "utara", "", "111"), (*UTARA, "112")]


def test_a_row_of_column_numbers_and_a_repeated_header_are_left_out():
    head = ["No", "Periode", "Kecamatan", "Jumlah"]
    rows = [head, [1, 2, 3, 4], [1, M, "Utara", 111], head, [2, M, "Selatan", 222]]
    assert added(rows) == [(*UTARA, "111"), (*SELATAN, "222")]


def test_signatures_below_the_table_are_left_out():
    rows = [
        ["Periode", "Kecamatan", "Jumlah"],
        [M, "Utara", 111],
        ["", "", ""],
        ["", "", "Contoh, 1 Maret 2030"],
        ["", "", "Kepala Dinas"],
        ["Keterangan: angka sementara", "", ""],
    ]
    assert added(rows) == [(*UTARA, "111")]


def test_a_title_gives_the_date_only_as_a_proposal():
    rows = [["Peserta per 28 Februari 2030"], ["Kecamatan", "Jumlah"], ["Utara", 111]]
    result = run_import(excel(rows), files=EMPTY)
    assert result.diagnostics[0].params["option"] == "--as-of 2030-02-28"


@pytest.mark.parametrize(
    ("title", "day", "expected"),
    [
        ("Peserta per Januari 2030", date(2030, 1, 31), []),
        ("Peserta per Januari 2030", date(2029, 1, 31), ["IMP032"]),
        ("Peserta per 30 Januari 2030", date(2030, 1, 31), ["IMP032"]),
        ("Peserta", date(2029, 1, 31), []),
        ("Peserta", date(2030, 3, 31), ["DAT022"] * 2),
    ],
)
def test_a_date_that_its_title_or_its_source_contradicts_is_told(
    title: str, day: date, expected: list[str]
):
    rows = [[title], ["Kecamatan", "Jumlah"], ["Utara", 111], ["Selatan", 222]]
    found = codes(run_import(excel(rows), files=EMPTY, as_of=day))
    assert [code for code, _ in found] == expected


# --- what a row counts --------------------------------------------------------------------------


def test_a_merged_district_holds_for_all_its_rows():
    rows = [
        ["Periode", "Kecamatan", "Kelurahan", "Jumlah"],
        [M, "Utara", "Melati", 111],
        [M, "", "Utara", 222],
        [M, "Selatan", "Melati", 333],
        [M, "", "Mawar  putih", 444],
    ]
    page = Page(rows=rows, merged=["B2:B3", "B4:B5"])
    assert [(row[2], row[4]) for row in added(page)] == [
        ("melati", "111"), ("utara_dalam", "222"),
        ("melati_selatan", "333"), ("mawar_putih", "444"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["utara", "UTARA", "Kec. Utara", "Kecamatan Utara", "00.01"])
def test_an_area_is_known_by_slug_code_name_and_level(name: str):
    assert added([["Periode", "Kecamatan", "Jumlah"], [M, name, 111]]) == [(*UTARA, "111")]


@pytest.mark.parametrize("name", ["budget", "ADC", "anggaran  DAERAH", "Local budget (ADC)"])
def test_a_funding_source_is_known_by_id_abbreviation_and_name(name: str):
    assert added([["Periode", "Sumber dana", "Jumlah"], [M, name, 111]])[0][1] == "budget"


@pytest.mark.parametrize("name", ["weavers", "Penenun", "WEAVERS"])
def test_an_occupation_is_known_in_every_language(name: str):
    assert added([["Periode", "Pekerjaan", "Jumlah"], [M, name, 111]])[0][3] == "weavers"


@pytest.mark.parametrize("name", ["semua", "Seluruh wilayah", "all", "Daerah Contoh"])
def test_the_whole_may_be_named(name: str):
    rows = [["Periode", "Wilayah", "Jumlah"], [M, name, 777], [M, "Kec. Utara", 111]]
    assert added(rows)[0] == (DAY, "", "", "", "777")


@pytest.mark.parametrize(
    "number", ["7.217", "7,217", "7 217", "7\u00a0217", "７２１７", 7217, 7217.0]
)
def test_a_count_is_read_however_it_is_grouped(number: object):
    assert added([["Periode", "Jumlah"], [M, number]])[0][4] == "7217"


def test_a_formula_counts_by_its_saved_result():
    assert added([["Periode", "Jumlah"], [M, Formula(text="=100+11", saved=111)]])[0][4] == "111"


def test_the_form_of_coverage_csv_itself_may_leave_cells_empty():
    rows = [
        ["as_of", "funding", "area", "occupation", "participants", "status", "source"],
        [DAY, "", "", "", 333, "published", "S1;S2"],
        [DAY, "budget", "", "", 111, "published", "S1"],
        [DAY, "company", "", "", 222, "published", "S1"],
    ]
    assert [row[1] for row in added(text(rows, ","), "a.csv", sources=())] == [
        "", "budget", "company",
    ]  # fmt: skip


def test_a_status_without_a_number_is_read():
    head = ["Periode", "Kecamatan", "Jumlah", "Status"]
    rows = [head, [M, "Utara", "", "belum dipublikasikan"], [M, "Selatan", 222, "dipublikasikan"]]
    result = run_import(excel(rows), files=EMPTY)
    assert [row["status"] for row in result.plan.rows] == [Status.NOT_PUBLISHED, Status.PUBLISHED]


def test_sources_notes_and_release_dates_are_taken_over():
    head = ["Periode", "Jumlah", "Sumber", "Diumumkan", "Keterangan"]
    rows = [head, [M, 777, "s1, Dokumen kedua", "1 Maret 2030", "Angka =contoh, lihat\nhalaman"]]
    (row,) = run_import(excel(rows), files=EMPTY, sources=()).plan.rows
    assert (row["source"], row["released"]) == ("S1;S2", "2030-03-01")
    assert row["note"] == "Angka =contoh, lihat halaman"


def test_the_command_line_fills_what_a_row_leaves_empty():
    rows = [["Kecamatan", "Jumlah", "Sumber"], ["Utara", 111, "S1"], ["Selatan", 222, ""]]
    given = {"as_of": date(2030, 2, 28), "released": date(2030, 3, 2), "status": Status.DISPUTED}
    plan = run_import(excel(rows), files=EMPTY, **given).plan
    assert [row["source"] for row in plan.rows] == ["S1", "S2"]
    assert {row["as_of"] for row in plan.rows} == {DAY}
    assert {row["released"] for row in plan.rows} == {"2030-03-02"}
    assert {row["status"] for row in plan.rows} == {Status.DISPUTED}


def test_a_column_that_is_not_needed_can_be_left_out():
    rows = [["Periode", "Kecamatan", "Jumlah", "Pelapor"], [M, "Utara", 111, "Dinas"]]
    assert added(rows, ignored=("pelapor",)) == [(*UTARA, "111")]


@pytest.mark.parametrize("name", ["Lain-lain", "Peserta – Lain-lain"])
def test_a_column_under_a_group_can_be_left_out_by_its_own_words_or_all(name: str):
    rows = [
        ["Periode", "Kecamatan", "Peserta", ""],
        ["", "", "Anggaran daerah (ADC)", "Lain-lain"],
        [M, "Utara", 111, "22 %"],
    ]
    page = Page(rows=rows, merged=["A1:A2", "B1:B2", "C1:D1"])
    assert [row[4] for row in added(page, ignored=(name,))] == ["111"]


@pytest.mark.parametrize("merged", [["C1:D1"], []])
def test_a_count_in_parts_under_one_header_is_not_half_read(merged: list[str]):
    rows = [
        ["No", "Sumber dana", "Jumlah peserta", ""],
        ["", "", "L", "P"],
        [1, "ADC", 111, 222],
        [2, "Perusahaan", 333, 444],
    ]
    result = run_import(excel(Page(rows=rows, merged=merged)), files=EMPTY)
    assert codes(result) == [("IMP004", "Data!D1")]


def test_an_unknown_column_is_told_by_what_it_holds_and_nothing_of_what_follows():
    rows = [["Periode", "Uraian", "Jumlah"], [M, "ADC", 111], [M, "Perusahaan", 222]]
    result = run_import(excel(rows), files=EMPTY)
    (found,) = result.diagnostics
    assert (found.code, found.params["meaning"]) == ("IMP005", "funding")


def test_the_sheet_with_the_table_is_found():
    cover, data = Page(rows=[["Sampul"]], name="Sampul"), [["Periode", "Jumlah"], [M, 111]]
    assert added(excel(cover, Page(rows=data, name="Isi"))) == [(DAY, "", "", "", "111")]


def test_the_sheet_that_is_named_is_taken():
    pages = [
        Page(rows=[["Periode", "Jumlah"], [M, number]], name=name)
        for name, number in (("Lama", 111), ("Baru", 222))
    ]
    assert added(excel(*pages), sheet="Baru")[0][4] == "222"


def test_hidden_rows_are_read_and_said():
    rows = [["Periode", "Kecamatan", "Jumlah"], [M, "Utara", 111], [M, "Selatan", 222]]
    result = run_import(excel(Page(rows=rows, hidden_rows=[3])), files=EMPTY)
    assert [row[4] for row in rows_added(result)] == ["111", "222"]
    assert codes(result) == [("IMP018", "Data!C3")]


# --- totals -------------------------------------------------------------------------------------


def sums(rows, **options: object):
    result = run_import(excel(rows), **{"files": EMPTY, **options})
    assert result.understanding is not None, problems(result)
    return [
        (each.place.cell, "checked" if each.is_sum else "imported")
        for each in result.understanding.settled.sums
    ]


def test_a_total_of_everything_is_the_published_total():
    rows = [
        ["Periode", "Kecamatan", "Jumlah"], [M, "Utara", 111], [M, "Selatan", 222],
        ["JUMLAH", "", 333],
    ]  # fmt: skip
    assert sums(rows) == [("Data!C4", "imported")]
    assert added(rows)[-1] == (DAY, "", "", "", "333")


def test_a_total_of_some_areas_only_checks():
    rows = [["Periode", "Kecamatan", "Jumlah"], [M, "Utara", 111], ["Total", "", 111]]
    assert sums(rows) == [("Data!C3", "checked")]
    assert added(rows) == [(*UTARA, "111")]


def test_a_total_without_one_of_the_known_funding_sources_only_checks():
    files = project_files(coverage="2030-01-31,company,,,222,published,S1,2030-02-01,,\n")
    rows = [["Periode", "Sumber dana", "Jumlah"], [M, "ADC", 111], ["Total", "", 111]]
    assert sums(rows, files=files) == [("Data!C3", "checked")]


def test_a_total_over_several_dates_only_checks():
    rows = [
        ["Periode", "Kecamatan", "Jumlah"],
        *([month, area, 111] for month in ("Januari 2030", M) for area in ("Utara", "Selatan")),
        ["Jumlah", "", 444],
    ]
    assert sums(rows) == [("Data!C6", "checked")]


def test_subtotals_of_full_districts_count_for_them_and_the_total_for_all():
    rows = [
        ["Periode", "Kecamatan", "Kelurahan", "Jumlah"],
        [M, "Utara", "Melati", 111],
        [M, "", "Utara", 222],
        ["", "", "Jumlah", 333],
        [M, "Selatan", "Melati", 111],
        [M, "", "Mawar Putih", 111],
        ["", "", "Subtotal", 222],
        ["Jumlah keseluruhan", "", "", 555],
    ]
    page = Page(rows=rows, merged=["B2:B4", "B5:B7"])
    assert [row[2:] for row in added(page)] == [
        ("melati", "", "111"), ("utara_dalam", "", "222"), ("utara", "", "333"),
        ("melati_selatan", "", "111"), ("mawar_putih", "", "111"), ("selatan", "", "222"),
        ("", "", "555"),
    ]  # fmt: skip


def test_a_named_subtotal_counts_what_it_names():
    rows = [
        ["Periode", "Sumber dana", "Kecamatan", "Jumlah"],
        [M, "ADC", "Utara", 111],
        [M, "ADC", "Selatan", 222],
        [M, "Total ADC", "", 333],
        [M, "Perusahaan", "Utara", 111],
        [M, "Perusahaan", "Selatan", 111],
        [M, "Total Perusahaan", "", 222],
        [M, "Total", "", 555],
    ]
    totals = [row for row in added(rows) if not row[2]]
    assert totals == [
        (DAY, "budget", "", "", "333"), (DAY, "company", "", "", "222"), (DAY, "", "", "", "555"),
    ]  # fmt: skip


def test_a_total_without_a_word_is_known_by_its_sum():
    rows = [
        ["Periode", "Kecamatan", "Jumlah"], [M, "Utara", 111], [M, "Selatan", 222], ["", "", 333],
    ]  # fmt: skip
    assert added(rows)[-1] == (DAY, "", "", "", "333")


def test_a_total_that_names_nothing_is_the_total_itself():
    assert added([["Periode", "Wilayah", "Jumlah"], [M, "Jumlah", 777]]) == [
        (DAY, "", "", "", "777")
    ]
