"""Whoever kept all releases, and all that the program leaves on the disk, learns nothing withheld.

Counts go the way of the staff: an office's sheet is imported, the site is published, a corrected
sheet comes, another month. Then everything is taken together: each release at the destination, the
site before, what an undo would bring back, what the preview serves; the audit attacks the union of
its rows, and every other file is searched for what is said of a withheld count.
"""

import csv
import html
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from site_builder.build import BuildOptions, build_site
from site_builder.outputs import Purpose
from site_builder.read.project import load_files
from site_builder.read.templates import load_templates
from tests.builders import replace_samples, write_small
from tests.conftest import run_here
from tests.disclosure_audit import Names, Row, attack, cell_of, said

pytestmark = pytest.mark.full

THRESHOLD = 5
FUNDING, JOBS = ("budget", "company"), ("sample_work", "other_work")
DISTRICTS = {f"district_{n}": (f"village_{n}a", f"village_{n}b") for n in range(3)}
PARENTS = {v: d for d, villages in DISTRICTS.items() for v in villages} | dict.fromkeys(
    DISTRICTS, ""
)
NAMES = Names(funding=frozenset(FUNDING), occupations=frozenset(JOBS), parents=PARENTS)
TODAY = "2027-03-15"
Cell = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What an office hands over on a day."""

    as_of: str
    released: str
    counts: Mapping[Cell, int]


def sheets(seed: int) -> Iterator[Sheet]:
    """A month, the same month with corrections, and the month after."""
    chance = random.Random(seed)
    people = {
        (fund, village, job): chance.choice((0, 0, 0, 1, 1, 2, 30))
        for fund in FUNDING
        for villages in DISTRICTS.values()
        for village in villages
        for job in JOBS
    }
    yield Sheet(as_of="2027-01-31", released="2027-02-03", counts=listed(people))
    for key in chance.sample(sorted(people), 4):
        people[key] = max(0, people[key] + chance.choice((-3, -1, 1, 2, 5)))
    yield Sheet(as_of="2027-01-31", released="2027-02-20", counts=listed(people))
    for key, number in people.items():
        people[key] = max(0, number + chance.choice((-1, 0, 0, 1)))
    yield Sheet(as_of="2027-02-28", released="2027-03-03", counts=listed(people))


def listed(people: Mapping[Cell, int]) -> dict[Cell, int]:
    counts: dict[Cell, int] = {}
    for (fund, village, job), number in people.items():
        district = PARENTS[village]
        for cell in (
            ("", "", ""), (fund, "", ""), ("", district, ""), ("", village, ""), ("", "", job),
            (fund, district, ""), ("", district, job),
        ):  # fmt: skip
            counts[cell] = counts.get(cell, 0) + number
    return counts


@pytest.fixture(params=range(2))
def project(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    project = write_small(tmp_path / "project")
    replace_samples(project)
    data = project / "data"
    with (project / "site.yaml").open("a") as settings:
        settings.write(f"suppression_threshold: {THRESHOLD}\n")
        settings.write("publish: {kind: folder, to: ../readers}\n")
    areas = ["code,slug,name,level,parent", "00,contoh,Daerah Contoh,city,"]
    for n, (district, villages) in enumerate(DISTRICTS.items(), 1):
        areas.append(f"00.0{n},{district},{district},district,00")
        areas += [
            f"00.0{n}.{m},{village},{village},village,00.0{n}" for m, village in enumerate(villages)
        ]
    (data / "areas.csv").write_text("\n".join(areas) + "\n")
    jobs = [{"id": job, "name": {"id": job, "en": job}} for job in JOBS]
    (data / "occupations.yaml").write_text(
        yaml.safe_dump({"schema_version": 1, "occupations": jobs}, sort_keys=False)
    )
    first = next(sheets(request.param)).counts
    rows = [f"2025-01-31,{fund},,,{first[fund, '', '']},published,S1,,," for fund in ("", *FUNDING)]
    head = (data / "coverage.csv").read_text().partition("\n")[0]
    (data / "coverage.csv").write_text("\n".join([head, *rows]) + "\n")
    for sheet in sheets(request.param):
        path = tmp_path / f"{sheet.released}.csv"
        with path.open("w", newline="") as file:
            write = csv.writer(file)
            write.writerow(["as_of", "funding", "area", "occupation", "participants"])
            for cell, number in sheet.counts.items():
                write.writerow([sheet.as_of, *cell, number])
        said_with = ("--source", "S1", "--released", sheet.released, "--date", TODAY)
        do(project, "import", path, *said_with)
        do(project, "publish", "--yes", "--date", TODAY)
    return project


def do(project: Path, *arguments: object) -> None:
    ran = run_here("--project", project, "--lang", "en", *arguments)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def everything(project: Path) -> Iterator[tuple[str, bytes]]:
    """Yield whatever anybody could have kept, with what the preview makes of the project."""
    places = [project.parent / "readers", project]
    for place in places:
        for path in place.rglob("*"):
            if path.is_file():
                yield str(path), path.read_bytes()
    options = BuildOptions(
        today=date.fromisoformat(TODAY), with_drafts=True, purpose=Purpose.PREVIEW
    )
    preview = build_site(load_files(project), load_templates(project), options)
    yield from ((file.path, file.content) for file in preview.files)


def union(found: Iterable[tuple[str, bytes]]) -> list[Row]:
    """Put together the rows of every table of counts; a number that any of them has is known."""
    rows: dict[tuple, Row] = {}
    for path, content in found:
        if path.endswith("coverage.csv"):
            for row in csv.DictReader(content.decode("utf-8-sig").splitlines()):
                name = (row["as_of"], cell_of(row), said(row))
                if row["participants"] or name not in rows:
                    rows[name] = row
    return [row for row in rows.values() if row["as_of"] > "2027"]


def cells_told(table: bytes) -> set[tuple[str, Cell]]:
    rows = csv.DictReader(table.decode("utf-8").splitlines())
    return {(row["as_of"], cell_of(row)) for row in rows if row["participants"]}


def figure_of(cell: Cell) -> str:
    fund, area, job = cell
    return (
        f"coverage.{fund or (area and f'area_{area}') or (job and f'occupation_{job}') or 'total'}"
    )


def stated(path: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the figures of a file that have a number beside them, with the date if there is one."""
    if path.endswith((".br", ".gz", ".png", ".xlsx", ".zip", "kept")):
        return
    text = html.unescape(content.decode("utf-8", "replace")).replace('\\"', '"')
    for tag in re.findall(r"<data [^>]*>", text):
        name, value = (re.search(rf'\b{key}="([^"]*)"', tag) for key in ("data-figure", "value"))
        as_of = re.search(r'data-as-of="([^"]*)"', tag)
        if name and value and value[1]:
            yield name[1], as_of[1] if as_of else ""
    parts = [text] if path.endswith(".json") else re.findall(r'ld\+json">(.*?)</script>', text)
    for part in parts:
        try:
            yield from in_json(json.loads(part))
        except ValueError:
            continue


def in_json(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        known = str(value.get("name", value.get("figure", name)))
        number = value.get("value", value.get("participants"))
        if isinstance(number, int | float):
            yield known, str(value.get("as_of", ""))
        for key, each in value.items():
            yield from in_json(each, key if key.startswith("coverage.") else known)
    elif isinstance(value, list):
        for each in value:
            yield from in_json(each, name)


def test_nothing_that_was_ever_written_gives_a_withheld_count_away(project: Path):
    found = list(everything(project))
    releases = {
        path.split("/releases/")[1].partition("/")[0] for path, _ in found if "/releases/" in path
    }
    assert len(releases) >= 3
    tables = {path: content for path, content in found if path.endswith("/data/coverage.csv")}
    told = {path: cells_told(tables[path]) for path in tables if "/releases/" in path}
    newest_told = next(cells for path, cells in told.items() if f"/{max(releases)}/" in path)
    assert all(cells <= newest_told for cells in told.values())
    rows = union(found)
    withheld = {(row["as_of"], cell_of(row)) for row in rows if row["status"] == "suppressed"}
    assert withheld
    small = [row for row in rows if 0 < int(row["participants"] or 0) < THRESHOLD]
    assert small == []
    intervals = attack(rows, NAMES, enough=THRESHOLD)
    assert [interval for interval in intervals if interval.width < THRESHOLD] == []

    known = {(row["as_of"], cell_of(row)) for row in rows if row["participants"]}
    hidden = {
        (figure_of(cell), as_of) for as_of, cell in withheld - known if sum(map(bool, cell)) < 2
    }
    newest = max(row["as_of"] for row in rows)
    undated = {(name, "") for name, as_of in hidden if as_of == newest}
    said_of: set[tuple[str, str]] = set()
    for path, content in found:
        is_current = f"/releases/{max(releases)}/" in path or not path.startswith("/")
        told = set(stated(path, content))
        said_of |= told
        assert not told & (hidden | (undated if is_current else set())), path
    assert {name for name, _ in said_of} >= {figure_of(("", "", "")), *map(fund_figure, FUNDING)}


def fund_figure(fund: str) -> str:
    return figure_of((fund, "", ""))
