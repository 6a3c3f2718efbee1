"""A year of invented counts for a real city's areas: a sample, made by chance from a fixed seed.

`make_sample(project)` lays it over a copy of the project: twelve months, three funding sources,
every district and village of `data/areas.csv`, eight occupations. The counts went through the
program's own disclosure control, as `import` does it, so that small ones are withheld; what they
were is kept in `SampleYear.truth`, for tests only. None of it says anything about anybody.

Run as a script it writes a copy of the project with the sample in it:
`python -m tests.sample_year FOLDER`.
"""

import csv
import random
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import yaml

from site_builder.diagnostics import Location
from site_builder.figures.disclosure.suppression import suppress
from site_builder.model import Area, Localized, Observation, Status, Table, Text
from tests.yaml_text import read_yaml

Cell = tuple[str, str, str]

SEED = 2026
PROJECT = Path(__file__).resolve().parent.parent
with (PROJECT / "data/coverage.csv").open(encoding="utf-8-sig", newline="") as file:
    YEAR = 1 + max(int(row["as_of"][:4]) for row in csv.DictReader(file))
"""The year after the newest count that the project has, whichever that is."""
BUILD_DATE = f"{YEAR + 1}-01-31"
"""A day after the sample's last release."""
THRESHOLD = 5
SOURCE, RIVAL = "CONTOH1", "CONTOH2"
FUNDING = ("apbd", "dbhcht", "contoh")
OCCUPATIONS = (
    "pedicab_drivers", "motorcycle_taxi_drivers", "parking_attendants", "street_vendors",
    "farmers", "fishers", "drivers", "small_traders",
)  # fmt: skip
CORRECTED_MONTHS = (3, 8)
UNCOUNTED_TOTALS = (2, 5, 11)
"""Months without a published total: the site adds the parts up."""
OCCUPATIONS_FROM = 4
DISPUTED_MONTH = 6
JUMP = 50
TARGET = 12345
COLUMNS = (
    "as_of", "funding", "area", "occupation", "participants", "status", "source", "released",
    "quote", "note", "stated_by", "occasion",
)  # fmt: skip
CONFIRMED = "Contoh: perubahan ini memang demikian. || Sample: this change is meant."


@dataclass(frozen=True, kw_only=True)
class SampleYear:
    """The sample as it is published, and as it was before small counts were withheld."""

    rows: tuple[Observation, ...]
    truth: Mapping[tuple[str, Cell], int]
    """By date and cell, after corrections; listed or not."""
    parents: Mapping[str, str]
    """Village to district; a district has an empty text above it."""


def month_end(month: int) -> date:
    return date(YEAR + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def sample_year(areas: Mapping[str, Area], seed: int = SEED) -> SampleYear:
    """Draw the counts, and withhold what must be."""
    chance = random.Random(seed)
    villages = {a.slug: a.parent for a in areas.values() if a.level == "village"}
    people = _first_month(chance, villages)
    rows: list[Observation] = []
    truth: dict[tuple[str, Cell], int] = {}
    for month in range(1, 13):
        _let_a_month_pass(chance, people)
        first = _counts(people, villages)
        if month in CORRECTED_MONTHS:
            _correct(chance, people)
        counts = _counts(people, villages)
        day = month_end(month)
        truth.update({(day.isoformat(), cell): number for cell, number in counts.items()})
        rows += _rows(month, first, counts)
    withheld = suppress(rows, THRESHOLD, areas)
    parents = villages | dict.fromkeys(villages.values(), "")
    return SampleYear(rows=tuple(_confirm_jumps(withheld)), truth=truth, parents=parents)


def dense_month(
    areas: Mapping[str, Area], lists: Iterable[tuple[int, str, int]], seed: int = SEED
) -> SampleYear:
    """Draw one month that is listed in other ways: by fund, by level of area, by occupation."""
    villages = {a.slug: a.parent for a in areas.values() if a.level == "village"}
    counts: dict[Cell, int] = {}
    for (fund, village, job), number in _first_month(random.Random(seed), villages).items():
        for by_fund, level, by_job in lists:
            area = {"": "", "d": villages[village], "v": village}[level]
            cell = (fund if by_fund else "", area, job if by_job else "")
            counts[cell] = counts.get(cell, 0) + number
    day = month_end(1)
    rows = [_row(day, cell, counts[cell], released=day) for cell in sorted(counts)]
    return SampleYear(
        rows=suppress(rows, THRESHOLD, areas),
        truth={(day.isoformat(), cell): number for cell, number in counts.items()},
        parents=villages | dict.fromkeys(villages.values(), ""),
    )


def _first_month(chance: random.Random, villages: Mapping[str, str]) -> dict[Cell, int]:
    """Spread people over villages of very different size and districts of different trades."""
    people: dict[Cell, int] = {}
    jobs = {
        district: [chance.choice((0.01, 0.4, 1, 2, 3)) for _ in OCCUPATIONS]
        for district in sorted(set(villages.values()))
    }
    funds = {district: (80, 15, chance.choice((0.3, 1, 5))) for district in jobs}
    for village, district in sorted(villages.items()):
        for _ in range(chance.choice((0, 2, 6, 25, 60, 90, 120, 160))):
            fund = chance.choices(FUNDING, funds[district])[0]
            job = chance.choices(OCCUPATIONS, jobs[district])[0]
            cell = (fund, village, job)
            people[cell] = people.get(cell, 0) + 1
    return people


def _let_a_month_pass(chance: random.Random, people: dict[Cell, int]) -> None:
    """Let some join and fewer leave."""
    for cell in sorted(people):
        draw = chance.random()
        if draw < 0.07:
            people[cell] += 1
        elif draw < 0.10 and people[cell]:
            people[cell] -= 1


def _correct(chance: random.Random, people: dict[Cell, int]) -> None:
    """Change what was counted wrongly."""
    for cell in chance.sample(sorted(people), 12):
        people[cell] += chance.choice((-1, 1, 2)) if people[cell] else 1


def _counts(people: Mapping[Cell, int], villages: Mapping[str, str]) -> dict[Cell, int]:
    """Add up every cell that an office would list."""
    counts: dict[Cell, int] = {}
    for village, district in villages.items():
        counts.update({("", village, ""): 0, ("", district, ""): 0})
        counts.update({(fund, district, ""): 0 for fund in FUNDING})
        counts.update({("", district, job): 0 for job in OCCUPATIONS})
    for (fund, village, job), number in people.items():
        district = villages[village]
        for cell in (
            ("", "", ""), (fund, "", ""), ("", district, ""), ("", village, ""), ("", "", job),
            (fund, district, ""), ("", district, job),
        ):  # fmt: skip
            counts[cell] = counts.get(cell, 0) + number
    return counts


def _rows(
    month: int, first: Mapping[Cell, int], corrected: Mapping[Cell, int]
) -> Iterator[Observation]:
    day = month_end(month)
    for cell in sorted(first):
        if (not any(cell) and month in UNCOUNTED_TOTALS) or (cell[2] and month < OCCUPATIONS_FROM):
            continue
        row = _row(day, cell, first[cell], released=day + timedelta(days=3))
        if first[cell] == corrected[cell]:
            yield row
            continue
        yield replace(row, status=Status.SUPERSEDED)
        yield _row(day, cell, corrected[cell], released=day + timedelta(days=20))
    if month == DISPUTED_MONTH:
        rival = _row(day, ("", "", ""), corrected["", "", ""] - 311, released=day)
        yield replace(rival, status=Status.DISPUTED, sources=(RIVAL,))


def _row(day: date, cell: Cell, number: int, *, released: date) -> Observation:
    funding, area, occupation = cell
    return Observation(
        as_of=day,
        funding=funding,
        area=area,
        occupation=occupation,
        participants=number,
        status=Status.PUBLISHED,
        sources=(SOURCE,),
        released=released,
        quote=False,
        note=None,
        line=0,
        table=Table(path="sample"),
    )


def _confirm_jumps(rows: Iterable[Observation]) -> Iterator[Observation]:
    """Say of large changes that they are meant, as staff must."""
    before: dict[Cell, int] = {}
    for row in rows:
        if row.status is not Status.PUBLISHED or row.participants is None:
            yield row
            continue
        last = before.get(row.cell)
        before[row.cell] = row.participants
        # Before the first of a cell may come counts of the project's own.
        is_jump = last is None or abs(row.participants - last) * 100 > JUMP * last
        texts = {"note": Text(value=CONFIRMED, location=row.location)}
        yield replace(row, note=Localized(texts=texts)) if is_jump else row


# --- laid over a project ------------------------------------------------------------------------


def make_sample(project: Path, seed: int = SEED) -> SampleYear:
    """Add the sample to a copy of the project."""
    sample = sample_year(read_areas(project), seed)
    with (project / "data/coverage.csv").open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writerows(map(as_text, sample.rows))
    _append(project / "data/funding.yaml", "funding", [_category("contoh", "Dana contoh")])
    with (project / "data/targets.csv").open("a", encoding="utf-8") as file:
        file.write(f"{YEAR},,{TARGET},{SOURCE}\n" * (not has_target(project)))
    _append(project / "data/sources.yaml", "sources", [_source(SOURCE), _source(RIVAL)])
    path = project / "data/occupations.yaml"
    kept = read_yaml(path.read_text(encoding="utf-8"))
    kept["occupations"] = [job for job in kept["occupations"] if job["id"] in OCCUPATIONS]
    path.write_text(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return sample


def has_target(project: Path) -> bool:
    """Tell whether the project itself has a target for the sample's year."""
    with (project / "data/targets.csv").open(encoding="utf-8-sig", newline="") as file:
        return any(row["year"] == str(YEAR) for row in csv.DictReader(file))


def read_areas(project: Path) -> dict[str, Area]:
    with (project / "data/areas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    slugs = {row["code"]: row["slug"] for row in rows}
    place = Location(path="data/areas.csv")
    return {
        row["slug"]: Area(**{**row, "parent": slugs.get(row["parent"], "")}, location=place)
        for row in rows
    }


def as_text(row: Observation) -> dict[str, str]:
    """Give a row as `data/coverage.csv` writes it."""
    return {
        "as_of": row.as_of.isoformat(),
        "funding": row.funding,
        "area": row.area,
        "occupation": row.occupation,
        "participants": "" if row.participants is None else str(row.participants),
        "status": str(row.status),
        "source": ";".join(row.sources),
        "released": row.released.isoformat() if row.released else "",
        "quote": "yes" if row.quote else "",
        "note": row.note["note"] if row.note else "",
        "stated_by": "Kantor contoh || A sample office",
        "occasion": "Laporan contoh || A sample report",
    }


def _append(path: Path, key: str, entries: list[dict]) -> None:
    text = yaml.safe_dump({key: entries}, allow_unicode=True, sort_keys=False, indent=2)
    lines = text.split("\n", 1)[1].splitlines()
    indent = "  " if "\n  - id:" in path.read_text(encoding="utf-8") else ""
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + "\n".join(indent + line for line in lines) + "\n")


def _category(name: str, text: str) -> dict:
    return {"id": name, "name": {"id": text, "en": f"{text} (sample)"}}


def _source(name: str) -> dict:
    return {
        "id": name,
        "title": {"id": "Angka contoh, bukan angka nyata", "en": "Sample numbers, not real ones"},
        "publisher": "Contoh",
        "date": None,
        "kind": "official_secondary",
        "read": {"id": "utuh", "en": "whole"},
        "url": None,
    }


if __name__ == "__main__":
    from tests.conftest import copy_project

    folder = Path(sys.argv[1])
    copy_project(folder)
    make_sample(folder)
