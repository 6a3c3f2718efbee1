"""A count is written once: change its cell, and everything that shows it follows in one build.

A made-up site is built twice with the real templates, with two unmistakable numbers in one cell.
Wherever the first stood in the one build, in any notation, the second must stand in the other, and
the first must be nowhere: in pages, drawings, data for machines and downloads of every language.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import lxml.html
import pytest

from site_builder.build import BuildOptions, build_site
from site_builder.model import MANIFEST_PATH
from tests.builders import MEMORY, real_templates
from tests.languages.sample import build, confirmed, encoded, sample_files

FIRST, SECOND = 7_311, 7_389
"""Numbers that nothing else in the project has."""
ADDRESS = "https://pijar-semar.test-host.id/"
COVERAGE, INDICATORS, BENEFITS = "data/coverage.csv", "data/indicators.csv", "data/benefits.yaml"
FILES = confirmed(sample_files())
HEADER = FILES[COVERAGE].splitlines()[0]
CELLS = {
    "the newest total": (COVERAGE, f"{HEADER}\n2025-01-31,,,,{{}},published,S1,,,\n"),
    "a denominator": (
        INDICATORS,
        FILES[INDICATORS].replace("workers,2025,11111,", "workers,2025,{},"),
    ),
}
Output = Mapping[str, bytes]


def built(cell: str, number: int) -> Output:
    path, text = CELLS[cell]
    result = build({**FILES, path: text.format(number)}, base_url=ADDRESS)
    assert result.files, [found for found in result.diagnostics if found.is_error]
    return {file.path: file.content for file in result.files}


def written(number: int) -> re.Pattern[bytes]:
    """Match a number in every notation of the site, and nothing that only contains it."""
    thousands, rest = divmod(number, 1000)
    before, after = r"(?<![0-9A-Za-z])(?<!\d[.,])", r"(?![0-9A-Za-z]|[.,]\d{3})"
    return re.compile(f"{before}{thousands}[.,]?{rest}{after}".encode())


def places(files: Output, number: int) -> dict[str, int]:
    """Count a number in every file that holds it."""
    found: Counter[str] = Counter()
    for path, content in files.items():
        found[settled(path)] += len(written(number).findall(content))
    return {path: count for path, count in found.items() if count}


def settled(path: str) -> str:
    """Give a file's name without the part that follows from its content."""
    return re.sub(r"(?<=[./])[0-9a-f]{10,}(?=\.)", "#", path)


def trees(files: Output) -> dict[str, lxml.html.HtmlElement]:
    return {
        path: lxml.html.document_fromstring(content)
        for path, content in files.items()
        if path.endswith(".html")
    }


@pytest.mark.parametrize("cell", CELLS)
def test_every_place_of_a_number_follows_its_cell(cell: str):
    before, after = built(cell, FIRST), built(cell, SECOND)
    assert Counter(map(settled, before)) == Counter(map(settled, after))
    assert not places(after, FIRST)
    assert not places(before, SECOND)
    assert places(after, SECOND) == places(before, FIRST) != {}


def test_the_newest_total_stands_in_places_of_every_kind():
    """Else the test above would prove little."""
    files = built("the newest total", FIRST)
    found = places(files, FIRST)
    assert found.keys() >= {f"data/coverage.{kind}" for kind in ("csv", "json", "xlsx")}
    assert found.keys() >= {MANIFEST_PATH, "data/coverage-excel.csv", "data/figures.json"}
    for start, text in (("", "7.311"), ("en/", "7,311")):
        pages = {p: t for p, t in trees(files).items() if p.startswith(start)}
        assert len([tree for tree in pages.values() if text in tree.text_content()]) > 1


@pytest.mark.parametrize("cell", CELLS)
def test_every_figure_of_every_page_is_the_one_of_the_new_build(cell: str):
    files = built(cell, SECOND)
    figures = json.loads(files[MANIFEST_PATH])["figures"]
    shown = [
        (path, data.get("data-figure"), Decimal(data.get("value")))
        for path, tree in trees(files).items()
        for data in tree.xpath("//data[@data-figure][not(@data-as-of)]")
    ]
    assert shown
    for path, name, value in shown:
        assert value == Decimal(str(figures[name]["value"])), path


# --- one day ------------------------------------------------------------------------------------

LAST = date(2027, 3, 31)
"""The last day of the made-up site's amount."""
ENDING = {
    **FILES,
    BENEFITS: FILES[BENEFITS].replace(
        "    unit: rupiah\n", f'    unit: rupiah\n    valid_to: "{LAST}"\n', 1
    ),
}
ENDED = {"id": "berakhir 31 Maret 2027", "en": "ended 31 March 2027"}


def built_on(day: date) -> Output:
    result = build_site(encoded(ENDING), real_templates(), BuildOptions(today=day), memory=MEMORY)
    return {file.path: file.content for file in result.files}


def test_no_page_changes_by_itself_before_a_build_is_due():
    first = built_on(date(2026, 11, 23))
    due = date.fromisoformat(json.loads(first[MANIFEST_PATH])["next_build_due"])
    assert due == LAST + timedelta(days=1)
    later = built_on(LAST)
    pages = [path for path in first if path.endswith(".html")]
    assert pages and [path for path in pages if first[path] != later[path]] == []


def test_a_build_after_an_end_says_so_beside_every_place_of_the_amount():
    seen = set()
    for path, tree in trees(built_on(LAST + timedelta(days=1))).items():
        lang = str(tree.get("lang"))
        for element in tree.xpath("//main//data[@data-figure='benefit.care']"):
            if lang in ENDED and not element.xpath("ancestor::table"):
                assert ENDED[lang] in element.getparent().text_content(), path
                seen.add(lang)
    assert seen == set(ENDED)
