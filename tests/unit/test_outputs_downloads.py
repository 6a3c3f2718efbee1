"""The downloads: the truth as CSV, the same in typed forms, and a package that describes them."""

import csv
import hashlib
import io
import json
from dataclasses import replace
from datetime import date, datetime
from zipfile import ZIP_STORED, ZipFile

import openpyxl
import pytest

from site_builder.outputs import Purpose, derive_outputs
from site_builder.outputs.datapackage import datapackage_json
from site_builder.outputs.downloads import download_files, harmless_text, unmade_downloads
from tests.builders import build_tiny, tiny_files
from tests.unit.outputs_site import DATA, all_pages, by_path, make_site

TABLES = (
    "coverage",
    "targets",
    "indicators",
    "sources",
    "benefits",
    "contacts",
    "history",
    "unknown",
    "codes",
)
NAMES = {f"{name}.{ending}" for name in TABLES for ending in ("csv", "json", "xlsx")} | {
    "coverage-excel.csv",
    "figures.json",
    "datapackage.json",
    "all.zip",
}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return by_path(download_files(make_site(), ()))


def loaded(files: dict[str, bytes], name: str):
    return json.loads(files[f"data/{name}.json"])


def test_every_download_of_the_contract_is_made(files: dict[str, bytes]):
    assert set(files) == {f"data/{name}" for name in NAMES}


def test_a_check_knows_every_download_and_makes_none():
    names = [file.path for file in unmade_downloads(make_site(), ())]
    assert set(names) == {f"data/{name}" for name in NAMES} and len(names) == len(NAMES)


def test_a_check_finds_what_a_build_finds():
    page = tiny_files()["content/home.id.md"] + b"\n[gone](/nowhere/) [data](/data/gone.csv)\n"
    built, checked = (
        build_tiny({"content/home.id.md": page}, purpose=purpose)
        for purpose in (Purpose.PUBLISHING, Purpose.CHECK)
    )
    assert built.diagnostics and checked.diagnostics == built.diagnostics


def test_coverage_keeps_its_columns_and_every_row(files: dict[str, bytes]):
    assert files["data/coverage.csv"].decode() == (
        "as_of,funding,area,occupation,participants,status,site_status,source,released,quote,"
        "note:id,note:en,stated_by:id,stated_by:en,occasion:id,occasion:en\n"
        "2031-01-31,,,,1250,published,published,S1;S2,2031-02-03,yes,Dikutip,Quoted,Kades,Head,Rapat,Talk\n"
        "2031-01-31,,,,1111,disputed,disputed,S2,,,same for all,same for all,,,,\n"
        "2031-01-31,,satu,,,suppressed,suppressed,S1,,,,,,,,\n"
        '2030-01-31,,,,980,superseded,superseded,S1,,,"-1, dahulu","-1, before",,,,\n'
    )


def test_indicators_are_labelled_in_every_language(files: dict[str, bytes]):
    assert files["data/indicators.csv"].decode() == (
        "id,label:id,label:en,as_of,value,unit,status,source,confidence,conflicts_with,"
        "note:id,note:en,approximate\n"
        "share,Bagian,Share,2030-12,3.5,percent,published,S1,press,,,,\n"
        "homes,=Rumah,Homes,2030,1200,count,disputed,S1;S2,press,share,,,yes\n"
    )


def cells(content: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))


def test_the_file_for_spreadsheets_has_a_byte_order_mark_and_no_formula(files: dict[str, bytes]):
    content = files["data/coverage-excel.csv"]
    assert content.startswith(b"\xef\xbb\xbfas_of;"), "where a comma is a decimal mark"
    rows = [[cell.removeprefix("'") for cell in row] for row in cells(content, ";")]
    assert rows == cells(files["data/coverage.csv"])
    assert "'-1, dahulu" in content.decode()


def test_a_comma_stays_between_columns_where_decimals_have_a_point():
    settings = DATA["site.yaml"].replace("locale: id_ID", "locale: en_GB")
    files = by_path(download_files(make_site(**{"site": settings}), ()))
    assert files["data/coverage-excel.csv"].startswith(b"\xef\xbb\xbfas_of,")


def test_an_amount_is_told_with_what_it_depends_on(files: dict[str, bytes]):
    (grant,) = loaded(files, "benefits")
    assert (grant["figure"], grant["amount"], grant["is_ceiling"]) == (
        "benefit.grant",
        1111000,
        True,
    )
    assert grant["conditions"] == {
        "id": "Sesudah 3 bulan. Satu kali.",
        "en": "After 3 months. Once.",
    }
    assert grant["legal"] == {"id": "UU 1 Pasal 2; UU 3", "en": "UU 1 Art. 2; UU 3"}
    assert (grant["valid_from"], grant["valid_to"]) == ("2031-06-01", "2031-12-31")


def test_one_archive_holds_every_other_file(files: dict[str, bytes]):
    with ZipFile(io.BytesIO(files["data/all.zip"])) as archive:
        packed = {f"data/{name}": archive.read(name) for name in archive.namelist()}
    assert packed | {"data/all.zip": files["data/all.zip"]} == files


def test_the_version_changes_with_the_data_and_with_nothing_else():
    def version(day: date = date(2031, 5, 1), **changed: str) -> str:
        site = replace(make_site(**changed), today=day)
        package = by_path(download_files(site, ()))["data/datapackage.json"]
        return str(json.loads(package)["version"])

    assert version().startswith("2031-02-03+")
    assert version(date(2031, 5, 2)) == version()
    assert version(targets=DATA["data/targets.csv"].replace("2000", "2001")) != version()


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_would_run_is_made_harmless(start: str):
    assert harmless_text(f"{start}1") == f"'{start}1"
    assert harmless_text(f"1{start}") == f"1{start}"


def test_json_is_typed(files: dict[str, bytes]):
    assert loaded(files, "coverage")[0] == {
        "as_of": "2031-01-31",
        "funding": None,
        "area": None,
        "occupation": None,
        "participants": 1250,
        "status": "published",
        "site_status": "published",
        "source": ["S1", "S2"],
        "released": "2031-02-03",
        "quote": True,
        "note": {"id": "Dikutip", "en": "Quoted"},
        "stated_by": {"id": "Kades", "en": "Head"},
        "occasion": {"id": "Rapat", "en": "Talk"},
    }
    assert loaded(files, "coverage")[2]["participants"] is None
    assert [row["value"] for row in loaded(files, "indicators")] == [3.5, 1200]
    assert isinstance(loaded(files, "indicators")[1]["value"], int)
    assert loaded(files, "targets") == [
        {"year": 2032, "funding": None, "participants": 2000, "source": ["S1"]}
    ]


def test_a_workbook_holds_numbers_and_dates(files: dict[str, bytes]):
    sheet = openpyxl.load_workbook(io.BytesIO(files["data/coverage.xlsx"]))["coverage"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][:6] == (datetime(2031, 1, 31), None, None, None, 1250, "published")
    assert rows[3][4] is None
    assert sheet["A2"].number_format == "yyyy-mm-dd"
    assert sheet["E2"].number_format == "#,##0"


def test_a_workbook_shows_decimals_only_where_there_are_some_and_runs_nothing(
    files: dict[str, bytes],
):
    sheet = openpyxl.load_workbook(io.BytesIO(files["data/indicators.xlsx"]))["indicators"]
    assert [(sheet[cell].value, sheet[cell].number_format) for cell in ("E2", "E3")] == [
        (3.5, "#,##0.00"),
        (1200, "#,##0"),
    ]
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=Rumah", "s")


def test_a_workbook_is_the_same_on_every_machine_and_bears_the_date_of_the_build():
    site = make_site()
    first = by_path(download_files(site, ()))["data/targets.xlsx"]
    assert by_path(download_files(site, ()))["data/targets.xlsx"] == first
    properties = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert (properties.created, properties.title) == (datetime(2031, 5, 1), "Lampu Desa: targets")
    with ZipFile(io.BytesIO(first)) as archive:
        entries = archive.infolist()
    assert {entry.compress_type for entry in entries} == {ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    later = by_path(download_files(replace(site, today=date(2031, 5, 2)), ()))
    assert later["data/targets.xlsx"] != first


def test_a_figure_tells_all_that_makes_it_believable(files: dict[str, bytes]):
    figure = loaded(files, "figures")["figures"]["coverage.total"]
    assert {key: figure[key] for key in ("value", "unit", "as_of", "status", "sources", "row")} == {
        "value": 1250,
        "unit": "people",
        "as_of": "2031-01-31",
        "status": "published",
        "sources": ["S1", "S2"],
        "row": "data/coverage.csv:2",
    }
    assert figure["label"] == {"id": "Total", "en": "Total"}
    assert figure["address"] == {
        "id": "https://lampu.desa.id/program/data/coverage/#coverage.total",
        "en": "https://lampu.desa.id/program/en/data/coverage/#coverage.total",
    }
    assert [(point["as_of"], point["value"]) for point in figure["history"]] == [
        ("2030-01-31", 980),
        ("2031-01-31", 1250),
    ]


def test_a_figure_that_is_not_shown_has_no_value(files: dict[str, bytes]):
    figures = loaded(files, "figures")["figures"]
    hidden = {name for name, figure in figures.items() if figure["value"] is None}
    withheld = {"coverage.area_satu", "coverage.share_area_satu"}
    assert hidden == withheld | {"coverage.change", "coverage.progress_2032"}


def test_a_figure_s_texts_have_their_inserts_resolved(files: dict[str, bytes]):
    figure = loaded(files, "figures")["figures"]["benefit.grant"]
    assert figure["note"] == {"id": "Dari 1.250 orang", "en": "Of 1,250 people"}
    assert [each["id"] for each in figure["conditions"]] == ["waiting", "once"]
    assert figure["legal"][0] == {"rule": "UU 1", "article": "2"}
    assert (figure["valid_from"], figure["valid_to"]) == ("2031-06-01", "2031-12-31")


def test_the_package_describes_every_csv_file_with_its_size_and_hash(files: dict[str, bytes]):
    package = loaded(files, "datapackage")
    assert (package["profile"], package["name"]) == ("tabular-data-package", "lampu-desa")
    assert package["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "CC BY 4.0",
        }
    ]
    assert package["sources"] == [
        {"title": "S1: Desa, Laporan", "path": "https://desa.example/report"},
        {"title": "S2: Koran, Berita"},
    ]
    resources = {resource["path"]: resource for resource in package["resources"]}
    assert set(resources) == {name for name in NAMES if name.endswith(".csv")}
    for path, resource in resources.items():
        content = files[f"data/{path}"]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        header = cells(content, resource.get("dialect", {"delimiter": ","})["delimiter"])[0]
        assert [field["name"] for field in resource["schema"]["fields"]] == header


@pytest.mark.parametrize(
    ("text", "expected"), [("Lampu Désa 2", "lampu-desa-2"), ("光", "data"), ("--", "data")]
)
def test_a_package_s_name_is_plain(text: str, expected: str):
    site = make_site()
    programme = replace(site.project.settings.programme, name=text)
    settings = replace(site.project.settings, programme=programme)
    site = replace(site, project=replace(site.project, settings=settings))
    assert json.loads(datapackage_json(site, ()))["name"] == expected


def test_outputs_are_made_in_one_order_and_twice_the_same():
    site = make_site({"about.id": "redirect_from: [/lama]"})
    pages = all_pages(site)
    files = tuple(page.file for page in pages)
    made, found = derive_outputs(site, pages, files)
    assert not found
    assert (made, ()) == derive_outputs(site, pages, files)
    assert made[: len(files)] == files
    paths = [file.path for file in made]
    assert len(set(paths)) == len(paths)
    first = len(files)
    assert paths[first : first + 3] == ["lama/index.html", "feed.xml", "en/feed.xml"]
    for_hosts = ["_headers", ".htaccess", ".server/nginx.conf", ".server/caddy.conf"]
    assert paths[-7:] == ["sitemap.xml", "robots.txt", *for_hosts, "build-manifest.json"]
