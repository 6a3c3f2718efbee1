"""A year of sample data builds within the budgets, and every number is what plain arithmetic gives.

What is right is computed here a second time, with plain Python over the sample's own truth, and
held against the files that readers get: figures, certificate, pages, charts, downloads.
"""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

import pytest
from lxml.html import HtmlElement

from tests.disclosure_audit import Names, Row, attack, cell_of
from tests.sample_year import (
    BUILD_DATE,
    CORRECTED_MONTHS,
    FUNDING,
    OCCUPATIONS,
    OCCUPATIONS_FROM,
    SOURCE,
    THRESHOLD,
    UNCOUNTED_TOTALS,
    YEAR,
    SampleYear,
    month_end,
    read_areas,
    sample_year,
)
from tests.site.built_site import BuildOnce, BuiltPage, BuiltSite
from tests.site.changes import grow

BEFORE, LAST = f"{YEAR - 1}-12-31", month_end(12).isoformat()
"""The day before the sample's first month, and its last day."""
GROUPS = {"id": ".", "en": ","}
WITHHELD = object()


@dataclass(frozen=True)
class BuiltSample:
    """The sample's site, its rows as text, and its truth."""

    site: BuiltSite
    year: SampleYear

    @cached_property
    def rows(self) -> list[Row]:
        with (self.site.project / "data/coverage.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def withheld(self) -> set[tuple[str, tuple[str, ...]]]:
        return {(row["as_of"], cell_of(row)) for row in self.rows if row["status"] == "suppressed"}

    @cached_property
    def figures(self) -> dict:
        return json.loads((self.site.root / "data/figures.json").read_text("utf-8"))["figures"]

    @cached_property
    def areas(self) -> dict:
        return read_areas(self.site.project)

    def expected(self, as_of: str, cell: tuple[str, str, str]) -> object:
        """Give a count as it should show: a number, or the mark of one that is withheld."""
        if (as_of, cell) in self.withheld:
            return WITHHELD
        return self.year.truth[as_of, cell]

    def statistics(self) -> Iterator[BuiltPage]:
        yield from self.site.written_for("statistics")

    def charts(self, name: str) -> Iterator[tuple[BuiltPage, HtmlElement]]:
        """Yield a chart of each language, on the page of statistics or on one below it."""
        above = self.site.key("statistics")
        for page in self.site.pages:
            if page.key == above or page.key.startswith(f"{above}/chart_"):
                yield from ((page, figure) for figure in page.tree.xpath(f"//figure[@id='{name}']"))


@pytest.fixture(scope="session")
def sample(build_once: BuildOnce) -> BuiltSample:
    site = build_once("grown-site", change=grow, day=BUILD_DATE)
    return BuiltSample(site=site, year=sample_year(read_areas(site.project)))


def named_cells(sample: BuiltSample) -> Iterator[tuple[str, tuple[str, str, str]]]:
    yield "coverage.total", ("", "", "")
    yield from ((f"coverage.{fund}", (fund, "", "")) for fund in FUNDING)
    yield from ((f"coverage.area_{area}", ("", area, "")) for area in sample.year.parents)
    yield from ((f"coverage.occupation_{job}", ("", "", job)) for job in OCCUPATIONS)


def share(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_the_sample_is_what_it_says(sample: BuiltSample):
    levels = [area.level for area in sample.areas.values()]
    assert (levels.count("district"), levels.count("village")) == (16, 177)
    assert len({row["as_of"] for row in sample.rows if row["source"] == SOURCE}) == 12
    small = [row for row in sample.year.rows if row.participants in range(1, THRESHOLD)]
    assert sample.withheld and not small
    assert {row["status"] for row in sample.rows} >= {"superseded", "disputed", "suppressed"}


def test_every_count_is_the_newest_true_one(sample: BuiltSample):
    for name, cell in named_cells(sample):
        figure, record = sample.figures[name], sample.site.figures[name]
        expected = sample.expected(LAST, cell)
        assert figure["as_of"] == record["as_of"] == LAST, name
        if expected is WITHHELD:
            assert (figure["value"], figure["status"]) == (None, "suppressed"), name
            assert (record["value"], record["status"]) == (None, "suppressed"), name
        else:
            assert figure["value"] == record["value"] == expected, name


def test_every_count_is_right_at_every_date(sample: BuiltSample):
    for name, cell in named_cells(sample):
        points = {
            point["as_of"]: point
            for point in sample.figures[name]["history"]
            if point["as_of"] > BEFORE and point["status"] != "disputed"
        }
        months = range(OCCUPATIONS_FROM if cell[2] else 1, 13)
        assert sorted(points) == [month_end(month).isoformat() for month in months], name
        for as_of, point in points.items():
            expected = sample.expected(as_of, cell)
            assert point["value"] == (None if expected is WITHHELD else expected), (name, as_of)


def test_a_total_without_a_row_is_added_up(sample: BuiltSample):
    days = [month_end(month).isoformat() for month in UNCOUNTED_TOTALS]
    history = {point["as_of"]: point for point in sample.figures["coverage.total"]["history"]}
    for day in days:
        parts = sum(sample.year.truth[day, (fund, "", "")] for fund in FUNDING)
        assert (history[day]["status"], history[day]["value"]) == ("computed", parts)


def test_a_corrected_count_says_what_it_replaced(sample: BuiltSample):
    checked = 0
    for name, cell in named_cells(sample):
        for month in CORRECTED_MONTHS:
            as_of = month_end(month).isoformat()
            replaced = [
                int(row["participants"])
                for row in sample.rows
                if (row["as_of"], cell_of(row), row["status"]) == (as_of, cell, "superseded")
            ]
            history = sample.figures[name]["history"]
            point = next((p for p in history if p["as_of"] == as_of), None)
            assert point is None or point["corrects"] == (replaced[0] if replaced else None), name
            checked += len(replaced)
    assert checked


def test_shares_change_and_progress_are_computed_rightly(sample: BuiltSample):
    truth = sample.year.truth
    total = Decimal(truth[LAST, ("", "", "")])
    before = Decimal(truth[month_end(11).isoformat(), ("", "", "")])
    values = {name: figure["value"] for name, figure in sample.figures.items()}
    districts = {area for area, above in sample.year.parents.items() if not above}
    for name, cell in named_cells(sample):
        if not any(cell) or (cell[1] and cell[1] not in districts):
            continue
        figure = sample.figures[name.replace("coverage.", "coverage.share_")]
        if sample.expected(LAST, cell) is WITHHELD:
            assert (figure["value"], figure["status"]) == (None, "suppressed"), name
        else:
            assert Decimal(str(figure["value"])) == share(Decimal(truth[LAST, cell]), total), name
            assert figure["as_of"] == LAST
    assert values["coverage.change"] == total - before
    check_changes(sample, districts)
    for fund in ("", *FUNDING):
        target = values.get(f"target.{YEAR}.{fund or 'total'}")
        if target is None:
            continue
        name = f"coverage.progress_{YEAR}_{fund}".removesuffix("_")
        counted = Decimal(truth[LAST, (fund, "", "")])
        assert Decimal(str(values[name])) == share(counted, Decimal(target)), name
    target = Decimal(values[f"target.{YEAR}.total"])
    assert Decimal(str(values[f"coverage.progress_{YEAR}"])) == share(total, target)
    for name, value in values.items():
        if name.startswith("coverage.of_"):
            whole = Decimal(values[f"indicator.{name.removeprefix('coverage.of_')}"])
            assert Decimal(str(value)) == share(total, whole)


def check_changes(sample: BuiltSample, districts: set[str]) -> None:
    """A change is the newest count less the one before that is shown; of a withheld one is none."""
    checked = 0
    for name, cell in named_cells(sample):
        if not any(cell) or (cell[1] and cell[1] not in districts):
            continue
        figure = sample.figures.get(name.replace("coverage.", "coverage.change_"))
        days = [month_end(month).isoformat() for month in range(1, 13)]
        known = [d for d in days if isinstance(expected_or_none(sample, d, cell), int)]
        if sample.expected(LAST, cell) is WITHHELD:
            assert figure is None, name
            continue
        assert figure is not None, name
        now, before = (sample.year.truth[day, cell] for day in (known[-1], known[-2]))
        assert figure["value"] == now - before, name
        checked += 1
    assert checked > len(FUNDING) + len(OCCUPATIONS)


def expected_or_none(sample: BuiltSample, as_of: str, cell: tuple[str, str, str]) -> object:
    """Give what a count should show on a day, or None where it was not counted."""
    return sample.expected(as_of, cell) if (as_of, cell) in sample.year.truth else None


# --- pages --------------------------------------------------------------------------------------


def table_rows(table: HtmlElement) -> dict[str, HtmlElement]:
    """Give the cell that holds the count of each row of a table, by the row's header."""
    return {
        row.xpath("string(th)"): row.xpath("td[contains(@class, 'numeric')]")[0]
        for row in table.xpath(".//tbody/tr")
    }


def check_cell(sample: BuiltSample, place: HtmlElement, expected: object, lang: str) -> None:
    shown = place.xpath(".//data")
    if expected is WITHHELD:
        assert not shown
        assert not re.search(r"\d", place.text_content())
        return
    assert isinstance(expected, int)
    assert shown[0].get("value") == str(expected)
    assert shown[0].text_content() == f"{expected:,}".replace(",", GROUPS[lang])


@pytest.mark.parametrize(
    ("chart", "size"), [("chart-funding", 3), ("chart-area", 16), ("chart-occupation", 8)]
)
def test_the_statistics_show_every_part(sample: BuiltSample, chart: str, size: int):
    by_label = {
        **{a.name: ("", a.slug, "") for a in sample.areas.values() if a.level == "district"},
        **dict(labels(sample)),
    }
    figures = list(sample.charts(chart))
    assert len(figures) == len(GROUPS)
    for page, figure in figures:
        found = table_rows(figure.xpath(".//table")[0])
        assert len(found) == size
        for label, place in found.items():
            check_cell(sample, place, sample.expected(LAST, by_label[label]), page.lang)
        known = [
            sample.expected(LAST, by_label[label])
            for label in found
            if sample.expected(LAST, by_label[label]) is not WITHHELD
        ]
        check_bars(figure, known)


def labels(sample: BuiltSample) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Give the names of funding sources and occupations, as the statistics write them."""
    for chart in ("chart-funding", "chart-occupation"):
        for _, figure in sample.charts(chart):
            yield from labels_in(figure)


def labels_in(figure: HtmlElement) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for element in figure.xpath(".//tbody//tr[.//data]"):
        name = element.xpath("string(.//data/@data-figure)").removeprefix("coverage.")
        label = element.xpath("string(th)")
        if name in FUNDING:
            yield label, (name, "", "")
        elif name.startswith("occupation_"):
            yield label, ("", "", name.removeprefix("occupation_"))


def check_bars(figure: HtmlElement, counts: list) -> None:
    """Bars are as long as their counts, and a count that is withheld has none."""
    bars = [
        float(bar.get("width").removesuffix("%"))
        for bar in figure.xpath(".//svg//rect[contains(@class, 'bar')]")
    ]
    assert len(bars) == len(counts)
    for length, count in zip(bars, counts, strict=True):
        assert length == pytest.approx(max(count / max(counts) * max(bars), 0.5), abs=0.11)


def test_the_year_is_told_from_its_first_count_to_its_last(sample: BuiltSample):
    for page in sample.statistics():
        (figure,) = page.tree.xpath("//figure[@id='chart-over-time']")
        values = {
            (data.get("data-as-of") or LAST): int(data.get("value"))
            for data in figure.xpath(".//tbody//data")
        }
        for month in range(1, 13):
            as_of = month_end(month).isoformat()
            if (as_of, ("", "", "")) not in sample.withheld:
                assert values.get(as_of) in {
                    sample.year.truth[as_of, ("", "", "")],
                    sample.year.truth[as_of, ("", "", "")] - 311,
                }


def test_every_district_has_a_page_with_its_villages(sample: BuiltSample):
    pages = {(page.key, page.lang): page for page in sample.site.pages}
    districts = [area for area in sample.areas.values() if area.level == "district"]
    for lang in GROUPS:
        for district in districts:
            page = pages[f"{sample.site.key('statistics')}/{district.slug}", lang]
            villages = [a for a in sample.areas.values() if a.parent == district.slug]
            *_, table = page.tree.xpath("//table")
            # A village that bears the name of another area has its district behind its own.
            found = {
                label.rpartition(", ")[2].partition(" (")[0]: place
                for label, place in table_rows(table).items()
            }
            assert sorted(found) == sorted(village.name for village in villages)
            for village in villages:
                expected = sample.expected(LAST, ("", village.slug, ""))
                check_cell(sample, found[village.name], expected, lang)
            value = page.tree.xpath("string(//*[contains(@class, 'ps-stat__value')]//data/@value)")
            expected = sample.expected(LAST, ("", district.slug, ""))
            assert value == ("" if expected is WITHHELD else str(expected))


# --- downloads ----------------------------------------------------------------------------------


def test_nothing_that_readers_can_download_gives_a_withheld_count_away(sample: BuiltSample):
    """The whole year: rows, and what the site computed from them for every figure and date."""
    names = Names(
        funding=frozenset(FUNDING),
        occupations=frozenset(OCCUPATIONS),
        parents=sample.year.parents,
    )
    with (sample.site.root / "data/coverage.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source"] == SOURCE]
    intervals = attack([*rows, *computed(sample, rows)], names, enough=THRESHOLD)
    withheld = {key for key in sample.withheld if key[0] > BEFORE}
    assert {(interval.as_of, interval.cell) for interval in intervals} == withheld
    assert [interval for interval in intervals if interval.width < THRESHOLD] == []


def computed(sample: BuiltSample, rows: list[Row]) -> Iterator[Row]:
    """Give the counts that the list of figures states and no row does, as rows."""
    listed = {(row["as_of"], cell_of(row)) for row in rows}
    newest: dict[str, str] = {}
    for row in rows:
        newest[row["as_of"]] = max(newest.get(row["as_of"], ""), row["released"])
    found = 0
    for name, cell in named_cells(sample):
        for point in sample.figures[name]["history"]:
            as_of = point["as_of"]
            if as_of in newest and (as_of, cell) not in listed and point["value"] is not None:
                found += 1
                yield dict(zip(("funding", "area", "occupation"), cell, strict=True)) | {
                    "as_of": as_of,
                    "participants": str(point["value"]),
                    "status": point["status"],
                    "released": newest[as_of],
                }
    assert found >= len(UNCOUNTED_TOTALS)


def test_no_share_and_no_change_rests_on_a_withheld_count(sample: BuiltSample):
    names = dict(named_cells(sample))
    checked = 0
    for figure in sample.site.figures.values():
        for name, as_of in re.findall(r"(coverage\.\w+)@([\d-]+)", figure["row"] or ""):
            assert (as_of, names[name]) not in sample.withheld
            checked += 1
    assert checked > len(FUNDING)


def test_no_page_states_a_withheld_count_or_draws_one(sample: BuiltSample):
    names = dict(named_cells(sample))
    drawn = 0
    for page in sample.site.pages:
        for data in page.tree.xpath("//data[@data-figure]"):
            cell = names.get(data.get("data-figure"))
            if cell is not None:
                as_of = data.get("data-as-of") or sample.figures[data.get("data-figure")]["as_of"]
                assert (as_of, cell) not in sample.withheld, f"{page}: {cell} {as_of}"
        for figure in page.tree.xpath("//figure[.//svg//rect[contains(@class, 'bar')]]"):
            bars = figure.xpath(".//svg//rect[contains(@class, 'bar')]")
            assert len(bars) == len(figure.xpath(".//tbody/tr[.//data]")), page
            drawn += len(bars)
    assert drawn


def test_what_a_reader_finds_out_of_a_withheld_count_is_true_and_wide(sample: BuiltSample):
    """To the last person, in two months, one of them with corrections: so the attack is sound."""
    names = Names(
        funding=frozenset(FUNDING),
        occupations=frozenset(OCCUPATIONS),
        parents=sample.year.parents,
    )
    with (sample.site.root / "data/coverage.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            row for row in csv.DictReader(file) if row["as_of"][:7] in {f"{YEAR}-03", f"{YEAR}-10"}
        ]
    found = attack(rows, names)
    assert found
    for interval in found:
        assert interval.width >= THRESHOLD, interval
        truth = sample.year.truth[interval.as_of, interval.cell]
        assert interval.low <= truth <= interval.high or interval.as_of.startswith(f"{YEAR}-03")
