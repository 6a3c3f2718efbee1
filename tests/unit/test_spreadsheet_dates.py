"""What people write for a date or a month, in either language, and what nobody can be sure of."""

from datetime import date

import pytest

from site_builder.checks.data.personal_data import PersonalData
from site_builder.importer.sheet.values import parse_day
from site_builder.importer.sheet.words import import_words, plain
from site_builder.importer.workbook.cells import EMPTY, Cell, date_cell, number_cell, text_cell
from site_builder.read.project import parse_project
from site_builder.read.syntax.written_dates import Day, Unclear
from tests.workbooks.project import project_files


@pytest.fixture(scope="module")
def words():
    project, _ = parse_project(project_files())
    return import_words(project, {})


@pytest.mark.parametrize(
    "written",
    [
        "31 Oktober 2030", "31 oktober 2030", "31-Okt-30", "31 OKT 2030", "October 31, 2030",
        "31 October 2030", "per 31 Oktober 2030", "Per tanggal 31 Oktober 2030",
        "as of 31 October 2030", "2030-10-31", "31/10/2030", "31.10.2030", "31 - 10 - 2030",
        "10/31/2030", "2030-10-31 00:00:00", "31/10/30", "31-10-30",
    ],
)  # fmt: skip
def test_a_day_is_read(words, written: str):
    assert words.day(written) == Day(value=date(2030, 10, 31))


@pytest.mark.parametrize(
    "written",
    [
        "Oktober 2030", "OKTOBER 2030", "Okt-30", "Okt 2030", "October 2030", "Oct-30", "2030-10",
        "10/2030", "bulan Oktober 2030", "Periode Oktober 2030",
    ],
)  # fmt: skip
def test_a_month_is_its_last_day(words, written: str):
    assert words.day(written) == Day(value=date(2030, 10, 31), is_month=True)


def test_the_last_day_knows_leap_years(words):
    assert words.day("Februari 2028") == Day(value=date(2028, 2, 29), is_month=True)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("5/10/2030", Unclear.TWO_DAYS),
        ("31 Oktober", Unclear.NO_YEAR),
        ("Oktober", Unclear.NO_YEAR),
        ("2030", Unclear.ONLY_YEAR),
        ("Triwulan III 2030", Unclear.UNREADABLE),
        ("30 Februari 2030", Unclear.UNREADABLE),
        ("31/13/2030", Unclear.UNREADABLE),
        ("13/2030", Unclear.UNREADABLE),
        ("Oktober 30 2030 1", Unclear.NO_YEAR),
        ("5/10/30", Unclear.TWO_DAYS),
        ("46000", Unclear.UNREADABLE),
        ("", Unclear.UNREADABLE),
    ],
)
def test_what_could_be_several_days_or_none_is_unclear(words, written: str, reason: Unclear):
    assert words.day(written) is reason


def test_the_same_day_in_both_readings_is_clear(words):
    assert words.day("10/10/2030") == Day(value=date(2030, 10, 10))


@pytest.mark.parametrize(
    ("shows", "expected"),
    [
        ("dmy", Day(value=date(2030, 10, 5))),
        ("my", Day(value=date(2030, 10, 31), is_month=True)),
        ("dm", Unclear.NO_YEAR),
        ("y", Unclear.ONLY_YEAR),
    ],
)
def test_a_real_date_counts_as_much_as_it_shows(words, shows: str, expected: Day | Unclear):
    assert parse_day(date_cell(date(2030, 10, 5), shows), words) == expected


@pytest.mark.parametrize("cell", [text_cell("47787"), number_cell("47787"), number_cell("47787.0")])
def test_a_day_that_is_counted_as_office_programs_do_is_read(words, cell: Cell):
    assert parse_day(cell, words) == Day(value=date(2030, 10, 31))


@pytest.mark.parametrize("cell", [text_cell("4778"), number_cell("477870"), number_cell("47787.5")])
def test_no_other_number_is_a_day(words, cell: Cell):
    assert isinstance(parse_day(cell, words), Unclear)


def test_an_empty_cell_is_no_date(words):
    assert parse_day(EMPTY, words) is Unclear.UNREADABLE


def test_words_are_compared_without_case_marks_and_remarks():
    assert plain(" Jumlah\n Peserta (orang)* ") == "jumlah peserta"
    assert plain("as_of") == plain("As of") == "as of"


def test_headers_of_every_language_are_known(words):
    for header, field in {
        "Jumlah Peserta": "participants",
        "Number of participants": "participants",
        "Kecamatan": "area",
        "District": "area",
        "Kelurahan": "area",
        "Sumber dana": "funding",
        "Funding source": "funding",
        "Periode": "as_of",
        "Pekerjaan": "occupation",
        "Sumber": "source",
        "Keterangan": "note",
        "released": "released",
        "NO.": "ignored",
    }.items():
        assert words.field_of(header) == field, header


@pytest.mark.parametrize(
    "header",
    ["NIK", "Nama Peserta", "No. KK", "Nomor Telepon", "Tgl. Lahir", "Alamat rumah", "Birth date"],
)
def test_headers_about_persons_are_known(header: str):
    project, _ = parse_project(project_files())
    assert PersonalData.of(project).is_header(header)
    assert not import_words(project, {}).field_of(header)
