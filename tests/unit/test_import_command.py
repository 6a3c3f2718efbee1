"""`site-builder import` as a person runs it, on a copy of the real project."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from openpyxl import load_workbook

from site_builder.importer import effects
from tests.conftest import run_here
from tests.workbooks.make import Formula, Page, Shown, excel, opendocument, text

DATE = ("--date", "2026-11-10")
COVERAGE = "data/coverage.csv"
FINE, PROBLEMS, USAGE = 0, 1, 2
HEAD = ["No.", "Kecamatan", "Sumber Dana", "Periode", "Jumlah Peserta (orang)", "Sumber"]
AREAS = ("Mijen", "Tugu", "Genuk")
"""Names that a kecamatan shares with no other area of its level; the counts are samples."""
EACH = 111


def office_rows(*counts: object) -> list[list[object]]:
    rows = [
        [n, area, "APBD", "Oktober 2026", count, "S20b"]
        for n, (area, count) in enumerate(zip(AREAS, counts, strict=True), 1)
    ]
    return [["CONTOH – BUKAN DATA SEBENARNYA"], [], HEAD, *rows]


class Desk:
    """A project, a folder of spreadsheets, and the command."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.project, self.folder = project, folder

    def put(self, name: str, content: bytes) -> Path:
        (self.folder / name).write_bytes(content)
        return self.folder / name

    def import_(self, *arguments: object, lang: str = "id") -> CompletedProcess[str]:
        return self.run("import", *arguments, lang=lang)

    def run(self, *arguments: object, lang: str = "id") -> CompletedProcess[str]:
        return run_here("--project", self.project, "--lang", lang, *arguments, *DATE)

    @property
    def coverage(self) -> bytes:
        return (self.project / COVERAGE).read_bytes()


@pytest.fixture
def desk(project_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose source is newer than the counts that it states.

    What an import changes on pages takes two builds: `tests/site/test_new_counts.py` asks for it.
    """
    monkeypatch.setattr(effects, "find_effects", lambda *files, **options: None)
    sources = project_copy / "data/sources.yaml"
    before, entry, after = sources.read_text("utf-8").partition("  - id: S20b\n")
    dated = re.sub(r'date: "[0-9-]+"', "date: null", after, count=1)
    sources.write_text(before + entry + dated, "utf-8")
    return Desk(project_copy, tmp_path)


def test_an_office_workbook_is_imported_once(desk: Desk):
    before = desk.coverage
    total = Formula(text="=SUM(E4:E6)", saved=3 * EACH)
    rows = [*office_rows(EACH, "111", EACH), ["JUMLAH", "", "", "", total, ""]]
    file = desk.put("laporan.xlsx", excel(Page(rows=rows, merged=["A1:F1", "A7:D7"])))

    result = desk.import_(file)
    assert result.returncode == FINE, result.stdout + result.stderr
    assert desk.coverage == before + (
        b"2026-10-31,apbd,mijen,,111,published,S20b,,,,,\n"
        b"2026-10-31,apbd,tugu,,111,published,S20b,,,,,\n"
        b"2026-10-31,apbd,genuk,,111,published,S20b,,,,,\n"
    )
    (kept,) = (desk.project / ".site-builder/undo").glob(f"*/before/{COVERAGE}")
    assert kept.read_bytes() == before
    for said in (
        "E “Jumlah Peserta (orang)”: jumlah peserta",
        "“Oktober 2026” dibaca sebagai 2026-10-31, hari terakhir bulan itu.",
        "Sel Data!E7: jumlah 333 cocok dengan rinciannya; hanya dipakai untuk memeriksa.",
        "Baris 1 dilewati: di atas judul kolom.",
        "data/coverage.csv: 3 angka baru, 0 diganti, 0 tetap.",
        "+ 2026-10-31 · apbd · mijen: 111 (Data!E4)",
        "data/coverage.csv sudah diperbarui",
    ):
        assert said in result.stdout, result.stdout

    after = desk.coverage
    result = desk.import_(file, lang="en")
    assert result.returncode == FINE
    assert "0 new, 0 superseded, 3 unchanged" in result.stdout
    assert "Every number is there already; data/coverage.csv is unchanged." in result.stdout
    assert desk.coverage == after


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ods", opendocument(office_rows(EACH, EACH, EACH))),
        ("a.csv", text(office_rows(EACH, EACH, EACH), ";", "cp1252")),
        ("b.csv", text(office_rows(EACH, EACH, EACH), ",", "utf-16")),
        ("c.csv", text(office_rows(EACH, EACH, EACH), "\t", "utf-8-sig")),
    ],
)
def test_other_programs_files_say_the_same(desk: Desk, name: str, content: bytes):
    before = desk.coverage
    result = desk.import_(desk.put(name, content))
    assert result.returncode == FINE, result.stdout + result.stderr
    assert desk.coverage.removeprefix(before).count(b"\n2026-10-31,apbd,") == len(AREAS) - 1


def test_a_trial_writes_nothing(desk: Desk):
    before = desk.coverage
    result = desk.import_(desk.put("a.xlsx", excel(office_rows(*[EACH] * 3))), "--dry-run")
    assert result.returncode == FINE
    assert "3 angka baru" in result.stdout and "baru percobaan" in result.stdout
    assert desk.coverage == before
    assert not (desk.project / ".site-builder/undo").exists()


def test_a_mistake_writes_nothing_and_names_the_cell(desk: Desk):
    before = desk.coverage
    file = desk.put("laporan.xlsx", excel(office_rows("7.21", 1.5, EACH)))
    result = desk.import_(file)
    assert result.returncode == PROBLEMS
    assert "laporan.xlsx:4:5: IMP010 Sel Data!E4 berisi “7.21”" in result.stdout
    assert "laporan.xlsx:5:5: IMP011 Sel Data!E5 berisi bilangan 1.5" in result.stdout
    assert "2 kesalahan, 0 peringatan" in result.stdout
    assert "Tidak ada yang diimpor; data/coverage.csv tidak berubah." in result.stdout
    assert desk.coverage == before


def test_the_copy_shows_what_is_wrong_where_it_is_wrong(desk: Desk):
    file = desk.put("laporan.xlsx", excel(office_rows("7.21", EACH, EACH)))
    copy = desk.folder / "periksa.xlsx"
    kept = file.read_bytes()
    result = desk.import_(file, "--annotate", copy)
    assert result.returncode == PROBLEMS
    assert file.read_bytes() == kept
    page = load_workbook(BytesIO(copy.read_bytes())).worksheets[0]
    assert page["E4"].comment.text.startswith("IMP010: Sel Data!E4 berisi “7.21”")
    assert page["E4"].fill.fill_type == "solid"
    assert page["E5"].comment is None
    assert desk.import_(file, "--annotate", copy).returncode == PROBLEMS  # its own copy, again


def test_without_a_mistake_there_is_no_copy(desk: Desk):
    copy = desk.folder / "periksa.xlsx"
    file = desk.put("a.xlsx", excel(office_rows(*[EACH] * 3)))
    said = ("--stated-by", "Contoh || Example")
    result = desk.import_(file, "--dry-run", "--annotate", copy, *said)
    assert result.returncode == FINE
    assert not copy.exists()


def test_a_changed_number_supersedes(desk: Desk):
    assert desk.import_(desk.put("a.xlsx", excel(office_rows(*[EACH] * 3)))).returncode == FINE
    file = desk.put("b.xlsx", excel(office_rows(EACH, 112, EACH)))
    refused = desk.import_(file)
    assert refused.returncode == PROBLEMS
    assert "IMP024 Sel Data!E5 mengubah angka 111 menjadi 112" in refused.stdout
    assert "--released" in refused.stdout
    result = desk.import_(file, "--released", "2026-11-05")
    assert result.returncode == FINE, result.stdout
    assert "~ 2026-10-31 · apbd · tugu: 111 menjadi 112 (Data!E5), +1, +1%" in result.stdout
    assert b"2026-10-31,apbd,tugu,,111,superseded,S20b,,,,,\n" in desk.coverage
    assert b"2026-10-31,apbd,tugu,,112,published,S20b,2026-11-05,,,,\n" in desk.coverage


def test_the_command_line_gives_what_the_sheet_lacks(desk: Desk):
    file = desk.put("a.xlsx", excel([["Kecamatan", "Jumlah"], ["Mijen", EACH]]))
    result = desk.import_(file)
    assert result.returncode == PROBLEMS
    assert (
        "misalnya --as-of 2026-10-31" in result.stdout and "misalnya --source S2" in result.stdout
    )
    given = ("--source", "S20b", "--as-of", "2026-10-31", "--released", "2026-11-01")
    result = desk.import_(file, *given, "--status", "published")
    assert result.returncode == FINE, result.stdout
    assert b"2026-10-31,,mijen,,111,published,S20b,2026-11-01,,,,\n" in desk.coverage


def test_who_stated_a_number_comes_with_it(desk: Desk):
    head = ["Kecamatan", "Periode", "Jumlah", "Sumber", "Disebut oleh", "Kesempatan"]
    said = ["Wali Kota || The Mayor", "Apel || A roll call"]
    rows = [head, ["Mijen", "Oktober 2026", EACH, "S20b", *said]]
    result = desk.import_(desk.put("a.xlsx", excel(rows)))
    assert result.returncode == FINE, result.stdout + result.stderr
    assert "E “Disebut oleh”: yang menyebut" in result.stdout
    assert f",111,published,S20b,,,,{','.join(said)}\n".encode() in desk.coverage
    own_form = [["as_of", "area", "participants", "source"], ["2026-10-31", "tugu", EACH, "S20b"]]
    file = desk.put("b.xlsx", excel(own_form))
    assert "IMP034" in desk.import_(file, "--dry-run").stdout
    options = ("--stated-by", said[0], "--occasion", said[1])
    result = desk.import_(file, *options)
    assert result.returncode == FINE and "IMP034" not in result.stdout, result.stdout
    assert f",tugu,,111,published,S20b,,,,{','.join(said)}\n".encode() in desk.coverage


def test_a_small_number_is_neither_written_nor_said(desk: Desk):
    month = Shown(day=date(2026, 10, 1), form="mmm-yy")
    rows = [["Kecamatan", "Periode", "Jumlah", "Sumber"], ["Mijen", month, 3, "S20b"]]
    result = desk.import_(desk.put("a.xlsx", excel(rows)))
    assert result.returncode == FINE, result.stdout
    assert b"2026-10-31,,mijen,,,suppressed,S20b,,,,,\n" in desk.coverage
    assert "mijen: disamarkan (Data!C2)" in result.stdout


def test_notes_are_shown_and_confirmed_before_they_are_written(desk: Desk):
    rows = [["Kecamatan", "Periode", "Jumlah", "Sumber", "Keterangan"]]
    rows.append(["Mijen", "Oktober 2026", EACH, "S20b", "a.n. Orang Contoh"])
    file, before = desk.put("a.xlsx", excel(rows)), desk.coverage
    assert desk.import_(file, "--dry-run").returncode == FINE
    result = desk.import_(file)
    assert result.returncode == PROBLEMS
    assert "catatan (Data!E2): a.n. Orang Contoh" in result.stdout and "--notes" in result.stdout
    assert desk.coverage == before
    assert desk.import_(file, "--ignore", "Keterangan", "--dry-run").returncode == FINE
    assert desk.import_(file, "--notes").returncode == FINE
    assert b",111,published,S20b,,,a.n. Orang Contoh,,\n" in desk.coverage


def test_what_a_column_means_is_told_once_for_a_source(desk: Desk):
    def sheet(month: str) -> bytes:
        rows = [["Kec.", "Periode", "Jml. TK", "Rujukan"], ["Mijen", month, EACH, "x"]]
        return excel(rows)

    first, told = desk.put("a.xlsx", sheet("Oktober 2026")), ("--source", "S20b")
    assert "IMP002" in desk.import_(first, *told).stdout
    columns = ("Kec.=area", "Jml. TK=participants", "Rujukan=ignored")
    options = [option for column in columns for option in ("--column", column)]
    tried = desk.import_(first, *told, *options, "--dry-run")
    kept = desk.project / "data/imports/S20b.yaml"
    assert tried.returncode == FINE and not kept.exists(), tried.stdout
    assert "data/imports/S20b.yaml" in desk.import_(first, *told, *options).stdout
    assert '  "Kec.": area\n' in kept.read_text("utf-8")
    second = desk.put("b.xlsx", sheet("September 2026"))
    assert desk.import_(second, *told).returncode == FINE
    assert b"2026-09-30,,mijen,,111,published,S20b" in desk.coverage


def test_what_no_column_can_mean_is_refused(desk: Desk):
    file = desk.put("a.xlsx", excel(office_rows(EACH, EACH, EACH)))
    assert "Kec.=kota" in desk.import_(file, "--column", "Kec.=kota").stderr
    for absent in (("--column", "Kecamatn=area"), ("--ignore", "Kecamatn")):
        refused = desk.import_(file, *absent)
        assert refused.returncode == USAGE and "“Kecamatan”" in refused.stderr
    kept = desk.project / "data/imports/S20b.yaml"
    kept.parent.mkdir()
    kept.write_text('schema_version: 1\ncolumns:\n  "Kec.": kota\n', "utf-8")
    result = desk.import_(file, "--source", "S20b")
    assert "data/imports/S20b.yaml:3:3: CFG007" in result.stdout


def test_personal_data_is_not_repeated_anywhere(desk: Desk):
    number = "3374015708450001"
    rows = [[*HEAD, "NIK"], [1, "Mijen", "APBD", "Oktober 2026", EACH, "S20b", number]]
    result = desk.import_(desk.put("a.xlsx", excel(rows)))
    assert result.returncode == PROBLEMS
    assert "IMP021" in result.stdout and "IMP022" in result.stdout
    assert number not in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tidak-ada.xlsx",), "Tidak ada berkas tidak-ada.xlsx."),
        (("{a}", "--sheet", "Dta"), "Tidak ada lembar “Dta”. Apakah maksud Anda “Data”?"),
        (("{a}", "--source", "S20x"), "Sumber “S20x” tidak ada"),
        (("{a}", "--annotate", "{a}"), "adalah berkas yang diimpor"),
        (("{a}", "--annotate", "{b}"), "bukan salinan bertanda"),
        (("{a}", "--annotate", "salinan.csv"), "selalu berupa berkas .xlsx"),
        (("{a}", "--as-of", "Oktober"), "--as-of"),
        (("{a}", "--status", "superseded"), "--status"),
        ((), "FILE"),
    ],
    ids=["no file", "sheet", "source", "itself", "other file", "suffix", "date", "status", "none"],
)
def test_arguments_that_cannot_be_meant_are_wrong_usage(desk: Desk, arguments, said: str):
    files = {name: desk.put(f"{name}.xlsx", excel(office_rows(*[EACH] * 3))) for name in "ab"}
    given = [argument.format(**files) for argument in arguments]
    result = desk.import_(*given)
    assert result.returncode == USAGE, result.stdout
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_of_another_kind_is_a_problem_not_a_crash(desk: Desk):
    result = desk.import_(desk.put("a.xlsx", b"%PDF-1.7 not a workbook"))
    assert result.returncode == PROBLEMS
    assert "IMP001 Berkas" in result.stdout and "Saran:" in result.stdout


def test_a_sheet_can_be_a_new_source(desk: Desk):
    rows = [["Kecamatan", "Jumlah Peserta"], ["Mijen", EACH], ["Tugu", EACH]]
    file = desk.put("rekap.csv", "\n".join(f"{area};{count}" for area, count in rows).encode())
    alone = desk.import_(file, "--new-source")
    assert alone.returncode == USAGE
    assert "--stated-by" in alone.stderr
    said = ("--stated-by", "Kantor Contoh || Sample Office", "--as-of", "2026-10-31")
    done = desk.import_(file, "--new-source", "--own", *said, "--released", "2026-11-05")
    assert done.returncode == FINE, done.stdout
    added = (desk.project / "data" / "sources.yaml").read_text("utf-8").rpartition("  - id: ")[2]
    name = added.partition("\n")[0]
    assert "publisher: Kantor Contoh" in added
    assert "own: true" in added
    assert "IMP035" not in done.stdout
    assert "rekap.csv" in added
    assert f"Sumber baru {name}" in done.stdout
    assert desk.coverage.decode().count(f"{EACH},published,{name},2026-11-05") == 2
    assert run_here("--project", desk.project, "undo").returncode == FINE
    assert f"id: {name}\n" not in (desk.project / "data" / "sources.yaml").read_text("utf-8")


def test_a_listed_source_is_marked_as_the_owners_own(desk: Desk):
    file = desk.put("rekap.csv", f"Kecamatan;Jumlah Peserta\nMijen;{EACH}\n".encode())
    assert "--source" in desk.import_(file, "--as-of", "2026-10-31", "--own").stderr
    sources = desk.project / "data" / "sources.yaml"
    before, entry, after = sources.read_text("utf-8").partition("  - id: S20b\n")
    original = re.sub("kind: .*", "kind: official_primary", after, count=1)
    sources.write_text(before + entry + original, "utf-8")
    said = ("--source", "S20b", "--stated-by", "Dinas || Office")
    given = (file, "--as-of", "2026-10-31", *said)
    assert "--own" in desk.import_(*given, "--dry-run").stdout
    done = desk.import_(*given, "--own")
    assert done.returncode == FINE, done.stdout
    assert "IMP035" not in done.stdout
    after = sources.read_text("utf-8").partition("  - id: S20b\n")[2].partition("  - id: ")[0]
    assert "    own: true\n" in after


@pytest.mark.parametrize(
    ("code", "head", "cells"),
    [
        ("IMP002", ["Kecamatan", "Cacah"], ["Tugu", EACH]),
        ("IMP004", ["Kecamatan", "Kec.", "Jumlah peserta"], ["Tugu", "Genuk", EACH]),
        ("IMP005", ["Kecamatan", "Catatan petugas kami", "Jumlah peserta"], ["Tugu", "x", EACH]),
        ("IMP031", ["Kecamatan", "Jumlah peserta", "Ket."], ["Tugu", EACH, "sementara"]),
    ],
)
def test_what_a_hint_says_is_typed_as_it_stands(
    desk: Desk, code: str, head: list[object], cells: list[object]
):
    file = desk.put("rekap.xlsx", excel([head, cells]))
    given = ("--as-of", "2026-10-31", "--source", "S20b", "--stated-by", "Dinas || Office")
    said = desk.import_(file, *given).stdout
    hint = re.search(rf"{code}.*\n  Saran: (.*)", said)
    assert hint, said
    option, value = re.findall(r'(--column|--ignore) "([^"]*)"', hint[1])[-1]
    result = desk.import_(file, *given, option, value)
    assert "data/coverage.csv sudah diperbarui" in result.stdout, result.stdout
