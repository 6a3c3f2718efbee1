"""A count is written once: change its cell, and everything that shows it follows in one build.

The real project is built twice in memory, with two unmistakable numbers in one cell. Wherever the
first stood in the one build, in any notation, the second must stand in the other, and the first
must be nowhere: in pages, drawings, data for machines and downloads of every language. What is
computed from it is held against plain arithmetic.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache

import lxml.html
import pytest

from site_builder.build import BuildOptions, build_site
from site_builder.read.project import load_files
from site_builder.read.templates import load_templates
from tests.conftest import BUILD_DATE, PROJECT_ROOT

MANIFEST = "build-manifest.json"
LD = "//script[@type='application/ld+json']/text()"
FIRST, SECOND = 7_311, 7_389
"""Numbers that nothing else in the project has."""
ADDRESS = "https://pijar-semar.test-host.id/"
CELLS = {
    "the newest total": ("data/coverage.csv", "2025-11-30,,,,7217,", "2025-11-30,,,,{},"),
    "a denominator": (
        "data/indicators.csv",
        "informal_workers_2025_11,2025-11-30,262166,",
        "informal_workers_2025_11,2025-11-30,{},",
    ),
}
LANGUAGES = {"": (".", ","), "en/": (",", ".")}
"""Folder of a language: what groups its digits, and what precedes decimals."""
Files = Mapping[str, bytes]


@cache
def built(cell: str, number: int) -> Files:
    path, old, new = CELLS[cell]
    files = dict(load_files(PROJECT_ROOT))
    text = files[path].decode()
    assert text.count(old) == 1
    files[path] = text.replace(old, new.format(number)).encode()
    options = BuildOptions(today=date.fromisoformat(BUILD_DATE), base_url=ADDRESS)
    result = build_site(files, load_templates(PROJECT_ROOT), options)
    assert result.files, [found for found in result.diagnostics if found.is_error]
    return {file.path: file.content for file in result.files}


def written(number: int) -> re.Pattern[bytes]:
    """Match a number in every notation of the site, and nothing that only contains it."""
    thousands, rest = divmod(number, 1000)
    before, after = r"(?<![0-9A-Za-z])(?<!\d[.,])", r"(?![0-9A-Za-z]|[.,]\d{3})"
    return re.compile(f"{before}{thousands}[.,]?{rest}{after}".encode())


def places(files: Files, number: int) -> dict[str, int]:
    """Count a number in every file that holds it."""
    found: Counter[str] = Counter()
    for path, content in files.items():
        found[settled(path)] += len(written(number).findall(content))
    return {path: count for path, count in found.items() if count}


def settled(path: str) -> str:
    """Give a file's name without the part that follows from its content."""
    return re.sub(r"(?<=[./])[0-9a-f]{10,}(?=\.)", "#", path)


@pytest.mark.parametrize("cell", CELLS)
def test_every_place_of_a_number_follows_its_cell(cell: str):
    before, after = built(cell, FIRST), built(cell, SECOND)
    assert Counter(map(settled, before)) == Counter(map(settled, after))
    assert not places(after, FIRST)
    assert not places(before, SECOND)
    assert places(after, SECOND) == places(before, FIRST)


def test_the_newest_total_stands_in_places_of_every_kind():
    """Else the test above would prove little."""
    files = built("the newest total", FIRST)
    found = places(files, FIRST)
    for file in ("csv", "json", "xlsx"):
        assert f"data/coverage.{file}" in found
    assert found.keys() >= {MANIFEST, "data/coverage-excel.csv", "data/figures.json"}
    for folder, (group, _) in LANGUAGES.items():
        text = f"7{group}311"
        pages = dict(pages_of(files, folder))
        shown = [path for path, tree in pages.items() if text in tree.text_content()]
        assert len(shown) > 3
        assert any(
            text in drawn for tree in pages.values() for drawn in tree.xpath("//svg//text()")
        )
        assert any(
            str(FIRST) in data or text in data for t in pages.values() for data in t.xpath(LD)
        )


@pytest.mark.parametrize("cell", CELLS)
def test_every_figure_of_every_page_is_the_one_of_the_new_build(cell: str):
    files = built(cell, SECOND)
    figures = json.loads(files[MANIFEST])["figures"]
    checked = 0
    for folder in LANGUAGES:
        for path, tree in pages_of(files, folder):
            for data in tree.xpath("//data[@data-figure][not(@data-as-of)]"):
                figure = figures[data.get("data-figure")]
                assert Decimal(data.get("value")) == Decimal(str(figure["value"])), path
                checked += 1
    assert checked


@pytest.mark.parametrize("cell", CELLS)
def test_what_is_computed_from_the_cell_follows_too(cell: str):
    before, after = (
        json.loads(built(cell, number)[MANIFEST])["figures"] for number in (FIRST, SECOND)
    )
    total = Decimal(after["coverage.total"]["value"])
    whole = Decimal(after["indicator.informal_workers_2025_11"]["value"])
    share = after["coverage.of_informal_workers_2025_11"]["value"]
    assert abs(Decimal(str(share)) - 100 * total / whole) <= Decimal("0.005")
    changed = {name for name, figure in after.items() if figure != before[name]}
    expected = {"coverage.of_informal_workers_2025_11"}
    if cell == "the newest total":
        assert after["coverage.change"]["value"] == SECOND - 7_217
        expected |= {"coverage.total", "coverage.change", "coverage.of_informal_workers_2024_12"}
    else:
        expected |= {"indicator.informal_workers_2025_11"}
    assert changed == expected


def pages_of(files: Files, folder: str) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    """Walk the pages of a language."""
    others = tuple(name for name in LANGUAGES if name and name != folder)
    for path in sorted(files):
        if path.endswith(".html") and path.startswith(folder) and not path.startswith(others):
            yield path, lxml.html.document_fromstring(files[path])
