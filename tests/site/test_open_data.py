"""What machines read, the data package, the workbook and structured data, holds the same truth."""

import csv
import json
from decimal import Decimal

import extruct
import frictionless
import openpyxl

from tests.every import every
from tests.site.built_site import BuiltSite


def test_the_data_package_describes_its_files_rightly(built_site: BuiltSite):
    report = frictionless.validate(str(built_site.root / "data" / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert report.tasks


def test_the_workbook_holds_numbers_as_numbers_and_the_rows_of_the_csv(built_site: BuiltSite):
    folder = built_site.root / "data"
    with (folder / "coverage.csv").open(encoding="utf-8", newline="") as file:
        expected = [row["participants"] for row in csv.DictReader(file)]
    sheet = openpyxl.load_workbook(folder / "coverage.xlsx").worksheets[0]
    headers, *rows = sheet.iter_rows(values_only=True)
    column = headers.index("participants")
    values = [row[column] for row in rows]
    assert all(value is None or isinstance(value, int) for value in values)
    assert ["" if value is None else str(value) for value in values] == expected


def test_the_csv_for_spreadsheets_lets_no_cell_run_as_a_formula(built_site: BuiltSite):
    path = built_site.root / "data" / "coverage-excel.csv"
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "a byte order mark tells Excel that this is UTF-8"
    for row in csv.reader(content.decode("utf-8-sig").splitlines()):
        for cell in row:
            is_number = cell.lstrip("+-").replace(".", "").isdigit()
            assert is_number or not cell.startswith(("=", "+", "-", "@")), cell


def test_the_published_figures_are_those_of_the_manifest(built_site: BuiltSite):
    published = json.loads((built_site.root / "data" / "figures.json").read_text("utf-8"))
    text = json.dumps(published)
    missing = [name for name in built_site.figures if json.dumps(name) not in text]
    assert not missing


def test_every_figure_has_a_permanent_address_in_every_language(built_site: BuiltSite):
    for lang in built_site.languages:
        pages = every(page for page in built_site.pages if page.lang == lang)
        anchors = frozenset().union(*(page.anchors for page in pages))
        assert built_site.figures.keys() - anchors == set(), lang


def test_structured_data_can_be_read_and_names_its_page(built_site: BuiltSite):
    found = 0
    for page in built_site.pages:
        html = page.file.read_text(encoding="utf-8")
        for item in extruct.extract(html, syntaxes=["json-ld"])["json-ld"]:
            assert item.get("@context", "").startswith("https://schema.org"), page.url
            assert "@graph" in item or "@type" in item, page.url
            found += 1
    assert found


def test_the_manifest_s_figures_are_numbers_or_absent(built_site: BuiltSite):
    for name, figure in built_site.figures.items():
        if figure["value"] is not None:
            assert Decimal(str(figure["value"])).is_finite(), name
