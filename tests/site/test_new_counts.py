"""New counts arrive: nothing that the site said before may be untrue beside them.

Invented counts go through the real importer into a copy of the real project, whose pages are then
read as readers would.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
import yaml
from lxml import html
from lxml.html import HtmlElement

from site_builder.build import BuildOptions, plan_context
from site_builder.checks.content.absence import check_typed_absence
from site_builder.checks.every_check import check_sources
from site_builder.checks.pages.rendered_site import join_rendered_site, read_pages
from site_builder.checks.pages.words import check_words
from site_builder.figures.observations import Counts
from site_builder.figures.registry import compute_figures
from site_builder.read.project import load_files, parse_project
from site_builder.read.templates import load_templates, parse_templates
from site_builder.upkeep.status import StatusReport, make_status
from site_builder.views.context import SiteContext
from site_builder.views.render import render_pages
from tests.builders import REAL_MEMORY
from tests.conftest import copy_project, run_here
from tests.sample_year import read_areas
from tests.site.built_site import BuiltSite

with (Path(__file__).parents[2] / "data/coverage.csv").open(encoding="utf-8-sig") as file:
    NEWEST = max(row["as_of"] for row in csv.DictReader(file))
YEAR = int(NEWEST[:4]) + 1
TODAY = date(YEAR + 1, 1, 31)
ABSENT = {
    "id": r"belum (?:di|kami |me)\w+|tidak (?:dipublikasikan|kami temukan|(?:di|me)temukan\w*)",
    "en": r"not (?:been )?(?:published|found)|have not found|did not find|found no",
}
BREAKDOWNS = {
    "area": {"id": "kecamatan", "en": "district"},
    "occupation": {"id": "menurut pekerjaan", "en": "by occupation"},
    "total": {"id": rf"(?:jumlah|angka)[^.,;:]*\b{YEAR}", "en": rf"number[^.,;:]*\b{YEAR}"},
}
TOO_LONG = {"OUT010", "OUT011"}
"""Of pages over their budget of words."""
Pages = dict[tuple[str, str], list[str]]
"""Language and address to the sentences of a page."""
MARGIN = 1.02
"""Counts grow so little from month to month that none needs a note."""


class Office:
    """A project that gets a sheet a month."""

    def __init__(self, project: Path) -> None:
        self.project = project
        with (project / "data/areas.csv").open(encoding="utf-8-sig") as file:
            rows = [row for row in csv.DictReader(file) if row["level"] == "district"]
        self.districts = [row["name"] for row in rows]

    def run(self, *arguments: object) -> str:
        ran = run_here("--project", self.project, "--lang", "id", *arguments, "--date", TODAY)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    def send(self, month: int, header: str, rows: Iterable[Iterable[object]]) -> str:
        """Import one sheet of the month; return what the importer says."""
        sheet = self.project.parent / f"{month}.csv"
        lines = [header, *(",".join(map(str, row)) for row in rows)]
        sheet.write_text("\n".join(lines), encoding="utf-8")
        day = date(YEAR, month, 28)
        given = ("--as-of", day, "--released", day, "--source", "S20b")
        return self.run("import", sheet, *given)

    def by_district(self, month: int) -> str:
        """Send the wide sheet: districts down, funds across."""
        rows = [
            (name, round((430 + n) * MARGIN**month), round((25 + n) * MARGIN**month))
            for n, name in enumerate(self.districts)
        ]
        wide = [(name, city, excise, city + excise) for name, city, excise in rows]
        total = (
            "Jumlah",
            *(sum(column) for column in zip(*(row[1:] for row in wide), strict=True)),
        )
        return self.send(month, "Kecamatan,APBD,DBHCHT,Jumlah", [*wide, total])

    def by_occupation(self, month: int) -> str:
        names = ("Pengemudi becak", "Nelayan", "Petani")
        rows = [(name, round((300 + n) * MARGIN**month)) for n, name in enumerate(names)]
        return self.send(month, "Pekerjaan,Jumlah Peserta", rows)

    def plan(
        self, changed: Mapping[str, bytes] = MappingProxyType({})
    ) -> tuple[SiteContext, Mapping[str, str]]:
        """Give the site, with other contents of some files, and its templates."""
        templates = load_templates(self.project)
        texts, _ = parse_templates(templates)
        project, _ = parse_project({**load_files(self.project), **changed})
        assert project is not None
        registry = compute_figures(project, Counts(project))
        options = BuildOptions(today=TODAY)
        site, _ = plan_context(project, registry, templates, texts, options, memory=REAL_MEMORY)
        return site, texts

    def look(self) -> tuple[Pages, StatusReport]:
        """Give the sentences of each page, and what needs attention."""
        site, texts = self.plan()
        rendered, found = render_pages(site, texts, REAL_MEMORY.templates)
        pages = {
            (page.page.lang, page.page.url): [*_sentences(page.file.content.decode())]
            for page in rendered
        }
        long = check_words(join_rendered_site(site, read_pages(site, rendered), ()))
        problems = [*found, *check_sources(site, texts), *long]
        return pages, make_status(site, (), problems, texts, {})


def _sentences(page: str) -> Iterator[str]:
    """Yield the sentences of a page; those of an item behind what leads up to its list."""
    for block in html.fromstring(page).iter("p", "li", "td", "dd", "h1", "h2", "h3", "summary"):
        before = block.getparent().getprevious() if block.tag == "li" else None
        lead = _split(before)[-1:] if before is not None and before.tag in {"p", "h2"} else []
        yield from (" ".join([*lead, sentence]) for sentence in _split(block))


def _split(block: HtmlElement) -> list[str]:
    return re.split(r"(?<=[.;!?]) ", " ".join(block.text_content().split()))


def denials(pages: Pages, breakdown: str) -> Iterator[str]:
    """Yield the sentences of any page that say that a number of a kind was not found."""
    for (lang, url), sentences in pages.items():
        absent, number = ABSENT[lang], BREAKDOWNS[breakdown][lang]
        for sentence in sentences:
            if re.search(absent, sentence, re.I) and re.search(number, sentence, re.I):
                yield f"{url}: {sentence}"


@pytest.fixture
def office(project_copy: Path) -> Office:
    return Office(project_copy)


@pytest.fixture(scope="module")
def first_month(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, str]:
    """An office after its first sheet, and what the importer said."""
    office = Office(copy_project(tmp_path_factory.mktemp("month") / "project"))
    return office, office.by_district(1)


def hold(office: Office, *breakdowns: str) -> StatusReport:
    """Hold every page against what is counted now; return what needs attention."""
    pages, status = office.look()
    assert status.counts["errors"] == 0, status.problems
    assert [each for each in status.problems if each.code in TOO_LONG] == []
    assert [said for breakdown in breakdowns for said in denials(pages, breakdown)] == []
    return status


def test_a_month_of_counts_by_district_ends_what_the_site_said_of_it(
    first_month: tuple[Office, str], real_site: BuiltSite
):
    office, said = first_month
    before = {
        (page.lang, page.url): [*_sentences(page.file.read_text(encoding="utf-8"))]
        for page in real_site.pages
    }
    assert all(list(denials(before, breakdown)) for breakdown in BREAKDOWNS)
    status = hold(office, "area", "total")
    assert "jumlah peserta menurut kecamatan atau kelurahan" in said
    assert f"sumber dana × wilayah, {2 * len(office.districts)} angka baru" in said
    ended = {name for name, is_ended in status.unknown.items() if is_ended}
    assert ended == {"by_area", "official_report", f"total_{YEAR}"}
    places = {f"{each.path}:{each.line}" for each in status.concerned}
    assert {place.partition(":")[0] for place in places} >= {
        "content/statistik.id.md", "content/statistik.en.md", "content/data.en.md",
    }  # fmt: skip
    assert all(place in said for place in places)


def test_a_typed_denial_of_what_arrived_is_an_error(first_month: tuple[Office, str]):
    office, _ = first_month
    typed = {
        "content/peserta.id.md": "Jumlah peserta menurut kecamatan belum dipublikasikan.",
        "content/peserta.en.md": f"The number of members in {YEAR} is not published.",
    }
    pages = {
        path: (office.project / path).read_bytes() + f"\n\n{text}\n".encode()
        for path, text in typed.items()
    }
    site, _ = office.plan(pages)
    denied = [found for found in check_typed_absence(site) if found.code == "FIG009"]
    assert {found.location.path for found in denied} == typed.keys()


@pytest.mark.full
def test_a_year_of_counts_leaves_no_month_in_which_the_site_denies_them(office: Office):
    for month in range(1, 13):
        office.by_district(month)
        office.by_occupation(month)
        hold(office, *BREAKDOWNS)


@pytest.mark.full
def test_five_years_of_corrected_counts_of_everything_make_no_page_too_long(office: Office):
    """Rows are written as they are: that they add up is not asked here."""
    areas = read_areas(office.project)
    jobs = yaml.safe_load((office.project / "data/occupations.yaml").read_text("utf-8"))
    cells = [
        ",", "apbd,", "dbhcht,",
        *(f",{area.slug}" for area in areas.values() if area.level != "city"),
    ]  # fmt: skip
    cells = [f"{cell}," for cell in cells] + [f",,{job['id']}" for job in jobs["occupations"]]
    with (office.project / "data/coverage.csv").open("a", encoding="utf-8") as file:
        for month in range(60):
            day = date(YEAR + month // 12, month % 12 + 1, 28)
            for status, count, known in (("superseded", 999, day), ("published", 1111, TODAY)):
                file.writelines(
                    f'{day},{cell},{count + month},{status},S20b,{known},,,"A || B","C || D"\n'
                    for cell in cells
                )
    _, status = office.look()
    assert [each for each in status.problems if each.code in TOO_LONG] == []
