"""What an import does to `coverage.csv`: nothing twice, nothing overwritten, nothing given away."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from site_builder.importer.coverage_file import CoverageFile
from site_builder.importer.new_source import SOURCES_PATH, with_new_source
from site_builder.importer.plan import Action
from site_builder.importer.supplied import Supplied
from site_builder.messages.wording import load_messages
from site_builder.model import Status
from site_builder.read.project import parse_project
from tests.workbooks.make import excel
from tests.workbooks.project import COVERAGE, codes, problems, project_files, run_import

HEAD = ["Periode", "Sumber dana", "Kecamatan", "Jumlah", "Diumumkan"]
JANUARY, M = "Januari 2030", "Februari 2030"
MARCH = "1 Maret 2030"
OLD = project_files()[COVERAGE]


def book(*rows, head=HEAD) -> bytes:
    return excel([head, *rows])


def actions(result) -> list[Action]:
    return [step.action for step in result.plan.steps]


def lines(content: bytes) -> list[str]:
    return content.decode().splitlines()


def again(content: bytes, result, **options: object):
    """Import the same file into what the first import made."""
    files = {**options.pop("files", project_files()), COVERAGE: result.coverage}
    return run_import(content, files=files, **options)


# --- added, superseded, unchanged ---------------------------------------------------------------


def test_new_counts_are_added_at_the_end_and_old_lines_stay_as_they_are():
    result = run_import(book([M, "ADC", "semua", 777, MARCH]))
    assert result.coverage.startswith(OLD)
    added = result.coverage.removeprefix(OLD)
    assert added == b"2030-02-28,budget,,,777,published,S2,2030-03-01,,\n"


def test_the_same_file_twice_changes_nothing():
    content = book([M, "ADC", "Utara", 111, ""], [M, "ADC", "Selatan", 222, ""])
    first = run_import(content)
    second = again(content, first)
    assert actions(second) == [Action.UNCHANGED, Action.UNCHANGED]
    assert second.coverage is None and not second.diagnostics


def test_the_project_s_own_file_changes_nothing():
    result = run_import(OLD, "coverage.csv", sources=())
    assert actions(result) == [Action.UNCHANGED] * 3
    assert result.coverage is None


def test_the_same_number_from_another_source_changes_nothing():
    assert actions(run_import(book([JANUARY, "ADC", "semua", 888, MARCH]))) == [Action.UNCHANGED]


def test_a_changed_number_supersedes_the_old_row_and_stands_in_a_new_one():
    content = book(
        [JANUARY, "ADC", "semua", 887, MARCH], [JANUARY, "Perusahaan", "semua", 224, MARCH]
    )
    result = run_import(content)
    assert actions(result) == [Action.SUPERSEDES, Action.SUPERSEDES], problems(result)
    old, new = lines(OLD), lines(result.coverage)
    assert new[:2] == old[:2]
    assert new[2] == old[2].replace("published", "superseded")
    assert new[3] == old[3].replace("published", "superseded")
    assert new[4:] == [
        "2030-01-31,budget,,,887,published,S2,2030-03-01,,",
        "2030-01-31,company,,,224,published,S2,2030-03-01,,",
    ]
    assert actions(again(content, result)) == [Action.UNCHANGED] * 2


def test_an_older_file_does_not_bring_a_corrected_number_back():
    first = run_import(book([M, "ADC", "semua", 777, MARCH]))
    files = {**project_files(), COVERAGE: first.coverage}
    second = run_import(book([M, "ADC", "semua", 778, "5 Maret 2030"]), files=files)
    files = {**files, COVERAGE: second.coverage}
    third = run_import(book([M, "ADC", "semua", 777, MARCH]), files=files)
    assert actions(third) == [Action.OLDER]
    assert third.coverage is None


def test_a_correction_can_be_taken_back_later():
    files = project_files(
        coverage="""\
        2030-02-28,,,,777,superseded,S2,2030-03-01,,
        2030-02-28,,,,778,published,S2,2030-03-05,,
        """
    )
    result = run_import(book([M, "semua", "semua", 777, "9 Maret 2030"]), files=files)
    assert [line.split(",")[4:6] for line in lines(result.coverage)[1:]] == [
        ["777", "superseded"], ["778", "superseded"], ["777", "published"],
    ]  # fmt: skip


def test_a_changed_number_needs_the_day_on_which_it_was_said():
    result = run_import(book([JANUARY, "ADC", "semua", 887, ""]))
    assert codes(result) == [("IMP024", "Data!D2")]
    given = run_import(
        book([JANUARY, "semua", "semua", 1111, ""], [JANUARY, "ADC", "semua", 887, ""],
             [JANUARY, "Perusahaan", "semua", 224, ""]),
        released=date(2030, 3, 1),
    )  # fmt: skip
    assert actions(given) == [Action.UNCHANGED, Action.SUPERSEDES, Action.SUPERSEDES]


def test_a_small_changed_number_is_not_repeated():
    (diagnostic,) = run_import(book([JANUARY, "Perusahaan", "semua", 3, ""])).diagnostics
    assert (diagnostic.code, diagnostic.params["value"]) == ("IMP024", "<5")


def test_a_number_that_was_not_published_can_come_later():
    files = project_files(coverage="2030-02-28,,utara,,,not_published,S1,2030-03-01,,\n")
    result = run_import(book([M, "semua", "Utara", 111, "5 Maret 2030"]), files=files)
    assert actions(result) == [Action.ADDED]


def test_the_source_of_a_dispute_may_correct_itself():
    files = project_files(coverage="2030-02-28,,,,777,disputed,S2,2030-03-01,,\n")
    result = run_import(book([M, "semua", "semua", 778, "5 Maret 2030"]), files=files)
    assert actions(result) == [Action.SUPERSEDES]


def test_a_disputed_count_stands_beside_the_published_one():
    files = project_files(coverage="2030-02-28,,,,777,published,S1,2030-03-01,,\n")
    content = book([M, "semua", "semua", 778, "5 Maret 2030"])
    result = run_import(content, files=files, status=Status.DISPUTED)
    assert actions(result) == [Action.ADDED]
    second = again(content, result, files=files, status=Status.DISPUTED)
    assert actions(second) == [Action.UNCHANGED]


# --- withheld -----------------------------------------------------------------------------------

AREAS = [[M, "semua", "Utara", 111, ""], [M, "semua", "Selatan", 3, ""]]


def statuses(result) -> list[list[str]]:
    added = len(result.plan.rows)
    return [line.split(",")[2:6] for line in lines(result.coverage)[-added:]]


def test_a_small_count_never_reaches_the_file():
    result = run_import(book(AREAS[1]))
    assert statuses(result) == [["selatan", "", "", "suppressed"]]


def test_what_a_small_count_could_be_computed_from_is_withheld_too():
    content = book(*AREAS, [M, "semua", "Jumlah", 114, ""])
    result = run_import(content, files=project_files(coverage=""))
    assert statuses(result) == [
        ["utara", "", "", "suppressed"], ["selatan", "", "", "suppressed"],
        ["", "", "114", "published"],
    ]  # fmt: skip


def test_withheld_counts_are_unchanged_the_second_time():
    content = book(*AREAS, [M, "semua", "Jumlah", 114, ""])
    first = run_import(content, files=project_files(coverage=""))
    second = again(content, first, files=project_files(coverage=""))
    assert set(actions(second)) == {Action.UNCHANGED}
    assert second.coverage is None


def test_a_published_row_that_gives_a_small_count_away_is_withheld_where_it_stands():
    files = project_files(
        coverage="""\
        2030-02-28,,,,114,published,S1,2030-03-01,,
        2030-02-28,,utara,,111,published,S1,2030-03-01,,"Satu, dua"
        """
    )
    result = run_import(book(AREAS[1]), files=files)
    assert lines(result.coverage)[1:] == [
        "2030-02-28,,,,114,published,S1,2030-03-01,,",
        "2030-02-28,,utara,,,suppressed,S1,2030-03-01,,",
        "2030-02-28,,selatan,,,suppressed,S2,,,",
    ]
    assert result.plan.hidden_lines == (3,)


PUBLISHED = """\
    2030-02-28,,,,333,published,S1,2030-03-01,,
    2030-02-28,,utara,,111,published,S1,2030-03-01,,
    2030-02-28,,selatan,,222,published,S1,2030-03-01,,
    """


def test_a_correction_gives_nothing_away_to_those_who_kept_the_file_before():
    """They know every count that did not change, so the new total has to be withheld."""
    content = book(
        [M, "semua", "semua", 114, "9 Maret 2030"], [M, "semua", "Utara", 111, "9 Maret 2030"],
        [M, "semua", "Selatan", 3, "9 Maret 2030"],
    )  # fmt: skip
    result = run_import(content, files=project_files(coverage=PUBLISHED))
    now = {tuple(line.split(",")[2:8]) for line in lines(result.coverage)[1:]}
    assert ("utara", "", "111", "published", "S1", "2030-03-01") in now
    assert ("selatan", "", "", "suppressed", "S2", "2030-03-09") in now
    assert ("", "", "", "suppressed", "S2", "2030-03-09") in now


def test_withheld_counts_get_a_row_of_each_release_that_corrects_their_date():
    """Else the parts of the corrected total would not make it."""
    files = project_files(
        coverage="""\
        2030-02-28,,,,114,published,S1,2030-03-01,,
        2030-02-28,,utara,,,suppressed,S1,2030-03-01,,
        2030-02-28,,selatan,,,suppressed,S1,2030-03-01,,
        """
    )
    content = book(
        [M, "semua", "semua", 120, "9 Maret 2030"], [M, "semua", "Utara", 116, "9 Maret 2030"],
        [M, "semua", "Selatan", 4, "9 Maret 2030"],
    )  # fmt: skip
    result = run_import(content, files=files)
    assert actions(result) == [Action.SUPERSEDES, Action.ADDED, Action.ADDED], problems(result)
    assert lines(result.coverage)[-3:] == [
        "2030-02-28,,,,120,published,S2,2030-03-09,,",
        "2030-02-28,,utara,,,suppressed,S2,2030-03-09,,",
        "2030-02-28,,selatan,,,suppressed,S2,2030-03-09,,",
    ]
    assert set(actions(again(content, result, files=files))) == {Action.UNCHANGED}


def test_a_count_once_withheld_stays_withheld():
    files = project_files(coverage="2030-02-28,,selatan,,,suppressed,S1,2030-03-01,,\n")
    result = run_import(book([M, "semua", "Selatan", 333, "5 Maret 2030"]), files=files)
    assert actions(result) == [Action.UNCHANGED]
    assert result.coverage is None


# --- the file, byte for byte --------------------------------------------------------------------

PLAIN = 'as_of,status,note\r\n2030-01-31,published,"a, ""b""\r\nc"\r\n\r\n2030-02-28,x, y \r\n'


def test_only_the_named_cells_change():
    edited = CoverageFile(PLAIN.encode()).edited({5: {"status": "superseded"}}, [])
    assert edited.decode() == PLAIN.replace(",x,", ",superseded,")


def test_a_cell_with_quotes_and_line_breaks_is_replaced_whole():
    edited = CoverageFile(PLAIN.encode()).edited({2: {"note": 'd, "e"'}}, [])
    assert edited.decode() == PLAIN.replace('"a, ""b""\r\nc"', '"d, ""e"""')


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_are_added_with_the_line_ends_of_the_file(end: str):
    text = f"as_of,status{end}2030-01-31,published"
    added = CoverageFile(text.encode()).edited({}, [{"as_of": "2030-02-28", "status": "x"}])
    assert added.decode() == f"{text}{end}2030-02-28,x{end}"


@pytest.mark.parametrize("mark", [",", ";"])
def test_rows_are_changed_and_added_with_the_separator_of_the_file(mark: str):
    text = mark.join(["as_of", "status", "note"]) + "\n" + mark.join(["2030-01-31", "x", ""]) + "\n"
    edited = CoverageFile(text.encode()).edited(
        {2: {"status": "superseded"}}, [{"as_of": "2030-02-28", "note": f"a{mark}b"}]
    )
    added = mark.join(["2030-02-28", "", f'"a{mark}b"'])
    assert edited.decode() == text.replace("x", "superseded") + f"{added}\n"


def test_an_older_file_gets_the_column_in_which_an_added_row_says_who_said_it():
    text = 'as_of,note\r\n2030-01-31,"a\r\nb"\r\n\r\n2030-02-28,c'
    row = {"as_of": "2030-03-31", "stated_by": "Mayor"}
    edited = CoverageFile(text.encode()).edited({}, [row, {"as_of": "2030-04-30"}])
    assert edited.decode() == (
        'as_of,note,stated_by\r\n2030-01-31,"a\r\nb",\r\n\r\n2030-02-28,c,\r\n'
        "2030-03-31,,Mayor\r\n2030-04-30,,\r\n"
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_the_file_stays(encoding: str):
    text = "as_of,note\n2030-01-31,Café\n"
    edited = CoverageFile(text.encode(encoding)).edited({2: {"as_of": "2030-02-28"}}, [])
    assert edited == text.replace("01-31", "02-28").encode(encoding)


def test_the_lines_of_added_rows_are_known():
    edited = CoverageFile(PLAIN.encode()).edited({}, [{"note": "p"}, {"note": "q"}])
    assert CoverageFile(edited).last_rows(2) == (6, 7)


# --- the sheet as a source ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "as_somebody_wrote",
    [
        lambda text: text,
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: re.sub(rb"(?m)^  ", b"", text),
        lambda text: b"schema_version: 1\nsources: []\n",
    ],
    ids=["as it is", "lines of Windows", "no indent", "no source"],
)
def test_a_new_source_is_written_as_the_list_is(as_somebody_wrote: Callable[[bytes], bytes]):
    files = dict(project_files())
    files[SOURCES_PATH] = as_somebody_wrote(files[SOURCES_PATH])
    given = Supplied(stated_by="Kantor Contoh || Office", as_of=date(2030, 3, 1))
    changed, supplied = with_new_source(files, given, "a.xlsx", load_messages("id"))
    project, found = parse_project(changed)
    assert not [d for d in found if d.location.path == SOURCES_PATH]
    source = project.sources[supplied.sources[0]]
    assert (source.publisher, source.date) == ("Kantor Contoh", "2030-03-01")
    assert "a.xlsx" in source.title["en"]
    written = changed[SOURCES_PATH]
    assert written.count(b"\n") == written.count(b"\r\n") or b"\r" not in written
