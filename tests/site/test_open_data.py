"""What machines read, the data package, the workbook and structured data, holds the same truth."""

import csv
import json
from decimal import Decimal

import frictionless
import openpyxl

from tests.every import every
from tests.site.built_site import BuiltSite


def test_the_data_package_describes_its_files_rightly(built_site: BuiltSite):
    report = frictionless.validate(str(built_site.root / "data" / "datapackage.json"))
    assert report.valid, report.to_summary()
    assert report.tasks


def downloaded(built_site: BuiltSite, name: str) -> list[dict[str, str]]:
    """Give the rows of a table as somebody reads it who has the downloads alone."""
    path = built_site.root / "data" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_id_in_a_table_is_explained_by_another(built_site: BuiltSite):
    sources = {row["id"] for row in downloaded(built_site, "sources")}
    codes = {(row["list"], row["code"]) for row in downloaded(built_site, "codes")}
    lists = {name for name, _ in codes}
    seen = 0
    for table in ("coverage", "targets", "indicators", "benefits", "contacts", "history"):
        for row in downloaded(built_site, table):
            assert set(row["source"].split(";")) <= sources, (table, row)
            named = {(name, row[name]) for name in lists & row.keys() if row[name]}
            assert named <= codes, (table, row)
            seen += len(named)
    assert seen


def test_what_was_before_is_told_beside_what_holds_now(built_site: BuiltSite):
    now = {
        "benefits": {row["figure"] for row in downloaded(built_site, "benefits")},
        "contacts": {row["contact"] for row in downloaded(built_site, "contacts")},
    }
    written = [
        former
        for kind in now
        for record in built_site.data_file(f"data/{kind}.yaml")[kind]
        for former in record.get("history", ())
    ]
    rows = downloaded(built_site, "history")
    assert len(rows) == len(written)
    for row in every(rows):
        assert row["record"] in now[row["table"]], row
        assert row["until"] and all(row[f"why:{lang}"] for lang in built_site.languages), row
        was = (
            row["amount"],
            row["value"],
            *(row[f"amount_text:{x}"] for x in built_site.languages),
        )
        assert any(was), row


def test_every_column_is_explained_in_every_language(built_site: BuiltSite):
    package = json.loads((built_site.root / "data" / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        assert resource["schema"]["primaryKey"], resource["name"]
        for column in resource["schema"]["fields"]:
            for words in ("titles", "descriptions"):
                assert set(column[words]) == set(built_site.languages), column["name"]
    assert package["version"].startswith(package["updated"])
    assert package["changes"][0]["date"] == package["updated"]


def test_who_said_each_count_when_and_on_what_occasion_is_told_by_the_downloads_alone(
    built_site: BuiltSite,
):
    sources = {row["id"]: row for row in downloaded(built_site, "sources")}
    for row in every(downloaded(built_site, "coverage")):
        for lang in built_site.languages:
            assert row[f"stated_by:{lang}"], row
            assert row[f"occasion:{lang}"], row
        assert row["released"], row
        assert all(sources[name]["publisher"] for name in row["source"].split(";"))


def test_a_workbook_says_what_it_is_beside_its_rows(built_site: BuiltSite):
    book = openpyxl.load_workbook(built_site.root / "data" / "benefits.xlsx")
    texts = [str(cell) for row in book["about"].iter_rows(values_only=True) for cell in row]
    assert {"formula", "unit"} <= set(texts)
    assert any("CC BY" in text for text in texts)
    assert "S88" in texts


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
    text = content.decode("utf-8-sig")
    separator = ";" if ";" in text.partition("\n")[0] else ","
    for row in csv.reader(text.splitlines(), delimiter=separator):
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


def records(built_site: BuiltSite, lang: str) -> dict[str, str]:
    """Give the text of every record by the name of its figure."""
    return {
        record.get("id", ""): " ".join(record.text_content().split())
        for page in built_site.pages
        if page.lang == lang
        for record in page.tree.find_class("ps-record")
    }


def test_no_source_is_said_to_have_stated_what_was_computed(built_site: BuiltSite):
    publishers = {row["publisher"] for row in downloaded(built_site, "sources")}
    # The printed number beside an indicator that we computed may name who printed it.
    beside = {f"indicator.{row['id']}" for row in downloaded(built_site, "indicators")}
    computed = {name for name, each in built_site.figures.items() if each["status"] == "computed"}
    own = computed - beside
    for lang in built_site.languages:
        texts = {name: text for name, text in records(built_site, lang).items() if name in own}
        words = built_site.data_file(f"content/i18n/{lang}.yaml")["data"]
        rival = built_site.data_file(f"content/i18n/{lang}.yaml")["figure"]["rival"]
        said = rival.partition("{date}")[2].partition("{source}")[0]
        for name, text in every(texts.items()):
            assert words["original"] not in text, name
            assert not any(f"{said}{publisher}" in text for publisher in publishers), name


def test_a_record_says_on_what_an_amount_depends_and_a_citation_all_that_it_needs(
    built_site: BuiltSite,
):
    amounts = json.loads((built_site.root / "data" / "benefits.json").read_text("utf-8"))
    for lang in built_site.languages:
        found = records(built_site, lang)
        for amount in amounts:
            text = found[amount["figure"]]
            for part in (amount["conditions"], amount["legal"]):
                assert part is None or " ".join(part[lang].split())[:15] in text, amount["figure"]
            assert f"#{amount['figure']}" in text, "its address"
            assert amount["source"][0] in text


def test_the_manifest_s_figures_are_numbers_or_absent(built_site: BuiltSite):
    for name, figure in built_site.figures.items():
        if figure["value"] is not None:
            assert Decimal(str(figure["value"])).is_finite(), name
